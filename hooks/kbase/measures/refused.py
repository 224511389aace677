"""Which words of the pages the search calls unknown, asked in Chromium: there should be none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from random import Random

from playwright.sync_api import Browser

from kbase.core.base import KnowledgeBase
from kbase.core.search.morphology import words_of
from kbase.measures.recall import all_trials
from kbase.measures.result_pages import result_pages
from kbase.measures.search_queries import open_search

SHORTEST = 4
LETTERS = {"en": re.compile(r"[a-z'’-]+"), "ru": re.compile(r"[а-я-]+")}

REFUSED = """async (words) => {
    const refused = [];
    for (const word of words) {
        const { results, corrected, respelled, missing } = await kbSearch.find(word, {});
        if (!results.length || (corrected && !respelled) || missing.length) refused.push(word);
    }
    return refused;
}"""


def words_of_pages(base: KnowledgeBase, folder: Path, language: str) -> list[str]:
    """The distinct words of four letters and more, in the letters of the language, of the site in `folder`."""
    found = {word for page in result_pages(base, folder, language) for word in words_of(page.text)}
    return sorted(word for word in found if len(word) >= SHORTEST and LETTERS[language].fullmatch(word))


def forms_of_pages(base: KnowledgeBase, folder: Path, language: str, most: int) -> list[str]:
    """A sample of forms of these words that need not stand on any page; the same sample every time."""
    trials = list(all_trials(base, folder, language))
    return sorted({trial.form for trial in Random(most).sample(trials, min(most, len(trials)))})


def refused(browser: Browser, root: str, language: str, words: Iterable[str]) -> list[str]:
    """Those of `words` for which the search finds nothing, or shows something else; a person's name in the site's own
    spelling is nothing else.
    """
    page = browser.new_page()
    open_search(page, root, language)
    answer: list[str] = page.evaluate(REFUSED, list(words))
    page.close()
    return answer
