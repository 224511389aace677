"""The files that stand beside the pages: data, feeds, the sitemap, the page for missing addresses, the app."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from kbase import templates
from kbase.core.pages.paths import DATA, FORM, FORM_FILES, TABLES
from kbase.core.records.model import LANGUAGES
from kbase.exports.feeds import FILE, all_feeds
from kbase.files.bibliographies import bibliographies
from kbase.files.redirects import former_files, redirects
from kbase.files.web_app import MANIFEST, web_manifest
from kbase.page.frame import Publication, alternates_of
from kbase.page.policy import policy
from kbase.site import contributing
from kbase.site.addresses import PREFIX
from kbase.site.tables import LONG_TABLES, as_script
from kbase.site.view import SOURCES_TO_TAKE
from kbase.wording.catalogue import Catalogue


def site_files(publication: Publication, exports: Callable[[], Mapping[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Path below the root of the site, and content, of each file; a copy to read from a folder has the data, the rows
    of long tables, and what leads on from former addresses. Unfit where such a page holds what no page may hold.

    Each is made when its turn comes, the quick ones first: whoever wants one file need not wait for all.
    """
    if not publication.site.is_copy:
        root = urlsplit(publication.snapshot.site_url).path or "/"
        yield "404.html", not_found_page(root).encode()
        yield "sw.js", (templates.FOLDER / "sw.js").read_bytes()
        for language in LANGUAGES:
            yield f"{PREFIX[language]}{MANIFEST}", web_manifest(Catalogue(language), root).encode()
        listed = sitemap(publication).encode()
        yield "sitemap.xml", listed
        yield "sitemap.xml.gz", gzip.compress(listed, mtime=0)
        for language in LANGUAGES:
            yield from all_feeds(publication.snapshot, language)
        yield from bibliographies(publication)
    yield from _rows(publication)
    yield from _of_the_form(publication)
    yield from redirects(publication)
    yield from ((f"{DATA}/{name}", content) for name, content in exports().items())


def may_stand(publication: Publication) -> Callable[[str], bool]:
    """Tells whether `site_files` may make a file of some name, without making any: of a name that it refuses there is
    none.
    """
    former = {file for file, *_ in former_files(publication)}

    def may(name: str) -> bool:
        last = name.rpartition("/")[2]
        return last in _NAMES or name.startswith((f"{DATA}/", f"{FORM_FILES}/", f"{TABLES}/")) or name in former

    return may


_NAMES: Final = frozenset({"404.html", "sw.js", MANIFEST, "sitemap.xml", "sitemap.xml.gz", FILE, *SOURCES_TO_TAKE})
"""Names of files, in whatever folder."""


def _rows(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The rows of the long tables in each language, for whoever filters them."""
    for language in LANGUAGES:
        for table in LONG_TABLES:
            view = publication.site.view(table.page, language)
            yield table.address(language), as_script(table.lines(view))


def _of_the_form(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """What the form loads, where the base has its page."""
    if FORM in publication.site.plans:
        yield from contributing.files({language: publication.site.view(FORM, language) for language in LANGUAGES})


def sitemap(publication: Publication) -> str:
    """The sitemap of both languages: every page with its address in each language, the default one first."""
    pages = (alternates_of(publication, path) for path in publication.site.plans)
    listed = [(address, [*page, ("x-default", page[0][1])]) for page in pages for _, address in page]
    return templates.render("sitemap.xml", pages=sorted(listed))


def not_found_page(root: str) -> str:
    """The page for addresses that do not exist, in both languages, of a site at the path `root` of its host."""
    fields = {language: Catalogue(language) for language in LANGUAGES}
    return templates.render("404.html", root=root, policy=policy((), is_copy=False), **fields)
