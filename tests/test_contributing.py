"""The guides say the same in both languages, and what they name is there."""

from __future__ import annotations

import re

import pytest
import yaml

from commands import NAMES
from kbase.core.records.model import LANGUAGES, Revision, Statement
from kbase.wording.catalogue import Catalogue
from tests.conftest import ROOT

NAMES_OF_GUIDES = ("README", "CONTRIBUTING", "KEEPING", "SECURITY")
ENDINGS = {"en": ".md", "ru": ".ru.md"}
FENCE = re.compile(r"```.*?```", re.S)


def guide(name: str, language: str) -> str:
    return (ROOT / f"{name}{ENDINGS[language]}").read_text(encoding="utf-8")


def named(name: str, language: str) -> list[str]:
    """What a guide names in code, line by line, without comments and words of a language."""
    text = guide(name, language)
    lines = [line.partition(" #")[0].rstrip() for block in FENCE.findall(text) for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    return [*(worded(line) for line in lines if is_code(line)), *sorted(map(worded, spans))]


def worded(code: str) -> str:
    """The same without the words that it gives in a language."""
    return re.sub(r"\{(?:en|ru): [^}]*\}", "{…}", code)


def is_code(line: str) -> bool:
    return bool(re.match(r"\s*(?:- )?(?:\w+:|\$ )|///", line))


@pytest.mark.parametrize("name", NAMES_OF_GUIDES)
def test_both_guides_name_the_same_commands_files_and_fields(name: str) -> None:
    """And have the same parts, so that neither language is the lesser one."""
    assert named(name, "en") == named(name, "ru")
    outlines = [re.findall(r"^#+(?= )|^\d+\.|^\| ", guide(name, language), re.M) for language in LANGUAGES]
    assert outlines[0] == outlines[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES_OF_GUIDES)
def test_a_guide_leads_to_the_other_and_names_what_is_there(name: str, language: str) -> None:
    """Every file, folder and command."""
    other = f"{name}{ENDINGS['ru' if language == 'en' else 'en']}"
    text = guide(name, language)
    assert f"]({other})" in text
    for path in re.findall(r"\b(?:docs|hooks|scripts)/[\w./-]*\w", text):
        assert (ROOT / path).exists(), path
    assert set(re.findall(r"kb\.py (\w+)", text)) <= set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["README", "CONTRIBUTING", "KEEPING"])
def test_whoever_has_windows_is_told_what_to_write(name: str, language: str) -> None:
    """Python's usual installer makes no `python3` there. It is said before the second part."""
    begun = "## ".join(guide(name, language).split("## ")[:2])
    assert "Windows" in begun and "`py`" in begun and "`python3`" in begun


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_that_the_guide_names_is_there(language: str) -> None:
    """In its table of what readers see and what they press."""
    table = section(language, "buttons")
    named = [name for name in re.findall(r"[“«]([^”»]+)[”»]", table) if name not in ("", " ")]
    written = Catalogue(language)
    assert (
        len(named) > 6 and [name for name in named if name not in {written.raw(key) for key in written.strings}] == []
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_a_corrected_statement_is_one(language: str) -> None:
    (example,) = [block for block in FENCE.findall(section(language, "statement")) if "revised:" in block]
    data = yaml.load("\n".join(example.splitlines()[1:-1]), Loader=yaml.BaseLoader)
    assert len([Revision.model_validate(one) for one in data["revised"]]) == 2 and {*data} <= {*Statement.model_fields}


def section(language: str, id: str) -> str:
    """The part of the page "Contribute" below the heading with that id."""
    text = (ROOT / f"docs/{language}/about/contribute.md").read_text(encoding="utf-8")
    return text.partition(f"{{ #{id} }}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_newcomers_are_led_to_tasks(language: str) -> None:
    assert "`python3 scripts/kb.py tasks`" in guide("CONTRIBUTING", language).partition("\n## ")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shortest_way_is_short_and_leaves_out_no_step(language: str) -> None:
    """From a branch to the address that git prints: whoever reads only this part is not stopped by what it lacks."""
    part = guide("CONTRIBUTING", language).split("\n## ")[1]
    steps = re.findall(r"^\$ (?:python3 scripts/kb\.py )?((?:git )?\w+(?: person| source| statement)?)", part, re.M)
    correcting = ["git switch", "search", "impact", "check", "git commit", "git push"]
    adding = ["git switch", "new source", "new person", "new statement", "check", "git add", "git commit", "git push"]
    assert steps == [*correcting, *adding]
    assert len(part.split()) <= 310 and "revised:" in part and "`git push`" in part
