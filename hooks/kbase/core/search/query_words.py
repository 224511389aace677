"""Reading a query: which of its words count, and which stand for one another."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from kbase.core.search.morphology import folded
from kbase.core.yaml_tables import read_table

STOP_WORDS = Path(__file__).with_name("stop_words.yml")
SYNONYMS = Path(__file__).with_name("synonyms.yml")
OF_STATEMENTS = Path(__file__).with_name("said_of_statements.yml")

RANKING = Path(__file__).with_name("ranking.yml")


@cache
def ranking() -> dict[str, Any]:
    """The weights by which pages with the words of a query are put in order."""
    listed: dict[str, Any] = read_table(RANKING)
    return listed


@cache
def synonyms(language: str) -> tuple[tuple[str, ...], ...]:
    """The lines of words that readers of a language use for one another: those of both languages, then its own."""
    listed = read_table(SYNONYMS)
    return tuple(tuple(map(str, line)) for line in (*listed["both"], *listed[language]))


@cache
def asked_as(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names and titles, each with what readers of a language say for it: a text with their words is not about it."""
    listed = read_table(SYNONYMS)
    asked: dict[str, str] = listed["asked"][language]
    return tuple((name, tuple(map(str.strip, words.split(",")))) for name, words in asked.items())


@cache
def said_of_statements(language: str) -> dict[str, tuple[str, ...]]:
    """Id of a statement → what readers of a language say for it."""
    listed: dict[str, dict[str, str]] = read_table(OF_STATEMENTS)
    return {id: tuple(map(str.strip, said[language].split(","))) for id, said in listed.items()}


@cache
def stop_words(language: str) -> frozenset[str]:
    """The words that a query in `language` is read without."""
    listed = read_table(STOP_WORDS)
    return frozenset(folded(word) for word in listed[language].split())
