"""What Markdown makes of a page: every element of its HTML. Markdown itself is the grammar here, with the extensions of
the site, because no reading of the source knows all the ways in which it makes a link.

Rendering takes some milliseconds per page, so that a page which is plain is not rendered. In a plain page no address,
element or attribute can be anything but harmless, because Markdown and these extensions make them of nothing but

- links, `[words](target "title")`: their `](` and target stand together as they are typed, since nothing that Markdown
  reads earlier takes out what is between them. Plain is a path, or an https, http or mailto address, of signs that mean
  nothing to Markdown, closed by its bracket;
- `<`: plain around an https, http or mailto address, and before anything but a letter, `!`, `?` and `/`, where it can
  begin nothing but the address of a mailbox;
- braces: plain around an id or a language;
- lines of `///`: plain at the start of a line, without options (indented lines) below;
- `![` of a picture and `]:` of a definition (of a reference, a footnote or an abbreviation): never plain;
- lists of contents and tables, whose addresses and attributes are Markdown's own.

Control characters are never plain: Markdown takes some of them out before it reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import groupby
from typing import Any, Final, NamedTuple

from markdown import Markdown

from kbase.core.prose.markdown import CitationExtension, StatementExtension

EXTENSIONS: Final[dict[str, dict[str, Any]]] = {
    "toc": {"permalink": False},
    "tables": {},
    "fenced_code": {},
    "attr_list": {},
    "footnotes": {},
    "abbr": {},
    "def_list": {},
    "pymdownx.blocks.details": {},
}
"""Extension of Markdown → its settings: those of mkdocs.yml, and the first three, which MkDocs adds by itself. Our own
two follow them.
"""

AUTOLINK: Final = r"<(?:https?://[\w.-]+(?::\d{1,5})?(?:[/?\#][^<>\s`\\]*)?|mailto:[\w.+-]+@[\w.-]+)>"
"""An address between angle brackets as prose may have it; in every other use `<` before a letter begins a tag."""

_SIGNS: Final = r"[A-Za-z0-9./_#?=%+,~@-]"
_TARGET: Final = rf"(?:https?://[A-Za-z0-9.-]+(?:[/?\#]{_SIGNS}*)?|mailto:{_SIGNS}+|/?(?=[A-Za-z0-9.\#_-]){_SIGNS}+)"
_TITLE: Final = r"""(?:[ ]"[^"'()\[\]<>`\\\n]*")?"""

_ODD: Final = re.compile(
    rf"""
      \]: | !\[
    | \](?=\()(?!\({_TARGET}{_TITLE}\))
    | (?!{AUTOLINK})<(?=[A-Za-z/!?])
    | \{{(?![ ]*(?:\#[a-z][a-z0-9-]*|lang=[a-z]+)[ ]*\}})
    | (?<=[^\n/])/// | ^///[^\n]*\n(?=[ \t])
    | [\x00-\x08\x0b-\x1f\x7f]
    """,
    re.M | re.X,
)

MOST_STEPS: Final = 10_000_000
"""How many steps Markdown may take over the brackets of a paragraph: some seconds."""


_DEEP: Final = re.compile(r"^(?:(?:[ \t]*(?:[>*+:-]|\d{1,9}\.)(?=[ \t>*+:-])){24}|[ ]{96}|\t{24})", re.M)
"""Lists and quotations within one another, and the indentation of such."""


class Element(NamedTuple):
    """An element in the HTML of a page, with its attributes as they stand, their character references resolved; of a
    link, with the words in it.
    """

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    words: str = ""


STRAY: Final = Element("!")


class Unreadable(ValueError):
    """Markdown gives up on a page."""


def is_plain(body: str) -> bool:
    """Whether all that Markdown can make an address, element or attribute of in `body`, code included, is harmless."""
    return _ODD.search(body) is None


_TO_THE_WEB: Final = re.compile(r"\](?=\(https?:)", re.I)
_MAY_NAME_A_HOST: Final = re.compile(r"\.[*_~]*[^\W\d_]|[&\\`]")
_FARTHEST: Final = 300
"""How many signs before the end of the words of a link are looked at."""


def may_name_hosts(body: str) -> bool:
    """Whether the words of a link to the web may name a host themselves: with a dot in a word, or with what Markdown
    could make one of.
    """
    return any(map(_MAY_NAME_A_HOST.search, _words_of_links(body)))


def _words_of_links(body: str) -> Iterator[str]:
    """What stands before the target of a link, as far as it may belong to its words."""
    for match in _TO_THE_WEB.finditer(body):
        before = body[max(match.start() - _FARTHEST, 0) : match.start()]
        opened, _, words = before.rpartition("[")
        yield words if opened and "]" not in words else before


def odd_places(body: str) -> Iterator[int]:
    """The offsets in `body` at which it is not plain, in order."""
    return (match.start() for match in _ODD.finditer(body))


def knots(body: str) -> Iterator[int]:
    """The offsets at which `body` would keep Markdown busy for long. It looks for the end of every bracket in all that
    follows in the paragraph, and for that of every tag in the whole page: open and nested ones take it the square of
    their number. And it reads a list or quotation again for every level.
    """
    yield from (match.start() for match in _DEEP.finditer(body))
    tags = [match.start() for match in _ODD.finditer(body) if match[0] == "<"]
    if len(tags) * len(body) > MOST_STEPS:
        yield tags[0]
    start = 0
    for is_text, lines in groupby(body.split("\n"), key=lambda line: bool(line.strip())):
        paragraph = "\n".join(lines)
        if is_text and _depth(paragraph) * len(paragraph) > MOST_STEPS:
            yield start
        start += len(paragraph) + 1


def _depth(paragraph: str) -> int:
    """How deep brackets nest in a paragraph, with the targets of links that are not plain."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]]", paragraph):
        depth = max(depth + (1 if bracket == "[" else -1), 0)
        deepest = max(deepest, depth)
    return deepest + sum(match[0] == "]" for match in _ODD.finditer(paragraph))


def elements(body: str) -> list[Element]:
    """The elements in the HTML that Markdown makes of a page's `body`, in order. What no element of Markdown's own
    gives, such as a comment or an end without a beginning, stands among them as `STRAY`. Unreadable where Markdown
    makes nothing of the page.
    """
    try:
        html = _markdown().reset().convert(body)
    except Exception as error:  # whatever it is, it would end the build as well
        _markdown.cache_clear()
        raise Unreadable(type(error).__name__) from error
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


@cache
def _markdown() -> Markdown:
    own = (CitationExtension(), StatementExtension())
    return Markdown(extensions=[*EXTENSIONS, *own], extension_configs=EXTENSIONS)


class _Reader(HTMLParser):
    """Collects the elements of a page of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[str] = []
        self._link: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, tuple((name, value or "") for name, value in attrs)))
        self._open.append(tag)
        if tag == "a":
            self._link = len(self.found) - 1

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            link = self.found[self._link]
            self.found[self._link] = link._replace(words=link.words + data)

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1:] == [tag]:
            self._open.pop()
            self._link = None if tag == "a" else self._link
        else:
            self.found.append(STRAY)

    def handle_comment(self, data: str) -> None:
        self.found.append(STRAY)

    def handle_decl(self, decl: str) -> None:
        self.found.append(STRAY)

    handle_pi = unknown_decl = handle_comment

    def close(self) -> None:
        super().close()
        self.found += [STRAY for _ in self._open]
