"""Full-text search without a browser: an SQLite file (FTS5) of the base, with the same words as the site's search.

Texts are stored as stems, and a query is cut to stems by the same rules, so that SQLite needs no stemmer of its own.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from math import log, sqrt
from pathlib import Path
from typing import Any, Final

from kbase.core.base import KnowledgeBase, sources_of
from kbase.core.evidence.grades import grade_all
from kbase.core.pages.paths import STATEMENTS
from kbase.core.prose.plain_words import plain_words
from kbase.core.records.loading import DATA_FOLDER
from kbase.core.records.model import LANGUAGES
from kbase.core.search.asked import Asked, parts_of, read, typed_on_the_other_layout
from kbase.core.search.corrections import Known, meant
from kbase.core.search.morphology import folded, forms, further_forms, stem, words_of
from kbase.core.search.proper_names import acronyms
from kbase.core.search.query_words import ranking
from kbase.core.search.results import SAID_FOR, Findable, Findables

VERSION: Final = "2"
"""Part of the key of the file: raise it when the file's contents change for the same data."""

WEIGHTS: Final = (10.0, 6.0, 4.0, 6.0, 6.0, 6.0, 0.5, 1.0, 0.3)
"""Of the columns, for bm25, where one word is asked for; several are put in order by `ranking.yml`."""

_COLUMNS: Final = ("title", "names", "summary", "near", "concept", "topic", "gist", "text", "forms")
_WORD = re.compile(r"[^\W_]+")
_TOOLS: Final = ("tool", "about")
_LOOKED_AT: Final = 12
"""Of this many results those come first whose names hold the words that are asked for."""


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
    """The results of a query; `instead` is another query, where words of the first are not in the base; words that
    nothing is known of are `missing`; `was_cut` says that it had more words than are used.
    """

    hits: tuple[Hit, ...]
    instead: str = ""
    missing: tuple[str, ...] = ()
    was_cut: bool = False


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
        database.execute("CREATE TABLE known (language TEXT, names TEXT, words TEXT)")
        for language in LANGUAGES:
            findables = Findables(base, graded, language)
            for found in findables.by_path.values():
                _insert(database, findables, found)
            known = (" ".join(findables.known.names), " ".join(findables.known.words))
            database.execute("INSERT INTO known VALUES (?, ?, ?)", (language, *known))
        database.commit()
    unfinished.replace(file)


def _insert(database: sqlite3.Connection, findables: Findables, found: Findable) -> None:
    language = findables.language
    text = text_of(findables.base, found, language)
    whole = " ".join((found.title, found.summary, text, *found.also))
    further = (*findables.bridges(whole), *findables.synonyms(whole), *acronyms(whole))
    expanded = (*further, *further_forms(words_of(" ".join((whole, *further))), language))
    said = SAID_FOR.get(found.type, "near")
    fields = {
        "title": found.title,
        "names": " ".join((*found.also, *found.formerly)),
        "summary": found.summary,
        said: " ".join(findables.said_for(found)),
        "gist": " ".join(findables.gist(found)),
    }
    columns = {name: _with_forms(text, language) for name, text in fields.items()}
    columns |= {"text": text, "forms": " ".join(expanded)}
    hit = _hit(findables.base, found)
    row = database.execute("INSERT INTO record (language, hit) VALUES (?, ?)", (language, hit)).lastrowid
    stems = [stemmed(columns.get(column, ""), language) for column in _COLUMNS]
    places = ", ".join("?" * (len(stems) + 1))
    database.execute(f"INSERT INTO page (rowid, {', '.join(_COLUMNS)}) VALUES ({places})", (row, *stems))


def _with_forms(text: str, language: str) -> str:
    return " ".join((text, *further_forms(words_of(text), language)))


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
    """The best `most` results, by the rules of the search in the browser."""
    with closing(sqlite3.connect(file)) as database:
        index = _Index(database, language)
        asked = read(query, language)
        understood = [(word, index.understand(word)) for word in asked.words]
        words = tuple(dict.fromkeys(used for _, found in understood for used in found))
        instead = any(index.is_another(word, found) for word, found in understood)
        hits = index.narrowed(index.results(words, filters), asked) if words else []
        return Answer(
            tuple(hits[:most]),
            " ".join(words) if instead else "",
            tuple(word for word, found in understood if not found),
            asked.was_cut,
        )


@dataclass(frozen=True)
class _Index:
    """The file's pages of one language."""

    database: sqlite3.Connection
    language: str
    _found: dict[str, dict[int, float]] = field(default_factory=dict)

    # --- words ------------------------------------------------------------------------------------------------------

    @cached_property
    def known(self) -> Known:
        asked = "SELECT names, words FROM known WHERE language = ?"
        names, words = self.database.execute(asked, (self.language,)).fetchone()
        return Known(tuple(names.split()), tuple(words.split()))

    def understand(self, word: str) -> tuple[str, ...]:
        """A word as the base knows it: itself, its parts, or what was meant; empty where it is nothing."""
        parts = tuple(parts_of(word))
        if len(parts) > 1 and not self._has(word):
            return parts if all(map(self._has, parts)) else tuple(filter(self._has, parts))
        if self._has(word):
            return (word,)
        if any(letter.isdigit() for letter in word):
            return ()
        if len(word) > 2 and self.known.begins(word):
            return (word,)
        typed = typed_on_the_other_layout(word)
        if typed and len(typed) > 2 and self._has(typed):
            return (typed,)
        likely = meant(word, typed, self.known)
        return (likely,) if likely else ()

    def is_another(self, word: str, found: tuple[str, ...]) -> bool:
        """Whether something else than the word is looked for."""
        return bool(found) and not set(found) <= {word, *parts_of(word)}

    def _has(self, word: str) -> bool:
        return bool(self._rows(self._term(word)))

    def _term(self, word: str) -> str:
        """The word for FTS5; one that no page has is one that is not finished."""
        term = f'"{stemmed(word, self.language)}"'
        return term if self._rows(term) else f'"{word}" *'

    def _rows(self, match: str) -> dict[int, float]:
        """Page → how well it matches, by bm25 with the weights of the columns."""
        if match not in self._found:
            ranked = (
                f"SELECT page.rowid, -bm25(page, {', '.join(map(str, WEIGHTS))}) FROM page"
                " JOIN record ON record.id = page.rowid WHERE page MATCH ? AND language = ?"
            )
            self._found[match] = dict(self.database.execute(ranked, (match, self.language)).fetchall())
        return self._found[match]

    # --- pages ------------------------------------------------------------------------------------------------------

    def results(self, words: Sequence[str], filters: Mapping[str, list[str]]) -> list[Hit]:
        """Pages with all words and the best of those with some; those that are asked for by name before the rest."""
        every = self._rows(" AND ".join(map(self._term, words)))
        best = self._in_order(words) if len(words) > 1 else {}
        weights = ranking()
        is_few = len(words) > 1 and len(every) < weights["few"]
        ordered = sorted(best, key=lambda row: (-best[row], row))
        kept = [row for n, row in enumerate(ordered) if is_few or n < weights["best"] or row in every]
        rest = sorted(every.keys() - set(kept), key=lambda row: (-every[row], row))
        hits = [hit for hit in map(self._hit, (*kept, *rest)) if matches(hit.filters, filters)]
        return self._named_first(hits, words)

    def _in_order(self, words: Sequence[str]) -> dict[int, float]:
        """Page → its value, for all pages with some of the words."""
        weights = ranking()
        (pages,) = self.database.execute("SELECT count(*) FROM record WHERE language = ?", (self.language,)).fetchone()
        value: dict[int, float] = {}
        share: dict[int, float] = {}
        total = 0.0
        for word in words:
            found = self._values(self._term(word), weights)
            rare = min(weights["rarest"], log(1 + pages / (len(found) + 1)))
            total += rare
            for row, worth in found.items():
                value[row] = value.get(row, 0) + rare * worth
                share[row] = share.get(row, 0) + rare
        return {row: value[row] * sqrt(share[row] / total) for row in value}

    def _values(self, term: str, weights: Mapping[str, Any]) -> dict[int, float]:
        """Page → what it is worth for a word, up to 1."""
        fields = weights["fields"]
        sums = dict.fromkeys(self._rows(term), fields["text"])
        for column in fields.keys() & set(_COLUMNS) - {"text"}:
            for row in self._rows(f"{{{column}}} : {term}"):
                sums[row] += fields[column]
        return {row: total / (total + weights["half"]) for row, total in sums.items()}

    def _hit(self, row: int) -> Hit:
        (text,) = self.database.execute("SELECT hit FROM record WHERE id = ?", (row,)).fetchone()
        hit = json.loads(text)
        return Hit(**{**hit, "names": tuple(hit["names"]), "sources": tuple(hit["sources"])})

    def _named_first(self, hits: list[Hit], words: Sequence[str]) -> list[Hit]:
        asked = [_stems_of_forms(part, self.language) for word in words for part in parts_of(word)]
        near = [nearness(hit, asked, self.language) for hit in hits]
        levels = [level if level > 1 or place < _LOOKED_AT else 0 for place, level in enumerate(near)]
        return [hits[place] for place in sorted(range(len(hits)), key=lambda place: (-levels[place], place))]

    def narrowed(self, hits: list[Hit], asked: Asked) -> list[Hit]:
        """Results with every phrase, where there are any, and without the excluded words."""
        for phrase in asked.phrases:
            paths = self._paths(f'"{stemmed(phrase, self.language)}"')
            hits = [hit for hit in hits if hit.path in paths] or hits
        for word in asked.without:
            paths = self._paths(f'"{stemmed(word, self.language)}"')
            hits = [hit for hit in hits if hit.path not in paths]
        return hits

    def _paths(self, match: str) -> frozenset[str]:
        return frozenset(self._hit(row).path for row in self._rows(match))


def nearness(hit: Hit, asked: Sequence[frozenset[str]], language: str) -> float:
    """How near a query comes to a result's names: 3 is a complete name, 1.5 the words of a tool, 1 a part of a name.

    A query is given as the stems of all forms of each of its words.
    """
    names = [stemmed(name, language).split() for name in hit.names]
    holding = [name for name in names if all(stems & set(name) for stems in asked)]
    if any(len(name) == len(asked) for name in holding):
        return 3
    if hit.type in _TOOLS:
        words = {stem for name in names for stem in name}
        return 1.5 if all(stems & words for stems in asked) else 0
    return int(bool(holding))


def _stems_of_forms(word: str, language: str) -> frozenset[str]:
    return frozenset(stem(form, language) for form in (word, *forms(word)))


def matches(values: Mapping[str, list[str]], wanted: Mapping[str, list[str]]) -> bool:
    """Whether a result has one of the wanted values of every filter that is set."""
    return all(set(values.get(name, ())) & set(chosen) for name, chosen in wanted.items() if chosen)
