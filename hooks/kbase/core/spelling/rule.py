"""The rule itself: which words are reported, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.messages import EMPTY, Message, joined, say
from kbase.core.problems import Problem
from kbase.core.records.model import LANGUAGES, Language
from kbase.core.spelling.accepted import LISTS, Accepted, accepted_by, line_for, listed_words, names_in
from kbase.core.spelling.dictionaries import Speller
from kbase.core.spelling.texts import language_of, own_texts, words_of

MOST_EXPLAINED: Final = 8
"""How many different words get suggestions: each takes up to a second, once. The line says what to do without one."""

LONGEST_EXPLAINED: Final = 24
LONGEST: Final = 60
"""Letters. The time for suggestions grows with the square of a word's length, and that of a look-up with it; no word of
either language is longer than the second figure.
"""

_HYPHEN = re.compile(r"[\u2011-]")
_ADJECTIVES: Final = ("ому", "ему")
_POSSESSIVE = re.compile(r"[’']s$")
_PLURAL_CAPITALS = re.compile(r"[A-Z]{2,}s")


def misspelled(context: Context, speller: Speller) -> Iterator[Problem]:
    """Every word of our own texts is in the dictionary of its language, in a name that a record gives or in our lists
    (code `spelling`), a warning until a release: a right word may be new to us. Words with digits and abbreviations in
    capitals pass, and compounds whose parts pass.
    """
    judge = _Judge(speller, accepted_by(context.base, speller))
    passed: dict[Language, set[str]] = {language: set() for language in LANGUAGES}
    for place, language, text in own_texts(context):
        for word in sorted(words_of(text) - passed[language]):
            if judge.passes(word, language):
                passed[language].add(word)
            else:
                message = say("'{word}' is in no dictionary", word=word)
                yield Problem(place, "spelling", message, judge.fix(word), context.lenient)


def known_words(context: Context, speller: Speller) -> str:
    """All that a text depends on beside itself: dictionaries, names and lists."""
    return repr((speller.fingerprint, sorted(names_in(context.base)), *map(listed_words, LANGUAGES)))


class _Judge:
    """Judges words, and explains each refused one once."""

    def __init__(self, speller: Speller, accepted: dict[Language, Accepted]) -> None:
        self._speller = speller
        self._accepted = accepted
        self._explained: set[str] = set()
        self.fix = cache(self._fix)

    def passes(self, word: str, language: Language) -> bool:
        """A Latin word in a Russian text is judged as English; a Cyrillic word in an English text is a quotation."""
        written = language_of(word)
        if written is None or written not in self._accepted or (written, language) == ("ru", "en"):
            return True
        return self._passes(word, written) or self._passes_in_parts(word, written)

    def _passes_in_parts(self, word: str, language: Language) -> bool:
        *links, last = _HYPHEN.split(word)
        return bool(links) and self._passes(last, language) and all(self._links(part, language) for part in links)

    def _links(self, part: str, language: Language) -> bool:
        """Whether it may open a compound: a word, or an adjective cut short as in «белорусско-российский»."""
        return self._passes(part, language) or (
            language == "ru" and part[-1:] in "ое" and any(self._passes(part[:-1] + e, language) for e in _ADJECTIVES)
        )

    def _passes(self, word: str, language: Language) -> bool:
        word = _POSSESSIVE.sub("", word)
        is_short = len(word) == 1 or word.isupper() or _PLURAL_CAPITALS.fullmatch(word)
        if is_short or len(word) > LONGEST:
            return bool(is_short)
        return self._speller.knows(language, word) or self._accepted[language].has(word)

    def _fix(self, word: str) -> Message:
        language = language_of(word) or "en"
        near: Sequence[str] = ()
        if len(self._explained) < MOST_EXPLAINED and len(word) <= LONGEST_EXPLAINED:
            self._explained.add(word)
            near = self._accepted[language].near(word) or self._speller.near(language, word)
        words = joined((f"'{other}'" for other in near), say(" or "))
        hint = say("did you mean {words}? ", words=words) if near else EMPTY
        form = say(" (its dictionary form)") if language == "ru" else EMPTY
        line = line_for(word, language)
        return say(
            "{hint}correct it; if it is right, add the line `{word}`{form} as {lists}/{language}.txt:{line}",
            hint=hint,
            word=word,
            form=form,
            lists=LISTS,
            language=language,
            line=line,
        )
