"""The rows of the labels of evidence and their words, from `rows.yml`, where each word stands once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from kbase.core.yaml_tables import read_table

ROWS: Final = Path(__file__).with_name("rows.yml")

InBoth = Mapping[str, str]
"""Language → text."""


class Row(StrEnum):
    """A label: how something is known and, from `contradicted` on, whether what was said is borne out."""

    TEXT = "text"
    INDEPENDENT = "independent"
    BOTH_STATES = "both-states"
    OWN_ACCOUNT = "own-account"
    SEVERAL = "several"
    ONE_SOURCE = "one-source"
    RETELLING = "retelling"
    PART = "part"
    CONTRADICTED = "contradicted"
    QUALIFIED = "qualified"
    NOT_FOUND = "not-found"
    WORDS_ONLY = "words-only"

    @property
    def words(self) -> RowWords:
        """Its label, its meaning and when it is given."""
        return all_words()[self]


HOW_TOLD: Final = (
    *(Row.TEXT, Row.INDEPENDENT, Row.BOTH_STATES, Row.OWN_ACCOUNT),
    *(Row.SEVERAL, Row.ONE_SOURCE, Row.RETELLING, Row.PART),
)
"""The rows that say how firm evidence is, in the order in which they are tried."""


@dataclass(frozen=True)
class RowWords:
    """The words of a row in both languages; `here` are its sentences about one statement, by key of the reason, and
    `fields` those of records that decide it.
    """

    label: InBoth
    meaning: InBoth
    given: InBoth
    here: Mapping[str, InBoth]
    fields: tuple[str, ...] = ()


@cache
def all_words() -> Mapping[Row, RowWords]:
    """The words of every row, in their order."""
    return {Row(key): RowWords(**words) for key, words in _held()["rows"].items()}


@cache
def _held() -> Any:
    return read_table(ROWS)


@dataclass(frozen=True)
class Reason:
    """Why a row was given: a key of its sentences and what fills them.

    `names` are ids of publishers or speakers (of searches where a search found nothing), `origins` of those from whom
    they have it; `k` of `n` publishers go back to these.
    """

    key: str
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    k: int = 0
    n: int = 0


@dataclass(frozen=True)
class Line:
    """A label with its reason. `also` are keys of sentences that follow: `elsewhere` (the text was read at an address
    which is not its publisher's) and `owner` (all that was read belongs to `owner`, and so does the speaker).
    """

    row: Row
    reason: Reason
    also: tuple[str, ...] = ()
    owner: str = ""


def sentence(line: Line, language: str, called: Callable[[str], str]) -> str:
    """What a label means for one statement, in one line; `called` gives the name of an id."""
    reason = line.reason
    names = [called(name) for name in reason.names]
    fields = {"names": ", ".join(names), "origins": ", ".join(map(called, reason.origins))}
    first_and_last = {"first": names[0], "second": names[-1]} if names else {}
    here = line.row.words.here[reason.key][language]
    told = [here.format(**fields, **first_and_last, k=reason.k, n=reason.n)]
    told += [_held()["also"][key][language].format(owner=called(line.owner)) for key in line.also]
    return " ".join(told)
