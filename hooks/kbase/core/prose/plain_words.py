"""The words of Markdown without its marks: what checks of language, numbers and the search read."""

from __future__ import annotations

import re
from typing import Final

_NOT_WORDS: Final = re.compile(
    r"\]\([^()\s]*(?:\s+[\"'«][^)]{0,1000}+)?\)"  # where a link leads
    r"|\[[@^][^\[\]]*\]"  # citations and footnotes
    r"|\{[^{}\n]*\}"  # attributes
    r"|^///[ ]*statement.*$|^///[ ]*\w*(?:[ ]*\|)?|^[ ]{4}\w+:[ ]"  # blocks, save for their titles
    r"|<?https?://[^\s>]+>?|&#?\w+;",  # addresses and character references
    re.M,
)


def plain_words(text: str) -> str:
    """The text without addresses, citations, attributes and blocks. Its lines stay, so that a fault has its line.

    Signs that no rule of language trips over (`*`, `_`, `#`, the bracket that opens a link) are left as they are.
    """
    return _NOT_WORDS.sub(lambda found: "\n" * found[0].count("\n"), text)
