"""The list of sources of a page as files beside it: as text, and for reference managers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from kbase.citing.bibliography import as_text
from kbase.core.records.model import LANGUAGES
from kbase.exports.references import References
from kbase.page.frame import Publication
from kbase.site.addresses import PREFIX
from kbase.site.view import SOURCES_TO_TAKE


def bibliographies(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Path below the root of the site and content of the files of every page that has sources, in both languages."""
    site = publication.site
    for language in LANGUAGES:
        found = References(publication.snapshot, language)
        for path, plan in site.plans.items():
            if plan.numbered:
                folder = f"{PREFIX[language]}{site.addresses.address(path)}"
                yield from ((f"{folder}{name}", made(found, plan.numbered)) for name, made in _WRITTEN.items())


def _text(found: References, ids: Sequence[str]) -> bytes:
    """The entries as the page has them, numbered as there, one per line. It begins with a byte order mark: a text says
    nowhere else in which encoding it is, and a program that guesses spoils Russian letters. BibTeX and RIS bear none.
    """
    base, language = found.snapshot.base, found.language
    sources = [base.sources[id] for id in ids]
    entries = [as_text(source, base.publishers[source.published_by].title, language) for source in sources]
    lines = (f"{number}. {entry}\n" for number, entry in enumerate(entries, start=1))
    return "".join(lines).encode("utf-8-sig")


_WRITTEN: Final[dict[str, Callable[[References, Sequence[str]], bytes]]] = dict(
    zip(SOURCES_TO_TAKE, (_text, References.bibtex, References.ris, References.csl_json), strict=True)
)
