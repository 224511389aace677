"""Numbers and months in English and Russian text, so that a translation can be held against its original.

Figures are compared as values: "1,500", «1500» and «1,5 тыс.» are one number. Spelled numbers and Roman numerals are
not demanded of the other language (a «two» is often idiom), but they satisfy a figure there: "13" – «тринадцать».
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

_SPACES = "\u00a0\u202f\u2009 "
_FIGURE: Final = {
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
    "ru": re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"),
}
_SCALE: Final = {
    "en": (
        (re.compile(r"(?:thousand\b|k\b)"), 3),
        (re.compile(r"(?:million\b|mn\b|m\b)"), 6),
        (re.compile(r"(?:billion\b|bn\b)"), 9),
        (re.compile(r"(?:trillion\b|tn\b)"), 12),
    ),
    "ru": (
        (re.compile(r"тыс(?:\.|яч)"), 3),
        (re.compile(r"(?:млн|миллион)"), 6),
        (re.compile(r"(?:млрд|миллиард)"), 9),
        (re.compile(r"(?:трлн|триллион)"), 12),
    ),
}

_UNITS_EN: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS_EN: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS_EN: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth"),
)
_STEMS_RU: Final[tuple[tuple[str, int], ...]] = (
    (r"од(?:ин|на|но|ного|ной|ному|ним|ном|ну)\b|перв", 1),
    (r"дв(?:а|е|ух|ум|умя)\b|втор|оба\b|обе\b|обоих|обеих|дважды", 2),
    (r"тр(?:и|ёх|ех|ём|ем|емя)\b|трет(?:ий|ья|ье|ьего|ьей|ьем|ьим|ьих|ью)|трое", 3),
    (r"четыр|четвер|четвёр", 4),
    (r"пят(?:ь|и|ью|ый|ая|ое|ого|ой|ому|ым|ом|ую|ых|ерых|еро)\b", 5),
    (r"шест(?:ь|и|ью|ой|ая|ое|ого|ому|ым|ом|ую|ых)\b", 6),
    (r"сем(?:ь|и|ью)\b|седьм", 7),
    (r"восем(?:ь|ью)\b|восьм(?:и|ой|ая|ое|ого|ым|ом|ую|ых)\b", 8),
    (r"девят(?:ь|и|ью|ый|ая|ое|ого|ой|ым|ом|ую|ых)\b", 9),
    (r"десят(?:ь|и|ью|ый|ая|ое|ого|ой|ым|ом|ую|ых)\b|десятк", 10),
    (r"одиннадцат", 11),
    (r"двенадцат", 12),
    (r"тринадцат", 13),
    (r"четырнадцат", 14),
    (r"пятнадцат", 15),
    (r"шестнадцат", 16),
    (r"семнадцат", 17),
    (r"восемнадцат", 18),
    (r"девятнадцат", 19),
    (r"двадцат", 20),
    (r"тридцат", 30),
    (r"сорок", 40),
    (r"пятьдесят|пятидесят", 50),
    (r"шестьдесят|шестидесят", 60),
    (r"семьдесят|семидесят", 70),
    (r"восемьдесят|восьмидесят", 80),
    (r"девяност", 90),
    (r"сто\b|ста\b|сотн|сотен", 100),
    (r"тысяч", 1000),
)
_SPELLED_RU: Final = tuple((re.compile(rf"\b(?:{stem})", re.I), value) for stem, value in _STEMS_RU)
_SPELLED_EN: Final = {
    **{word: value for value, word in enumerate(_UNITS_EN)},
    **{word: 10 * value for value, word in enumerate(_TENS_EN, start=2)},
    **{word: value for value, word in enumerate(_ORDINALS_EN, start=1)},
    **{"both": 2, "twice": 2, "dozen": 12, "hundred": 100, "thousand": 1000},
}
_WORD_EN: Final = re.compile(r"[a-z]+", re.I)
_ROMAN: Final = re.compile(r"\b[IVX]{1,5}\b")
_ROMAN_DIGITS: Final = {"I": 1, "V": 5, "X": 10}

_MONTHS_EN: Final = (
    r"January|Jan\.", r"February|Feb\.", r"March", r"April", r"(?<=\d )May\b|\bMay(?= \d)|"
    r"(?<=\bin )May\b|(?<=\bof )May\b|(?<=since )May\b|(?<=from )May\b|(?<=until )May\b|(?<=by )May\b|(?<=to )May\b|"
    r"(?<=early )May\b|(?<=late )May\b|(?<=mid-)May\b|(?<=before )May\b|(?<=after )May\b|(?<=as )May\b|(?<=and )May\b",
    r"June", r"July", r"August", r"September|Sept\.", r"October", r"November", r"December",
)  # fmt: skip
_MONTHS_RU: Final = (
    r"\bянвар", r"\bфеврал", r"\bмарт(?:а|е|у|ом)?\b|\bмартовск", r"\bапрел", r"\bма(?:й|я|е|ю|ем)\b|\bмайск",
    r"\bиюн", r"\bиюл", r"\bавгуст", r"\bсентябр", r"\bоктябр", r"\bноябр", r"\bдекабр",
)  # fmt: skip
_MONTHS: Final = {
    "en": tuple(re.compile(pattern) for pattern in _MONTHS_EN),
    "ru": tuple(re.compile(pattern, re.I) for pattern in _MONTHS_RU),
}


def figures(text: str, language: str) -> frozenset[Decimal]:
    """The numbers that `text` writes in figures, with their scale word applied."""
    found = set()
    for match in _FIGURE[language].finditer(text):
        plain = re.sub(rf"[{_SPACES}]", "", match[0])
        plain = plain.replace(",", "") if language == "en" else plain.replace(",", ".")
        found.add((Decimal(plain) * 10 ** _scale(text[match.end() :], language)).normalize())
    return frozenset(found)


def _scale(after: str, language: str) -> int:
    rest = after.lstrip(_SPACES + "-")
    return next((power for pattern, power in _SCALE[language] if pattern.match(rest)), 0)


def spelled(text: str, language: str) -> frozenset[Decimal]:
    """The numbers that `text` writes in words or Roman numerals, sums such as "twenty-one" included."""
    if language == "en":
        words = [_SPELLED_EN[word.lower()] for word in _WORD_EN.findall(text) if word.lower() in _SPELLED_EN]
    else:
        hits = sorted((m.start(), value) for pattern, value in _SPELLED_RU for m in pattern.finditer(text))
        words = [value for _, value in hits]
    sums = [tens + unit for tens, unit in pairwise(words) if tens >= 20 and unit < 10]
    romans = [_roman(numeral) for numeral in _ROMAN.findall(text)]
    return frozenset(Decimal(value).normalize() for value in (*words, *sums, *romans))


def _roman(numeral: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in numeral]
    return sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))


def months(text: str, language: str) -> frozenset[int]:
    """The months (1–12) that `text` names."""
    return frozenset(n for n, pattern in enumerate(_MONTHS[language], start=1) if pattern.search(text))


def differences(en: str, ru: str) -> list[str]:
    """What one of two texts has in figures or months and the other lacks, as short phrases for an editor."""
    found = []
    for language, here, other, there in (("Russian", en, "ru", ru), ("English", ru, "en", en)):
        mine = "en" if other == "ru" else "ru"
        missing = figures(here, mine) - figures(there, other) - spelled(there, other)
        found += [f"{value:f} is not in the {language} text" for value in sorted(missing)]
    if (in_en := months(en, "en")) != (in_ru := months(ru, "ru")):
        names = ", ".join(str(month) for month in sorted(in_en ^ in_ru))
        found.append(f"month {names} is named in one language only")
    return found
