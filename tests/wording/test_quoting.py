"""Quotations inside a sentence: marks in marks, and one stop at the end."""

from __future__ import annotations

import pytest

from kbase.wording.quoting import ended, quoted, without_stop


@pytest.mark.parametrize(
    ("text", "en", "ru"),
    [
        ("A title", "“A title”", "«A title»"),
        ("On the “digital space”", "“On the ‘digital space’”", "«On the „digital space“»"),
        ("«Знание»: итоги", "“‘Знание’: итоги”", "«„Знание“: итоги»"),
        ("Forum „Schritt“ und „Tag”", "“Forum ‘Schritt’ und ‘Tag’”", "«Forum „Schritt“ und „Tag“»"),
        ('Why "Open" AI', "“Why ‘Open’ AI”", "«Why „Open“ AI»"),
        ("Закон «О законе “Об ИИ”»", "“Закон ‘О законе “Об ИИ”’”", "«Закон „О законе «Об ИИ»“»"),
        ("Belarus’s ‘values’", "“Belarus’s ‘values’”", "«Belarus’s ‘values’»"),
        ('A 5" disk', '“A 5" disk”', '«A 5" disk»'),
    ],
)
def test_marks_within_marks_are_those_of_the_next_level(text: str, en: str, ru: str) -> None:
    """Whatever marks a title has, inside ours they are the inner ones of the page; an odd one is left alone."""
    assert (quoted(text, "en"), quoted(text, "ru")) == (en, ru)


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
    """Not «….».; what is cut off with three dots keeps them."""
    assert without_stop(text) == bare
