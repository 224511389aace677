"""The judge of finished pages: every element, attribute and address of a page must be on a list.

It is the last of several doors. `check` refuses markup in records and prose, templates escape every value; this one
looks at what came of it, as a browser does: the page is parsed by Lexbor, which follows the HTML standard
(html.spec.whatwg.org, section 13.2), so that nothing hides in a second reading. Elements whose content a browser may
read in two ways (noscript, template, style, textarea) are on no list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_PLAIN: Final = """
    abbr article aside b blockquote body br caption cite code dd del details dfn div dl dt em fieldset figcaption figure
    footer g h1 h2 h3 h4 h5 h6 head header hr html i ins kbd legend li main mark nav p pre s section small span strong
    sub summary sup output table tbody tfoot thead title tr u ul var wbr
"""
ELEMENTS: Final[Mapping[str, Set[str]]] = {
    **dict.fromkeys(_PLAIN.split(), frozenset[str]()),
    "a": frozenset({"download", "href", "hreflang", "rel", "type"}),
    "button": frozenset({"type"}),
    "details": frozenset({"open"}),
    # `autocomplete`: a browser that fills in again what stood there would undo the draft that the script puts back.
    "form": frozenset({"action", "autocomplete"}),
    "img": frozenset({"alt", "height", "loading", "src", "width"}),
    "input": frozenset({"accept", "autocomplete", "checked", "enterkeyhint", "name", "placeholder", "type"})
    | {"webkitdirectory"},
    "label": frozenset({"for"}),
    "link": frozenset({"href", "hreflang", "rel", "type"}),
    "meta": frozenset({"charset", "content", "http-equiv", "name", "property"}),
    "ol": frozenset({"start"}),
    # To choose what a table shows: a list of words, which is sent nowhere.
    "option": frozenset({"value"}),
    "path": frozenset({"d"}),
    "progress": frozenset({"max", "value"}),
    "rect": frozenset({"height", "rx", "width", "x", "y"}),
    "script": frozenset({"defer", "src", "type"}),
    "select": frozenset({"name"}),
    "text": frozenset({"x", "y"}),
    "svg": frozenset({"preserveAspectRatio", "preserveaspectratio", "viewBox", "viewbox", "xmlns"}),
    "td": frozenset({"colspan", "headers", "rowspan", "style"}),
    "th": frozenset({"colspan", "headers", "rowspan", "scope", "style"}),
    "time": frozenset({"datetime"}),
}
"""Element → the attributes that it may have beside those of `EVERYWHERE`."""

EVERYWHERE: Final = frozenset({"class", "dir", "hidden", "id", "lang", "role", "tabindex", "title"})
"""Attributes of any element; `aria-…` and `data-…` ones are too."""

FRAME_ONLY: Final = "article :is(aside, body, head, html, main, path, title:not(svg title)), body :is(link, meta)"
"""What only the frame around the content of a page, or its head, may hold."""

OF_THE_CONTENT: Final[Mapping[str, re.Pattern[str]]] = {
    "class": re.compile(r"kb-[\w-]+|toc|footnote(?:-(?:ref|backref))?|language-\S+"),
    "id": re.compile(r"(?!__)\S+"),
}
"""Attribute → what each word of it may be within the content of a page. By other classes and ids the theme's script and
style know the parts of the frame: the script would take its settings from such an element, or ask other hosts on behalf
of it, and the style lay it over the page.
"""

_ABROAD = r"https?://[^\s\x00-\x20\\]+"
_WITHIN = r"(?![/\\]{2})[^\s\x00-\x20:/?#\\]*(?:[/?#][^\s\x00-\x20\\]*)?"
_ASSET = r"(?:\.{1,2}/)*assets/"
_HASH = r"(?:\?v=[0-9a-f]{8})?"
_OWN = "cite|connections|form|knowledge|manifest|new|offline|search|tables|this-copy|timeline"
_SCRIPT = rf"{_ASSET}(?:(?:{_OWN})\.js{_HASH}|javascripts/bundle\.[0-9a-f]+\.min\.js)"
_ALIGNED = "text-align: (?:left|right|center);"
_UNITS = r"\d+(?:\.\d+)?"
_ROWS = r"(?:\.{1,2}/)*tables/[a-z]+\.[a-z]{2}\.js"
_STYLE = (
    rf"{_ASSET}(?:(?:form|knowledge|pages|pictures|search|tables)\.css{_HASH}|stylesheets/main\.[0-9a-f]+\.min\.css)"
)

ADDRESSES: Final[Mapping[tuple[str, str], re.Pattern[str]]] = {
    (tag, name): re.compile(pattern, re.I)
    for tag, name, pattern in (
        ("a", "href", rf"{_ABROAD}|mailto:[^\s\\]+|{_WITHIN}"),
        ("a", "data-url", _ABROAD),
        ("a", "data-script", _SCRIPT),
        ("a", "data-style", _STYLE),
        ("details", "data-script", _SCRIPT),
        ("form", "action", _WITHIN),
        ("form", "data-files", r"(?:\.{1,2}/)*form/"),
        ("form", "data-edits", _ABROAD),
        ("form", "data-host", _ABROAD),
        ("form", "data-repository", _ABROAD),
        ("form", "data-rows", _ROWS),
        ("img", "src", rf"{_ASSET}(?:\w[\w.-]*/)*[\w.-]+"),
        ("link", "href", rf"{_ABROAD}|{_WITHIN}"),
        ("link", "data-root", _WITHIN),
        *(("rect", name, _UNITS) for name in ("height", "rx", "width", "x", "y")),
        *(("text", name, _UNITS) for name in ("x", "y")),
        ("script", "src", _SCRIPT),
        ("td", "style", _ALIGNED),
        ("th", "style", _ALIGNED),
    )
}
"""Element and attribute → what an address or another value there may be. Within the site: without a scheme and not of
another host. What is loaded, run or sent to is of the site; a script is one of ours or of the theme's.
"""

_WITHIN_SITE: Final = re.compile(_WITHIN)

LINKS: Final[Mapping[str, re.Pattern[str]]] = {
    "alternate": re.compile(rf"{_ABROAD}|{_WITHIN}"),
    "canonical": re.compile(_ABROAD),
    "icon": re.compile(_WITHIN),
    "manifest": re.compile(_WITHIN),
    "stylesheet": re.compile(_STYLE),
}
"""`rel` of a link element → what its address may be."""

DATA: Final = frozenset({"application/json", "application/ld+json"})
"""Types of script elements that are data and never run."""

INPUTS: Final = frozenset({"checkbox", "date", "file", "radio", "search", "text"})
LONGEST: Final = 60
"""Characters of a fault that are shown."""


def faults(html: str, scripts: Set[str], leads_to: str = "") -> Iterator[str]:
    """What a finished page holds that is on no list, each in words; `scripts` are the inline ones that are known. Only
    a page that `leads_to` another one, within the site, may take its reader there.
    """
    tree = LexborHTMLParser(html)
    for node in tree.css(FRAME_ONLY):
        yield f"<{node.tag}> in its content"
    within = {node.mem_id for node in tree.css("article *")}
    if tree.root:
        for node in tree.root.traverse(include_text=False):
            yield from _of_node(node, node.mem_id in within)
            if special := _SPECIAL.get(str(node.tag)):
                yield from () if _leads_on(node, leads_to) else special(node, scripts)


def _leads_on(node: LexborNode, to: str) -> bool:
    """Whether an element takes the reader to that page at once, and nowhere else."""
    told = {"http-equiv": "refresh", "content": f"0; url={to}"}
    return bool(to) and node.tag == "meta" and node.attributes == told and bool(_WITHIN_SITE.fullmatch(to))


def _of_node(node: LexborNode, is_content: bool) -> Iterator[str]:
    """What is wrong with an element and its attributes, by their names and values alone."""
    tag = str(node.tag)
    if tag not in ELEMENTS:
        if not tag.startswith(("-", "!")):
            yield f"<{_shown(tag)}>"
        return
    for name, value in node.attributes.items():
        yield from _of_attribute(tag, name, value or "", is_content)


@lru_cache(maxsize=2**16)
def _of_attribute(tag: str, name: str, value: str, is_content: bool) -> tuple[str, ...]:
    """What is wrong with an attribute; most of them stand on every page."""
    if is_content and (name.startswith("data-md-") or not _is_of_the_content(name, value)):
        return (f"<{tag}> in its content with {name}='{_shown(value)}', which is of the frame",)
    if not (name in EVERYWHERE or name in ELEMENTS[tag] or name.startswith(("aria-", "data-"))):
        return (f"<{tag}> with the attribute '{_shown(name)}'",)
    pattern = ADDRESSES.get((tag, name))
    if pattern and not pattern.fullmatch(value):
        return (f"<{tag} {name}> with the value '{_shown(value)}'",)
    return ()


def _is_of_the_content(name: str, value: str) -> bool:
    """Whether an attribute's words are none by which the theme knows the parts of the frame."""
    pattern = OF_THE_CONTENT.get(name)
    return not pattern or all(map(pattern.fullmatch, value.split()))


def _of_script(node: LexborNode, scripts: Set[str]) -> Iterator[str]:
    attributes = node.attributes
    if "src" in attributes or attributes.get("type") in DATA:
        return
    if "type" in attributes or node.text() not in scripts:
        yield f"a script that is not known: '{_shown(node.text())}'"


def _of_meta(node: LexborNode, scripts: Set[str]) -> Iterator[str]:
    told = node.attributes.get("http-equiv")
    if "http-equiv" in node.attributes and told != "Content-Security-Policy":
        yield f"<meta http-equiv='{_shown(told or '')}'>"


def _of_link(node: LexborNode, scripts: Set[str]) -> Iterator[str]:
    relation = (node.attributes.get("rel") or "").strip()
    pattern = LINKS.get(relation)
    if not pattern or not pattern.fullmatch(node.attributes.get("href") or ""):
        yield f"<link rel='{_shown(relation)}'> to '{_shown(node.attributes.get('href') or '')}'"


def _of_input(node: LexborNode, scripts: Set[str]) -> Iterator[str]:
    if node.attributes.get("type") not in INPUTS:
        yield f"<input type='{_shown(node.attributes.get('type') or '')}'>"


_SPECIAL: Final[Mapping[str, Callable[[LexborNode, Set[str]], Iterator[str]]]] = {
    "script": _of_script,
    "meta": _of_meta,
    "link": _of_link,
    "input": _of_input,
}
"""Elements that are judged by more than the names of their attributes."""


def _shown(text: str) -> str:
    """A text in one line of a message, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
