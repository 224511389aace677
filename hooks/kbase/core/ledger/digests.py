"""Digests of what is written, for the ledger: whatever can bear on the meaning of a text gives it another digest."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from kbase.core.translation import marks

_SPACES: Final = re.compile(r"\s+")
_DASH: Final = re.compile(r"(?<= )[-–—](?= )")
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'"))

SHORTEST: Final = 8
"""Letters of a digest of a text as ledgers had it before capitals and punctuation counted."""
_LONGER: Final = 10


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """A text without what a typographer changes by rule. That is the kind and number of spaces and line ends, whether a
    quotation mark or an apostrophe is straight, curly or angular, which dash stands between two spaces, and whether
    Unicode writes a letter with its mark as one sign. All else is kept: capitals, ё, every other sign, a quotation
    mark that is there or not, and a dash, hyphen or slash between two words or figures.
    """
    line = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return _DASH.sub("–", line).translate(_QUOTES)


def of_text(text: str) -> str:
    """The digest of a text as it reads: `plain` says what does not count."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:_LONGER]


@dataclass(frozen=True)
class Form:
    """How a line of the ledger holds a record: its digest of a text, and whether the order of links counts."""

    digest: Callable[[str], str]
    ordered: Callable[[Iterable[Any]], list[Any]]


EXACT: Final = Form(of_text, list)
LOOSE: Final = Form(marks.digest, sorted)
"""The form of lines that were written before. They are still compared, by their own form, until the command has
rewritten them, so that another form asks for no revision of anything."""
