"""Records that contradict each other: dates, steps, addresses, names, members and roles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kbase.core.base import read_base
from kbase.core.checks.context import Context
from kbase.core.checks.of_records.contradictions import nothing_ahead_of_today
from kbase.core.checks.of_records.duplicates import plain_address
from kbase.core.problems import as_text
from kbase.core.records.named_days import named_days, without_days
from tests.conftest import Check
from tests.core.checks.test_all import head, pact, union
from tests.helpers import FORUM, PUBLISHED, SOURCES, STATEMENTS, TINY, Files, more, repository, swap

PACT = "docs/data/agreements/pact.yml"
HEAD = "docs/data/actors/head.yml"


def test_a_day_that_has_not_come_is_an_error(check: Check) -> None:
    assert check({STATEMENTS: TINY[STATEMENTS].replace("2026-11-24'\n- id", "2199-11-24'\n- id")}) == [
        f"{STATEMENTS}:10: error: 2199-11-24 has not come yet (recorded of 'forum-met') — correct the date "
        "[date-future]"
    ]


def test_the_day_itself_and_the_next_may_have_come_elsewhere(tmp_path: Path) -> None:
    """Whoever lives further east writes tomorrow's date; the day after that has come nowhere."""
    base, _ = read_base(repository(tmp_path))
    days = {"2026-11-23": 0, "2026-11-22": 2}
    for day, count in days.items():
        found = list(nothing_ahead_of_today(Context(base, tmp_path, today=date.fromisoformat(day))))
        assert len(found) == count, [as_text(problem) for problem in found]


def test_an_act_is_in_force_after_it_is_signed(check: Check) -> None:
    assert check(pact("{date: '2025-09', step: in-force, source: daily-on-forum}")) == [
        f"{PACT}:7: error: 'pact' is in-force on 2025-09, but signed on 2025-10-01 — correct one of the two "
        "[history-order]"
    ]


@pytest.mark.parametrize(
    "step",
    [
        "{date: '2025', step: in-force, source: daily-on-forum}",
        "{date: '2025-09', step: draft-approved, source: daily-on-forum}",
        "{date: '2026-09', step: signed, source: daily-on-forum}",
    ],
)
def test_a_step_that_may_follow_is_none_too_early(step: str, check: Check) -> None:
    """The year of the signing, an approval before it, a second signing after it."""
    assert check(pact(step)) == []


def test_the_steps_of_two_parties_have_their_own_order(check: Check) -> None:
    """One party may ratify before the other signs; what is in force for all comes after every signing."""
    parties = pact("{date: '2025-09', party: academy, step: ratified, source: daily-on-forum}")
    by_party = {**parties, PACT: str(parties[PACT]).replace("step: signed", "party: belarus, step: signed")}
    assert check(by_party) == []
    assert "[history-order]" in check(parties)[0]


def test_a_history_has_the_day_of_the_statement_that_tells_of_it(check: Check) -> None:
    """The other file is named with its line. Another source may well have another day."""
    assert check(pact("", signed="2025-10-02")) == [
        f"{PACT}:6: warning: 'pact' is signed on 2025-10-02, on 2025-10-01 by the statement 'pact-signed' with the "
        "same source (docs/data/statements/pact.yml:3) — correct one of the two [history-differs]"
    ]
    other = {PACT: str(pact("", signed="2025-10-02")[PACT]).replace("daily-on-forum", "agency-on-forum")}
    assert [line for line in check({**pact(""), **other}) if "[history-differs]" in line] == []


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("90 people met on 25 August 2025.", True),
        ("90 people met on 25 August, after a meeting of 1 May.", True),
        ("In August 90 people heard that it begins on 1 May 2026.", True),
        ("90 people met on 24–26 August.", True),
        ("90 people met on 24 August.", False),
        ("90 people met on 25 August 2024.", False),
    ],
)
def test_a_text_names_the_day_of_its_field(text: str, is_right: bool, check: Check) -> None:
    """A text that names days names one of its own, in the right year, or its month beside them."""
    told = [line for line in check(swap(STATEMENTS, "90 people met.", f"'{text}'")) if "[date-text]" in line]
    assert told == ([] if is_right else [told[0]])
    assert all("'forum-met' happened on 2025-08-25, and its text." in line for line in told)


def test_of_two_that_are_one_the_new_one_is_named(check: Check) -> None:
    """Even where it stands first: here its file and its place in the list come before those of the published one."""
    again = (
        "- {id: a-forum, type: webpage, title: A, language: en, published_by: agency, URL: https://agency.example/1}\n"
    )
    changes = {SOURCES: again + TINY[SOURCES], "docs/data/actors/a.yml": TINY["docs/data/actors/academy.yml"]}
    lines = [line for line in check({**PUBLISHED, **changes}) if "-twice]" in line]
    assert [line.partition(": error: ")[2].partition("'")[2].partition("'")[0] for line in lines] == ["a", "a-forum"]


def test_a_summary_names_a_day_of_its_record(check: Check) -> None:
    """Of an event, or of the steps of an agreement whose days are all known."""
    wrong = check(swap(FORUM, "{en: A forum., ru: Форум.}", "{en: A forum of 24 August., ru: Форум 24 августа.}"))
    assert wrong[0] == (
        f"{FORUM}:2: warning: 'forum' happened on 2025-08-25, and its summary.en names another day — correct one of "
        "the two, a figure also in a language that you do not know; if the text gives the day of a report, let it "
        "give this day too [date-text]"
    )
    for day, is_right in (("1", True), ("2", False)):
        texts = pact("")
        texts = {**texts, PACT: str(texts[PACT]).replace("A pact.", f"A pact of {day} October.")}
        assert any("[date-text]" in line for line in check(texts)) is not is_right


@pytest.mark.parametrize(
    "address",
    [
        "http://agency.example/1",
        "https://www.agency.example/1/",
        "https://AGENCY.example/1?utm_source=x#part",
        "https://agency.example/%31",
        "http://m.agency.example:80/1/index.html",
        "https://www.agency.example/1/amp/",
        "https://web.archive.org/web/20250826120000/https://agency.example/1",
    ],
)
def test_one_address_is_one_source_however_it_is_written(address: str, check: Check) -> None:
    told = [line for line in check(swap(SOURCES, "https://daily.example/1", address)) if "[address-twice]" in line]
    assert told == [
        f"{SOURCES}:13: error: 'daily-on-forum' has the address of 'agency-on-forum' ({SOURCES}:7) — keep one of the "
        "two, or write `copy_of: agency-on-forum` [address-twice]"
    ]


def test_an_address_has_one_message_however_many_sources_have_it(check: Check) -> None:
    """With a hundred of them, a message for each two would be five thousand lines."""
    told = check(more(SOURCES, "".join(_alike(number, f"gone-{number}") for number in range(100, 200))))
    (line,) = [line for line in told if "[address-twice]" in line]
    assert "'more-100', 'more-101', 'more-102', 'more-103', 'more-104' and 95 more have the address of 'agency-" in line


def test_copies_of_one_source_may_share_its_address(check: Check) -> None:
    """Those that name it, and those that name one of these."""
    chain = _alike(1, "agency-on-forum") + _alike(2, "agency-on-forum") + _alike(3, "more-2")
    assert [line for line in check(more(SOURCES, chain)) if "[address-twice]" in line] == []


def _alike(number: int, copied: str) -> str:
    """A source with the address of "agency-on-forum", which is a copy of another."""
    fields = "type: webpage, title: A, language: en, published_by: agency, URL: https://agency.example/1"
    return f"- {{id: more-{number}, {fields}, copy_of: {copied}}}\n"


@pytest.mark.parametrize(
    "other",
    [
        "https://a.example/1/ampere",
        "https://a.example:8080/1",
        "https://a.example/2",
        "https://a.example/1?id=2",
        "https://a.example/#/1",
    ],
)
def test_addresses_of_other_pages_stay_apart(other: str) -> None:
    assert plain_address("https://a.example/1") != plain_address(other)


def test_a_circle_is_told_once(check: Check) -> None:
    """Three statements that replace each other are one circle; one that several replace is none."""
    replaced = "  replaced_by: [{}]\n"
    third = TINY[STATEMENTS].partition("- id: academy-on-forum")[2].replace("It was the first.", "It was good.")
    third = "- id: third" + third.replace("Он был первым.", "Он был хорош.")
    first, second = TINY[STATEMENTS].split("- id: academy-on-forum")
    parts = (first, f"- id: academy-on-forum{second}", third)

    def file(*targets: str) -> dict[str, str]:
        return {STATEMENTS: "".join(part + replaced.format(to) for part, to in zip(parts, targets, strict=True))}

    circles = [line for line in check(file("academy-on-forum", "third", "forum-met")) if "[circle]" in line]
    assert len(circles) == 1 and "forum-met → academy-on-forum → third → forum-met" in circles[0]
    assert not [line for line in check(file("academy-on-forum, third", "third", "")) if "[circle]" in line]


def test_of_a_union_of_two_both_are_members(check: Check) -> None:
    lines = check(union("belarus"))
    assert [line for line in lines if "[member-missing]" in line] == [
        "docs/data/actors/russia.yml:1: error: 'belarus' is a member of 'union', and 'russia' is not — add "
        "`- {type: member-of, target: union, source: …}` to its `relations:` [member-missing]"
    ]


def second_head(role: str) -> dict[str, str]:
    """Another person with a role at the academy."""
    first = str(head("as_of: '2024-05'")[HEAD]).replace("Jane", "Joan").replace("Джейн", "Джоан")
    return {"docs/data/actors/second.yml": first.partition("roles:\n")[0] + f"roles:\n  - {role}\n"}


@pytest.mark.parametrize(
    ("role", "is_right"),
    [
        ("{role: {en: Head}, organisation: academy, from: '2026', source: daily-on-forum}", False),
        ("{role: {en: Head}, organisation: academy, as_of: '2026-05-01', source: daily-on-forum}", False),
        ("{role: {en: Head}, organisation: academy, to: '2024', source: daily-on-forum}", True),
        ("{role: {en: Deputy head}, organisation: academy, from: '2026', source: daily-on-forum}", True),
        ("{role: {en: Head}, organisation: belarus, from: '2026', source: daily-on-forum}", True),
        ("{role: {en: Analyst}, organisation: academy, from: '2026', source: daily-on-forum}", True),
    ],
)
def test_one_person_at_a_time_heads_a_body(role: str, is_right: bool, check: Check) -> None:
    """A second head means that the first has gone; deputies and analysts may be several."""
    lines = check({**head("as_of: '2024-05'"), **second_head(role)})
    told = [line for line in lines if "[role-contradiction]" in line]
    assert told == [] if is_right else (len(told) == 1 and "are both head at one time — give the earlier" in told[0])


def test_nobody_is_their_own_deputy(check: Check) -> None:
    """A deputy who rose is no longer the deputy."""
    risen = "{role: {en: Deputy head}, organisation: academy, from: '2020', source: daily-on-forum}"
    person = str(head("as_of: '2024-05'")[HEAD]) + f"  - {risen}\n"
    assert any("'head' is deputy head and at one time" in line for line in check({HEAD: person}))
    ended = person.replace("from: '2020'", "from: '2020', to: '2023/2024'")
    assert not [line for line in check({HEAD: ended}) if "[role-contradiction]" in line]


@pytest.mark.parametrize(
    ("text", "language", "days", "rest"),
    [
        ("From 1 October 2025 to 3 May 40", "en", [(1, 1, 10, 2025), (3, 3, 5, None)], "From   to   40"),
        ("19–21 ноября 2025 года", "ru", [(19, 21, 11, 2025)], "  года"),
        ("с\u00a01\u00a0мая, в мае, 2025-08-25", "ru", [(1, 1, 5, None), (25, 25, 8, 2025)], None),
        ("In October 2025", "en", [], "In October 2025"),
    ],
)
def test_the_days_that_a_text_names(
    text: str, language: str, days: list[tuple[int, int, int, int | None]], rest: str | None
) -> None:
    """Days with their month, with or without a year, in words and in figures; a month alone is none."""
    assert [(day.first, day.last, day.month, day.year) for day in named_days(text, language)] == days
    assert rest is None or without_days(text, language) == rest


LATE = {"happened: '2025-08-25'": "happened: '2025-08-27'", "90 people met.": "People met."}


def late(old: str = "", new: str = "", file: str = STATEMENTS) -> Files:
    """The tiny base in which the forum met after its source came out, with one change more."""
    text = str(TINY[STATEMENTS])
    for before, after in LATE.items():
        text = text.replace(before, after)
    found = {STATEMENTS: text.replace("Встретились 90 человек", "Люди встретились")}
    return {**found, file: (found.get(file) or str(TINY[file])).replace(old, new)} if old else found


def test_a_source_comes_out_after_what_it_shows(check: Check) -> None:
    assert [line for line in check(late()) if "[source-before]" in line] == [
        f"{STATEMENTS}:7: warning: 'agency-on-forum' came out on 2025-08-26, before what it is to show: 2025-08-27 (in "
        "'forum-met') — correct one of the two days; of a source that gives the background alone write "
        "`supports: part` [source-before]"
    ]
    step = check(pact("{date: '2025-10-02', step: approved, source: agency-on-forum}"))
    (line,) = [line for line in step if "[source-before]" in line]
    assert line.startswith(f"{PACT}:7: ") and "name a source that came out later [source-before]" in line
    event = swap(FORUM, "date: '2025-08-25'", "date: '2025-08-27'\nsources: [agency-on-forum]")
    assert any(line.startswith(FORUM) and "[source-before]" in line for line in check(event))


@pytest.mark.parametrize(
    "files",
    [
        late("happened: '2025-08-27'", "happened: '2025-08-26'"),
        late("happened: '2025-08-27'", "happened: '2025-09'"),
        late("    - id: agency-on-forum\n", "    - id: agency-on-forum\n      supports: part\n"),
        late("kind: fact\n", "kind: plan\n  by: academy\n  said: '2025-08-26'\n"),
        late("issued: '2025-08-26'", "issued: '2025-08'", SOURCES),
        late("issued: '2025-08-26'", "issued: '2025-08-26'\n  kind: act", SOURCES),
        pact("{date: '2025-10-02', step: in-force, source: agency-on-forum}"),
        swap(FORUM, "date: '2025-08-25'", "date: '2025-08-27'\nsources: [agency-on-forum, daily-on-forum]"),
    ],
)
def test_what_may_be_told_beforehand_is_none_too_early(files: Files, check: Check) -> None:
    """The same day, a day that is not known, background, a plan, the text of an act, its coming into force, one of the
    sources of an event.
    """
    assert [line for line in check(files) if "[source-before]" in line] == []
