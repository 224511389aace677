"""A record that is asked for question by question, as a terminal does it: what must be there, then what usually is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

from kbase.core.base import KnowledgeBase
from kbase.core.checks.typography import is_own
from kbase.core.drafting.drafts import Draft, Refused, lacking
from kbase.core.drafting.form_fields import Control, Shape, control_of
from kbase.core.drafting.terminal.asking import (
    by_names,
    choices_of,
    lasts,
    means_itself,
    require_fit,
    require_known_word,
    require_part_fit,
    taken_as,
    with_titles,
)
from kbase.core.drafting.terminal.questions import (
    ASKED_FIRST,
    INSTEAD_OF,
    OF_LINKS,
    OR_ELSE,
    PARTS,
    TODAY,
    asked_as,
    called_as,
    prompt_for,
    question,
    usual,
)
from kbase.core.drafting.written import in_braces
from kbase.core.fixing.typeset import typeset, unsure
from kbase.core.messages import Message, joined, say
from kbase.core.records.model import EN, LANGUAGES, Language, other

Taken = TypeVar("Taken")
"""What is made of an answer."""

_CYRILLIC, _LATIN = re.compile("[а-яё]", re.I), re.compile("[a-z]", re.I)


_WITH_BODY: Final = say("Head of a department, Ministry of Economy")
_NEEDED: Final = say("an answer is needed here; Ctrl-C ends without one")


_NOTHING: Final = re.compile("(?!)")
_LEADING: Final[Mapping[str, re.Pattern[str]]] = {
    "from": re.compile(r"^(?:since|from|со?)\s+", re.I),
    "to": re.compile(r"^(?:until|till|to|до|по)\s+", re.I),
}
"""Part of a group → what people write before its date."""


class NoMore(Refused):
    """Whoever is asked has ended the answers."""


@dataclass
class Terminal:
    """Who is asked: `read` gives the line behind a prompt, `show` prints one; every answer is kept in `answers`."""

    language: Language
    read: Callable[[str], str]
    show: Callable[[str], None]
    answers: list[str]
    was_refused: bool = False
    """Whether an answer to the last question could not be taken."""

    def tell(self, message: Message) -> None:
        self.show(message.read(self.language))

    def answered(
        self, name: str, prompt: Message, taken: Callable[[str], Taken], is_needed: bool = True
    ) -> Taken | None:
        """What is made of the first answer that can be taken, or None for none where none is needed; why one was not
        taken is said before it is asked again.
        """
        self.was_refused = False
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
                self.was_refused = True
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
    today: str

    @property
    def one(self) -> Draft:
        """The record as it is by now."""
        return self.drafted(self.fields)

    def completed(self) -> Draft:
        """The record with what must be there, and with what was given of what usually is."""
        given = [*self.one.data]
        while missing := lacking(self.one):  # An answer may ask for more: what is no fact needs its speaker.
            first = [name for name in missing if f"{self.one.kind}.{name}" in ASKED_FIRST]
            for name in first or missing:
                self._ask(name, True)
        with suppress(NoMore):
            for name in given:
                self._ask_of_links(name)
                self._go_on_with_groups(name)
            self._ask_what_is_usual()
        return self.one

    def _ask_what_is_usual(self) -> None:
        """An answer may ask for more: what has an address was seen there on some day."""
        asked: list[str] = []
        while name := next((name for name in usual(self.one) if name not in asked), ""):
            if not asked:
                self.terminal.tell(say("usually given, too; Enter leaves out what you do not know"))
            asked.append(name)
            self._ask(name, False)

    def _ask(self, name: str, is_needed: bool) -> None:
        """Asks for a field of the record."""
        model = self.one.model
        control = control_of(model, name)
        self._show(asked_as(self.one), control)
        if control.shape is Shape.TEXT:
            self._texts(control, is_needed, lambda language, text: self._put(f"{name}.{language}", text))
        elif control.holds in PARTS:
            self._ask_for_groups(control)
        else:
            other_one = OR_ELSE.get(name, "")
            must_be = is_needed and not other_one
            prompt = prompt_for(self._called(control), must_be, is_today=name in TODAY)
            self.terminal.answered(name, prompt, lambda answer: self._put(name, self._value(control, answer)), must_be)
            if name in TODAY and name not in self.one.data:
                self._put(name, self.today)
            self._ask_of_links(name)
            if other_one and name not in self.one.data:
                self._ask(other_one, is_needed)

    def _show(self, model: str, control: Control) -> None:
        for line in question(model, control, self.terminal.language):
            self.terminal.show(line.replace("{id}", self.one.id))

    def _value(self, control: Control, answer: str) -> str:
        """What an answer is taken for, which is shown where it is not what was typed."""
        if control.name == "controller" and means_itself(self.one, answer):
            value = self.one.id
        else:
            value = by_names(self.base, control, require_known_word(control, answer), self.terminal.language)
        shown = taken_as(control, value)
        if shown != answer:
            self.terminal.show(f"  {with_titles(self.base, shown, self.terminal.language)}")
        return value

    def _put(self, name: str, value: str) -> None:
        """Gives the record a field; raises Refused where it is not right."""
        fields = [*(field for field in self.fields if field.partition("=")[0] != name), f"{name}={value}"]
        found = self.drafted(fields)
        # Who is independent owns itself.
        require_fit(found, name.partition(".")[0], {*self.known, found.id} if name == "controller" else self.known)
        self.fields[:] = fields

    def _called(self, control: Control) -> str:
        return called_as(control, self.terminal.language)

    def _texts(self, control: Control, is_needed: bool, taken: Callable[[str, str], None]) -> Mapping[str, str]:
        """A text in each language in which it is given: asked for one after the other, that of the questions first."""
        name, called = control.name, self._called(control)
        found: dict[str, str] = {}
        order = (self.terminal.language, other(self.terminal.language))
        while True:
            for language in order:
                prompt = prompt_for(called, False, language)
                answer = self.terminal.answered(name, prompt, self._text_in(name, language, taken), False)
                found |= {language: answer} if answer else {}
            if found or not is_needed:
                return {language: found[language] for language in LANGUAGES if language in found}
            self.terminal.tell(_NEEDED)

    def _text_in(self, name: str, language: Language, taken: Callable[[str, str], None]) -> Callable[[str], str]:
        """Takes a text in a language, with the marks of that language where it is in the base's own words."""

        def text_of(answer: str) -> str:
            _require_language(answer, language)
            _require_words(answer)
            text = typeset(answer, language) if is_own(self.one.model, (name,)) else answer
            if is_own(self.one.model, (name,)) and (wrong := unsure(text, language)):
                raise Refused(*wrong)
            if text != answer:
                self.terminal.show(f"  {text}")
            taken(language, text)
            return text

        return text_of

    # --- groups -----------------------------------------------------------------------------------------------------

    def _ask_for_groups(self, control: Control) -> None:
        """Groups, each part by part, until the first part of one is left empty; first what is left of those begun."""
        begun = self.one.data.get(control.name, [])
        groups = [dict(group) for group in begun]
        for number in range(1, len(groups) + 1):
            self._fill_one_of(control, groups, number)
        while not groups or groups[-1]:
            groups.append({})
            self._fill_one_of(control, groups, len(groups))

    def _go_on_with_groups(self, name: str) -> None:
        """Asks on where groups were given, as in the command that is printed where somebody ends the answers."""
        control = control_of(self.one.model, name)
        if control.holds in PARTS and isinstance(self.one.data.get(name), list):
            self._ask_for_groups(control)

    def _fill_one_of(self, control: Control, groups: list[dict[str, Any]], number: int) -> None:
        """Asks for one of the groups; who ends the answers within it has what was given of it among the fields."""
        found, before = groups[number - 1], bool(groups[number - 1])
        try:
            self._fill(control, number, found)
            if found:
                self._put(control.name, _in_a_row(groups))
        except (KeyboardInterrupt, NoMore):
            if found:
                others = [field for field in self.fields if field.partition("=")[0] != control.name]
                self.fields[:] = [*others, f"{control.name}={_in_a_row(groups)}"]
            raise
        except Refused as refused:
            self.terminal.tell(joined([refused.message, refused.fix], " — "))
            if not before:  # It is asked for once more.
                del groups[number - 1]

    def _fill(self, control: Control, number: int, found: dict[str, Any]) -> None:
        """Asks for the parts of a group behind the last that it has; nothing is found where there is none more."""
        parts, names = {part.name: part for part in control.controls}, PARTS[control.holds]
        last = max((names.index(name) for name in found if name in names), default=-1)
        if last < len(names) - 1:
            self._head(parts[names[0]], number, found)
        for place, name in enumerate(names):
            instead = INSTEAD_OF.get(name, ())
            is_needed = bool(found) and (bool(instead) or parts[name].is_required)
            if name not in found and not set(instead) & set(found) and (place > last or is_needed):
                value = self._part(control, parts[name], is_needed, number)
                found |= {name: value} if value else {}
                if name == "organisation" and not value and self.terminal.was_refused:
                    self._name_in_words(control, parts["role"], found)
            if not found:
                return

    def _head(self, first: Control, number: int, found: Mapping[str, Any]) -> None:
        """What stands above the questions about a group: its number, and how it is left out or begun."""
        if found:
            begun = found.get(first.name)
            told = next(iter(begun.values()), "") if isinstance(begun, Mapping) else begun
            self.terminal.tell(say("no. {number}: {begun}", number=number, begun=told))
        elif first.shape is Shape.TEXT:  # Which is asked for in two languages.
            self.terminal.tell(say("no. {number} (Enter twice: no more)", number=number))
        else:
            self.terminal.tell(say("no. {number} (Enter: no more)", number=number))

    def _name_in_words(self, control: Control, role: Control, found: dict[str, Any]) -> None:
        """Asks for an office again, of a body that has no record."""
        self.terminal.tell(say("the office once more, with its body; Enter leaves it as it is"))
        self.terminal.tell(say("  for example: {example}", example=_WITH_BODY))
        check = partial(self._require_text_fit, control, role)
        found[role.name] = {**found[role.name], **self._texts(role, False, check)}

    def _part(self, control: Control, part: Control, is_needed: bool, number: int = 1) -> Any:
        """What is answered for a field of a group; what helps to answer is shown once, words to choose from always."""
        if number == 1 or choices_of(part):
            self._show(control.holds, part)
        if part.shape is Shape.TEXT:
            return self._texts(part, is_needed, partial(self._require_text_fit, control, part))

        def taken(answer: str) -> str:
            bare = _LEADING.get(part.name, _NOTHING).sub("", answer)
            if part.name == "to" and lasts(bare):
                self.terminal.tell(say("  left empty: it lasts"))
                return ""
            value = taken_as(part, self._value(part, bare))
            self._require_fit(control, part, value)
            if part.name == "to" and bare != answer:  # For many «до ноября» leaves November out.
                self.terminal.tell(say("  {date} is included", date=value))
            return value

        return self.terminal.answered(part.name, prompt_for(self._called(part), is_needed), taken, is_needed)

    def _require_text_fit(self, control: Control, part: Control, language: str, text: str) -> None:
        self._require_fit(control, part, {language: text})

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


def _in_a_row(groups: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(in_braces(group) for group in groups if group)


def _require_words(answer: str) -> None:
    """Raises Refused for an address in the place of a text."""
    if re.match("https?://", answer):
        raise Refused(say("this is an address, not a text"), say("type it in words; a source is asked for on its own"))


def _require_language(answer: str, language: str) -> None:
    """Raises Refused for a text most of whose letters are not those of English."""
    if language == EN and len(_CYRILLIC.findall(answer)) > len(_LATIN.findall(answer)):
        raise Refused(say("these are Russian letters"), say("type it in English, or press Enter to leave it out"))
