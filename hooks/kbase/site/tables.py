"""Rows of the long tables, statements and sources, and what they are chosen by. A row is written twice: as HTML on its
page, and beside the pages for the script that filters and sorts all of them (`docs/assets/tables.js`). There it has
what it is chosen by without a column of its own, too: the country of a speaker, the owners of sources, the
final owner of a publisher.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Final

from kbase.core.pages import lists, paths
from kbase.core.pages.sides import countries_of
from kbase.core.records.model import Source, Statement
from kbase.core.records.vocabulary import Ownership
from kbase.site.view import View

LETTERS: Final = 140
"""Letters of a text that a row shows; it is filtered and saved whole."""


@dataclass(frozen=True)
class Cell:
    """What a cell says, what it is sorted by where that is something else, and where it leads. `language` is given
    where it is not that of the page; `mark` is the label that it is coloured as; `id` is what its word is called in the
    address of what was chosen, in either language.
    """

    text: str
    sort: str = ""
    href: str = ""
    language: str = ""
    mark: str = ""
    id: str = ""

    @property
    def shown(self) -> str:
        return shorten(self.text, LETTERS, placeholder="…") if len(self.text) > LETTERS else self.text


Line = tuple[Cell, ...]
Value = tuple[str, str]
Several = tuple[str, str, Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """A list to choose rows from: its name in the address and for readers, the heading of its column (empty for the
    group of a table), and its values: what each is called in the address, the same in both languages, and how it is
    shown. `by_year` goes by the year of a date; `several` stand for more than one of the values each.
    """

    name: str
    label: str
    column: str
    values: Sequence[Value]
    by_year: bool = False
    several: Sequence[Several] = ()


@dataclass(frozen=True)
class Instrument:
    """What filters the tables of a page: the name of the file that it saves, how many rows there are, the lists to
    choose from, the file with all rows where the page has only the first ones, how many these are, and the headings of
    what the rows of the file have beside what is shown.
    """

    name: str
    total: int
    choices: Sequence[Choice]
    address: str = ""
    first: int = 0
    beside: Sequence[str] = ()

    @property
    def group(self) -> str:
        """What the groups are, where the rows stand in several tables."""
        return next((choice.label for choice in self.choices if not choice.column), "")


@dataclass(frozen=True)
class LongTable:
    """A table that is shown in parts: its file, the path of the page to filter it on, the keys of its columns, those of
    what its rows are chosen by beside these, the lists to choose from (name in the address and column), and what makes
    its rows.
    """

    name: str
    page: str
    columns: tuple[str, ...]
    beside: tuple[str, ...]
    chosen_by: tuple[tuple[str, int], ...]
    lines: Callable[[View], Iterator[Line]]
    several: Callable[[View], Mapping[str, Sequence[Several]]] = lambda view: {}

    def headings(self, view: View) -> list[str]:
        """The headings of the columns."""
        return [view.words(key) for key in self.columns]

    def shown(self, line: Line) -> Line:
        """The cells of a row that stand in its columns."""
        return line[: len(self.columns)]

    def address(self, language: str) -> str:
        """The file with all rows, below the root of the site."""
        return f"{paths.TABLES}/{self.name}.{language}.js"

    def instrument(self, view: View, lines: Sequence[Line], first: int) -> Instrument:
        """What filters it on a page that has the `first` ones of its lines."""
        choices, beside = self.choices(view, lines), [view.words(key) for key in self.beside]
        return Instrument(self.name, len(lines), choices, self.address(view.language), min(first, len(lines)), beside)

    def choices(self, view: View, lines: Sequence[Line]) -> list[Choice]:
        """The lists to choose from, with every value that a row has."""
        headings = [*self.headings(view), *(view.words(key) for key in self.beside)]
        cells = [(name, headings[column], [line[column] for line in lines]) for name, column in self.chosen_by]
        several = self.several(view)
        return [
            years(view.words("search.filter.year"), heading, (cell.sort for cell in found))
            if name == BY_YEAR
            else replace(values(name, heading, _each(found)), several=several.get(name, ()))
            for name, heading, found in cells
        ]


def _each(cells: Iterable[Cell]) -> Iterator[Value]:
    """Id and text of every value that a cell has; several have commas between them."""
    for cell in cells:
        ids = cell.id.split(",")
        yield from zip(ids, cell.text.split(", ") if len(ids) > 1 else [cell.text], strict=True)


_YEAR: Final = re.compile(r"\d{4}")

BY_YEAR: Final = "year"
"""The list that goes by the year of its column's date."""


def values(name: str, column: str, found: Iterable[Value]) -> Choice:
    """A list of the different texts of a column, by the alphabet. Of a text with several ids it takes the first."""
    ids = {text: id for id, text in sorted(set(found), reverse=True) if text}
    return Choice(name, column, column, [(ids[text], text) for text in sorted(ids, key=str.casefold)])


def years(label: str, column: str, dates: Iterable[str]) -> Choice:
    """A list of the years that the dates of a column name first, the newest first."""
    found = {year[0] for date in dates if (year := _YEAR.search(date))}
    return Choice(BY_YEAR, label, column, [(year, year) for year in sorted(found, reverse=True)], by_year=True)


def groups(name: str, label: str, titles: Sequence[Value]) -> Choice:
    """A list of the groups of rows, in the order in which their tables stand."""
    return Choice(name, label, "", titles)


# --- statements -----------------------------------------------------------------------------------------------------


def statement(view: View, s: Statement) -> Line:
    """A statement in one line, with the label that says how sure it is."""
    text, who, lead = view.statement(s.id), view.speaker(s), view.lead(s)
    said = view.words.date(s.happened) if s.happened else view.words.moment(s.said) if s.said else ""
    return (
        Cell(text.text, "", text.href or "", text.language or ""),
        Cell(who.text, "", who.href or "", who.language or "") if who else Cell(""),
        Cell(said, s.happened or s.said or ""),
        Cell(view.label(s.kind), id=s.kind.value),
        Cell(lead.label, mark=lead.row.value if lead.is_marked else "", id=lead.row.value),
        Cell(str(len(s.sources))),
    )


def _statements(view: View) -> Iterator[Line]:
    return ((*statement(view, s), _country(view, s), _owned(view, s)) for s in reversed(view.base.in_order))


def _country(view: View, s: Statement) -> Cell:
    """Whose speaker it is; a fact has none."""
    found = countries_of(view.base, s)
    if found:
        return Cell(", ".join(map(view.label, found)), id=",".join(country.value for country in found))
    return (
        Cell(view.words("table.no-country"), id="unknown") if s.by else Cell(view.words("table.no-speaker"), id="none")
    )


_OF_NO_STATE: Final = (Ownership.PRIVATE, Ownership.NON_PROFIT, Ownership.ACADEMIC)

_OWNED: Final[tuple[tuple[str, Callable[[set[Ownership]], bool]], ...]] = (
    ("state", lambda owned: owned == {Ownership.STATE}),
    ("state-too", lambda owned: Ownership.STATE in owned),
    ("unknown", lambda owned: Ownership.UNKNOWN in owned),
    ("no-state", lambda owned: owned <= {*_OF_NO_STATE}),
    ("others", lambda owned: True),
)
"""What is said of the publishers of all sources of a statement → when; the first that fits."""


def _owned(view: View, s: Statement) -> Cell:
    """Who owns the publishers of its sources."""
    owned = {view.publisher(view.base.sources[link.id]).ownership for link in s.sources}
    id = next(id for id, is_so in _OWNED if is_so(owned))
    return Cell(view.words(f"table.rests-on.{id}"), id=id)


STATEMENTS: Final = LongTable(
    "statements",
    f"{paths.YEARS}/{paths.HOME}",
    ("table.statement", "table.who", "facts.date", "facts.kind", "data.label.shown", "table.sources"),
    ("table.speakers-country", "search.filter.ownership"),
    (("kind", 3), ("country", 6), ("label", 4), ("owner", 7), (BY_YEAR, 2)),
    _statements,
)


# --- sources --------------------------------------------------------------------------------------------------------


def source(view: View, s: Source) -> Line:
    """A source in one line, with the most that was read of it, and how many statements rest on it."""
    title, publisher = view.source(s.id), view.publisher(s)
    seen = view.seen(s.id)
    return (
        Cell(title.text, "", title.href or "", title.language or ""),
        Cell(publisher.title.read(view.language)),
        Cell(view.label(publisher.ownership), id=publisher.ownership.value),
        Cell(view.words.moment(s.issued), s.issued) if s.issued else Cell(""),
        Cell(view.words.language_name(s.language), id=s.language),
        Cell(view.label(seen[0]), id=seen[0].value) if seen else Cell(""),
        Cell(str(len(view.base.cited_by.get(s.id, ())))),
    )


def _sources(view: View) -> Iterator[Line]:
    return ((*source(view, s), _owners(view, s)) for s in lists.sources(view.base))


def _owners(view: View, s: Source) -> Cell:
    """The final owners of its publisher, as far as they are known."""
    found = sorted(view.base.final_controllers(s.published_by))
    if not found:
        return Cell(view.words("facts.not-known"), id="unknown")
    return Cell(", ".join(owner.text.replace(", ", " ") for owner in view.entities(found)), id=",".join(found))


def _of_no_state(view: View) -> Mapping[str, Sequence[Several]]:
    """The kinds of owners that are no state, which readers look for as one."""
    labels = [view.label(kind) for kind in _OF_NO_STATE]
    return {"owner": [("no-state", view.words("table.no-state", kinds=", ".join(labels)), labels)]}


SOURCES: Final = LongTable(
    "sources",
    f"{paths.SOURCES}/{paths.HOME}",
    ("table.title", "table.publisher", "facts.ownership", "facts.date", "table.language", "table.read", "table.rest"),
    ("facts.controller",),
    (("owner", 2), ("final", 7), ("language", 4), ("read", 5), (BY_YEAR, 3)),
    _sources,
    _of_no_state,
)

LONG_TABLES: Final = (STATEMENTS, SOURCES)


def as_script(lines: Iterable[Line]) -> bytes:
    """Rows as a script that hands them over: a page that is opened from a folder may load nothing else. A cell is its
    text, or what `Cell` has with the empty ends left out.
    """
    rows = [[_short(cell) for cell in line] for line in lines]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return ("kbRows(" + text.replace("<", "\\u003c") + ");\n").encode()


def _short(cell: Cell) -> str | list[str]:
    values = [cell.text, cell.sort, cell.href, cell.language, cell.mark]
    while len(values) > 1 and not values[-1]:
        values.pop()
    return values if len(values) > 1 else cell.text
