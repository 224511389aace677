"""What may be wrong with any built site, whatever base it is made of."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urldefrag

from lxml import html

from tests.conftest import Built


def links(page: html.HtmlElement, attribute: str = "href", tags: Sequence[str] = ("a",)) -> Iterator[str]:
    """The links of a page within the site."""
    for element in page.iter(*tags):
        value = element.get(attribute)
        if value and "://" not in value and not value.startswith(("mailto:", "data:")):
            yield value


def broken_links(built: Built) -> list[tuple[str, str]]:
    """Page and link of every link to a page, file or heading that is not there."""
    ids = {at: set(page.xpath("//@id")) for at, page in built.pages.items()}
    return [(at, link) for at, page in built.pages.items() for link in links(page) if _is_broken(built, ids, at, link)]


def _is_broken(built: Built, ids: dict[str, set[str]], at: str, link: str) -> bool:
    target, anchor = urldefrag(link)
    target = target.partition("?")[0]
    to = posixpath.normpath(posixpath.join(at or ".", unquote(target))) if target else at.rstrip("/") or "."
    place = "" if to == "." else to + "/"
    if place not in built.pages:
        return not (built.folder / to).is_file()
    return bool(anchor) and anchor not in ids[place]


def doubled_ids(built: Built) -> dict[str, list[str]]:
    """Page → the ids that two of its elements share."""
    counts = {at: Counter(page.xpath("//@id")) for at, page in built.pages.items()}
    found = {at: [i for i, n in counted.items() if n > 1] for at, counted in counts.items()}
    return {at: ids for at, ids in found.items() if ids}
