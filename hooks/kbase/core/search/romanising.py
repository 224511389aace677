"""Other spellings: romanisations of names by labelled schemes, and the same keys on the other keyboard layout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import cyrtranslit
import iuliia
from iuliia.schema import TranslitSchema

from kbase.core.yaml_tables import read_table

RUSSIAN_SCHEMES: Final = {
    "ICAO Doc 9303": iuliia.ICAO_DOC_9303,
    "BGN/PCGN": iuliia.BGN_PCGN,
    "Wikipedia": iuliia.WIKIPEDIA,
    "GOST R 7.0.34": iuliia.GOST_7034,
    "scientific": iuliia.SCIENTIFIC,
    "telegram": iuliia.TELEGRAM,
}
"""Label → schema of iuliia: passports, maps, encyclopedias, libraries, scholars, and plain habit."""

FURTHER_SCHEMES: Final = {
    "ISO 9:1995": iuliia.GOST_779,
    "GOST 7.79-2000 B": iuliia.GOST_779_ALT,
    "GOST 16876-71": iuliia.GOST_16876,
    "ALA-LC": iuliia.ALA_LC,
    "BS 2979": iuliia.BS_2979,
    "Soviet passport": iuliia.MVD_310_FR,
    "Russian passport of 1997": iuliia.MVD_310,
}
"""The schemes in which persons are met as well."""

BELARUSIAN_SCHEME: Final = "Belarusian Latin"
SCHEMES: Final = Path(__file__).with_name("schemes.yml")
BELARUSIAN_NAMES: Final = Path(__file__).with_name("belarusian_names.yml")
_IOTATED_AFTER: Final = ("", *"аеёиоуыэюяіўьъ")
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


def romanised(name: str, language: str, is_person: bool = False) -> Iterator[tuple[str, str]]:
    """Scheme and Latin spelling of a Cyrillic name, each spelling once; nothing for a name without Cyrillic letters.

    `language` is "ru" or "be"; letters with marks are given without them as well, since few keyboards have them. Names
    of persons are given as the press of other languages writes them, too.
    """
    if not is_cyrillic(name):
        return
    seen: set[str] = set()
    for scheme, text in _by_scheme(name, language, is_person):
        for spelling in (text, without_marks(text)):
            if spelling not in seen:
                seen.add(spelling)
                yield scheme, spelling


@lru_cache(maxsize=10_000)
def _by_scheme(name: str, language: str, is_person: bool) -> tuple[tuple[str, str], ...]:
    press = tuple((label, schema.translate(name)) for label, schema in press_schemes(language)) if is_person else ()
    if language == "be":
        return ((BELARUSIAN_SCHEME, str(cyrtranslit.to_latin(name, "by"))), *press)
    schemes = {**RUSSIAN_SCHEMES, **(FURTHER_SCHEMES if is_person else {})}
    return (*((scheme, str(schema.translate(name))) for scheme, schema in schemes.items()), *press)


@cache
def press_schemes(language: str) -> tuple[tuple[str, TranslitSchema], ...]:
    """The schemes of `schemes.yml` for names of a language."""
    listed = read_table(SCHEMES)
    return tuple((row["label"], _schema(row)) for row in listed if row["of"] == language)


def _schema(row: dict[str, str]) -> TranslitSchema:
    iotated = _pairs(row.get("iotated", ""))
    return TranslitSchema(
        name=row["label"],
        mapping=_pairs(row["letters"]),
        prev_mapping={before + letter: text for letter, text in iotated.items() for before in _IOTATED_AFTER},
        ending_mapping=_pairs(row.get("endings", "")),
    )


def _pairs(text: str) -> dict[str, str]:
    """Letters and what they become, which alternate; a hyphen is nothing."""
    words = text.split()
    return {letter: "" if to == "-" else to for letter, to in zip(words[::2], words[1::2], strict=True)}


def belarusian_of(name: str) -> str | None:
    """The likely Belarusian spelling of a Russian forename and surname; None where the forename is not on the list."""
    forename, _, surname = name.partition(" ")
    listed = _belarusian()
    if forename not in listed["forenames"] or not surname or " " in surname:
        return None
    surname = surname.lower()
    for pattern, to in listed["letters"]:
        surname = re.sub(pattern, to, surname)
    return f"{listed['forenames'][forename]} {surname.capitalize()}"


@cache
def _belarusian() -> dict[str, Any]:
    listed: dict[str, Any] = read_table(BELARUSIAN_NAMES)
    return listed


def without_marks(text: str) -> str:
    """Latin letters without diacritics and apostrophes: "Černyšenko" → "Cernysenko"."""
    return unicodedata.normalize("NFD", text.replace("ł", "l").replace("Ł", "L")).translate(_WITHOUT_MARKS)


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
