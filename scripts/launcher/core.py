"""The way to the core package, which lies in hooks/ because MkDocs loads its hooks from there."""

from __future__ import annotations

import sys

from .places import ROOT


def put_core_on_path() -> None:
    """After this, `import knowledge` works: in the environment, where its dependencies are."""
    folder = str(ROOT / "hooks")
    if folder not in sys.path:
        sys.path.insert(0, folder)
