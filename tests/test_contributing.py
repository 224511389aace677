"""Both guides for contributors say the same, and what they name is there."""

from __future__ import annotations

import re

import pytest

from commands import NAMES
from kbase.core.records.model import LANGUAGES
from tests.conftest import ROOT

GUIDES = {"en": "CONTRIBUTING.md", "ru": "CONTRIBUTING.ru.md"}
FENCE = re.compile(r"```.*?```", re.S)


def guide(language: str) -> str:
    return (ROOT / GUIDES[language]).read_text(encoding="utf-8")


def named(language: str) -> list[str]:
    """What a guide names in code, line by line, without comments and words of a language."""
    text = guide(language)
    lines = [line.partition(" #")[0].rstrip() for block in FENCE.findall(text) for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    return [*(worded(line) for line in lines if is_code(line)), *sorted(map(worded, spans))]


def worded(code: str) -> str:
    """The same without the words that it gives in a language."""
    return re.sub(r"\{(?:en|ru): [^}]*\}", "{…}", code)


def is_code(line: str) -> bool:
    return bool(re.match(r"\s*(?:- )?(?:\w+:|\$ )|///", line))


def test_both_guides_name_the_same_commands_files_and_fields() -> None:
    """And have the same parts, so that neither language is the lesser one."""
    assert named("en") == named("ru")
    outlines = [re.findall(r"^#+(?= )", guide(language), re.M) for language in LANGUAGES]
    assert outlines[0] == outlines[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_leads_to_the_other_and_names_what_is_there(language: str) -> None:
    """Every file, folder and command."""
    other = GUIDES["ru" if language == "en" else "en"]
    assert f"]({other})" in guide(language)
    for path in re.findall(r"\b(?:docs|hooks|scripts)/[\w./-]*\w", guide(language)):
        assert (ROOT / path).exists(), path
    assert set(re.findall(r"kb\.py (\w+)", guide(language))) <= set(NAMES)
