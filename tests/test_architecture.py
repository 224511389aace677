"""What ARCHITECTURE.md names is there."""

from __future__ import annotations

import importlib
import re

from tests.repositories import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def missing(name: str) -> bool:
    """Whether a dotted name is neither a module nor an attribute of one."""
    module, attributes = name, []
    while module:
        try:
            found = importlib.import_module(module)
        except ModuleNotFoundError:
            module, _, last = module.rpartition(".")
            attributes.insert(0, last)
            continue
        for attribute in attributes:
            if not hasattr(found, attribute):
                return True
            found = getattr(found, attribute)
        return False
    return True


def test_every_function_on_the_paths_exists() -> None:
    names = re.findall(r"`(kbase\.[\w.]+)`", TEXT)
    assert len(names) > 15
    assert [name for name in names if missing(name)] == []


def test_every_file_and_folder_exists() -> None:
    """Paths of the repository, and of the package without its folder."""
    named = {name.rstrip("/") for name in re.findall(r"`([a-z_.-]+/[\w/-]+(?:\.(?:py|md|yml|txt|html))?)`", TEXT)}
    places = (ROOT, ROOT / "hooks/kbase", ROOT / "hooks/kbase/core", ROOT / "hooks/kbase/core/search", ROOT / "scripts")
    built = {"site/data"}
    gone = [
        n
        for n in sorted(named - built)
        if not any((p / n).exists() or (p / n.partition(".")[0]).exists() for p in places)
    ]
    assert len(named) > 20 and gone == []


def test_every_folder_of_the_package_is_a_room_that_is_described() -> None:
    rooms = {p.parent.relative_to(ROOT / "hooks/kbase").as_posix() for p in (ROOT / "hooks/kbase").rglob("*.py")}
    assert [room for room in sorted(rooms - {".", "core"}) if f"`{room}/`" not in TEXT] == []


def test_no_folder_holds_more_modules_than_a_reader_takes_in() -> None:
    counts = {
        folder.relative_to(ROOT).as_posix(): len([file for file in folder.glob("*.py") if file.name != "__init__.py"])
        for folder in (ROOT / "hooks/kbase").rglob("*")
        if folder.is_dir()
    }
    assert {folder: count for folder, count in counts.items() if count > 13} == {}
