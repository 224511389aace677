"""The rules of headings, citations, pictures and links of pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from kbase.core.base import resolve
from kbase.core.checks.context import Context
from kbase.core.messages import EMPTY, Message, as_it_is, say
from kbase.core.pages.anchors import OF_SOURCE, OF_STATEMENT
from kbase.core.pages.paths import HOME
from kbase.core.problems import Problem, near, nearest
from kbase.core.prose.page import (
    LineNumbers,
    Mention,
    Prose,
    inner_headings,
    malformed_citations,
    malformed_links,
    stray_ids,
)
from kbase.core.records.model import other
from kbase.core.translation.standing import NAMES
from kbase.core.web_addresses import fault_of, host_of

_ID = re.compile(r"[a-z][a-z0-9-]*")


def headings(context: Context) -> Iterator[Problem]:
    """Headings have explicit ASCII ids and start at level 2, below the page's title (codes `heading-id`,
    `heading-level`), and every id in braces gives one.
    """
    for page in context.pages:
        for heading in page.headings:
            place = page.place(heading.line)
            if heading.level == 1:
                yield Problem(
                    place, "heading-level", say("the page's title is not written in its text"), say("start with `##`")
                )
            if not heading.id:
                yield _without_id(page, heading.line, heading.text, heading.level)
            elif not _ID.fullmatch(heading.id):
                fix = say("use lower-case Latin letters, digits and hyphens")
                yield Problem(place, "heading-id", say("'{id}' is not a valid heading id", id=heading.id), fix)
        for line, text in _underlined(page):
            yield _without_id(page, line, text.strip(" >*+-"))
        for line in inner_headings(page):
            fix = say("start it at the beginning of the line; show code between lines of ```")
            yield Problem(page.place(line), "heading-id", say("a heading stands inside another block"), fix)
        yield from _stray_ids(page)


def _without_id(page: Prose, line: int, text: str, level: int = 2) -> Problem:
    fix = say("write `{value} {text} {{ #some-id }}`", value="#" * level, text=text.partition("{")[0].rstrip())
    return Problem(page.place(line), "heading-id", say("the heading '{text}' has no id", text=text), fix)


def ids_once(context: Context) -> Iterator[Problem]:
    """No id stands twice on a page, whether prose or the site gives it (code `heading-id`)."""
    for page in context.base.prose.values():
        seen: set[str] = set()
        for mention in page.ids:
            if mention.target in seen or context.table.is_taken(page.path, mention.target):
                message = say("the id '{target}' is taken on this page", target=mention.target)
                yield Problem(page.place(mention.line), "heading-id", message, say("choose another"))
            seen.add(mention.target)


def _stray_ids(page: Prose) -> Iterator[Problem]:
    """Ids that would stay in the text of a page."""
    told = {heading.line for heading in page.headings if not heading.id} | {*inner_headings(page)}
    for line, mention in {mention.line: mention for mention in reversed([*stray_ids(page)])}.items():
        if line not in told:
            fix = say("put one id into braces at the end of a heading, or directly behind *words* or a link")
            yield Problem(
                page.place(line), "heading-id", say("'#{target}' gives no id here", target=mention.target), fix
            )


def _underlined(page: Prose) -> Iterator[tuple[int, str]]:
    """Headings that are written with a line of `=` or `-` below them, wherever they stand: in a quotation or a list,
    below another heading, or as the last line of a paragraph, which other programs read so.
    """
    headings = {heading.line for heading in page.headings}
    for (line, above), (_, text) in pairwise(page.lines):
        if _UNDERLINE.fullmatch(text) and line not in headings and re.search(r"\w", above):
            yield line, above


_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*")


def citations(context: Context) -> Iterator[Problem]:
    """Every `[@source]` and every statement block names a record (codes `citation-unknown`, `statement-unknown`), a
    page shows a statement once (code `statement-twice`).
    """
    base = context.base
    for page in base.prose.values():
        for mention in page.citations:
            if mention.target not in base.sources:
                fix = context.known_as(mention.target, base.sources) or say("add the source to docs/data/sources.yml")
                message = say("no source has the id '{target}'", target=mention.target)
                yield Problem(page.place(mention.line), "citation-unknown", message, fix)
        for mention in page.statements:
            if mention.target not in base.statements:
                fix = context.known_as(mention.target, base.statements) or say(
                    "add the statement to docs/data/statements"
                )
                message = say("no statement has the id '{target}'", target=mention.target)
                yield Problem(page.place(mention.line), "statement-unknown", message, fix)
        for mention in _embedded_twice(context, page):
            message = say("the statement '{target}' stands twice on this page", target=mention.target)
            yield Problem(page.place(mention.line), "statement-twice", message, say("link to it instead"))


def citations_are_read(context: Context) -> Iterator[Problem]:
    """`[@` begins a citation (code `citation-shape`)."""
    for page in context.pages:
        for mention in malformed_citations(page):
            fix = say("write [@source-id], or [@one; @other]")
            yield Problem(
                page.place(mention.line),
                "citation-shape",
                say("{target} is not a citation", target=mention.target),
                fix,
            )


def _embedded_twice(context: Context, page: Prose) -> Iterator[Mention]:
    """The blocks of statements that an earlier block, or the register of the page, shows as well."""
    made = context.table.made(page.path) if page.statements else ()
    seen = {anchor.removeprefix(OF_STATEMENT) for anchor in made if anchor.startswith(OF_STATEMENT)}
    for mention in page.statements:
        if mention.target in seen:
            yield mention
        seen.add(mention.target)


def cited_paragraphs(context: Context) -> Iterator[Problem]:
    """Every paragraph of a record's page cites a source or holds a statement (code `paragraph-uncited`)."""
    for page in context.pages:
        if page.entity is None:
            continue
        cited = {m.line for m in (*page.citations, *page.statements)}
        for block in _paragraphs(page):
            last = block[-1][1].rstrip()
            if not cited & {line for line, _ in block} and not last.endswith(":"):
                message = say("this paragraph cites no source")
                fix = say("add [@source-id], or embed a statement")
                yield Problem(page.place(block[0][0]), "paragraph-uncited", message, fix)


def _paragraphs(page: Prose) -> Iterator[list[tuple[int, str]]]:
    """Blocks of lines between blank lines, without headings and lone block marks."""
    for is_text, lines in groupby(page.lines, key=lambda pair: bool(pair[1].strip())):
        block = [pair for pair in lines if not pair[1].startswith("#")]
        if is_text and any(not text.startswith("///") for _, text in block):
            yield block


_NO_WORDS = re.compile(r"!\[\s*\](?=[(\[])")


def pictures(context: Context) -> Iterator[Problem]:
    """A picture says in words what it shows, for those who do not see it (code `picture-alt`)."""
    for page in context.pages:
        line_of = LineNumbers(page.words, page.first_line)
        for found in _NO_WORDS.finditer(page.words):
            fix = say("write between the brackets what it shows: `![The two ministers sign the agreement](…)`")
            yield Problem(
                page.place(line_of(found.start())), "picture-alt", say("the picture has no alternative text"), fix
            )


def links(context: Context) -> Iterator[Problem]:
    """Links within the site lead to a page and a heading, or another id, that exist (code `link-broken`): in the same
    language, and in the other one as long as it shows the page untranslated.
    """
    for page in context.base.prose.values():
        is_alone = (other(page.language), page.path) not in context.base.prose
        languages = [page.language, *([other(page.language)] if is_alone else [])]
        for link in page.links:
            if not re.match(r"[a-z][a-z0-9+.-]*:|//", link.target, re.I):
                found = (_broken(context, page, link, language) for language in languages)
                yield from filter(None, [next(filter(None, found), None)])


def links_are_read(context: Context) -> Iterator[Problem]:
    """Whatever Markdown takes for a link can be read (code `link-shape`)."""
    for page in context.pages:
        for line, text in page.lines:
            if _ODD_FOOTNOTE.match(text):
                fix = say("write its name in letters and digits: [^name]")
                yield Problem(page.place(line), "link-shape", say("no link can lead to a footnote of this name"), fix)
        for line in malformed_links(page):
            fix = say("write [words](path.md), with no space, bracket or code in the path and no brackets in brackets")
            yield Problem(page.place(line), "link-shape", say("this link cannot be followed"), fix)


def addresses(context: Context) -> Iterator[Problem]:
    """A link to the web leads to a public host whose name is what it looks like, at a port that exists, and by https
    unless a source is known to have nothing else; one to a mailbox fills in no letter (code `link-address`).
    """
    sources = context.base.sources.values()
    plain = {host_of(url) for source in sources if (url := source.url or "").startswith("http:")}
    for page in context.base.prose.values():
        yield from unreachable(page)
        for link in page.links:
            is_plain = link.target.lower().startswith("http:") and host_of(link.target) not in plain
            if is_plain and not fault_of(link.target):
                message = say("what '{address}' sends can be read and changed on the way", address=link.target)
                fix = say("write https://; http is for the hosts of sources that have nothing else")
                yield Problem(page.place(link.line), "link-address", message, fix)


def unreachable(page: Prose) -> Iterator[Problem]:
    """The links of one page to addresses of the web that no reader can follow, or to more than a mailbox."""
    for link in page.links:
        if link.target.lower().startswith("mailto:") and "?" in link.target:
            message = say("'{address}' fills in a letter in the reader's name", address=link.target)
            fix = say("write {address} alone", address=link.target.partition("?")[0])
            yield Problem(page.place(link.line), "link-address", message, fix)
        if link.target.lower().startswith(("https://", "http://")) and (fault := fault_of(link.target)):
            yield Problem(page.place(link.line), "link-address", *fault)


_ODD_FOOTNOTE = re.compile(r"[ ]{0,3}\[\^[^\]]*\s[^\]]*\]:")


def _broken(context: Context, page: Prose, link: Mention, language: str) -> Problem | None:
    """What is wrong with a link of a page where `language` shows it, if anything is."""
    target, _, anchor = link.target.partition("#")
    place = page.place(link.line)
    if link.is_image or (target and not target.endswith(".md")):
        return _missing_file(context, page, link, link.target if link.is_image else target)
    path = resolve(page.path, target.removesuffix(".md")) if target else page.path
    if target.startswith("/") or path not in context.table.pages:
        moved = context.table.moved.get(path)
        close = moved or _nearest_page(path, context.table.pages)
        written = posixpath.relpath(close, posixpath.dirname(page.path) or ".") if close else ""
        fix = (
            say("it stands at '{written}.md' now", written=written)
            if moved
            else say("did you mean '{written}.md'?", written=written)
            if written
            else _FIX
        )
        return Problem(place, "link-broken", say("'{target}' leads to no page", target=link.target), fix)
    if not anchor or anchor in (anchors := context.table.anchors(path, language)):
        return None
    if not anchors:
        message = say(
            "the page {path} has no heading '{anchor}': it has no headings to link to", path=path, anchor=anchor
        )
        return Problem(place, "link-broken", message, say("remove '#{anchor}'", anchor=anchor))
    where = (
        EMPTY
        if language == page.language
        else say(" in {language}, where this page is shown as well", language=NAMES[other(page.language)])
    )
    fix = near(anchor, anchors) or say("its headings are {headings}", headings=_first_few(anchors))
    return Problem(
        place,
        "link-broken",
        say("the page {path} has no heading '{anchor}'{where}", path=path, anchor=anchor, where=where),
        fix,
    )


def _missing_file(context: Context, page: Prose, link: Mention, target: str) -> Problem | None:
    file = resolve(f"{page.language}/{page.path}", target)
    is_asset = file.startswith("assets/") and not target.startswith("/")
    if is_asset and (context.root / "docs" / file).is_file():
        return None
    message = say("'{target}' is no page and no file in docs/assets", target=link.target)
    return Problem(page.place(link.line), "link-broken", message, _PICTURE_FIX if link.is_image else _FIX)


def _nearest_page(path: str, pages: Iterable[str]) -> str:
    """The page that a wrong path may mean: of the same name elsewhere, or of nearly that name; or the empty string."""
    folder, _, name = path.rpartition("/")
    names = {page: page.rpartition("/")[2] for page in pages}
    here = {names[page]: page for page in names if page.rpartition("/")[0] == folder}
    anywhere = {names[page]: page for page in sorted(names, reverse=True)}
    if name in anywhere and name != HOME:
        return anywhere[name]
    close = nearest(name, here) or nearest(name, anywhere)
    return here.get(close) or anywhere.get(close, "")


_MOST_NAMED = 12


def _first_few(anchors: Iterable[str]) -> Message:
    """Ids for a message: those of headings, if there are any; of a long page the first ones."""
    everything = list(anchors)
    names = [name for name in everything if not name.startswith((OF_STATEMENT, OF_SOURCE))] or everything
    more = len(names) - _MOST_NAMED
    named = ", ".join(names[:_MOST_NAMED])
    return say("{named} and {more} more", named=named, more=more) if more > 0 else as_it_is(named)


_PICTURE_FIX = say("put the picture into docs/assets, and write ../../assets/ before its name")
_FIX = say("link to a page by a relative path that ends in .md, such as ../actors/belta.md")
