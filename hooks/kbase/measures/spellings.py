"""Whether a record is found by every spelling of its names, attested or by a scheme: asked in Chromium."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.search.morphology import folded
from kbase.core.search.results import Findables, names_of
from kbase.core.search.variants import variants_of_term
from kbase.measures.recall import ALL_PAGES
from kbase.measures.search_queries import open_search, path_of

FIRST = 0.98
AMONG_THREE = 0.995

ASKED_AT_ONCE = 50

ASK = """async (spellings) => {
    const firsts = [];
    for (const spelling of spellings) {
        const { results } = await kbSearch.find(spelling, {});
        firsts.push(results.slice(0, 3).map(({ id }) => window.kbPages[id]));
    }
    return firsts;
}"""


@dataclass(frozen=True)
class Spelling:
    """A name as somebody may type it in the search of a language, and the pages that have it among their names."""

    text: str
    language: str
    wanted: frozenset[str]


@dataclass(frozen=True)
class Found:
    """A spelling and the first three pages that were given for it."""

    spelling: Spelling
    paths: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """The place of the first wanted page, from 1; None where it is not among the three."""
        places = (place for place, path in enumerate(self.paths, start=1) if path in self.spelling.wanted)
        return next(places, None)


def share(found: Sequence[Found], most: int) -> float:
    """Of the spellings the share whose page stands among this many first."""
    return sum(one.rank is not None and one.rank <= most for one in found) / len(found)


def spellings(base: KnowledgeBase, language: str) -> list[Spelling]:
    """Every spelling of every name of all records. Those of Cyrillic names are asked for in either language."""
    texts = dict.fromkeys(name for entity in base.entities.values() for name in names_of(entity))
    return _with_bearers(base, language, texts)


def abbreviations_and_terms(base: KnowledgeBase, language: str) -> list[Spelling]:
    """Every abbreviation among the names of records, in either alphabet, and every term of the glossary."""
    short = (name.text for entity in base.entities.values() for name in entity.names if name.of.value == "abbreviation")
    terms = (name for term in base.terms.values() for name in variants_of_term(term, language))
    return _with_bearers(base, language, dict.fromkeys((*short, *terms)))


def _with_bearers(base: KnowledgeBase, language: str, texts: Iterable[str]) -> list[Spelling]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for found in Findables(base, grade_all(base), language).by_path.values():
        for name in found.names:
            bearers[folded(name)].add(found.path)
    return [Spelling(text, language, frozenset(bearers[folded(text)])) for text in texts]


def drawn(listed: Sequence[Spelling], most: int) -> list[Spelling]:
    """A sample, the same in every run."""
    return random.Random(most).sample(listed, min(most, len(listed)))


def ask_for(browser: Browser, root: str, listed: Iterable[Spelling]) -> Iterator[Found]:
    """What the site's own search gives for each spelling."""
    by_language: dict[str, list[Spelling]] = defaultdict(list)
    for spelling in listed:
        by_language[spelling.language].append(spelling)
    for language, members in by_language.items():
        page = browser.new_page()
        open_search(page, root, language)
        page.evaluate(ALL_PAGES)
        for start in range(0, len(members), ASKED_AT_ONCE):
            part = members[start : start + ASKED_AT_ONCE]
            for spelling, addresses in zip(part, page.evaluate(ASK, [s.text for s in part]), strict=True):
                yield Found(spelling, tuple(map(path_of, addresses)))
        page.close()
