"""The words of the interface, from `strings.yml`, with plurals and dates by CLDR."""

from __future__ import annotations

import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from knowledge import dates

STRINGS = Path(__file__).with_name("strings.yml")
_LOCALES = {"en": "en_GB", "ru": "ru_RU"}
_MONTH_IN_GENITIVE = "MMMM y\u202f'г'."
"""CLDR has the genitive in the format form (MMMM) and the nominative in the stand-alone form (LLLL)."""


class Catalogue:
    """The interface in one language: `words("part.sources")`, `words("statement.sources", n=5)`."""

    def __init__(self, language: str, strings: dict[str, Any] | None = None) -> None:
        self.language = language
        self.strings = strings if strings is not None else load_strings()

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(_LOCALES[self.language])

    def __call__(self, key: str, **fields: Any) -> str:
        """The text of `key` with its fields filled in; with `n` the plural form that fits. KeyError if unknown."""
        text = self.strings[key][self.language]
        if isinstance(text, dict):
            text = text[self.locale.plural_form(fields["n"])]
        return str(text).format(**fields)

    def number(self, value: float) -> str:
        """A number as the language writes it: "1,234.5", «1 234,5»."""
        return str(format_decimal(value, locale=self.locale))

    def raw(self, key: str) -> str:
        """The text of `key` with its fields in braces, for a script that fills them in. It has no plural forms."""
        return str(self.strings[key][self.language])

    def date(self, text: str, after_preposition: bool = False) -> str:
        """An EDTF date as a reader writes it: "25 August 2025", «август 2025 г.», "about 2024".

        After a preposition such as «с» and «до» the Russian month stands in the genitive: «с января 2025 г.».
        """
        period = dates.parse(text)
        if period.is_interval:
            return self._interval(period)
        shown = self._point(period.lower, period.precision, after_preposition)
        return self("date.approximate", date=shown) if period.approximate else shown

    def day(self, day: datetime.date) -> str:
        """A day in full, such as the day of the last change."""
        return self._point(day, "day")

    def language_name(self, code: str) -> str:
        """The name of a language by its code: "Belarusian", «белорусский»."""
        return str(self.locale.languages.get(code.partition("-")[0], code))

    def _point(self, day: datetime.date, precision: str, after_preposition: bool = False) -> str:
        if precision == "year":
            return str(day.year)
        if precision == "month" and after_preposition and self.language == "ru":
            return str(format_date(day, _MONTH_IN_GENITIVE, locale=self.locale))
        if precision == "month":
            return str(format_skeleton("yMMMM", day, locale=self.locale))
        return str(format_date(day, "long", locale=self.locale))

    def _interval(self, period: dates.Period) -> str:
        start, _, end = period.text.partition("/")
        if start == "..":
            return self("date.by", date=self.date(end))
        if end == "..":
            return self("date.since", date=self.date(start))
        return self("date.interval", start=self.date(start), end=self.date(end))


@lru_cache(maxsize=1)
def load_strings() -> dict[str, Any]:
    """The catalogue as it stands in `strings.yml`."""
    return dict(yaml.safe_load(STRINGS.read_text(encoding="utf-8")))
