"""Habits of translated Russian: what is named, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.helpers import AS_TINY, PUBLISHED, STATEMENTS, swap

HERE = f"{STATEMENTS}:5: warning: "
LAST = "begin with who says it: «Министр сообщил, что …», «По словам министра, …» [russian]"
READ = "write «мы читали …», or «в доступном нам тексте» [russian]"


def told(check: Check, text: str) -> list[str]:
    """What is said of the habits of a Russian text."""
    lines = check({**swap(STATEMENTS, "ru: Встретились 90 человек.", f"ru: '{text}'"), **AS_TINY, **PUBLISHED})
    return [line for line in lines if line.endswith("[russian]")]


@pytest.mark.parametrize(
    "text",
    [
        "Встретились 90 человек, сообщила Академия наук.",
        "Встретились 90 человек, как заявил её президент. Это много.",
        "Встретились 90 человек, сказал он газете «СБ. Беларусь сегодня».",
    ],
)
def test_a_speaker_who_stands_last_is_named(check: Check, text: str) -> None:
    """Whether the sentence ends the text or another one follows; a name may hold a full stop."""
    (line,) = told(check, text)
    assert line.startswith(f"{HERE}the speaker stands last: …") and line.endswith(LAST)


@pytest.mark.parametrize("text", ["В прочитанном встретились 90 человек.", "Прочитано, что встретились 90 человек."])
def test_reading_without_a_reader_is_named(check: Check, text: str) -> None:
    (line,) = told(check, text)
    assert line.startswith(f"{HERE}it is not said who has read: …") and line.endswith(READ)


@pytest.mark.parametrize(
    "text",
    [
        "Академия сообщила, что встретились 90 человек.",
        "Глава академии, 90 лет, сказал газете «СБ. Беларусь сегодня», что все встретились.",
        "Академия, где встретились 90 человек, сообщила о форуме.",
        "Неясно, сказал это один из 90 человек или все.",
        "Мы читали о 90 людях.",
    ],
)
def test_a_speaker_who_stands_first_is_in_order(check: Check, text: str) -> None:
    assert told(check, text) == []


def test_what_stands_in_a_revision_stays(check: Check) -> None:
    """It was published so, and `revised` is never rewritten."""
    revised = "recorded: '2026-11-24'\n  revised: [{date: '2026-11-24', what: {en: The note., ru: Прочитано больше.}}]"
    lines = check(swap(STATEMENTS, "recorded: '2026-11-24'\n- id: academy", f"{revised}\n- id: academy"))
    assert [line for line in lines if line.endswith("[russian]")] == []


def test_a_page_on_the_method_may_say_what_counts_as_read(check: Check) -> None:
    """It defines the word; any other page says who has read."""
    page = "---\ntitle: Страница\n---\n\nПрочитано начало.\n"
    lines = check({"docs/ru/about/method.md": page, "docs/ru/reference/index.md": page})
    assert [line.split(":")[0] for line in lines if line.endswith("[russian]")] == ["docs/ru/reference/index.md"]
