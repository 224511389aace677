"""What is kept in a file between two runs of a command, as JSON. It saves time and nothing else: what cannot be read or
is not what was written (its digest stands before it) is empty, and a folder that cannot be written keeps nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_HEAD: Final = b'{"sha256": "%s", "kept": '
_END: Final = b"}\n"


def read_kept(file: Path) -> dict[str, Any]:
    """What the file holds; nothing where it is missing or damaged."""
    try:
        written = file.read_bytes()
        body = written[len(_headed(b"")) - len(_END) : -len(_END)]
        kept = json.loads(body) if _headed(body) == written else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _headed(body: bytes) -> bytes:
    """What is written of a JSON text: itself with its digest, as JSON."""
    return _HEAD % hashlib.sha256(body).hexdigest().encode() + body + _END


def write_kept(file: Path, kept: Mapping[str, Any]) -> bool:
    """Writes the file, whole or not at all; False where it cannot be written."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        body = json.dumps(kept, ensure_ascii=False).encode()
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(_headed(body))
        unfinished.replace(file)
    except (OSError, ValueError, RecursionError):
        return False
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return True
