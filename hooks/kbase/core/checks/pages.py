"""Pages of prose: headings, citations and links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import groupby

from kbase.core.base import resolve
from kbase.core.checks.context import Context
from kbase.core.problems import Problem, near, nearest
from kbase.core.prose.page import LineNumbers, Mention, Prose, malformed_citations
from kbase.core.records.vocabulary import FOLDERS

GENERATED_ANCHORS = frozenset(
    {"facts", "history", "statements", "said", "relations", "referred", "sources", "names", "cite", "changes"}
)
"""Ids of the parts that a page gets from its record; prose may link to them and must not take them."""

STATEMENT_ANCHORS = frozenset({"facts", "why", "challenges", "evidence"})
"""Ids of the parts of a statement's page."""

REGISTER_ANCHORS = {"repository": frozenset({"repository"})}
"""Ids of the parts that a register adds to the page which names it."""

_ID = re.compile(r"[a-z][a-z0-9-]*")


def headings(context: Context) -> Iterator[Problem]:
    """Headings have explicit, unique ASCII ids and start at level 2, below the page's title (codes `heading-id`,
    `heading-level`).
    """
    for page in context.base.prose.values():
        seen: set[str] = set()
        for heading in page.headings:
            place = page.place(heading.line)
            if heading.level == 1:
                yield Problem(place, "heading-level", "the page's title is not written in its text", "start with `##`")
            if not heading.id:
                cure = f"write `{'#' * heading.level} {heading.text} {{ #some-id }}`"
                yield Problem(place, "heading-id", f"the heading '{heading.text}' has no id", cure)
            elif not _ID.fullmatch(heading.id):
                cure = "use lower-case Latin letters, digits and hyphens"
                yield Problem(place, "heading-id", f"'{heading.id}' is not a valid heading id", cure)
            elif heading.id in seen or heading.id in GENERATED_ANCHORS:
                yield Problem(place, "heading-id", f"the id '{heading.id}' is taken on this page", "choose another")
            seen.add(heading.id)
        for line, text in _underlined(page):
            cure = f"write `## {text.strip()} {{ #some-id }}`"
            yield Problem(page.place(line), "heading-id", f"the heading '{text.strip()}' has no id", cure)


def _underlined(page: Prose) -> Iterator[tuple[int, str]]:
    """Headings that are written with a line of `=` or `-` below them."""
    for is_text, block in groupby(page.lines, key=lambda pair: bool(pair[1].strip())):
        first, *others = block
        if is_text and others and re.fullmatch(r"(?:=+|-+)[ ]*", others[0][1]):
            yield first


def citations(context: Context) -> Iterator[Problem]:
    """Every `[@source]` and every statement block names a record (codes `citation-unknown`, `statement-unknown`), and
    whatever begins with `[@` is a citation (code `citation-shape`).
    """
    base = context.base
    for page in base.prose.values():
        for mention in page.citations:
            if mention.target not in base.sources:
                cure = near(mention.target, base.sources) or "add the source to docs/data/sources.yml"
                message = f"no source has the id '{mention.target}'"
                yield Problem(page.place(mention.line), "citation-unknown", message, cure)
        for mention in page.statements:
            if mention.target not in base.statements:
                cure = near(mention.target, base.statements) or "add the statement to docs/data/statements"
                message = f"no statement has the id '{mention.target}'"
                yield Problem(page.place(mention.line), "statement-unknown", message, cure)
        for mention in malformed_citations(page):
            cure = "write [@source-id], or [@one; @other]"
            yield Problem(page.place(mention.line), "citation-shape", f"{mention.target} is not a citation", cure)


def cited_paragraphs(context: Context) -> Iterator[Problem]:
    """Every paragraph of a record's page cites a source or holds a statement (code `paragraph-uncited`)."""
    for page in context.base.prose.values():
        if page.entity is None:
            continue
        cited = {m.line for m in (*page.citations, *page.statements)}
        for block in _paragraphs(page):
            last = block[-1][1].rstrip()
            if not cited & {line for line, _ in block} and not last.endswith(":"):
                message = "this paragraph cites no source"
                cure = "add [@source-id], or embed a statement"
                yield Problem(page.place(block[0][0]), "paragraph-uncited", message, cure)


def _paragraphs(page: Prose) -> Iterator[list[tuple[int, str]]]:
    """Blocks of lines between blank lines, without headings and lone block marks."""
    for is_text, lines in groupby(page.lines, key=lambda pair: bool(pair[1].strip())):
        block = [pair for pair in lines if not pair[1].startswith("#")]
        if is_text and any(not text.startswith("///") for _, text in block):
            yield block


_NO_WORDS = re.compile(r"!\[\s*\](?=[(\[])")


def pictures(context: Context) -> Iterator[Problem]:
    """A picture says in words what it shows, for those who do not see it (code `picture-alt`)."""
    for page in context.base.prose.values():
        line_of = LineNumbers(page.words, page.first_line)
        for found in _NO_WORDS.finditer(page.words):
            cure = "write between the brackets what it shows: `![The two ministers sign the agreement](…)`"
            yield Problem(
                page.place(line_of(found.start())), "picture-alt", "the picture has no alternative text", cure
            )


def links(context: Context) -> Iterator[Problem]:
    """Links within the site lead to a page and heading that exist, in the same language (code `link-broken`)."""
    pages = _pages(context)
    for page in context.base.prose.values():
        for link in page.links:
            if not re.match(r"[a-z][a-z0-9+.-]*:|//", link.target, re.I):
                yield from _broken(context, page, link, pages)


def _broken(context: Context, page: Prose, link: Mention, pages: set[str]) -> Iterator[Problem]:
    target, _, anchor = link.target.partition("#")
    place = page.place(link.line)
    if link.is_image or (target and not target.endswith(".md")):
        file = resolve(f"{page.language}/{page.path}", target)
        if not file.startswith("assets/") or not (context.root / "docs" / file).is_file():
            cure = _PICTURE_CURE if link.is_image else _CURE
            yield Problem(place, "link-broken", f"'{link.target}' is no page and no file in docs/assets", cure)
        return
    path = resolve(page.path, target.removesuffix(".md")) if target else page.path
    if target.startswith("/") or path not in pages:
        close = nearest(path, pages)
        written = posixpath.relpath(close, posixpath.dirname(page.path) or ".") if close else ""
        cure = f"did you mean '{written}.md'?" if written else _CURE
        yield Problem(place, "link-broken", f"'{link.target}' leads to no page", cure)
    elif anchor and anchor not in (anchors := _anchors(context, page.language, path)):
        cure = near(anchor, anchors) or f"its headings are {', '.join(sorted(anchors))}"
        yield Problem(place, "link-broken", f"the page {path} has no heading '{anchor}'", cure)


_PICTURE_CURE = "put the picture into docs/assets, and write ../../assets/ before its name"
_CURE = "link to a page by a relative path that ends in .md, such as ../actors/belta.md"


def _pages(context: Context) -> set[str]:
    base = context.base
    generated = {f"statements/{i}" for i in base.statements} | {base.path_of(i) for i in base.entities}
    return generated | {path for _, path in base.prose}


def _anchors(context: Context, language: str, path: str) -> set[str]:
    """The heading ids of a page: those of its prose, in the other language where this one is missing, and generated."""
    prose = context.base.prose
    page = prose.get((language, path)) or prose.get(("en" if language == "ru" else "ru", path))
    own = {heading.id for heading in page.headings} if page else set()
    own |= REGISTER_ANCHORS.get(str(page.meta.get("register")), frozenset()) if page else set()
    folder, _, name = path.partition("/")
    if folder == "statements":
        return own | STATEMENT_ANCHORS
    return own | GENERATED_ANCHORS if folder in FOLDERS and name != "index" else own
