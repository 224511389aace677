"""The words of the interface, from `strings.yml`, with plurals and dates by CLDR."""

from __future__ import annotations

import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from babel.units import format_unit
from markupsafe import Markup, escape

from kbase.core.yaml_tables import read_table
from kbase.wording.dating import Case, Dating

STRINGS = Path(__file__).with_name("strings.yml")
_LOCALES = {"en": "en_GB", "ru": "ru_RU"}


class Catalogue:
    """The interface in one language: `words("part.sources")`, `words("statement.sources", n=5)`."""

    def __init__(self, language: str, strings: dict[str, Any] | None = None) -> None:
        self.language = language
        self.strings = strings if strings is not None else load_strings()

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(_LOCALES[self.language])

    def __call__(self, key: str, **fields: Any) -> str:
        """The text of `key` with its fields filled in; with `n` the plural form that fits. KeyError if unknown.

        It is markup where a field is, such as a text marked with its language.
        """
        text = self.strings[key][self.language]
        if isinstance(text, dict):
            text = text[self.locale.plural_form(fields["n"])]
        if any(isinstance(value, Markup) for value in fields.values()):
            return escape(str(text)).format(**fields)
        return str(text).format(**fields)

    def number(self, value: float) -> str:
        """A number as the language writes it: "1,234.5", «1 234,5»."""
        return str(format_decimal(value, locale=self.locale))

    def raw(self, key: str) -> str:
        """The text of `key` with its fields in braces, for a script that fills them in. It has no plural forms."""
        return str(self.strings[key][self.language])

    @cached_property
    def _dating(self) -> Dating:
        return Dating(self.locale, self)

    def date(self, text: str, case: str = "nominative") -> str:
        """An EDTF date as a reader writes it: "25 August 2025", «август 2025 г.», "19–21 November 2025".

        After a preposition such as «с» and «до» the Russian date stands in the genitive: «с января 2025 г.».
        """
        return self._dating.span(text, Case(case))

    def moment(self, text: str) -> str:
        """The date of what lasts no time, so that an interval is uncertainty: "between May and November 2025"."""
        return self._dating.moment(text)

    def when(self, text: str) -> str:
        """The date of such a moment as it follows a verb: "on 25 August 2025", «в августе 2025 г.»."""
        return self._dating.when(text)

    def day(self, day: datetime.date) -> str:
        """A day in full, such as the day of the last change."""
        return self._dating.point(day, "day")

    def span(self, days: int) -> str:
        """How long a number of days is, in the unit that fits: "6.2 years", «3 месяца»."""
        units = ((730, "year", round(days / 365.25, 1)), (60, "month", round(days / 30.44)), (0, "day", days))
        unit, count = next((unit, count) for least, unit, count in units if days >= least)
        return str(format_unit(count, unit, "long", locale=self.locale))

    def language_name(self, code: str) -> str:
        """The name of a language by its code: "Belarusian", «белорусский»."""
        return str(self.locale.languages.get(code.partition("-")[0], code))


@lru_cache(maxsize=1)
def load_strings() -> dict[str, Any]:
    """The catalogue as it stands in `strings.yml`."""
    return dict(read_table(STRINGS))
