"""How each page of the table is made: a plan says of one page path what its template shows, in either language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kbase.core.base import KnowledgeBase, sort_date
from kbase.core.evidence.labels import label
from kbase.core.evidence.provenance import PICTURED
from kbase.core.pages import lists
from kbase.core.pages.news import of_kinds
from kbase.core.pages.paging import paged, pager
from kbase.core.pages.paths import CHALLENGED, HOME, NEWS, NOT_FOUND, SOURCES, TRUST, YEARS, of_news
from kbase.core.pages.record_page import RecordPage, cited, record_page
from kbase.core.pages.sides import SIDES
from kbase.core.pages.table import Kind, Page, all_pages, register_of
from kbase.core.prose.page import Prose
from kbase.core.records.loading import DATA_FOLDER, STATEMENTS_FOLDER
from kbase.core.records.model import Statement
from kbase.site import registers, tables
from kbase.site.view import View

Fields = Mapping[str, Any]


def _nothing(view: View) -> Fields:
    return {}


@dataclass(frozen=True)
class Plan:
    """One page: its template, its file (for dates and links to edit it), its title, and what the template is given.
    `styles`: which of `ON_DEMAND` it loads. A change of what it is `made_of` changes it as one of its file.
    """

    template: str
    file: str
    title: Callable[[View], str]
    description: Callable[[View], str]
    fields: Callable[[View], Fields] = _nothing
    numbered: tuple[str, ...] = ()
    prose: Mapping[str, Prose] | None = None
    styles: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()


def this_copy() -> Plan:
    """The page of a copy about itself. It changes whenever anything does, so its file is all of docs/."""

    def title(view: View) -> str:
        return view.words("copy.title")

    def description(view: View) -> str:
        return view.words("copy.description")

    return Plan("this_copy.html", "docs", title, description, styles=registers.PAGES)


def all_plans(base: KnowledgeBase) -> dict[str, Plan]:
    """Page path → plan, for every page of the site."""
    return {path: PLANS[page.kind](base, path, page) for path, page in all_pages(base).items()}


def _file_of(base: KnowledgeBase, record: str) -> str:
    return base.origins[record].parsed.file


def _record(base: KnowledgeBase, path: str, page: Page) -> Plan:
    entity = base.entities[page.of]
    shown = record_page(base, entity)

    def fields(view: View) -> Fields:
        return {
            "e": entity,
            "about": shown.about,
            **_sides(view, shown),
            "said": shown.said,
            "named": shown.named,
            "density": shown.density,
            "is_drawn": shown.is_drawn,
            "searches": shown.searches,
            "referred": [view.page(path) for path in shown.referred],
        }

    return Plan(
        "entity.html",
        _file_of(base, entity.id),
        title=lambda view: entity.title.read(view.language),
        description=lambda view: entity.summary.read(view.language),
        fields=fields,
        numbered=shown.numbered,
        prose=base.prose_at(path),
        styles=registers.PICTURES if shown.voices or shown.is_drawn else (),
    )


def _sides(view: View, shown: RecordPage) -> Fields:
    """The sides that speak on a priority with what they say; the finding: how many statements, who has the most of
    them, and of whom there is none; and what nobody says or was withdrawn. `counted` are all statements on the page's
    subject, also those of sides that its prose shows.
    """
    if not shown.voices:
        return {"sides": (), "counted": shown.about}
    spoken = [(registers.side(view, side), said) for side, said in shown.voices.by_side]
    most = max(len(said) for _, said in spoken)
    leading = ", ".join(name for name, said in spoken if len(said) == most)
    new = {s.id for s in shown.about}
    rows = [(name, [(s, _is_first(s, new)) for s in said]) for name, said in spoken]
    told = {s.id: s for _, said in spoken for s in said}
    others = [s for s in shown.about if s.id not in told]
    return {
        "counted": [*told.values(), *others],
        "sides": rows,
        "finding": {"n": len(told), "most": most, "sides": leading},
        "silent": ", ".join(registers.side(view, side) for side in SIDES if side not in shown.voices.heard),
        "others": others,
    }


def _is_first(statement: Statement, new: set[str]) -> bool:
    """Whether a statement is told here for the first time: it is not new any more."""
    is_first = statement.id in new
    new.discard(statement.id)
    return is_first


def _statement(base: KnowledgeBase, path: str, page: Page) -> Plan:
    statement = base.statements[page.of]

    def text(view: View) -> str:
        return statement.text.read(view.language)

    return Plan(
        "statement.html",
        _file_of(base, statement.id),
        title=text,
        description=text,
        fields=lambda view: {"s": statement},
        styles=registers.PAGES if label(statement, base).words.row in PICTURED else (),
    )


def _term(base: KnowledgeBase, path: str, page: Page) -> Plan:
    term = base.terms[page.of]
    return Plan(
        "term.html",
        _file_of(base, term.id),
        title=lambda view: term.ru if view.language == "ru" else term.en,
        description=lambda view: term.definition.read(view.language),
        fields=lambda view: {"term": term},
    )


def _year(base: KnowledgeBase, path: str, page: Page) -> Plan:
    def title(view: View) -> str:
        return view.words("register.year", year=page.of) + view.page_number(page.number, page.pages)

    def fields(view: View) -> Fields:
        rows = [(tables.statement(view, s), s) for s in page.statements]
        months = {number: _months(part) for number, part, _ in paged(lists.by_year(base)[page.of])}
        return {**_part(view, tables.STATEMENTS, page, f"{YEARS}/{page.of}"), "rows": rows, "months": months}

    return Plan(
        "register_year.html", f"{DATA_FOLDER}/{STATEMENTS_FOLDER}", title, title, fields, styles=registers.TABLES
    )


def _months(statements: Sequence[Statement]) -> str:
    """The months of statements that stand newest first: "2025-07/2025-09", or the one if all have it."""
    latest, first = (f"{sort_date(statement).known:%Y-%m}" for statement in (statements[0], statements[-1]))
    return latest if first == latest else f"{first}/{latest}"


def _part(view: View, table: tables.LongTable, page: Page, first: str) -> Fields:
    """What every page of a long table is given: its headings, the page to filter it on, and all pages."""
    pages = pager(first, page.number, page.pages)
    return {"headings": table.headings(view), "back": table.page, "pager": pages}


def _sources(base: KnowledgeBase, path: str, page: Page) -> Plan:
    first = f"{SOURCES}/{HOME}"

    def title(view: View) -> str:
        return view.words("register.sources") + view.page_number(page.number, page.pages)

    def fields(view: View) -> Fields:
        rows = [tables.source(view, s) for s in page.sources]
        return {**_part(view, tables.SOURCES, page, first), "rows": rows}

    made_of = (f"{DATA_FOLDER}/publishers.yml", f"{DATA_FOLDER}/{STATEMENTS_FOLDER}")
    file = f"{DATA_FOLDER}/sources.yml"
    return Plan("register_source_list.html", file, title, title, fields, styles=registers.TABLES, made_of=made_of)


def _news(base: KnowledgeBase, path: str, page: Page) -> Plan:
    def title(view: View) -> str:
        return view.words("news.day", date=view.words.date(page.of)) + view.page_number(page.number, page.pages)

    def fields(view: View) -> Fields:
        numbers = pager(of_news(page.of), page.number, page.pages)
        return {"kinds": of_kinds(page.news), "back": NEWS, "pager": numbers}

    return Plan("news_day.html", f"{DATA_FOLDER}/{STATEMENTS_FOLDER}", title, title, fields)


def _challenged(base: KnowledgeBase, path: str, page: Page) -> Plan:
    return _list(page, CHALLENGED, CHALLENGED, lambda view: view.words("register.challenged"))


def _searches(base: KnowledgeBase, path: str, page: Page) -> Plan:
    def title(view: View) -> str:
        return view.page(NOT_FOUND).text + view.page_number(page.number, page.pages)

    def fields(view: View) -> Fields:
        numbers = pager(NOT_FOUND, page.number, page.pages)
        return {"searches": page.searches, "back": NOT_FOUND, "pager": numbers}

    return Plan("register_search_list.html", f"{DATA_FOLDER}/searches.yml", title, title, fields)


def _list(page: Page, first: str, back: str, name: Callable[[View], str]) -> Plan:
    """A page of statements; `first` is the path of the first one of them, `back` that of the register."""

    def title(view: View) -> str:
        return name(view) + view.page_number(page.number, page.pages)

    def fields(view: View) -> Fields:
        return {"statements": page.statements, "back": back, "pager": pager(first, page.number, page.pages)}

    return Plan("register_page.html", f"{DATA_FOLDER}/{STATEMENTS_FOLDER}", title, title, fields)


def _publisher(base: KnowledgeBase, path: str, page: Page) -> Plan:
    record, sources = base.publishers[page.of], base.published[page.of]

    def title(view: View) -> str:
        return view.words("register.publisher", name=record.title.read(view.language))

    return Plan(
        "publisher.html",
        _file_of(base, page.of),
        title,
        title,
        fields=lambda view: {"p": record, "sources": sources},
        made_of=(f"{DATA_FOLDER}/sources.yml",),
    )


def _prose_page(base: KnowledgeBase, path: str, page: Page) -> Plan:
    prose = base.prose_at(path)
    any_page = next(iter(prose.values()))
    register = registers.REGISTERS.get(register_of(base, path))

    def meta(view: View, name: str) -> str:
        return str(prose.get(view.language, any_page).meta.get(name, ""))

    def fields(view: View) -> Fields:
        if register is None:
            return {"register": None, "leads": False}
        return {"register": register.template, "leads": path == TRUST, **register.fields(view)}

    return Plan(
        "page.html",
        any_page.file,
        title=lambda view: meta(view, "title"),
        description=lambda view: meta(view, "description"),
        fields=fields,
        numbered=tuple(cited(prose.values())),
        prose=prose,
        styles=register.styles if register else (),
        made_of=tuple(f"{DATA_FOLDER}/{name}".rstrip("/") for name in register.made_of) if register else (),
    )


PLANS: Final[dict[Kind, Callable[[KnowledgeBase, str, Page], Plan]]] = {
    Kind.PROSE: _prose_page,
    Kind.RECORD: _record,
    Kind.STATEMENT: _statement,
    Kind.TERM: _term,
    Kind.PUBLISHER: _publisher,
    Kind.YEAR: _year,
    Kind.NEWS: _news,
    Kind.CHALLENGED: _challenged,
    Kind.SOURCES: _sources,
    Kind.SEARCHES: _searches,
}
"""Kind of a page → how its plan is made."""
