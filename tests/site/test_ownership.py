"""The bar of who owns the publishers of sources."""

from __future__ import annotations

import re
from itertools import pairwise

from kbase.core.records.vocabulary import Ownership
from kbase.site.ownership import BANDS, shares
from tests.conftest import Built

STATE, PRIVATE, UNKNOWN = Ownership.STATE, Ownership.PRIVATE, Ownership.UNKNOWN


def test_every_kind_of_owner_has_a_pattern_of_its_own() -> None:
    """So the bar can be read without colours."""
    assert set(BANDS) == set(Ownership)
    assert len(set(BANDS.values())) == len(BANDS)


def test_parts_of_the_bar_are_as_wide_as_they_are_frequent_and_fill_it_without_overlap() -> None:
    found = shares([PRIVATE, STATE, STATE, STATE])
    assert [(share.ownership, share.n) for share in found] == [(STATE, 3), (PRIVATE, 1)]
    assert abs(found[0].width - 3 * found[1].width) < 2
    assert all(left.x + left.width < right.x for left, right in pairwise(found))
    assert 99 < found[-1].x + found[-1].width <= 100


def test_what_is_not_known_stands_last_however_frequent_it_is() -> None:
    assert [share.ownership for share in shares([UNKNOWN, UNKNOWN, STATE])] == [STATE, UNKNOWN]


def test_the_part_that_is_not_known_is_named_at_the_bar(built: Built) -> None:
    """It looks empty; where there is none nothing is said."""
    said = [
        (bar, bar.xpath("string(b)"))
        for page in built.pages.values()
        for bar in page.xpath("//*[*[@class='kb-owners']]")
    ]
    pairs = {(bool(label), bool(re.search("not known|неизвест", bar.text_content()))) for bar, label in said}
    assert pairs == {(True, True), (False, False)}
