"""Where things lie in the repository."""

from __future__ import annotations

import os
import unicodedata
from argparse import ArgumentTypeError
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KB = ROOT / "scripts" / "kb.py"
INSIDE = "--in-environment"
"""The first word of kb.py when it runs in its environment."""

WRITTEN_CALL = "python3 scripts/kb.py"
"""How the texts of the repository call the command."""

CALL = "py scripts/kb.py" if os.name == "nt" else WRITTEN_CALL
"""How it is called here: Python's usual installer for Windows makes no `python3`."""

ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements.txt"
DIRECT = ROOT / "requirements.in"

OF_GIT = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX"),
    *("GIT_IMPLICIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE"),
    *("GIT_SHALLOW_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE", "GIT_INTERNAL_SUPER_PREFIX"),
)
"""The variables by which git reads another repository than that of its folder. The core has them too (`history.py`)."""


def keep_to_this_repository() -> None:
    """From now on git, whoever starts it, reads the repository that we stand in: a shell may name another one, and git
    names to its own hooks what it is about to commit from. The first commit tells its files, whatever a setting says.
    """
    for name in OF_GIT:
        os.environ.pop(name, None)
    count = os.environ.get("GIT_CONFIG_COUNT", "")
    if not count or count.isdecimal():
        number = int(count or 0)
        os.environ |= {f"GIT_CONFIG_KEY_{number}": "log.showRoot", f"GIT_CONFIG_VALUE_{number}": "true"}
        os.environ["GIT_CONFIG_COUNT"] = str(number + 1)


def in_repository(target: str, root: Path) -> str:
    """A file or folder, or `FILE#PART`, as the core knows it, whatever folder it is named from and whatever slashes it
    has.
    """
    file, mark, part = target.partition("#")
    path = Path(os.path.abspath(file))  # Without "..", and no link is followed.
    if not path.exists():
        path = Path(os.path.abspath(root / file))
    return f"{path.relative_to(root).as_posix() if path.is_relative_to(root) else file}{mark}{part}"


def folder_named(text: str) -> Path:
    """A path from the command line. A shell leaves `~` as it is in `--out=~/x`, and so do some in every place. Programs
    that write into it are given its name: MkDocs, Pagefind and Chromium want it in UTF-8 and in one line.
    """
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text):
        raise ArgumentTypeError(f"'{text}' names no folder: give a name in UTF-8, without line breaks or control signs")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise ArgumentTypeError(f"'{text}' cannot be found: {error}") from None


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment, which lies in another folder on Windows."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
