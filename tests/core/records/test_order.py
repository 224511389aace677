"""Lists in order of id: two additions rarely meet, and no record is lost when they are put in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import tidy
from kbase.core.records.order import BY_ID, first_out_of_order, split, tidied
from launcher.console import Refusal
from tests.conftest import ROOT, Check
from tests.helpers import SOURCES, TINY, repository, swap

HEAD = "# Sources.\n\n"
A, B, C = "- id: a\n  title: A\n", "# Of b.\n- id: b\n  names:\n    - One\n", "- {id: c, title: 'C'}\n"


def test_records_are_put_in_order_with_the_comments_above_them() -> None:
    assert tidied(f"{HEAD}{C}{B}\n{A}") == f"{HEAD}{A}\n{B}\n{C}"


@pytest.mark.parametrize("text", [HEAD, "", "[]\n", "- title: A\n  id: a\n- id: 0\n", "a: b\n"])
def test_what_is_no_list_of_records_by_id_is_left_as_it_is(text: str) -> None:
    assert tidied(text) == text


@given(st.permutations(["a", "b", "b-2", "c", "c1"]))
def test_no_record_is_lost_or_changed(ids: list[str]) -> None:
    """In whatever order they came; and what is in order stays as it is."""
    text = "\n".join(f"- id: {id}\n  title: Of {id}\n" for id in ids)
    ordered = tidied(text)
    assert sorted(block.text.strip() for block in split(text)[1]) == [b.text.strip() for b in split(ordered)[1]]
    assert tidied(ordered) == ordered and first_out_of_order(ordered) is None


def test_the_first_record_out_of_order_is_named(check: Check) -> None:
    """With its line, as a warning: who adds a source in the browser is not stopped."""
    text = (
        TINY[SOURCES].replace("- id: daily-on-forum", "- id: a-daily").replace("\n- id: a-daily", "\n\n- id: a-daily")
    )
    (line,) = [line for line in check({SOURCES: text}) if "[order]" in line]
    assert line == (
        f"{SOURCES}:9: warning: 'a-daily' stands behind an id that comes later in the alphabet — move it to its place, "
        "or run `python3 scripts/kb.py tidy` [order]"
    )


def test_the_command_puts_both_lists_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, (first, second) = split(TINY[SOURCES])
    monkeypatch.setattr(tidy, "ROOT", repository(tmp_path, {SOURCES: f"{second.text}\n{first.text}\n"}))
    assert tidy.run(None) == 0  # type: ignore[arg-type]
    assert (tmp_path / SOURCES).read_text(encoding="utf-8") == f"{first.text}\n\n{second.text.strip()}\n"


def test_a_file_with_marks_of_a_merge_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is moved across such a mark."""
    changes = swap(SOURCES, "- id: daily", "=======\n- id: daily")
    monkeypatch.setattr(tidy, "ROOT", repository(tmp_path, changes))
    with pytest.raises(Refusal, match="has errors"):
        tidy.run(None)  # type: ignore[arg-type]
    assert (tmp_path / SOURCES).read_text(encoding="utf-8") == changes[SOURCES]


def test_the_lists_in_order_are_there() -> None:
    assert all((ROOT / name).is_file() for name in BY_ID)
