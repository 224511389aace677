"""The two additions to Markdown: citations `[@source]` and statement blocks `/// statement | id`.

Both leave a marker in the HTML. What it becomes depends on the page (the number of a source, the language), so the
page fills it in: this keeps the extension free of state and the same for every page.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from kbase.core.prose.page import CITATION

_CITE_MARK = re.compile(r'\s?<kb-cite data-ids="([a-z0-9 -]+)"></kb-cite>')
_STATEMENT_MARK = re.compile(r'<kb-statement data-id="([a-z0-9-]+)"></kb-statement>')


class _Citations(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        mark = etree.Element("kb-cite")
        mark.set("data-ids", " ".join(part.strip().lstrip("@") for part in m[1].split(";")))
        return mark, m.start(0), m.end(0)


class CitationExtension(Extension):
    """`[@belta-2025]` and `[@one; @other]`. Runs before links and after code spans (priority 175 of 190)."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(_Citations(CITATION.pattern, md), "kb-citation", 175)


class StatementBlock(Block):
    """`/// statement | id` and `///` on the line below: the card of a statement, in the middle of the prose."""

    NAME = "statement"
    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        mark = etree.SubElement(parent, "kb-statement")
        mark.set("data-id", self.argument.strip())
        return mark


class StatementExtension(BlocksExtension):
    """Registers the statement block with pymdownx.blocks."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:
        block_mgr.register(StatementBlock, self.getConfigs())


def fill_in(html: str, citation: Callable[[list[str]], str], statement: Callable[[str], str]) -> str:
    """`html` with its markers replaced by what the page makes of the ids."""
    html = _CITE_MARK.sub(lambda match: citation(match[1].split()), html)
    return _STATEMENT_MARK.sub(lambda match: statement(match[1]), html)
