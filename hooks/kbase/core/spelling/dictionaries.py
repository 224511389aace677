"""Spellers: what the rule asks about words. The caller says where dictionaries lie and answers are kept.

Loading the dictionaries takes two seconds, so a speller can remember every answer in a file. The answers depend on the
dictionaries alone, not on our lists and names: a changed list costs nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Protocol

from kbase.core.kept import read_kept, write_kept
from kbase.core.messages import Message, say
from kbase.core.records.model import Language

MOST_SUGGESTIONS: Final = 2

_FORMAT: Final = "1"
_PACKAGES: Final = ("spylls", "pymorphy3", "pymorphy3-dicts-ru")
_PROPER: Final = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})
_WRONG: Final = frozenset({"Erro", "Dist"})
"""Marks of OpenCorpora: a proper name, a misspelling that is common."""


class Speller(Protocol):
    """Answers for single words, without hyphens or with them, in the case in which they stand."""

    @property
    def languages(self) -> Collection[Language]:
        """The languages that it has dictionaries of."""

    @property
    def fingerprint(self) -> str:
        """Changes with whatever it answers."""

    def knows(self, language: Language, word: str) -> bool:
        """Whether the word is in the dictionary, ё or е."""

    def stems(self, word: str) -> Collection[str]:
        """The words that an unknown Russian word may be a form of, in lower case."""

    def near(self, language: Language, word: str) -> Sequence[str]:
        """Words that may have been meant, the likeliest first."""


class Dictionaries:
    """The dictionaries at `paths` (without .aff and .dic) and pymorphy3, each loaded when it is first asked.

    `tell` gets one line before the first loading.
    """

    def __init__(self, paths: Mapping[Language, Path], tell: Callable[[Message], None] = lambda _: None) -> None:
        self._paths = paths
        self._tell = tell
        self._loaded: dict[Language, Any] = {}

    @property
    def languages(self) -> Collection[Language]:
        return self._paths.keys()

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the content of the dictionaries, and with the way we read them."""
        digest = hashlib.sha256(" ".join((_FORMAT, *map(version, _PACKAGES))).encode())
        for language, path in sorted(self._paths.items()):
            for ending in (".aff", ".dic"):
                digest.update(f" {language}{ending} ".encode())
                digest.update(path.with_name(path.name + ending).read_bytes())
        return digest.hexdigest()

    def knows(self, language: Language, word: str) -> bool:
        if language == "ru" and self._is_in_opencorpora(word):
            return True
        straight = word.replace("’", "'").replace("\u2011", "-")
        return any(self._hunspell(language).lookup(form) for form in {straight, straight.replace("ё", "е")})

    def stems(self, word: str) -> Collection[str]:
        return {str(parse.normal_form) for parse in self._morphology.parse(word)}

    def near(self, language: Language, word: str) -> Sequence[str]:
        """Those of hunspell that are most alike, one word before two; its own order differs from run to run."""

        def rank(other: str) -> tuple[bool, float, str]:
            return " " in other, -SequenceMatcher(None, word, other).ratio(), other

        return sorted(set(self._hunspell(language).suggest(word)), key=rank)[:MOST_SUGGESTIONS]

    def _is_in_opencorpora(self, word: str) -> bool:
        """Whether pymorphy3 knows it as a right word, and not only as a name where it stands without a capital."""
        if not self._morphology.word_is_known(word):
            return False
        refused = _WRONG | _PROPER if word.islower() else _WRONG
        return any(refused.isdisjoint(tag.grammemes) for tag in self._morphology.tag(word))

    def _hunspell(self, language: Language) -> Any:
        from spylls.hunspell import Dictionary  # type: ignore[import-untyped]

        if language not in self._loaded:
            if not self._loaded:
                self._tell(say("spelling: reading the dictionaries (up to a minute; their answers are kept)"))
            self._loaded[language] = Dictionary.from_files(str(self._paths[language]))
        return self._loaded[language]

    @cached_property
    def _morphology(self) -> Any:
        from pymorphy3 import MorphAnalyzer

        return MorphAnalyzer(lang="ru")


class Remembering:
    """Another speller's answers, kept in a file for as long as `fingerprint` stays the same; `save` writes them."""

    def __init__(self, speller: Speller, file: Path, fingerprint: str) -> None:
        self._speller = speller
        self._file = file
        self.fingerprint = fingerprint
        self._answers = self._read()
        self._is_saved = True

    @property
    def languages(self) -> Collection[Language]:
        return self._speller.languages

    def knows(self, language: Language, word: str) -> bool:
        return bool(self._answer(f"{language} {word}", lambda: self._speller.knows(language, word)))

    def stems(self, word: str) -> Collection[str]:
        return tuple(self._answer(f"stems {word}", lambda: sorted(self._speller.stems(word))))

    def near(self, language: Language, word: str) -> Sequence[str]:
        return tuple(self._answer(f"near {language} {word}", lambda: list(self._speller.near(language, word))))

    def save(self) -> None:
        """Writes the answers; a folder that cannot be written costs time and nothing else."""
        if not self._is_saved:
            kept = {"fingerprint": self.fingerprint, "answers": self._answers}
            self._is_saved = write_kept(self._file, kept)

    def _answer(self, question: str, ask: Callable[[], Any]) -> Any:
        if question not in self._answers:
            self._answers[question] = ask()
            self._is_saved = False
        return self._answers[question]

    def _read(self) -> dict[str, Any]:
        kept = read_kept(self._file)
        answers = kept.get("answers")
        return answers if isinstance(answers, dict) and kept.get("fingerprint") == self.fingerprint else {}
