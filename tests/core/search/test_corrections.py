"""What was meant by a word that the base has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.search.asked import read, typed_on_the_other_layout
from kbase.core.search.corrections import Known, meant, sound, sounds, spelled_here

KNOWN = Known(("глазьев", "лукашенко", "бояшов"), ("законы", "прибор"))
SCRIPT = Path(__file__).parents[3] / "docs/assets/search.js"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("глазев", "глазьев"),
        ("Lukaschenko".lower(), "лукашенко"),
        ("bojaschow", "бояшов"),
        ("prfjys", "законы"),
        ("qqqqqqq", None),
    ],
)
def test_a_slip_a_sound_or_the_other_layout_leads_to_the_word(word: str, expected: str | None) -> None:
    assert meant(word, typed_on_the_other_layout(word), KNOWN) == expected


def test_a_correction_is_in_the_script_of_the_query() -> None:
    known = Known(("искусственный", "oxford"), (), ("iskusstvenny",))
    assert meant("искуственый", None, known) == "искусственный"
    assert meant("iskustvenyy", None, known) == "iskusstvenny"
    assert meant("оксфорт", None, known) == "oxford"  # in Latin letters alone, as it is written
    assert meant("искуственый", None, Known((), (), ("iskusstvenny",))) is None


def test_another_spelling_of_a_person_is_the_one_of_the_site() -> None:
    glazyev = ("Sergey Glazyev", "Сергей Глазьев", "Serguei Glaziev")
    assert spelled_here("glaziev", [glazyev]) == "glazyev"
    assert spelled_here("гласьев", [glazyev]) == "глазьев"
    assert spelled_here("glazyev", [glazyev]) is None
    assert spelled_here("yuryevich", [glazyev]) is None
    assert spelled_here("aleksandr", [("Alexander One",), ("Alexander Two",)]) == "alexander"
    assert spelled_here("aleksei", [("Alexei One",), ("Alexey Two",)]) is None


def test_a_name_sounds_alike_in_every_script() -> None:
    assert len({sound(word) for word in ("бояшов", "boyashov", "bojaschow", "boiachov")}) == 1


def test_the_browser_cuts_the_same_endings() -> None:
    assert sounds()["endings"] in SCRIPT.read_text(encoding="utf-8")


def test_another_layout_gives_letters_or_nothing() -> None:
    assert typed_on_the_other_layout("еэк") is None
    assert typed_on_the_other_layout("ghb,jh") == "прибор"


def test_a_query_is_read_as_the_browser_reads_it() -> None:
    asked = read("What is the «reading of a gauge» -works in IT?", "en")
    assert asked.words == ("reading", "gauge", "it")
    assert asked.phrases == ("reading of a gauge",)
    assert asked.without == ("works",)
    assert read("при\u00adбор", "ru").words == ("прибор",)
    assert read("IAEA и Сбер", "ru").short == frozenset({"iaea"})
    assert read(" ".join(f"word{n}" for n in range(30)), "en").was_cut
