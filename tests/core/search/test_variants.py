"""A title gives the names that stand in it, and none of what only tells a thing from others."""

from __future__ import annotations

import pytest

from kbase.core.records.model import Term
from kbase.core.search.variants import variants, variants_of_term


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("High-Tech Park (HTP)", ("High-Tech Park", "HTP")),
        ("data centre (server farm)", ("data centre", "server farm")),
        ("Sber (ПАО Сбербанк)", ("Sber", "ПАО Сбербанк")),
        ("The Insider (theinsider.ru)", ("The Insider", "theinsider.ru")),
        ("Regulation (EU) 2024/1865", ("Regulation 2024/1865",)),
        ("CTV (Belarus)", ("CTV",)),
        ("Agreement on gauges (2025)", ("Agreement on gauges",)),
        ("Letter on gauges (January 2024)", ("Letter on gauges",)),
        ("Law on gauges (in preparation)", ("Law on gauges",)),
        ("label (of evidence)", ("label",)),
        ("кодекс этики (в сфере ИИ)", ("кодекс этики",)),
    ],
)
def test_brackets_at_the_end_hold_a_name_or_tell_things_apart(title: str, names: tuple[str, ...]) -> None:
    assert variants(title) == names


def test_what_tells_a_term_apart_in_one_language_does_so_in_the_other() -> None:
    both = {"en": "The members.", "ru": "Участники."}
    term = Term.model_validate(
        {"id": "term-a", "en": "resident (of the Park)", "ru": "резидент (Парка)", "definition": both}
    )
    assert variants_of_term(term, "ru") == ("резидент",)
    assert variants_of_term(term, "en") == ("resident",)
