"""An abbreviation of a body is opened where the text of a page has it first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from kbase.core.base import KnowledgeBase
from kbase.site.abbreviations import abbreviations, opened

MEANT = {"AOS": "Academy & Sons", "ЛП": "Лига примеров"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>AOS met AOS.</p>", '<p><abbr title="Academy &amp; Sons">AOS</abbr> met AOS.</p>'),
        ("<p>The Academy (AOS) met. AOS left.</p>", "<p>The Academy (AOS) met. AOS left.</p>"),
        ("<p>«ЛП»</p>", '<p>«<abbr title="Лига примеров">ЛП</abbr>»</p>'),
        ("<p>AOSx, xAOS</p>", "<p>AOSx, xAOS</p>"),
        ('<h2 id="AOS">AOS</h2><p><a title="AOS">x <b>AOS</b></a> <code>AOS</code></p>', None),
    ],
)
def test_the_first_in_running_text_is_opened(text: str, shown: str | None) -> None:
    """Unless it stands in brackets after its own words; links, headings and code stay as they are."""
    assert opened(text, MEANT) == (shown or text)


@given(st.lists(st.sampled_from(["AOS", "ЛП", " ", "(", "<p>", "</p>", "<a href='AOS'>", "</a>", "&lt;", "<br>", "<"])))
def test_no_word_of_a_text_is_lost(pieces: list[str]) -> None:
    text = "".join(["<div>x", *pieces, "</div>"])
    assert parser.fromstring(opened(text, MEANT)).text_content() == parser.fromstring(text).text_content()


def test_the_abbreviations_are_those_of_the_records(base: KnowledgeBase) -> None:
    """Of bodies: those of acts are their short titles."""
    for language, short in (("en", "ZBM"), ("ru", "ЖКМ")):
        assert {name: actor.id for name, actor in abbreviations(base, language).items()} == {short: "measures-board"}
