"""What a message quotes of a file does nothing to the terminal that shows it."""

from __future__ import annotations

from kbase.core.messages import say
from kbase.core.problems import Place, Problem, as_github, as_text, shown

HOSTILE = "e\x1b]0;owned\x07\x1b[2J\u202egnp.\x9b31m"


def test_a_message_commands_no_terminal() -> None:
    problem = Problem(Place(f"docs/{HOSTILE}.yml"), "record-value", say("'{word}' is odd", word=HOSTILE))
    for line in (as_text(problem), as_text(problem, "ru"), as_github(problem)):
        assert not any(sign in line for sign in "\x1b\x07\x9b\u202e")
        assert "U+001B" in line and "owned" in line


def test_words_and_marks_are_shown_as_they_are() -> None:
    words = "«Ёлка» – “tree” a\u00a0b й e\u0301 😀"
    assert shown(words) == words
