"""Proper names in running texts: their words, to compare misspelt names with, and the abbreviations of bodies."""

from __future__ import annotations

import re
from typing import Final

from kbase.core.search.morphology import folded

SHORTEST: Final = 4
_INSIDE: Final = re.compile(r"(?<=[\w,:(«“] )[A-ZА-ЯЁІЎ][\w’-]{3,}")
"""A capital that does not begin a sentence."""

_BODY: Final = re.compile(r"[A-Z][\w’-]+(?:,? (?:(?:of|for|the|and|on|in) )*[A-Z][\w’-]+){2,}")
_BETWEEN: Final = re.compile(r" and the |\b(?:And|As|At|By|For|From|If|In|On|The|Under|With)\b")
"""What stands between two names, or begins a sentence with one."""

_SMALL: Final = frozenset({"of", "for", "the", "and", "on", "in"})


def proper_words(text: str) -> set[str]:
    """The words of names in a text, folded."""
    return {folded(word) for word in _INSIDE.findall(text)}


def acronyms(text: str) -> tuple[str, ...]:
    """The initials of every name of three words and more with capitals: "Shanghai Cooperation Organisation" → "SCO"."""
    found = []
    for name in (name for part in _BETWEEN.split(text) for name in _BODY.findall(part)):
        words = [word for word in re.findall(r"[\w’]+", name) if word not in _SMALL]
        initials = "".join(word[0] for word in words if word[0].isupper())
        found += [initials, initials[1:]] if words[0].isupper() else [initials]
    return tuple(dict.fromkeys(acronym for acronym in found if 3 <= len(acronym) <= 6))


_PART: Final = re.compile(r"[^\W\d_]+")
_LINKS: Final = frozenset(
    {
        *_SMALL,
        "a",
        "an",
        "at",
        "by",
        "from",
        "with",
        "в",
        "во",
        "и",
        "на",
        "о",
        "об",
        "по",
        "при",
        "для",
        "с",
        "со",
        "из",
    }
)
_INITIALS: Final = range(3, 7)
"""How many letters an abbreviation has: two are too often another word ("Union State" is no "US")."""


def initials(name: str) -> tuple[str, ...]:
    """The abbreviations that readers make of a name: of all its words, and of its first ones, since a body's country is
    often left out. "State Committee on Science and Technology of Belarus" → "SCST", "SCS", "SCSTB".
    """
    letters = "".join(word[0].upper() for word in _PART.findall(name) if word.lower() not in _LINKS)
    return tuple(letters[:n] for n in _INITIALS if n <= len(letters))
