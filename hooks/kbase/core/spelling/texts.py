"""The words of the base's own texts, with their places; names and quotations of others are not among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbase.core.checks.context import Context
from kbase.core.problems import Place
from kbase.core.prose.page import Prose
from kbase.core.prose.plain_words import plain_words
from kbase.core.records.model import LANGUAGES, Language

_WORD = re.compile(r"[^\W_]+(?:[’'\u2011.@-][^\W_]+)*")
_ADDRESS = re.compile(r"[\w.@-]+[.@][a-z]{2,}")
_STRESS = "\u0301"
_LETTERS = re.compile(r"([A-Za-zÀ-ɏ’'\u2011-]+)|[А-Яа-яЁё’'\u2011-]+")


def own_texts(context: Context) -> Iterator[tuple[Place, Language, str]]:
    """Every text that we wrote or translated, with its place and language; of its marks only words are left."""
    for record, path, text in context.strings:
        if path[-1] in LANGUAGES:
            yield context.place(record.id, path), path[-1], plain_words(text)
    for page in context.pages:
        yield from _of_page(page)


def _of_page(page: Prose) -> Iterator[tuple[Place, Language, str]]:
    for name in ("title", "description"):
        if isinstance(text := page.meta.get(name), str):
            yield page.place(1), page.language, text
    for line, text in page.plain_lines:
        yield page.place(line), page.language, text


def words_of(text: str) -> set[str]:
    """The words of a text; a compound with hyphens is one word, an address is none."""
    words = set(_WORD.findall(text.replace(_STRESS, "")))
    for dotted in [word for word in words if "." in word or "@" in word]:
        words.remove(dotted)
        if not _ADDRESS.fullmatch(dotted):
            words.update(re.split(r"[.@]", dotted))
    return words


def language_of(word: str) -> Language | None:
    """The language whose letters a word is written in; None where it has letters of neither, or of both."""
    found = _LETTERS.fullmatch(word)
    return None if found is None else "en" if found[1] else "ru"
