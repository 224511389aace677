"""How much a page shows: cards, lines, further pages; and what readers are told of time, withdrawal, restriction."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement

from kbase.core.pages.paging import PAGE_SIZE
from tests.conftest import Built


def texts(built: Built, at: str, name: str) -> list[str]:
    """The texts of the elements of a class on a page."""
    return [" ".join(element.text_content().split()) for element in built.pages[at].find_class(name)]


def rows(built: Built, at: str) -> list[list[HtmlElement]]:
    """The rows of each table of a register."""
    return [table.xpath("tbody/tr") for table in built.pages[at].find_class("kb-register")]


@pytest.mark.parametrize(
    ("at", "shown", "hidden"),
    [
        ("actors/gauge-works/", "kb-card", ("kb-row", "kb-lines")),
        ("actors/measuring-programme/", "kb-row", ("kb-card", "kb-lines")),
        ("actors/hill-observatory/", "kb-lines", ("kb-card", "kb-row")),
    ],
)
def test_the_more_was_said_the_less_of_each_is_shown(built: Built, at: str, shown: str, hidden: tuple[str]) -> None:
    """Few statements as cards, many in brief, very many as lines, which the statements' own pages complete."""
    assert built.pages[at].find_class(shown)
    assert [name for name in hidden if built.pages[at].find_class(name)] == []


@pytest.mark.parametrize("register", ["reference/challenged", "reference/statements/2025"])
def test_a_long_register_has_further_pages_and_each_names_all(built: Built, register: str) -> None:
    first, second = (built.pages[f"ru/{register}{number}/"] for number in ("", "-2"))
    assert len(first.find_class("kb-card") + first.find_class("kb-row")) == PAGE_SIZE
    for page, here in ((first, "1"), (second, "2")):
        (pager,) = page.find_class("kb-pager")
        assert pager.xpath(".//*[@aria-current='page']/text()") == [here]
        assert [item.text_content() for item in pager.iter("li")] == ["1", "2"]


def test_a_plan_is_overdue_once_its_date_has_passed(built: Built) -> None:
    """As of the day of the last change, here 25 November 2026: a plan for 2032 is not."""
    overdue = rows(built, "reference/commitments/")[0]
    assert [row.xpath(".//a[contains(@href, '/statements/')]/@href") for row in overdue] == [
        ["../../statements/board-will-open-a-hall/"]
    ]
    assert int(overdue[0].xpath("td[@data-label='Days late']")[0].text_content()) > 0


def test_an_act_is_listed_with_what_readers_compare(built: Built) -> None:
    """What is not known is said so; a kind keeps the address that it had as a heading."""
    acts = {row[0].text_content().strip(): row for row in rows(built, "agreements/")[0]}
    told = {title: [" ".join(cell.text_content().split()) for cell in row[1:]] for title, row in acts.items()}
    treaty = "Treaty on Common Measures (2025)"
    assert told[treaty][0] == "Treaty or agreement" and told[treaty][3:] == ["2 October 2025", "No", "In full"]
    assert told["Bill on scales"][2:] == ["Stage not established", "", "Not known", "Not known"]
    assert acts[treaty].get("id") == "treaty"


def test_people_are_listed_by_surname_with_their_present_office(built: Built) -> None:
    people = [[cell.text_content().strip() for cell in row] for row in rows(built, "actors/")[0]]
    assert [row[0] for row in people] == ["Ivan Primerkin", "Joan Sample"]
    assert people[0][1:3] == ["Head of the Board of Measures", "as of June 2025"]


def test_what_was_withdrawn_stays_with_its_reason_and_what_replaces_it(built: Built) -> None:
    reason, instead = built.pages["statements/works-employs-70-people/"].find_class("kb-retracted")
    assert "The report gives another figure." in reason.text_content()
    assert instead.find(".//a").get("href") == "../../statements/works-employs-90-people/"
    assert "The report gives another figure." in built.pages["reference/corrections/"].text_content()


def test_a_link_to_a_restricted_publisher_warns_of_it(built: Built) -> None:
    """The publisher's page tells in which country and by whom it is restricted."""
    warning = built.pages["statements/forum-counted-400-guests/"].find_class("kb-restricted")[0]
    assert warning.get("href") == "../../reference/sources/sample-daily/"
    facts = texts(built, "reference/sources/sample-daily/", "kb-facts")[0]
    assert "Belarus: materials declared extremist" in facts and "Belarus: website blocked" in facts
