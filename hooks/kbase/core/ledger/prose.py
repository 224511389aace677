"""Pages of prose before and after, told by their sections: which statements, links and figures went, came or moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.ledger.changes import Change, Part, What
from kbase.core.ledger.digests import plain
from kbase.core.messages import ENGLISH, RUSSIAN, Message, joined, say
from kbase.core.prose.page import Mention, Prose

_NAMES: Final = {"en": ENGLISH, "ru": RUSSIAN}
_FIGURE: Final = re.compile(r"\d+(?:[.,:/-]\d+)*")
ONLY_TYPOGRAPHY: Final = say("only its spaces, line ends, quotation marks or dashes changed")
DIVIDED: Final = say("its paragraphs, lists or code are divided otherwise")


def changed_prose(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    """The pages that came, went or say something else, each language and each section by itself."""
    for key in sorted({*before.prose, *after.prose}):
        old, new = before.prose.get(key), after.prose.get(key)
        language, path = key
        if old is None or new is None:
            what = What.GONE if new is None else What.ADDED
            yield Change(Part.PROSE, "page", path, what, _NAMES[language])
        elif (old.body, old.meta) != (new.body, new.meta):
            for name, was, now, note in _parts(old, new):
                field = joined(filter(None, (_NAMES[language], name)), ", ")
                yield Change(Part.PROSE, "page", path, What.CHANGED, field, was, now, note)


_Told = tuple[str, str | None, str | None, str]
"""What of a page changed, what it said and says, and a note."""


def _parts(old: Prose, new: Prose) -> Iterator[_Told]:
    """The sections and fields of a page that are not as they were, and whether its sections stand otherwise."""
    yield from (*_fields(old.meta, new.meta), *_sections(old, new), *_order(old, new))


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[_Told]:
    for name in dict.fromkeys((*old, *new)):
        was, now = (_written(meta.get(name)) for meta in (old, new))
        if was != now:
            yield say("its {field}", field=name), was, now, ""


def _written(value: Any) -> str | None:
    return ", ".join(map(str, value)) if isinstance(value, list) else None if value is None else str(value)


def _sections(old: Prose, new: Prose) -> Iterator[_Told]:
    texts = _texts(old), _texts(new)
    for id in dict.fromkeys((*texts[0], *texts[1])):
        was, now = texts[0].get(id), texts[1].get(id)
        if was is None or now is None:
            yield section(id), was, now, say("removed") if now is None else say("added")
        elif plain(was) != plain(now):
            yield section(id), was, now, joined(_moved(_Held(old, id), _Held(new, id)))
        elif was != now:
            yield section(id), None, None, ONLY_TYPOGRAPHY if _blocks(was) == _blocks(now) else DIVIDED


_BLOCK_BEGINS: Final = re.compile(r"(?m)^(?:[ \t]*$|[ \t]+(?=\S)|(?=[-*+>|:#`~/]|\d+\.))")
"""An empty line, an indented one, or one with a sign that begins a block: there Markdown may part a text."""


def _blocks(text: str) -> list[str]:
    """The words of a section between the places at which Markdown may part it."""
    return [plain(block) for block in _BLOCK_BEGINS.split(text) if block.strip()]


def _texts(page: Prose) -> dict[str, str]:
    """The text of each section as it is written; without the fields of the page, which have lines of their own."""
    lines: dict[str, list[str]] = {"": []}
    starts = {heading.line: heading.id for heading in page.headings if heading.id}
    here = lines[""]
    for number, line in enumerate(page.body.split("\n"), start=page.first_line):
        if number in starts:
            here = lines.setdefault(starts[number], [])
        here.append(line)
    return {id: "\n".join(text).strip("\n") for id, text in lines.items()}


@dataclass(frozen=True)
class _Held:
    """What a section holds beside its words."""

    page: Prose
    id: str

    @property
    def lists(self) -> dict[Message, list[str]]:
        """Kind → what the section has of it, in order."""
        page = self.page
        return {
            say("statements"): self._named(page.statements),
            say("sources"): self._named(page.citations),
            say("links"): self._named(page.links),
            say("figures"): _FIGURE.findall(page.sections[self.id].words),
        }

    def _named(self, mentions: Sequence[Mention]) -> list[str]:
        return [mention.target for mention in mentions if mention.section == self.id]


def _moved(old: _Held, new: _Held) -> Iterator[Message]:
    """What a section no longer has, what it has now, and what stands in another order, kind by kind."""
    for (kind, was), now in zip(old.lists.items(), new.lists.values(), strict=True):
        both = Counter(was) & Counter(now)
        parts: list[str] = [f"−{one}" for one in (Counter(was) - both).elements()]
        parts += [f"+{one}" for one in (Counter(now) - both).elements()]
        order = list(_kept(now, both))
        if list(_kept(was, both)) != order:
            parts.append(say("in another order: {names}", names=", ".join(order)))
        if parts:
            yield say("{kind} {parts}", kind=kind, parts=joined(parts, ", "))


def _kept(members: Sequence[str], both: Counter[str]) -> Iterator[str]:
    """The members that both sides have, as often as both have them."""
    left = Counter(both)
    for member in members:
        left[member] -= 1
        if left[member] >= 0:
            yield member


def _order(old: Prose, new: Prose) -> Iterator[_Told]:
    """The order of the sections that stayed, where it is another one."""
    was, now = ([id for id in one.sections if id in other.sections] for one, other in ((old, new), (new, old)))
    if was != now:
        yield say("its sections"), None, None, say("in another order: {names}", names=", ".join(filter(None, now)))


def section(id: str) -> Message:
    """What a section is called; the opening has no id."""
    return say("section '{id}'", id=id) if id else say("the opening")
