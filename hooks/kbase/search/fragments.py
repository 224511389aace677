"""Pagefind's fragments, the file of each result: read for the address of a page, and freed of what no reader is shown.

The engine writes all that it was given into the fragment that a result loads: also the words for the index only, which
are the greater part. They are looked up in the chunks of the index, so the fragments can do without.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any, Final

from kbase.search.pagefind_files import SIGN

NO_MORE: Final = "⁂"
"""What follows it in a page's text are words for the index only."""

_OF_THE_INDEX: Final = re.compile(r"n\d|near|concept|topic|about|gist")
"""Fields that only weigh in the order."""

OF_THE_SITE: Final = (["about"], ["tool"])
"""The types of the pages that are tools of the site."""


def lighten(bundle: Path) -> dict[str, str]:
    """Frees every fragment in `bundle`; gives the address of each result (as "/ru/actors/sber/") → its id."""
    ids = {}
    for file in sorted((bundle / "fragment").glob("*.pf_fragment")):
        fragment = _read(file)
        ids[fragment["url"]] = file.stem
        fragment["content"] = _shown(fragment)
        fragment["anchors"] = _places(fragment)
        fragment["meta"] = {name: text for name, text in fragment["meta"].items() if not _OF_THE_INDEX.fullmatch(name)}
        _write(file, fragment)
    return ids


def _places(fragment: dict[str, Any]) -> list[dict[str, Any]]:
    """Where the sections of a page of the site itself begin: a result may lead to one."""
    is_own = fragment["filters"].get("type") in OF_THE_SITE
    return [{name: anchor[name] for name in ("id", "location")} for anchor in fragment["anchors"] if is_own]


def _shown(fragment: dict[str, Any]) -> str:
    """The text from which an excerpt is cut; a statement is its own excerpt."""
    content = str(fragment["content"]).partition(NO_MORE)[0].rstrip(" .")
    if fragment["filters"].get("type") == ["statement"]:
        return " ".join(content.split()[: len(fragment["meta"]["title"].split())])
    return content


def _read(file: Path) -> dict[str, Any]:
    fragment: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes())[len(SIGN) :])
    return fragment


def _write(file: Path, fragment: dict[str, Any]) -> None:
    text = json.dumps(fragment, ensure_ascii=False, separators=(",", ":"))
    file.write_bytes(gzip.compress(SIGN + text.encode(), mtime=0))
