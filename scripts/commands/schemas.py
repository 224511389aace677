"""Write JSON Schemas for editors: they complete fields, words and ids, and say what each field means.

They lie in .cache/schemas, which git leaves alone, because they hold the ids of the base as it is now. VS Code with the
extension “YAML” finds them by .vscode/settings.json; any other editor with yaml-language-server by a first line such as
`# yaml-language-server: $schema=../../.cache/schemas/source.json`. Once they are there, `check` keeps them up to date.

examples:
  python3 scripts/kb.py schemas
"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from launcher.command import Command
from launcher.console import counted
from launcher.core import put_core_on_path
from launcher.places import ROOT
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase

FOLDER = ".cache/schemas"


def run(_: Namespace) -> int:
    put_core_on_path()
    from kbase.core.base import read_base

    print(f"{counted(renewed(read_base(ROOT)[0]), 'schema')} written to {FOLDER}")
    return 0


def renewed(base: KnowledgeBase) -> int:
    """Writes the schemas that are not as they should be; gives how many there are."""
    from kbase.editors.schemas import editor_schemas

    made = {f"{FOLDER}/{name}": content.decode() for name, content in editor_schemas(base).items()}
    write_all(ROOT, made)
    return len(made)


COMMAND = Command(__doc__, run)
