"""Other spellings: romanisations of names by labelled schemes, and the same keys on the other keyboard layout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import cyrtranslit
import iuliia

RUSSIAN_SCHEMES: Final = {
    "ICAO Doc 9303": iuliia.ICAO_DOC_9303,
    "BGN/PCGN": iuliia.BGN_PCGN,
    "Wikipedia": iuliia.WIKIPEDIA,
    "GOST R 7.0.34": iuliia.GOST_7034,
    "scientific": iuliia.SCIENTIFIC,
    "telegram": iuliia.TELEGRAM,
}
"""Label → schema of iuliia: passports, maps, encyclopedias, libraries, scholars, and plain habit."""

BELARUSIAN_SCHEME: Final = "Belarusian Latin"
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЎў]")
_QWERTY: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_JCUKEN: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_KEYS: Final = dict(zip(_QWERTY, _JCUKEN, strict=True))
_CAPITALS: Final = {latin.upper(): russian.upper() for latin, russian in _KEYS.items() if latin.isalpha()}
_TO_RUSSIAN: Final = str.maketrans({**_KEYS, **_CAPITALS})
_TO_ENGLISH: Final = str.maketrans({russian: latin for latin, russian in {**_CAPITALS, **_KEYS}.items()})


def is_cyrillic(text: str) -> bool:
    """Whether there is a Cyrillic letter in it."""
    return bool(_CYRILLIC.search(text))


def romanised(name: str, language: str) -> Iterator[tuple[str, str]]:
    """Scheme and Latin spelling of a Cyrillic name, each spelling once; nothing for a name without Cyrillic letters.

    `language` is "ru" or "be"; letters with marks are given without them as well, since few keyboards have them.
    """
    if not is_cyrillic(name):
        return
    seen: set[str] = set()
    for scheme, text in _by_scheme(name, language):
        for spelling in (text, without_marks(text)):
            if spelling not in seen:
                seen.add(spelling)
                yield scheme, spelling


@lru_cache(maxsize=10_000)
def _by_scheme(name: str, language: str) -> tuple[tuple[str, str], ...]:
    if language == "be":
        return ((BELARUSIAN_SCHEME, str(cyrtranslit.to_latin(name, "by"))),)
    return tuple((scheme, str(schema.translate(name))) for scheme, schema in RUSSIAN_SCHEMES.items())


def without_marks(text: str) -> str:
    """Latin letters without diacritics and apostrophes: "Černyšenko" → "Cernysenko"."""
    return unicodedata.normalize("NFD", text).translate(_WITHOUT_MARKS)


class _Marks(dict[int, int | None]):
    """What `str.translate` asks of each letter, once: marks and apostrophes are left out."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        self[code] = None if unicodedata.combining(letter) or letter in "'ʹʺ’" else code
        return self[code]


_WITHOUT_MARKS: Final = _Marks()


def other_layout(text: str) -> str:
    """What the same keys give on the other layout: "bynthytn" → «интернет», and back."""
    return text.translate(_TO_ENGLISH if is_cyrillic(text) else _TO_RUSSIAN)
