"""Where one language was changed later, the reader of the other one is told so, at the place and with the way there."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from kbase.core.base import read_base
from kbase.site.site import Site
from tests.helpers import ACADEMY_EN, AS_TINY, STATEMENTS, Files, more, repository, swap

PROSE = '<p>Words.</p><h2 id="says">Says</h2><p>More words.</p>'


def shown(root: Path, changes: Files, path: str, language: str) -> tuple[str, list[tuple[str, str | None]]]:
    """The tags of the page's prose in order, and the text and link of each note in it."""
    base, _ = read_base(repository(root, {**changes, **AS_TINY}))
    page = html.fromstring(Site.of(base, True, "2026-11-24").render(path, language, PROSE))
    notes = [
        (note.text_content().strip(), next(iter(note.xpath("a/@href")), None))
        for note in page.find_class("kb-fallback")
    ]
    tags = [
        "note" if "kb-fallback" in (part.get("class") or "") else part.tag
        for part in page.xpath("//*[@class='kb-prose']/*")
    ]
    return " ".join(tags), notes


@pytest.mark.parametrize(
    ("changes", "tags", "text", "link"),
    [
        (
            more(ACADEMY_EN, "\nMore. [@daily-on-forum]\n"),
            "p h2 note p",
            "Английский текст этого раздела изменён позже; русский мог устареть. Читать английский текст",
            "../../../actors/academy/#says",
        ),
        (
            swap(ACADEMY_EN, "The academy held", "The academy prepared"),
            "note p h2 p",
            "Английский текст этого раздела изменён позже; русский мог устареть. Читать английский текст",
            "../../../actors/academy/",
        ),
        (
            more(ACADEMY_EN, "\n## New part { #new }\n\nMore. [@daily-on-forum]\n"),
            "p h2 p note",
            "Ещё не переведено: New part",
            "../../../actors/academy/#new",
        ),
    ],
)
def test_a_section_that_is_behind_says_so(tmp_path: Path, changes: Files, tags: str, text: str, link: str) -> None:
    """Below its heading, at the start for the opening, at the end for a section that is missing."""
    assert shown(tmp_path, changes, "actors/academy", "ru") == (tags, [(text, link)])
    assert shown(tmp_path, changes, "actors/academy", "en") == ("p h2 p", [])


def test_a_statement_that_is_behind_says_so(tmp_path: Path) -> None:
    """On its own page, whichever language was corrected."""
    changes = swap(STATEMENTS, "Он был первым.", "Он был последним.")
    (note,) = shown(tmp_path, changes, "statements/academy-on-forum", "en")[1]
    assert note[0].startswith("The Russian text of this statement was changed later")
    assert shown(tmp_path, changes, "statements/academy-on-forum", "ru")[1] == []


@pytest.mark.parametrize("breakout", ["</div></div><p>Out.</p>", "</article><p>Out.</p>", "<div><p>Open.", "<!-- open"])
def test_no_tag_in_the_prose_closes_what_stands_around_it(tmp_path: Path, breakout: str) -> None:
    """`check` refuses HTML in prose; if it did not, what follows would still stand where it belongs."""
    base, _ = read_base(repository(tmp_path))
    page = html.fromstring(Site.of(base, True, "2026-11-24").render("actors/academy", "en", f"<p>In.</p>{breakout}"))
    assert not page.xpath("//*[not(ancestor::*[@class='kb-prose'])][text()='Out.' or text()='Open.']")
    assert page.xpath("//h2[@id='sources'][not(ancestor::*[@class='kb-prose'])]")
