"""The site as a set of page paths, each the same in both languages, and the HTML of every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from knowledge import dates
from knowledge.base import KnowledgeBase, sort_date
from knowledge.grades import Grades, grade_all
from knowledge.model import Entity, Statement
from knowledge.vocabulary import FOLDERS, KIND_OF_TYPE, SECTION_OF
from markupsafe import Markup

from .addresses import Addresses
from .catalogue import Catalogue
from .markdown import fill_in
from .page import Link, View, sources_of_page

TEMPLATES = Path(__file__).with_name("templates")

_HEADING = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.S)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class TocEntry:
    """A heading of the finished page, for its table of contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, eq=False)
class Site:
    """All pages of the knowledge base. Made once a build; `addresses` says how links are written."""

    base: KnowledgeBase
    addresses: Addresses = Addresses()
    graded: dict[str, Grades] = field(default_factory=dict)

    @classmethod
    def of(cls, base: KnowledgeBase, directory_urls: bool = True) -> Site:
        """The site of a base, with all grades computed."""
        return cls(base, Addresses(directory_urls), grade_all(base))

    # --- which pages there are --------------------------------------------------------------------------------------

    @cached_property
    def paths(self) -> dict[str, str]:
        """Every page path → the file that it comes from (prose apart), relative to the repository."""
        records = {self.base.path_of(i): self._file_of(i) for i in self.base.entities}
        statements = {f"statements/{i}": self._file_of(i) for i in self.base.statements}
        years = {f"reference/statements/{year}": "docs/data" for year in self.by_year}
        return {**{path: page.file for (_, path), page in self.base.prose.items()}, **years, **statements, **records}

    def _file_of(self, record: str) -> str:
        return self.base.origins[record].parsed.file

    @cached_property
    def by_year(self) -> dict[str, list[Statement]]:
        """Year → the statements of that year, newest year first, in order of date within it."""
        years: dict[str, list[Statement]] = {}
        for statement in reversed(self.base.in_order):
            years.setdefault(str(_year(sort_date(statement))), []).append(statement)
        return years

    def prose_language(self, path: str, language: str) -> str | None:
        """The language in which the page has prose: its own, else the other, else None."""
        other = "en" if language == "ru" else "ru"
        return next((tongue for tongue in (language, other) if (tongue, path) in self.base.prose), None)

    def title(self, path: str, language: str) -> str:
        """The title of a page as plain text."""
        folder, _, name = path.rpartition("/")
        if name in self.base.entities and folder in FOLDERS:
            return self.base.entities[name].title.read(language)
        if folder == "statements":
            return self.base.statements[name].text.read(language)
        if folder == "reference/statements" and name in self.by_year:
            return _catalogue(language)("register.year", year=name)
        prose = self.base.prose[self.prose_language(path, language) or language, path]
        return str(prose.meta.get("title", name))

    def description(self, path: str, language: str) -> str:
        """One sentence on the page for search engines: the summary, or the front matter's description."""
        folder, _, name = path.rpartition("/")
        if name in self.base.entities and folder in FOLDERS:
            return self.base.entities[name].summary.read(language)
        if folder == "statements":
            return self.base.statements[name].text.read(language)
        prose = self.base.prose.get((self.prose_language(path, language) or language, path))
        return str(prose.meta.get("description", "")) if prose else ""

    # --- what stands on them ----------------------------------------------------------------------------------------

    def view(self, path: str, language: str) -> View:
        return View(self.base, self.graded, language, path, _catalogue(language), self.addresses)

    def render(self, path: str, language: str, html: str) -> str:
        """The whole content of the page at `path`; `html` is its prose as Markdown made it (may be empty)."""
        folder, _, name = path.rpartition("/")
        view = self.view(path, language)
        if name in self.base.entities and folder in FOLDERS:
            return self._entity(view, self.base.entities[name], html)
        if folder == "statements":
            return self._template("statement.html", view, s=self.base.statements[name])
        if folder == "reference/statements" and name in self.by_year:
            return self._template("register_year.html", view, year=name, statements=self.by_year[name])
        return self._plain(view, html)

    def _entity(self, view: View, entity: Entity, html: str) -> str:
        base = self.base
        about = base.about.get(entity.id, ())
        said = tuple(s for s in base.said_by.get(entity.id, ()) if s not in about)
        prose_language = self.prose_language(view.path, view.language)
        prose = base.prose.get((prose_language or view.language, view.path))
        embedded = [base.statements[m.target] for m in prose.statements] if prose else []
        cited = [m.target for m in prose.citations] if prose else []
        history = [step.source for step in getattr(entity, "history", ())]
        own = [*history, *entity.sources, *(role.source for role in getattr(entity, "roles", ()) if role.source)]
        view = replace(view, numbered=sources_of_page(base, [*cited, *own], [*embedded, *about, *said]))
        return self._template(
            "entity.html",
            view,
            e=entity,
            about=[s for s in about if s not in embedded],
            said=[s for s in said if s not in embedded],
            referred=list(self._referred(view, entity)),
            prose=self._fill(view, html),
            prose_language=prose_language or view.language,
        )

    def _referred(self, view: View, entity: Entity) -> Iterator[Link]:
        for path in self.base.referred_by.get(entity.id, ()):
            yield Link(self.title(path, view.language), view.href(path))

    def _plain(self, view: View, html: str) -> str:
        prose_language = self.prose_language(view.path, view.language) or view.language
        prose = self.base.prose[prose_language, view.path]
        view = replace(view, numbered=tuple(dict.fromkeys(m.target for m in prose.citations)))
        return self._template(
            "page.html",
            view,
            title=self.title(view.path, view.language),
            prose=self._fill(view, html),
            prose_language=prose_language,
            register=Markup(self._register(view, str(prose.meta.get("register", "")))),
        )

    def _register(self, view: View, name: str) -> str:
        if name in FOLDERS:
            return self._template("register_section.html", view, **self._section(name, view.language))
        if name == "statements":
            return self._template("register_statements.html", view, years=list(self.by_year.items()))
        if name == "sources":
            return self._template("register_sources.html", view, groups=self._publishers(view.language))
        return ""

    def _section(self, folder: str, language: str) -> dict[str, Any]:
        entities = [e for e in self.base.entities.values() if SECTION_OF[e.type] == folder]
        order = {kind: n for n, kind in enumerate(KIND_OF_TYPE[FOLDERS[folder]])}
        entities.sort(key=lambda e: (order[_kind(e)], _newest_first(e), e.title.read(language)))
        groups = [(kind, list(members)) for kind, members in groupby(entities, key=_kind)]
        return {"entities": entities, "groups": groups}

    def _publishers(self, language: str) -> list[tuple[Any, Any]]:
        pairs = [(self.base.publishers[i], sources) for i, sources in self.base.published.items()]
        return sorted(pairs, key=lambda pair: pair[0].title.read(language).casefold())

    def _fill(self, view: View, html: str) -> Markup:
        return Markup(fill_in(html, lambda ids: self._citation(view, ids), lambda i: self._card(view, i)))

    def _citation(self, view: View, ids: list[str]) -> str:
        return self._template("citation.html", view, ids=ids).strip()

    def _card(self, view: View, statement: str) -> str:
        return self._template("card.html", view, s=self.base.statements[statement])

    def _template(self, name: str, view: View, **fields: Any) -> str:
        return _environment().get_template(name).render(v=view, **fields)


def contents(html: str) -> list[TocEntry]:
    """The headings of a finished page in order."""
    return [TocEntry(int(level), id_, _TAG.sub("", text).strip()) for level, id_, text in _HEADING.findall(html)]


def _kind(entity: Entity) -> Any:
    return getattr(entity, "kind")  # noqa: B009 (every type has a kind, their base has none)


def _newest_first(entity: Entity) -> int:
    day = getattr(entity, "date", None)
    return -dates.parse(day).lower.toordinal() if day else 0


def _year(period: dates.Period) -> int:
    """The year of a statement; an interval belongs to the year in which it begins, or ends if it has no beginning."""
    return period.lower.year if period.lower.year > 1 else period.upper.year


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@lru_cache(maxsize=2)
def _catalogue(language: str) -> Catalogue:
    return Catalogue(language)
