"""Quotation marks, dashes and no-break spaces of a text, set as the language has them.

What is not sure is left: a text whose marks do not pair stays as it is, and `check` goes on naming it.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Final

from kbase.core.checks.typography import NO_BREAK, RULES
from kbase.core.messages import Message
from kbase.core.records.model import Language

_NO_BREAK: Final = "\u00a0"
_OPENS: Final = re.compile(r"(?:^|[\s(\[«„“‘—–/|*_\ue000-\uf8ff])$")
"""What stands before a mark that opens: a space or bracket, a mark that opens, or markup."""

_KEPT: Final = re.compile(
    r"`+[^`]*`+|\]\([^()\s]*(?:\s+[^)]*)?\)|\[[@^][^\]]*\]|\{[^}\n]*\}|^///.*$|^[ ]{4}\w+:[ ]|<[^>\s]*>|https?://[^\s>)]+"
)
"""Code, addresses, citations and attributes, in which no sign is one of language."""


def typeset(text: str, language: Language) -> str:
    """The text with the marks of its language; unchanged where not all of them are sure."""
    found = _russian(text) if language == "ru" else _english(text)
    return text if any(pattern.search(found) for pattern, _, _ in RULES[language]) else found


def unsure(text: str, language: Language) -> tuple[Message, Message] | None:
    """What is wrong with the signs of a text and how to write them, where that is for its author to say."""
    found = ((what, fix) for pattern, what, fix in RULES[language] if NO_BREAK not in fix and pattern.search(text))
    return next(found, None)


def typeset_line(line: str, language: Language) -> str:
    """A line of Markdown, of which only the words are touched."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return chr(_FIRST_PRIVATE + len(kept) - 1)

    words = typeset(_KEPT.sub(keep, line), language)
    return re.sub("[\ue000-\uf8ff]", lambda sign: kept[ord(sign[0]) - _FIRST_PRIVATE], words)


_FIRST_PRIVATE: Final = 0xE000


def _russian(text: str) -> str:
    text = _paired(text, '"“”„', _RUSSIAN) if re.search('["“”]', text) else text
    text = re.sub(r"(?<=[\w»)]) - (?=[\w«(])", f"{_NO_BREAK}— ", text)
    text = re.sub(r"(?<=[^\s|]) —", f"{_NO_BREAK}—", text)
    text = re.sub(r"№ ?(?=\d)", f"№{_NO_BREAK}", text)
    return re.sub(r"\b([А-ЯЁ]\.) (?=[А-ЯЁ][а-яё.])", rf"\1{_NO_BREAK}", text)


def _english(text: str) -> str:
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r"(?<=s)'(?=\s)", "’", text) if text.count("'") % 2 else text
    text = _paired(text, '"', _ENGLISH)
    text = _paired(text, "'", _ENGLISH_INNER)
    return re.sub(r"(?<=[\w”)]) - (?=[\w“(])", " – ", text)


_RUSSIAN: Final = (("«", "»"), ("„", "“"))
_ENGLISH: Final = (("“", "”"), ("‘", "’"))
_ENGLISH_INNER: Final = (("‘", "’"),)


def _paired(text: str, signs: str, marks: tuple[tuple[str, str], ...]) -> str:
    """The text with its signs as pairs of marks, by how deep they stand; unchanged where they do not pair."""
    depth = 0
    parts = re.split(f"([{re.escape(signs)}])", text)
    for number, part in zip(count(), parts):
        if not part or part not in signs or len(part) != 1:
            depth += _balance(part, marks[0]) if marks is _RUSSIAN else 0
            continue
        before, after = "".join(parts[:number]), "".join(parts[number + 1 :])
        opens = bool(_OPENS.search(before) and after.strip()) and not before.endswith(tuple(mark[1] for mark in marks))
        depth -= 0 if opens else 1
        if not 0 <= depth < len(marks):
            return text
        parts[number] = marks[depth][0 if opens else 1]
        depth += 1 if opens else 0
    return text if depth else "".join(parts)


def _balance(part: str, mark: tuple[str, str]) -> int:
    """How many marks a part opens and does not close."""
    return part.count(mark[0]) - part.count(mark[1])
