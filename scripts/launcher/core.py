"""The way to the core package, which lies in hooks/ because MkDocs loads its hooks from there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .console import Refusal, as_called_here
from .places import ROOT

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase


def put_core_on_path() -> None:
    """After this, `import kbase` works: in the environment, where its dependencies are."""
    folder = str(ROOT / "hooks")
    if folder not in sys.path:
        sys.path.insert(0, folder)


def sound_base(root: Path, language: str = "en") -> KnowledgeBase:
    """The base of the repository in `root`; Refusal, in a language, where a record of it cannot be read. The core is on
    the path.
    """
    from kbase.core.base import read_base
    from kbase.core.messages import say

    base, problems = read_base(root)
    if problems:
        fix = as_called_here(say("fix first what `python3 scripts/kb.py check` names").read(language))
        raise Refusal(say("the base has errors").read(language), fix)
    return base
