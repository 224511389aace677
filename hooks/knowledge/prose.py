"""Reads a page of prose from its Markdown source: headings, citations, statement blocks and links, with their lines.

Nothing is rendered here. Code spans and fenced code are passed over, so an example of a citation is not a citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .problems import Place, Problem
from .vocabulary import FOLDERS
from .yaml_source import parse

LANGUAGE_FOLDERS = ("en", "ru")

CITATION = re.compile(r"\[((?:@[a-z0-9-]+)(?:;\s*@[a-z0-9-]+)*)\]")
_CITATION_LIKE = re.compile(r"\[@([^\]\n]*)\]")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)(?:\s*\{\s*([^}]*)\})?\s*$")
_BLOCK = re.compile(r"^///\s*statement\s*\|\s*(\S+)\s*$")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_LINK = re.compile(r"(!?)\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'«][^)]*)?\s*\)")
_AUTOLINK = re.compile(r"<((?:https?|mailto|javascript|data):[^>\s]+)>")
_REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)")


@dataclass(frozen=True)
class Mention:
    """An id or address in a line of prose, and the id of the section that it stands in ("" before the first)."""

    target: str
    line: int
    section: str = ""
    is_image: bool = False


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Prose:
    """One page in one language. `path` is the page's path without language and ending, such as "actors/belta"."""

    file: str
    language: str
    path: str
    meta: dict[str, Any]
    body: str
    first_line: int
    headings: tuple[Heading, ...] = ()
    citations: tuple[Mention, ...] = ()
    statements: tuple[Mention, ...] = ()
    links: tuple[Mention, ...] = ()
    lines: tuple[tuple[int, str], ...] = field(default=(), repr=False)

    @property
    def entity(self) -> str | None:
        """The id of the record that this page tells of, or None for an index or any other page."""
        folder, _, stem = self.path.rpartition("/")
        return stem if folder in FOLDERS and stem != "index" else None

    def place(self, line: int | None = None) -> Place:
        return Place(self.file, line or self.first_line)


@dataclass
class _Scan:
    """What is gathered while the lines go by."""

    section: str = ""
    headings: list[Heading] = field(default_factory=list)
    citations: list[Mention] = field(default_factory=list)
    statements: list[Mention] = field(default_factory=list)
    links: list[Mention] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)

    def read(self, line: int, text: str) -> None:
        """Takes in one line outside code; code spans are blanked so that columns stay."""
        bare = _CODE_SPAN.sub(lambda match: " " * len(match[0]), text)
        self.lines.append((line, bare))
        if heading := _HEADING.match(bare):
            self._open_section(line, heading)
        if block := _BLOCK.match(bare):
            self.statements.append(Mention(block[1], line, self.section))
        for group in CITATION.finditer(bare):
            self.citations += [Mention(i.strip(" @"), line, self.section) for i in group[1].split(";")]
        self.links += [Mention(target, line, self.section, image) for image, target in _targets(bare)]

    def _open_section(self, line: int, heading: re.Match[str]) -> None:
        attributes = heading[3] or ""
        anchor = re.search(r"#([^\s}]+)", attributes)
        self.section = anchor[1] if anchor else ""
        self.headings.append(Heading(len(heading[1]), heading[2], self.section, line))


def _targets(text: str) -> Iterator[tuple[bool, str]]:
    for mark, target in _LINK.findall(text):
        yield mark == "!", target
    for target in _AUTOLINK.findall(text):
        yield False, target
    if reference := _REFERENCE.match(text):
        yield False, reference[1]


def read_prose(text: str, file: str, language: str, path: str) -> tuple[Prose, list[Problem]]:
    """The page that `text` holds, and what is wrong with its front matter."""
    meta, body, first_line, problems = _front_matter(text, file)
    scan = _Scan()
    for line, content in _outside_fences(body, first_line):
        scan.read(line, content)
    found = {name: tuple(getattr(scan, name)) for name in ("headings", "citations", "statements", "links", "lines")}
    return Prose(file, language, path, meta, body, first_line, **found), problems


def _front_matter(text: str, file: str) -> tuple[dict[str, Any], str, int, list[Problem]]:
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return {}, text, 1, []
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            parsed, problems = parse("\n" + "\n".join(lines[1:number]), file)
            data = parsed.data if parsed and isinstance(parsed.data, dict) else {}
            return data, "\n".join(lines[number + 1 :]), number + 2, problems
    cure = "end the front matter with a line `---`"
    return {}, text, 1, [Problem(Place(file, 1), "front-matter", "the front matter never ends", cure)]


def _outside_fences(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, text in enumerate(body.split("\n"), start=first_line):
        mark = _FENCE.match(text)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and text.strip() == mark[1]:
            fence = ""
        elif not fence:
            yield number, text


def malformed_citations(prose: Prose) -> Iterator[Mention]:
    """Citations that look like one and are none, such as `[@BelTA]` or `[@a, @b]`."""
    for line, text in prose.lines:
        for match in _CITATION_LIKE.finditer(text):
            if not CITATION.fullmatch(match[0]):
                yield Mention(match[0], line)


def load_prose(root: Path) -> tuple[dict[tuple[str, str], Prose], list[Problem]]:
    """All pages under docs/en and docs/ru, by (language, path), and what could not be read."""
    pages: dict[tuple[str, str], Prose] = {}
    problems: list[Problem] = []
    for language in LANGUAGE_FOLDERS:
        folder = root / "docs" / language
        for source in sorted(folder.rglob("*.md")):
            file = source.relative_to(root).as_posix()
            path = source.relative_to(folder).as_posix().removesuffix(".md")
            try:
                text = source.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError as error:
                message = f"the file is not UTF-8 (byte {error.start})"
                problems.append(Problem(Place(file), "not-utf8", message, "save it as UTF-8"))
                continue
            pages[language, path], found = read_prose(text, file, language, path)
            problems += found
    return pages, problems
