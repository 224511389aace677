"""Promise: what one process has read of the records, the next one need not read, and it never takes old for new."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kbase.core.base import read_base
from kbase.core.check import run_checks
from kbase.core.kept import read_kept
from kbase.core.records import memory as memory_of_records
from kbase.core.records.memory import Recalled


@pytest.fixture
def copy(example: Path, tmp_path: Path) -> Path:
    shutil.copytree(example / "docs", tmp_path / "docs")
    return tmp_path


def _remembered(copy: Path, code: str = "now") -> Recalled:
    return Recalled(copy / "records.json", code)


def _learnt(copy: Path) -> None:
    memory = _remembered(copy)
    read_base(copy, memory)
    memory.save()


def test_the_next_process_reads_no_yaml_and_the_same_base(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, _ = read_base(copy)
    _learnt(copy)
    with monkeypatch.context() as blocked:
        blocked.setattr(memory_of_records, "parse", None)
        base, problems = read_base(copy, _remembered(copy))
    assert not problems
    assert base.statements == fresh.statements and base.entities == fresh.entities and base.sources == fresh.sources
    assert {id: o.place(("id",)) for id, o in base.origins.items()} == {
        id: o.place(("id",)) for id, o in fresh.origins.items()
    }


def test_a_changed_file_is_read_and_named_by_its_line(copy: Path) -> None:
    _learnt(copy)
    file = copy / "docs" / "data" / "publishers.yml"
    file.write_text(file.read_text(encoding="utf-8") + "\n- id: Wrong Id\n", encoding="utf-8")
    assert run_checks(copy, memory=_remembered(copy)) == run_checks(copy)


def test_what_an_entity_is_called_by_its_file_is_not_kept(copy: Path) -> None:
    """A file with the same text under another name is another record."""
    _learnt(copy)
    actors = copy / "docs" / "data" / "actors"
    old = next(path for path in sorted(actors.glob("*.yml")) if "\nid:" not in f"\n{path.read_text(encoding='utf-8')}")
    old.rename(actors / "renamed.yml")
    assert "renamed" in read_base(copy, _remembered(copy))[0].entities


@pytest.mark.parametrize("damage", ["", "{", '{"code": "now", "data": 5}', '{"code": "before", "data": {}}'])
def test_a_damaged_file_is_read_as_nothing(copy: Path, damage: str) -> None:
    (copy / "records.json").write_text(damage, encoding="utf-8")
    assert read_base(copy, _remembered(copy))[0].statements


def test_other_code_reads_all_anew(copy: Path) -> None:
    _learnt(copy)
    memory = _remembered(copy, "later")
    read_base(copy, memory)
    memory.save()
    assert read_kept(copy / "records.json")["code"] == "later"


def test_what_was_changed_in_the_file_is_not_believed(copy: Path) -> None:
    _learnt(copy)
    file = copy / "records.json"
    file.write_bytes(file.read_bytes().replace(b"Examplia", b"Somewhere"))
    base, _ = read_base(copy, _remembered(copy))
    assert base.statements == read_base(copy)[0].statements and base.entities == read_base(copy)[0].entities
