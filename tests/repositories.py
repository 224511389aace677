"""Repositories to build: the example, made anew in a folder of its own; and what is built of them, once for all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from kbase.measures.browsing import SUB_PATH
from tests.helpers import mark_all, publish_all, review_all

ROOT = Path(__file__).parents[1]
EXAMPLE = Path(__file__).with_name("example") / "docs"
SITE_URL = f"https://example.org/{SUB_PATH}/"
SITE = {**os.environ, "SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"}
"""The environment of a build for a site at that address."""

MOMENT = "2026-11-25T07:18:33+00:00"
"""When the example was committed, so that no test depends on the day on which it runs."""

AFTER_THAT = "2026-11-26T07:18:33+00:00"


@contextmanager
def signals_heeded() -> Iterator[None]:
    """What is started meanwhile heeds Ctrl-C and SIGHUP, also where the tests themselves run in the background or under
    nohup: a program that ignores a signal hands that down.
    """
    before = {sign: signal.signal(sign, lambda *_: None) for sign in (signal.SIGINT, signal.SIGHUP)}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


_NOT_OURS = shutil.ignore_patterns("__pycache__", ".cache")
_PATIENCE = 600
"""Seconds that a worker waits for what another one makes."""


def example_repository(folder: Path) -> Path:
    """The example with the code, the settings and the assets of this repository, committed; gives `folder` back.

    Both languages are marked as saying the same, as they do.
    """
    for name in ("hooks", "overrides", "scripts", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=_NOT_OURS)
    for file in ROOT.iterdir():
        if file.is_file() and not file.name.startswith("."):
            shutil.copy(file, folder)
    shutil.copytree(EXAMPLE, folder / "docs", dirs_exist_ok=True)
    mark_all(folder)
    review_all(folder)
    publish_all(folder)
    git(folder, "init", "--quiet")
    return commit(folder)


def commit(folder: Path, moment: str = MOMENT) -> Path:
    """Commits all that is in the repository of `folder`, at a moment that is the same in every run."""
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "example", moment=moment)
    return folder


def git(folder: Path, *arguments: str, moment: str = MOMENT) -> str:
    """What git prints in `folder`, with an author and settings of its own."""
    author = {"GIT_AUTHOR_NAME": "test", "GIT_AUTHOR_EMAIL": "test@example.org", "GIT_AUTHOR_DATE": moment}
    committer = {name.replace("AUTHOR", "COMMITTER"): value for name, value in author.items()}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    surroundings = {**os.environ, **author, **committer, **own}
    ran = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True, env=surroundings)
    return ran.stdout.strip()


def kb(root: Path, *arguments: str, environment: Mapping[str, str] = SITE) -> subprocess.CompletedProcess[str]:
    """`kb.py` of the repository in `root`, in the environment that runs the tests."""
    command = [sys.executable, str(root / "scripts/kb.py"), "--in-environment", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=dict(environment), check=False)


def must(ran: subprocess.CompletedProcess[str]) -> str:
    """What a command printed that had to succeed."""
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def built_by_the_spare_engine(root: Path, folder: Path) -> Path:
    """The site of the repository in `root`, built by ProperDocs into `folder`, which is given back."""
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--site-dir", str(folder)]
    must(subprocess.run(command, cwd=root, capture_output=True, text=True, env=SITE, check=False))
    return folder


def digests(folder: Path) -> dict[str, str]:
    """File → digest of what is in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills once for all workers of a run: the first that asks makes it, the others wait.

    Raises what `make` raised, in every worker: nothing is tried twice.
    """
    folder = _shared(factory) / name
    done, failed = folder.with_name(f"{name}.done"), folder.with_name(f"{name}.failed")
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        return _awaited(folder, done, failed)
    try:
        make(folder)
    except BaseException as error:
        failed.write_text(str(error), encoding="utf-8")
        raise
    done.touch()
    return folder


def _shared(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its workers know: each has one of its own in it."""
    own = factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


def _awaited(folder: Path, done: Path, failed: Path) -> Path:
    for _ in range(_PATIENCE * 10):
        if done.exists():
            return folder
        assert not failed.exists(), f"{folder.name} could not be made: {failed.read_text(encoding='utf-8')}"
        time.sleep(0.1)
    raise AssertionError(f"{folder.name} was not made in {_PATIENCE} seconds")


def replace(file: Path, old: str, new: str) -> None:
    """Puts `new` in the place of `old`, which stands in the file once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"'{old}' stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
