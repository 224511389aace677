"""How much a page shows: cards, lines, further pages; and what readers are told of time, withdrawal, restriction."""

from __future__ import annotations

import re
from posixpath import normpath

import pytest
from lxml import html
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
    rows = first.xpath("//table[contains(@class, 'kb-register')]/tbody/tr")
    assert len(first.find_class("kb-row") + rows) == PAGE_SIZE
    for page, here in ((first, "1"), (second, "2")):
        pager = page.find_class("kb-pager")[-1]
        assert [text.split(" · ")[0] for text in pager.xpath(".//*[@aria-current='page']/text()")] == [here]
        assert [item.text_content().split(" · ")[0] for item in pager.iter("li")] == ["1", "2"]


def test_the_pages_of_a_year_say_before_their_rows_which_months_they_have(built: Built) -> None:
    """Whoever looks for a day does not guess a number."""
    above, below = (
        pager.text_content().split() for pager in built.pages["reference/statements/2025/"].find_class("kb-pager")
    )
    assert above == below and above == [
        "1",
        "·",
        "May",
        "–",
        "November",
        "2025",
        "2",
        "·",
        "January",
        "–",
        "May",
        "2025",
    ]


def test_a_plan_is_overdue_once_its_date_has_passed(built: Built) -> None:
    """As of the day of the last change, here 25 November 2026: a plan for 2032 is not."""
    overdue = rows(built, "reference/commitments/")[0]
    assert [row.xpath(".//a[contains(@href, '/statements/')]/@href") for row in overdue] == [
        ["../../statements/board-will-open-a-hall/"]
    ]
    assert overdue[0].xpath("td[@data-label='On 25 November 2026']")[0].text_content().split()[0] == "due"


def test_a_stage_is_never_shown_without_what_it_may_not_know(built: Built) -> None:
    """On the page of an act, not on that of the stages alone; where no step is known there is nothing to qualify."""
    for prefix, caveat in (("", "A later step may have gone unnoticed."), ("ru/", "Более поздний шаг мог остаться")):
        facts = built.pages[f"{prefix}agreements/act-7-2024/"].get_element_by_id("facts").text_content()
        assert caveat in facts
        assert (
            caveat not in built.pages[f"{prefix}agreements/bill-on-scales/"].get_element_by_id("facts").text_content()
        )


@pytest.mark.parametrize("language", ["", "ru/"])
def test_what_was_looked_for_is_not_called_found(built: Built, language: str) -> None:
    """Below the title stands a search that has found nothing."""
    titles = {title.text for title in built.pages[f"{language}reference/not-found/"].iter("summary")}
    assert titles & {"What was searched and with what result", "Что искали и с каким итогом"}
    assert not titles & {"What was found", "Что найдено"}


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


def test_the_table_of_who_speaks_on_what_leads_to_the_first_statement_of_each_side(built: Built) -> None:
    """A side that says nothing has an empty cell; the bar repeats the number and is not read out."""
    page = built.pages["priorities/"]
    heads, gauges, training = page.xpath("//table[contains(@class, 'kb-even')]//tr")
    assert [head.text_content() for head in heads] == ["Priority", "Belarus", "Russia", "Union State", "Others"]
    assert [cell.text_content().strip() for cell in training.iter("td")] == ["", "", "", ""]
    first, *others = gauges.iter("td")
    link = first.find("a")
    assert link.get("aria-label") == "1 statement, Belarus"
    at, _, anchor = link.get("href").partition("#")
    assert built.pages[f"{normpath(f'priorities/{at}')}/"].get_element_by_id(anchor) is not None
    assert first.find(".//svg").get("aria-hidden") == "true" and not any(cell.text_content() for cell in others)


@pytest.mark.parametrize("language", ["", "ru/"])
def test_a_card_of_the_home_page_leads_to_exactly_what_it_counts(built: Built, language: str) -> None:
    """Claims that are contradicted, and plans that are overdue: as many as the part has to which the link leads."""
    (tile,) = built.pages[language].xpath("//*[@class='kb-tiles']/li[.//a[contains(@href, 'challenged')]]")
    links, counts = tile.findall("a"), tile.findall("span")
    for link, told in zip(links, counts, strict=True):
        at, _, anchor = link.get("href").partition("#")
        heading = built.pages[f"{language}{at}"].get_element_by_id(anchor)
        (number,) = (int(n) for n in re.findall(r"\d+", told.text_content())[:1])
        assert heading.text_content().endswith(f"({number})"), told.text_content()
    listed = heading_rows(built, f"{language}reference/challenged/", "contradicted")
    assert len(listed) == int(re.findall(r"\d+", counts[0].text_content())[0])


def heading_rows(built: Built, at: str, anchor: str) -> list[HtmlElement]:
    """The statements below a heading, up to the next one."""
    heading = built.pages[at].get_element_by_id(anchor)
    below = heading.xpath("following-sibling::*")
    end = next((n for n, one in enumerate(below) if one.tag == "h2"), len(below))
    return [row for one in below[:end] for row in one.xpath("descendant-or-self::*[contains(@class, 'kb-row')]")]


def test_what_a_statement_is_cited_by_is_called_as_the_link_to_it(built: Built) -> None:
    for language in ("", "ru/"):
        page = built.pages[f"{language}statements/works-employs-90-people/"]
        (link,) = page.xpath("//a[@href='#kb-cite-1']")
        assert page.get_element_by_id("kb-cite").findtext("summary") == link.text
        assert built.pages[f"{language}actors/examplia/"].get_element_by_id("kb-cite").findtext("summary") != link.text


def dots(row: html.HtmlElement) -> list[str]:
    """The places of the dots on a track, from left to right; a place without a step has no round mark."""
    return [mark.get("x") for mark in row.xpath(".//*[contains(@class, 'kb-track')]/*[@rx]")]


def test_the_steps_of_an_agreement_are_dots_from_left_to_right_and_words_beside_them(built: Built) -> None:
    """Drafted, signed by both, ratified by one: three places, four steps. A second signature is no second dot."""
    page = built.pages["agreements/treaty-on-measures-2025/"]
    (steps,) = page.find_class("kb-steps")
    assert len(dots(steps)) == 3 and dots(steps) == sorted(dots(steps), key=int)
    told = [" ".join(step.split()) for step in steps.text_content().split(" → ")]
    assert told[0] == "Drafted, September 2024" and len(told) == 4 and told[3].endswith(": Ratified, 2 October 2025")


def test_the_register_of_stages_counts_each_stage_and_leads_to_its_acts(built: Built) -> None:
    page = built.pages["reference/stages/"]
    rows = page.xpath("//table[contains(@class, 'kb-grid')]/tbody/tr")
    assert sum(int(row.find("td").text_content()) for row in rows) == 3
    assert all(page.get_element_by_id(row.find("th/a").get("href").removeprefix("#")) is not None for row in rows)
    assert "Entry into force was found for 1 of 3 agreements and acts" in page.text_content()


def test_what_is_overdue_stands_before_the_line_of_today_and_what_is_to_come_after_it(built: Built) -> None:
    """The bar of a plan ends at the line or begins there; those with an outcome have none, and no plan stands there
    twice.
    """
    page = built.pages["reference/commitments/"]
    plans = [row.find(".//a").get("href") for table in rows(built, "reference/commitments/") for row in table]
    assert len(plans) == len(set(plans)) == 6
    bars = [row for table in rows(built, "reference/commitments/") for row in table if row.find_class("kb-track")]
    told = [row.findall("td")[3].text_content().strip() for row in bars]
    assert told == ["due 5 months ago", "left: 6.1 years"]
    late, coming = ([float(row.xpath(".//rect")[1].get(side)) for side in ("x", "width")] for row in bars)
    assert sum(late) == coming[0] == 70
    assert "Plans with a date and no known outcome: 2; for 1 of them the date has passed." in page.text_content()


def test_the_timeline_draws_each_moment_once_in_a_lane_and_lists_the_same_below(built: Built) -> None:
    """A mark is named and leads where its line does; shapes and years need no name."""
    page = built.pages["ru/reference/timeline/"]
    (drawn,) = page.find_class("kb-lanes")
    marks = [(link.get("href"), link.get("aria-label")) for link in drawn.iter("a")]
    lines = page.find_class("kb-timeline")
    assert sorted(href for href, _ in marks) == sorted(a.get("href") for ul in lines for a in ul.xpath("li/span/a[1]"))
    assert all(name and " — " in name for _, name in marks)
    assert [group.get("aria-label") for group in drawn.xpath("./*[@role='list']")] == [
        "Беларусь",
        "Россия",
        "Союзное государство или обе страны",
    ]
    assert all(item.get("role") == "listitem" for item in drawn.xpath("./*[@role='list']/*[descendant::a]"))
    (counted,) = page.find_class("kb-years")  # Shown on a phone in the place of the drawing.
    cells = counted.xpath(".//td/a")
    assert sum(int(cell.text_content()) for cell in cells) == len(marks)
    for cell in cells:  # It leads to the first line of that side in that year.
        line = page.get_element_by_id(cell.get("href").removeprefix("#"))
        alike = line.xpath("../li[@data-lane=$lane]", lane=line.get("data-lane"))
        assert len(alike) == int(cell.text_content()) and alike[0] is line
    assert all(cell.get("aria-label").endswith(f": {cell.text_content().strip()}") for cell in cells)


def test_what_was_only_revised_is_folded_below_what_is_new(built: Built) -> None:
    """With its number; a statement is told by its first sentence, whole."""
    for day in built.pages["ru/reference/new/"].xpath("//section[@data-day]"):
        names = [" ".join(h.text_content().split()) for h in day.iter("h3")]
        assert not any(name.startswith("Изменено") for name in names)
        folded = day.xpath("./details/summary")
        assert all("прав" in summary.text_content() for summary in folded)
        assert not [a.text for a in day.iter("a") if (a.text or "").endswith("…")]
    assert built.pages["ru/reference/new/"].xpath("//section[@data-day]/details")
