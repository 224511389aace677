"""The document that the search reads of a page: the page's own content, and words for the index only.

It is written into a folder of its own and never published, so no reader, screen reader or web crawler meets it.
"""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from kbase.core.search.results import Findable, Findables
from kbase.markup import content_of, text_of
from kbase.search.index_words import further_words
from kbase.templates import render
from kbase.wording.catalogue import Catalogue

LEFT_OUT: Final = ", ".join(
    (
        *(
            "h2:not(.kb-prose h2)",
            "#relations + p",
            ".kb-facts dt",
            ".kb-type",
            ".kb-cite",
            ".kb-method",
            ".kb-recorded",
            ".kb-count",
        ),
        *(".kb-labels", ".kb-why", ".kb-card", ".kb-row", ".kb-lines", ".kb-sources", ".kb-mix", ".kb-contents"),
        *(".kb-fallback", "pre", "code", "form"),
    )
)
"""What only repeats or labels: generated headings, cards of statements (results themselves), lists of sources;
examples of what to type, whose errors are no words of the page; and fields to fill in, as the engine itself does.
"""

AFTERWARDS: Final = ", ".join(
    (
        *("body > dl", "body > .kb-index", "body > .kb-referred", "body > .kb-table", "body > .kb-evidence"),
        *("body > .kb-challenges", "body > .kb-supports", "body > .kb-around", "body > details", ".kb-prose table"),
        *(".kb-how", ".kb-title .kb-other"),
    )
)
"""Lists, tables, names in the other language: they are searched, but stand behind the prose, from which alone excerpts
are cut.
"""

OF_LISTS: Final = ("tool", "publisher")
"""The types of pages that only list."""

NOT_OF_A_LIST: Final = ":not(h1, .kb-title, .kb-summary, .kb-prose)"
"""What a register lists are results themselves, and sources are left out on every page: of such a page only title and
prose are read.
"""

WEIGHTS: Final = (
    ("h1.kb-statement + .kb-other", 3),
    (".kb-title .kb-other", 5),
    ("p.kb-summary", 2),
    (".kb-number, .kb-name", 4),
    (".kb-official", 3),
    (".kb-retracted", 0.5),
    (".kb-relations, #not-found + ul", 0.3),
    (".kb-evidence, .kb-challenges, .kb-supports", 0.2),
    (".kb-referred", 0.1),
)
"""What counts more or less than the rest of the text, which counts 1; headings have weights of the engine's own."""

CELLS: Final = "dd, dt, td, th"
"""The engine would join the text of adjacent cells into one word."""


def index_document(findables: Findables, found: Findable, content: LexborHTMLParser) -> str:
    """The document of the result `found`, whose page has this content; `content` is used up."""
    places = {place.removeprefix("#") for place, _ in found.answers}
    for node in content.css(LEFT_OUT if found.type not in OF_LISTS else f"{LEFT_OUT}, body > {NOT_OF_A_LIST}"):
        if node.attributes.get("id") not in places:
            node.decompose()
    for cell in content.css(CELLS):
        cell.insert_after(" ")
    text = text_of(content.body)
    for selector, weight in WEIGHTS:
        for node in content.css(selector):
            node.attrs["data-pagefind-weight"] = str(weight)
    lists = [node.html or "" for node in content.css(AFTERWARDS)]
    for node in content.css(AFTERWARDS):
        node.decompose()
    return render(
        "indexed.html",
        language=findables.language,
        content=Markup(content_of(content.body)),
        lists=Markup(" ".join(lists)),
        found=found,
        date=_date(found, Catalogue(findables.language)),
        **further_words(findables, found, text),
    )


def _date(found: Findable, words: Catalogue) -> str:
    if not found.date:
        return ""
    return words.moment(found.date) if found.is_moment else words.date(found.date)
