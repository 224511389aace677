"""Dates that cannot be, state bodies without a state, owners without an end."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.helpers import ACADEMY, BELARUS, FORUM, PUBLISHERS, SOURCES, STATEMENTS, TINY, swap, told_of


def test_nothing_is_said_after_it_was_recorded(check: Check) -> None:
    """What was recorded in November cannot have been said in December."""
    assert check(swap(STATEMENTS, "said: '2025-08-26'", "said: '2026-12-01'")) == [
        f"{STATEMENTS}:14: error: said 2026-12-01 lies after the day of recording, 2026-11-24 — correct one of the two "
        "[date-order]"
    ]


def test_nothing_has_happened_after_it_was_recorded(check: Check) -> None:
    """A fact lies in the past."""
    assert check(swap(STATEMENTS, "happened: '2025-08-25'", "happened: '2027'")) == [
        f"{STATEMENTS}:3: error: happened 2027 lies after the day of recording, 2026-11-24 — correct one of the two "
        "[date-order]"
    ]


@pytest.mark.parametrize("happened", ["2026-11-24", "2026-11", "2026", "2026/2030", "../2030"])
def test_a_date_that_may_lie_before_the_recording_is_possible(check: Check, happened: str) -> None:
    """The day itself, its month and year, and a period that has begun are possible."""
    found = check(swap(STATEMENTS, "happened: '2025-08-25'", f"happened: {happened}"))
    assert [line for line in found if "[date-order]" in line] == []


@pytest.mark.parametrize("kind", ["plan", "forecast"])
def test_plans_and_forecasts_look_ahead(check: Check, kind: str) -> None:
    """What is planned or foreseen happens later; it was said before it was recorded all the same."""
    ahead = TINY[STATEMENTS].replace("kind: claim", f"kind: {kind}\n  happened: '2030'")
    assert check({STATEMENTS: ahead}) == []
    (line,) = check({STATEMENTS: ahead.replace("said: '2025-08-26'", "said: '2030'")})
    assert line.startswith(f"{STATEMENTS}:15: error: said 2030 lies after")


def test_a_revision_follows_the_recording(check: Check) -> None:
    """A statement is not revised before it is recorded."""
    revised = "recorded: '2026-11-24'\n  revised: [{date: '2026-11-23', what: {en: Typo., ru: Опечатка.}}]\n- id"
    changes = swap(STATEMENTS, "recorded: '2026-11-24'\n- id", revised)
    assert check(changes) == [
        f"{STATEMENTS}:11: error: a revision is dated before the recording — correct one of the two [date-order]"
    ]
    assert check({STATEMENTS: changes[STATEMENTS].replace("2026-11-23", "2026-11-24")}) == []


PERSON = """\
title: {en: A, ru: Б}
summary: {en: A, ru: Б}
kind: person
roles:
  - {role: {en: head, ru: глава}, organisation: academy, from: '2024', to: '2025'}
relations:
  - {type: related-to, target: academy, from: '2024-06', to: '2024'}
"""


def test_no_period_ends_before_it_begins(check: Check) -> None:
    """Roles and relations run forward; a year may end what began within it."""
    told = told_of("somebody")
    assert check({"docs/data/actors/somebody.yml": PERSON, **told}) == []
    assert check({"docs/data/actors/somebody.yml": PERSON.replace("from: '2024',", "from: '2026',"), **told}) == [
        "docs/data/actors/somebody.yml:5: error: 2025 is before 2026 — swap the two dates [date-order]"
    ]


def test_a_state_body_names_its_state(check: Check) -> None:
    """Without a controller two bodies of one state could pass for independent."""
    organised = swap(FORUM, "organisers: [academy]", "organisers: [academy, belarus]")
    assert check({**swap(ACADEMY, "controller: belarus\n", ""), **organised}) == [
        f"{ACADEMY}:1: error: the state body 'academy' names no controller — add its state, as in "
        "`controller: belarus`, to `new` as `controller=belarus` [controller-missing]"
    ]


def test_owners_do_not_go_in_a_circle(check: Check) -> None:
    """Two bodies that own each other have no final owner; each is named."""
    circle = TINY[PUBLISHERS].replace("controller: daily", "controller: agency").replace("belarus", "daily")
    assert check({PUBLISHERS: circle}) == [
        f"{PUBLISHERS}:4: error: the owners of 'agency' go in a circle: agency → daily → agency — name the final owner "
        "[owners-circle]",
        f"{PUBLISHERS}:8: error: the owners of 'daily' go in a circle: daily → agency → daily — name the final owner "
        "[owners-circle]",
    ]


def test_a_body_may_own_itself(check: Check) -> None:
    """A body that names itself ends its own chain, and that of whoever it owns."""
    assert check({PUBLISHERS: TINY[PUBLISHERS].replace("controller: belarus", "controller: daily")}) == []
    assert check(swap(BELARUS, "kind: state\n", "kind: company\ncontroller: belarus\n")) == []


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("1?utm_source=tg&utm_medium=post", "1"),
        ("1?id=5&fbclid=IwAR0#part", "1?id=5#part"),
        ("1?yclid=1&page=2&YSCLID=a", "1?page=2"),
    ],
)
def test_an_address_carries_no_tracking(check: Check, address: str, plain: str) -> None:
    """The fix is the address without it."""
    assert check(swap(SOURCES, "https://agency.example/1", f"https://agency.example/{address}")) == [
        f"{SOURCES}:7: error: the address of 'agency-on-forum' carries tracking parameters — write "
        f"https://agency.example/{plain}, and see that it leads to the same page [url-tracking]"
    ]
