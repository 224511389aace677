"""Which pages there are. A plan says of one page path what its template shows; the same path serves both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from kbase.core.base import KnowledgeBase, internal_targets
from kbase.core.prose.page import Prose
from kbase.core.records.model import Entity, Statement, Term
from kbase.core.search.results import GLOSSARY
from kbase.site import registers
from kbase.site.view import View, sources_of_page

T = TypeVar("T")
Fields = Mapping[str, Any]

PAGE_SIZE = 30
"""Statements on a page of a register: keeps a Russian page within its share of the 90 KB of a first view."""

DENSITIES = ((14, "card"), (36, "brief"))
"""Up to so many statements a record's page shows them in this form: whole cards, or in brief with what challenges
them. With more of them each is one line with its grades, and its page tells the rest.
"""


def _nothing(view: View) -> Fields:
    return {}


@dataclass(frozen=True)
class Plan:
    """One page: its template, its file (for dates and links to edit it), its title, and what the template is given."""

    template: str
    file: str
    title: Callable[[View], str]
    description: Callable[[View], str]
    fields: Callable[[View], Fields] = _nothing
    numbered: tuple[str, ...] = ()
    prose: Mapping[str, Prose] | None = None


THIS_COPY = "about/this-copy"
"""The path of the page on which a copy tells its age and is checked; the published site has none."""


def this_copy() -> Plan:
    """The page of a copy about itself. It changes whenever anything does, so its file is all of docs/."""

    def title(view: View) -> str:
        return view.words("copy.title")

    def description(view: View) -> str:
        return view.words("copy.description")

    return Plan("this_copy.html", "docs", title, description)


def all_plans(base: KnowledgeBase) -> dict[str, Plan]:
    """Page path → plan, for every page of the site."""
    return {
        **dict(_prose_pages(base)),
        **dict(_years(base)),
        **dict(_challenged(base)),
        **dict(_publishers(base)),
        **dict(_statements(base)),
        **dict(_terms(base)),
        **dict(_entities(base)),
    }


def _prose_of(base: KnowledgeBase, path: str) -> dict[str, Prose]:
    return {language: page for (language, at), page in base.prose.items() if at == path}


def _file_of(base: KnowledgeBase, record: str) -> str:
    return base.origins[record].parsed.file


def _entities(base: KnowledgeBase) -> Iterator[tuple[str, Plan]]:
    for entity in base.entities.values():
        path = base.path_of(entity.id)
        yield path, _entity(base, entity, {tongue: base.prose[tongue, path] for tongue in _tongues(base, path)})


def _tongues(base: KnowledgeBase, path: str) -> Iterator[str]:
    return (language for language in ("en", "ru") if (language, path) in base.prose)


def _entity(base: KnowledgeBase, entity: Entity, prose: Mapping[str, Prose]) -> Plan:
    embedded = [m.target for page in prose.values() for m in page.statements]
    about = [s for s in base.about.get(entity.id, ()) if s.id not in embedded]
    said = [s for s in base.said_by.get(entity.id, ()) if entity.id not in s.about and s.id not in embedded]
    named = [i for i in _named_in(prose) if i in base.statements and i not in embedded]
    cited = [m.target for page in prose.values() for m in page.citations]
    own = [
        *(step.source for step in getattr(entity, "history", ())),
        *(role.source for role in getattr(entity, "roles", ()) if role.source),
        *entity.sources,
    ]
    density = next((form for most, form in DENSITIES if len(about) + len(said) <= most), "line")
    shown = [*(base.statements[i] for i in embedded), *(() if density == "line" else (*about, *said))]

    def fields(view: View) -> Fields:
        return {
            "e": entity,
            "about": about,
            "said": said,
            "named": [] if about or said else [base.statements[i] for i in named],
            "density": density,
            "searches": [s for s in base.searches.values() if entity.id in s.about],
            "referred": [view.page(path) for path in base.referred_by.get(entity.id, ())],
        }

    return Plan(
        "entity.html",
        _file_of(base, entity.id),
        title=lambda view: entity.title.read(view.language),
        description=lambda view: entity.summary.read(view.language),
        fields=fields,
        numbered=sources_of_page(base, [*cited, *own], shown),
        prose=prose,
    )


def _named_in(prose: Mapping[str, Prose]) -> dict[str, None]:
    """The ids of the statements that prose links to, in order."""
    found = (path for page in prose.values() for path in internal_targets(page) if path.startswith("statements/"))
    return dict.fromkeys(path.removeprefix("statements/") for path in found)


def _statements(base: KnowledgeBase) -> Iterator[tuple[str, Plan]]:
    for statement in base.statements.values():
        yield f"statements/{statement.id}", _statement(base, statement)


def _statement(base: KnowledgeBase, statement: Statement) -> Plan:
    def text(view: View) -> str:
        return statement.text.read(view.language)

    return Plan(
        "statement.html",
        _file_of(base, statement.id),
        title=text,
        description=text,
        fields=lambda view: {"s": statement},
    )


def _terms(base: KnowledgeBase) -> Iterator[tuple[str, Plan]]:
    for term in base.terms.values():
        yield f"{GLOSSARY}/{term.id}", _term(base, term)


def _term(base: KnowledgeBase, term: Term) -> Plan:
    return Plan(
        "term.html",
        _file_of(base, term.id),
        title=lambda view: term.ru if view.language == "ru" else term.en,
        description=lambda view: term.definition.read(view.language),
        fields=lambda view: {"term": term},
    )


def _years(base: KnowledgeBase) -> Iterator[tuple[str, Plan]]:
    for year, statements in registers.by_year(base).items():
        for number, part, pages in paged(statements):
            yield paged_path(f"reference/statements/{year}", number), _year(year, part, number, pages)


def _year(year: str, statements: list[Statement], number: int, pages: int) -> Plan:
    def title(view: View) -> str:
        return view.words("register.year", year=year) + view.page_number(number, pages)

    def fields(view: View) -> Fields:
        here = f"reference/statements/{year}"
        return {"statements": statements, "back": "reference/statements/index", "pager": pager(here, number, pages)}

    return Plan("register_page.html", "docs/data/statements", title, title, fields)


def _challenged(base: KnowledgeBase) -> Iterator[tuple[str, Plan]]:
    """The first page of challenged statements is a page of prose; only the further ones are made here."""
    for number, part, pages in paged(registers.challenged(base)):
        if number > 1:
            yield paged_path("reference/challenged", number), _challenged_page(part, number, pages)


def _challenged_page(statements: list[Statement], number: int, pages: int) -> Plan:
    def title(view: View) -> str:
        return view.words("register.challenged") + view.page_number(number, pages)

    def fields(view: View) -> Fields:
        pages_of = pager("reference/challenged", number, pages)
        return {"statements": statements, "back": "reference/challenged", "pager": pages_of}

    return Plan("register_page.html", "docs/data/statements", title, title, fields)


def _publishers(base: KnowledgeBase) -> Iterator[tuple[str, Plan]]:
    for publisher, sources in base.published.items():
        if publisher in base.publishers:
            yield f"reference/sources/{publisher}", _publisher(base, publisher, sources)


def _publisher(base: KnowledgeBase, publisher: str, sources: Iterable[Any]) -> Plan:
    record = base.publishers[publisher]

    def title(view: View) -> str:
        return view.words("register.publisher", name=record.title.read(view.language))

    return Plan(
        "publisher.html",
        _file_of(base, publisher),
        title,
        title,
        fields=lambda view: {"p": record, "sources": sources},
    )


def _prose_pages(base: KnowledgeBase) -> Iterator[tuple[str, Plan]]:
    for path in dict.fromkeys(path for (_, path), page in base.prose.items() if page.entity is None):
        yield path, _prose_page(base, path)


def _prose_page(base: KnowledgeBase, path: str) -> Plan:
    prose = _prose_of(base, path)
    any_page = next(iter(prose.values()))
    register = registers.REGISTERS.get(str(any_page.meta.get("register", "")))

    def meta(view: View, name: str) -> str:
        return str(prose.get(view.language, any_page).meta.get(name, ""))

    def fields(view: View) -> Fields:
        return {"register": register.template, **register.fields(view)} if register else {"register": None}

    return Plan(
        "page.html",
        any_page.file,
        title=lambda view: meta(view, "title"),
        description=lambda view: meta(view, "description"),
        fields=fields,
        numbered=tuple(dict.fromkeys(m.target for page in prose.values() for m in page.citations)),
        prose=prose,
    )


def paged(items: list[T]) -> Iterator[tuple[int, list[T], int]]:
    """The items in parts of `PAGE_SIZE`: number of the part from 1, the part, how many parts there are."""
    pages = max(1, -(-len(items) // PAGE_SIZE))
    for number in range(1, pages + 1):
        yield number, items[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], pages


def paged_path(path: str, number: int) -> str:
    """The path of a further page: "reference/statements/2025-2"; the first keeps its own."""
    return path if number == 1 else f"{path}-{number}"


def pager(path: str, number: int, pages: int) -> list[tuple[int, str, bool]]:
    """Number, path and "is this one" of all pages of a register; empty where there is one only."""
    if pages < 2:
        return []
    return [(n, paged_path(path, n), n == number) for n in range(1, pages + 1)]
