"""The pages of a built site that are results of the search, with the text that is indexed of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.search.results import Findables
from kbase.search.index_document import LEFT_OUT, NOT_OF_A_LIST, OF_LISTS
from kbase.site.addresses import PREFIX, Addresses

AROUND: Final = ".kb-citation, .kb-actions, .kb-changed"
"""What the frame adds to the content of a page."""


@dataclass(frozen=True)
class ResultPage:
    """A page: its address below the root of the site ("ru/actors/sber/") and what is indexed of it."""

    address: str
    content: LexborNode

    @property
    def text(self) -> str:
        return self.content.text(separator=" ")


def result_pages(base: KnowledgeBase, folder: Path, language: str) -> Iterator[ResultPage]:
    """The pages of the site in `folder`, built from `base`, that are results in `language`."""
    for path, found in sorted(Findables(base, grade_all(base), language).by_path.items()):
        address = PREFIX[language] + Addresses(directory_urls=True).address(path)
        article = LexborHTMLParser((folder / address / "index.html").read_text(encoding="utf-8")).css_first("article")
        assert article, address
        for node in article.css(
            f"{LEFT_OUT}, {AROUND}" + (f", article > {NOT_OF_A_LIST}" if found.type in OF_LISTS else "")
        ):
            node.decompose()
        yield ResultPage(address, article)
