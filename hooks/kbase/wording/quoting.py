"""Sentences that end in a quotation."""

from __future__ import annotations

import re
from typing import Final

_ENDED: Final = re.compile(r"([?!…][’”]*)\.(?=\s|$)")


def ended(sentence: str, language: str) -> str:
    """A sentence with one stop: in English none follows a title that ends in its own; in Russian one does."""
    return _ENDED.sub(r"\1", sentence) if language == "en" else sentence
