"""What the search of the real base promises: known queries are answered, better than by the theme's search."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.pages.paths import of_publisher
from kbase.core.pages.table import all_pages
from kbase.core.search.morphology import words_of
from kbase.core.search.query_words import said_of_statements, stop_words
from kbase.core.search.results import Findables, hosts_of
from kbase.core.search.terminal_search import build, search
from kbase.measures.first_result import BUDGET, costs
from kbase.measures.lunr_search import lunr_answers
from kbase.measures.recall import LEAST, recall
from kbase.measures.refused import forms_of_pages, refused, words_of_pages
from kbase.measures.relevance import (
    ASKED,
    EVERYDAY,
    FURTHER,
    HARD,
    READERS,
    UNSEEN,
    USUAL_AIM,
    Answer,
    Query,
    answers,
    halves,
    read_queries,
    scores,
)
from kbase.measures.search_queries import ask, open_search
from kbase.measures.spellings import (
    AMONG_THREE,
    FIRST,
    abbreviations_and_terms,
    ask_for,
    drawn,
    share,
    spellings,
)
from tests.conftest import Built

SAMPLE = 30
"""Queries that are asked in every run."""

SPELLINGS = 12
TERMS = 4
"""Names and terms in each language of which that holds, too."""


@pytest.fixture(scope="module")
def terminal(real_base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `kb.py search` looks in: half a minute."""
    file = tmp_path_factory.mktemp("terminal") / "kb.sqlite"
    build(real_base, file)
    return file


@pytest.fixture(scope="module")
def given(browser: Browser, real_address: str) -> list[Answer]:
    """What our search gives for the known queries."""
    return list(answers(browser, real_address, read_queries()))


def test_there_are_enough_queries_and_their_answers_exist(real_base: KnowledgeBase) -> None:
    queries = read_queries()
    known = Findables(real_base, grade_all(real_base), "en").by_path
    assert len(queries) >= 120
    assert [(query.text, path) for query in queries for path in query.wanted if path not in known] == []


@pytest.mark.parametrize("file", [UNSEEN, FURTHER, HARD, EVERYDAY, READERS, ASKED])
def test_other_queries_want_pages_of_the_site_and_are_not_among_the_known(real_base: KnowledgeBase, file: Path) -> None:
    pages = {path.removesuffix("/index") for path in all_pages(real_base)}
    queries = read_queries(file)
    assert [(query.text, path) for query in queries for path in query.wanted if path not in pages] == []
    assert {query.text.casefold() for query in queries} & {query.text.casefold() for query in read_queries()} == set()


@pytest.mark.parametrize(("text", "is_held_out"), [("MoU", True), ("CSTO", False), ("утечка мозгов", True)])
def test_the_text_of_a_query_alone_decides_its_half(text: str, is_held_out: bool) -> None:
    assert Query("topics", text, "en", ()).is_held_out == Query("slips", text, "ru", ("about/trust",)).is_held_out
    assert Query("topics", text, "en", ()).is_held_out == is_held_out


@pytest.mark.parametrize("file", [UNSEEN, HARD, EVERYDAY, READERS, ASKED])
def test_both_halves_of_the_unseen_queries_hold_every_class(file: Path) -> None:
    queries = read_queries(file)
    tuning, held_out = halves([Answer(query, ()) for query in queries])
    kinds = {*(query.kind for query in queries), "all"}
    assert {score.kind for score in tuning if score.count >= 3} == kinds
    assert {score.kind for score in held_out if score.count >= 3} == kinds
    assert tuning[-1].count + held_out[-1].count == len(queries)


def test_a_sample_of_the_known_queries_is_answered_among_the_first_three(browser: Browser, real_address: str) -> None:
    """The same in every run; `kb.py test --all` asks them all."""
    given = list(answers(browser, real_address, Random(SAMPLE).sample(read_queries(), SAMPLE)))
    missed = [(a.query.text, a.paths[:3]) for a in given if not a.rank or a.rank > 3]
    assert len(missed) <= SAMPLE * (1 - USUAL_AIM), missed


@pytest.mark.slow
def test_known_queries_are_answered_among_the_first_three(given: list[Answer]) -> None:
    low = [score for score in scores(given) if score.at_3 < score.aim]
    assert low == [], [(a.query.text, a.paths[:3]) for a in given if not a.rank or a.rank > 3]


@pytest.mark.slow
def test_no_class_is_answered_worse_than_by_the_stock_search(
    given: list[Answer], browser: Browser, real_address: str, real_site: Built, real_base: KnowledgeBase
) -> None:
    lunr = scores(lunr_answers(browser, real_address, real_site.folder, real_base, read_queries()))
    assert [(ours, theirs) for ours, theirs in zip(scores(given), lunr, strict=True) if ours.at_3 < theirs.at_3] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ru"])
def test_any_form_of_a_word_finds_the_page(
    browser: Browser, real_address: str, real_site: Built, real_base: KnowledgeBase, language: str
) -> None:
    result = recall(browser, real_address, real_site.folder, real_base, language)
    assert result.share >= LEAST, result.missed


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_word_of_the_pages_is_called_unknown(
    browser: Browser, real_address: str, real_site: Built, real_base: KnowledgeBase, language: str
) -> None:
    words = words_of_pages(real_base, real_site.folder, language)
    assert refused(browser, real_address, language, words) == []
    forms = forms_of_pages(real_base, real_site.folder, language, 2000)
    assert refused(browser, real_address, language, forms) == []


def test_what_is_said_for_a_statement_is_said_in_both_languages_for_one_that_is_there(real_base: KnowledgeBase) -> None:
    ids = {id for statement in real_base.statements.values() for id in (statement.id, *statement.former_ids)}
    assert said_of_statements("en").keys() == said_of_statements("ru").keys()
    assert said_of_statements("en").keys() - ids == set()
    assert [id for language in ("en", "ru") for id, said in said_of_statements(language).items() if "" in said] == []


OFFICES = (
    ("prime minister", "en", {"actors/alexander-turchin", "actors/mikhail-mishustin"}),
    ("who is the prime minister", "en", {"actors/alexander-turchin", "actors/mikhail-mishustin"}),
    ("премьер-министр", "ru", {"actors/alexander-turchin", "actors/mikhail-mishustin"}),
    ("министр связи", "ru", {"actors/kirill-zalessky"}),
    ("министр связи России", "ru", {"actors/maksut-shadayev"}),
    ("communications minister", "en", {"actors/kirill-zalessky"}),
)
"""An office, and who comes first when it is asked for."""


def test_an_office_leads_to_who_holds_it(browser: Browser, real_address: str) -> None:
    for language in ("en", "ru"):
        page = browser.new_page()
        open_search(page, real_address, language)
        asked = [(text, wanted) for text, of_query, wanted in OFFICES if of_query == language]
        assert [text for text, wanted in asked if {*ask(page, text).paths[: len(wanted)]} != wanted] == []
        page.close()


def test_an_office_leads_to_who_holds_it_in_a_terminal(terminal: Path) -> None:
    found = [
        (text, wanted, {hit.path for hit in search(terminal, text, language, {}, len(wanted)).hits})
        for text, language, wanted in OFFICES
    ]
    assert [text for text, wanted, paths in found if paths != wanted] == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_office_is_the_name_of_somebody_else(real_base: KnowledgeBase, language: str) -> None:
    """Who types a surname wants who bears it, not "the predecessor of" that person."""
    findables = Findables(real_base, grade_all(real_base), language)
    people = [found for found in findables.by_path.values() if found.is_person]
    names = {word for person in people for word in words_of(person.title)}
    passed = stop_words(language)
    offices = [(person.path, office) for person in people for office in findables.offices(person)]
    assert offices and [row for row in offices if {*words_of(row[1])} - passed <= names] == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_term_of_the_glossary_has_everyday_words(real_base: KnowledgeBase, language: str) -> None:
    findables = Findables(real_base, grade_all(real_base), language)
    terms = [found for found in findables.by_path.values() if found.type == "term"]
    names = {term.title: " | ".join((term.title, *term.also)) for term in terms}
    assert [title for title, text in names.items() if not set(findables.synonyms(text)) - set(text.split(" | "))] == []


@pytest.mark.parametrize("most", [SPELLINGS, pytest.param(10_000, marks=pytest.mark.slow)])
def test_every_spelling_of_a_name_finds_its_bearer(
    browser: Browser, real_address: str, real_base: KnowledgeBase, most: int
) -> None:
    """A sample in every run; `kb.py test --all` asks for all, about 2,800."""
    listed = [spelling for language in ("en", "ru") for spelling in drawn(spellings(real_base, language), most)]
    found = list(ask_for(browser, real_address, listed))
    missed = [(one.spelling.text, one.paths) for one in found if one.rank != 1]
    assert share(found, 1) >= FIRST, missed
    assert share(found, 3) >= AMONG_THREE, missed


@pytest.mark.parametrize("most", [TERMS, pytest.param(10_000, marks=pytest.mark.slow)])
def test_every_abbreviation_and_every_term_has_its_own_page_among_the_first_three(
    browser: Browser, real_address: str, real_base: KnowledgeBase, most: int
) -> None:
    listed = [one for language in ("en", "ru") for one in drawn(abbreviations_and_terms(real_base, language), most)]
    found = list(ask_for(browser, real_address, listed))
    assert [(one.spelling.text, one.paths) for one in found if one.rank is None] == []


@pytest.mark.parametrize("most", [TERMS, pytest.param(10_000, marks=pytest.mark.slow)])
def test_every_abbreviation_and_every_term_has_its_own_page_among_the_first_three_in_a_terminal(
    real_base: KnowledgeBase, terminal: Path, most: int
) -> None:
    listed = [one for language in ("en", "ru") for one in drawn(abbreviations_and_terms(real_base, language), most)]
    found = [(one, [hit.path for hit in search(terminal, one.text, one.language, {}, 3).hits]) for one in listed]
    assert [(one.text, paths) for one, paths in found if not one.wanted & set(paths)] == []


def test_the_body_of_a_union_that_no_page_names_leads_to_the_union(terminal: Path) -> None:
    for text, language in (("ЕЭК", "ru"), ("ЕЭК", "en"), ("EEC", "en"), ("EEC", "ru")):
        assert "actors/eaeu" in [hit.path for hit in search(terminal, text, language, {}, 3).hits], (text, language)


def test_every_publisher_is_found_by_its_name_and_by_its_host(
    browser: Browser, real_address: str, real_base: KnowledgeBase
) -> None:
    page = browser.new_page()
    open_search(page, real_address, "en")
    missed = []
    for id in Random(SAMPLE).sample(sorted(real_base.published), SAMPLE // 4):
        wanted = real_base.path_of(id) if id in real_base.entities else of_publisher(id)
        for query in (real_base.publishers[id].title.en, *hosts_of(real_base, id)[:1]):
            if wanted not in ask(page, query or "", most=3).paths:
                missed.append(query)
    page.close()
    assert missed == []


def test_the_first_result_keeps_to_its_budget(browser: Browser, real_address: str, real_site: Built) -> None:
    assert [cost for cost in costs(browser, real_address, real_site.folder) if cost.total > BUDGET] == []
