"""Plain English: code and guides use the words of the trade, which a newcomer knows."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.repositories import ROOT

GUIDES: Final = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "KEEPING.md", "SECURITY.md")

_PART = "index|page|line|module|file|feed|record|function|plan|row|table|test|document"
_WHOLE = "language|build|page|file|record|module|command|line|term|topic|text|job|kind|class|fault|change|path|word"

IDIOMS: Final = {
    r"cur(?:e|es|ed|ing)": "fix",
    r"mend(?:s|ed|ing)?": "fix",
    r"(?:is|are|be|not|no|stays?|each|records|read|place) whole": "intact, complete",
    r"the whole of": "complete",
    rf"(?:once|one|an? (?:{_PART})) an? (?:{_WHOLE})": "one per …",
    r"deaf to": "ignoring",
    r"for want of": "because … is missing",
    r"so many": "this many",
    r"no one reads|nobody reads|read by no one": "not used",
    r"(?:is|are|was|were|been) told (?:by|as|from|in|of|so|apart)": "identified by, reported",
    r"tells? of": "report, be about",
    r"of which (?:nothing|none|nobody|no|one)": "that no …, without",
    r"(?:none|nothing|nobody) (?:knows|tells|firm)": "not known, no firm …",
    r"settl(?:e|es|ed|ing)": "sort, decide",
}
"""What the house once said → what everybody says."""

_PATTERNS: Final = {re.compile(rf"\b(?:{idiom})\b", re.I): better for idiom, better in IDIOMS.items()}


def prose_of(source: str) -> Iterator[tuple[int, str]]:
    """The comments and strings of a module of Python, docstrings among them, each with its line and on one line."""
    names = {tokenize.COMMENT, tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in names:
            yield token.start[0], " ".join(token.string.split())


def findings(texts: Iterable[tuple[int, str]]) -> list[str]:
    """One line per idiom in `texts`: the line where the text begins, what it says, and what to say."""
    return [
        f"{line}: '{found[0]}': say {better}"
        for line, text in texts
        for pattern, better in _PATTERNS.items()
        for found in pattern.finditer(text)
    ]


def modules() -> list[Path]:
    return [file for folder in ("hooks", "scripts") for file in sorted((ROOT / folder).rglob("*.py"))]


def test_comments_and_strings_of_the_code_are_plain() -> None:
    """A message, a docstring or a comment with a phrase that only this project used is named with a better one."""
    found = {str(file.relative_to(ROOT)): findings(prose_of(file.read_text(encoding="utf-8"))) for file in modules()}
    assert len(found) > 100 and {file: lines for file, lines in found.items() if lines} == {}


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guides_are_plain(guide: str) -> None:
    paragraphs = re.split(r"(\n\s*\n)", (ROOT / guide).read_text(encoding="utf-8"))
    assert findings((number, " ".join(text.split())) for number, text in enumerate(paragraphs)) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('"""A page a language."""', "1: 'A page a language': say one per …"),
        ("x = 1  # Mended later.", "1: 'Mended': say fix"),
        ('y = f"{x} are told\\n as one"'.replace("\\n", ""), "1: 'are told as': say identified by, reported"),
        ('"""Deaf\n    to what follows."""', "1: 'Deaf to': say ignoring"),
    ],
)
def test_a_phrase_of_the_house_is_found(source: str, said: str) -> None:
    """In a docstring, a comment and a string, across lines too; names of the code are not read."""
    assert findings(prose_of(f"{source}\ncure = settle\n")) == [said]
