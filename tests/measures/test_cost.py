"""`kb.py bench build` compares like with like, and says what it found."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import run_checks
from kbase.core.problems import Severity, as_text
from kbase.measures.cost.build_cost import SHARES, Cost, Run, copied, of_build, of_check, of_stock
from kbase.measures.cost.figures import Figure
from kbase.measures.cost.memory import EVERY, Peak, family
from kbase.measures.cost.shares import PARTS, REST, Clock
from kbase.measures.cost.stock import words_in, write_stock
from tests.conftest import Built
from tests.repositories import kb


def test_a_base_three_times_over_is_a_base_without_errors(example: Path, base: KnowledgeBase, tmp_path: Path) -> None:
    root = copied(example, tmp_path, 3)
    errors = [as_text(problem) for problem in run_checks(root) if problem.severity is Severity.ERROR]
    found, _ = read_base(root)
    assert errors == []
    marked = {problem.code for problem in run_checks(root)} - {"translation-unmarked", "ledger-behind"}
    assert marked == {problem.code for problem in run_checks(root)}, "copies are marked and published"
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


OURS = Cost(60.0, 30.0, 2**28, 2000, 10**8, dict.fromkeys(SHARES, 0.0))


def test_a_goal_that_is_missed_is_told_apart() -> None:
    """At ten times the base the site may be larger; seconds are those of a machine that is not twice as slow."""
    kept = {figure.name: figure.is_kept for figure in all_figures(times=10, slow=2.0) if figure.goal}
    assert [name for name in kept if not kept[name]] == ["check, CPU", "CPU a page", "CPU of the stock site's"]
    assert {"memory", "site", "wall of the stock site's"} < set(kept)
    assert next(figure for figure in all_figures(1, 2.0) if figure.name == "site").goal == "120 MB"


def all_figures(times: int, slow: float) -> list[Figure]:
    check = Cost(14.0, 14.0, 2**28)
    return [
        *of_check(check, check, times, slow),
        *of_build(OURS, times, slow),
        *of_stock(OURS, Cost(90.0, 90.0, 2**28)),
    ]


def test_a_run_that_was_cut_goes_on_where_it_was(tmp_path: Path) -> None:
    """As long as nothing has changed; then all is measured anew, and nothing of the older state is left."""
    measured: list[Cost] = []

    def measure() -> Cost:
        measured.append(OURS)
        return OURS

    assert Run(tmp_path / "bench", "one").part("ours", measure) == OURS
    (tmp_path / "bench/site").mkdir()
    assert Run(tmp_path / "bench", "one").part("ours", measure) == OURS and len(measured) == 1
    assert Run(tmp_path / "bench", "two").part("ours", measure) == OURS and len(measured) == 2
    assert [file.name for file in (tmp_path / "bench").iterdir()] == ["parts.json"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process be looked at")
def test_memory_that_is_shared_counts_once() -> None:
    """A process holds a hundred MiB, and another one is forked from it, which does so too."""
    program = "import os, time; held = os.urandom(100 * 2**20); os.fork(); os.write(1, b'.'); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True) as child:
        assert child.stdout and child.stdout.read(2) == b".."
        with Peak(child.pid) as peak:
            time.sleep(3 * EVERY)
        both = list(family(child.pid))
        os.killpg(child.pid, signal.SIGKILL)
    assert len(both) == 2
    assert 100 * 2**20 < peak.bytes < 150 * 2**20


@pytest.mark.slow
def test_the_command_prints_every_figure_and_what_misses(example: Path) -> None:
    ran = kb(example, "bench", "build", "--ours")
    assert "goals missed: " in ran.stderr, ran.stderr
    assert [part for part in SHARES if f"  {part} " not in ran.stdout] == []
    assert "this base, CPU" in ran.stdout and "stock Material" not in ran.stdout
    assert not (example / ".cache/bench/1-times").exists()
