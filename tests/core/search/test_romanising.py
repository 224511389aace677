"""A name is found in either alphabet and as either keyboard layout types it."""

from __future__ import annotations

import pytest

from kbase.core.search.romanising import (
    FURTHER_SCHEMES,
    RUSSIAN_SCHEMES,
    belarusian_of,
    other_layout,
    press_schemes,
    romanised,
    without_marks,
)


def test_romanisations_say_their_scheme() -> None:
    assert ("ICAO Doc 9303", "Zemlianukhin") in set(romanised("Землянухин", "ru"))
    assert ("BGN/PCGN", "Zemlyanukhin") in set(romanised("Землянухин", "ru"))


def test_letters_with_marks_are_given_without_them_too() -> None:
    spellings = [text for _, text in romanised("Чернышенко", "ru")]
    assert {"Černyšenko", "Cernysenko"} <= set(spellings)
    assert len(spellings) == len(set(spellings))


def test_belarusian_names_are_romanised_as_belarusian() -> None:
    assert ("Belarusian Latin", "Lukasenka") in set(romanised("Лукашэнка", "be"))


@pytest.mark.parametrize(
    ("scheme", "name", "spelling"),
    [
        ("ISO 9:1995", "Чернышенко", "Černyšenko"),
        ("ALA-LC", "Сергей Юрьев", "Sergei I͡urʹev"),
        ("German press", "Чернышенко", "Tschernyschenko"),
        ("German press", "Юрий Зубов", "Juri Subow"),
        ("French press", "Чернышенко", "Tchernychenko"),
        ("Polish press", "Кругликов", "Krugłikow"),
        ("Spanish press", "Землянухин", "Zemlianujin"),
    ],
)
def test_a_person_is_written_as_in_other_languages(scheme: str, name: str, spelling: str) -> None:
    assert without_marks(spelling) in {without_marks(s) for label, s in romanised(name, "ru", is_person=True)}
    assert scheme in (*RUSSIAN_SCHEMES, *FURTHER_SCHEMES, *(label for label, _ in press_schemes("ru")))


def test_a_russian_name_has_a_belarusian_form() -> None:
    assert belarusian_of("Сергей Кругликов") == "Сяргей Круглікаў"
    assert belarusian_of("Совет Министров") is None
    assert "Siarhei Kruhlikau" in [text for _, text in romanised("Сяргей Круглікаў", "be", is_person=True)]


def test_a_latin_name_is_left_alone() -> None:
    assert list(romanised("EPAM Systems", "ru")) == []


@pytest.mark.parametrize(("typed", "meant"), [("bynthytn", "интернет"), ("Ukfpmtd", "Глазьев"), ("пищ", "gbo")])
def test_the_other_layout_gives_what_was_meant(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


def test_both_ways_lead_back() -> None:
    assert other_layout(other_layout("союз")) == "союз"
