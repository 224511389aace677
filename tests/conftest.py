"""Settings of all tests, and what they share: the example base, the site and the packages built of it, a browser."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import configuration, settings
from lxml import html

import launcher.alone
from kbase.core.base import KnowledgeBase, read_base
from kbase.measures.browsing import SUB_PATH, chromium, served
from kbase.offline.zipping import TOP
from launcher.ending import signals
from tests.helpers import Files, faults
from tests.repositories import ROOT, example_repository, kb, made_once, must
from tests.untouched import changed_files, state_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same examples in every run, and few of them; `HYPOTHESIS_PROFILE=search pytest tests/core` looks for new ones.
settings.register_profile("steady", derandomize=True, max_examples=25, deadline=None, database=None)
settings.register_profile("search", max_examples=5000, deadline=None, database=None)
settings.register_profile("fuzz", max_examples=int(os.environ.get("KB_FUZZ", "400")), deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
configuration.set_hypothesis_home_dir(ROOT / ".cache/hypothesis")


# --- the end ----------------------------------------------------------------------------------------------------------


def _end_once(*_: object) -> None:
    """What is under way is put away, however often we are told to end."""
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


_ENDING = (signal.SIGINT, signal.SIGTERM)
for _number in _ENDING:  # kb.py, which starts the tests, keeps Ctrl-C from them and asks them to end by SIGTERM.
    signal.signal(_number, _end_once)


@pytest.fixture(autouse=True)
def ends_as_before() -> Iterator[None]:
    """`kb.py` takes over the signals that end it, and ignores them once it is ending. Called in this process, it would
    leave that to the tests after it, whose children could then not be ended.
    """
    before = {number: signal.getsignal(number) for number in signals()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


# --- the work tree --------------------------------------------------------------------------------------------------

_STATE = pytest.StashKey[dict[str, tuple[int, int]]]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Notes every file of the work tree; one process does it for all workers."""
    if not hasattr(session.config, "workerinput"):
        session.config.stash[_STATE] = state_of(ROOT)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fails the run if a file of the work tree is not as it was: tests write into folders of their own. Of a run that
    was ended before its time nothing is left there either.
    """
    if exitstatus == pytest.ExitCode.INTERRUPTED and not hasattr(session.config, "workerinput"):
        folder = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        shutil.rmtree(folder, ignore_errors=True)
        if (latest := folder.with_name("pytest-current")).is_symlink() and not latest.exists():
            latest.unlink()
        with contextlib.suppress(OSError):
            folder.parent.rmdir()  # If other runs have left nothing in it.
    if _STATE in session.config.stash and (changed := changed_files(session.config.stash[_STATE], state_of(ROOT))):
        print(f"\n\nFAILED: the work tree was changed while the tests ran: {', '.join(changed[:10])}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# --- turns ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def turns_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands that write wait for one another. Those that tests call write into folders of their own, so that no
    worker needs to wait for another's, nor is told that it does.
    """
    file = tmp_path_factory.mktemp("turn") / "kb.py"
    file.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(launcher.alone, "KB", file)
        yield


# --- the order --------------------------------------------------------------------------------------------------------

_FIRST = ("real", "site", "search", "offline", "building")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole sites and browsers first, the many small tests last, so that no worker waits at the end for another's: each
    begins with an equal share of the list (xdist, `worksteal`), so each share gets some files of the first kind.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    places = {ROOT / "tests" / folder: place for place, folder in enumerate(_FIRST)}
    place = {
        item: min((at for folder, at in places.items() if folder in item.path.parents), default=9) for item in items
    }
    long = sorted((item for item in items if place[item] < 9), key=place.__getitem__)
    files = [list(found) for _, found in groupby(long, key=lambda item: item.path)]
    others = iter([item for item in items if place[item] == 9])
    ordered: list[pytest.Item] = []
    for number in range(workers):
        share = [item for file in files[number::workers] for item in file]
        size = (len(items) - len(ordered)) // (workers - number)
        ordered += [*share, *islice(others, max(size - len(share), 0))]
    items[:] = [*ordered, *others]


# --- the example ----------------------------------------------------------------------------------------------------


_LEADING_ON = ".//meta[@http-equiv='refresh']"


@dataclass(frozen=True)
class Built:
    """A built site: its folder, and every page in it as a tree, by address ("ru/actors/examplia/"). Those that only
    lead on from a former address stand by themselves.
    """

    folder: Path

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        return {at: page for at, page in self._all.items() if page.find(_LEADING_ON) is None}

    @cached_property
    def moved(self) -> dict[str, html.HtmlElement]:
        return {at: page for at, page in self._all.items() if page.find(_LEADING_ON) is not None}

    @cached_property
    def _all(self) -> dict[str, html.HtmlElement]:
        files = {file.parent.relative_to(self.folder).as_posix(): file for file in self.folder.rglob("index.html")}
        return {"" if at == "." else f"{at}/": html.parse(str(files[at])).getroot() for at in sorted(files)}


class Check(Protocol):
    def __call__(self, changes: Files | None = None, release: bool = False) -> list[str]: ...


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """`check(changes)`: what is printed of the tiny repository after `changes`, line by line."""
    return lambda changes=None, release=False: faults(tmp_path, changes, release)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with the example base. Not to be changed."""
    return made_once(tmp_path_factory, "example", example_repository)


@pytest.fixture(scope="session")
def base(example: Path) -> KnowledgeBase:
    """The example base."""
    return read_base(example)[0]


@pytest.fixture(scope="session")
def packages(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all packages of the example but the PDFs. Not to be changed."""
    return made_once(tmp_path_factory, "packages", lambda folder: must(kb(example, "offline", "--out", str(folder))))


@pytest.fixture(scope="session")
def archive(packages: Path) -> Path:
    """The zip of the example."""
    return packages / f"{TOP}.zip"


@pytest.fixture(scope="session")
def copy(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip unpacked in a folder with an awkward name. Not to be changed."""
    return made_once(tmp_path_factory, AWKWARD, lambda folder: unpacked(archive, folder)) / TOP


def unpacked(archive: Path, folder: Path) -> Path:
    """The copy in `folder`; gives the path of its top."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / TOP


AWKWARD = "моя папка (2) и 100 %"
"""A folder's name with spaces, Cyrillic and what an address must escape."""


@pytest.fixture(scope="session")
def built(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the example, by the real command, under an origin and sub-path of its own. Not to be changed."""

    def build(folder: Path) -> None:
        must(kb(example, "build", "--site-dir", str(folder / SUB_PATH)))

    return Built(made_once(tmp_path_factory, "site", build) / SUB_PATH)


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """The address of the example's site on this machine."""
    with served(built.folder) as root:
        yield root


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as `kb.py test` found it: one for all tests, because Playwright starts once in a thread."""
    assert os.environ.get("KB_CHROMIUM"), "run the tests with `python3 scripts/kb.py test`, which finds a browser"
    with chromium() as opened:
        yield opened
