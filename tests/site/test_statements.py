"""What the site shows of a statement: its labels, their reasons, and challenges on both ends."""

from __future__ import annotations

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.labels import label_all, lines
from kbase.core.records.model import LANGUAGES
from tests.conftest import Built

from .test_pages import PREFIX


def _page(built: Built, language: str, path: str):
    return built.pages[f"{PREFIX[language]}{path}/"]


def test_every_statement_shows_its_labels_and_the_reasons(built: Built, base: KnowledgeBase) -> None:
    """The outcome of a plan stands with them."""
    labelled = label_all(base)
    for statement in base.statements.values():
        rows = [line.row for _, line in lines(statement, labelled[statement.id])]
        for language in LANGUAGES:
            page = _page(built, language, f"statements/{statement.id}")
            (shown,) = page.find_class("kb-labels")
            labels = [item.find(".//strong").text_content() for item in shown.findall("li")]
            reasons = page.find_class("kb-why")[0].findall("dd")
            assert labels[: len(rows)] == [row.words.label[language] for row in rows]
            assert len(labels) == len(rows) + (statement.kind == "plan")
            assert len(reasons) == len(rows) and all(reason.text_content().strip() for reason in reasons)


def test_a_challenge_shows_on_both_ends(built: Built, base: KnowledgeBase) -> None:
    pairs = [(s.id, c.statement) for s in base.statements.values() for c in s.challenged_by if c.statement]
    assert pairs
    for challenged, challenger in pairs:
        for here, there in ((challenged, challenger), (challenger, challenged)):
            links = {a.get("href") for a in _page(built, "ru", f"statements/{here}").iter("a")}
            assert f"../../statements/{there}/" in links


def test_a_statement_stands_on_the_page_of_what_it_is_about(built: Built, base: KnowledgeBase) -> None:
    for statement in base.statements.values():
        for entity in statement.about:
            page = _page(built, "en", base.path_of(entity))
            assert page.get_element_by_id(f"s-{statement.id}", None) is not None, (entity, statement.id)


def test_a_relation_shows_on_both_ends(built: Built, base: KnowledgeBase) -> None:
    for entity, edges in base.relations.items():
        if entity in base.entities:
            page = _page(built, "en", base.path_of(entity))
            links = {a.get("href") for a in page.iter("a")}
            for edge in edges:
                if edge.other in base.entities:
                    assert f"../../{base.path_of(edge.other)}/" in links, (entity, edge)


def test_a_passage_of_a_source_is_shown_and_its_link_leads_to_it(built: Built) -> None:
    for language in LANGUAGES:
        (words,) = _page(built, language, "statements/act-names-exact-gauges").xpath("//li/span[@lang='ru']")
        assert words.text_content() == "«точные приборы, весы-гири»"
        (link,) = words.getparent().find_class("kb-original")
        assert link.get("href").startswith("https://gazette.example/2024/7?part=1&page=2#:~:text=%D0%9F")
        assert "-,%D1%82" in link.get("href")
