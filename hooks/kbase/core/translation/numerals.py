"""Numbers in words and Roman numerals, in English and in every case of Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

_ENGLISH: Final[dict[float, str]] = {
    0: "zero|nil",
    1: "one|first|once",
    2: "two|second|both|twice|double|doubled|pair",
    3: "three|third|thrice|triple|tripled",
    4: "four|fourth|quadrupled",
    5: "five|fifth",
    6: "six|sixth",
    7: "seven|seventh",
    8: "eight|eighth",
    9: "nine|ninth",
    10: "ten|tenth",
    11: "eleven|eleventh",
    12: "twelve|twelfth|dozen|dozens",
    13: "thirteen|thirteenth",
    14: "fourteen|fourteenth",
    15: "fifteen|fifteenth",
    16: "sixteen|sixteenth",
    17: "seventeen|seventeenth",
    18: "eighteen|eighteenth",
    19: "nineteen|nineteenth",
    20: "twenty|twentieth|twenties",
    30: "thirty|thirtieth|thirties",
    40: "forty|fortieth|forties",
    50: "fifty|fiftieth|fifties",
    60: "sixty|sixtieth|sixties",
    70: "seventy|seventieth|seventies",
    80: "eighty|eightieth|eighties",
    90: "ninety|ninetieth|nineties",
    100: "hundred|hundreds|hundredth",
    10**3: "thousand|thousands|thousandth",
    10**6: "million|millions",
    10**9: "billion|billions",
    10**12: "trillion|trillions",
    0.5: "half|halves",
    0.25: "quarter|quarters",
}
_CASES: Final = r"(?:ь|и|ью|ый|ая|ое|ого|ой|ому|ым|ом|ую|ых|ыми|еро|ерых)\b"
_RUSSIAN: Final[dict[float, str]] = {
    0: r"нол[ьяюе]м?\b|нулев",
    1: r"од(?:ин|на|но|ного|ной|ному|ним|ном|ну)\b|перв|однажды",
    2: r"дв(?:а|е|ух|ум|умя|ое|оих)\b|двух|втор(?:ой|ая|ое|ого|ому|ым|ом|ую|ых)\b|об[ае]\b|обо?е?их\b|дважды|вдвое",
    3: r"тр(?:и|[её]х|[её]м|емя|ое|оих)\b|тр[её]х|трет(?:ий|ья|ье|ьего|ьей|ьем|ьему|ьим|ьих|ью|ь|и)\b|трижды|втрое",
    4: r"четыр(?:е|[её]х|[её]м|ьмя)\b|четыр[её]х|четв[её]рт(?:ый|ая|ое|ого|ой|ому|ым|ом|ую|ых)\b|четверо|вчетверо",
    5: rf"пят{_CASES}|пяти|впятеро",
    6: rf"шест{_CASES}|шести|вшестеро",
    7: rf"сем{_CASES}|седьм{_CASES}|семи",
    8: rf"вос[еь]м{_CASES}|восьми",
    9: rf"девят{_CASES}|девяти",
    10: rf"десят{_CASES}|десяти|десят(?:ок|к)|вдесятеро",
    11: "одиннадцат",
    12: "двенадцат|дюжин",
    13: "тринадцат",
    14: "четырнадцат",
    15: "пятнадцат",
    16: "шестнадцат",
    17: "семнадцат",
    18: "восемнадцат",
    19: "девятнадцат",
    20: "двадцат",
    30: "тридцат",
    40: "сорок",
    50: "пятьдесят|пят[иь]ю?десят",
    60: "шестьдесят|шест[иь]ю?десят",
    70: "семьдесят|сем[иь]ю?десят",
    80: "восемьдесят|восьмидесят|восемьюдесят",
    90: "девяност",
    100: r"сто\b|ста\b|сот(?:ня|ни|ню|ней|ен|ням|нями|нях|ый|ая|ое|ого|ой|ых)\b",
    200: "двести|двухсот|двумстам|двумястами",
    300: "триста|тр[её]хсот|тр[её]мстам|тремястами",
    400: "четыреста|четыр[её]хсот|четыр[её]мстам|четырьмястами",
    500: "пятьсот|пятисот|пятистам|пятьюстами",
    600: "шестьсот|шестисот|шестистам|шестьюстами",
    700: "семьсот|семисот|семистам|семьюстами",
    800: "восемьсот|восьмисот|восьмистам|восемьюстами",
    900: "девятьсот|девятисот|девятистам|девятьюстами",
    10**3: "тысяч",
    10**6: "миллион",
    10**9: "миллиард",
    10**12: "триллион",
    5 * 10**5: "полмиллиона",
    5 * 10**8: "полмиллиарда",
    0.5: "половин",
    0.25: r"четверть(?:ю|)\b|четверти\b",
    1.5: "полтор",
}
_WORDS: Final = {
    "en": tuple((Decimal(value), re.compile(rf"\b(?:{words})\b", re.I)) for value, words in _ENGLISH.items()),
    "ru": tuple((Decimal(value), re.compile(rf"\b(?:{stems})", re.I)) for value, stems in _RUSSIAN.items()),
}
_MULTIPLIERS: Final = frozenset(Decimal(10**power) for power in (3, 6, 9, 12))
_GAP: Final = re.compile(r"\w*[\s-]*(?:(?:and|a|и)\s+)*")
"""What may stand between the words of one number; `\\w*` is the ending of a Russian stem."""

_ROMAN: Final = re.compile(r"\b[IVX]{1,5}\b")
_ROMAN_DIGITS: Final = {"I": 1, "V": 5, "X": 10}


def spelled(text: str, language: str) -> frozenset[Decimal]:
    """The numbers that `text` has in words or Roman numerals: each word alone, and what it makes with its neighbours
    ("two hundred and five" gives 2, 200, 205, 100, 105 and 5).
    """
    found = {Decimal(_roman(numeral)) for numeral in _ROMAN.findall(text)}
    for words in _runs(text, language):
        ranges = ((start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
        found |= {_together(words[start:end]) for start, end in ranges}
    return frozenset(value.normalize() for value in found)


def _runs(text: str, language: str) -> Iterator[list[Decimal]]:
    """The number words of `text`, those in one list that follow each other directly (six at most)."""
    run: list[Decimal] = []
    last = 0
    for start, end, value in _number_words(text, language):
        if run and (len(run) == 6 or not _GAP.fullmatch(text, last, start)):
            yield run
            run = []
        run.append(value)
        last = end
    if run:
        yield run


def _number_words(text: str, language: str) -> list[tuple[int, int, Decimal]]:
    """Start, end and value of each number word; of two that start together the longer («пятьдесят», not «пять»)."""
    found: dict[int, tuple[int, int, Decimal]] = {}
    for value, pattern in _WORDS[language]:
        for match in pattern.finditer(text):
            if match.end() > found.get(match.start(), (0, 0, value))[1]:
                found[match.start()] = match.start(), match.end(), value
    return [found[start] for start in sorted(found)]


def _together(words: list[Decimal]) -> Decimal:
    """The value of "two hundred five thousand": hundreds and larger multiply what stands before them."""
    total = current = Decimal(0)
    for value in words:
        if value in _MULTIPLIERS:
            total += (current or 1) * value
            current = Decimal(0)
        elif value == 100:
            current = (current or 1) * value
        else:
            current += value
    return total + current


def _roman(numeral: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in numeral]
    return sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))
