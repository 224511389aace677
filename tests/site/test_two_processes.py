"""Each language is built by a process of its own where there are two processors. That nobody can tell from the site is
a promise of tests/building/test_same_bytes.py.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kbase import twin
from tests.repositories import SITE, commit, example_repository, kb, signals_heeded

needs_two = pytest.mark.skipif(not twin.may_begin(), reason="a system that forks, and two processors")


@needs_two
@pytest.mark.slow
def test_an_error_in_both_languages_is_named_for_both(tmp_path: Path) -> None:
    root = example_repository(tmp_path / "root")
    frame = root / "overrides/main.html"
    frame.write_text(frame.read_text(encoding="utf-8") + "{% block libs %}{{ 1 // 0 }}{% endblock %}", encoding="utf-8")
    ran = kb(commit(root), "build", "--site-dir", str(tmp_path / "site"))
    assert ran.returncode == 1
    assert "Error building page 'en/" in ran.stderr and "Error building page 'ru/" in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["root"], "nothing half-made is left"


@needs_two
@pytest.mark.parametrize("sign", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGTERM])
def test_who_ends_the_build_ends_both_processes(example: Path, tmp_path: Path, sign: signal.Signals) -> None:
    """Ctrl-C reaches both, since a terminal sends it to the group; SIGTERM one of them only."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path / "site")]
    with signals_heeded():
        build = subprocess.Popen(command, cwd=example, env=SITE, stderr=subprocess.DEVNULL, start_new_session=True)
    _await(lambda: any(tmp_path.glob(".site-*-new/ru")))
    (os.killpg if sign is signal.SIGINT else os.kill)(build.pid, sign)
    assert build.wait(60) != 0
    _await(lambda: not _is_alive(build.pid))
    assert not list(tmp_path.iterdir()), "nothing half-made is left"


def _await(has_come: Callable[[], bool]) -> None:
    for _ in range(1200):
        if has_come():
            return
        time.sleep(0.05)
    raise AssertionError("it has not come in a minute")


def _is_alive(group: int) -> bool:
    """Whether a process of the group still runs."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
