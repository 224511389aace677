"""Content carries no script and no disguise. Pull requests are untrusted input: these rules come before any rendering,
and the built HTML is checked once more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Place, Problem
from ..walking import strings
from .context import Context

_TAG = re.compile(r"</?[a-zA-Z][^>]*>?|<!--|<!\[CDATA|<\?")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^>\s]+>")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.\-\s]*):")
_ATTRIBUTES = re.compile(r"\{:?([^{}]*)\}")
_SAFE_ATTRIBUTE = re.compile(r"#[a-z][a-z0-9-]*|\.[a-z][a-z0-9-]*|lang=\"?[a-z]{2,3}\"?")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC = re.compile(r"[\u0400-\u04FF]")
_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

SAFE_SCHEMES = frozenset({"https", "http", "mailto"})


def no_raw_html(context: Context) -> Iterator[Problem]:
    """Prose is Markdown without HTML tags and comments (code `raw-html`)."""
    for page in context.base.prose.values():
        for line, text in page.lines:
            if found := _TAG.search(_AUTOLINK.sub("", text)):
                cure = "write it in Markdown; put code between backticks"
                yield Problem(page.place(line), "raw-html", f"raw HTML is not allowed: {found[0]}", cure)


def safe_links(context: Context) -> Iterator[Problem]:
    """Links use https, http, mailto or a relative path; never javascript: or data: (code `link-unsafe`)."""
    for page in context.base.prose.values():
        for link in page.links:
            scheme = _SCHEME.match(_unescaped(link.target))
            if (scheme and scheme[1].strip().lower() not in SAFE_SCHEMES) or link.target.startswith("//"):
                message = f"the link '{link.target}' is not allowed"
                yield Problem(page.place(link.line), "link-unsafe", message, "use an https address or a relative path")


def _unescaped(target: str) -> str:
    """The target as a browser would read it: character references resolved, control characters dropped."""
    import html

    return re.sub(r"[\x00-\x20]", "", html.unescape(target))


def safe_attributes(context: Context) -> Iterator[Problem]:
    """Attributes in braces are an id, a class or a language, never an event or a style (code `attribute-unsafe`)."""
    for page in context.base.prose.values():
        for line, text in page.lines:
            for braces in _ATTRIBUTES.finditer(text):
                for attribute in braces[1].split():
                    if not _SAFE_ATTRIBUTE.fullmatch(attribute):
                        message = f"the attribute '{attribute}' is not allowed"
                        cure = "use only {#id}, {.class} or {lang=ru}"
                        yield Problem(page.place(line), "attribute-unsafe", message, cure)


def one_script_a_word(context: Context) -> Iterator[Problem]:
    """No Latin letter stands inside a Cyrillic word, nor the reverse: search would miss it (code `mixed-script`)."""
    for place, text in _all_text(context):
        for word in _LETTERS.findall(text):
            if _LATIN.search(word) and _CYRILLIC.search(word):
                message = f"'{word}' mixes Latin and Cyrillic letters: {_spelled(word)}"
                yield Problem(place, "mixed-script", message, "type the word again in one alphabet")


def _spelled(word: str) -> str:
    return " ".join(f"{letter}={'Latin' if _LATIN.match(letter) else 'Cyrillic'}" for letter in word)


def no_hidden_characters(context: Context) -> Iterator[Problem]:
    """No direction mark, zero-width character or soft hyphen hides in the text (code `hidden-character`)."""
    for place, text in _all_text(context):
        if found := _HIDDEN.search(text):
            message = f"a hidden character U+{ord(found[0]):04X} stands in the text"
            yield Problem(place, "hidden-character", message, "delete it and type the text again")


def _all_text(context: Context) -> Iterator[tuple[Place, str]]:
    for record in context.records():
        for path, text in strings(record):
            yield context.place(record.id, path), text
    for page in context.base.prose.values():
        for line, text in page.lines:
            yield page.place(line), text
