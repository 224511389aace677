"""What a template may ask of the base."""

from __future__ import annotations

import pytest

from kbase.wording.sentences import first_sentence


@pytest.mark.parametrize(
    ("summary", "answer"),
    [
        ("None was found. Two pages say otherwise.", "None was found."),
        ("Only one names AI. The others do not.", "Only one names AI."),
        ("Указ № 135 называет «ИИ». Он первый.", "Указ № 135 называет «ИИ»."),
        ("The U.S. Commerce Department said so. More followed.", "The U.S. Commerce Department said so."),
        ("В 2026 г. Беларусь готовила закон. Его не видели.", "В 2026 г. Беларусь готовила закон."),
        ("Edict No. 135 names it. It is first.", "Edict No. 135 names it."),
        ("One sentence.", "One sentence."),
    ],
)
def test_the_first_sentence_of_a_summary_ends_where_it_ends(summary: str, answer: str) -> None:
    assert first_sentence(summary) == answer
