"""Sentences and their stops."""

from __future__ import annotations

import re
from typing import Final

_ENDED: Final = re.compile(r"([?!…][’”]*)\.(?=\s|$)")


def without_stop(text: str) -> str:
    """A sentence without its full stop, since the sentence around it has one."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def ended(sentence: str, language: str) -> str:
    """A sentence with one stop: in English none follows a title that ends in its own; in Russian one does."""
    return _ENDED.sub(r"\1", sentence) if language == "en" else sentence
