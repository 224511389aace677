"""The names that stand in a title: without its brackets, and in them.

"High-Tech Park (HTP)" is two names. "CTV (Belarus)" and "resident (of the High-Tech Park)" are one: what only tells a
thing from others is no name of it, or whoever asks for Belarus would be given a broadcaster.
"""

from __future__ import annotations

import re
from typing import Final

from kbase.core.records.model import Term
from kbase.core.records.vocabulary import Country

_BRACKETS: Final = re.compile(r"\s*\(([^)]*)\)")
_AT_THE_END: Final = re.compile(r"\(([^)]*)\)$")
_TELLS_APART: Final = re.compile(r"\d|(?:of|for|in|as|в|о|об|для)\b|.*\b(?:19|20)\d\d$")
_COUNTRIES: Final = frozenset(country.label(language) for country in Country for language in ("en", "ru"))


def variants(title: str) -> tuple[str, ...]:
    """A title without brackets and, where it ends with some, the other name in them."""
    plain = _BRACKETS.sub("", title).strip()
    return (plain, *(inside.strip() for inside in _AT_THE_END.findall(title) if _is_a_name(inside, plain)))


def variants_of_term(term: Term, language: str) -> tuple[str, ...]:
    """The names of a term in a language. What only tells it apart in one language does so in the other: in Russian the
    case alone may show it, as in «резидент (Парка высоких технологий)».
    """
    here, there = (term.ru, term.en) if language == "ru" else (term.en, term.ru)
    names = variants(here)
    tells_apart = bool(_AT_THE_END.search(there)) and len(variants(there)) == 1
    return names[:1] if tells_apart else names


def _is_a_name(inside: str, outside: str) -> bool:
    """Whether brackets hold another name: in the title of a record it begins with a capital or a quotation mark; a term
    may be a common noun.
    """
    is_common = inside[:1].islower() and not outside[:1].islower()
    is_host = "." in inside and " " not in inside
    return (is_host or not (is_common or _TELLS_APART.match(inside))) and inside not in _COUNTRIES
