"""What Markdown makes of a page is harmless, however it was written. Most pages are plain, so that their source shows
it; only the others are rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from kbase.core.checks.assets import PICTURES
from kbase.core.checks.context import Context
from kbase.core.checks.of_pages.blocks import crooked_blocks
from kbase.core.checks.of_pages.links import unreachable
from kbase.core.checks.safety import raw_html, unsafe_attributes, unsafe_links
from kbase.core.messages import say
from kbase.core.problems import Place, Problem
from kbase.core.prose.addresses import is_path, may_lead_to
from kbase.core.prose.page import LineNumbers, Prose
from kbase.core.prose.rendering import Element, Unreadable, elements, is_plain, knots, may_name_hosts, odd_places
from kbase.core.web_addresses import fault_of, host_of, other_host_named

ELEMENTS: Final = frozenset(
    {
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "br", "div", "details", "summary"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
        *("a", "img", "em", "strong", "code", "sup", "abbr", "kb-cite", "kb-statement"),
    }
)
"""What Markdown makes of prose."""

_ANY: Final = re.compile(r"(?s:.*)")

ATTRIBUTES: Final[dict[str, re.Pattern[str]]] = {
    **dict.fromkeys(("href", "src", "alt", "title", "id", "data-id", "data-ids"), _ANY),
    "class": re.compile(r"footnote|footnote-ref|footnote-backref|toc|language-\S+"),
    "lang": re.compile(r"[a-z]{2,3}"),
    "open": re.compile(r"open"),
    "start": re.compile(r"\d+"),
    "style": re.compile(r"text-align: (?:left|right|center);"),
}
"""Attribute → the values of it that Markdown makes of prose. Addresses and ids of records are looked at apart."""

MOST: Final = 300
"""Footnotes or abbreviations of one page: with them Markdown takes half a second, with ten times as many a minute."""

CROWDS: Final = {
    say("references to footnotes"): re.compile(r"\[\^[^\]\n]+\]"),
    say("abbreviations"): re.compile(r"^[ \t]*\*\[[^\]\n]+\]:", re.M),
}

_TOLD_BY_THE_SOURCE: Final = (raw_html, unsafe_attributes, unsafe_links, unreachable)
"""The rules that find most of the same in the source, with its line: a line that they name is not named again."""


def as_rendered(context: Context) -> Iterator[Problem]:
    """Whatever Markdown makes a link of leads to an https, http or mailto address or along a relative path
    (code `link-unsafe`), to a host that a reader can reach (code `link-address`) and to no other than its words name
    (code `link-elsewhere`); a picture lies in docs/assets, since one that lies elsewhere tells its host who reads the
    page and is missing offline (code `picture-elsewhere`), and ends as one (code `picture-kind`); there are no
    elements, attributes and citations but those that prose is seen to have (code `html-unsafe`). Markdown can read the
    page (code `markdown-fails`), and without taking long over what is nested in it (code `nested-deep`) or what stands
    in it too often (code `too-many`).
    """
    for page in context.pages:
        knot = next(knots(page.body), None)
        if knot is not None:
            place = page.place(LineNumbers(page.body, page.first_line)(knot))
            message = say("too much is open or nested here: brackets, lists or quotations")
            yield Problem(place, "nested-deep", message, say("close what is open, or split the paragraph"))
        elif (crowd := next(_crowds(page.body), None)) is not None:
            what, at = crowd
            place = page.place(LineNumbers(page.body, page.first_line)(at))
            message = say("this page has more than {most} {what}, over which Markdown takes long", most=MOST, what=what)
            yield Problem(place, "too-many", message, say("split the page"))
        elif not is_plain(page.body) or may_name_hosts(page.body):
            yield from _of(page)


def _crowds(body: str) -> Iterator[tuple[str, int]]:
    """What stands in a page too often, and where the first of it stands that is too many."""
    for what, pattern in CROWDS.items():
        yield from ((what, found.start()) for found in islice(pattern.finditer(body), MOST, MOST + 1))


def _of(page: Prose) -> Iterator[Problem]:
    """What is wrong with a page that is not plain. One with a crooked block is not rendered: with some of them
    pymdownx.blocks never comes to an end.
    """
    if any(crooked_blocks(page)):
        return
    try:
        found = elements(page.body)
    except Unreadable as error:
        message = say("Markdown cannot read this page ({error})", error=error)
        yield Problem(page.place(), "markdown-fails", message, say("nest less: lists, quotations and brackets"))
        return
    seen = _Seen(page)
    faults = {problem for element in found for fault in FAULTS for problem in fault(seen, element)}
    told = {problem.place for rule in _TOLD_BY_THE_SOURCE for problem in rule(page)} if faults else set()
    yield from (problem for problem in faults if problem.place not in told)


class _Seen:
    """A page as its source shows it: what it cites and embeds, and which words stand where it is not plain."""

    def __init__(self, page: Prose) -> None:
        self.page = page
        self.ids = {mention.target for mention in (*page.citations, *page.statements)}

    @cached_property
    def _lines(self) -> dict[str, int]:
        """The words in the lines that are not plain and those after them, each with the first of its lines; and the
        first such line as that of the empty word.
        """
        line_of = LineNumbers(self.page.body, self.page.first_line)
        odd = list(dict.fromkeys(map(line_of, odd_places(self.page.body)))) or [self.page.first_line]
        raw = self.page.body.split("\n")
        found = {"": odd[0]}
        for line in dict.fromkeys(near for first in odd for near in (first, first + 1)):
            for word in _WORD.findall("".join(raw[line - self.page.first_line : line - self.page.first_line + 1])):
                found.setdefault(word.lower(), line)
        return found

    def place(self, rendered: str) -> Place:
        """The line where the longest word of what Markdown made stands in the source, or the first not plain one."""
        words = sorted(_WORD.findall(rendered.lower()), key=len, reverse=True)
        return self.page.place(next(self._lines[word] for word in (*words, "") if word in self._lines))

    def places(self, target: str, is_image: bool | None = None, words: str = "") -> list[Place]:
        """The lines of the links and pictures with this address, which may be plain ones: of one kind, or with these
        words, where that is asked. An address that is written in another way stands where it is most likely.
        """
        same = [
            link
            for link in self.page.links
            if link.target == target and (is_image is None or link.is_image == is_image)
        ]
        told = [link for link in same if words and _letters(link.words) == _letters(words)] or same
        return [self.page.place(link.line) for link in told] or [self.place(f"{words} {target}")]


_WORD: Final = re.compile(r"\w{3,}")


def _letters(words: str) -> str:
    return "".join(re.findall(r"\w", words))


def _unsafe_link(seen: _Seen, element: Element) -> Iterator[Problem]:
    for target in _addresses(element):
        if not may_lead_to(target):
            message = (
                say("Markdown makes of this a link to '{target}'", target=target)
                if target
                else say("this link leads nowhere")
            )
            fix = say("use an https address or a relative path")
            yield from (Problem(place, "link-unsafe", message, fix) for place in seen.places(target))


def _unreachable(seen: _Seen, element: Element) -> Iterator[Problem]:
    for target in _addresses(element):
        if host_of(target) and (fault := fault_of(target)):
            yield from (Problem(place, "link-address", *fault) for place in seen.places(target))


def _elsewhere(seen: _Seen, element: Element) -> Iterator[Problem]:
    for target in _addresses(element) if element.name == "a" else ():
        if named := other_host_named(element.words, target):
            message = say(
                "the words of this link name '{named}', and it leads to '{host}'", named=named, host=host_of(target)
            )
            fix = say("say in the words where it leads, or leave the name of the host out of them")
            places = seen.places(target, is_image=False, words=element.words)
            yield from (Problem(place, "link-elsewhere", message, fix) for place in places)


def _foreign_picture(seen: _Seen, element: Element) -> Iterator[Problem]:
    for target in _addresses(element) if element.name == "img" else ():
        if may_lead_to(target) and not is_path(target):
            fix = say("put the picture into docs/assets, and write ../../assets/ before its name")
            message = say("the picture lies elsewhere: {target}", target=target)
            yield from (
                Problem(place, "picture-elsewhere", message, fix) for place in seen.places(target, is_image=True)
            )


def _no_picture(seen: _Seen, element: Element) -> Iterator[Problem]:
    for target in _addresses(element) if element.name == "img" else ():
        ending = PurePosixPath(re.split(r"[?#]", target)[0]).suffix
        if is_path(target) and ending not in (*PICTURES, ".md"):
            message = say("'{target}' is shown as a picture and is none", target=target)
            fix = say("show a file that ends in {pictures}", pictures=", ".join(PICTURES))
            yield from (Problem(place, "picture-kind", message, fix) for place in seen.places(target, is_image=True))


def _addresses(element: Element) -> Iterator[str]:
    return (value for name, value in element.attributes if name in ("href", "src"))


def _foreign_html(seen: _Seen, element: Element) -> Iterator[Problem]:
    fix = say("write it in Markdown; put code between backticks")
    if element.name not in ELEMENTS:
        message = say("Markdown makes of this the HTML element <{name}>", name=element.name)
        yield Problem(seen.place(element.name), "html-unsafe", message, fix)
    for name, value in element.attributes:
        if name not in ATTRIBUTES or not ATTRIBUTES[name].fullmatch(value):
            message = say("Markdown makes of this the HTML attribute {name}={value}", name=name, value=value)
            yield Problem(seen.place(f"{name} {value}"), "html-unsafe", message, fix)
        elif name in ("data-id", "data-ids") and not seen.ids.issuperset(value.split()):
            message = say("Markdown cites '{value}' where the checks see no citation", value=value)
            yield Problem(
                seen.place(value), "html-unsafe", message, say("write the citation in a paragraph of its own")
            )


FAULTS: Final[tuple[Callable[[_Seen, Element], Iterator[Problem]], ...]] = (
    _unsafe_link,
    _unreachable,
    _elsewhere,
    _foreign_picture,
    _no_picture,
    _foreign_html,
)
"""What can be wrong with an element."""
