"""The headings of a finished page: for its list of contents, and for links that lead to them."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True)
class Heading:
    """A heading with an id, of level 2 or 3; `text` is plain text."""

    level: int
    id: str
    text: str


def headings(tree: LexborHTMLParser) -> tuple[Heading, ...]:
    """The headings of a page's content in order."""
    found = tree.css("h2[id], h3[id]")
    return tuple(Heading(int(str(node.tag)[1]), node.id or "", node.text().strip()) for node in found)


def ids_of(tree: LexborHTMLParser) -> frozenset[str]:
    """The ids of a page's content: whatever a link may lead to."""
    return frozenset(node.id for node in tree.css("[id]") if node.id)
