"""Every code that `check` can print is explained, and every explained code is one that it can print."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from kbase.core.explaining import as_lines, explanations
from kbase.core.records.model import LANGUAGES
from launcher.places import ROOT

CORE = ROOT / "hooks" / "kbase" / "core"


def printed() -> Iterator[str]:
    """The codes in the source: of `Problem(place, code, …)`, of `_refuse(event, code, …)`, and those that the words for
    pydantic's findings return.
    """
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ("Problem", "_refuse") and len(node.args) > 1:
                yield from _constants(node.args[1])
            if (
                isinstance(node, ast.Return)
                and path.name == "pydantic_messages.py"
                and isinstance(node.value, ast.Tuple)
            ):
                yield from _constants(node.value.elts[0])


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_every_code_is_explained_and_every_explained_code_exists() -> None:
    assert sorted(explanations()) == sorted({*printed()})


def test_explanations_are_complete_in_both_languages() -> None:
    """Rule and reason are sentences in each language; what is wrong is not what is right."""
    for row in explanations().values():
        for language in LANGUAGES:
            assert all(text[language].endswith(".") for text in (row.rule, row.why)), row.code
        assert re.search("[а-я]", row.rule["ru"] + row.why["ru"]), row.code
        assert row.wrong and row.right and row.wrong != row.right, row.code


def test_an_explanation_says_rule_reason_and_example() -> None:
    assert as_lines(explanations()["yaml-key"], "en") == (
        "yaml-key: The name of a field is a plain word.\n"
        "Why: No record has a field of another kind.\n"
        "Wrong:\n  [en, ru]: text\n"
        "Right:\n  en: text"
    )
    assert "\nЗачем: " in as_lines(explanations()["yaml-key"], "ru")
