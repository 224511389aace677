"""`check` runs beside the preview, and what it finds is told when it has ended."""

from __future__ import annotations

import queue
import sys
from pathlib import Path

from kbase.preview.findings import MOST, Check

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


def test_errors_come_first_then_what_was_saved_and_the_rest_is_counted(tmp_path: Path) -> None:
    """Whoever saves a page sees what is said of it, however much is said of others."""
    lines = [f"docs/en/{number:03}.md:1: warning: x" for number in range(100)]
    code = f"for line in {lines!r}: print(line)\nprint('docs/ru/z.md:1: ошибка: y'); print('101'); raise SystemExit(1)"
    check, told = check_of(code, tmp_path)
    check.again({Path("docs/en/099.md")})
    shown, closing = told.get(timeout=PATIENCE)
    assert shown[:3] == ["docs/ru/z.md:1: ошибка: y", lines[99], lines[0]] and closing == "101"
    assert len(shown) == MOST + 1 and shown[-1] == f"… and {101 - MOST} more: python3 scripts/kb.py check"


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


def test_a_save_cuts_a_run_short_but_not_the_one_after_it(tmp_path: Path) -> None:
    """Else somebody who saves all the time would never hear of anything."""
    runs, ends = tmp_path / "runs", tmp_path / "ends"
    code = f"""
import time
open({str(runs)!r}, "a").write("x")
number = len(open({str(runs)!r}).read())
time.sleep(2 if number > 1 else 99)
open({str(ends)!r}, "a").write("x")
print(number, len(open({str(ends)!r}).read()))
"""
    check, told = check_of(code, tmp_path)
    for number in range(3):
        check.again()
        while not runs.exists() or len(runs.read_text()) < min(number + 1, 2):
            pass
    assert told.get(timeout=PATIENCE) == ([], "3 2")
    check.end()
