"""What is kept in a file between two runs of a command, as JSON. It saves time and nothing else: what cannot be read is
empty, and a folder that cannot be written keeps nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read_kept(file: Path) -> dict[str, Any]:
    """What the file holds; nothing where it is missing or damaged."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def write_kept(file: Path, kept: Mapping[str, Any]) -> bool:
    """Writes the file, whole or not at all; False where it cannot be written."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    text = json.dumps(kept, ensure_ascii=False)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
        return True
    return False
