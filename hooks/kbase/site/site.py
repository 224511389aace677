"""The site: the HTML of every page path in either language, made from plans and templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from markupsafe import Markup

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.evidence.labels import Labels, label_all
from kbase.core.pages.paths import THIS_COPY
from kbase.core.prose.markdown import fill_in
from kbase.core.records.model import LANGUAGES
from kbase.core.search.results import Findables
from kbase.core.translation.standing import pairs
from kbase.markup import body_of, content_of, node_of
from kbase.site.abbreviations import abbreviations, in_full, opened
from kbase.site.addresses import Addresses
from kbase.site.downloads import Column, Download
from kbase.site.headings import Heading
from kbase.site.plans import Plan, all_plans, this_copy
from kbase.site.view import View
from kbase.templates import render
from kbase.wording.catalogue import Catalogue

CONTENTS = "<kb-contents></kb-contents>"
"""Where a template wants the contents of the page for narrow screens, which have no sidebar."""

LONG = 4
"""Pages with this many headings of the second level have contents."""


class Unknown(ValueError):
    """The prose of a page names a record that there is not."""


@dataclass(frozen=True, eq=False)
class Site:
    """All pages of the knowledge base. Made once per build; `as_of` is the day of the commit that is built.

    `addresses` are those of this build, `published` those of the site on the web: what is cited, and canonical.
    """

    base: KnowledgeBase
    addresses: Addresses
    labelled: Mapping[str, Labels]
    as_of: str
    downloads: tuple[Download, ...] = ()
    data: Callable[[], tuple[Download, ...]] = tuple
    repository: str = ""
    columns: Callable[[], tuple[Column, ...]] = tuple
    site_url: str = ""
    published: ClassVar[Addresses] = Addresses(directory_urls=True)

    @classmethod
    def of(
        cls,
        base: KnowledgeBase,
        directory_urls: bool,
        as_of: str,
        downloads: tuple[Download, ...] = (),
        data: Callable[[], tuple[Download, ...]] = tuple,
        repository: str = "",
        columns: Callable[[], tuple[Column, ...]] = tuple,
        site_url: str = "",
    ) -> Site:
        """The site of a base, with all labels computed. `downloads` are its packages, `data` lists its exports,
        `columns` those of its tables, and at `site_url` it is published.
        """
        addresses, labelled = Addresses(directory_urls), label_all(base)
        return cls(base, addresses, labelled, as_of, downloads, data, repository, columns, site_url)

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """Every page path with its plan."""
        plans = all_plans(self.base)
        return {**plans, THIS_COPY: this_copy()} if self.is_copy else plans

    @property
    def is_copy(self) -> bool:
        """Whether this is the copy to take away: it is read from a folder, where an address must name a file."""
        return not self.addresses.directory_urls

    def view(self, path: str, language: str) -> View:
        """The base as seen from a page."""
        return View(
            self.base,
            self.labelled,
            language,
            path,
            _catalogue(language),
            self.addresses,
            self.as_of,
            self._title,
            downloads=self.downloads,
            data=self.data,
            repository=self.repository,
            columns=self.columns,
            site_url=self.site_url,
        )

    def _title(self, path: str, language: str) -> str:
        return self.title(path, language)

    def title(self, path: str, language: str) -> str:
        """The title of a page as plain text."""
        return self.plans[path].title(self.view(path, language))

    def description(self, path: str, language: str) -> str:
        """One sentence on the page, for search engines; empty where there is none."""
        return self.plans[path].description(self.view(path, language))

    def prose_language(self, path: str, language: str) -> str | None:
        """The language in which the page has prose: its own, else the other, else None."""
        prose = self.plans[path].prose or {}
        return language if language in prose else next(iter(prose), None)

    def languages_of(self, path: str) -> list[str]:
        """The languages in which a page is published: both where it is all records, none where only copies have it."""
        if path == THIS_COPY:
            return []
        prose = self.plans[path].prose
        return [language for language in LANGUAGES if not prose or language in prose]

    def place_of(self, path: str, language: str) -> str:
        """Where a page comes from, as file and line: its text, else its record."""
        plan = self.plans[path]
        if plan.prose:
            prose = plan.prose.get(language) or next(iter(plan.prose.values()))
            return f"{prose.file}:{prose.first_line}"
        origin = self.base.origins.get(path.rpartition("/")[2])
        place = origin.place() if origin else None
        return f"{place.file}:{place.line}" if place else plan.file

    def prose_body(self, path: str, language: str) -> str:
        """The Markdown of a page's prose, in the other language where its own is missing; empty where it has none."""
        prose = self.plans[path].prose or {}
        tongue = self.prose_language(path, language)
        return prose[tongue].body if tongue else ""

    @cached_property
    def findables(self) -> dict[str, Findables]:
        """Language → all that the search finds in it."""
        graded = grade_all(self.base)
        return {language: Findables(self.base, graded, language) for language in LANGUAGES}

    def render(self, path: str, language: str, html: str) -> str:
        """The content of the page at `path`; `html` is its prose as Markdown made it (may be empty).

        Where the list of its headings goes is still marked: see `with_contents`.
        """
        plan = self.plans[path]
        view = replace(self.view(path, language), numbered=plan.numbered)
        return render(
            plan.template,
            v=view,
            title=plan.title(view),
            prose=self._fill(view, html),
            prose_language=self.prose_language(path, language) or language,
            **plan.fields(view),
        )

    def with_contents(self, path: str, language: str, content: str, headings: Sequence[Heading]) -> str:
        """The content with the list of a long page's headings, for narrow screens; a short page has none."""
        entries = [heading for heading in headings if heading.level == 2]
        view = self.view(path, language)
        listed = render("contents.html", v=view, entries=entries) if len(entries) >= LONG else ""
        return content.replace(CONTENTS, listed)

    def _fill(self, view: View, html: str) -> Markup:
        """The prose with its citations and cards; Unknown where one names no record, which `check` refuses."""

        def citation(ids: list[str]) -> str:
            if unknown := next((id for id in ids if id not in self.base.sources), None):
                raise Unknown(f"no source has the id '{unknown}'")
            return render("cite_mark.html", v=view, ids=ids).strip()

        def card(statement: str) -> str:
            if statement not in self.base.statements:
                raise Unknown(f"no statement has the id '{statement}'")
            return render("card.html", v=view, s=self.base.statements[statement])

        return Markup(self._with_notes(view, fill_in(opened(html, self._abbreviations(view)), citation, card)))

    def _abbreviations(self, view: View) -> dict[str, str]:
        """What the prose of a page has to open: not the abbreviation of the body whose page it is."""
        found = self._abbreviated[view.language]
        return {short: full for short, (id, full) in found.items() if f"actors/{id}" != view.path}

    @cached_property
    def _abbreviated(self) -> dict[str, dict[str, tuple[str, str]]]:
        return {
            language: {s: (a.id, in_full(a, s, language)) for s, a in abbreviations(self.base, language).items()}
            for language in LANGUAGES
        }

    def _with_notes(self, view: View, html: str) -> str:
        """The prose with a note in each section that is behind the other language.

        It is read and written anew, as a tree, so that no end tag in it closes what stands around the prose.
        """
        behind = [pair for pair in pairs(self.base, view.path) if pair.standing.behind == view.language]
        body = body_of(html)
        for pair in reversed(behind):
            is_missing = view.language not in pair.sections
            heading = pair.heading(view.other_language) if is_missing else ""
            note = node_of(render("behind.html", v=view, section=pair.id, heading=heading).strip())
            at = body.css_first(f'[id="{pair.id}"]') if pair.id and not is_missing else None
            if at:
                at.insert_after(note)
            elif body.first_child and not is_missing:
                body.first_child.insert_before(note)
            else:
                body.insert_child(note)
        return content_of(body)


def dossier(words: Catalogue, title: str, day: str, site_url: str, pages: Sequence[Any]) -> str:
    """A section as one document to print; each of its pages has id, title, html and number."""
    return render("dossier.html", words=words, title=title, day=day, site_url=site_url, pages=pages)


@lru_cache(maxsize=2)
def _catalogue(language: str) -> Catalogue:
    return Catalogue(language)
