"""What each code of `check` means: rule, reason and example, from `codes.yml`, where each text stands once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kbase.core.records.model import Language
from kbase.core.yaml_tables import read_table

CODES: Final = Path(__file__).with_name("codes.yml")

InBoth = Mapping[str, str]
"""Language → text."""


@dataclass(frozen=True)
class Explanation:
    """A code with its rule, why there is one, and an example of what breaks it and of what keeps it."""

    code: str
    rule: InBoth
    why: InBoth
    wrong: str
    right: str


@cache
def groups() -> Mapping[str, tuple[Explanation, ...]]:
    """The explanations by group, in the order in which they are shown."""
    held: dict[str, Any] = read_table(CODES)
    return {
        group: tuple(Explanation(code, row["rule"], row["why"], row["wrong"].rstrip("\n"), row["right"].rstrip("\n"))
                     for code, row in rows.items())
        for group, rows in held.items()
    }  # fmt: skip


@cache
def explanations() -> Mapping[str, Explanation]:
    """Code → what it means."""
    return {explanation.code: explanation for group in groups().values() for explanation in group}


_WORDS: Final[Mapping[Language, tuple[str, str, str]]] = {
    "en": ("Why", "Wrong", "Right"),
    "ru": ("Зачем", "Неверно", "Верно"),
}


def as_lines(explanation: Explanation, language: Language) -> str:
    """An explanation for a terminal."""
    why, wrong, right = _WORDS[language]
    return "\n".join(
        (
            f"{explanation.code}: {explanation.rule[language]}",
            f"{why}: {explanation.why[language]}",
            f"{wrong}:\n{_indented(explanation.wrong)}",
            f"{right}:\n{_indented(explanation.right)}",
        )
    )


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))
