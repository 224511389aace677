"""What a whole build costs: the base, or several of it, beside a stock site of as many pages and words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kbase.core.base import read_base
from kbase.measures.cost.memory import Peak
from kbase.measures.cost.multiplied import multiply
from kbase.measures.cost.shares import FOLDER, REST
from kbase.measures.cost.stock import write_stock

GOAL: Final = 0.45
"""CPU of our build as a share of the stock site's; 0.6 where much has been added to what it makes."""

MEMORY: Final = 1536 * 2**20
"""Bytes that a build may hold, even at ten times the base."""

SITE: Final = {1: 120e6, 10: 900e6}
"""How many times the base → bytes that the site may have."""

CHECK: Final = 6.0
"""Seconds of CPU that `check` may take at ten times the base, on a machine of ordinary speed."""

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
    listed = _output(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], root)
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)
    multiply(folder, times)
    return committed(folder)


def committed(folder: Path) -> Path:
    """`folder` as a repository of one commit."""
    for arguments in (["init"], ["add", "."], [*" ".join(_AUTHOR).split(), "commit", "--message", "bench"]):
        _output(["git", *arguments, *(["--quiet"] if arguments[0] != "add" else [])], folder)
    return folder


def ours(root: Path, site: Path) -> Cost:
    """The build of the repository in `root` into `site`, with the share of each part."""
    figures = site.with_name(f"{site.name}-figures")
    figures.mkdir()
    command = [sys.executable, "-c", _WATCHED, "build", "--strict", "--site-dir", str(site)]
    return _of_site(_spent(command, root, {FOLDER: str(figures)}), site, figures)


def stock(root: Path, folder: Path, built: Path) -> Cost:
    """The build of a stock site in `folder`, with the pages and words of our site in `built`."""
    write_stock(folder, built, read_base(root)[0])
    site = folder / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    return _of_site(_spent(command, committed(folder)), site)


def checked(root: Path) -> Cost:
    """`check` in the repository in `root`, with its dictionaries read before."""
    command = [sys.executable, "scripts/kb.py", "--in-environment", "check"]
    _spent(command, root)
    return _spent(command, root)


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


def report(ours: Cost, stock: Cost | None, check: Cost, times: int, slow: float) -> Iterator[tuple[str, bool]]:
    """The figures as lines, each beside its goal, and whether the goal is kept."""
    yield f"{'':20}{'CPU':>8}{'wall':>10}{'memory':>12}{'pages':>8}{'site':>10}", True
    for name, cost in (("this base", ours), ("stock Material", stock)):
        if cost:
            memory, size = f"{cost.memory / 2**20:.0f} MiB", f"{cost.size / 1e6:.0f} MB"
            yield f"{name:20}{cost.cpu:6.1f} s{cost.wall:8.1f} s{memory:>12}{cost.pages:8}{size:>10}", True
    if stock:
        yield f"CPU of the stock site's: {ours.cpu / stock.cpu:.2f}; goal {GOAL}", ours.cpu <= GOAL * stock.cpu
    yield f"memory: {ours.memory / 2**20:.0f} MiB; goal {MEMORY / 2**20:.0f} MiB", ours.memory <= MEMORY
    most = SITE[10 if times > 1 else 1]
    yield f"site: {ours.size / 1e6:.0f} MB; goal {most / 1e6:.0f} MB", ours.size <= most
    ordinary = check.cpu / slow
    told = (
        f"{check.cpu:.1f} s of CPU, {ordinary:.1f} s where a machine is not {slow:.1f} times slower than ordinary ones"
    )
    yield f"check: {told}; goal {CHECK} s", ordinary <= CHECK
    for part, goal in SHARES.items():
        share = ours.parts[part] / ours.cpu
        yield f"  {part:14}{ours.parts[part]:7.1f} s {share:5.0%}; goal {goal:.0%}", share <= goal
