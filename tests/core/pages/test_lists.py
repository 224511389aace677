"""The rows of the registers."""

from __future__ import annotations

from kbase.core.pages.lists import ORDER
from kbase.core.records.vocabulary import Outcome


def test_plans_of_every_outcome_have_their_place_in_the_register() -> None:
    assert sorted(ORDER) == sorted(Outcome)
