"""Content carries no script and no disguise. Pull requests are untrusted input: these rules read their source, and name
the line; `rendered` looks at what Markdown makes of it, and the built HTML is checked once more.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from html.entities import html5
from typing import Any, Final

from kbase.core.checks.context import Context
from kbase.core.messages import Message, as_it_is, joined, say
from kbase.core.problems import Place, Problem
from kbase.core.prose.addresses import as_browsers_read, names_another_scheme
from kbase.core.prose.page import LineNumbers, Prose, odd_fences, odd_labels, odd_ticks
from kbase.core.prose.rendering import AUTOLINK
from kbase.core.records.yaml_source import Path

_TAG = re.compile(r"<[a-zA-Z/!?][^>\n]*>?")
_AUTOLINK = re.compile(AUTOLINK)
_TARGET = re.compile(
    r"\]\(|^(?:[ \t>:]|[*+-][ \t]|\d+\.[ \t]|\[\^[^\]\n]*\]:)*\[(?!\^)[^\]\n]*\]:|<(?=[a-z]+:)", re.M | re.I
)
_FARTHEST = 200
"""How many signs after the beginning of a target are looked at for its scheme."""
_SAFE_BRACES = re.compile(r"\{:?\s*(?:(?:#[a-z][a-z0-9-]*|lang=(?:[a-z]{2,3}|\"[a-z]{2,3}\"))\s*)*\}")
_LETTERS = re.compile(r"[^\W\d_]+")
_LIKE_OURS = re.compile(
    "[\u0250-\u02af\u0370-\u03ff\u0500-\u058f\u13a0-\u13ff\u1c80-\u1c8f\u1d00-\u1d7f\u1f00-\u1fff\u2c60-\u2cff\ua4d0-\ua4ff"
    "\ua640-\ua69f\ua720-\ua7ff\uab30-\uabbf]"
)
"""Letters of other alphabets, and rare ones of these two, among which are those that look like A to Z or А to Я."""

_DRESSED = re.compile("[\u2460-\u24ff\uff01-\uff5e\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff]")
"""Letters in bold, in circles, of full width: no search finds a word that is written in them."""

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile(r"[\u0400-\u04FF]")
_CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
_FORMATS: Final = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_BLANKS: Final = (
    "\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u2008\u200a\u205f\u2800\u3000\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\ufffc\U000e0000-\U000e0fff"
)
"""Letters, symbols, selectors and spaces that show nothing, or no more than a space does."""

_NO_CHARACTERS: Final = "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
"""Halves of pairs, private use and noncharacters: each reader's font shows something else, or nothing."""

HIDDEN = re.compile(f"[{_CONTROLS}{_FORMATS}{_BLANKS}{_NO_CHARACTERS}]")
_STACKED = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4}")
"""More marks on one letter than any language has: they rise over the lines around it."""
_ODD_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ODD = re.compile(f"{HIDDEN.pattern}|{_STACKED.pattern}")


_NO_TAG_HERE: Final = say("write it without `<`: (draft), ‹draft›, less than")
_MARKDOWN: Final = say("write it in Markdown; put code between backticks")


def no_raw_html(context: Context) -> Iterator[Problem]:
    """Nothing is written as an HTML tag or comment: not in prose, which is Markdown, nor in any text of a record or of
    front matter (code `raw-html`).
    """
    for place, text in _texts_of_records(context):
        if "<" in text and (found := _TAG.search(text)):
            yield Problem(place(), "raw-html", say("'{found}' looks like HTML", found=found[0]), _NO_TAG_HERE)
    for page in context.pages:
        for path, text in texts_within(page.meta):
            if found := _TAG.search(text):
                yield Problem(
                    page.place_of(path), "raw-html", say("'{found}' looks like HTML", found=found[0]), _NO_TAG_HERE
                )
        yield from raw_html(page)


def raw_html(page: Prose) -> Iterator[Problem]:
    """What is HTML in the words of one page."""
    for line, text in page.lines:
        if "<" in text and (found := _TAG.search(_AUTOLINK.sub("", text))):
            yield Problem(
                page.place(line), "raw-html", say("raw HTML is not allowed: {found}", found=found[0]), _MARKDOWN
            )


def plain_code(context: Context) -> Iterator[Problem]:
    """Code can be told apart from text: a fence starts its line, names a language at most and is closed; backticks
    come in pairs within a line (codes `code-fence`, `code-span`). Else these rules and Markdown might differ on it.
    """
    for page in context.pages:
        fences = {page.first_line + number for number in odd_fences(page.body)}
        for line in sorted(fences):
            fix = say("close it with the same characters at the start of a line, and remove its attributes")
            yield Problem(page.place(line), "code-fence", say("this code fence is unclosed or has attributes"), fix)
        outside = [raw if text or line in fences else "" for raw, (line, text) in _raw_and_read(page)]
        for line, raw in enumerate(outside, start=page.first_line):
            if line not in fences and odd_ticks(raw):
                fix = say("close the code in the same line; use ’ for an apostrophe")
                yield Problem(page.place(line), "code-span", say("a backtick has no partner in its line"), fix)
        for number in odd_labels(outside):
            fix = say("write the name of the footnote in letters: [^name]")
            yield Problem(
                page.place(page.first_line + number), "code-span", say("a footnote has code in its name"), fix
            )


def _raw_and_read(page: Prose) -> Iterator[tuple[str, tuple[int, str]]]:
    """Each line as it stands and as it is read, with its number."""
    return zip(page.body.split("\n"), page.lines, strict=True)


def safe_links(context: Context) -> Iterator[Problem]:
    """Links use https, http, mailto or a relative path; never javascript: or data: (code `link-unsafe`)."""
    for page in context.pages:
        yield from unsafe_links(page)


def unsafe_links(page: Prose) -> Iterator[Problem]:
    """The links of one page that are seen to be unsafe in its source."""
    line_of = LineNumbers(page.words, page.first_line)
    for match in _TARGET.finditer(page.words):
        written = page.words[match.end() : match.end() + _FARTHEST]
        if names_another_scheme(as_browsers_read(written.partition("\n\n")[0]).lstrip("<")):
            shown = written[:40].split("\n")[0].partition(")")[0]
            message, fix = (
                say("the link '{shown}' is not allowed", shown=shown),
                say("use an https address or a relative path"),
            )
            yield Problem(page.place(line_of(match.start())), "link-unsafe", message, fix)


def safe_attributes(context: Context) -> Iterator[Problem]:
    """Attributes in braces are an id or a language, never an event, a style or a class, since the classes of the frame
    would lay a text over the page (code `attribute-unsafe`).
    """
    for page in context.pages:
        yield from unsafe_attributes(page)


def unsafe_attributes(page: Prose) -> Iterator[Problem]:
    """The attributes of one page that are none of the allowed."""
    for line, text in page.lines:
        end = text.rfind("}") + 1
        for brace in re.finditer(r"\{", text[:end]):
            if not _SAFE_BRACES.match(text, brace.start()):
                message = say("the attributes '{text}' are not allowed", text=text[brace.start() : end])
                fix = say("use only {{#id}} or {{lang=ru}}; put other braces between backticks")
                yield Problem(page.place(line), "attribute-unsafe", message, fix)
                break


def one_script_a_word(context: Context) -> Iterator[Problem]:
    """No Latin letter stands inside a Cyrillic word, nor the reverse, nor one of another alphabet in either: search
    would miss it (code `mixed-script`).
    """
    for place, text in _all_text(context):
        if text.isascii():
            continue
        if dressed := _DRESSED.search(text):
            message = say(
                "'{letter}' (U+{number:04X}) is a letter in disguise, which no search finds",
                letter=dressed[0],
                number=ord(dressed[0]),
            )
            yield Problem(place(), "mixed-script", message, say("type it as a plain letter"))
        if sum(bool(alphabet.search(text)) for alphabet in _ALPHABETS) < 2:
            continue
        for word in _LETTERS.findall(text):
            if sum(bool(alphabet.search(word)) for alphabet in _ALPHABETS) > 1:
                yield Problem(place(), "mixed-script", _mixed(word), say("type the word again in one alphabet"))


_ALPHABETS: Final = (_LATIN, _CYRILLIC, _LIKE_OURS)


def _mixed(word: str) -> Message:
    spelled = joined((joined((letter, _alphabet(letter)), "=") for letter in word), " ")
    if _LIKE_OURS.search(word):
        return say("'{word}' mixes letters of several alphabets: {spelled}", word=word, spelled=spelled)
    return say("'{word}' mixes Latin and Cyrillic letters: {spelled}", word=word, spelled=spelled)


def _alphabet(letter: str) -> Message:
    if _LIKE_OURS.match(letter):
        return as_it_is(f"U+{ord(letter):04X}")
    return say("Latin") if _LATIN.match(letter) else say("Cyrillic")


def no_hidden_characters(context: Context) -> Iterator[Problem]:
    """No direction mark, zero-width or control character hides in a text or in code, nor one that XML cannot hold, with
    which no program reads the feeds; and no letter bears a pile of marks (code `hidden-character`).
    """
    for place, text in _all_text(context):
        yield from _hidden(place, text)
    for page in context.pages:
        body = _resolved(page.body)
        if _ODD.search(body):
            for line, text in enumerate(body.split("\n"), start=page.first_line):
                yield from _hidden(partial(page.place, line), text)


_REFERENCE: Final = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]\w*));?")


def _resolved(text: str) -> str:
    """A text with what its character references stand for, as Markdown passes them on, but for line breaks."""

    def sign(found: re.Match[str]) -> str:
        decimal, hexadecimal, name = found.groups()
        if name:
            return html5.get(f"{name};", found[0]).replace("\n", " ")
        number = int(decimal) if decimal else int(hexadecimal, 16)
        return chr(number) if number <= sys.maxunicode and number not in (10, 13) else " "

    return _REFERENCE.sub(sign, text) if "&" in text else text


def _hidden(place: Where, text: str) -> Iterator[Problem]:
    odd = _ODD_ASCII if text.isascii() else _ODD
    if not odd.search(text):
        return
    if _STACKED.search(text):
        message = say("a letter bears a pile of marks, which cover the lines around it")
        yield Problem(place(), "hidden-character", message, say("delete them and type the letter again"))
    if found := HIDDEN.search(text):
        message = say("a hidden character U+{number:04X} stands in the text", number=ord(found[0]))
        yield Problem(place(), "hidden-character", message, say("delete it and type the text again"))


Where = Callable[[], Place]
"""Gives the place of a text: it is asked for the few that are wrong."""


def _all_text(context: Context) -> Iterator[tuple[Where, str]]:
    yield from _texts_of_records(context)
    for page in context.pages:
        yield from ((partial(page.place_of, path), text) for path, text in texts_within(page.meta))
        yield from ((partial(page.place, line), text) for line, text in page.lines)


def _texts_of_records(context: Context) -> Iterator[tuple[Where, str]]:
    for record, path, text in context.strings:
        yield partial(context.place, record.id, path), text


def texts_within(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in plain data, keys too, with the path of the value that it is or names."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, list):
        for index, member in enumerate(data):
            yield from texts_within(member, (*path, index))
    elif isinstance(data, dict):
        for name, value in data.items():
            yield (*path, name), name
            yield from texts_within(value, (*path, name))
