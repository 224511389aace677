"""Texts between quotation marks, inside a sentence of the page's language."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = {"en": (("“", "”"), ("‘", "’")), "ru": (("«", "»"), ("„", "“"))}
"""Language → its outer marks and those inside them; the next level has the outer ones again."""

_CLOSED_BY: Final = {"«": "»", "“": "”", "„": "“”", '"': '"'}
"""What opens a quotation in any of our languages → what may close it. Single marks stay: ’ is an apostrophe too."""

_ENDED: Final = re.compile(r"([?!…][’”]*)\.(?=\s|$)")


def quoted(text: str, language: str) -> str:
    """`text` between the marks of `language`; its own marks are those of the next level: “The ‘digital space’”."""
    opening, closing = _MARKS[language][0]
    return f"{opening}{_one_level_down(text, language)}{closing}"


def without_stop(text: str) -> str:
    """A sentence without its full stop, since the sentence around it has one."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def ended(sentence: str, language: str) -> str:
    """A sentence with one stop: in English none follows a title that ends in its own; in Russian one does."""
    return _ENDED.sub(r"\1", sentence) if language == "en" else sentence


def _one_level_down(text: str, language: str) -> str:
    shown: list[str] = []
    closers: list[str] = []
    for sign in text:
        if closers and sign in closers[-1]:
            shown.append(_MARKS[language][len(closers) % 2][1])
            closers.pop()
        elif sign in _CLOSED_BY:
            closers.append(_CLOSED_BY[sign])
            shown.append(_MARKS[language][len(closers) % 2][0])
        else:
            shown.append(sign)
    return text if closers else "".join(shown)
