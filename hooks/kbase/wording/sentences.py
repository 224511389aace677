"""The first sentence of a text, which stands for the whole where the whole has no room."""

from __future__ import annotations

import re
from typing import Final

SENTENCE_END: Final = re.compile(r"(?<=[\w»”)][\w»”)][.?!])\s+(?=[«“]?[A-ZА-ЯЁ])")
"""Not after a single letter, as in "U.S." or «г.»."""


def first_sentence(text: str) -> str:
    """The first sentence of a text, whole; the text itself where it has one only."""
    return SENTENCE_END.split(text, maxsplit=1)[0]
