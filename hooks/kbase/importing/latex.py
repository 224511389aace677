"""What LaTeX prints of a field of BibTeX, as far as it is a text: signs, accents, and words in any type.

latexcodec knows the signs and accents; it leaves most commands as they are, and so here stands what a text may hold of
them. A sign that has no meaning where it stands, as `%` and a single `$` in files of people who do not write LaTeX, is
a sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from latexcodec.codec import UnicodeLatexIncrementalDecoder
from latexcodec.lexer import Token


def as_printed(latex: str) -> str:
    """The text that LaTeX prints."""
    known = _DOTLESS.sub(r"\1\2", _PLACE.sub("", latex))
    for accent, sign in _OVER_NOTHING.items():
        known = known.replace(accent, sign)
    decoder = _Decoder(errors="ignore")  # type: ignore[no-untyped-call]
    return str(decoder.decode(_COMMENT.sub(_as_sign, known), final=True))


def as_address(latex: str) -> str:
    """The address that is meant: its signs stand for themselves there, but many programs write them as in a text."""
    return _ESCAPED.sub(r"\1\2", _TILDE.sub("~", latex))


_TILDE: Final = re.compile(r"\$\\sim\$|\{\\textasciitilde\s*\}|\\textasciitilde(?:\{\}|(?![A-Za-z]) ?)|\\~\{\}")
_ESCAPED: Final = re.compile(r"\{\\([_&%#$~])\}|\\([_&%#$~])")

_DOTLESS: Final = re.compile(r"(\\['`^\"~=.]\s*\{?\s*)\\([ij])(?![A-Za-z])\s*")
"""The letter without its dot, which stands below an accent and, below one, is the letter itself."""

_OVER_NOTHING: Final = {"\\^{}": "{\\textasciicircum}", "\\~{}": "{\\textasciitilde}"}
"""An accent that stands over nothing is meant as the sign of the keyboard."""

_COMMENT: Final = re.compile(r"(\\.)|%", re.S)
"""A `%` that latexcodec would take, with all that follows; a backslash takes the sign behind it."""


def _as_sign(found: re.Match[str]) -> str:
    return found[1] or "\\%"


_PLACE: Final = re.compile(r"\\href\s*\{[^{}]*\}")
"""The address of a link, whose words follow."""

_SIGNS: Final = {
    **{f"\\{sign}": sign for sign in "{}$&#_%"},
    "\\\\": " ",
    "\\-": "",
    "\\/": "",
    "\\,": "\u2009",
    **{"\\textbraceleft": "{", "\\textbraceright": "}", "\\lbrace": "{", "\\rbrace": "}"},
    **{"\\textdollar": "$", "\\textunderscore": "_", "\\textbar": "|", "\\textbackslash": "\\"},
    **{"\\textless": "<", "\\textgreater": ">", "\\textasciicircum": "^", "\\textasciitilde": "~"},
    **{"\\textquotesingle": "'", "\\textquotedbl": '"', "\\textasciigrave": "`", "\\textasteriskcentered": "*"},
    **{"\\slash": "/", "\\textslash": "/", "\\space": " ", "\\newline": " ", "\\par": " ", "\\textnumero": "№"},
    **{"\\dots": "…", "\\ldots": "…", "\\textellipsis": "…", "\\texteuro": "€"},
    **{"\\textquoteleft": "‘", "\\textquoteright": "’"},
    **{"\\TeX": "TeX", "\\LaTeX": "LaTeX", "\\BibTeX": "BibTeX"},
}
"""Command → what is printed of it."""

_SILENT: Final = frozenset(
    f"\\{name}"
    for name in (
        *("bf", "em", "it", "rm", "sc", "sf", "sl", "tt", "bfseries", "itshape", "mdseries", "normalfont", "rmfamily"),
        *("scshape", "sffamily", "slshape", "ttfamily", "upshape", "protect", "relax", "nobreak", "allowbreak"),
        *("small", "large", "normalsize", "footnotesize", "selectfont", "ignorespaces", "leavevmode", "unskip"),
    )
)
"""Commands that change the type or the line and print nothing."""


class _Decoder(UnicodeLatexIncrementalDecoder):
    """A brace groups and is not printed, nor is a command before one: its words are (`\\emph{…}`, of any name). What
    stands alone and is not known stays in sight.
    """

    def get_unicode_tokens(self, chars: str, final: bool = False) -> Iterator[str]:
        """The texts of the tokens, in order."""
        tokens = list(self.get_tokens(chars, final=final))
        at = 0
        while at < len(tokens):
            length, text = self._of_the_table(tokens, at) or (1, self._printed(tokens, at))
            yield text
            at += length

    def _of_the_table(self, tokens: list[Token], at: int) -> tuple[int, str] | None:
        """How many tokens from there on latexcodec knows as a sign, and the sign."""
        if tokens[at].text in _SIGNS:
            return None
        for length in range(min(self.table.max_length, len(tokens) - at), 0, -1):
            sign = self.table.unicode_map.get(tuple(tokens[at : at + length]))
            if sign is not None:
                return length, re.sub(r"[{}]", "", sign)
        return None

    @staticmethod
    def _printed(tokens: list[Token], at: int) -> str:
        text = tokens[at].text
        if text in _SIGNS:
            return _SIGNS[text]
        after = [token.text for token in tokens[at + 1 : at + 3]]
        opens = after[:1] == ["{"] and after != ["{", "}"]  # Braces around nothing only end a command.
        if text in ("{", "}") or text in _SILENT or (text.startswith("\\") and opens):
            return ""
        return f"{text} " if tokens[at].name == "control_word" else text
