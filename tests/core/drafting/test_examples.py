"""The guide shows a complete example of each kind of record, with all its fields; each passes every check."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import new as command
from kbase.core.base import KnowledgeBase, read_base
from kbase.core.drafting.describing import all_fields
from kbase.core.drafting.drafts import KINDS
from kbase.core.drafting.examples import examples
from kbase.core.evidence.rows import all_words
from kbase.core.records.model import LANGUAGES, Actor
from kbase.core.records.yaml_source import parse
from launcher.main import main


def test_each_kind_that_the_base_has_is_shown(base: KnowledgeBase) -> None:
    shown = examples(base)
    kinds = {entity.type.value for entity in base.entities.values()}
    assert {*shown} >= kinds - {"actor"} and {*shown} <= {*KINDS}
    actor = base.entities[shown["actor"].id]
    assert isinstance(actor, Actor) and actor.roles


def test_an_example_reads_as_the_record_of_the_base(base: KnowledgeBase, example: Path) -> None:
    """Nothing is shown that the checks have not seen."""
    for shown in examples(base).values():
        read, problems = parse(shown.text, shown.file)
        assert problems == [] and read is not None
        data = read.data[0] if isinstance(read.data, list) else read.data
        origin = base.origins[shown.id]
        held = origin.parsed.data
        for step in origin.root:
            held = held[step]
        assert data == {name: value for name, value in held.items() if value is not None}
        assert (example / shown.file).is_file()


def test_every_field_of_the_kind_is_told(base: KnowledgeBase) -> None:
    for kind, shown in examples(base).items():
        fields = {info.alias or name for name, info in KINDS[kind][0].model_fields.items()}
        assert {field.name for field in shown.fields} | {"id"} == fields


def test_the_choice_does_not_depend_on_the_run(example: Path) -> None:
    first, second = (examples(read_base(example)[0]) for _ in range(2))
    assert first == second


def test_what_decides_a_label_is_a_field_of_a_record() -> None:
    """And every label names its fields."""
    names = {name.rpartition(".")[2] for name in all_fields()}
    assert [row for row, words in all_words().items() if not words.fields or not {*words.fields} <= names] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_shows_an_example_with_its_fields(
    example: Path, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", example)
    assert main(["--in-environment", "new", "source", "--example", "--language", language]) == 0
    told = capsys.readouterr().out
    assert told.startswith("# docs/data/sources.yml\n- id: ")
    assert {"en": "# * must be there", "ru": "# * обязательно"}[language] in told
    assert main(["--in-environment", "new", "person", "--example", "--language", language]) == 0
    told = capsys.readouterr().out
    assert "docs/data/actors/" in told and "ownership" not in told  # A person has no owner; a company has one.
    assert 0 < told.index("# * kind ") < told.index("#   roles ")
    assert main(["--in-environment", "new", "company", "--example", "--language", language]) == 0
    assert "#   ownership " in capsys.readouterr().out
    assert main(["--in-environment", "new", "sorce", "--example"]) == 2
