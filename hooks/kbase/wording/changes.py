"""A comparison of two states of the base as text for a reviewer: grades first, one line per change, cut by a rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, islice, starmap
from typing import Final

from kbase.core.ledger.changes import OTHER, TURNS, Change, Comparison, Part, What, by_weight, kind_of
from kbase.core.messages import EMPTY, Message, joined, say
from kbase.wording.catalogue import Catalogue

PAGES: Final = say("Pages that show a change")
FEEDS: Final = say("Feeds and calendars that report it")
FILES: Final = say("Other files that change: what they do to pages is not compared")

_AROUND: Final = 3
"""Words of context on either side of a changed passage."""

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_LONGEST: Final = 400
"""Letters of a line in a report that is cut."""

_LISTS: Final = frozenset({Part.ELSEWHERE, Part.AGAIN})
"""Parts whose lines list places."""

_DATES: Final = frozenset({"said", "happened", "date"})
"""Fields whose old day is looked for in other places."""

_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Signs that a terminal obeys, or that turn the order of what is read: no text of a stranger may do either."""

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|~#@!])")


def sections(comparison: Comparison, words: Catalogue, files: Sequence[str] = ()) -> dict[str, list[str]]:
    """Heading → its lines, in reading order; headings without lines are left out. `files` are those that are neither
    records nor pages, and have changed too.
    """
    return {heading: [one.text for one in lines] for heading, lines in _sections(comparison, words, files).items()}


@dataclass(frozen=True)
class Line:
    """A line of a report, and the kind of its change; pages and files have none. What lists places is shown whole:
    each is to be looked at.
    """

    text: str
    kind: Message = EMPTY
    is_list: bool = False


def _sections(comparison: Comparison, words: Catalogue, files: Sequence[str]) -> dict[str, list[Line]]:
    """The lines of every heading that has some, those of most weight first."""
    found = {
        part.heading: [
            Line(line(change, words), kind_of(change), part in _LISTS) for change in by_weight(comparison.of(part))
        ]
        for part in Part
    }
    listed = {PAGES: comparison.pages, FEEDS: comparison.feeds, FILES: files}
    found |= {heading: [Line(path) for path in paths] for heading, paths in listed.items()}
    return {heading.read(words.language): lines for heading, lines in found.items() if lines}


def as_text(comparison: Comparison, words: Catalogue, most: int | None = None, files: Sequence[str] = ()) -> str:
    """The comparison for a terminal; at most `most` lines per heading, and how many more there are."""
    told = _sections(comparison, words, files).items()
    cut = {heading: _cut(lines, most, words.language) for heading, lines in told}
    parts = [_block(f"{heading} ({len(lines)})", cut[heading], "  ") for heading, lines in told]
    return "\n\n".join([*parts, *_remarks(comparison, words.language)])


def as_markdown(comparison: Comparison, words: Catalogue, most: int | None = None, files: Sequence[str] = ()) -> str:
    """The comparison as Markdown in which nothing that a record says is markup."""
    told = _sections(comparison, words, files).items()
    cut = {name: map(_escaped, _cut(lines, most, words.language)) for name, lines in told}
    parts = [_block(f"### {name} ({len(lines)})\n", cut[name], "- ") for name, lines in told]
    return "\n\n".join([*parts, *_remarks(comparison, words.language)])


def _remarks(comparison: Comparison, language: str) -> Iterator[str]:
    if not comparison.changes:
        yield say("No record and no text says anything else.").read(language)
    if _DATES & {change.field for change in comparison.changes} and not comparison.of(Part.ELSEWHERE):
        yield say("The old date was found nowhere else; a month or a year is not looked for.").read(language)
    if not comparison.with_prose:
        lacking = say("The older state has no pages of prose, so that these and the translations are not compared.")
        yield lacking.read(language)


def _block(heading: str, lines: Iterable[str], start: str) -> str:
    return "\n".join([heading, *(start + line for line in lines)])


def _cut(lines: Sequence[Line], most: int | None, language: str) -> list[str]:
    """As many lines as asked, the first of every kind among them, and how many more of which kind there are; one more
    is shown rather than counted.
    """
    if most is None:
        return [line.text for line in lines]
    if len(lines) <= most + 1:
        return [_shortened(line, language) for line in lines]
    first_of = {line.kind: number for number, line in reversed([*enumerate(lines)])}
    by_turn = dict.fromkeys((*sorted(first_of.values()), *range(len(lines))))
    chosen = sorted(islice(by_turn, most))
    kinds = Counter(line.kind for number, line in enumerate(lines) if number not in {*chosen})
    more = joined(filter(None, (say("… and {number} more", number=len(lines) - most), _counted(kinds))), ": ")
    return [*(_shortened(lines[number], language) for number in chosen), more.read(language)]


def _counted(kinds: Mapping[Message, int]) -> Message:
    """How many there are of each kind; nothing where none has a name of its own."""
    told = (say("{number} {kind}", number=number, kind=kind) for kind, number in kinds.items())
    return joined(told, ", ") if {*kinds} - {EMPTY, OTHER} else EMPTY


def _shortened(line: Line, language: str) -> str:
    text = line.text
    if line.is_list or len(text) <= _LONGEST:
        return text
    return text[:_LONGEST] + say("… ({number} more letters)", number=len(text) - _LONGEST).read(language)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


# --- one change -----------------------------------------------------------------------------------------------------


def line(change: Change, words: Catalogue) -> str:
    """A change in one line, without a sign that a terminal would obey."""
    tell = _BY_PART.get(change.part) or _BY_WHAT[change.what]
    return _UNSEEN.sub("\ufffd", " ".join(tell(change).read(words.language).split()))


def _grade(change: Change) -> Message:
    """A grade with the ids that it goes back to, or a label with what it means."""
    told = _turn(change)
    if change.reason and change.reason.names:
        return say("{told}, because of {names}", told=told, names=", ".join(change.reason.names))
    return joined(filter(None, (told, change.note)), ". ")


def _stage(change: Change) -> Message:
    return joined(filter(None, (_turn(change), change.note)), ", ")


def _turn(change: Change) -> Message:
    """What a value was and is."""
    return joined((_whose(change), joined((change.before, change.after), " → ")), ": ")


def _page(change: Change) -> Message:
    """A page, or a section or field of it: what went and came, then its words."""
    before, after = change.before, change.after
    words = changed_words(before or "", after or "") if (before, after) != (None, None) else EMPTY
    told = joined(filter(None, (change.note, words))) or (say("gone") if change.what is What.GONE else say("added"))
    return joined((change.id, " (", change.field, "): ", told), "")


def _language(change: Change) -> Message:
    return joined((_whose(change), change.note), ": ")


def _standing(change: Change) -> Message:
    """Where an old value stands, the lines of a file together."""
    spots = (place.rsplit(":", 1) for place in change.places)
    files = groupby(spots, key=lambda spot: spot[0])
    told = (f"{file}:{', '.join(line for _, line in group)}" for file, group in files)
    return joined((change.before, f" ({change.id}): ", "; ".join(told)), "")


def _added(change: Change) -> Message:
    return joined(filter(None, (say("{id}: added ({told})", id=change.id, told=change.after), change.note)))


def _gone(change: Change) -> Message:
    return joined(filter(None, (say("{id}: gone ({told})", id=change.id, told=change.before), change.note)))


def _renamed(change: Change) -> Message:
    return say("{id}: renamed to {name}", id=change.id, name=change.after)


def _retracted(change: Change) -> Message:
    return say("{id}: retracted {when} ({told})", id=change.id, when=change.note, told=change.before)


def _field(change: Change) -> Message:
    return joined((_whose(change), _difference(change)), ": ")


def _whose(change: Change) -> Message:
    return joined(filter(None, (change.id, change.field)), ", ")


Teller = Callable[[Change], Message]

_BY_PART: Final[Mapping[Part, Teller]] = {
    Part.GRADES: _grade,
    Part.STAGES: _stage,
    Part.PROSE: _page,
    Part.LANGUAGES: _language,
    Part.ELSEWHERE: _standing,
    Part.AGAIN: _standing,
}
_BY_WHAT: Final[Mapping[What, Teller]] = {
    What.ADDED: _added,
    What.GONE: _gone,
    What.RENAMED: _renamed,
    What.RETRACTED: _retracted,
    What.CHANGED: _field,
}
"""How a change is told: by its heading where that has a form of its own, else by what became of the record."""


def _difference(change: Change) -> Message:
    """What a field said and says; a member of a list may say nothing beyond its name."""
    before, after = change.before, change.after
    is_member = change.field.endswith("]")
    if before is None:
        return _came(after or "", is_member)
    if after is None:
        return _went(before, is_member)
    is_text = change.field.endswith((".en", ".ru"))
    return changed_words(before, after) if is_text else joined((before, after), " → ")


def _came(value: str, is_member: bool) -> Message:
    if not value:
        return say("added")
    return say("added ({value})", value=value) if is_member else say("added {value}", value=value)


def _went(value: str, is_member: bool) -> Message:
    if not value:
        return say("removed")
    return say("removed ({value})", value=value) if is_member else say("removed {value}", value=value)


def changed_words(before: str, after: str) -> Message:
    """The passages in which two versions of a text differ, with a few words of the new one around each; those first in
    which a figure, a name or a negation came or went.
    """
    old, new = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    passages = [
        (_passage(before, old, a, b), _passage(after, new, c, d), _context(after, new, c, d))
        for a, b, c, d in _differing([token[0] for token in old], [token[0] for token in new])
    ]
    heavy_first = sorted(passages, key=lambda passage: not TURNS.search(f"{passage[0]} {passage[1]}"))
    return joined(starmap(_told, heavy_first)) or say("only its spaces changed")


_APART: Final = 3
"""Words that stayed, of which fewer do not part two passages."""

_Span = tuple[int, int, int, int]
"""Where a passage begins and ends, in the old and in the new words."""


def _differing(old: list[str], new: list[str]) -> Iterator[_Span]:
    """The passages in which two lists of words differ; those that stand close together are one."""
    here: _Span | None = None
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if here and a - here[1] < _APART:
            here = here[0], b, here[2], d
            continue
        if here:
            yield here
        here = a, b, c, d
    if here:
        yield here


def _told(gone: str, come: str, context: str) -> Message:
    if gone and come:
        return say("“{gone}” → “{come}” ({context})", gone=gone, come=come, context=context)
    if come:
        return say("added “{come}” ({context})", come=come, context=context)
    return say("removed “{gone}” ({context})", gone=gone, context=context)


def _passage(text: str, tokens: list[re.Match[str]], start: int, end: int) -> str:
    """The words of a text from one to before another."""
    return text[tokens[start].start() : tokens[end - 1].end()] if start < end else ""


def _context(text: str, tokens: list[re.Match[str]], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(tokens)) - 1
    last += sum(not token[0].isalnum() for token in tokens[last + 1 : last + 2])
    passage = text[tokens[first].start() : tokens[last].end()] if tokens else ""
    return f"{'…' if first else ''}{passage}{'…' if last < len(tokens) - 1 else ''}"
