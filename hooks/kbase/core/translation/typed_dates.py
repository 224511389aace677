"""Dates as people type them: "7 October 2026", «7 октября 2026», 07.10.2026, "Feb 2026", "about June 2025"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kbase.core.translation.months import NAMES

_RUSSIAN: Final = (
    *("январь января январе", "февраль февраля феврале", "март марта марте", "апрель апреля апреле"),
    *("май мая мае", "июнь июня июне", "июль июля июле", "август августа августе"),
    *("сентябрь сентября сентябре", "октябрь октября октябре", "ноябрь ноября ноябре", "декабрь декабря декабре"),
)
"""The months alone, after a day, and after «в»."""

_SHORTEST: Final = 3
"""Letters of a month that is cut short."""

_LEADING: Final = re.compile(
    r"(?P<about>(?:about|around|approximately|circa|ca?\.|около|примерно|приблизительно|ок\.|~)\s*)?"
    r"(?:(?:in|on|в|во)\s+)?(?P<rest>.*)"
)
_YEAR: Final = re.compile(r"(?<=\d{4})\s*(?:года|году|год|г\.?)$")
_WORD: Final = r"(?P<month>[^\W\d_]+)\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го)?"
_SHAPES: Final = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"),
    re.compile(r"(?:(?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.(?P<year>\d{4})"),
    re.compile(rf"(?:{_DAY}(?:\s+of)?\s+)?{_WORD},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"{_WORD}\s+{_DAY},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<year>\d{{4}})\s+{_WORD}(?:\s+{_DAY})?"),
)
_DAYS: Final = re.compile(rf"(?P<first>\d{{1,2}})\s*[-–—]\s*(?P<last>\d{{1,2}}\s+{_WORD},?\s+\d{{4}}.*)")
_BETWEEN: Final = re.compile(r"\s*[–—/]\s*|\s+-\s+")


def as_edtf(text: str) -> str:
    """The date that somebody has typed, as records write it; what is none, as it is, so that it can be named."""
    typed = " ".join(text.lower().split())
    if days := _DAYS.fullmatch(typed):
        last = _point(days["last"])
        typed = f"{last[:-2]}{int(days['first']):02}/{last}" if last else typed
    ends = [end if end == ".." else _point(end) for end in _BETWEEN.split(typed)]
    return "/".join(ends) if all(ends) and 1 <= len(ends) <= 2 else text


def _point(typed: str) -> str:
    """One date without its end; empty where it is none."""
    leading = _LEADING.fullmatch(typed)
    about, bare = leading.group("about", "rest") if leading else (None, typed)
    mark = "~" if about else bare[-1:] if bare[-1:] in "~?%" else ""
    bare = _YEAR.sub("", bare.rstrip("~?%").strip())
    found = next((match for shape in _SHAPES if (match := shape.fullmatch(bare))), None)
    if found is None:
        return ""
    parts = found.groupdict()
    month = parts["month"] and (parts["month"] if parts["month"].isdecimal() else _months().get(parts["month"]))
    if parts["month"] and not month:
        return ""
    numbers = [number for number in (month, parts.get("day")) if number]
    return "-".join([parts["year"], *(f"{int(number):02}" for number in numbers)]) + mark


@cache
def _months() -> dict[str, int]:
    """Every way to write a month → its number: its forms, and their beginnings of three letters and more."""
    rows = [(number, name.lower()) for number, name in enumerate(NAMES, start=1)]
    rows += [(number, form) for number, forms in enumerate(_RUSSIAN, start=1) for form in forms.split()]
    return {form[:end]: number for number, form in rows for end in range(_SHORTEST, len(form) + 1)}
