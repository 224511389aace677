"""The search of a preview is that of the last full build, and says so: an index takes longer than all pages."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from kbase.core.pages.paths import SEARCH
from kbase.core.records.model import LANGUAGES
from kbase.files.beside import LIST
from kbase.search.index_words import interface
from kbase.search.pagefind import ENTRY
from kbase.site.addresses import Addresses
from kbase.wording.catalogue import Catalogue

FOLDER = f"{SEARCH}/"


def search_file(built: Path, name: str) -> bytes | None:
    """A file of the search by its path below the root of the site; `built` is the folder of full builds."""
    for language in LANGUAGES:
        if name == f"{FOLDER}words-{language}.json":
            return _words(built, language).encode()
    file = built / name
    is_inside = ".." not in Path(name).parts
    return file.read_bytes() if is_inside and file.is_file() else None


def _words(built: Path, language: str) -> str:
    """The words of the interface, with a note in them on how old the index is."""
    words = Catalogue(language)
    told = json.loads(interface(language, words, Addresses(), _totals(built, language)))
    note = _note(built, words)
    texts = {**told["texts"], "keys": f"{note} · {told['texts']['keys']}"}
    if not (built / FOLDER / ENTRY).is_file():
        texts["failed"] = note
    return json.dumps({**told, "texts": texts}, ensure_ascii=False)


def _totals(built: Path, language: str) -> dict[str, dict[str, int]]:
    """The totals of the filters as the last full build has counted them."""
    file = built / FOLDER / f"words-{language}.json"
    found: dict[str, dict[str, int]] = json.loads(file.read_text(encoding="utf-8"))["totals"] if file.is_file() else {}
    return found


def _note(built: Path, words: Catalogue) -> str:
    if not (built / FOLDER / ENTRY).is_file():
        return words("serve.no-search")
    moment = datetime.fromtimestamp((built / LIST).stat().st_mtime)
    return words("serve.search", day=words.day(moment.date()), time=f"{moment:%H:%M}")
