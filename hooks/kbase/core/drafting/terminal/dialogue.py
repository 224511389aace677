"""A record that is asked for question by question, as a terminal does it: what must be there, then what usually is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from kbase.core.base import KnowledgeBase
from kbase.core.drafting.drafts import Draft, Refused, lacking
from kbase.core.drafting.form_fields import Control, Shape, control_of
from kbase.core.drafting.terminal.asking import by_names, require_fit, require_known_word, require_part_fit, taken_as
from kbase.core.drafting.terminal.questions import INSTEAD_OF, OF_LINKS, PARTS, prompt_for, question, usual
from kbase.core.drafting.written import in_braces
from kbase.core.messages import Message, joined, say
from kbase.core.records.model import EN, LANGUAGES, Language, other

Taken = TypeVar("Taken")
"""What is made of an answer."""

_CYRILLIC, _LATIN = re.compile("[а-яё]", re.I), re.compile("[a-z]", re.I)


_NEEDED: Final = say("an answer is needed here; Ctrl-C ends without one")


class NoMore(Refused):
    """Whoever is asked has ended the answers."""


@dataclass
class Terminal:
    """Who is asked: `read` gives the line behind a prompt, `show` prints one; every answer is kept in `answers`."""

    language: Language
    read: Callable[[str], str]
    show: Callable[[str], None]
    answers: list[str]

    def tell(self, message: Message) -> None:
        self.show(message.read(self.language))

    def answered(
        self, name: str, prompt: Message, taken: Callable[[str], Taken], is_needed: bool = True
    ) -> Taken | None:
        """What is made of the first answer that can be taken, or None for none where none is needed; why one was not
        taken is said before it is asked again.
        """
        while True:
            answer = self._line(name, prompt)
            try:
                if answer:
                    _require_plain(name, answer)
                    found = taken(answer)
                    self.answers.append(answer)
                    return found
                if not is_needed:
                    return None
                self.tell(_NEEDED)
            except Refused as refused:
                self.tell(joined([refused.message, refused.fix], " — "))

    def _line(self, name: str, prompt: Message) -> str:
        try:
            return self.read(f"{prompt.read(self.language)}: ").strip()
        except EOFError:
            raise NoMore(say("there is no answer for {name}", name=name), say("write {name}=…", name=name)) from None


@dataclass
class Dialogue:
    """What is asked about one record. `drafted` makes the record of `FIELD=VALUE` words, of which `fields` has those
    that are given so far; `known` are the ids that it may name.
    """

    base: KnowledgeBase
    known: Collection[str]
    terminal: Terminal
    fields: list[str]
    drafted: Callable[[Sequence[str]], Draft]

    @property
    def one(self) -> Draft:
        """The record as it is by now."""
        return self.drafted(self.fields)

    def completed(self) -> Draft:
        """The record with what must be there, and with what was given of what usually is."""
        given = [*self.one.data]
        while missing := lacking(self.one):  # An answer may ask for more: what is no fact needs its speaker.
            for name in missing:
                self._ask(name, True)
        with suppress(NoMore):
            for name in given:
                self._ask_of_links(name)
            if names := [*usual(self.one)]:
                self.terminal.tell(say("usually given, too; Enter leaves out what you do not know"))
            for name in names:
                self._ask(name, False)
        return self.one

    def _ask(self, name: str, is_needed: bool) -> None:
        """Asks for a field of the record."""
        model = self.one.model
        control = control_of(model, name)
        self._show(model.__name__, control)
        if control.shape is Shape.TEXT:
            self._texts(name, is_needed, lambda language, text: self._put(f"{name}.{language}", text))
        elif control.holds in PARTS:
            self._ask_for_groups(control)
        else:
            prompt = prompt_for(name, is_needed)
            self.terminal.answered(
                name, prompt, lambda answer: self._put(name, self._value(control, answer)), is_needed
            )
            self._ask_of_links(name)

    def _show(self, model: str, control: Control) -> None:
        for line in question(model, control, self.terminal.language):
            self.terminal.show(line)

    def _value(self, control: Control, answer: str) -> str:
        """What an answer is taken for, which is shown where it is not what was typed."""
        value = by_names(self.base, control, require_known_word(control, answer))
        shown = taken_as(control, value)
        if shown != answer:
            self.terminal.show(f"  {shown}")
        return value

    def _put(self, name: str, value: str) -> None:
        """Gives the record a field; raises Refused where it is not right."""
        fields = [*(field for field in self.fields if field.partition("=")[0] != name), f"{name}={value}"]
        found = self.drafted(fields)
        # Who is independent owns itself.
        require_fit(found, name.partition(".")[0], {*self.known, found.id} if name == "controller" else self.known)
        self.fields[:] = fields

    def _texts(self, name: str, is_needed: bool, taken: Callable[[str, str], None]) -> Mapping[str, str]:
        """A text in each language in which it is given: asked for one after the other, that of the questions first."""
        found: dict[str, str] = {}
        order = (self.terminal.language, other(self.terminal.language))
        while True:
            for language in order:
                prompt = prompt_for(name, False, language)
                answer = self.terminal.answered(name, prompt, _in_language(language, taken), False)
                found |= {language: answer} if answer else {}
            if found or not is_needed:
                return {language: found[language] for language in LANGUAGES if language in found}
            self.terminal.tell(_NEEDED)

    # --- groups -----------------------------------------------------------------------------------------------------

    def _ask_for_groups(self, control: Control) -> None:
        """Groups, each part by part, until the first part of one is left empty."""
        groups: list[str] = []
        while group := self._group(control, len(groups) + 1):
            try:
                self._put(control.name, ", ".join([*groups, in_braces(group)]))
                groups.append(in_braces(group))
            except Refused as refused:
                self.terminal.tell(joined([refused.message, refused.fix], " — "))

    def _group(self, control: Control, number: int) -> Mapping[str, Any]:
        """One of the groups; empty where there is none more."""
        self.terminal.tell(say("no. {number} (Enter: no more)", number=number))
        found: dict[str, Any] = {}
        parts = {part.name: part for part in control.controls}
        for name in PARTS[control.holds]:
            instead = INSTEAD_OF.get(name, ())
            if not set(instead) & set(found):
                is_needed = bool(found) and (bool(instead) or parts[name].is_required)
                value = self._part(control, parts[name], is_needed)
                found |= {name: value} if value else {}
            if not found:
                return {}
        return found

    def _part(self, control: Control, part: Control, is_needed: bool) -> Any:
        """What is answered for a field of a group."""
        self._show(control.holds, part)
        if part.shape is Shape.TEXT:
            return self._texts(part.name, is_needed, lambda *text: self._require_fit(control, part, dict([text])))

        def taken(answer: str) -> str:
            value = taken_as(part, self._value(part, answer))
            self._require_fit(control, part, value)
            return value

        return self.terminal.answered(part.name, prompt_for(part.name, is_needed), taken, is_needed)

    def _require_fit(self, control: Control, part: Control, value: Any) -> None:
        require_part_fit(control, part, value, self.known)

    def _ask_of_links(self, name: str) -> None:
        """Asks what is usually said of each link in a field that was given by an id alone."""
        control, value = control_of(self.one.model, name), self.one.data.get(name)
        if control.holds in OF_LINKS and isinstance(value, list):
            links = [self._link(control, link) for link in value]
            if links != value:
                self._put(name, ", ".join(map(in_braces, links)))

    def _link(self, control: Control, link: Mapping[str, Any]) -> Mapping[str, Any]:
        if [*link] != ["id"]:
            return link
        found = dict(link)
        for part in (part for part in control.controls if part.name in OF_LINKS[control.holds]):
            self.terminal.tell(say("source '{id}'", id=link["id"]))
            value = self._part(control, part, False)
            found |= {part.name: value} if value else {}
        return found


def _require_plain(name: str, answer: str) -> None:
    """Raises Refused for a sign that no file here can hold: a key that the terminal does not know leaves some."""
    if found := next((sign for sign in answer if sign != "\t" and unicodedata.category(sign) in ("Cc", "Cs")), ""):
        message = say("{field} holds U+{number:04X}, which cannot be written", field=name, number=ord(found))
        raise Refused(message, say("type it again"))


def _in_language(language: str, taken: Callable[[str, str], None]) -> Callable[[str], str]:
    """Takes a text in a language, or raises Refused where most of its letters are those of the other."""

    def text_of(answer: str) -> str:
        if language == EN and len(_CYRILLIC.findall(answer)) > len(_LATIN.findall(answer)):
            raise Refused(say("these are Russian letters"), say("type it in English, or press Enter to leave it out"))
        taken(language, answer)
        return answer

    return text_of
