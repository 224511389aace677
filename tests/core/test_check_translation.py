"""The two languages say the same: texts, pages, headings, citations, numbers and months."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.helpers import ACADEMY, ACADEMY_EN, ACADEMY_RU, INDEX_RU, SOURCES, STATEMENTS, TINY, more, swap


@pytest.mark.parametrize(
    ("missing", "language", "key"),
    [(", ru: Академия наук", "Russian", "ru"), ("en: Academy of Sciences, ", "English", "en")],
)
def test_a_text_in_one_language_is_a_warning(check: Check, missing: str, language: str, key: str) -> None:
    """One language suffices for a pull request; a release wants both."""
    changes = swap(ACADEMY, missing, "")
    expected = f"title of 'academy' lacks {language} — add `{key}:` [translation-missing]"
    assert check(changes) == [f"{ACADEMY}:1: warning: {expected}"]
    assert check(changes, release=True) == [f"{ACADEMY}:1: error: {expected}"]


def test_a_missing_text_deep_in_a_record_has_its_line(check: Check) -> None:
    """The note of a link is a text like any other."""
    (line,) = check(swap(STATEMENTS, "origin: [own]", "note: {en: Page two.}"))
    assert line.startswith(f"{STATEMENTS}:8: warning: sources.0.note of 'forum-met' lacks Russian")


def test_what_translates_the_original_needs_one_language(check: Check) -> None:
    """A Russian title is translated into English only, and so is a Russian quotation; an act has its own title."""
    act = "title: {en: Act, ru: Акт}\nsummary: {en: An act., ru: Акт.}\nkind: law\nissuer: belarus\n"
    changes = {
        SOURCES: TINY[SOURCES].replace("  language: ru\n", "  language: ru\n  title_translated: {en: A forum}\n"),
        STATEMENTS: TINY[STATEMENTS].replace(
            "  by: academy\n",
            "  by: academy\n  quote: {text: Он был первым, lang: ru, translated: {en: It was first}}\n",
        ),
        "docs/data/agreements/act.yml": act + "official_title: {ru: О науке}\n",
    }
    assert check(changes, release=True) == []


@pytest.mark.parametrize(
    ("russian", "expected"),
    [
        ("Встретились 19 человек.", ["'90' is not in the Russian text", "'19' is not in the English text"]),
        ("Встретились люди.", ["'90' is not in the Russian text"]),
        ("В мае встретились 90 человек.", ["the month May is not in the English text"]),
    ],
)
def test_both_languages_give_the_same_numbers(check: Check, russian: str, expected: list[str]) -> None:
    """A figure or month of one language that the other lacks is an error in the line of the text."""
    lines = check(swap(STATEMENTS, "Встретились 90 человек.", russian))
    assert sorted(lines) == sorted(
        f"{STATEMENTS}:5: error: text of 'forum-met': {difference} — "
        "write the same figures and months in both languages [translation-numbers]"
        for difference in expected
    )


def test_a_page_in_one_language_is_a_warning(check: Check) -> None:
    """A page that is not translated yet is shown in the other language; a release wants both."""
    changes = {ACADEMY_RU: None, INDEX_RU: None}
    expected = [
        f"{ACADEMY_EN}:1: warning: the page actors/academy has no Russian text — "
        f"add {ACADEMY_RU} [translation-missing]",
        f"docs/en/index.md:1: warning: the page index has no Russian text — add {INDEX_RU} [translation-missing]",
    ]
    assert check(changes) == expected
    assert check(changes, release=True) == [line.replace("warning", "error") for line in expected]


@pytest.mark.parametrize(
    "russian",
    [
        TINY[ACADEMY_RU].replace("{ #says }", "{ #speaks }"),
        TINY[ACADEMY_RU].replace("## Что", "### Что"),
        TINY[ACADEMY_RU] + "\n## Ещё { #more }\n\nЕщё. [@daily-on-forum]\n",
    ],
)
def test_both_languages_have_the_same_headings(check: Check, russian: str) -> None:
    """Ids, levels and number of headings agree, or a link to one would lead nowhere in the other language."""
    same_anchor = {"docs/en/index.md": None, INDEX_RU: None}
    assert check({ACADEMY_RU: russian, **same_anchor}) == [
        f"{ACADEMY_RU}:1: error: the headings differ from those of {ACADEMY_EN} — "
        "give both the same headings, levels and ids in the same order [translation-headings]"
    ]


def test_both_languages_cite_the_same_in_each_section(check: Check) -> None:
    """A citation that moved to another section is missing in one and too much in the other; order does not matter."""
    moved = TINY[ACADEMY_RU].replace(" [@agency-on-forum]", " [@daily-on-forum]") + "\nЕщё. [@agency-on-forum]\n"
    assert check({ACADEMY_RU: moved}) == [
        f"{ACADEMY_RU}:1: error: citations differ from those of {ACADEMY_EN} in section '': agency-on-forum, "
        "daily-on-forum — cite the same in both languages [translation-citations]",
        f"{ACADEMY_RU}:3: error: citations differ from those of {ACADEMY_EN} in section 'says': agency-on-forum — "
        "cite the same in both languages [translation-citations]",
    ]


def test_both_languages_embed_the_same_statements(check: Check) -> None:
    """A statement that stands in one language only is named in the line of its section."""
    assert check(more(ACADEMY_RU, "\n/// statement | forum-met\n///\n")) == [
        f"{ACADEMY_RU}:3: error: statements differ from those of {ACADEMY_EN} in section 'says': forum-met — "
        "cite the same in both languages [translation-citations]"
    ]


def test_both_languages_of_a_section_give_the_same_numbers(check: Check) -> None:
    """Prose is compared section by section."""
    changes = {
        **more(ACADEMY_EN, "\nIn May 2025 it had 1,500 members. [@daily-on-forum]\n"),
        **more(ACADEMY_RU, "\nВ мае 2025 года в ней было 1,5 тыс. человек. [@daily-on-forum]\n"),
    }
    assert check(changes) == []
    changes[ACADEMY_RU] = changes[ACADEMY_RU].replace("1,5 тыс.", "1,6 тыс.")
    assert check(changes) == [
        f"{ACADEMY_RU}:3: error: section 'says' of actors/academy: '{number}' is not in the {language} text — "
        "write the same figures and months in both languages [translation-numbers]"
        for number, language in (("1,500", "Russian"), ("1,6 тыс", "English"))
    ]


def test_numbers_in_ids_and_addresses_are_not_numbers_of_the_text(check: Check) -> None:
    """A citation, an address, an anchor or the id of a statement may hold digits that the other language has not."""
    link = "[here](https://daily.example/2031)"
    changes = {
        **more(ACADEMY_EN, f"\nMore {link} and `code 2032`{{ #n-2033 }}. [@daily-on-forum]\n"),
        **more(ACADEMY_RU, "\nЕщё. [@daily-on-forum]\n"),
    }
    assert check(changes) == []
