"""What a whole build costs: the base, or several of it, beside a stock site of as many pages and words."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from kbase.core.base import read_base
from kbase.core.kept import read_kept, write_kept
from kbase.measures.cost.figures import Figure, at_most
from kbase.measures.cost.memory import Peak
from kbase.measures.cost.multiplied import multiply
from kbase.measures.cost.shares import FOLDER, REST
from kbase.measures.cost.stock import write_stock

CPU: Final = 0.6
"""CPU of our build as a share of the stock site's, with all that a page and the search have beyond it."""

WALL: Final = 0.36
"""The same of the time on the wall, with two processors: half of what it was before there were two processes."""

A_PAGE: Final = 10.0
"""Milliseconds of CPU for a page, however many there are, on a machine of ordinary speed."""

MEMORY: Final = 1536
"""MiB that a build may hold, even at ten times the base."""

SITE: Final = {1: 120.0, 10: 900.0}
"""How many times the base → MB that the site may have; in between as on a line."""

CHECK: Final = {1: 4.0, 10: 6.0}
"""How many times the base → seconds of CPU that `check` may take where most files are as they were, on a machine of
ordinary speed.
"""

SHARES: Final = {
    **{"records": 0.04, "checks": 0.12, "exports": 0.1, "prose": 0.08, "pages": 0.3, "search words": 0.2},
    **{"frame": 0.15, "judging": 0.13, "writing": 0.08, "index": 0.2, REST: 0.15},
}
"""Part of a build → the share of its CPU that it may take."""

ORDINARY: Final = 0.081
"""Seconds that `calibration` takes on a machine of ordinary speed."""

_SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_MKDOCS_2_WARNING": "1"}
_AUTHOR = [f"-c user.{key}={value}" for key, value in (("name", "bench"), ("email", "bench@example.org"))]
_WATCHED = "import sys; sys.path.insert(0, 'hooks'); from kbase.measures.cost.shares import main; main(sys.argv[1:])"


class Failed(Exception):
    """A program that is measured has failed; the text is the end of what it printed."""


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU and of the clock on the wall, bytes of memory, pages and bytes of the site, seconds by part."""

    cpu: float
    wall: float
    memory: int
    pages: int = 0
    size: int = 0
    parts: Mapping[str, float] = field(default_factory=dict)


def copied(root: Path, folder: Path, times: int) -> Path:
    """The repository in `root` as it stands, copied to `folder` with `times` the base, in a history of one commit."""
    _emptied(folder)
    for name in _files(root):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, folder / name)
    multiply(folder, times)
    return committed(folder)


def _files(root: Path) -> Iterator[str]:
    listed = _output(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], root)
    return (name for name in sorted({*listed.split("\0")}) if name and (root / name).is_file())


def _emptied(folder: Path) -> Path:
    """`folder`, which is not there any more."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def committed(folder: Path) -> Path:
    """`folder` as a repository of one commit."""
    for arguments in (["init"], ["add", "."], [*" ".join(_AUTHOR).split(), "commit", "--message", "bench"]):
        _output(["git", *arguments, *(["--quiet"] if arguments[0] != "add" else [])], folder)
    return folder


def ours(root: Path, site: Path) -> Cost:
    """The build of the repository in `root` into `site`, with the share of each part."""
    figures = _emptied(site.with_name(f"{site.name}-figures"))
    figures.mkdir()
    command = [sys.executable, "-c", _WATCHED, "build", "--strict", "--site-dir", str(site)]
    return _of_site(_spent(command, root, {FOLDER: str(figures)}), site, figures)


def stock(root: Path, folder: Path, built: Path) -> Cost:
    """The build of a stock site in `folder`, with the pages and words of our site in `built`."""
    write_stock(_emptied(folder), built, read_base(root)[0])
    site = folder / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    return _of_site(_spent(command, committed(folder)), site)


def checked(root: Path) -> Cost:
    """`check` in the repository in `root`."""
    return _spent([sys.executable, "scripts/kb.py", "--in-environment", "check"], root)


def calibration() -> float:
    """The seconds of CPU that this machine takes for a fixed amount of Python."""
    started, numbers = time.process_time(), {}
    for number in range(700_000):
        numbers[number % 1000] = str(number)
    return time.process_time() - started


def slowness() -> float:
    """How many times slower than an ordinary machine this one is now."""
    return min(calibration() for _ in range(5)) / ORDINARY


def _of_site(cost: Cost, site: Path, figures: Path | None = None) -> Cost:
    files = [path for path in site.rglob("*") if path.is_file()]
    found = [json.loads(file.read_text(encoding="utf-8")) for file in figures.iterdir()] if figures else []
    parts = {part: sum(one["seconds"].get(part, 0.0) for one in found) for part in SHARES}
    pages = sum(path.name == "index.html" for path in files)
    return replace(cost, pages=pages, size=sum(path.stat().st_size for path in files), parts=parts)


def _spent(command: Sequence[str], folder: Path, more: dict[str, str] | None = None) -> Cost:
    """What a program spends, with those that it starts; raises Failed where it fails."""
    log, started = folder / ".bench.log", time.monotonic()
    with log.open("wb") as output:
        child = subprocess.Popen(command, cwd=folder, env=_environment(more), stdout=output, stderr=output)
        with Peak(child.pid) as peak:
            _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise Failed(log.read_text(encoding="utf-8", errors="replace")[-2000:])
    unit = 1 if sys.platform == "darwin" else 1024
    memory = peak.bytes or usage.ru_maxrss * unit
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - started, memory)


def _output(command: Sequence[str], folder: Path) -> str:
    ran = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)
    if ran.returncode:
        raise Failed(ran.stderr)
    return ran.stdout


def _environment(more: dict[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, **_SETTINGS, "SITE_URL": "https://example.org/kb/", **(more or {})}


class Run:
    """One bench in `folder`, of a repository in this `state`. What it has measured is kept there until it is through,
    so that a run which was cut goes on where it was.
    """

    def __init__(self, folder: Path, state: str) -> None:
        self._file = folder / "parts.json"
        self._kept = read_kept(self._file)
        if self._kept.get("state") != state:
            _emptied(folder)
            self._kept = {"state": state}

    def part(self, name: str, measure: Callable[[], Cost]) -> Cost:
        """What a part costs; it is measured unless it was."""
        if name not in self._kept:
            self._kept[name] = asdict(measure())
            write_kept(self._file, self._kept)
        return Cost(**self._kept[name])


def figures(root: Path, folder: Path, times: int, is_alone: bool) -> Iterator[Figure]:
    """All figures of the base in `root`, `times` over, each as soon as it is known; `is_alone` leaves the stock site
    out. `folder` is where things are made; it is gone afterwards, and left where the run is cut.
    """
    run, copy, site = Run(folder, _state(root)), folder / "ours", folder / "site"
    run.part("copy", lambda: _of_copy(root, copy, times))
    slow = slowness()
    yield Figure("slower than ordinary machines", f"{slow:.1f} times")
    yield from of_check(
        run.part("first check", lambda: checked(copy)), run.part("check", lambda: checked(copy)), times, slow
    )
    built = run.part("ours", lambda: ours(copy, site))
    yield from of_build(built, times, slow)
    if not is_alone:
        yield from of_stock(built, run.part("stock", lambda: stock(copy, folder / "stock", site)))
    _emptied(folder)


def _state(root: Path) -> str:
    """A digest of all that is measured."""
    digest = hashlib.sha256()
    for name in _files(root):
        digest.update(f"{name}\0".encode() + hashlib.sha256((root / name).read_bytes()).digest())
    return digest.hexdigest()


def _of_copy(root: Path, copy: Path, times: int) -> Cost:
    started, began = time.process_time(), time.monotonic()
    copied(root, copy, times)
    return Cost(time.process_time() - started, time.monotonic() - began, 0)


def of_check(first: Cost, again: Cost, times: int, slow: float) -> Iterator[Figure]:
    """What `check` costs where everything is new to it, and where it is not."""
    yield Figure("check, CPU, for the first time", f"{first.cpu / slow:.1f} s")
    yield at_most("check, CPU", again.cpu / slow, CHECK[10 if times > 1 else 1], "{:.1f} s")


def of_build(cost: Cost, times: int, slow: float) -> Iterator[Figure]:
    """What a build costs by itself, and each of its parts."""
    yield Figure("this base, pages", f"{cost.pages}")
    yield Figure("this base, CPU", f"{cost.cpu:.1f} s")
    yield Figure("this base, wall", f"{cost.wall:.1f} s")
    yield at_most("CPU a page", 1000 * cost.cpu / slow / max(cost.pages, 1), A_PAGE, "{:.1f} ms")
    yield at_most("memory", cost.memory / 2**20, MEMORY, "{:.0f} MiB")
    most = SITE[1] + (SITE[10] - SITE[1]) * (times - 1) / 9
    yield at_most("site", cost.size / 1e6, most, "{:.0f} MB")
    for part, goal in SHARES.items():
        yield at_most(f"  {part}", cost.parts[part] / cost.cpu, goal, "{:.0%}")


def of_stock(cost: Cost, other: Cost) -> Iterator[Figure]:
    """What a build costs beside the stock site."""
    yield Figure("stock Material, CPU", f"{other.cpu:.1f} s")
    yield Figure("stock Material, wall", f"{other.wall:.1f} s")
    yield Figure("stock Material, memory", f"{other.memory / 2**20:.0f} MiB")
    yield Figure("stock Material, site", f"{other.size / 1e6:.0f} MB")
    yield at_most("CPU of the stock site's", cost.cpu / other.cpu, CPU, "{:.2f}")
    yield at_most("wall of the stock site's", cost.wall / other.wall, WALL, "{:.2f}")
