"""The pages at addresses that records had before: each leads on to the page where its record stands now."""

from __future__ import annotations

from collections.abc import Iterator

from kbase import templates
from kbase.core.pages.table import moved_pages
from kbase.core.records.model import LANGUAGES, Language
from kbase.page.frame import Publication
from kbase.page.judging import faults
from kbase.page.policy import policy
from kbase.site.addresses import PREFIX
from kbase.wording.catalogue import Catalogue


class Unfit(Exception):
    """A page holds what no page may hold."""


def redirects(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Path below the root of the site, and content, of the page at every former address, in both languages. Unfit where
    the judge of finished pages refuses one.
    """
    for file, old, new, language in former_files(publication):
        yield file, redirect(publication, old, new, language).encode()


def former_files(publication: Publication) -> Iterator[tuple[str, str, str, Language]]:
    """Of each such page: its file below the root of the site, the path where the record stood, the one where it stands
    now, and the language.
    """
    addresses = publication.site.addresses
    for old, new in moved_pages(publication.site.base).items():
        for language in LANGUAGES:
            address = f"{PREFIX[language]}{addresses.address(old)}"
            yield f"{address}index.html" if address.endswith("/") else address, old, new, language


def redirect(publication: Publication, old: str, new: str, language: Language) -> str:
    """The page at `old` that leads to the page at `new`."""
    site = publication.site
    target = site.addresses.link(new, old)
    page = templates.render(
        "moved.html",
        words=Catalogue(language),
        policy=policy((), site.is_copy),
        target=target,
        canonical=publication.snapshot.urls(new)[language],
        title=site.title(new, language),
    )
    if found := next(faults(page, frozenset(), leads_to=target), None):
        raise Unfit(f"{site.place_of(new, language)}: the page at its former address would hold {found}")
    return page
