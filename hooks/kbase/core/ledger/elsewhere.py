"""Where else an old date or figure still stands: a correction in one place is often due in several.

Only what hangs together is looked at: statements that share a source or a subject with the corrected one, or for a day
its file, the records that they are about, and the pages of prose about these or with those sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

from kbase.core.base import KnowledgeBase, sources_of
from kbase.core.ledger.changes import Change, Part, What
from kbase.core.ledger.fields import in_a_sentence
from kbase.core.messages import Message, in_both, joined
from kbase.core.prose.page import Prose
from kbase.core.records import dates
from kbase.core.records.model import LANGUAGES, Agreement, Event, Record, Statement, Text
from kbase.core.records.named_days import named_days, without_days
from kbase.core.records.walking import EACH, strings, texts, values
from kbase.core.records.yaml_source import Path
from kbase.core.translation.numbers import Figure, figures

Finds = Callable[[str, str], bool]
"""Whether a text in a language names what is looked for."""

_DATED: Final = (("said",), ("happened",), ("date",), ("history", EACH, "date"))
_LEAST: Final = 10
"""Smaller numbers stand everywhere and say nothing."""


@dataclass(frozen=True)
class Old:
    """What was corrected: how it was written, the day it is if it is one, and how a text is found to name it."""

    written: str
    named_in: Finds
    day: str = ""


def still_standing(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    """For every day and figure that was corrected: where records and pages that hang together still have it."""
    around = _Around(after)
    shelves = ((before.statements, after.statements, "statement"), (before.entities, after.entities, ""))
    for was, now, type in shelves:
        for id, new in sorted(now.items()):
            old = was.get(id)
            if old is not None and old != new:
                for gone in {found.written: found for found in _corrected(old, new)}.values():
                    if places := tuple(around.places(gone, new)):
                        kind = type or str(getattr(new, "type", ""))
                        yield Change(Part.ELSEWHERE, kind, id, What.STANDS, before=gone.written, places=places)


def to_read_again(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    """For every agreement with a new step: the texts that tell where it stands, which were written before that step."""
    for id, new in sorted(after.entities.items()):
        old = before.entities.get(id)
        if isinstance(new, Agreement) and isinstance(old, Agreement):
            known = {(step.step, step.date, step.party) for step in old.history}
            steps = [step for step in new.history if (step.step, step.date, step.party) not in known]
            # A step whose day was corrected is no new one.
            if len(new.history) > len(old.history) and (places := tuple(_texts_on(after, new))):
                told = joined((joined((in_a_sentence(step.step), step.date), " ") for step in steps), ", ")
                yield Change(Part.AGAIN, "agreement", id, What.STANDS, before=told, places=places)


def _texts_on(base: KnowledgeBase, agreement: Agreement) -> Iterator[str]:
    """The lines, as `file:line`, of the summary and notes of an agreement, of the notes of what is stated about it, and
    the first ones of its pages.
    """
    told = [(agreement.id, path) for path, _ in texts(agreement) if "note" in path or path == ("summary",)]
    told += [(statement.id, ("note",)) for statement in base.about.get(agreement.id, ()) if statement.note]
    for id, path in told:
        if id in base.origins:
            yield "{}:{}".format(*_spot(base.origins[id].place(path)))
    pages = (base.prose_of(agreement.id, language) for language in LANGUAGES)
    yield from (f"{page.file}:{page.first_line}" for page in pages if page)


def _corrected(old: Record, new: Record) -> Iterator[Old]:
    """The days and figures that the new version of a record no longer has."""
    for pattern in _DATED:
        kept = {value for _, value in values(new, pattern)}
        for _, value in values(old, pattern):
            if value not in kept and kept and dates.parse(value).precision == "day":
                yield _day(value)
    if isinstance(old, Statement) and isinstance(new, Statement):
        yield from _figures(old.text, new.text)


def _day(text: str) -> Old:
    day = dates.parse(text).lower
    return Old(text, lambda words, language: any(named.is_day(day) for named in named_days(words, language)), text)


def _figures(old: Text, new: Text) -> Iterator[Old]:
    """The figures that left a text; those of the English one, or of the Russian where the English is as it was."""
    language = "en" if old.en and new.en and old.en != new.en else "ru"
    was, now = getattr(old, language), getattr(new, language)
    if was and now and was != now:
        kept = {value for figure in _of_weight(now, language) for value in figure.readings}
        for figure in _of_weight(was, language):
            if kept.isdisjoint(figure.readings):
                yield Old(_as_written(figure, old), _naming(frozenset(figure.readings)))


def _as_written(figure: Figure, text: Text) -> Message:
    """A figure as it was found; in Russian as the Russian text writes it, where it does."""
    found, readings = figure.written.strip(), frozenset(figure.readings)
    same = (one for one in _of_weight(text.ru or "", "ru") if not readings.isdisjoint(one.readings))
    russian = next((one.written.strip() for one in same), found)
    return in_both(lambda language: russian if language == "ru" else found)


def _naming(readings: frozenset[Decimal]) -> Finds:
    return lambda words, language: any(not readings.isdisjoint(f.readings) for f in _of_weight(words, language))


@lru_cache(maxsize=8192)
def _of_weight(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of a text that are neither part of a day nor a year nor too small to be looked for."""
    found = figures(without_days(text, language), language)
    return tuple(figure for figure in found if not _is_common(figure))


def _is_common(figure: Figure) -> bool:
    value = figure.readings[0]
    is_year = len(figure.written) == 4 and figure.written.isdigit() and 1900 <= value <= 2100
    return is_year or (value < _LEAST and value == value.to_integral_value())


@dataclass(frozen=True)
class _Around:
    """What hangs together with a record, and the places in it."""

    base: KnowledgeBase
    _texts: dict[str, list[tuple[Path, str]]] = field(default_factory=dict)

    def places(self, old: Old, record: Record) -> Iterator[str]:
        """The lines, as `file:line`, that still have what was corrected, in order."""
        statements, entities, sources = self._related(record)
        if old.day and isinstance(record, Statement):  # What one day brought stands side by side in a file.
            statements |= {other.id: other for other in self._beside.get(self.base.topics.get(record.id, ""), ())}
        found = {place for other in (*statements.values(), *entities.values()) for place in self._in_record(old, other)}
        paths = {self.base.path_of(id) for id in entities}
        told = {*paths, *(page.path for id in sources for page in self._citing.get(id, ()))}
        found |= {place for page in self._pages(told) for place in _in_page(old, page)}
        yield from (f"{file}:{line}" for file, line in sorted(found))

    def _related(self, record: Record) -> tuple[dict[str, Record], dict[str, Record], set[str]]:
        """Statements and records with a page that share a subject or a source, and these sources."""
        base = self.base
        if isinstance(record, Statement):
            about, sources = [*record.about], {*sources_of(record)}
        else:
            about, sources = [record.id], {step.source for step in getattr(record, "history", ())}  # type: ignore[attr-defined]
        shared = (*(base.about.get(id, ()) for id in about), *(base.cited_by.get(id, ()) for id in sources))
        statements: dict[str, Record] = {statement.id: statement for group in shared for statement in group}
        entities: dict[str, Record] = {id: base.entities[id] for id in about if id in base.entities}
        return statements, entities, sources

    def _in_record(self, old: Old, record: Record) -> Iterator[tuple[str, int]]:
        origin = self.base.origins.get(record.id)  # type: ignore[attr-defined]
        if origin is None:
            return
        for path, words in self._texts_of(record):
            if old.named_in(words, str(path[-1])):
                yield _spot(origin.place(path))
        if old.day and isinstance(record, Statement | Agreement | Event):
            for pattern in _DATED:
                yield from (_spot(origin.place(path)) for path, value in values(record, pattern) if value == old.day)

    def _texts_of(self, record: Record) -> list[tuple[Path, str]]:
        """The texts of a record that speak of today, each with its path, which ends in its language."""
        id = record.id  # type: ignore[attr-defined]
        if id not in self._texts:
            found = ((path, words) for path, words in strings(record) if "revised" not in path)
            self._texts[id] = [(path, words) for path, words in found if path[-1] in LANGUAGES]
        return self._texts[id]

    @cached_property
    def _beside(self) -> Mapping[str, list[Statement]]:
        """Topic → the statements in its file."""
        found: dict[str, list[Statement]] = {}
        for id, topic in self.base.topics.items():
            found.setdefault(topic, []).append(self.base.statements[id])
        return found

    def _pages(self, paths: Iterable[str]) -> Iterator[Prose]:
        wanted = set(paths)
        return (page for (_, path), page in self.base.prose.items() if path in wanted)

    @cached_property
    def _citing(self) -> Mapping[str, list[Prose]]:
        """Source id → the pages of prose that cite it."""
        found: dict[str, list[Prose]] = {}
        for page in self.base.prose.values():
            for source in dict.fromkeys(mention.target for mention in page.citations):
                found.setdefault(source, []).append(page)
        return found


def _in_page(old: Old, page: Prose) -> Iterator[tuple[str, int]]:
    for line, words in page.lines:
        if old.named_in(_NO_WORDS.sub(" ", words), page.language):
            yield page.file, line


_NO_WORDS: Final = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)")
"""The ids of sources and the addresses of links, many of which hold a day."""


def _spot(place: object) -> tuple[str, int]:
    return place.file, place.line  # type: ignore[attr-defined]
