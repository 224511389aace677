"""Files are written whole or not at all: first all of them beside their places, then each takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_all(texts: Mapping[Path, str]) -> None:
    """Writes the texts, in UTF-8 with `\\n` at the end of lines. Where one cannot be written, none is."""
    unfinished: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.unfinished")
            unfinished[path] = beside
            beside.write_text(text, encoding="utf-8", newline="\n")
        for path, beside in unfinished.items():
            beside.replace(path)
    finally:
        for beside in unfinished.values():
            beside.unlink(missing_ok=True)
