"""What the index is given of a page."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from kbase.core.base import read_base
from kbase.core.evidence.grades import grade_all
from kbase.core.search.results import Findables
from kbase.search.index_document import index_document
from kbase.search.index_words import names_by_length
from tests.helpers import repository


def indexed(root: Path, content: str) -> LexborHTMLParser:
    """The document of the academy's page with this content, as a tree."""
    base, _ = read_base(repository(root))
    findables = Findables(base, grade_all(base), "en")
    found = findables.by_path["actors/academy"]
    return LexborHTMLParser(index_document(findables, found, LexborHTMLParser(content)))


def test_what_only_repeats_is_left_out_and_headings_of_prose_are_not(tmp_path: Path) -> None:
    listed = '<h2 id="sources">Sources</h2><ol class="kb-sources"><li>An entry</li></ol>'
    tree = indexed(tmp_path, f'{listed}<div class="kb-prose"><h2>Own</h2></div>')
    assert [node.text() for node in tree.css("h2")] == ["Own"]
    assert "entry" not in tree.text()


def test_what_is_no_prose_of_the_page_stands_behind_it(tmp_path: Path) -> None:
    """Excerpts are cut from what stands before the sign."""
    title = '<header class="kb-title"><h1>Academy</h1><p class="kb-other" lang="ru">Академия</p></header>'
    facts = (
        '<dl><dd>A fact</dd></dl><div class="kb-around">Works with</div><details><summary>Show: 20</summary></details>'
    )
    prose = '<div class="kb-prose"><p>It works.</p><table><tr><td>A cell</td></tr></table></div>'
    tree = indexed(tmp_path, title + facts + prose)
    for node in tree.css("[data-pagefind-ignore]"):
        node.decompose()
    before, _, after = tree.css_first("[data-pagefind-body]").text().partition("⁂")
    assert "Academy" in before and "It works." in before
    for words in ("Академия", "A fact", "Works with", "Show: 20", "A cell"):
        assert words not in before and words in after, words


def test_neighbouring_cells_are_words_apart(tmp_path: Path) -> None:
    assert "One two" in indexed(tmp_path, "<dl><dd>One</dd><dd>two</dd></dl>").text()


def test_a_name_weighs_more_and_a_mention_less(tmp_path: Path) -> None:
    tree = indexed(tmp_path, '<dl><dd class="kb-name">Name</dd></dl><ul class="kb-referred"><li>Other</li></ul>')
    weights = {node.text(): node.attributes["data-pagefind-weight"] for node in tree.css("dd, ul")}
    assert weights == {"Name": "4", "Other": "0.1"}


def test_a_value_of_a_record_is_text_in_the_document(tmp_path: Path) -> None:
    """The engine reads it as HTML."""
    (title,) = (node for node in indexed(tmp_path, "").css("[data-pagefind-meta=title]"))
    assert title.text() == "Academy of Sciences"


def test_parts_of_a_hyphenated_word_beside_a_quotation_mark_are_words_too(tmp_path: Path) -> None:
    """The engine takes the mark for a letter of the part."""
    forms = indexed(tmp_path, "<p>It is “cutting-edge”, they say; well-known.</p>").css(
        "p[data-pagefind-weight='0.3']"
    )[-1]
    assert {"cutting", "edge"} <= {*forms.text().split()} and "known" not in forms.text()


def test_names_stand_by_their_number_of_words() -> None:
    fields = names_by_length(["Беларусь", "Республика Беларусь", "Belarus"], "ru")
    assert list(fields) == [1, 2]
    assert fields[1].startswith("Беларусь | Belarus | ‖ ")
    assert "беларуси" in fields[1]
