"""Browsers are told what is new, and no more than that."""

from __future__ import annotations

import json
import threading

from kbase.preview.board import Board

FAULT = "docs/data/x.yml:3: error: this is not valid YAML"


def test_news_are_told_at_once_and_then_only_when_something_changes() -> None:
    board = Board()
    first = board.news("", patience=0)
    assert json.loads(first) == {"version": "", "isOld": False, "lines": []}
    assert board.news(first, patience=0) == first
    later = threading.Timer(0.05, board.faults, ([FAULT],))
    later.start()
    assert json.loads(board.news(first, patience=30)) == {"version": "", "isOld": True, "lines": [FAULT]}
    later.join()


def test_a_fault_goes_with_the_next_version_and_what_check_found_stays_until_it_runs_again() -> None:
    board = Board()
    board.findings(["docs/en/a.md:1: warning: …", FAULT])
    board.faults([FAULT])
    assert board.lines == [FAULT, "docs/en/a.md:1: warning: …"]
    board.new_version()
    assert board.lines == ["docs/en/a.md:1: warning: …", FAULT]
    before = board.version
    board.new_version()
    assert board.version != before
