"""Reads a page of prose from its Markdown source: headings, citations, statement blocks and links, with their lines.

Nothing is rendered here. Code spans and fenced code are passed over, so an example of a citation is not a citation.
Citations and links may run over the end of a line, as Markdown lets them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from kbase.core.messages import Message, as_it_is, say
from kbase.core.problems import Place, Problem
from kbase.core.prose.front_matter import read_front_matter
from kbase.core.prose.limits import beyond_limits
from kbase.core.prose.plain_words import plain_words
from kbase.core.records.memory import Memory
from kbase.core.records.model import LANGUAGES, Language
from kbase.core.records.text_files import MOST_OF_ONE, linked, read_text
from kbase.core.records.vocabulary import FOLDERS
from kbase.core.records.yaml_source import Path as NodePath
from kbase.core.translation.marks import digest_of

LANGUAGE_FOLDERS: Final = LANGUAGES
"""Folders of pages below docs/: each language has its own."""

CITATION = re.compile(r"\[((?:@[a-z0-9-]+)(?:;\s*@[a-z0-9-]+)*)\]")
_CITATION_LIKE = re.compile(r"\[@[^\]\n]*\]?")
_HEADING = re.compile(r"(?:[ ]{0,3}(?:>[ ]?+|(?:[-*+]|\d+\.)[ ]++))*+(#{1,6})\s*(.*?)(?:\s+\{\s*([^}]*)\})?\s*$")
_INNER_HEADING = re.compile(
    r"(?:[ ]{4}|[ ]{0,3}(?:\t|:[ \t]|\[\^[^\]]+\]:))(?:[ \t]|>|[-*+][ \t]|\d+\.[ \t])*#{1,6}[^#]"
)
_BRACES_WITH_ID = re.compile(r"\{[^{}\n]*#[^{}\n]*\}")
_MARKED = re.compile(r"(?:[*_`]|\]\([^()]*\)|\]\[[^\[\]]*\]|<[a-z]+:[^<>\s]+>)$")
_BLOCK = re.compile(r"^///[ \t]*statement[ \t]*\|[ \t]*(\S+)[ \t]*$", re.M)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\n]|\n(?!\s*\n)|\[[^\]\n]*\])*)(?<!\\)\]"
    r"\(\s*<?(?P<target>[^<)\s>]{1,4000}+)>?(?:\s+[\"'«][^)]{0,1000}+)?\s*\)"
)
_LINK_LIKE = re.compile(r"(?<!\\)\]\(")
_AUTOLINK = re.compile(r"<((?:https?|mailto|javascript|data):[^>\s]+)>")
_REFERENCE = re.compile(
    r"^(?:[ \t]*(?:>|[-*+][ \t]|\d+\.[ \t]|:[ \t]|\[\^[^\]\s]+\]:))*[ \t]*"
    r"\[(?!\^)[^\[\]]*\]:[ ]*\n?[ ]*<?(\S+?)>?(?=\s|$)",
    re.M,
)

FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_PLAIN_FENCE = re.compile(r"[ \t]*\.?[\w#.+-]*[ \t]*")


@dataclass(frozen=True)
class Mention:
    """An id or address in a line of prose, and the id of the section that it stands in ("" before the first)."""

    target: str
    line: int
    section: str = ""
    is_image: bool = False
    words: str = ""
    """Of an inline link: what stands between its brackets, as it is written."""


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it up to the next one; the opening of a page has the level 0.

    `text` is all of it, as the translation is made from it; `words` are without markup, whose digits are no figures of
    the text; `mentions` are what it cites and embeds, as a contributor writes it.
    """

    level: int
    line: int
    text: str
    words: str
    mentions: frozenset[Message]

    @cached_property
    def digest(self) -> str:
        return digest_of(f"{self.level} {self.text}")


@dataclass(frozen=True)
class Prose:
    """One page in one language. `path` is the page's path without language and ending, such as "actors/belta"."""

    file: str
    language: Language
    path: str
    meta: dict[str, Any]
    body: str
    first_line: int
    headings: tuple[Heading, ...] = ()
    citations: tuple[Mention, ...] = ()
    statements: tuple[Mention, ...] = ()
    links: tuple[Mention, ...] = ()
    lines: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    meta_lines: Mapping[NodePath, int] = field(default_factory=dict, repr=False)

    @property
    def entity(self) -> str | None:
        """The id of the record that this page is about, or None for an index or any other page."""
        folder, _, stem = self.path.rpartition("/")
        return stem if folder in FOLDERS and stem != "index" else None

    @cached_property
    def words(self) -> str:
        """The text of the page with code blanked, as one string."""
        return "\n".join(words for _, words in self.lines)

    @cached_property
    def plain_lines(self) -> tuple[tuple[int, str], ...]:
        """Its lines as plain words, with their numbers."""
        return tuple(enumerate(plain_words(self.words).split("\n"), start=self.first_line))

    @cached_property
    def ids(self) -> tuple[Mention, ...]:
        """The ids that its headings, and words with an id in braces behind them, give the page; in their order."""
        return tuple(mention for mention, is_given in _ids_in_braces(self) if is_given)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections by the id of their heading, in order; first the opening, "", with title and description."""
        starts = {heading.line: heading for heading in self.headings if heading.id}
        found = {"": _Draft(0, self.first_line, [str(self.meta.get(name) or "") for name in ("title", "description")])}
        here = found[""]
        for text, (line, words) in zip(self.body.split("\n"), self.plain_lines, strict=True):
            if heading := starts.get(line):
                here = found.setdefault(heading.id, _Draft(heading.level, line))
            here.text.append(text)
            here.words.append(words)
        for mention in self.citations:
            found[mention.section].mentions.add(as_it_is(f"[@{mention.target}]"))
        for mention in self.statements:
            found[mention.section].mentions.add(say("the statement '{target}'", target=mention.target))
        return {id: draft.section() for id, draft in found.items()}

    def put_away(self) -> None:
        """Forgets the copies of its text that only checks ask for; they are made again when they are asked for."""
        for name in ("words", "plain_lines"):
            self.__dict__.pop(name, None)

    def place(self, line: int | None = None) -> Place:
        return Place(self.file, line or self.first_line)

    def place_of(self, path: NodePath) -> Place:
        """Where a value of the front matter stands, such as `("questions", 0)`."""
        return Place(self.file, self.meta_lines.get(path, 1))


@dataclass
class _Draft:
    """A section while its lines are gathered."""

    level: int
    line: int
    text: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    mentions: set[Message] = field(default_factory=set)

    def section(self) -> Section:
        return Section(self.level, self.line, "\n".join(self.text), "\n".join(self.words), frozenset(self.mentions))


def read_prose(text: str, file: str, language: Language, path: str) -> tuple[Prose, list[Problem]]:
    """The page that `text` holds, and what is wrong with its front matter."""
    top, problems = read_front_matter(text, file)
    body, first_line = top.body, top.first_line
    lines = tuple(enumerate(_outside_code(body), start=first_line))
    headings = tuple(_headings(lines))
    words = "\n".join(words for _, words in lines)
    at = _Position(words, first_line, headings)
    citations = tuple(at.mention(source, match) for match in CITATION.finditer(words) for source in _ids(match))
    statements = tuple(at.mention(match[1], match) for match in _BLOCK.finditer(words))
    links = tuple(sorted(_links(words, at), key=lambda link: link.line))
    found = (headings, citations, statements, links, lines)
    return Prose(file, language, path, top.data, body, first_line, *found, top.lines), problems


def _ids(citation: re.Match[str]) -> list[str]:
    return [part.strip().removeprefix("@") for part in citation[1].split(";")]


class LineNumbers:
    """The line of a page in which an offset of its words or its body lies."""

    def __init__(self, text: str, first_line: int) -> None:
        self.starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self.first_line = first_line

    def __call__(self, offset: int) -> int:
        return self.first_line + bisect_right(self.starts, offset) - 1


class _Position:
    """Finds the line and the section of a match in the words of a page."""

    def __init__(self, words: str, first_line: int, headings: tuple[Heading, ...]) -> None:
        self.line_of = LineNumbers(words, first_line)
        self.headings = headings
        self.heading_lines = [heading.line for heading in headings]

    def mention(self, target: str, match: re.Match[str], is_image: bool = False, words: str = "") -> Mention:
        line = self.line_of(match.start())
        before = bisect_right(self.heading_lines, line)
        return Mention(target, line, self.headings[before - 1].id if before else "", is_image, words)


def _links(words: str, at: _Position) -> Iterator[Mention]:
    for match in _inline_links(words, 0, len(words)):
        yield at.mention(match["target"], match, match["image"] == "!", match["text"])
    for pattern in (_AUTOLINK, _REFERENCE):
        for match in pattern.finditer(words):
            yield at.mention(match[1], match)


def _inline_links(words: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The links in a part of `words`, and the pictures that they show."""
    for match in _LINK.finditer(words, start, end):
        yield match
        yield from _inline_links(words, *match.span("text"))


def outside_code(body: str) -> str:
    """A text in which code is blanked and every other sign stands where it stood."""
    lines = zip(body.split("\n"), _outside_code(body), strict=True)
    return "\n".join(words or " " * len(line) for line, words in lines)


def blocks_of(words: str) -> Iterator[tuple[int, int]]:
    """Where the ids of the embedded statements begin and end in a text without code."""
    return (match.span(1) for match in _BLOCK.finditer(words))


def link_targets(words: str) -> Iterator[tuple[int, int]]:
    """Where the targets of links and pictures begin and end in a text without code."""
    yield from (match.span("target") for match in _inline_links(words, 0, len(words)))
    yield from (match.span(1) for pattern in (_AUTOLINK, _REFERENCE) for match in pattern.finditer(words))


def malformed_links(prose: Prose) -> Iterator[int]:
    """The lines with what Markdown takes for a link, but whose target cannot be read here."""
    words = prose.words
    read = {match.end("text") for match in _inline_links(words, 0, len(words))}
    line_of = LineNumbers(words, prose.first_line)
    for match in _LINK_LIKE.finditer(words):
        if match.start() not in read:
            yield line_of(match.start())


def _headings(lines: tuple[tuple[int, str], ...]) -> Iterator[Heading]:
    for line, text in lines:
        if "#" in text and (heading := _HEADING.match(text)):
            anchor = re.search(r"#([^\s}]+)", heading[3] or "")
            yield Heading(len(heading[1]), heading[2], anchor[1] if anchor else "", line)


def _outside_code(body: str) -> Iterator[str]:
    """The lines of `body` with fenced code and code spans blanked. Code is what Python-Markdown takes for code: a fence
    at the start of a line, closed by the same fence; `safety.plain_code` refuses whatever looks like it and is not.
    """
    lines = body.split("\n")
    closing = _Closing(lines)
    closes = -1
    for number, text in enumerate(lines):
        if number > closes and (fence := FENCE.match(text)) and _PLAIN_FENCE.fullmatch(fence[2]):
            closes = closing.after(number, fence[1]) or closes
        if "`" in text:
            text = _CODE_SPAN.sub(lambda span: " " * len(span[0]), text)
        yield "" if number <= closes else text


class _Closing:
    """Finds the line that closes a fence, however many stay open."""

    def __init__(self, lines: list[str]) -> None:
        self._numbers: dict[str, list[int]] = {}
        for number, text in enumerate(lines):
            if text.startswith(("```", "~~~")):
                self._numbers.setdefault(text.rstrip(" \t"), []).append(number)

    def after(self, number: int, fence: str) -> int | None:
        """The first line after the one with that number which closes the fence."""
        numbers = self._numbers.get(fence, [])
        place = bisect_right(numbers, number)
        return numbers[place] if place < len(numbers) else None


def odd_fences(body: str) -> Iterator[int]:
    """The lines of `body` (from 0) that open a fence which is not closed or says more than a language."""
    lines = body.split("\n")
    closing = _Closing(lines)
    number = 0
    while number < len(lines):
        if fence := FENCE.match(lines[number]):
            closes = closing.after(number, fence[1])
            if closes is None or not _PLAIN_FENCE.fullmatch(fence[2]):
                yield number
            number = closes if closes is not None else number
        number += 1


def odd_ticks(line: str) -> bool:
    """True where a backtick of `line` is escaped or has no partner of the same length after it."""
    runs = [len(run) for run in re.findall("`+", line)]
    next_of: dict[int, int] = {}
    partners: list[int | None] = [None] * len(runs)
    for number in reversed(range(len(runs))):
        partners[number] = next_of.get(runs[number])
        next_of[runs[number]] = number
    opens: int | None = 0
    while opens is not None and opens < len(runs):
        closes = partners[opens]
        opens = None if closes is None else closes + 1
    return opens is None or "\\`" in line


def _ids_in_braces(prose: Prose) -> Iterator[tuple[Mention, bool]]:
    """Every `{ #id }`, and whether Markdown makes an id of it: else it stays in the text as it is."""
    headings = {heading.line for heading in prose.headings if heading.id}
    raw = prose.body.split("\n")
    for number, (line, words) in enumerate(prose.lines):
        for braces in _BRACES_WITH_ID.finditer(words):
            found = re.findall(r"#([^\s}]+)", braces[0])
            if line in headings:
                is_given = words.count("{") == 1
            elif words.strip() == braces[0]:
                is_given = _ends_block(raw, number)
            else:
                is_given = bool(_MARKED.search(raw[number], 0, braces.start()))
            yield from ((Mention(id, line), is_given and len(found) == 1) for id in found)


def _ends_block(lines: list[str], number: int) -> bool:
    """Whether a line is the last one of a paragraph or list, after others."""
    before, after = lines[:number][-1:], lines[number + 1 : number + 2]
    return any(before) and before[0].strip() != "" and before[0][0] not in "#/|" and not any(map(str.strip, after))


def stray_ids(prose: Prose) -> Iterator[Mention]:
    """Ids in braces that Markdown leaves in the text."""
    return (mention for mention, is_given in _ids_in_braces(prose) if not is_given)


def inner_headings(prose: Prose) -> Iterator[int]:
    """The lines with a heading inside a paragraph of a list, a definition or a footnote."""
    return (line for line, words in prose.lines if _INNER_HEADING.match(words))


_OF_A_LABEL = re.compile(r"\[\^|[\]`]|^[ \t]*$", re.M)


def odd_labels(lines: list[str]) -> Iterator[int]:
    """Which of the lines hold a backtick in the name of a footnote, which Markdown takes off before it looks for code:
    what follows up to the next backtick looks like code and is none.
    """
    text = "\n".join(lines)
    line_of = LineNumbers(text, 0)
    is_inside = False
    for match in _OF_A_LABEL.finditer(text):
        if match[0] == "`" and is_inside:
            yield line_of(match.start())
        is_inside = match[0] == "[^"


def malformed_citations(prose: Prose) -> Iterator[Mention]:
    """Citations that look like one and are none, such as `[@BelTA]` or `[@a, @b]`."""
    line_of = LineNumbers(prose.words, prose.first_line)
    for match in _CITATION_LIKE.finditer(prose.words):
        if not CITATION.match(prose.words, match.start()):
            yield Mention(match[0], line_of(match.start()))


def load_prose(root: Path, memory: Memory | None = None) -> tuple[dict[tuple[str, str], Prose], list[Problem]]:
    """All pages under docs/en and docs/ru, by (language, path), and what could not be read. MkDocs publishes nothing
    whose name, or a folder's around it, begins with a dot. Files that `memory` knows unchanged are not read again.
    """
    pages: dict[tuple[str, str], Prose] = {}
    problems: list[Problem] = []
    memory = memory or Memory()
    for language in LANGUAGE_FOLDERS:
        folder = root / "docs" / language
        if problem := linked(folder, f"docs/{language}"):
            problems.append(problem)
            continue
        for source in sorted(folder.rglob("*.md")):
            file = source.relative_to(root).as_posix()
            path = source.relative_to(folder).as_posix().removesuffix(".md")
            if path.startswith(".") or "/." in path:
                continue
            if problem := linked(source, file):
                problems.append(problem)
            if problem or not source.is_file():
                continue
            page, found = memory.made_of(source, partial(_read_file, source, file, language, path))
            problems += found
            if page is not None:
                pages[language, path] = page
    return pages, problems


def _read_file(source: Path, file: str, language: Language, path: str) -> tuple[Prose | None, list[Problem]]:
    text, unreadable = read_text(source, file, MOST_OF_ONE)
    if text is None:
        return None, unreadable
    if not text.strip():
        fix = say("write its text, or put it back: git checkout -- {path}", path=file)
        return None, [Problem(Place(file), "page-empty", say("this page is empty"), fix)]
    if endless := list(beyond_limits(text, file)):
        return None, unreadable + endless
    page, found = read_prose(text, file, language, path)
    return page, unreadable + found
