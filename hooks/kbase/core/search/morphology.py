"""Word forms: by which further words a text must be found, since the search's stemmer does not bring them together.

The search engine cuts words to stems by rule (Snowball), and some forms of one word to several stems: «Беларусь» and
«Беларуси», «человек» and «люди», "held" and "hold". Here a dictionary gives all forms of a word (pymorphy3 with the
dictionary of OpenCorpora; all readings of the word, not only the likeliest). Of the forms whose stem the text lacks,
one a stem is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pymorphy3
import snowballstemmer
from pymorphy3.units import DictionaryAnalyzer

from kbase.core.search.romanising import without_marks
from kbase.core.yaml_tables import read_table

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CYRILLIC = re.compile(r"[а-яё]+(?:-[а-яё]+)*")
PARTS_OF_SPEECH = frozenset({"NOUN", "ADJF", "ADJS"})
"""What queries are made of; names are nouns in OpenCorpora. Verbs would add ten times as many forms."""

IRREGULAR = Path(__file__).with_name("irregular_english.yml")


def folded(word: str) -> str:
    """A word as the search compares it: lower case, ё as е."""
    return word.lower().replace("ё", "е").replace("’", "'")


def words_of(text: str) -> set[str]:
    """The distinct words of a text, folded; the parts of a hyphenated word are words of their own."""
    return set(WORD.findall(folded(text)))


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word as the engine makes it in the index of `language`; the other script is left as it is.

    Pagefind takes all marks off before it stems, the breve of й too: «научный» becomes «научныи», whose stem is not
    that of «научного». So nearly every adjective has a form with a stem of its own.
    """
    return str(_stemmer(language).stemWord(without_marks(word)))


@lru_cache(maxsize=200_000)
def true_stem(word: str, language: str) -> str:
    """The stem of a folded word by Snowball's rules alone: for what we compare ourselves, not through the engine."""
    return str(_stemmer(language).stemWord(word))


def further_forms(words: Iterable[str], language: str) -> list[str]:
    """One form for every stem that a form of one of `words` has and none of `words` has. In order of the alphabet.

    `words` are folded; `language` is that of the index, so an English index stems Cyrillic words not at all.
    """
    own = set(words)
    known = {stem(word, language) for word in own}
    added: dict[str, str] = {}
    for word in sorted(own):
        for key, form in _forms_by_stem(word, language):
            if key not in known:
                added.setdefault(key, form)
    return sorted(added.values())


@lru_cache(maxsize=200_000)
def _forms_by_stem(word: str, language: str) -> tuple[tuple[str, str], ...]:
    """Each stem that the forms of a folded word have, with the first of its forms: most words have two or three."""
    found: dict[str, str] = {}
    for form in forms(word):
        found.setdefault(stem(form, language), form)
    return tuple(found.items())


@lru_cache(maxsize=100_000)
def forms(word: str) -> tuple[str, ...]:
    """All forms of a folded word: of a Russian noun, adjective or name, or of an irregular English word; else none."""
    if CYRILLIC.fullmatch(word):
        return tuple(sorted(set(_russian_forms(word))))
    return irregular_english().get(word, ())


def _russian_forms(word: str) -> Iterator[str]:
    for lexeme in {_lexeme(reading) for reading in _analyser().parse(word) if reading.tag.POS in PARTS_OF_SPEECH}:
        yield from map(folded, lexeme)


def _lexeme(reading: Any) -> tuple[str, ...]:
    """The forms of the word that a reading takes it for. Of a word in the dictionary they are its stem with the endings
    of its paradigm; the library would make an object of each.
    """
    unit, word, paradigm, index = reading.methods_stack[0]
    if len(reading.methods_stack) > 1 or not isinstance(unit, DictionaryAnalyzer):
        return tuple(form.word for form in reading.lexeme if form.tag.POS in PARTS_OF_SPEECH)
    dictionary = _analyser().dictionary
    return _with_endings(dictionary.build_stem(dictionary.paradigms[paradigm], index, word), paradigm)


@lru_cache(maxsize=100_000)
def _with_endings(stem: str, paradigm: int) -> tuple[str, ...]:
    return tuple(before + stem + after for before, after in _endings(paradigm))


@cache
def _endings(paradigm: int) -> list[tuple[str, str]]:
    """What stands before and after the stem in the forms of a paradigm of the dictionary."""
    forms = _analyser().dictionary.build_paradigm_info(paradigm)
    return [(before, after) for before, tag, after in forms if tag.POS in PARTS_OF_SPEECH]


@cache
def irregular_english() -> dict[str, tuple[str, ...]]:
    """Every form of an irregular English word → all forms of that word."""
    groups = [line.split() for line in read_table(IRREGULAR)]
    found: dict[str, set[str]] = {}
    for group in groups:
        for form in group:
            found.setdefault(form, set()).update(group)
    return {form: tuple(sorted(group)) for form, group in found.items()}


@cache
def _analyser() -> Any:
    """The dictionary, without the estimate of how likely a reading is: all of them count."""
    return pymorphy3.MorphAnalyzer(probability_estimator_cls=None)


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer({"ru": "russian", "en": "english"}[language])
