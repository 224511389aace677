"""Full-text search without a browser: an SQLite file (FTS5) of the base, with the same words as the site's search.

Texts are stored as stems, and a query is cut to stems by the same rules, so that SQLite needs no stemmer of its own.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kbase.core.base import KnowledgeBase, sources_of
from kbase.core.evidence.grades import grade_all
from kbase.core.pages.paths import STATEMENTS
from kbase.core.prose.plain_words import plain_words
from kbase.core.records.loading import DATA_FOLDER
from kbase.core.records.model import LANGUAGES
from kbase.core.search.morphology import folded, forms, further_forms, stem, words_of
from kbase.core.search.proper_names import acronyms
from kbase.core.search.query_words import stop_words
from kbase.core.search.results import Findable, Findables
from kbase.core.search.romanising import other_layout

VERSION: Final = "1"
"""Part of the key of the file: raise it when the file's contents change for the same data."""

WEIGHTS: Final = (10.0, 6.0, 4.0, 1.0, 0.3)
"""Of title, names, summary, text and further forms, for bm25."""

_COLUMNS: Final = ("title", "names", "summary", "text", "forms")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Hit:
    """One result in a terminal: what it is, its grades as filters, and the titles of the sources it rests on."""

    path: str
    type: str
    kind: str
    title: str
    summary: str
    date: str
    filters: Mapping[str, list[str]]
    names: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The results of a query, and the query that was asked instead where the first had none."""

    hits: tuple[Hit, ...]
    instead: str = ""


def key_of(root: Path) -> str:
    """The hash of everything that the file is made from: data, texts, and the code and word lists of the core."""
    digest = hashlib.sha256(VERSION.encode())
    texts = (root / "docs" / language for language in LANGUAGES)
    folders = (root / DATA_FOLDER, *texts, root / "hooks/kbase/core")
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".yml", ".md", ".py"):
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build(base: KnowledgeBase, file: Path) -> None:
    """Writes the file anew; it appears whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    graded = grade_all(base)
    with closing(sqlite3.connect(unfinished)) as database:
        database.execute(f"CREATE VIRTUAL TABLE page USING fts5({', '.join(_COLUMNS)}, tokenize='unicode61')")
        database.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, language TEXT, hit TEXT)")
        for language in LANGUAGES:
            findables = Findables(base, graded, language)
            for found in findables.by_path.values():
                _insert(database, findables, found)
        database.commit()
    unfinished.replace(file)


def _insert(database: sqlite3.Connection, findables: Findables, found: Findable) -> None:
    language = findables.language
    text = text_of(findables.base, found, language)
    whole = " ".join((found.title, found.summary, text, *found.also))
    further = (*findables.bridges(whole), *findables.synonyms(whole), *acronyms(whole))
    expanded = (*further, *further_forms(words_of(" ".join((whole, *further))), language))
    names = " ".join(found.also)
    names = " ".join((names, *further_forms(words_of(names), language), *found.formerly))
    columns = (found.title, names, found.summary, text, " ".join(expanded))
    hit = _hit(findables.base, found)
    row = database.execute("INSERT INTO record (language, hit) VALUES (?, ?)", (language, hit)).lastrowid
    stems = [stemmed(column, language) for column in columns]
    database.execute(f"INSERT INTO page (rowid, {', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)", (row, *stems))


def _hit(base: KnowledgeBase, found: Findable) -> str:
    statement = base.statements.get(found.path.removeprefix(f"{STATEMENTS}/"))
    sources = [base.sources[i].title for i in dict.fromkeys(sources_of(statement))] if statement else []
    fields = ("path", "type", "kind", "title", "summary", "date")
    hit = {name: getattr(found, name) for name in fields}
    return json.dumps(
        {**hit, "filters": dict(found.filters), "names": found.names, "sources": sources}, ensure_ascii=False
    )


def text_of(base: KnowledgeBase, found: Findable, language: str) -> str:
    """The prose of a page without its marks, in the other language where its own is missing."""
    prose = base.prose_shown(found.path, language)
    return plain_words(prose.body) if prose else ""


def stemmed(text: str, language: str) -> str:
    """The stems of a text in their order."""
    return " ".join(stem(word, language) for word in _WORD.findall(folded(text)))


def search(file: Path, query: str, language: str, filters: Mapping[str, list[str]], most: int) -> Answer:
    """The best `most` results; a query without any is asked as the other keyboard layout would have typed it."""
    with closing(sqlite3.connect(file)) as database:
        for asked, instead in ((query, ""), (other_layout(query), other_layout(query))):
            hits = list(_matching(database, asked, language, filters))
            if hits:
                return Answer(tuple(hits[:most]), instead)
    return Answer(())


def _matching(
    database: sqlite3.Connection, query: str, language: str, filters: Mapping[str, list[str]]
) -> Iterator[Hit]:
    """Pages with all words; where there is none, pages with any of them."""
    terms = [f'"{term}"' for term in terms_of(query, language)]
    for joint in (" AND ", " OR "):
        hits = list(_rows(database, joint.join(terms), language)) if terms else []
        hits = [hit for hit in hits if matches(hit.filters, filters)]
        if hits or len(terms) < 2:
            asked = [_stems_of_forms(word, language) for word in counted(query, language)]
            yield from sorted(hits, key=lambda hit: -nearness(hit, asked, language))
            return


def _rows(database: sqlite3.Connection, match: str, language: str) -> Iterator[Hit]:
    ranked = (
        "SELECT hit FROM page JOIN record ON record.id = page.rowid"
        f" WHERE page MATCH ? AND language = ? ORDER BY bm25(page, {', '.join(map(str, WEIGHTS))})"
    )
    for (text,) in database.execute(ranked, (match, language)):
        hit = json.loads(text)
        yield Hit(**{**hit, "names": tuple(hit["names"]), "sources": tuple(hit["sources"])})


def nearness(hit: Hit, asked: Sequence[frozenset[str]], language: str) -> int:
    """How near a query comes to a result's names: 2 is a complete name, 1 a part of one, 0 neither.

    A query is given as the stems of all forms of each of its words.
    """
    names = [stemmed(name, language).split() for name in hit.names]
    holding = [name for name in names if all(stems & set(name) for stems in asked)]
    whole = any(len(name) == len(asked) for name in holding)
    return 2 if whole else int(bool(holding))


def _stems_of_forms(word: str, language: str) -> frozenset[str]:
    return frozenset(stem(form, language) for form in (word, *forms(word)))


def terms_of(query: str, language: str) -> list[str]:
    """The stems of the words of a query that count."""
    return [stem(word, language) for word in counted(query, language)]


def counted(query: str, language: str) -> list[str]:
    """The words of a query, folded, without those that only say how it is asked."""
    words = _WORD.findall(folded(query))
    return [word for word in words if word not in stop_words(language)] or words


def matches(values: Mapping[str, list[str]], wanted: Mapping[str, list[str]]) -> bool:
    """Whether a result has one of the wanted values of every filter that is set."""
    return all(set(values.get(name, ())) & set(chosen) for name, chosen in wanted.items() if chosen)
