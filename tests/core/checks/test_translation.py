"""The two languages say the same: texts, pages, headings, citations, numbers and months."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.base import read_base
from kbase.core.problems import as_text
from kbase.core.translation.marks import FILE as MARKS
from kbase.core.translation.marks import Mark, digest, read, write
from kbase.core.translation.standing import compared
from tests.conftest import Check
from tests.helpers import (
    ACADEMY,
    ACADEMY_EN,
    ACADEMY_RU,
    AS_TINY,
    INDEX_RU,
    SOURCES,
    STATEMENTS,
    TINY,
    Files,
    more,
    repository,
    swap,
    told_of,
)


@pytest.mark.parametrize(
    ("missing", "language", "key"),
    [(", ru: Академия наук", "Russian", "ru"), ("en: Academy of Sciences, ", "English", "en")],
)
def test_a_text_in_one_language_is_a_warning(check: Check, missing: str, language: str, key: str) -> None:
    """One language suffices for a pull request; a release wants both."""
    changes = swap(ACADEMY, missing, "")
    expected = f"title of 'academy' lacks {language} — add `{key}:`"
    may_wait = f"; you need not: who knows {language} can"
    assert check(changes) == [f"{ACADEMY}:1: warning: {expected}{may_wait} [translation-missing]"]
    assert check(changes, release=True) == [f"{ACADEMY}:1: error: {expected} [translation-missing]"]


def test_a_missing_text_deep_in_a_record_has_its_line(check: Check) -> None:
    """The note of a link is a text like any other."""
    (line,) = check(swap(STATEMENTS, "origin: [own]", "note: {en: Page two.}"))
    assert line.startswith(f"{STATEMENTS}:8: warning: sources (no. 1), note of 'forum-met' lacks Russian")


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
        **told_of("act"),
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
    """A figure or month of one language that the other lacks is named in the line of the text."""
    changes = swap(STATEMENTS, "Встретились 90 человек.", russian)
    lines = [
        f"{STATEMENTS}:5: warning: text of 'forum-met': {difference} — "
        "write the same figures and months in both languages [translation-numbers]"
        for difference in expected
    ]
    assert sorted(check(changes)) == sorted(lines)
    assert sorted(check(changes, release=True)) == sorted(line.replace("warning", "error") for line in lines)


def test_a_page_in_one_language_is_a_warning(check: Check) -> None:
    """A page that is not translated yet is shown in the other language; a release wants both."""
    changes = {ACADEMY_RU: None, INDEX_RU: None}
    expected = [
        f"{ACADEMY_EN}:1: warning: the page actors/academy has no Russian text — add {ACADEMY_RU}",
        f"docs/en/index.md:1: warning: the page index has no Russian text — add {INDEX_RU}",
    ]
    code, may_wait = " [translation-missing]", "; you need not: who knows Russian can"
    assert check(changes) == [line + may_wait + code for line in expected]
    assert check(changes, release=True) == [line.replace("warning", "error") + code for line in expected]


# --- one language was changed ---------------------------------------------------------------------------------------

FIX = "who knows both languages brings it up to date, then runs `python3 scripts/kb.py translated"
NEW = "\nIn May 2025 it had 1,500 members. [@daily-on-forum]\n"


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        (
            more(ACADEMY_EN, NEW),
            f"{ACADEMY_RU}:3",
            f"section 'says' is behind {ACADEMY_EN}:3, which was changed: [@daily-on-forum] is not in the Russian "
            "text; '2025' is not in the Russian text; '1,500' is not in the Russian text; the month May is not in the "
            "Russian text",
        ),
        (
            swap(ACADEMY_RU, "Академия провела", "90 членов академии провели"),
            f"{ACADEMY_EN}:1",
            f"the opening is behind {ACADEMY_RU}:1, which was changed: '90' is not in the English text",
        ),
        (
            more(ACADEMY_RU, "\n/// statement | forum-met\n///\n"),
            f"{ACADEMY_EN}:3",
            f"section 'says' is behind {ACADEMY_RU}:3, which was changed: the statement 'forum-met' is not in the "
            "English text",
        ),
        (
            swap(ACADEMY_EN, "## What it says", "### What was said"),
            f"{ACADEMY_RU}:3",
            f"section 'says' is behind {ACADEMY_EN}:3, which was changed: its heading has level 3 in English and 2 in "
            "Russian",
        ),
        (
            swap(ACADEMY_EN, "The academy held", "The academy prepared"),
            f"{ACADEMY_RU}:1",
            f"the opening is behind {ACADEMY_EN}:1, which was changed: its wording",
        ),
        (
            swap(INDEX_RU, "title: Начало", "title: Первая страница"),
            "docs/en/index.md:4",
            f"the opening is behind {INDEX_RU}:4, which was changed: its wording",
        ),
        (
            more(ACADEMY_EN, "\n## More { #more }\n\nMore. [@daily-on-forum]\n"),
            f"{ACADEMY_RU}:1",
            f"section 'more' of {ACADEMY_EN}:8 is not in the Russian text",
        ),
    ],
)
def test_whoever_knows_one_language_is_stopped_by_nothing(
    check: Check, changes: Files, place: str, message: str
) -> None:
    """A figure, citation, statement, heading or section that one language alone got is a warning at the other one."""
    file, section = place.partition(":")[0], message.split("'")[1] if message.startswith("section") else ""
    (line,) = check({**changes, **AS_TINY})
    assert line == f"{place}: warning: {message} — {FIX} {file}#{section}` [translation-behind]"
    assert check({**changes, **AS_TINY}, release=True) == [line.replace("warning", "error")]


def test_what_one_language_has_lost_the_other_may_lose_too(check: Check) -> None:
    """A section that was taken out is not taken for one that is still to be translated."""
    without = TINY[ACADEMY_RU].partition("## ")[0]
    assert check({ACADEMY_RU: without, **swap(INDEX_RU, "#says", ""), **AS_TINY})[0] == (
        f"{ACADEMY_EN}:3: warning: section 'says' is no longer in {ACADEMY_RU} — "
        "remove it here too, or put it back there [translation-behind]"
    )


def test_a_statement_corrected_in_one_language_is_a_warning(check: Check) -> None:
    """And a published one is not corrected in silence."""
    changes = {**swap(STATEMENTS, "90 people met.", "95 people met."), **AS_TINY}
    lines = check(changes)
    assert lines == [
        f"{STATEMENTS}:5: warning: the text of 'forum-met' was changed, and `revised` does not say so — add a line "
        "`- {date: 'YYYY-MM-DD', what: {en: …}}` to `revised:`, in either language [revision-missing]",
        f"{STATEMENTS}:5: warning: the Russian text of 'forum-met' is behind the English, which was changed: '95' is "
        "not in the Russian text; '90' is not in the English text — "
        f"{FIX} {STATEMENTS}#forum-met` [translation-behind]",
    ]
    assert check(changes, release=True) == [line.replace("warning", "error") for line in lines]
    revised = "recorded: '2026-11-24'\n  revised: [{date: '2026-11-25', what: {en: Figure., ru: Число.}}]\n- id"
    changes[STATEMENTS] = changes[STATEMENTS].replace("recorded: '2026-11-24'\n- id", revised)
    assert check(changes) == lines[1:]


def test_line_ends_typography_and_the_letter_yo_are_no_change(check: Check) -> None:
    """What an editor on another system or a careful typographer changes needs no new translation."""
    english = TINY[ACADEMY_EN].replace("The academy held", "“The academy”  held\n").replace("\n", "\r\n").encode()
    russian = swap(ACADEMY_RU, "Академия провела", "«Академия»\u00a0провела")
    assert check({ACADEMY_EN: english, **russian, **AS_TINY}) == []


# --- both were changed, or never compared ---------------------------------------------------------------------------


def test_what_was_written_in_both_languages_is_to_be_compared_once(check: Check) -> None:
    """One line per page; what differs between the two is named."""
    both = {
        **more(ACADEMY_EN, NEW),
        **more(ACADEMY_RU, "\nВ мае 2025 года в ней было 1,5 тыс. человек. [@daily-on-forum]\n"),
    }
    assert check({**both, **AS_TINY}) == [
        f"{ACADEMY_RU}:3: warning: section 'says' is written in both languages and not marked as saying the same — "
        f"compare them, then run `python3 scripts/kb.py translated {ACADEMY_RU}#says`; "
        "you need not: who knows both languages can [translation-unmarked]"
    ]
    differ = {**both, ACADEMY_RU: both[ACADEMY_RU].replace("1,5 тыс.", "1,6 тыс."), **AS_TINY}
    assert check(differ) == [
        f"{ACADEMY_RU}:3: warning: section 'says' differs from {ACADEMY_EN}:3: '1,500' is not in the Russian text; "
        "'1,6 тыс' is not in the English text — make both say the same [translation-differs]"
    ]
    never = f"{STATEMENTS}:5: warning: 2 statements of this file are written in both languages and not marked as"
    assert check({MARKS: ""})[0].startswith(never)


def test_a_section_that_is_marked_must_agree(check: Check) -> None:
    """A mark over a difference is an error: somebody has said that both say the same."""
    moved = TINY[ACADEMY_RU].replace(" [@agency-on-forum]", " [@daily-on-forum]") + "\nЕщё. [@agency-on-forum]\n"
    assert check({ACADEMY_RU: moved}) == [
        f"{ACADEMY_RU}:1: error: the opening differs from {ACADEMY_EN}:1: [@agency-on-forum] is not in the Russian "
        "text; [@daily-on-forum] is not in the English text — make both say the same [translation-differs]",
        f"{ACADEMY_RU}:3: error: section 'says' differs from {ACADEMY_EN}:3: [@agency-on-forum] is not in the English "
        "text — make both say the same [translation-differs]",
    ]


def test_sections_stand_in_one_order(check: Check) -> None:
    """Moving a section in one language is a warning."""
    more_en, more_ru = (
        "\n## More { #more }\n\nMore. [@daily-on-forum]\n",
        "## Ещё { #more }\n\nЕщё. [@daily-on-forum]\n\n",
    )
    changes = {**more(ACADEMY_EN, more_en), **swap(ACADEMY_RU, "## Что", more_ru + "## Что")}
    assert check(changes) == [
        f"{ACADEMY_RU}:1: warning: the sections stand in another order than in {ACADEMY_EN} — "
        "put them into the same order [translation-differs]"
    ]


def marked(root: Path, changes: Files, target: str) -> tuple[set[str], list[str]]:
    """What `kb.py translated` would mark, and what it would refuse."""
    marks, refused = compared(read_base(repository(root, {**changes, **AS_TINY}))[0], target)
    return set(marks), [as_text(problem) for problem in refused]


def test_a_file_a_folder_or_a_part_of_a_file_is_marked(tmp_path: Path) -> None:
    """A page by either of its files; what differs, or was changed in silence, is refused with its place."""
    whole = {"actors/academy#", "actors/academy#says"}
    for file in (ACADEMY_EN, ACADEMY_RU, "docs/ru/actors"):
        assert marked(tmp_path, {}, file) == (whole, [])
    assert marked(tmp_path, {}, f"{ACADEMY_RU}#") == ({"actors/academy#"}, [])
    assert marked(tmp_path, {}, f"{STATEMENTS}#forum-met") == ({"statements/forum-met"}, [])
    changes = {**more(ACADEMY_EN, NEW), **swap(STATEMENTS, "It was the first.", "It was the last.")}
    found, refused = marked(tmp_path, changes, "docs")
    assert found == {"actors/academy#", "index#", "statements/forum-met"}
    assert [line.split(" is not marked")[0] for line in refused] == [
        f"{ACADEMY_RU}:3: error: actors/academy#says",
        f"{STATEMENTS}:16: error: statements/academy-on-forum",
    ]


def test_a_figure_is_read_with_the_sign_in_it() -> None:
    """Punctuation is no change, except where it makes another number."""
    assert digest("It had “1,500”, members") == digest("it had 1,500 members!")
    assert len({digest("1,500"), digest("1.500"), digest("1 500")}) == 3


def test_the_marks_are_read_as_they_are_written() -> None:
    """A line that git or an editor has spoiled marks nothing."""
    marks = {"actors/a#b": Mark("0" * 8, "1" * 8), "statements/x": Mark("a" * 8, "b" * 8, 2)}
    assert read(write(marks)) == marks
    assert read("<<<<<<< HEAD\n" + write(marks).replace(" 2\n", " two\n")) == {"actors/a#b": marks["actors/a#b"]}


def test_numbers_in_ids_and_addresses_are_not_numbers_of_the_text(check: Check) -> None:
    """A citation, an address, an anchor or the id of a statement may hold digits that the other language has not."""
    link = "[here](https://daily.example/2031)"
    changes = {
        **more(ACADEMY_EN, f"\nMore {link} and `code 2032`{{ #n-2033 }}. [@daily-on-forum]\n"),
        **more(ACADEMY_RU, "\nЕщё. [@daily-on-forum]\n"),
    }
    assert check(changes) == []
