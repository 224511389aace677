"""The base several times over, to see how a build grows: each copy has its own records and pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.evidence import review_file
from kbase.core.evidence.grades import grade_all
from kbase.core.evidence.reviews import reviewed
from kbase.core.ledger import ledger_file
from kbase.core.ledger.published import updated
from kbase.core.records.loading import Origin
from kbase.core.records.model import LANGUAGES
from kbase.core.translation import marks
from kbase.core.translation.standing import compared

_TEXTS: Final = frozenset({*LANGUAGES, "text"})
"""Fields whose text must differ from that of every other record."""

_ADDRESSES: Final = frozenset({"URL", "archive_url", "text_url", "same_as"})
_WORDS: Final = frozenset({"countries", "country", "kind", "type"})
"""Fields with words that an id may be like."""

_ID = re.compile(r"(?<=[@/ ])[a-z0-9]+(?:-[a-z0-9]+)*(?=\.md|[];\s])")
"""Where a page names a record: in a citation, a link or a statement block."""


def multiply(root: Path, times: int) -> None:
    """Adds copies to the base of the repository in `root` until it has `times` as many records, marked as translated
    and published as those are.
    """
    base, _ = read_base(root)
    for number in range(2, times + 1):
        copy = _Copy(frozenset(base.origins), number)
        for origin in base.origins.values():
            _write_record(root, origin, copy)
        for file, text in _pages(base, root, copy):
            (root / file).write_text(text, encoding="utf-8")
    if times > 1:
        _mark(root)


def _mark(root: Path) -> None:
    """Writes the marks of the translations and of the links, and the ledger, as their commands would."""
    base, _ = read_base(root)
    found, _ = compared(base, "docs")
    (root / marks.FILE).write_text(marks.write({**base.marks, **found}), encoding="utf-8")
    (root / review_file.FILE).write_text(review_file.write(reviewed(base, "docs")), encoding="utf-8")
    base, _ = read_base(root)
    entries, _ = updated(base, grade_all(base), date.today())
    (root / ledger_file.FILE).write_text(ledger_file.write(entries), encoding="utf-8")


def _write_record(root: Path, origin: Origin, copy: _Copy) -> None:
    """Adds the copy of a record to the list that it stands in, or as a file beside its own."""
    file = root / origin.parsed.file
    record = origin.parsed.data
    for step in origin.root:
        record = record[step]
    text = json.dumps(copy.value(record), ensure_ascii=False)
    if origin.root:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"\n- {text}\n")
    else:
        file.with_stem(copy.id(file.stem)).write_text(text, encoding="utf-8")


def _pages(base: KnowledgeBase, root: Path, copy: _Copy) -> Iterator[tuple[str, str]]:
    """The pages of the records, each as file and text."""
    for page in base.prose.values():
        if page.entity and page.entity in base.entities:
            text = (root / page.file).read_text(encoding="utf-8")
            yield page.file.replace(f"{page.entity}.md", f"{copy.id(page.entity)}.md"), copy.prose(text)


@dataclass(frozen=True)
class _Copy:
    """The copy with that number of records with these `ids`."""

    ids: Set[str]
    number: int

    def id(self, id: str) -> str:
        return f"{id}-x{self.number}" if id in self.ids else id

    def prose(self, text: str) -> str:
        return _ID.sub(lambda found: self.id(found[0]), text)

    def value(self, value: Any, field: str = "") -> Any:
        """A value of the record: other ids, texts and addresses, all else the same."""
        if isinstance(value, Mapping):
            return {name: self.value(inner, name) for name, inner in value.items() if name != "former_ids"}
        if isinstance(value, list):
            return [self.value(inner, field) for inner in value]
        if not isinstance(value, str):
            return value
        if field in _ADDRESSES:
            return f"{value}{'&' if '?' in value else '?'}copy={self.number}"
        if field in _TEXTS:
            return self._text(value)
        return value if field in _WORDS else self.id(value)

    def _text(self, text: str) -> str:
        """A text with its number before the sign that ends it, and in brackets too: "AI 2" is the name of another term,
        which no other text uses.
        """
        end = text[-1] if text[-1:] in (".", "?", "!", "…") else ""
        return f"{text.removesuffix(end)} {self.number}{end}".replace(")", f" {self.number})")
