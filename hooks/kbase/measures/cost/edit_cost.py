"""What a save costs until the preview shows its page, for each kind of file; the first page; what `check` takes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Final, Protocol

from kbase.core.base import KnowledgeBase, read_base
from kbase.measures.cost.build_cost import Failed
from kbase.measures.cost.figures import Figure, at_most
from kbase.site.addresses import Addresses

FIRST_PAGE: Final = "first page"
CHECK: Final = "check"

ONCE: Final = {FIRST_PAGE: 3.0, CHECK: 4.0}
"""Seconds of CPU at the base's own size, on a machine of ordinary speed: from the start of the preview to its first
page, and until the findings of `check` stand in it. `bench build` measures `check` at ten times the base.
"""

SAVE: Final = {1: 1.0, 10: 3.0}
"""How many times the base → the same from a save to its page, whatever kind of file it is."""

TRIES: Final = 3

_CHILD = (
    "import sys; sys.path.insert(0, 'hooks'); from one_by_one import Site;"
    " from kbase.measures.cost.edit_cost import main; main(Site, sys.argv[1])"
)


class Shown(Protocol):
    """The site of a preview."""

    def renew(self) -> list[str]: ...

    def page(self, address: str) -> object: ...


def measured(root: Path, scratch: Path) -> dict[str, float]:
    """What is measured → seconds of CPU, in the repository in `root`, whose files are changed; Failed where a page
    cannot be made.
    """
    command = [sys.executable, "-c", _CHILD, str(scratch)]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    if ran.returncode:
        raise Failed(ran.stderr[-2000:])
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def main(make: Callable[[Path, str, Path], Shown], scratch: str) -> None:
    """Prints the measures of the repository in the present folder; a process of its own, since a start is measured."""
    root = Path.cwd()
    site = make(root, "http://127.0.0.1:8000/", Path(scratch))
    started = time.process_time()
    path, files = _edited(read_base(root)[0])
    address = Addresses().address(path)
    chosen = time.process_time() - started
    _show(site, address)
    found = {FIRST_PAGE: time.process_time() - chosen}  # All that this process has spent since it began.
    for kind, file in files.items():
        found[kind] = median(_save(site, root / file, address) for _ in range(TRIES))
    print(json.dumps(found))


def _edited(base: KnowledgeBase) -> tuple[str, dict[str, str]]:
    """The page with the most statements of those with prose, and the files that are saved for it, by kind."""
    written = [entity for entity in base.entities if base.prose_of(entity, "en")]
    entity = max(written, key=lambda one: len(base.about.get(one, ())))
    path = base.path_of(entity)
    return path, {
        "text": f"docs/en/{path}.md",
        "record": base.origins[base.about[entity][0].id].parsed.file,
        "template": "hooks/kbase/templates/macros.html",
        "frame": "overrides/main.html",
        "style": "docs/assets/knowledge.css",
    }


def _save(site: Shown, file: Path, address: str) -> float:
    """The CPU from a save of `file` to the page at `address`."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write("\n")
    started = time.process_time()
    _show(site, address)
    return time.process_time() - started


def _show(site: Shown, address: str) -> None:
    faults = site.renew()
    answer = site.page(address)
    if faults or not getattr(answer, "html", None) or getattr(answer, "fault", None):
        raise Failed(f"the page at {address} cannot be made: {faults or answer}")


def report(costs: dict[str, float], times: int, slow: float) -> Iterator[Figure]:
    """The figures, each beside its goal where it has one; seconds are those of a machine of ordinary speed."""
    yield Figure("slower than ordinary machines", f"{slow:.1f} times")
    goals = dict.fromkeys(costs, SAVE[1]) | ONCE if times == 1 else dict.fromkeys({*costs} - {*ONCE}, SAVE[10])
    for name, seconds in costs.items():
        told = f"{name}, CPU" if name in ONCE else f"a saved {name}, CPU"
        if goal := goals.get(name):
            yield at_most(told, seconds / slow, goal, "{:.2f} s")
        else:
            yield Figure(told, f"{seconds / slow:.2f} s")
