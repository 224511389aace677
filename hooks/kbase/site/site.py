"""The site: the HTML of every page path in either language, made from plans and templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import Grades, grade_all
from kbase.core.prose.markdown import fill_in
from kbase.core.records.model import LANGUAGES
from kbase.core.search.results import Findables
from kbase.core.translation.standing import pairs
from kbase.page.tables import with_labels
from kbase.search.index_words import apart, further_words
from kbase.site.addresses import Addresses
from kbase.site.downloads import Download
from kbase.site.plans import THIS_COPY, Plan, all_plans, this_copy
from kbase.site.view import View
from kbase.wording.catalogue import Catalogue

Alternates = Sequence[tuple[str, str]]
"""The addresses of one page: language and absolute address, the default language first."""

TEMPLATES = Path(__file__).parents[1] / "templates"

CONTENTS = "<kb-contents></kb-contents>"
"""Where a template wants the contents of the page for narrow screens, which have no sidebar."""

LONG = 4
"""Pages with so many headings of the second level have contents."""

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
    """All pages of the knowledge base. Made once a build; `as_of` is the day of the commit that is built.

    `addresses` are those of this build, `published` those of the site on the web: what is cited, and canonical.
    """

    base: KnowledgeBase
    addresses: Addresses
    graded: Mapping[str, Grades]
    as_of: str
    downloads: tuple[Download, ...] = ()
    data: tuple[Download, ...] = ()
    repository: str = ""
    published: ClassVar[Addresses] = Addresses(directory_urls=True)

    @classmethod
    def of(
        cls,
        base: KnowledgeBase,
        directory_urls: bool,
        as_of: str,
        downloads: tuple[Download, ...] = (),
        data: tuple[Download, ...] = (),
        repository: str = "",
    ) -> Site:
        """The site of a base, with all grades computed; `downloads` are the packages beside it, `data` its exports."""
        return cls(base, Addresses(directory_urls), grade_all(base), as_of, downloads, data, repository)

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
            self.graded,
            language,
            path,
            _catalogue(language),
            self.addresses,
            self.as_of,
            self._title,
            downloads=self.downloads,
            data=self.data,
            repository=self.repository,
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

    def prose_body(self, path: str, language: str) -> str:
        """The Markdown of a page's prose, in the other language where its own is missing; empty where it has none."""
        prose = self.plans[path].prose or {}
        tongue = self.prose_language(path, language)
        return prose[tongue].body if tongue else ""

    @cached_property
    def findables(self) -> dict[str, Findables]:
        """Language → all that the search finds in it."""
        return {language: Findables(self.base, self.graded, language) for language in LANGUAGES}

    def with_search_words(self, path: str, language: str, html: str) -> str:
        """The content of a page with what the search's index is given of it; untouched where it is no result."""
        found = self.findables[language].by_path.get(path)
        if found is None:
            return html
        words_of_date = _catalogue(language).moment if found.is_moment else _catalogue(language).date
        date = words_of_date(found.date) if found.date else ""
        words = further_words(self.findables[language], found, html)
        return (
            _environment()
            .get_template("findable.html")
            .render(content=Markup(apart(html)), found=found, date=date, **words)
        )

    def render(self, path: str, language: str, html: str) -> str:
        """The whole content of the page at `path`; `html` is its prose as Markdown made it (may be empty)."""
        plan = self.plans[path]
        view = replace(self.view(path, language), numbered=plan.numbered)
        content = (
            _environment()
            .get_template(plan.template)
            .render(
                v=view,
                title=plan.title(view),
                prose=self._fill(view, html),
                prose_language=self.prose_language(path, language) or language,
                **plan.fields(view),
            )
        )
        return with_labels(content).replace(CONTENTS, self._contents(view, content))

    def _contents(self, view: View, content: str) -> str:
        """The list of a long page's headings; nothing on a short one."""
        entries = [entry for entry in contents(content) if entry.level == 2]
        if len(entries) < LONG:
            return ""
        return _environment().get_template("contents.html").render(v=view, entries=entries)

    def _fill(self, view: View, html: str) -> Markup:
        def citation(ids: list[str]) -> str:
            return _environment().get_template("citation.html").render(v=view, ids=ids).strip()

        def card(statement: str) -> str:
            return _environment().get_template("card.html").render(v=view, s=self.base.statements[statement])

        return Markup(self._with_notes(view, fill_in(html, citation, card)))

    def _with_notes(self, view: View, html: str) -> str:
        """The prose with a note in each section that is behind the other language."""
        for pair in reversed(pairs(self.base, view.path)):
            if pair.standing.behind != view.language:
                continue
            is_missing = view.language not in pair.sections
            heading = pair.heading(view.other_language) if is_missing else ""
            note = _environment().get_template("behind.html").render(v=view, section=pair.id, heading=heading)
            found = re.search(rf'<h[2-6] id="{re.escape(pair.id)}".*?</h\d>', html, re.S) if pair.id else None
            at = len(html) if is_missing else found.end() if found else 0
            html = html[:at] + note + html[at:]
        return html


def sitemap(pages: Sequence[Alternates]) -> str:
    """The sitemap of both languages; each page is given by its addresses, language first."""
    listed = [(address, [*page, ("x-default", page[0][1])]) for page in pages for _, address in page]
    return _environment().get_template("sitemap.xml").render(pages=sorted(listed))


def not_found_page(root: str) -> str:
    """The page for addresses that do not exist, in both languages; `root` is the path at which the site lies."""
    fields = {language: _catalogue(language) for language in LANGUAGES}
    return _environment().get_template("404.html").render(root=root, **fields)


def old_site_notice() -> str:
    """What the pages of a served site say, in both languages, while the files cannot be built."""
    return _environment().get_template("old.html").render({language: _catalogue(language) for language in LANGUAGES})


def dossier(words: Catalogue, title: str, day: str, site_url: str, pages: Sequence[Any]) -> str:
    """A section as one document to print; each of its pages has id, title, html and number."""
    template = _environment().get_template("dossier.html")
    return template.render(words=words, title=title, day=day, site_url=site_url, pages=pages)


def contents(html: str) -> list[TocEntry]:
    """The headings of a finished page in order."""
    return [TocEntry(int(level), id_, _TAG.sub("", text).strip()) for level, id_, text in _HEADING.findall(html)]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@lru_cache(maxsize=2)
def _catalogue(language: str) -> Catalogue:
    return Catalogue(language)
