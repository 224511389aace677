"""How well the search answers known queries: success at 1 and 3, and the mean reciprocal rank, a class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Browser

from kbase.core.search.terminal_search import search
from kbase.core.yaml_tables import read_table
from kbase.measures.search_queries import ask, open_search

QUERIES = Path(__file__).parents[3] / "tests/real/queries.yml"
UNSEEN = QUERIES.with_name("queries-unseen.yml")
"""Queries written without a look at the search. They have no aim: they show what the known ones cannot."""
FURTHER = QUERIES.with_name("queries-further.yml")
"""Queries of the classes that are hardest, to tune by."""
HARD = QUERIES.with_name("queries-hard.yml")
"""More of these classes, half of them held out as of the unseen ones."""
EVERYDAY = QUERIES.with_name("queries-everyday.yml")
"""Queries of every kind, written later than all others, halved in the same way."""
READERS = QUERIES.with_name("queries-readers.yml")
"""Questions, synonyms and topics in readers' own words, halved in the same way."""
ASKED = QUERIES.with_name("queries-asked.yml")
"""More of these, written once the search had been changed for all others, halved in the same way."""

CONSIDERED = 10
AIMS = {"typos": 0.8}
USUAL_AIM = 0.95


@dataclass(frozen=True)
class Query:
    """What a reader types in the search of a language, and the pages that answer it."""

    kind: str
    text: str
    language: str
    wanted: tuple[str, ...]

    @property
    def is_held_out(self) -> bool:
        """Whether the search may not be changed for this query. Its text alone decides, so that nobody can move it."""
        return int(sha256(self.text.encode()).hexdigest()[0], 16) % 2 == 1


@dataclass(frozen=True)
class Answer:
    """The pages that a search gave for a query, best first."""

    query: Query
    paths: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """The place of the first wanted page, from 1; None where it is not among those considered."""
        places = (place for place, path in enumerate(self.paths[:CONSIDERED], start=1) if path in self.query.wanted)
        return next(places, None)


@dataclass(frozen=True)
class Score:
    """The figures of one class."""

    kind: str
    count: int
    at_1: float
    at_3: float
    mrr: float

    @property
    def aim(self) -> float:
        """What success at 3 should be at least."""
        return AIMS.get(self.kind, USUAL_AIM)


def read_queries(path: Path = QUERIES) -> list[Query]:
    """The queries of the repository in their order."""
    listed = read_table(path)
    return [Query(kind, str(row["q"]), row["in"], tuple(row["want"])) for kind, rows in listed.items() for row in rows]


def answers(browser: Browser, root: str, queries: Sequence[Query]) -> Iterator[Answer]:
    """What the site's own search gives, asked in Chromium on the page of the search."""
    for language in dict.fromkeys(query.language for query in queries):
        page = browser.new_page()
        open_search(page, root, language)
        for query in queries:
            if query.language == language:
                yield Answer(query, ask(page, query.text, most=CONSIDERED).paths)
        page.close()


def terminal_answers(file: Path, queries: Sequence[Query]) -> Iterator[Answer]:
    """What the terminal's search gives, from its `file`."""
    for query in queries:
        found = search(file, query.text, query.language, {}, CONSIDERED)
        yield Answer(query, tuple(hit.path.removesuffix("/index") for hit in found.hits))


def agreement(ours: Sequence[Answer], others: Sequence[Answer]) -> float:
    """Of the first three pages that one search gives, the share that another gives among its first ten. Both
    may have been asked in another order.
    """
    of_query = {other.query: other.paths for other in others}
    pairs = [(path, of_query[one.query]) for one in ours for path in one.paths[:3]]
    return sum(path in paths for path, paths in pairs) / len(pairs)


def scores(given: Iterable[Answer]) -> list[Score]:
    """The figures of every class, in the order of the queries."""
    classes: dict[str, list[Answer]] = {}
    for answer in given:
        classes.setdefault(answer.query.kind, []).append(answer)
    return [_score(kind, members) for kind, members in classes.items()]


def halves(given: Sequence[Answer]) -> tuple[list[Score], list[Score]]:
    """The figures of the tuning half and of the held-out half, by class, each with a last line for the whole half."""
    tuning = [answer for answer in given if not answer.query.is_held_out]
    held_out = [answer for answer in given if answer.query.is_held_out]
    return [*scores(tuning), _score("all", tuning)], [*scores(held_out), _score("all", held_out)]


def _score(kind: str, members: list[Answer]) -> Score:
    ranks = [answer.rank for answer in members]
    found = [rank for rank in ranks if rank]
    share = 1 / len(members)
    return Score(
        kind,
        len(members),
        at_1=sum(rank == 1 for rank in found) * share,
        at_3=sum(rank <= 3 for rank in found) * share,
        mrr=sum(1 / rank for rank in found) * share,
    )
