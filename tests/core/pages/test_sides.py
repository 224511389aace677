"""Who speaks on which priority: whose word counts for which side."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.base import read_base
from kbase.core.pages.sides import SIDES, voices
from kbase.core.records.vocabulary import Country
from tests.helpers import ACADEMY, STATEMENTS, more, repository, swap

PRIORITY = {
    "docs/data/priorities/gauges.yml": (
        "title: {en: Gauges, ru: Меры}\nsummary: {en: Good ones., ru: Хорошие.}\nkind: theme\n"
    )
}
CLAIM = """
- id: {id}
  kind: claim
  by: {by}
  said: '2025-08-27'
  about: [gauges]
  text: {{en: They fit., ru: Подходят.}}
  sources: [agency-on-forum]
  recorded: '2026-11-24'
"""


def heard(root: Path, by: str, countries: str = "by") -> list[int]:
    """How many statements each side has on the priority, when `by` says one."""
    changes = {**PRIORITY, **swap(ACADEMY, "countries: [by]", f"countries: [{countries}]")}
    base, problems = read_base(repository(root, {**changes, **more(STATEMENTS, CLAIM.format(id="fit", by=by))}))
    assert not problems
    (row,) = voices(base)
    return [len(said) for said in row.sides]


@pytest.mark.parametrize(
    ("countries", "sides"),
    [
        ("by", [Country.BY]),
        ("by, ru", [Country.BY, Country.RU]),
        ("union-state, by, ru", [Country.UNION_STATE]),
        ("international, by", [None]),
        ("us", [None]),
        ("", [None]),
    ],
)
def test_a_speaker_counts_for_each_of_their_countries_and_a_body_between_states_for_itself(
    countries: str, sides: list[Country | None], tmp_path: Path
) -> None:
    assert heard(tmp_path, "academy", countries) == [int(side in sides) for side in SIDES]


@pytest.mark.parametrize(("known", "side"), [("", None), (", countries: [ru]", Country.RU)])
def test_a_speaker_without_a_record_is_among_the_others_unless_their_country_is_known(
    known: str, side: Country | None, tmp_path: Path
) -> None:
    by = f"{{unnamed: {{en: An official, ru: Чиновник}}{known}}}"
    assert heard(tmp_path, by) == [int(side is one) for one in SIDES]
