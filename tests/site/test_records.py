"""What the pages of records and registers show, on the tiny repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from selectolax.lexbor import LexborHTMLParser

from kbase.core.base import read_base
from kbase.search.index_document import index_document
from kbase.site.site import Site
from tests.helpers import STATEMENTS, Files, more, repository, swap


def site_of(root: Path, changes: Files | None = None) -> Site:
    """The site of the tiny repository with `changes`."""
    return Site.of(read_base(repository(root, changes))[0], directory_urls=True, as_of="2026-11-24")


def rendered(root: Path, path: str, language: str, changes: Files | None = None) -> html.HtmlElement:
    """A page of the tiny repository with `changes`."""
    return html.fromstring(f"<main>{site_of(root, changes).render(path, language, '')}</main>")


def texts(page: html.HtmlElement, name: str) -> list[str]:
    """The texts of all elements of a class."""
    return [" ".join(element.text_content().split()) for element in page.find_class(name)]


# --- languages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "shown", "also"),
    [
        ({}, "Встретились 90 человек.", ["90 people met."]),
        (swap(STATEMENTS, ", ru: Встретились 90 человек.}", "}"), "90 people met.", []),
        (swap(STATEMENTS, "Встретились 90 человек.", "90 people met."), "90 people met.", []),
    ],
)
def test_a_statement_stands_once_in_each_language(tmp_path: Path, changes: Files, shown: str, also: list[str]) -> None:
    """Where its translation is missing the original is the heading, and not the line below it as well."""
    page = rendered(tmp_path, "statements/forum-met", "ru", changes)
    assert (texts(page, "kb-statement"), texts(page, "kb-other")) == ([shown], also)


def test_an_untranslated_statement_is_marked_with_its_language(tmp_path: Path) -> None:
    """Whoever hears the page hears the heading in its own language, and is told why."""
    page = rendered(tmp_path, "statements/forum-met", "ru", swap(STATEMENTS, ", ru: Встретились 90 человек.}", "}"))
    assert [span.get("lang") for span in page.find_class("kb-statement")[0]] == ["en"]
    assert texts(page, "kb-fallback") == ["Это утверждение ещё не переведено на русский язык."]


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "byline", "result"),
    [
        ("2025-08-26", '<time datetime="2025-08-26">said on 26 August 2025</time>', "26 August 2025"),
        (
            "2025-08/2026-11",
            '<span class="kb-date">said between August 2025 and November 2026</span>',
            "between August 2025 and November 2026",
        ),
    ],
)
def test_a_saying_does_not_seem_to_last(tmp_path: Path, said: str, byline: str, result: str) -> None:
    """Neither in a card nor in a result of the search; a date that machines know stays readable to them."""
    site = site_of(tmp_path, swap(STATEMENTS, "said: '2025-08-26'", f"said: {said}"))
    assert byline in site.render("events/forum", "en", "")
    findables = site.findables["en"]
    document = index_document(
        findables, findables.by_path["statements/academy-on-forum"], LexborHTMLParser("<p>It</p>")
    )
    found = html.fromstring(document)
    assert [span.text for span in found.iter("span") if span.get("data-pagefind-meta") == "date"] == [result]


# --- labels ---------------------------------------------------------------------------------------------------------


def test_a_card_says_what_its_labels_mean_here(tmp_path: Path) -> None:
    """Speaker, text and labels stand in it as plain text, and a short link to the record after the text."""
    site = site_of(tmp_path, more(STATEMENTS, CHALLENGED))
    card = html.fromstring(site.render("events/forum", "en", "")).get_element_by_id("s-academy-on-the-size")
    assert texts(card, "kb-labels") == [
        "Words: one source — Agency; where it has this from is not said."
        "Confirmation: contradicted — Otherwise: Agency, Daily."
        "Also: the words only — Nothing that was read supports it."
    ]
    (said,) = card.find_class("kb-card__text")
    assert (said.text_content().strip(), said.findall("a")) == ("200 people met.", [])
    assert [link.text for link in card.find_class("kb-record")] == ["Record"]


def test_a_card_outlives_reader_modes(tmp_path: Path) -> None:
    """Readability weighs a `div` by its links and drops it; trafilatura drops what has "meta" in its class."""
    page = rendered(tmp_path, "events/forum", "en")
    for card in (*page.find_class("kb-card"), *page.find_class("kb-row")):
        assert card.tag == "section"
        assert not [element for element in card.iter() if "meta" in element.get("class", "")]


def test_a_public_text_opens_with_what_became_of_its_claims(tmp_path: Path) -> None:
    """Counted from the labels; whose text it is stands once, with the facts."""
    analysis = (
        "title: {en: T, ru: Т}\nsummary: {en: S., ru: С.}\nquestion: {en: Q?, ru: В?}\nexamined_text: agency-on-forum\n"
    )
    changes = {**more(STATEMENTS, CHALLENGED), "docs/data/analysis/text.yml": analysis}
    page = rendered(tmp_path, "analysis/text", "en", changes)
    assert texts(page, "kb-verdict") == [
        "What became of the 2 checkable claims of this text: contradicted — 1; the words only — 1. What the labels mean"
    ]
    (facts,) = page.find_class("kb-facts")
    assert facts.text_content().count("Agency") == 1


def test_the_page_of_a_statement_explains_its_labels(tmp_path: Path) -> None:
    """The reason first, then what the label means and when it is given."""
    page = rendered(tmp_path, "statements/academy-on-the-size", "ru", more(STATEMENTS, CHALLENGED))
    (why,) = page.find_class("kb-why")
    assert [dt.text_content() for dt in why.findall("dt")][:2] == [
        "Слова: один источник",
        "Подтверждение: есть противоречащие данные",
    ]
    first = " ".join(why.find("dd").text_content().split())
    assert first.startswith("Агентство; откуда сведения, не сказано. Целиком это есть у одного прочитанного издателя.")


# --- registers ------------------------------------------------------------------------------------------------------

REGISTER = "---\ntitle: Register\nregister: {}\n---\n\nAll of them.\n"
CHALLENGED = """
- id: academy-on-its-forum
  kind: assessment
  by: academy
  said: '2025-08-27'
  about: [forum]
  text: {en: It was good., ru: Он был хорош.}
  sources: [agency-on-forum]
  challenged_by: [{statement: forum-met, how: criticises}]
  recorded: '2026-11-24'
- id: academy-on-the-size
  kind: claim
  by: academy
  said: '2025-08-27'
  about: [forum]
  text: {en: 200 people met., ru: Встретились 200 человек.}
  sources: [agency-on-forum]
  challenged_by: [{statement: forum-met, how: contradicts}]
  recorded: '2026-11-24'
"""
SEARCHED = """
- id: list-of-guests
  date: '2026-11-24'
  question: {en: Who were the guests?, ru: Кто был в гостях?}
  tried: {en: The agency., ru: Агентство.}
  result: {en: No list was found., ru: Списка не найдено.}
  statements: [forum-met]
"""


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", "2 statements: contradicted — 1; opinions, plans, forecasts — 1."),
        ("ru", "2 утверждения: есть противоречащие данные — 1; мнения, планы, прогнозы — 1."),
    ],
)
def test_the_counts_of_challenged_statements_add_up(tmp_path: Path, language: str, counts: str) -> None:
    """What has no grade of its content is counted as well."""
    page = {f"docs/{tongue}/reference/challenged.md": REGISTER.format("challenged") for tongue in ("en", "ru")}
    changes = {**page, **more(STATEMENTS, CHALLENGED)}
    assert texts(rendered(tmp_path, "reference/challenged", language, changes), "kb-count") == [counts]


def test_statements_on_what_was_not_found_are_named_and_support_nothing(tmp_path: Path) -> None:
    """They stand under a label of their own and do not look like support."""
    changes = {"docs/en/reference/not-found.md": REGISTER.format("searches"), "docs/data/searches.yml": SEARCHED}
    page = rendered(tmp_path, "reference/not-found", "en", changes)
    assert texts(page, "kb-related__what") == ["Statements on this:"]
    assert texts(page, "kb-related") == ["90 people met."]
    assert not page.find_class("kb-supports")
