"""Where a text names a person or a body, so that it need not be named beside the text again."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ENDINGS: Final = "аеиийоуыьэюя"
_WHOLE: Final = 3
"""A word of so few letters is looked for as it is."""

_COUNTRY: Final = re.compile(
    r" of (?:the Republic of Belarus|the Russian Federation|Belarus)$"
    r"| (?:Республики Беларусь|Российской Федерации|Беларуси)$"
)
"""What ends the official name of a state body, and a text says before it (“Belarus’s”) or in a shorter way."""

_NEEDED: Final = 4
"""With this many words a name says which body it is without its country."""


def where_named(name: str, text: str, language: str, is_person: bool) -> tuple[int, int] | None:
    """Begin and end of the first place where a text has the name: a person's also in another case, and by surname
    alone; a body's without its abbreviation in brackets or, if it is long, its country, and a Russian one of two words
    or more in another case. None where it has not.
    """
    found = _pattern(name, language, is_person).search(text)
    return found.span() if found else None


@lru_cache(maxsize=1024)
def _pattern(name: str, language: str, is_person: bool) -> re.Pattern[str]:
    if not is_person or " " not in name:
        full = name.partition(" (")[0]
        short = _COUNTRY.sub("", full)
        core = short if short.count(" ") + 1 >= _NEEDED else full
        words = " ".join(_in_any_case(word, language) if " " in full else re.escape(word) for word in core.split(" "))
        country, bracket = re.escape(full[len(core) :]), re.escape(name[len(full) :])
        return re.compile(rf"(?<!\w){words}(?:{country})?(?:{bracket})?(?!\w)")
    *given, last = (_in_any_case(word, language) for word in name.split())
    return re.compile(rf"\b(?:{' '.join(given)} )?{last}\b")


def _in_any_case(word: str, language: str) -> str:
    """A pattern of a word with the endings that a Russian name takes."""
    stem = word.rstrip(_ENDINGS) if language == "ru" else word
    return rf"{re.escape(stem)}\w{{0,3}}" if language == "ru" and len(stem) > _WHOLE else re.escape(word)
