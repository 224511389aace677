"""The list of a copy's files with their SHA-256: how it is made, written twice, read and compared with files.

It stands in the copy as `manifest.json` for programs and as `assets/manifest.js` for the page "About this copy",
which may not read its neighbours. Both are the same text, which `JSON.stringify` gives as well, and the list holds the
digest of itself. So an alteration of either is found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from kbase.exports.snapshot import LICENCE
from kbase.files.beside import IGNORED as FILE_MANAGERS
from kbase.files.beside import LIST, walked

LISTED, SCRIPT = "manifest.json", "assets/manifest.js"
BEFORE, AFTER = "window.kbManifest = ", ";\n"
SCHEMA_VERSION = 1

IGNORED = (*FILE_MANAGERS, LIST)
"""What file managers leave in folders that they show, and the list that a build keeps for itself."""

Fields = Mapping[str, Any]
Read = Callable[[str], bytes]
"""Gives the bytes of the file at a path; OSError or ValueError where it cannot."""


class State(StrEnum):
    """What may be wrong with a file of a copy."""

    ALTERED = "altered"
    MISSING = "missing"
    EXTRA = "extra"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, order=True)
class Fault:
    """A file that is not as it was made."""

    path: str
    state: State

    def __str__(self) -> str:
        return f"{self.state.value}: {self.path}"


def make(folder: Path, commit: str, moment: datetime) -> dict[str, Any]:
    """The manifest of all files in `folder` but those that hold it."""
    files = {path: _entry((folder / path).read_bytes()) for path in files_in(folder) if path not in (LISTED, SCRIPT)}
    fields = {
        "schema_version": SCHEMA_VERSION,
        "commit": commit,
        "date": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licence": LICENCE,
        "files": files,
    }
    return {**fields, "digest": digest_of(fields)}


def write(folder: Path, manifest: Fields) -> None:
    """Both files that hold the manifest."""
    for path, text in texts(manifest).items():
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


def texts(manifest: Fields) -> dict[str, str]:
    """The two files of a manifest as they must be, to the byte."""
    text = _text(manifest)
    return {LISTED: text + "\n", SCRIPT: BEFORE + text + AFTER}


def files_in(folder: Path) -> list[str]:
    """The paths of all files below `folder`, with slashes, in one order on every system."""
    return sorted(path for path in walked(folder) if path.rpartition("/")[2] not in IGNORED)


def digest_of(fields: Fields) -> str:
    """SHA-256 of a manifest without its own digest."""
    return _sha256(_text({key: value for key, value in fields.items() if key != "digest"}).encode())


def read(give: Read) -> dict[str, Any] | None:
    """The manifest of a copy from whichever of its two files is intact; None where neither is."""
    for path, before, after in ((LISTED, "", "\n"), (SCRIPT, BEFORE, AFTER)):
        try:
            text = give(path).decode()
            manifest = json.loads(text.removeprefix(before).removesuffix(after))
            if manifest["digest"] == digest_of(manifest):
                return dict(manifest)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return None


def compare(manifest: Fields, present: Iterable[str], give: Read) -> Iterator[Fault]:
    """Every file that is altered, missing, unreadable or does not belong to the copy, in order of path."""
    wanted = {path: entry["sha256"] for path, entry in manifest["files"].items()}
    wanted |= {path: _sha256(text.encode()) for path, text in texts(manifest).items()}
    there = set(present)
    for path in sorted(wanted.keys() | there):
        if path not in there:
            yield Fault(path, State.MISSING)
        elif path not in wanted:
            yield Fault(path, State.EXTRA)
        elif state := _state(path, wanted[path], give):
            yield Fault(path, state)


def _state(path: str, wanted: str, give: Read) -> State | None:
    try:
        return None if _sha256(give(path)) == wanted else State.ALTERED
    except (OSError, ValueError):
        return State.UNREADABLE


def _entry(content: bytes) -> dict[str, Any]:
    return {"sha256": _sha256(content), "size": len(content)}


def _text(fields: Fields) -> str:
    """As JSON.stringify writes it."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
