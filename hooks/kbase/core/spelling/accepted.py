"""Words that are right though no dictionary has them: names from the base's own records, and our lists."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import LANGUAGES, Event, Language
from kbase.core.spelling.dictionaries import Speller
from kbase.core.spelling.texts import language_of, words_of
from kbase.core.yaml_tables import text_of

LISTS: Final = "hooks/kbase/core/spelling/words"
"""Where the lists lie, as a contributor sees it."""

_FOLDER: Final = Path(__file__).with_name("words")
_CLOSE: Final = 0.85


class Accepted:
    """The names and the lists in one language. A Russian one stands for all its forms, as the speller inflects it."""

    def __init__(self, language: Language, names: Iterable[str], listed: Iterable[str], speller: Speller) -> None:
        self._language = language
        self._speller = speller
        self._spelled = frozenset((*names, *listed))
        capitals = {word for word in self._spelled if _has_capital(word)}
        self._proper = self._with_stems(capitals)
        self._common = self._with_stems(self._spelled - capitals)

    def _with_stems(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(form for word in words for form in (fold(word), *self._stems(word)))

    def _stems(self, word: str) -> frozenset[str]:
        if self._language == "en" or self._speller.knows(self._language, word):
            return frozenset()
        return frozenset(map(fold, self._speller.stems(word)))

    def has(self, word: str) -> bool:
        """Whether it is among them; what is written there with a capital letter has one here too."""
        known = self._common | self._proper if _has_capital(word) else self._common
        return fold(word) in known or not known.isdisjoint(self._stems(word))

    def near(self, word: str) -> list[str]:
        """The one that is spelled nearly so, if any."""
        return difflib.get_close_matches(word, self._spelled, n=1, cutoff=_CLOSE)


def accepted_by(base: KnowledgeBase, speller: Speller) -> dict[Language, Accepted]:
    """What the records and the lists accept, in each language that the speller has."""
    names: dict[Language | None, set[str]] = {language: set() for language in (*LANGUAGES, None)}
    for word in names_in(base):
        names[language_of(word)].add(word)
    return {
        language: Accepted(language, names[language], listed_words(language), speller)
        for language in LANGUAGES
        if language in speller.languages
    }


@cache
def listed_words(language: Language) -> tuple[str, ...]:
    """The list of a language in its order; what follows a `#` is a comment."""
    return tuple(filter(None, _lines(language)))


def line_for(word: str, language: Language) -> int:
    """The number of the line that a word gets in the list of a language, in order of the alphabet."""
    lines = _lines(language)
    after = (number for number, listed in enumerate(lines, start=1) if listed and fold(listed) > fold(word))
    return next(after, len(lines) + 1)


def _lines(language: Language) -> list[str]:
    lines = text_of(_FOLDER / f"{language}.txt").splitlines()
    return [line.partition("#")[0].strip() for line in lines]


def fold(word: str) -> str:
    """The word in the form in which words are compared."""
    return word.casefold().replace("ё", "е").replace("\u2011", "-").replace("’", "'")


def names_in(base: KnowledgeBase) -> set[str]:
    """The words with a capital letter in the names of the base, and the parts of their compounds."""
    words = {word for text in set(_names(base)) for word in words_of(text)}
    return {part for word in words for part in (word, *re.split(r"[\u2011-]", word)) if _has_capital(part)}


def _names(base: KnowledgeBase) -> Iterator[str]:
    """Every name that a record gives: of actors, outlets, authors, places, and whatever else has other names."""
    for entity in base.entities.values():
        yield from (name.text for name in entity.names)
        place = entity.place if isinstance(entity, Event) else None
        yield from filter(None, (place.en, place.ru) if place else ())
    for publisher in base.publishers.values():
        yield from (name.text for name in publisher.names)
        yield from filter(None, (publisher.title.en, publisher.title.ru))
    for source in base.sources.values():
        yield source.container_title or ""
        for person in source.author:
            yield from filter(None, (person.family, person.given, person.literal))


def _has_capital(word: str) -> bool:
    return word != word.lower()
