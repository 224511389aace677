"""A query as it is understood: which of its words count, what must stand together, what must be missing.

`docs/assets/search.js` (`parse`) reads queries by the same rules.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from kbase.core.search.morphology import folded
from kbase.core.search.query_words import stop_words
from kbase.core.search.romanising import is_cyrillic, other_layout

MOST_WORDS: Final = 20
"""Of a pasted text no more are used."""

_UNSEEN: Final = re.compile(
    "[\u00ad\u200b-\u200f\u2060\u202a-\u202e\ufeff]|\u0300|\u0301"  # What hyphenated texts and other programs leave.
)
_PHRASE: Final = re.compile(r"[\"“”„«]([^\"“”„«»]+)[\"“”»]")
_ADDRESS: Final = re.compile(r"(?<!\S)(?:https?://(?:www\.)?|www\.)([^\s/]+)\S*")
"""Of a pasted address only the host is asked for."""

_SIGNS: Final = re.compile(r"[№#«»\"“”„?!]+")
_EXCLUDED: Final = re.compile(r"[-–—−](?=[^\W_])")
_CAPITALS: Final = re.compile(r"(?<![^\W\d_])[A-ZА-ЯЁІЎ]{2,}(?![^\W\d_])")
_SHORT: Final = re.compile(r"(?<![^\W\d_])[A-ZА-ЯЁІЎ]{2,5}(?![^\W\d_])")
"""Capitals of this length are an abbreviation, also where all is in capitals."""

_PART: Final = re.compile(r"[^\W_]+")
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_LETTERS: Final = {True: re.compile(r"[a-z\d]+(?:-[a-z\d]+)*"), False: re.compile(r"[а-яё\d]+(?:-[а-яё\d]+)*")}


@dataclass(frozen=True)
class Asked:
    """`words` count; a page must hold every one of `phrases`, where any does, and none of `without`. `was_cut` says
    that there were more words than are used; `short` are those of the words that were typed as abbreviations.
    """

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    without: tuple[str, ...]
    was_cut: bool
    short: frozenset[str] = frozenset()


def plain(text: str) -> str:
    """A text as it is compared: composed letters, lower case, without what no reader sees."""
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", unicodedata.normalize("NFD", text)))
    return folded(composed).replace("ʼ", "'")


def parts_of(text: str) -> list[str]:
    """The words of a text, those of a hyphenated one apart, without signs."""
    return _PART.findall(plain(text))


def read(query: str, language: str) -> Asked:
    """Reads what was typed in the search of a language."""
    text = _ADDRESS.sub(r"\1", plain(query))
    phrases = [" ".join(parts) for inner in _PHRASE.findall(text) if len(parts := parts_of(inner)) > 1]
    tokens = [token for token in _SIGNS.sub(" ", text).split() if trimmed(token)]
    wanted = [token for token in tokens if not _EXCLUDED.match(token)] or tokens
    without = [trimmed(token) for token in tokens if token not in wanted]
    stopping = stop_words(language) - _capitals(query)
    counted = [token for token in map(trimmed, wanted) if token not in stopping]
    unique = tuple(dict.fromkeys(counted or map(trimmed, wanted)))
    short = frozenset(map(folded, _SHORT.findall(query)))
    return Asked(unique[:MOST_WORDS], tuple(phrases), tuple(without), len(unique) > MOST_WORDS, short)


def _capitals(query: str) -> frozenset[str]:
    """Abbreviations, which are no words of a question ("IT"); where all is in capitals, nothing is one."""
    if query == query.upper():
        return frozenset()
    return frozenset(map(folded, _CAPITALS.findall(query)))


def trimmed(word: str) -> str:
    """A word without the signs around it."""
    return _EDGES.sub("", word)


def typed_on_the_other_layout(word: str) -> str | None:
    """What the same keys give on the other keyboard layout; None where they give signs."""
    keys = other_layout(word)
    return folded(keys) if _LETTERS[is_cyrillic(word)].fullmatch(keys) else None
