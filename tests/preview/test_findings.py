"""`check` runs beside the preview, and what it finds is told when it has ended."""

from __future__ import annotations

import queue
import sys
from pathlib import Path

from kbase.preview.findings import Check

PATIENCE = 60


def check_of(code: str, root: Path) -> tuple[Check, queue.Queue[tuple[list[str], str]]]:
    """A check that runs `code`, and what it has told."""
    told: queue.Queue[tuple[list[str], str]] = queue.Queue()
    check = Check((sys.executable, "-c", code), root, lambda lines, closing: told.put((lines, closing)))
    check.start()
    return check, told


def test_the_findings_are_told_without_those_about_what_editors_leave(tmp_path: Path) -> None:
    code = (
        "print('docs/en/a.md:1: error: x'); print('docs/en/a.md~:1: error: y'); print('2 errors'); raise SystemExit(1)"
    )
    check, told = check_of(code, tmp_path)
    check.again()
    assert told.get(timeout=PATIENCE) == (["docs/en/a.md:1: error: x"], "2 errors")


def test_a_check_that_fails_is_told_too(tmp_path: Path) -> None:
    check, told = check_of("import sys; print('kb: no reason', file=sys.stderr); sys.exit(2)", tmp_path)
    check.again()
    assert told.get(timeout=PATIENCE) == ([], "check failed: kb: no reason")


def test_a_save_in_the_middle_of_a_run_is_checked_too(tmp_path: Path) -> None:
    """The run that was under way is of an older state: it is not told."""
    runs = tmp_path / "runs"
    code = f"import time; open({str(runs)!r}, 'a').write('x'); time.sleep(0.5); print(len(open({str(runs)!r}).read()))"
    check, told = check_of(code, tmp_path)
    check.again()
    while not runs.exists():
        pass
    check.again()
    assert told.get(timeout=PATIENCE) == ([], "2")
    check.end()
