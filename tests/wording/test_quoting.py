"""A sentence with a quotation in it has one stop at the end."""

from __future__ import annotations

import pytest

from kbase.wording.quoting import ended, without_stop


@pytest.mark.parametrize(
    ("language", "sentence", "shown"),
    [
        ("en", "It rests on: “A title”.", "It rests on: “A title”."),
        ("en", "It rests on: “Who asks?”.", "It rests on: “Who asks?”"),
        ("en", "It rests on: “Who is ‘it?’”.", "It rests on: “Who is ‘it?’”"),
        ("en", "Does it exist?. In: A base.", "Does it exist? In: A base."),
        ("ru", "Опирается на: «Кто спрашивает?».", "Опирается на: «Кто спрашивает?»."),
    ],
)
def test_a_sentence_has_one_stop(language: str, sentence: str, shown: str) -> None:
    """A question mark inside English marks ends the sentence; in Russian the full stop stands outside as well."""
    assert ended(sentence, language) == shown


@pytest.mark.parametrize(("text", "bare"), [("So it is.", "So it is"), ("And so on...", "And so on..."), ("A?", "A?")])
def test_a_quoted_sentence_leaves_its_stop_to_the_one_around_it(text: str, bare: str) -> None:
    """What is cut off with three dots keeps them."""
    assert without_stop(text) == bare
