"""Figures and months in English and Russian text, so that a translation can be held against its original.

Figures are compared as values: "1,500", «1500» and «1,5 тыс.» are one number. Spelled numbers and Roman numerals are
not demanded of the other language (a «two» is often idiom), but they satisfy a figure there: "13" – «тринадцать».
Where a figure can be read in two ways (the «79,2» of «с 79,2 до 144,3 тыс.», the "5 m"), either reading will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kbase.core.messages import ENGLISH, RUSSIAN, Message, say
from kbase.core.translation.months import possible_months, sure_months
from kbase.core.translation.numerals import spelled

_MONTHS: Final = (
    *(say("January"), say("February"), say("March"), say("April"), say("May"), say("June")),
    *(say("July"), say("August"), say("September"), say("October"), say("November"), say("December")),
)
_THIN = "\u00a0\u202f\u2009"
_NUMBER: Final = {
    "en": rf"\d{{1,3}}(?:[,{_THIN}]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?",
    # A Russian text keeps the point of "Apache 2.0" and of «статья 2.1».
    "ru": rf"\d{{1,3}}(?:[ {_THIN}]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?",
}
_SCALES: Final = {
    "en": {2: "hundred", 3: r"thousand|k\b", 6: r"million|mn\b|m\b", 9: r"billion|bn\b", 12: r"trillion|tn\b"},
    "ru": {2: "сотен|сотн", 3: r"тыс\b|тысяч", 6: "млн|миллион", 9: "млрд|миллиард", 12: "трлн|триллион"},
}
_DOUBTFUL: Final = frozenset({"k", "m"})
"""Scale words that can be something else, such as metres."""

_ADDED: Final = {"en": r"-?odd|or so|or more", "ru": r"с лишним|с небольшим|или более"}
"""What may stand between a figure and its scale word."""

_FIGURE: Final = {
    language: re.compile(
        rf"(?P<number>{_NUMBER[language]})"
        rf"(?:[\s+-]*(?:(?:{_ADDED[language]})\s+)?(?P<scale>{'|'.join(scales.values())}))?",
        re.I | re.ASCII if language == "en" else re.I,
    )
    for language, scales in _SCALES.items()
}
_SHARED: Final = {
    "en": re.compile(r"[\s$€£]*(?:[,–—-]|to|and|or|, and)[\s$€£]*"),
    "ru": re.compile(r"\s*(?:[,–—-]|до|и|или|по)\s*"),
}
"""What stands between two figures that can share the scale word of the second: "5 to 7 million"."""

_DATE: Final = re.compile(r"\b(\d{4})-\d{2}-(\d{2})\b|\b(\d{1,2})\.\d{1,2}\.(\d{4})\b")
_CLOCK: Final = re.compile(r"(?<=\d):(?=\d\d\b)")


@dataclass(frozen=True)
class Figure:
    """A number as it is written, and the values that it can mean, the likeliest first."""

    written: str
    readings: tuple[Decimal, ...]


def figures(text: str, language: str) -> list[Figure]:
    """The numbers that `text` writes in figures, with their scale words. A date in figures gives its day and year."""
    plain = _CLOCK.sub(".", _DATE.sub(lambda m: f"{m[2] or m[3]} {m[1] or m[4]}", text))
    return list(_backwards(plain, language))[::-1]


def _backwards(text: str, language: str) -> Iterator[Figure]:
    """The figures of `text`, the last one first, for a figure may share the scale word of the next."""
    scale_after, start_after = 0, len(text)
    for match in reversed(list(_FIGURE[language].finditer(text))):
        scale = _power(match["scale"], language)
        powers = [scale]
        if scale_after and not scale and _SHARED[language].fullmatch(text, match.end(), start_after):
            powers.append(scale_after)
        if (match["scale"] or "").lower() in _DOUBTFUL:
            powers.append(0)
        value = _value(match["number"], language)
        yield Figure(match[0], tuple((value * 10**power).normalize() for power in powers))
        scale_after, start_after = powers[-1], match.start()


def _power(scale: str | None, language: str) -> int:
    if not scale:
        return 0
    return next((power for power, pattern in _SCALES[language].items() if re.fullmatch(pattern, scale, re.I)), 0)


@lru_cache(maxsize=16_384)
def _value(number: str, language: str) -> Decimal:
    joined = re.sub(rf"[ {_THIN}]", "", number)
    return Decimal(joined.replace(",", "" if language == "en" else "."))


def differences(en: str, ru: str) -> list[Message]:
    """What one of two texts has in figures or months and the other lacks, as short phrases for an editor."""
    texts, found = {"en": en, "ru": ru}, {"en": figures(en, "en"), "ru": figures(ru, "ru")}
    lacking: list[Message] = []
    for mine, other, name in (("en", "ru", RUSSIAN), ("ru", "en", ENGLISH)):
        figures_lacking = _without(found[mine], found[other], texts[other], other)
        lacking += [
            say("'{written}' is not in the {name} text", written=written, name=name) for written in figures_lacking
        ]
    for mine, other, name in (("en", "ru", RUSSIAN), ("ru", "en", ENGLISH)):
        months = sure_months(texts[mine], mine) - possible_months(texts[other], other)
        lacking += [
            say("the month {month} is not in the {name} text", month=_MONTHS[month - 1], name=name)
            for month in sorted(months)
        ]
    return lacking


def _without(wanted: list[Figure], there: list[Figure], text: str, language: str) -> list[str]:
    """The figures of `wanted` that the other text has neither in figures (`there`) nor in words."""
    known = {value for figure in there for value in figure.readings}
    missing = [figure for figure in wanted if known.isdisjoint(figure.readings)]
    if missing:
        words = spelled(text, language)
        missing = [figure for figure in missing if words.isdisjoint(figure.readings)]
    return list(dict.fromkeys(figure.written for figure in missing))
