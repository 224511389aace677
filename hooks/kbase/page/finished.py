"""A finished page: all that is made of one page path in one language, before the theme sets its frame around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from kbase.core.records.model import Language
from kbase.page.frame import Dates, Frame, Publication, frame
from kbase.search.index_document import index_document
from kbase.site.headings import Heading, headings, ids_of
from kbase.site.site import Site


@dataclass(frozen=True)
class FinishedPage:
    """What the theme's frame is given. `ids` are what links may lead to. `indexed` makes what
    the search reads of it; None where the page is no result.
    """

    content: Markup
    headings: tuple[Heading, ...]
    ids: frozenset[str]
    frame: Frame
    indexed: Callable[[], str | None]


def finished_page(publication: Publication, path: str, language: Language, prose: str, dates: Dates) -> FinishedPage:
    """The page at `path` in `language`; `prose` is the HTML that Markdown made of its text (may be empty)."""
    site = publication.site
    title, description = site.title(path, language), site.description(path, language)
    content = site.render(path, language, prose)
    tree = LexborHTMLParser(content)
    listed, ids = headings(tree), ids_of(tree)
    content = site.with_contents(path, language, content, listed)
    around = frame(publication, path, language, title, description, dates)
    indexed = partial(_indexed, site, path, language, tree)
    return FinishedPage(Markup(content), listed, ids, around, indexed)


def _indexed(site: Site, path: str, language: Language, tree: LexborHTMLParser) -> str | None:
    found = site.findables[language].by_path.get(path)
    return index_document(site.findables[language], found, tree) if found else None
