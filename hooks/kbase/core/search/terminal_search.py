"""Full-text search without a browser: an SQLite file (FTS5) of the base, with the same words as the site's search.

Texts are stored as stems, and a query is cut to stems by the same rules, so that SQLite needs no stemmer of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import log
from pathlib import Path
from typing import Any, Final

from kbase.core.base import KnowledgeBase, sources_of
from kbase.core.evidence.grades import grade_all
from kbase.core.pages.paths import STATEMENTS
from kbase.core.prose.plain_words import plain_words
from kbase.core.records.loading import DATA_FOLDER
from kbase.core.records.model import LANGUAGES
from kbase.core.records.vocabulary import ActorKind
from kbase.core.search.asked import Asked, parts_of, read, typed_on_the_other_layout
from kbase.core.search.corrections import Known, distance, meant, spelled_here
from kbase.core.search.morphology import folded, forms, further_forms, stem, words_of
from kbase.core.search.proper_names import acronyms
from kbase.core.search.query_words import ranking
from kbase.core.search.results import NAMELESS, SAID_FOR, Findable, Findables, in_order_of_names
from kbase.core.search.tools import neutral_words
from kbase.core.search.variants import variants

VERSION: Final = "6"
"""Part of the key of the file: raise it when the file's contents change for the same data."""

WEIGHTS: Final = (10.0, 6.0, 4.0, 6.0, 6.0, 6.0, 6.0, 0.5, 1.0, 0.3)
"""Of the columns, for bm25, where one word is asked for; several are put in order by `ranking.yml`."""

_COLUMNS: Final = ("title", "names", "summary", "near", "concept", "topic", "said", "gist", "text", "forms")
_WORD = re.compile(r"[^\W_]+")
_TOOLS: Final = ("tool", "about")
_LISTS: Final = ("names", "hosts", "sources", "answers", "offices")
_BESIDE: Final = 2
"""This many results stand before the publisher whose name is asked for, where it is no outlet."""

_SAID: Final = "{title names near concept topic}"
_OF_NAMES: Final = "{title names summary}"
_SHORTEST_PART: Final = 3
"""A hyphenated word with a shorter part is asked for as it is: parts of two letters are in too many words."""

_LOOKED_AT: Final = 12
"""Of this many results those come first whose names hold the words that are asked for."""


@dataclass(frozen=True)
class Hit:
    """One result in a terminal: what it is, its grades as filters, and the titles of the sources it rests on; `answers`
    are the words that ask for its places, for each place, `offices` the names by which a person is asked for, and
    `place` is the file and line where it is written.
    """

    path: str
    type: str
    kind: str
    title: str
    summary: str
    date: str
    filters: Mapping[str, list[str]]
    names: tuple[str, ...]
    hosts: tuple[str, ...]
    sources: tuple[str, ...]
    answers: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    place: str = ""


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
                digest.update(os.fsencode(path.relative_to(root).as_posix()))
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build(base: KnowledgeBase, file: Path) -> None:
    """Writes the file anew; it appears whole or not at all. Raises sqlite3.Error where it cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    graded = grade_all(base)
    with closing(sqlite3.connect(unfinished)) as database:
        database.execute(f"CREATE VIRTUAL TABLE page USING fts5({', '.join(_COLUMNS)}, tokenize='unicode61')")
        database.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, language TEXT, type TEXT, hit TEXT)")
        database.execute("CREATE TABLE known (language TEXT, names TEXT, words TEXT, derived TEXT)")
        for language in LANGUAGES:
            findables = Findables(base, graded, language)
            for found in findables.by_path.values():
                _insert(database, findables, found)
            known = findables.known
            lists = map(" ".join, (known.names, known.words, known.derived))
            database.execute("INSERT INTO known VALUES (?, ?, ?, ?)", (language, *lists))
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
        "names": " ".join((*found.also, *found.formerly, *found.hosts)),
        "summary": found.summary,
        said: " ".join(findables.said_for(found)),
        "said": " ".join(findables.said_of(found)),
        "gist": " ".join(findables.gist(found)),
    }
    columns = {name: _with_forms(text, language) for name, text in fields.items()}
    columns |= {"text": text, "forms": " ".join(expanded)}
    hit = _hit(findables.base, found, findables.offices(found), language)
    values = (language, found.type, hit)
    row = database.execute("INSERT INTO record (language, type, hit) VALUES (?, ?, ?)", values).lastrowid
    stems = [stemmed(columns.get(column, ""), language) for column in _COLUMNS]
    places = ", ".join("?" * (len(stems) + 1))
    database.execute(f"INSERT INTO page (rowid, {', '.join(_COLUMNS)}) VALUES ({places})", (row, *stems))


def _with_forms(text: str, language: str) -> str:
    return " ".join((text, *further_forms(words_of(text), language)))


def _hit(base: KnowledgeBase, found: Findable, offices: Sequence[str], language: str) -> str:
    statement = base.statements.get(found.path.removeprefix(f"{STATEMENTS}/"))
    cited = dict.fromkeys(sources_of(statement)) if statement else {}
    sources = [base.sources[i].title for i in cited if i in base.sources]  # One may be unreadable at the moment.
    fields = ("path", "type", "kind", "title", "summary", "date")
    hit = {name: getattr(found, name) for name in fields}
    names = found.also if found.type == "publisher" else found.names
    asking = {name for _, words in found.answers for name in words}
    names = tuple(name for name in names if name not in asking)
    answers = [" ".join(words) for _, words in found.answers]
    lists = {"names": names, "hosts": found.hosts, "sources": sources, "answers": answers, "offices": offices}
    place = place_of(base, found.path, language)
    return json.dumps({**hit, "filters": dict(found.filters), **lists, "place": place}, ensure_ascii=False)


def place_of(base: KnowledgeBase, path: str, language: str) -> str:
    """Where what a page shows is written: the file and line of its record, or the file of its text."""
    if origin := base.origins.get(path.rpartition("/")[2]):
        return str(origin.place())
    return f"docs/{language}/{path}.md" if (language, path) in base.prose else ""


def text_of(base: KnowledgeBase, found: Findable, language: str) -> str:
    """The prose of a page without its marks, in the other language where its own is missing."""
    prose = base.prose_shown(found.path, language)
    return plain_words(prose.body) if prose else ""


def stemmed(text: str, language: str) -> str:
    """The stems of a text in their order."""
    return " ".join(stem(word, language) for word in _WORD.findall(folded(text)))


def search(file: Path, query: str, language: str, filters: Mapping[str, list[str]], most: int) -> Answer:
    """The best `most` results, by the rules of the search in the browser. Raises sqlite3.Error where the file cannot be
    read.
    """
    with closing(sqlite3.connect(file)) as database:
        index = _Index(database, language)
        asked = read(query, language)
        understood = [(word, index.understand(word, word in asked.short)) for word in asked.words]
        words = tuple(dict.fromkeys(used for _, found in understood for used in found))
        instead = any(index.is_another(word, found) for word, found in understood)
        guessed = frozenset(used for word, found in understood for used in found if index.is_guess(word, used))
        hits = index.narrowed(index.results(words, filters, guessed), asked) if words else []
        return Answer(
            tuple(hits[:most]),
            " ".join(words) if instead else "",
            tuple(word for word, found in understood if not found),
            asked.was_cut,
        )


def values_of(file: Path, name: str) -> list[str]:
    """All values that a filter has on any page, in order. Raises sqlite3.Error where the file cannot be read."""
    with closing(sqlite3.connect(file)) as database:
        hits = [json.loads(text) for (text,) in database.execute("SELECT hit FROM record")]
    return sorted({value for hit in hits for value in hit["filters"].get(name, ())})


@dataclass(frozen=True)
class _Index:
    """The file's pages of one language."""

    database: sqlite3.Connection
    language: str
    _found: dict[str, dict[int, float]] = field(default_factory=dict)

    # --- words ------------------------------------------------------------------------------------------------------

    @cached_property
    def known(self) -> Known:
        asked = "SELECT names, words, derived FROM known WHERE language = ?"
        lists = self.database.execute(asked, (self.language,)).fetchone()
        return Known(*(tuple(words.split()) for words in lists))

    @cached_property
    def _types(self) -> dict[int, str]:
        return dict(self.database.execute("SELECT id, type FROM record WHERE language = ?", (self.language,)))

    def understand(self, word: str, is_abbreviation: bool = False) -> tuple[str, ...]:
        """A word as the base knows it: itself, its parts, or what was meant; empty where it is nothing. An abbreviation
        stands for no other word.
        """
        parts = tuple(parts_of(word))
        if len(parts) > 1:
            found = tuple(filter(self._has, parts))
            if not self._has(word):
                return found
            if found == parts and not self._is_one(word, parts):
                return parts
        if self._has(word):
            return (self._spelled_here(word) or word,)
        if any(letter.isdigit() for letter in word):
            return ()
        if len(word) > 2 and self.known.begins(word):
            return (word,)
        typed = typed_on_the_other_layout(word)
        if typed and len(typed) > 2 and self._has(typed):
            return (typed,)
        if is_abbreviation:
            return ()
        likely = meant(word, typed, self.known)
        return ((self._spelled_here(likely) or likely),) if likely else ()

    def _is_one(self, word: str, parts: Sequence[str]) -> bool:
        """Whether a hyphenated word is asked for as it is: a name, or one with a part that is in too many words."""
        named = self._rows(f'{{title names}} : "{stemmed(word, self.language)}"')
        return bool(named) or any(len(part) < _SHORTEST_PART for part in parts)

    def _spelled_here(self, word: str) -> str | None:
        """The word of the site's own spelling where only other spellings of persons' names hold this one."""
        hits = [self._hit(row) for row in self._rows(f'{_OF_NAMES} : "{stemmed(word, self.language)}"')]
        names = [hit.names for hit in hits if hit.kind == ActorKind.PERSON]
        return spelled_here(word, names) if len(names) == len(hits) else None

    def is_another(self, word: str, found: tuple[str, ...]) -> bool:
        """Whether something else than the word is looked for."""
        return bool(found) and not set(found) <= {word, *parts_of(word)}

    def is_guess(self, word: str, used: str) -> bool:
        """Whether something is looked for instead of a word that is more than a slip away from it."""
        if used in (word, *parts_of(word)) or self._has(word):
            return False
        typed = typed_on_the_other_layout(word)
        return distance(word, used, 1) > 1 and not (typed and distance(typed, used, 1) < 2)

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

    def results(
        self, words: Sequence[str], filters: Mapping[str, list[str]], guessed: frozenset[str] = frozenset()
    ) -> list[Hit]:
        """Pages with all words and the best of those with some; those that are asked for by name before the rest. The
        `guessed` words stand for others that no page has.
        """
        every = self._rows(" AND ".join(map(self._term, words)))
        best = self._in_order(words, guessed)
        weights = ranking()
        is_few = len(words) > 1 and len(every) < weights["few"]
        ordered = sorted(best, key=lambda row: (-round(best[row], 3), -every.get(row, 0), row))
        kept = [row for n, row in enumerate(ordered) if is_few or n < weights["best"] or row in every]
        rest = sorted(every.keys() - set(kept), key=lambda row: (-every[row], row))
        asked = [_stems_of_forms(part, self.language) for word in words for part in parts_of(word)]
        has_parts = len(asked) > len(words)
        rows = dict.fromkeys((*kept, *rest, *(() if has_parts else self._tools_for(asked))))
        hits = {row: hit for row in rows if matches((hit := self._hit(row)).filters, filters)}
        return self._named_first(hits, words, asked)

    def _tools_for(self, asked: Sequence[frozenset[str]]) -> list[int]:
        """The tools of the site whose words hold all that is asked for, though their pages may not. Of an id, whose
        parts stand together, that says nothing.
        """
        tools = (row for row, type in self._types.items() if type in _TOOLS)
        return [row for row in tools if nearness(self._hit(row), asked, self.language) >= 1.5]

    def _in_order(self, words: Sequence[str], guessed: frozenset[str]) -> dict[int, float]:
        """Page → its value, for all pages with some of the words."""
        weights = ranking()
        (pages,) = self.database.execute("SELECT count(*) FROM record WHERE language = ?", (self.language,)).fetchone()
        value: dict[int, float] = {}
        share: dict[int, float] = {}
        total = 0.0
        for word in words:
            found = self._values(self._term(word), weights)
            rare = min(weights["rarest"], log(1 + pages / (len(found) + 1)))
            rare *= weights["guessed"] if word in guessed else 1
            total += rare
            for row, worth in found.items():
                value[row] = value.get(row, 0) + rare * worth
                share[row] = share.get(row, 0) + rare
        of_type = {row: weights.get(type, 1) for row, type in self._types.items()}
        return {row: value[row] * share[row] / total * of_type[row] for row in value}

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
        return Hit(**{**hit, **{name: tuple(hit[name]) for name in _LISTS}})

    def _named_first(
        self, found: Mapping[int, Hit], words: Sequence[str], asked: Sequence[frozenset[str]]
    ) -> list[Hit]:
        said = self._said_of_names(words)
        least = 0.5 if len(asked) > 1 else 1.0
        hits = list(found.values())
        near = [
            nearness(hit, asked, self.language) or (least if row in said and hit.type not in NAMELESS else 0)
            for row, hit in found.items()
        ]
        levels = [level if not 0 < level < 1.5 or place < _LOOKED_AT else 0 for place, level in enumerate(near)]
        spelled = _spelling(" ".join(words))
        first = [_place(hit, spelled) if level == 3 else (False, 0) for hit, level in zip(hits, levels, strict=True)]
        places = sorted(range(len(hits)), key=lambda place: (-levels[place], first[place], place))
        beside = [place for place in places if levels[place] < 0]
        others = [place for place in places if levels[place] >= 0]
        return [hits[place] for place in (*others[:_BESIDE], *beside, *others[_BESIDE:])]

    def _said_of_names(self, words: Sequence[str]) -> frozenset[int]:
        """The pages in whose names all words stand, or of which readers say them."""
        standing = (self._rows(f"{_SAID} : {self._term(word)}") for word in words)
        return frozenset.intersection(*map(frozenset, standing))

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


def _place(hit: Hit, spelled: list[str]) -> tuple[bool, int]:
    """Where a result stands among those whose name has the same stems: first what is spelled as it was asked for."""
    return spelled not in map(_spelling, hit.names), in_order_of_names(hit.type)


def _spelling(text: str) -> list[str]:
    return sorted(folded(part) for part in parts_of(text))


def nearness(hit: Hit, asked: Sequence[frozenset[str]], language: str) -> float:
    """How near a query comes to a result's names: 3 is a complete name, 2.75 the office of a person, 2.5 the name of an
    outlet, or a host; 1.5 the words of a tool; from 1 a part of a name, by how much of it that is; -1 the name of a
    body that only published.

    A query is given as the stems of all forms of each of its words.
    """
    if hit.type == "publisher":
        return _nearness_of_publisher(hit, asked, language)
    names = [stemmed(name, language).split() for name in hit.names]
    holding = [name for name in names if all(stems & set(name) for stems in asked)]
    if any(len(name) == len(asked) for name in holding) or _is_whole(hit.hosts, asked, language):
        return 3
    if _is_whole(hit.offices, asked, language):
        return 2.75
    if hit.type in _TOOLS:
        own = [{stem for name in names for stem in name}, *(set(stemmed(a, language).split()) for a in hit.answers)]
        return max(_nearness_of_tool(words, asked, language) for words in own)
    return max((1 + len(asked) / len(name) / 4 for name in holding), default=0)


def _nearness_of_tool(words: set[str], asked: Sequence[frozenset[str]], language: str) -> float:
    """From 1.5 where the words are asked for and nothing else, but what is said of any tool."""
    held = sum(bool(stems & words) for stems in asked)
    further = words | _neutral_stems(language)
    return 1.5 + held / 100 if held and all(stems & further for stems in asked) else 0


@cache
def _neutral_stems(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in neutral_words(language))


def _nearness_of_publisher(hit: Hit, asked: Sequence[frozenset[str]], language: str) -> float:
    own = (*hit.hosts, *(hit.names if hit.kind == ActorKind.OUTLET else ()))
    if _is_whole(own, asked, language):
        return 2.5
    return -1 if _is_whole(hit.names, asked, language) else 0


def _is_whole(names: Sequence[str], asked: Sequence[frozenset[str]], language: str) -> bool:
    """Whether a query is one of the names, in whatever order."""
    split = (stemmed(part, language).split() for name in names for part in (name, *variants(name)))
    return any(len(name) == len(asked) and all(stems & set(name) for stems in asked) for name in split)


def _stems_of_forms(word: str, language: str) -> frozenset[str]:
    return frozenset(stem(form, language) for form in (word, *forms(word)))


def matches(values: Mapping[str, list[str]], wanted: Mapping[str, list[str]]) -> bool:
    """Whether a result has one of the wanted values of every filter that is set."""
    return all(set(values.get(name, ())) & set(chosen) for name, chosen in wanted.items() if chosen)
