"""A text is found by every form of its words, though the stemmer of the search cuts some forms to other stems."""

from __future__ import annotations

import pytest

from kbase.core.search.morphology import folded, further_forms, stem, words_of


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
