"""Whether a page is found by every form of its own words: a sample of forms, asked of the real engine in Chromium."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from kbase.core.base import KnowledgeBase
from kbase.core.search.morphology import forms, stem, words_of
from kbase.core.search.romanising import is_cyrillic
from kbase.measures.result_pages import result_pages
from kbase.measures.search_queries import open_search

SAMPLE = 600
SHORTEST = 3
LEAST = 0.99

ALL_PAGES = """async () => {
    const engine = await kbSearch.engine();
    const all = await engine.search(null);
    const pages = await Promise.all(all.results.map(async (result) => [result.id, (await result.data()).raw_url]));
    window.kbPages = Object.fromEntries(pages);
    return pages.length;
}"""

PAGES_OF = """async (word) => {
    const found = await (await kbSearch.engine()).search(word);
    return found.results.map((result) => window.kbPages[result.id]);
}"""


@dataclass(frozen=True)
class Trial:
    """A form of a word that stands on the page at `url`."""

    url: str
    word: str
    form: str


@dataclass(frozen=True)
class Recall:
    """How many trials there were, and which of them did not find their page, with the likely cause."""

    trials: int
    missed: tuple[tuple[Trial, str], ...]

    @property
    def share(self) -> float:
        return 1 - len(self.missed) / self.trials

    @property
    def causes(self) -> Counter[str]:
        return Counter(cause for _, cause in self.missed)


def recall(
    browser: Browser, root: str, folder: Path, base: KnowledgeBase, language: str, sample: int = SAMPLE
) -> Recall:
    """Asks for a sample of forms of the words of the site's pages in one language; the same sample every time."""
    page = browser.new_page()
    open_search(page, root, language)
    page.evaluate(ALL_PAGES)
    trials = draw(list(all_trials(base, folder, language)), sample)
    missed = []
    for trial in trials:
        if trial.url not in page.evaluate(PAGES_OF, trial.form):
            missed.append((trial, cause_of(trial, language)))
    page.close()
    return Recall(len(trials), tuple(missed))


def draw(trials: list[Trial], sample: int) -> list[Trial]:
    return random.Random(sample).sample(trials, min(sample, len(trials)))


def all_trials(base: KnowledgeBase, folder: Path, language: str) -> Iterator[Trial]:
    """Every form of every word with forms (Russian nouns, adjectives, names; irregular English words), page by page."""
    for page in result_pages(base, folder, language):
        for word in sorted(words_of(page.text)):
            if language == "en" and is_cyrillic(word):
                continue  # Names, whose forms are given from the record; the rest are titles of Russian sources.
            yield from (Trial(f"/{page.address}", word, form) for form in forms(word) if len(form) >= SHORTEST)


def cause_of(trial: Trial, language: str) -> str:
    """Why a form may not have found its page."""
    if len(stem(trial.form, language)) < SHORTEST:
        return "a stem of one or two letters"
    if language == "en":
        return "a form that the table of irregular words gives to two words"
    return "the stem is known only in forms that the engine cuts otherwise"
