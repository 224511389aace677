"""Content carries no script and no disguise. Pull requests are untrusted input: these rules come before any rendering,
and the built HTML is checked once more."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kbase.core.checks.context import Context
from kbase.core.problems import Place, Problem
from kbase.core.prose.page import Prose, odd_fences, odd_ticks
from kbase.core.records.walking import strings

_TAG = re.compile(r"<[a-zA-Z/!?][^>\n]*>?")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")
_TARGET = re.compile(r"\]\(|^[ ]{0,3}\[[^\]^\n][^\]\n]*\]:|<(?=[a-z]+:)", re.M | re.I)
_SCHEME = re.compile(r"<?([a-z][a-z0-9+.-]*):", re.I)
_BRACES = re.compile(r"\{(?=.*\})")
_SAFE_BRACES = re.compile(r"\{:?\s*(?:(?:#[a-z][a-z0-9-]*|\.[a-z][a-z0-9-]*|lang=(?:[a-z]{2,3}|\"[a-z]{2,3}\"))\s*)*\}")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile(r"[\u0400-\u04FF]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)

SAFE_SCHEMES = frozenset({"https", "http", "mailto"})


def no_raw_html(context: Context) -> Iterator[Problem]:
    """Prose is Markdown without HTML tags and comments (code `raw-html`)."""
    for page in context.base.prose.values():
        for line, text in page.lines:
            if found := _TAG.search(_AUTOLINK.sub("", text)):
                cure = "write it in Markdown; put code between backticks"
                yield Problem(page.place(line), "raw-html", f"raw HTML is not allowed: {found[0]}", cure)


def plain_code(context: Context) -> Iterator[Problem]:
    """Code is told from text without doubt: a fence starts its line, names a language at most and is closed; backticks
    come in pairs within a line (codes `code-fence`, `code-span`). Else these rules and Markdown might differ on it.
    """
    for page in context.base.prose.values():
        fences = {page.first_line + number for number in odd_fences(page.body)}
        for line in sorted(fences):
            cure = "close it with the same marks at the start of a line, and give it no attributes"
            yield Problem(page.place(line), "code-fence", "this code fence is not plain", cure)
        for raw, (line, text) in zip(page.body.split("\n"), page.lines, strict=True):
            is_code = not text or line in fences
            if not is_code and odd_ticks(raw):
                cure = "close the code in the same line; use ’ for an apostrophe"
                yield Problem(page.place(line), "code-span", "a backtick has no partner in its line", cure)


def safe_links(context: Context) -> Iterator[Problem]:
    """Links use https, http, mailto or a relative path; never javascript: or data: (code `link-unsafe`)."""
    for page in context.base.prose.values():
        for match in _TARGET.finditer(page.words):
            target = _as_browsers_read(page.words[match.end() :].partition("\n\n")[0])
            scheme = _SCHEME.match(target)
            if (scheme and scheme[1].lower() not in SAFE_SCHEMES) or target.lstrip("<")[:2] in _OTHER_HOST:
                shown = page.words[match.end() : match.end() + 40].split("\n")[0].partition(")")[0]
                cure = "use an https address or a relative path"
                yield Problem(_place_of(page, match), "link-unsafe", f"the link '{shown}' is not allowed", cure)


_OTHER_HOST = frozenset({"//", "/\\", "\\/", "\\\\"})


def _as_browsers_read(target: str) -> str:
    """The target with character references resolved, and without the spaces and control characters in it."""
    return re.sub(r"[\s\x00-\x20\x7f]", "", html.unescape(target))


def _place_of(page: Prose, match: re.Match[str]) -> Place:
    return page.place(page.first_line + page.words.count("\n", 0, match.start()))


def safe_attributes(context: Context) -> Iterator[Problem]:
    """Attributes in braces are an id, a class or a language, never an event or a style (code `attribute-unsafe`)."""
    for page in context.base.prose.values():
        for line, text in page.lines:
            for brace in _BRACES.finditer(text):
                if not _SAFE_BRACES.match(text, brace.start()):
                    message = f"the attributes '{text[brace.start() : text.rindex('}') + 1]}' are not allowed"
                    cure = "use only {#id}, {.class} or {lang=ru}; put other braces between backticks"
                    yield Problem(page.place(line), "attribute-unsafe", message, cure)
                    break


def one_script_a_word(context: Context) -> Iterator[Problem]:
    """No Latin letter stands inside a Cyrillic word, nor the reverse: search would miss it (code `mixed-script`)."""
    for place, text in _all_text(context):
        if not (_LATIN.search(text) and _CYRILLIC.search(text)):
            continue
        for word in _LETTERS.findall(text):
            if _LATIN.search(word) and _CYRILLIC.search(word):
                message = f"'{word}' mixes Latin and Cyrillic letters: {_spelled(word)}"
                yield Problem(place, "mixed-script", message, "type the word again in one alphabet")


def _spelled(word: str) -> str:
    return " ".join(f"{letter}={'Latin' if _LATIN.match(letter) else 'Cyrillic'}" for letter in word)


def no_hidden_characters(context: Context) -> Iterator[Problem]:
    """No direction mark, zero-width or control character hides in a text or in code (code `hidden-character`)."""
    for place, text in (*_all_text(context), *_code(context)):
        if found := _HIDDEN.search(text):
            message = f"a hidden character U+{ord(found[0]):04X} stands in the text"
            yield Problem(place, "hidden-character", message, "delete it and type the text again")


def _all_text(context: Context) -> Iterator[tuple[Place, str]]:
    for record in context.records():
        for path, text in strings(record):
            yield context.place(record.id, path), text
    for page in context.base.prose.values():
        yield from ((page.place(1), text) for text in page.meta.values() if isinstance(text, str))
        yield from ((page.place(line), text) for line, text in page.lines)


def _code(context: Context) -> Iterator[tuple[Place, str]]:
    """The lines of pages as they stand, those with code too."""
    for page in context.base.prose.values():
        for line, text in enumerate(page.body.split("\n"), start=page.first_line):
            yield page.place(line), text
