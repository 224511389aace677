"""Where, when and by how many processors a site is built does not show in it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kbase.measures.browsing import SUB_PATH
from tests.conftest import Built
from tests.repositories import SITE, digests, example_repository, must

ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "", "PYTHONHASHSEED": "4242", "HOME": "/nonexistent"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no umask")
def test_another_folder_time_zone_locale_umask_hash_seed_and_one_processor_give_the_same_bytes(
    built: Built, tmp_path: Path
) -> None:
    root = example_repository(tmp_path / "папка с пробелом")
    site = tmp_path / "out" / SUB_PATH
    program = [sys.executable, "scripts/kb.py", "--in-environment", "build", "--site-dir", str(site)]
    command = ["bash", "-c", f"umask 077; exec {shlex.join(program)}"]
    kept = {name: value for name, value in SITE.items() if not name.startswith("LC_")}
    how = {"env": {**kept, **ELSEWHERE}, "preexec_fn": on_one_processor}
    must(subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, **how))
    assert digests(site) == digests(built.folder)
    assert os.environ.get("TZ") != ELSEWHERE["TZ"]


def on_one_processor() -> None:
    """One process builds both languages then (kbase.twin). Only Linux lets us choose."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
