"""The tools of the site are results, by the words that readers have for them."""

from __future__ import annotations

import pytest
import yaml

from kbase.core.base import KnowledgeBase
from kbase.core.search.tools import TOOLS, neutral_words, tools_of


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_page_of_prose_is_found_by_words_of_both_languages(base: KnowledgeBase, language: str) -> None:
    tools = {tool.path: tool for tool in tools_of(base, language)}
    assert {path for (_, path), page in base.prose.items() if page.entity is None} <= set(tools)
    places = dict(tools["about/trust"].answers)
    assert {"licence", "лицензия"} <= set(places["#licence"]) and {"how to cite", "как цитировать"} <= set(
        places["#citing"]
    )
    assert {"CSV", "SQLite"} <= set(tools["reference/data"].names)
    assert {"RSS", "подписаться", "what is new"} <= set(tools["reference/new"].names)


def test_the_statements_of_a_year_are_found_by_the_year(base: KnowledgeBase) -> None:
    years = [tool for tool in tools_of(base, "en") if tool.path == "reference/statements/2025"]
    assert [tool.title for tool in years] == ["Statements of 2025"]


def test_no_tool_is_asked_for_by_a_word_that_is_asked_with_any() -> None:
    listed = yaml.safe_load(TOOLS.read_text(encoding="utf-8"))
    for language in ("en", "ru"):
        places = (words for places in listed["answers"].values() for words in places.values())
        every = (*listed["pages"].values(), *places)
        names = {name.strip() for words in every for name in words[language].split(",")}
        assert names & set(neutral_words(language)) == set()


def test_the_subject_alone_asks_for_no_narrowed_list() -> None:
    """Whoever types "artificial intelligence" is not given the table of agreements."""
    listed = yaml.safe_load(TOOLS.read_text(encoding="utf-8"))
    words = [w[of] for places in listed["answers"].values() for place, w in places.items() if "?" in place for of in w]
    assert words and not any("intelligence" in text or "интеллект" in text for text in words)
