"""A name is found in either alphabet and as either keyboard layout types it."""

from __future__ import annotations

import pytest

from kbase.core.search.romanising import other_layout, romanised


def test_romanisations_say_their_scheme() -> None:
    assert ("ICAO Doc 9303", "Zemlianukhin") in set(romanised("Землянухин", "ru"))
    assert ("BGN/PCGN", "Zemlyanukhin") in set(romanised("Землянухин", "ru"))


def test_letters_with_marks_are_given_without_them_too() -> None:
    spellings = [text for _, text in romanised("Чернышенко", "ru")]
    assert {"Černyšenko", "Cernysenko"} <= set(spellings)
    assert len(spellings) == len(set(spellings))


def test_belarusian_names_are_romanised_as_belarusian() -> None:
    assert ("Belarusian Latin", "Lukasenka") in set(romanised("Лукашэнка", "be"))


def test_a_latin_name_is_left_alone() -> None:
    assert list(romanised("EPAM Systems", "ru")) == []


@pytest.mark.parametrize(("typed", "meant"), [("bynthytn", "интернет"), ("Ukfpmtd", "Глазьев"), ("пищ", "gbo")])
def test_the_other_layout_gives_what_was_meant(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


def test_both_ways_lead_back() -> None:
    assert other_layout(other_layout("союз")) == "союз"
