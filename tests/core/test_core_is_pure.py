"""The core knows nothing of the site builder, and the presentation nothing of MkDocs: both outlive it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[2] / "hooks"
CORE = sorted((HOOKS / "knowledge").rglob("*.py"))
PRESENTATION = sorted((HOOKS / "presentation").rglob("*.py"))
EXPORTING = sorted((HOOKS / "exporting").rglob("*.py"))

BUILDERS = {"mkdocs", "material", "mkdocs_static_i18n", "properdocs"}
DISPLAY = {"presentation", "markdown", "pymdownx", "jinja2", "markupsafe", "babel"}
ADAPTERS = {file.stem for file in HOOKS.glob("*.py")}


def imported(file: Path) -> Iterator[str]:
    """The top packages that a module imports, anywhere in it; a relative import counts as the package itself."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0] if node.level == 0 else file.relative_to(HOOKS).parts[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in DYNAMIC:
            yield "an import by name"


DYNAMIC = {"import_module", "__import__"}


def name(file: Path) -> str:
    return file.relative_to(HOOKS).as_posix()


@pytest.mark.parametrize("file", CORE, ids=name)
def test_the_core_imports_no_builder_and_no_presentation(file: Path) -> None:
    """No builder, no hook, nothing that makes HTML: the core says what is, not how it looks."""
    assert not set(imported(file)) & (BUILDERS | DISPLAY | ADAPTERS | {"an import by name"})


@pytest.mark.parametrize("file", [*PRESENTATION, *EXPORTING], ids=name)
def test_presentation_and_exports_import_no_builder(file: Path) -> None:
    """Templates, views and exports would serve another builder as they are."""
    assert not set(imported(file)) & (BUILDERS | ADAPTERS)


@pytest.mark.parametrize("file", CORE, ids=name)
def test_the_core_reaches_for_no_network_and_no_process(file: Path) -> None:
    """Reading the base opens files under docs/, and nothing else."""
    assert {"socket", "urllib", "http", "requests", "subprocess", "ctypes", "pickle"}.isdisjoint(imported(file))


def test_there_are_modules_to_look_at() -> None:
    """The folders are where this test looks for them."""
    assert {"model.py", "base.py", "check.py"} <= {file.name for file in CORE}
    assert {"site.py", "catalogue.py"} <= {file.name for file in PRESENTATION}
    assert {"all_files.py", "rows.py"} <= {file.name for file in EXPORTING}
