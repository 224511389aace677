"""What the tests that are asked for need of the machine: found in their files, before there is an environment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from .places import ROOT

_BROWSER: Final = r"^\s*(?:from|import) (?:playwright|axe_playwright_python|libzim|pypdf|kbase\.measures)\b"
_FIREFOX: Final = r"^(?:\s*from |.*\bimportorskip\([\"'])marionette_driver\b"
_KIWIX: Final = r"kiwix-serve|zimcheck"
_DICTIONARIES: Final = r"\bfind_dictionaries\("


class Needs(NamedTuple):
    """What must be there beside the packages that all tests need."""

    browser: bool
    """Chromium, and the packages of the group that drives it and makes the offline packages."""
    firefox: bool
    kiwix: bool
    dictionaries: bool


def needs_of(arguments: Sequence[str], root: Path = ROOT) -> Needs:
    """What the tests need that pytest would run with `arguments`; without a path among them it runs all."""
    texts = [path.read_text(encoding="utf-8") for path in files_of(paths_in(arguments, root), root)]
    return Needs(*(_any(sign, texts) for sign in (_BROWSER, _FIREFOX, _KIWIX, _DICTIONARIES)))


def paths_in(arguments: Sequence[str], root: Path) -> list[Path]:
    """The files and folders of tests that are named; all tests where none is."""
    named = (root / argument.partition("::")[0] for argument in arguments if not argument.startswith("-"))
    tests = root / "tests"
    return [path for path in named if path.exists() and path.resolve().is_relative_to(tests.resolve())] or [tests]


def files_of(paths: Iterable[Path], root: Path) -> Iterator[Path]:
    """The modules that pytest would load for `paths`, but for the conftest of all tests: it needs nothing more."""
    tests = root / "tests"
    for path in paths:
        loaded = path.rglob("*.py") if path.is_dir() else [path]
        above = (parent / "conftest.py" for parent in path.parents if parent.is_relative_to(tests))
        yield from (file for file in (*loaded, *above) if file.is_file() and file != tests / "conftest.py")


def _any(sign: str, texts: Iterable[str]) -> bool:
    return any(re.search(sign, text, flags=re.MULTILINE) for text in texts)
