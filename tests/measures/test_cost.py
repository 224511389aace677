"""`kb.py bench build` compares like with like, and says what it found."""

from __future__ import annotations

from pathlib import Path

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import run_checks
from kbase.core.problems import Severity, as_text
from kbase.measures.cost.build_cost import SHARES, Cost, copied, report
from kbase.measures.cost.shares import PARTS, REST, Clock
from kbase.measures.cost.stock import words_in, write_stock
from tests.conftest import Built
from tests.repositories import kb


def test_a_base_three_times_over_is_a_base_without_errors(example: Path, base: KnowledgeBase, tmp_path: Path) -> None:
    root = copied(example, tmp_path, 3)
    errors = [as_text(problem) for problem in run_checks(root) if problem.severity is Severity.ERROR]
    found, _ = read_base(root)
    assert errors == []
    assert len(found.origins) == 3 * len(base.origins)
    assert len(found.relations) == 3 * len(base.relations), "copies are joined with each other"


def test_the_stock_site_has_as_many_pages_and_words(built: Built, base: KnowledgeBase, tmp_path: Path) -> None:
    write_stock(tmp_path / "stock", built.folder, base)
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "stock/docs").rglob("*.md")]
    titles = sum(len(page.split("\n")[0].split()) for page in pages)
    assert len(pages) == len(built.pages)
    assert sum(len(page.split()) for page in pages) - titles == sum(map(words_in, built.folder.rglob("index.html")))


def test_time_is_counted_once_for_the_part_that_spends_it() -> None:
    """The frame of a page takes 5 seconds, of which the judge takes 3; the start took 1."""
    moments = iter([1.0, 2.0, 5.0, 6.0])
    clock = Clock(lambda: next(moments))
    judge = clock.timed("judging", lambda: None)
    clock.timed("frame", judge)()
    assert clock.seconds == {REST: 1.0, "frame": 2.0, "judging": 3.0}


def test_every_part_has_a_goal() -> None:
    assert set(SHARES) == {*PARTS, REST} - {"other language"}


def test_a_goal_that_is_missed_is_told_apart() -> None:
    ours = Cost(60.0, 30.0, 2**28, 2000, 10**8, dict.fromkeys(SHARES, 0.0))
    kept = {line.partition(":")[0]: is_kept for line, is_kept in report(ours, Cost(90.0, 90.0, 2**28), ours, 10, 2.0)}
    assert not kept["CPU of the stock site's"] and not kept["check"]
    assert kept["memory"] and kept["site"]


def test_the_command_builds_and_prints_the_share_of_every_part(example: Path) -> None:
    ran = kb(example, "bench", "build", "--ours")
    assert "goals missed" in ran.stderr, ran.stderr
    assert [part for part in SHARES if f"  {part} " not in ran.stdout] == []
    assert "this base" in ran.stdout and "stock Material" not in ran.stdout
