"""Whether a text names its speaker already: in full, by surname, and in any Russian case."""

from __future__ import annotations

import pytest

from kbase.wording.naming import where_named


@pytest.mark.parametrize(
    ("name", "text", "language", "found"),
    [
        ("Ivan Primerkin", "The forum met, Ivan Primerkin said.", "en", "Ivan Primerkin"),
        ("Ivan Primerkin", "The forum met, Primerkin said.", "en", "Primerkin"),
        ("Иван Примеркин", "По словам Ивана Примеркина, форум прошёл.", "ru", "Ивана Примеркина"),
        ("Александр Лукашенко", "Лукашенко сказал это.", "ru", "Лукашенко"),
        ("Кирилл Залесский", "Министр Кирилл Залесский приветствовал участников.", "ru", "Кирилл Залесский"),
        ("Кирилл Залесский", "Сообщено Кириллом Залесским.", "ru", "Кириллом Залесским"),
        ("Ivan Primerkin", "The forum met.", "en", None),
        ("Ivan Primerkin", "Primerkinsky said so.", "en", None),
    ],
)
def test_a_person_is_found(name: str, text: str, language: str, found: str | None) -> None:
    place = where_named(name, text, language, is_person=True)
    assert (text[slice(*place)] if place else None) == found


def test_a_body_is_found_by_its_whole_name_only() -> None:
    assert where_named("Board of Measures", "Boards of Measures met.", "en", is_person=False) is None
    assert where_named("Board of Measures", "The Board of Measures met.", "en", is_person=False) == (4, 21)


def test_a_body_is_found_with_and_without_its_abbreviation() -> None:
    """A bracket at the end of a name, or at the end of the text, hides nothing."""
    for text in ("It was published by the Board of Measures (BM).", "The Board of Measures said so."):
        begin, end = where_named("Board of Measures (BM)", text, "en", is_person=False) or (0, 0)
        assert text[begin:end] in ("Board of Measures (BM)", "Board of Measures")
    assert where_named("Board of Measures (BM)", "The Boards met.", "en", is_person=False) is None


@pytest.mark.parametrize(
    ("name", "text", "language", "found"),
    [
        (
            "National Center of Fair Measures of the Republic of Belarus",
            "Belarus’s National Center of Fair Measures met.",
            "en",
            "National Center of Fair Measures",
        ),
        (
            "Национальный центр точных измерений Республики Беларусь",
            "По данным Национального центра точных измерений Беларуси, всё верно.",
            "ru",
            "Национального центра точных измерений",
        ),
        ("Палата мер (ПМ)", "В статье Палаты мер (ПМ) сказано это.", "ru", "Палаты мер (ПМ)"),
        ("Council of Measures of the Russian Federation", "The Council of Measures met.", "en", None),
    ],
)
def test_a_body_is_found_in_another_case_and_a_long_name_without_its_country(
    name: str, text: str, language: str, found: str | None
) -> None:
    """A short name without its country may be that of another body."""
    place = where_named(name, text, language, is_person=False)
    assert (text[slice(*place)] if place else None) == found


def test_a_body_of_more_words_is_found_in_any_russian_case() -> None:
    """Of one word it is found only as it is: «в Сбере» names the place and not who speaks."""
    text = "Статья Института мер и весов (ИМВ) говорит об этом."
    begin, end = where_named("Институт мер и весов (ИМВ)", text, "ru", is_person=False) or (0, 0)
    assert text[begin:end] == "Института мер и весов (ИМВ)"
    assert where_named("Институт", "Статья Института.", "ru", is_person=False) is None
