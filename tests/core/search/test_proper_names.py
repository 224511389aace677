"""Names that stand in texts only."""

from __future__ import annotations

from kbase.core.search.proper_names import acronyms, initials, proper_words


def test_a_capital_inside_a_sentence_is_a_name() -> None:
    assert proper_words("Yesterday the analyst Yauheni Preiherman spoke. Nobody answered.") == {"yauheni", "preiherman"}
    assert proper_words("По словам Евгения Прейгермана, нет. Никто") == {"евгения", "прейгермана"}


def test_a_body_is_known_by_its_initials() -> None:
    assert acronyms("At the Shanghai Cooperation Organisation and the US Government Accountability Office") == (
        "SCO",
        "UGAO",
        "GAO",
    )
    assert acronyms("Russian Direct Investment Fund") == ("RDIF",)
    assert acronyms("Minsk and Moscow") == ()


def test_a_name_is_abbreviated_with_and_without_its_country() -> None:
    assert "SCST" in initials("State Committee on Science and Technology of Belarus")
    assert {"ГКН", "ГКНТ"} <= set(initials("Государственный комитет по науке и технологиям"))
    assert initials("Union State") == ()
