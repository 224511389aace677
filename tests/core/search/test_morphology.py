"""A text is found by every form of its words, though the stemmer of the search cuts some forms to other stems."""

from __future__ import annotations

import pytest

from kbase.core.base import read_base
from kbase.core.search.morphology import folded, forms, further_forms, stem, words_of
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def corpus() -> set[str]:
    """The Russian words of all texts and records."""
    base, _ = read_base(ROOT)
    texts = [page.words for (language, _), page in base.prose.items() if language == "ru"]
    texts += [statement.text.read("ru") for statement in base.statements.values()]
    texts += [
        text for entity in base.entities.values() for text in (entity.title.read("ru"), entity.summary.read("ru"))
    ]
    return words_of(" ".join(texts))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Беларусь", "беларусью"),
        ("о человеке", "людьми"),
        ("Глазьев", "глазьевым"),
        ("научный", "научного"),
        ("научного", "научный"),
        ("Землянухин", "землянухину"),
        ("данные", "данным"),
        ("учёный", "ученого"),
    ],
)
def test_a_form_with_another_stem_is_added(text: str, query: str) -> None:
    words = words_of(text)
    known = {stem(word, "ru") for word in (*words, *further_forms(words, "ru"))}
    assert stem(folded(query), "ru") in known


def test_every_form_of_every_word_of_the_base_is_known(corpus: set[str]) -> None:
    """Each page has its own words only, so each word is tried alone."""
    assert len(corpus) > 3000
    lost = []
    for word in sorted(corpus):
        known = {stem(form, "ru") for form in (word, *further_forms([word], "ru"))}
        lost += [(word, form) for form in forms(word) if stem(form, "ru") not in known]
    assert lost == []


def test_only_what_the_stemmer_leaves_apart_is_added() -> None:
    assert further_forms(["технология"], "ru") == []
    assert further_forms(["технология", "человек"], "ru") == further_forms(["человек"], "ru")


def test_irregular_english_words_bring_their_forms() -> None:
    assert {"people", "held", "criteria"} <= set(further_forms(["person", "hold", "criterion"], "en"))
    assert further_forms(["agreement"], "en") == []


def test_a_mark_over_a_letter_does_not_count() -> None:
    """The engine takes marks off before it stems, so the stem must be that of the unmarked word."""
    assert stem("научный", "ru") == stem("научныи", "ru") != stem("научного", "ru")
    assert folded("Учёный") == "ученый"
