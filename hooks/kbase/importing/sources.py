"""References become sources: those that the base has are named, the others get an id and a publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.checks.of_records.duplicates import plain_address
from kbase.core.checks.of_records.evidence import site_of
from kbase.core.checks.of_records.records import without_tracking
from kbase.core.records.vocabulary import SourceType
from kbase.importing.references import Reference

_MOST_WORDS: Final = 4
_LONGEST: Final = 90
_OF_NUMBER: Final = 6
"""Letters that are kept for a hyphen and the number of one of many."""
_RESOLVER: Final = "https://doi.org/"


@dataclass(frozen=True)
class Imported:
    """What became of a reference: the source that it is already (`known`), or the `data` of a new one. `lacks` are the
    fields that a source must have and this one has not.
    """

    reference: Reference
    known: str = ""
    data: Mapping[str, Any] | None = None
    lacks: tuple[str, ...] = ()


def imported(
    references: Iterable[Reference], base: KnowledgeBase, waiting: Iterable[Mapping[str, Any]]
) -> list[Imported]:
    """What becomes of each reference, given the base and what `waiting` holds."""
    shelf = _Shelf(base, waiting)
    return [shelf.take(reference) for reference in references]


class _Shelf:
    """The sources that are there, by what a reference can be known by; each new one is added."""

    def __init__(self, base: KnowledgeBase, waiting: Iterable[Mapping[str, Any]]) -> None:
        self._publishers = _Publishers(base)
        self._by_id = {*base.origins, *base.renamed}
        self._by_mark: dict[str, str] = {}
        for source in base.sources.values():
            for url in (source.url, source.archive_url):
                self._know(source.id, url or "")
        for data in waiting:
            self._by_id.add(str(data.get("id")))
            self._know(str(data.get("id")), str(data.get("URL", "")))

    def _know(self, id: str, url: str) -> None:
        for mark in _marks(url):
            self._by_mark.setdefault(mark, id)

    def take(self, reference: Reference) -> Imported:
        url = without_tracking(reference.url) or (f"{_RESOLVER}{reference.doi}" if reference.doi else "")
        known = next((self._by_mark[mark] for mark in _marks(url, reference.doi) if mark in self._by_mark), "")
        known = known or (reference.key if not url and reference.key in self._by_id else "")
        if known:
            return Imported(reference, known=known)
        publisher = self._publishers.of(reference, url)
        id = self._free_id(reference, publisher, url)
        self._by_id.add(id)
        self._know(id, url)
        data = _data(id, reference, publisher, url)
        lacks = tuple(name for name in ("title", "published_by") if not data.get(name))
        return Imported(reference, data={name: value for name, value in data.items() if value}, lacks=lacks)

    def _free_id(self, reference: Reference, publisher: str, url: str) -> str:
        if _is_id(reference.key) and reference.key not in self._by_id:
            return reference.key
        whose = publisher or re.sub(r"[^a-z0-9]+", "-", site_of(url)).strip("-") or "source"
        when = reference.issued.partition("/")[0].rstrip("~?%")
        words = _latin(reference.title).split("-")[:_MOST_WORDS]
        stem = "-".join(filter(None, (whose, when, *words)))[: _LONGEST - _OF_NUMBER].strip("-")
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        return next(id for id in numbered if id not in self._by_id)


def _marks(url: str, doi: str = "") -> list[str]:
    """What two references to one work have in common: its address, its DOI."""
    found = re.search(r"10\.\d{4,9}/[^\s\"<>?#]+", url)
    dois = [f"doi:{one.lower()}" for one in (doi, found[0] if found else "") if one]
    return [*dois, *([plain_address(url)] if url else [])]


def _is_id(key: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", key)) and len(key) <= _LONGEST


_CYRILLIC: Final = str.maketrans("абвгдеёзийклмнопрстуфыэіў", "abvgdeeziiklmnoprstufyeiu") | str.maketrans(
    {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)
"""How an id writes a letter; ъ and ь are left out."""


def _latin(text: str) -> str:
    """The words of a text in the letters of ids, parted by hyphens."""
    letters = text.lower().translate(_CYRILLIC)
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _data(id: str, reference: Reference, publisher: str, url: str) -> dict[str, Any]:
    types = {kind.value for kind in SourceType}
    host = reference.container if reference.container != reference.publisher else ""
    return {
        "id": id,
        "type": reference.type if reference.type in types else SourceType.WEBPAGE.value,
        "title": reference.title,
        "language": reference.language,
        "author": [dict(person) for person in reference.authors if person],
        "issued": reference.issued,
        "published_by": publisher,
        "container-title": host,
        "number": reference.number,
        "URL": url if re.match(r"https?://", url) else "",
    }


class _Publishers:
    """Finds the publisher of a reference: by the site of its address, else by its name."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._by_site: dict[str, set[str]] = {}
        self._by_name: dict[str, str] = {}
        for source in base.sources.values():
            if source.url and not source.hosted_at:
                self._by_site.setdefault(site_of(source.url), set()).add(source.published_by)
        for publisher in base.publishers.values():
            for url in publisher.same_as:
                self._by_site.setdefault(site_of(url), set()).add(publisher.id)
            for name in (publisher.title.en, publisher.title.ru, *(name.text for name in publisher.names)):
                self._by_name.setdefault(_folded(name or ""), publisher.id)

    def of(self, reference: Reference, url: str) -> str:
        """The id of the publisher, or nothing where none or several may be it."""
        by_name = [self._by_name.get(_folded(name)) for name in (reference.publisher, reference.container) if name]
        at_site = self._by_site.get(site_of(url), set()) if url else set()
        named = next(filter(None, by_name), "")
        return named or (next(iter(at_site)) if len(at_site) == 1 else "")


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold().replace("ё", "е")))
