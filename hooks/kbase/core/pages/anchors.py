"""The ids of each page: what a link may lead to, and what a heading may not take.

The templates write these ids; `tests` render pages of every kind and hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kbase.core import explaining
from kbase.core.base import KnowledgeBase
from kbase.core.drafting.apt import kinds_shown
from kbase.core.drafting.drafts import KINDS
from kbase.core.evidence.labels import Labels, label_all
from kbase.core.evidence.rows import Row
from kbase.core.pages import lists
from kbase.core.pages.coverage import coverage
from kbase.core.pages.lanes import lane
from kbase.core.pages.news import days, of_kinds
from kbase.core.pages.paging import SEARCHES_PAGE_SIZE, paged
from kbase.core.pages.record_page import RecordPage, cited, record_page
from kbase.core.pages.sides import voices
from kbase.core.pages.table import Kind, Page, all_pages, moved_pages, register_of
from kbase.core.prose.page import Prose
from kbase.core.records.model import Identified, Statement
from kbase.core.records.vocabulary import FOLDERS, KIND_OF_TYPE, Outcome, Step
from kbase.core.translation.standing import pairs

OF_STATEMENT: Final = "s-"
"""Begins the id of a statement's card, or of its line, on any page but its own."""

OF_SOURCE: Final = "source-"
"""Begins the id of a source in the list of sources that ends a page."""

OF_DAY: Final = "d-"
"""Begins the id of a day on the page "What is new"."""

DAYS_SHOWN: Final = 14
"""Days of which that page shows the changes themselves; of earlier ones it names the day alone."""

OF_SITE: Final = "kb-"
"""Begins the ids of the site's own controls."""

LIST_OF_SOURCES: Final = "sources"
"""The id of that list's heading."""


@dataclass(frozen=True, eq=False)
class PageTable:
    """Every page of a base with its ids. It may be asked of a base with faults: unknown ids are left out."""

    base: KnowledgeBase
    _found: dict[str, dict[str, None]] = field(default_factory=dict, repr=False)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Page path → what stands there."""
        return all_pages(self.base)

    @cached_property
    def moved(self) -> dict[str, str]:
        """Path of a page that stood under a former id → the page that its address leads to."""
        return moved_pages(self.base)

    @cached_property
    def labelled(self) -> Mapping[str, Labels]:
        """Statement id → its labels."""
        return label_all(self.base)

    def anchors(self, path: str, language: str) -> dict[str, None]:
        """The ids of a page in a language that a link may lead to: those of its prose first, in their order."""
        return dict.fromkeys((*self.written(path, language), *self.made(path)))

    def written(self, path: str, language: str) -> Iterator[str]:
        """The ids that the prose of a page gives, in the other language where its own is missing: one that stands
        there twice is given twice. A section that only the other language has leaves a note with its id.
        """
        page = self.base.prose_shown(path, language)
        if page:
            yield from (mention.target for mention in page.ids)
            yield from cards(self.base.statements[i] for i in embedded(page) if i in self.base.statements)
            yield from self._noted(path, language)

    def _noted(self, path: str, language: str) -> Iterator[str]:
        """The sections that a page names as there in the other language only."""
        if len(self.base.prose_at(path)) > 1:
            for pair in pairs(self.base, path):
                if pair.id and language not in pair.sections and pair.standing.behind == language:
                    yield pair.id

    def made(self, path: str) -> dict[str, None]:
        """The ids that a record or a register gives its page, in their order; the same in both languages."""
        page = self.pages.get(path)
        if page and path not in self._found:
            self._found[path] = dict.fromkeys(_MADE[page.kind](self, path, page))
        return self._found.get(path, {})

    def kept(self, path: str) -> frozenset[str]:
        """The ids of a page that are the site's own whether or not it has them today."""
        page = self.pages.get(path)
        if page is None or page.kind is not Kind.PROSE:
            return PARTS_OF_KIND.get(page.kind, frozenset()) if page else frozenset()
        register = REGISTERS.get(register_of(self.base, path))
        return frozenset({LIST_OF_SOURCES, *(register.possible if register else ())})

    def is_taken(self, path: str, anchor: str) -> bool:
        """Whether the prose of a page may not give an id, because the site gives it itself or may do so one day."""
        base = self.base
        return (
            anchor in self.kept(path)
            or anchor in self.made(path)
            or anchor.startswith(OF_SITE)
            or (anchor.startswith(OF_STATEMENT) and _now(base, anchor.removeprefix(OF_STATEMENT)) in base.statements)
            or (anchor.startswith(OF_SOURCE) and _now(base, anchor.removeprefix(OF_SOURCE)) in base.sources)
        )


def _now(base: KnowledgeBase, id: str) -> str:
    """The id that a record has now; one that is not a former id is given back."""
    return base.renamed.get(id, id)


def all_ids(records: Iterable[Identified]) -> Iterator[str]:
    """The ids of records, each with the former ones: an anchor that was published goes on leading to its record."""
    return (id for record in records for id in (record.id, *record.former_ids))


def cards(statements: Iterable[Statement]) -> Iterator[str]:
    """The ids of the cards, or lines, of statements."""
    return (f"{OF_STATEMENT}{id}" for id in all_ids(statements))


def embedded(page: Prose) -> Iterator[str]:
    """The ids of the statements whose cards stand in a page's prose."""
    return (mention.target for mention in page.statements)


def _sources(base: KnowledgeBase, numbered: Iterable[str]) -> Iterator[str]:
    """The ids of a list of sources."""
    ids = (id for source in numbered for id in (source, *base.formers.get(source, ())))
    listed = [f"{OF_SOURCE}{id}" for id in ids]
    return iter([LIST_OF_SOURCES, *listed] if listed else [])


# --- records --------------------------------------------------------------------------------------------------------

RECORD_PARTS: Final[tuple[tuple[str, Callable[[RecordPage], object]], ...]] = (
    ("facts", lambda shown: True),
    ("history", lambda shown: shown.history),
    ("statements", lambda shown: shown.about or shown.named),
    ("said", lambda shown: shown.said),
    ("relations", lambda shown: shown.relations),
    ("not-found", lambda shown: shown.searches),
    ("referred", lambda shown: shown.referred),
)
"""Id of a part of a record's page → whether the page has it; the list of sources ends it."""


def _record(table: PageTable, path: str, page: Page) -> Iterator[str]:
    shown = record_page(table.base, table.base.entities[page.of])
    yield from (part for part, has in RECORD_PARTS if has(shown))
    yield from _sources(table.base, shown.numbered)
    yield from cards((*shown.about, *shown.said, *shown.named))


STATEMENT_PARTS: Final = ("facts", "why", "challenges", "evidence")


def _statement(table: PageTable, path: str, page: Page) -> Iterator[str]:
    base, statement = table.base, table.base.statements[page.of]
    is_challenged = statement.challenged_by or statement.supported_by
    is_other = page.of in base.challenges or page.of in base.supports
    return (part for part in STATEMENT_PARTS if part != "challenges" or is_challenged or is_other)


def _term(table: PageTable, path: str, page: Page) -> Iterator[str]:
    return iter(())


def _publisher(table: PageTable, path: str, page: Page) -> Iterator[str]:
    yield LIST_OF_SOURCES
    yield from all_ids(table.base.published[page.of])


def _list(table: PageTable, path: str, page: Page) -> Iterator[str]:
    return cards(page.statements)


def _searches(table: PageTable, path: str, page: Page) -> Iterator[str]:
    return all_ids(page.searches)


# --- registers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RegisterIds:
    """The ids that a register gives the page which names it, and those that it may give another day."""

    ids: Callable[[PageTable], Iterable[str]] = lambda table: ()
    possible: frozenset[str] = frozenset()


def _fixed(*ids: str) -> RegisterIds:
    return RegisterIds(lambda table: ids, frozenset(ids))


def _kinds(folder: str) -> RegisterIds:
    """The records of a section below a heading for each kind."""
    kinds = [kind.value for kind in KIND_OF_TYPE[FOLDERS[folder]]]

    def ids(table: PageTable) -> Iterator[str]:
        found = {getattr(entity, "kind", None) for entity in lists.of_section(table.base, folder)}
        return (kind for kind in kinds if kind in found)

    return RegisterIds(ids, frozenset(kinds))


WHO_SPEAKS: Final = "who-speaks"


def _priorities(table: PageTable) -> Iterator[str]:
    yield from (WHO_SPEAKS,) if voices(table.base) else ()
    yield from _kinds("priorities").ids(table)


def _home(table: PageTable) -> Iterator[str]:
    yield "kb-ask"
    yield from ("questions",) if lists.main_questions(table.base) else ()
    yield from ("contradicted", "newest", "stages")
    for statements in lists.of_home(table.base, table.labelled):
        yield from cards(statements)


CHALLENGED: Final = ("contradicted", "others")


def _first_challenged(table: PageTable) -> Iterator[str]:
    yield from CHALLENGED
    yield from cards(next(paged(lists.challenged(table.base)))[1])


OVERDUE: Final = "overdue"


def _outcomes(table: PageTable) -> Iterator[str]:
    yield OVERDUE
    yield from (outcome.value for outcome, _ in lists.plans(table.base))


def _checks(_: PageTable) -> Iterator[str]:
    """The groups of the codes of `check`, each with its codes."""
    return (id for group, rows in explaining.groups().items() for id in (group, *(row.code for row in rows)))


UNKNOWN_STAGE: Final = "unknown"


def _stages(table: PageTable) -> Iterator[str]:
    columns, unknown = lists.by_stage(table.base)
    yield from (step.value for step, _ in columns)
    yield from (UNKNOWN_STAGE,) if unknown else ()


IN_LANES: Final = "lanes"


def _years(table: PageTable) -> Iterator[str]:
    years = lists.timeline(table.base)
    yield from (IN_LANES,) if years else ()
    for year, moments in years:
        yield f"y-{year}"
        yield from dict.fromkeys(f"y-{year}-{lane(table.base, moment).value}" for moment in moments)


EARLIER: Final = "earlier"


def _all_searches(table: PageTable) -> Iterator[str]:
    """Every search: those that stand in full on a further page as a line that leads there."""
    yield from all_ids(table.base.searches.values())
    yield from (EARLIER,) if len(table.base.searches) > SEARCHES_PAGE_SIZE else ()


LABELS: Final = ("known", "borne-out", "overview", "claims", "kinds", "years", "read", "owners", "languages")
ROWS: Final = tuple(f"label-{row}" for row in Row)


def _labels(table: PageTable) -> Iterator[str]:
    has_claims = any(labels.support for labels in table.labelled.values())
    yield from ROWS
    yield from (part for part in LABELS if part != "claims" or has_claims)


def _connections(table: PageTable) -> Iterator[str]:
    """The head of the list, and the sections of which a record has relations."""
    yield ALL_LINKS
    yield from (folder for folder in lists.LINKED if lists.linked(table.base, folder))


ALL_LINKS: Final = "all"


BY_LANGUAGE: Final = "by-language"


def _coverage(table: PageTable) -> Iterator[str]:
    covered = coverage(table.base)
    yield from (f"y-{year}" for year in covered.years)
    yield from (BY_LANGUAGE,) if covered.rows else ()


REGISTERS: Final[dict[str, RegisterIds]] = {
    **{folder: _kinds(folder) for folder in FOLDERS},
    "priorities": RegisterIds(_priorities, _kinds("priorities").possible | {WHO_SPEAKS}),
    "home": RegisterIds(_home, frozenset({"questions", "contradicted", "newest", "stages"})),
    "statements": _fixed("by-year", "all"),
    "challenged": RegisterIds(_first_challenged, frozenset(CHALLENGED)),
    "commitments": RegisterIds(_outcomes, frozenset({OVERDUE, *(outcome.value for outcome in Outcome)})),
    "stages": RegisterIds(_stages, frozenset({*(step.value for step in Step), UNKNOWN_STAGE})),
    "timeline": RegisterIds(_years, frozenset({IN_LANES})),
    "sources": _fixed("all", "publishers"),
    "connections": RegisterIds(_connections, frozenset({ALL_LINKS, *lists.LINKED})),
    "coverage": RegisterIds(_coverage),
    "searches": RegisterIds(_all_searches, frozenset({EARLIER})),
    "glossary": RegisterIds(lambda table: all_ids(table.base.terms.values())),
    "search": RegisterIds(),
    "corrections": RegisterIds(),
    "offline": _fixed("app", "packages"),
    "repository": _fixed("repository", "kb-report", "owner"),
    "news": RegisterIds(lambda table: _days(table), frozenset({EARLIER})),
    "data": _fixed("files", "columns", "labels", "schemas"),
    "labels": RegisterIds(_labels, frozenset({*LABELS, *ROWS})),
    "checks": RegisterIds(_checks),
    "form": RegisterIds(),
    "guide": RegisterIds(lambda table: (*kinds_shown(table.base), "labels"), frozenset({*KINDS, "labels"})),
}
"""Every register that the front matter of a page may name → its ids."""


def _prose(table: PageTable, path: str, page: Page) -> Iterator[str]:
    register = REGISTERS.get(register_of(table.base, path))
    yield from register.ids(table) if register else ()
    yield from _sources(table.base, cited(table.base.prose_at(path).values()))


def _news(table: PageTable, path: str, page: Page) -> Iterator[str]:
    return (kind.value for kind, _ in of_kinds(page.news))


def _days(table: PageTable) -> Iterator[str]:
    found = days(table.base)
    yield from (f"{OF_DAY}{day}" for day, _ in found[:DAYS_SHOWN])
    yield from (EARLIER,) if found[DAYS_SHOWN:] else ()


_MADE: Final[dict[Kind, Callable[[PageTable, str, Page], Iterator[str]]]] = {
    Kind.PROSE: _prose,
    Kind.RECORD: _record,
    Kind.STATEMENT: _statement,
    Kind.TERM: _term,
    Kind.PUBLISHER: _publisher,
    Kind.YEAR: _list,
    Kind.NEWS: _news,
    Kind.CHALLENGED: _list,
    Kind.SOURCES: _term,
    Kind.SEARCHES: _searches,
}

PARTS_OF_KIND: Final = {
    Kind.RECORD: frozenset({*(part for part, _ in RECORD_PARTS), LIST_OF_SOURCES}),
    Kind.STATEMENT: frozenset(STATEMENT_PARTS),
}
