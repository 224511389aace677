"""What was meant by a word that no page has: the nearest word of the base, or a name that sounds alike in any script.

`docs/assets/search.js` does the same with the same tables (`sounds.yml`); where one is changed, the other must follow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from kbase.core.search.morphology import words_of
from kbase.core.search.romanising import is_cyrillic
from kbase.core.yaml_tables import read_table

SOUNDS: Final = Path(__file__).with_name("sounds.yml")
_SHORTEST_NEAR: Final = 4
_SHORTEST_HEARD: Final = 5
_RUSSIAN: Final = re.compile(r"[а-я]")


@dataclass(frozen=True)
class Known:
    """The words of names, and those of texts, that an unknown word is compared with; `derived` are those of spellings
    that stand nowhere and were made by rule.
    """

    names: tuple[str, ...]
    words: tuple[str, ...]
    derived: tuple[str, ...] = ()

    def begins(self, word: str) -> bool:
        """Whether a known word begins so: then it is only not finished."""
        return any(known.startswith(word) for known in (*self.names, *self.derived, *self.words))

    def in_script_of(self, word: str) -> Known:
        """Those in the alphabet in which a word is written."""
        every = (self.names, self.words, self.derived)
        return Known(*(tuple(known for known in list if is_cyrillic(known) == is_cyrillic(word)) for list in every))


@cache
def sounds() -> dict[str, Any]:
    """The tables of `sounds.yml`, the Cyrillic letters as a mapping."""
    listed: dict[str, Any] = read_table(SOUNDS)
    pairs = listed["cyrillic"].split()
    letters = {letter: "" if to == "-" else to for letter, to in zip(pairs[::2], pairs[1::2], strict=True)}
    return {**listed, "cyrillic": letters}


def meant(word: str, typed: str | None, known: Known) -> str | None:
    """The known word that was likely meant by `word`, which is folded, and is `typed` on the other keyboard layout: one
    slip away from either; else a name that sounds alike, else the nearest. None where there is none. It is written in
    the script of the word; a name that sounds alike may be in the other one, where it is written so somewhere.
    """
    here = known.in_script_of(word)
    near = nearest(word, here)
    if near and distance(word, near, 1) < 2:
        return near
    on_layout = nearest(typed, known.in_script_of(typed)) if typed else None
    if typed and on_layout and distance(typed, on_layout, 1) < 2:
        return on_layout
    heard = alike_in_sound(word, (*here.names, *here.derived)) or near
    return heard or alike_in_sound(word, known.names) or on_layout


def spelled_here(word: str, names: Sequence[Sequence[str]]) -> str | None:
    """For a word with which only other spellings of persons' names are written: the word of the site's own spelling.

    `names` are those of each person who is found by it, the site's own first. None where the word is one of the site's
    own, or where that of several persons differs.
    """
    own = {_own_spelling(word, of_one) for of_one in names}
    return own.pop() if len(own) == 1 else None


def _own_spelling(word: str, names: Sequence[str]) -> str | None:
    title = next((name for name in names if is_cyrillic(name) == is_cyrillic(word)), "")
    apart, nearest = min(((distance(word, part, len(word)), part) for part in words_of(title)), default=(len(word), ""))
    return nearest if 0 < apart <= len(word) / 2 else None


def nearest(word: str, known: Known) -> str | None:
    """The known word with the fewest slips between. Endings count half, since a name may stand in any case."""
    if len(word) < _SHORTEST_NEAR:
        return None
    most = 1 if len(word) < 6 else 2
    best, found = most + 0.6, None
    for words, more in ((known.names, 0.0), (known.derived, 0.0), (known.words, 0.2)):
        for other in words:
            if abs(len(other) - len(word)) <= 3:
                apart = _apart(word, other, most) + more
                if apart < best:
                    best, found = apart, other
    return found


def _apart(word: str, other: str, most: int) -> float:
    begins = 0.0 if other[0] == word[0] else 0.4
    of_stems = distance(bare(word), bare(other), most - 1)
    whole = distance(word, other, most) + begins
    return min(whole, of_stems + 0.5 + begins) if of_stems < most else whole


def distance(one: str, two: str, most: int) -> int:
    """How many letters must be changed, added, dropped or swapped; more than `most` is not told apart."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, start=1):
        following = [i]
        for j, other in enumerate(two, start=1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return most + 1
        before, row = row, following
    return row[-1]


@lru_cache(maxsize=100_000)
def bare(word: str) -> str:
    """A folded word without its endings."""
    if not _RUSSIAN.search(word):
        return re.sub(r"(?<=[^s])s$", "", re.sub(r"ies$", "y", re.sub(r"'s$", "", word))) if len(word) > 3 else word
    before = ""
    while before != word and len(word) > 3:
        before = word
        shorter = re.sub(sounds()["endings"], "", word)
        word = shorter if len(shorter) > 2 else word
    return word


def alike_in_sound(word: str, names: Iterable[str]) -> str | None:
    """A word of a name that sounds like this one."""
    heard = sound(word)
    key = _consonants(heard)
    if len(word) < _SHORTEST_HEARD or len(key) < 3:
        return None
    best, found = min(3.0, max(2.0, len(heard) / 3)) + 0.1, None
    for name in names:
        if abs(len(name) - len(word)) > 5 or len(name) < _SHORTEST_HEARD:
            continue
        keys = distance(key, _consonants(sound(name)), 1)
        if keys > (1 if len(key) > 3 else 0):
            continue
        apart = distance(heard, sound(name), 3) + keys
        if apart < best:
            best, found = apart, name
    return found


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """How a folded word sounds, in a few Latin letters."""
    text = "".join(sounds()["cyrillic"].get(letter, letter) for letter in word).replace("ł", "l")
    text = re.sub(r"[^a-z]", "", unicodedata.normalize("NFD", text))
    if re.search(r"[a-z]", word):
        for pattern, to in sounds()["latin"]:
            text = re.sub(pattern, to, text)
    return re.sub(r"(.)\1+", r"\1", text.replace("e", "i"))


def _consonants(heard: str) -> str:
    return heard[:1] + re.sub(r"(.)\1+", r"\1", re.sub(r"[aiu]", "", heard[1:])) if heard else " "
