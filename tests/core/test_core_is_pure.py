"""The core knows nothing of the site builder, and the rest of the package nothing of MkDocs: both outlive it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.repositories import ROOT

HOOKS = ROOT / "hooks"
PACKAGE = sorted((HOOKS / "kbase").rglob("*.py"))
CORE = sorted((HOOKS / "kbase/core").rglob("*.py"))

STOCK_SEARCH = HOOKS / "kbase/measures/lunr_search.py"
"""Compares our search with that of the theme, so it runs the theme's own."""

BUILDERS = {"mkdocs", "material", "mkdocs_static_i18n", "properdocs"}
DISPLAY = {"jinja2", "markupsafe", "babel"}
GRAMMAR = {"markdown", "pymdownx"}
"""The library that says what prose means: no second reading of Markdown knows all its links. It displays nothing."""
GRAMMARIANS = {"kbase/core/prose/markdown.py", "kbase/core/prose/rendering.py"}
ADAPTERS = {file.stem for file in HOOKS.glob("*.py")}


def imported(file: Path) -> Iterator[str]:
    """The modules that a module imports, anywhere in it: whole names for our own package, else the top package."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield "a relative import" if node.level else module if is_own(module) else module.partition(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in DYNAMIC:
            yield "an import by name"


def is_own(module: str) -> bool:
    return module.partition(".")[0] == "kbase"


DYNAMIC = {"import_module", "__import__"}


def imports(files: Iterable[Path]) -> list[tuple[str, str]]:
    """Module and what it imports, for each import of each of the files."""
    return [(file.relative_to(HOOKS).as_posix(), module) for file in files for module in imported(file)]


def test_the_core_imports_only_itself_and_nothing_that_displays() -> None:
    """No builder, no hook, nothing that makes HTML: the core says what is, not how it looks."""
    foreign = BUILDERS | DISPLAY | ADAPTERS | {"an import by name", "a relative import"}
    found = imports(CORE)
    assert [(file, module) for file, module in found if module in foreign] == []
    assert [(file, module) for file, module in found if is_own(module) and not module.startswith("kbase.core")] == []


def test_the_grammar_of_prose_is_asked_in_one_place() -> None:
    """Everything else in the core takes pages as they were read."""
    assert {file for file, module in imports(CORE) if module in GRAMMAR} == GRAMMARIANS


def test_the_package_imports_no_builder() -> None:
    """Templates, views and exports would serve another builder as they are."""
    others = [file for file in PACKAGE if file != STOCK_SEARCH]
    assert [(file, module) for file, module in imports(others) if module in BUILDERS | ADAPTERS] == []


def test_the_core_reaches_for_no_network_and_no_process() -> None:
    """Reading the base opens files under docs/, and nothing else."""
    outside = {"socket", "urllib", "http", "requests", "subprocess", "ctypes", "pickle"}
    assert [(file, module) for file, module in imports(CORE) if module in outside] == []


def test_there_are_modules_to_look_at() -> None:
    """The folders are where this test looks for them."""
    assert {"model.py", "base.py", "check.py"} <= {file.name for file in CORE}
    assert {"site.py", "catalogue.py", "all_files.py", "rows.py"} <= {file.name for file in PACKAGE}
