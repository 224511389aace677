"""The timeline by who acts: whose step or event stands in which lane."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.base import read_base
from kbase.core.pages.lanes import Lane, lane
from kbase.core.pages.lists import timeline
from tests.helpers import ACADEMY, repository, swap

EVENT = "docs/data/events/meeting.yml"


def lane_of_meeting(root: Path, countries: str, organisers: str = "", of_organiser: str = "by") -> Lane:
    """The lane of an event with these countries, organised by the academy if that is said."""
    lines = (
        "title: {en: Meeting, ru: Встреча}",
        "summary: {en: They met., ru: Встретились.}",
        "kind: meeting",
        "date: '2025-08'",
        f"countries: [{countries}]",
        f"organisers: [{organisers}]",
    )
    academy = swap(ACADEMY, "countries: [by]", f"countries: [{of_organiser}]")
    base, problems = read_base(repository(root, {EVENT: "\n".join(lines) + "\n", **academy}))
    assert not problems
    moments = [moment for _, found in timeline(base) for moment in found]
    return next(lane(base, moment) for moment in moments if moment.entity.id == "meeting")


@pytest.mark.parametrize(
    ("countries", "expected"),
    [
        ("by", Lane.BELARUS),
        ("ru", Lane.RUSSIA),
        ("by, ru", Lane.BOTH),
        ("union-state, by, ru", Lane.BOTH),
        ("international", Lane.BODIES),
        ("international, by, ru", Lane.BODIES),
        ("international, ru", Lane.RUSSIA),
        ("us, by", Lane.OTHERS),
        ("eu, ru, by", Lane.OTHERS),
        ("", Lane.OTHERS),
    ],
)
def test_an_event_stands_in_the_lane_of_its_countries(countries: str, expected: Lane, tmp_path: Path) -> None:
    assert lane_of_meeting(tmp_path, countries) is expected


@pytest.mark.parametrize(("of_organiser", "expected"), [("by", Lane.BELARUS), ("international", Lane.BODIES)])
def test_who_organised_it_counts_for_more_than_who_it_is_about(
    of_organiser: str, expected: Lane, tmp_path: Path
) -> None:
    assert lane_of_meeting(tmp_path, "by, ru", "academy", of_organiser) is expected
