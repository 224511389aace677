"""What the records and texts of the real base promise beyond being free of errors."""

from __future__ import annotations

import re

import pytest

from kbase.core.base import KnowledgeBase
from kbase.core.check import run_checks
from kbase.core.drafting.terminal.questions import FILE as ANSWERS
from kbase.core.problems import Severity, as_text
from kbase.core.search.morphology import forms, further_forms, stem, words_of
from kbase.core.spelling.dictionaries import Dictionaries
from kbase.core.yaml_tables import read_table
from kbase.site.registers import REGISTERS
from kbase.site.site import Site
from launcher.machine import find_dictionaries, lack_of_dictionaries
from tests.repositories import ROOT

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@pytest.fixture(scope="module")
def dictionaries() -> Dictionaries:
    """Those of both languages; what they answered before is not asked, and nothing is kept."""
    paths = find_dictionaries()
    if lack := lack_of_dictionaries(paths):
        pytest.skip(lack)
    return Dictionaries(paths)


def test_it_has_no_error() -> None:
    """What is a warning until a release stops no contributor."""
    assert [as_text(found) for found in run_checks(ROOT) if found.severity is Severity.ERROR] == []


@pytest.mark.slow
def test_it_could_be_released(dictionaries: Dictionaries) -> None:
    """As `kb.py check --release` sees it: both languages of everything, and no word that nobody knows. What only its
    owners can say is theirs to say.
    """
    found = run_checks(ROOT, release=True, speller=dictionaries)
    assert [as_text(one) for one in found if one.code not in ("owner-unset", "code-owners")] == []


def test_every_form_of_every_word_is_known_to_the_search(real_base: KnowledgeBase) -> None:
    """Each page has its own words only, so each word is tried alone."""
    texts = [page.words for (language, _), page in real_base.prose.items() if language == "ru"]
    texts += [statement.text.read("ru") for statement in real_base.statements.values()]
    texts += [text.read("ru") for entity in real_base.entities.values() for text in (entity.title, entity.summary)]
    words = words_of(" ".join(texts))
    lost = []
    for word in sorted(words):
        known = {stem(form, "ru") for form in (word, *further_forms([word], "ru"))}
        lost += [(word, form) for form in forms(word) if stem(form, "ru") not in known]
    assert len(words) > 3000 and lost == []


def test_the_records_that_an_answer_shows_are_there(real_base: KnowledgeBase) -> None:
    """What a terminal shows as an example can be typed as it stands."""
    rows = read_table(ANSWERS)
    known = {*real_base.origins}
    named = {id for rows in rows.values() for row in rows.values() for id in re.split(", ", row[0]) if ID.fullmatch(id)}
    assert len(named) > 5 and named - known == set()


def test_the_people_with_the_most_statements_are_the_same_in_both_languages(real_base: KnowledgeBase) -> None:
    """Of those with equally many none is left out, however they are called."""
    views = (Site.of(real_base, False, "2026-11-24").view("actors/index", language) for language in ("en", "ru"))
    named = [{e.id for e in REGISTERS["actors"].fields(view)["foremost"]} for view in views]
    assert named[0] == named[1] and len(named[0]) >= 8
