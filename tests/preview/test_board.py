"""Browsers are told what is wrong now, and what may be true no more."""

from __future__ import annotations

import json

import pytest

from kbase.preview.board import Board

FAULT = "docs/data/x.yml:3: error: this is not valid YAML"
WARNING = "docs/en/a.md:1: warning: …"


def told(board: Board) -> dict[str, object]:
    news: dict[str, object] = json.loads(board.news)
    return news


def test_what_stands_on_the_board_is_told() -> None:
    board = Board()
    assert told(board) == {"version": "", "isChecking": False, "namesCauses": False, "faults": [], "findings": []}
    board.faults([FAULT])
    board.findings([WARNING, FAULT])
    assert (told(board)["faults"], told(board)["findings"]) == ([FAULT], [WARNING])


def test_a_fault_goes_with_the_next_version_and_what_check_found_stays_until_it_runs_again() -> None:
    board = Board()
    board.findings([WARNING, FAULT])
    board.faults([FAULT])
    assert board.lines == [FAULT, WARNING]
    board.new_version()
    assert board.lines == [WARNING, FAULT]
    before = board.version
    board.new_version()
    assert board.version != before


def test_what_was_found_before_a_save_is_known_to_be_of_before() -> None:
    board = Board()
    board.findings([FAULT])
    board.checking()
    assert told(board)["findings"] == [FAULT] and told(board)["isChecking"] is True
    board.findings([])
    assert told(board)["findings"] == [] and told(board)["isChecking"] is False


@pytest.mark.parametrize(
    ("found", "names_causes"), [([WARNING], False), ([FAULT], True), (["docs/en/a.md:1: ошибка: …"], True)]
)
def test_check_may_name_a_cause_until_it_has_found_no_error(found: list[str], names_causes: bool) -> None:
    board = Board()
    board.checking()
    assert board.names_causes
    board.findings(found)
    assert board.names_causes is names_causes
