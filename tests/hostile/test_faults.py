"""A hundred and fifty ways to break the base, written by the report of those who broke it: each is one line with its
place and what to do, and none raises or takes long.
"""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from kbase.core.check import run_checks
from kbase.core.problems import Problem, as_github, as_text
from kbase.core.records.model import LANGUAGES
from tests.helpers import mark_all, publish_all, review_all
from tests.repositories import EXAMPLE, ROOT

LONGEST: Final = 700
"""Signs of a line that a terminal shows as some lines, and a person still reads."""

PATIENCE: Final = 24
"""Times what the check of the example without a fault takes: no content may take more, on whatever machine."""


@dataclass(frozen=True)
class Fault:
    """What is done to a file, and what is said of it."""

    file: str
    code: str
    line: int
    place: str
    change: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.code} {self.file.removeprefix('docs/')} {next(iter(self.change.values()))!r}"[:90]


def read_faults() -> list[Fault]:
    rows = yaml.safe_load(Path(__file__).with_name("faults.yml").read_text(encoding="utf-8"))
    return [_fault(dict(row)) for row in rows]


def _fault(row: dict[str, Any]) -> Fault:
    file = row.pop("file")
    return Fault(file, row.pop("code"), row.pop("line", 0), row.pop("in", file), row)


FAULTS: Final = read_faults()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example base with the site's own files, without a fault."""
    root = tmp_path_factory.mktemp("faults") / "whole"
    shutil.copytree(EXAMPLE, root / "docs")
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "hooks").mkdir()
    (root / "hooks/adapter.py").touch()
    mark_all(root)
    review_all(root)
    return publish_all(root)


@pytest.fixture(scope="module")
def patience(whole: Path) -> float:
    """Seconds of CPU that a check may take here."""
    return PATIENCE * max(_seconds(whole) for _ in range(2))


def _seconds(root: Path) -> float:
    started = time.process_time()
    run_checks(root)
    return time.process_time() - started


def broken(whole: Path, folder: Path, fault: Fault) -> Path:
    """A repository that is `whole` but for one thing; files are shared where that is possible."""
    root = folder / "repository"
    shutil.copytree(whole, root, copy_function=_linked)
    target = root / fault.file
    target.parent.mkdir(parents=True, exist_ok=True)
    text = target.read_text(encoding="utf-8") if target.is_file() else ""
    _remove(target)
    for how, what in fault.change.items():
        _CHANGES[how](target, text, what)
    return root


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)


def _remove(target: Path) -> None:
    shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)


def _replace(target: Path, text: str, pair: list[str]) -> None:
    assert pair[0] in text, f"'{pair[0]}' does not stand in {target.name}"
    target.write_text(text.replace(*pair, 1), encoding="utf-8")


def _make(target: Path, text: str, what: str | dict[str, Any]) -> None:
    if isinstance(what, dict):
        ((kind, value),) = what.items()
        target.write_bytes(_BYTES[kind](text, value))
    elif what == "folder":
        target.mkdir()
    elif what == "pipe":
        os.mkfifo(target)
    elif what != "nothing":
        outside = target.with_name("..").resolve().parent / "outside"
        if what == "link":
            outside.mkdir(exist_ok=True) if "." not in target.name else outside.write_text("<b>secret: words</b>\n")
        target.symlink_to(outside)


_BYTES: Final = {
    "hex": lambda text, value: bytes.fromhex(value),
    "nested": lambda text, value: f"a: {'[' * value}".encode(),
    "long": lambda text, value: f"{value}{'x' * 900_000}\n".encode(),
    "owners": lambda text, value: "".join(
        f"- {{id: owner-{n}, title: {{en: A{n}}}, kind: state-body, controller: owner-{n + 1}}}\n" for n in range(value)
    ).encode(),
    "sources": lambda text, value: "".join(f"- {{id: source-{n}, titel: A}}\n" for n in range(value)).encode(),
    "repeated": lambda text, value: f"{text}\n{value * 4000}\n".encode(),
}
_CHANGES: Final = {
    "replace": _replace,
    "append": lambda target, text, more: target.write_text(text + more, encoding="utf-8"),
    "write": lambda target, text, new: target.write_text(new, encoding="utf-8"),
    "make": _make,
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_one_line_with_its_place_and_a_fix(
    whole: Path, patience: float, tmp_path: Path, fault: Fault
) -> None:
    if "pipe" in fault.change.values() and not hasattr(os, "mkfifo"):
        pytest.skip("there are no such files here")
    root = broken(whole, tmp_path, fault)
    started = time.process_time()
    problems = run_checks(root)
    assert time.process_time() - started < patience
    found = [problem for problem in problems if problem.code == fault.code and problem.place.file == fault.place]
    assert found, [as_text(problem) for problem in problems]
    if fault.line:
        assert fault.line in {problem.place.line for problem in found}, [as_text(problem) for problem in found]
    for problem in problems:
        require_readable(problem, root)


def require_readable(problem: Problem, root: Path) -> None:
    """It is one line of text and one annotation, with a fix, and its line is one that an editor shows."""
    for line in (text for tongue in LANGUAGES for text in (as_text(problem, tongue), as_github(problem, [tongue]))):
        assert "\n" not in line and "\r" not in line and len(line) <= LONGEST, line
        assert "secret" not in line
    assert problem.message and problem.fix, as_text(problem)
    file = root / problem.place.file
    lines = file.read_bytes().count(b"\n") + 1 if file.is_file() and not file.is_symlink() else 1
    assert 1 <= problem.place.line <= lines, as_text(problem)


def test_the_base_without_a_fault_has_none(whole: Path) -> None:
    assert run_checks(whole) == []


def test_there_are_as_many_faults_as_were_promised() -> None:
    assert len(FAULTS) >= 120 and len({fault.code for fault in FAULTS}) >= 50
