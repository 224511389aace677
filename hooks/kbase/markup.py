"""HTML read as a browser reads it: pieces of pages as trees (Lexbor, which follows the HTML standard)."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode


def body_of(html: str) -> LexborNode:
    """The body of a piece of HTML, which may be empty."""
    body = LexborHTMLParser(f"<body>{html}").body  # without the tag, a script or title at its beginning is of the head
    assert body, "the standard gives every document a body"
    return body


def node_of(html: str) -> LexborNode:
    """The first node of a piece of HTML that has one, to be put into another tree."""
    node = body_of(html).first_child
    assert node, "a piece of HTML with a node"
    return node


def content_of(node: LexborNode | None) -> str:
    """What stands in a node, as HTML."""
    return (node.inner_html or "") if node else ""


def text_of(node: LexborNode | None) -> str:
    """The text in a node; a blank stands between what is in different elements."""
    return node.text(separator=" ") if node else ""
