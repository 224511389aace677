"""The search bundle: Pagefind's command run over the built pages, checked, tidied, and packed for use from a folder."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kbase.core.pages.paths import SEARCH
from kbase.search.index_words import without_search_words
from kbase.search.pagefind_order import Unknown, settle

FOLDER: Final = SEARCH
"""Where the bundle lies in the site."""

ENTRY: Final = "pagefind-entry.json"
_KEPT: Final = ("pagefind.js", ENTRY, "pagefind.*.pf_meta", "wasm.en.pagefind", "wasm.ru.pagefind")
"""Of the files beside the chunks; the rest are Pagefind's own interfaces and its worker, which we do not use."""

_LANGUAGE = re.compile(r'<html[^>]* lang="([a-z]+)"')
_MARK: Final = "<div data-pagefind-body>"


class Disagreement(Exception):
    """The pages that are results, those that are marked and those that were indexed are not the same."""


def make(site: Path, expected: Mapping[str, int], files: Mapping[str, str], packed: bool) -> None:
    """Makes the bundle of the site in `site`, with `files` (name → text) beside it.

    `expected` says how many results each language has; Disagreement is raised where pages or index differ from it.
    With `packed` every file of the bundle becomes a script, since scripts are all that a page may load from a folder.
    """
    marked = _marked(site)
    _agree(expected, Counter(marked.values()), "marked", "does overrides/main.html still print page.content?")
    bundle = site / FOLDER
    _run_pagefind(site)
    indexed = _read_entry(bundle)
    _agree(expected, indexed, "indexed", "look at <html lang> and data-pagefind-body in the pages")
    for page in marked:
        page.write_text(without_search_words(page.read_text(encoding="utf-8")), encoding="utf-8")
    _tidy(bundle)
    try:
        settle(bundle, bundle / ENTRY)
    except Unknown as unknown:
        raise Disagreement(f"search: {unknown}: adapt hooks/kbase/search/pagefind_order.py") from None
    for name, text in files.items():
        (bundle / name).write_text(text, encoding="utf-8")
    if packed:
        _pack(bundle)


def _marked(site: Path) -> dict[Path, str]:
    """The pages that are marked as results, with their language."""
    found = {}
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        language = _LANGUAGE.search(text)
        if _MARK in text and language:
            found[page] = language[1]
    return found


def _agree(expected: Mapping[str, int], found: Mapping[str, int], how: str, cure: str) -> None:
    for language, count in expected.items():
        pages = found.get(language, 0)
        if pages != count:
            raise Disagreement(
                f"search: of the results in '{language}' ({count}) another number is {how} ({pages}): {cure}"
            )


def _run_pagefind(site: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", FOLDER, "--silent"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if ran.returncode:
        raise Disagreement(f"search: Pagefind failed: {' '.join((ran.stderr or ran.stdout).split())}")


def _read_entry(bundle: Path) -> dict[str, int]:
    """How many pages were indexed in each language."""
    entry = json.loads((bundle / ENTRY).read_text(encoding="utf-8"))
    return {language: found["page_count"] for language, found in entry["languages"].items()}


def _tidy(bundle: Path) -> None:
    kept = {path for pattern in _KEPT for path in bundle.glob(pattern)}
    for path in bundle.iterdir():
        if path.is_file() and path not in kept:
            path.unlink()


def _pack(bundle: Path) -> None:
    """Each file as a classic script that hands its content over in base64, for pages opened from a folder."""
    for path in list(_files(bundle)):
        name = json.dumps(path.relative_to(bundle).as_posix())
        content = base64.b64encode(path.read_bytes()).decode()
        path.with_name(f"{path.name}.js").write_text(f'kbPacked({name},"{content}");', encoding="ascii")
        path.unlink()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
