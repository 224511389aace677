"""The two languages say the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..model import LANGUAGES
from ..numbers import differences
from ..problems import Problem
from ..prose import Prose
from ..walking import texts
from .context import Context

_MARKUP = re.compile(r"\[@[^\]]*\]|\{[^}]*\}|\]\([^)]*\)|https?://\S+")
_ONE_LANGUAGE_SUFFICES = frozenset({"title_translated", "translated", "official_title"})
"""Fields that hold a translation out of, or a title in, the language of the original."""

_NAMES = {"en": "English", "ru": "Russian"}


def both_languages(context: Context) -> Iterator[Problem]:
    """Every text of a record is there in both languages (code `translation-missing`)."""
    for record in context.records():
        for path, text in texts(record):
            missing = [language for language in LANGUAGES if not getattr(text, language)]
            if missing and not _ONE_LANGUAGE_SUFFICES & set(path):
                message = f"{'.'.join(map(str, path))} of '{record.id}' lacks {_NAMES[missing[0]]}"
                place = context.place(record.id, path)
                cure = f"add `{missing[0]}:`"
                yield Problem(place, "translation-missing", message, cure, context.translation_severity)


def same_numbers(context: Context) -> Iterator[Problem]:
    """Both languages of a text give the same numbers and months (code `translation-numbers`)."""
    for record in context.records():
        for path, text in texts(record):
            if text.en and text.ru:
                for difference in differences(text.en, text.ru):
                    message = f"{'.'.join(map(str, path))} of '{record.id}': {difference}"
                    cure = "write the same figures and months in both languages"
                    yield Problem(context.place(record.id, path), "translation-numbers", message, cure)


def same_pages(context: Context) -> Iterator[Problem]:
    """Every page of prose is there in both languages (code `translation-missing`)."""
    prose = context.base.prose
    for (language, path), page in prose.items():
        other = "ru" if language == "en" else "en"
        if (other, path) not in prose:
            message = f"the page {path} has no {_NAMES[other]} text"
            cure = f"add docs/{other}/{path}.md"
            yield Problem(page.place(1), "translation-missing", message, cure, context.translation_severity)


def same_structure(context: Context) -> Iterator[Problem]:
    """Both languages of a page have the same heading ids, and in each section the same citations and statements,
    numbers and months (codes `translation-headings`, `translation-citations`, `translation-numbers`).
    """
    prose = context.base.prose
    for (language, path), ru in prose.items():
        en = prose.get(("en", path))
        if language == "ru" and en is not None:
            headings = [(h.level, h.id) for h in en.headings], [(h.level, h.id) for h in ru.headings]
            if headings[0] != headings[1]:
                message = f"the headings differ from those of {en.file}"
                cure = "give both the same headings, levels and ids in the same order"
                yield Problem(ru.place(), "translation-headings", message, cure)
            else:
                yield from _same_sections(en, ru)


def _same_sections(en: Prose, ru: Prose) -> Iterator[Problem]:
    line_of = {"": ru.first_line} | {h.id: h.line for h in ru.headings}
    for kind in ("citations", "statements"):
        here, there = _by_section(en, kind), _by_section(ru, kind)
        for section in line_of:
            if difference := here[section] ^ there[section]:
                names = ", ".join(sorted(difference))
                message = f"{kind} differ from those of {en.file} in section '{section}': {names}"
                place = ru.place(line_of[section])
                yield Problem(place, "translation-citations", message, "cite the same in both languages")
    words = _words_by_section(en), _words_by_section(ru)
    for section, line in line_of.items():
        for missing in differences(words[0][section], words[1][section]):
            message = f"section '{section}' of {ru.path}: {missing}"
            cure = "write the same figures and months in both languages"
            yield Problem(ru.place(line), "translation-numbers", message, cure)


def _by_section(page: Prose, kind: str) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mention in getattr(page, kind):
        found[mention.section].add(mention.target)
    return found


def _words_by_section(page: Prose) -> defaultdict[str, str]:
    """The words of each section without citations, addresses and ids, whose digits are not numbers of the text."""
    sections: defaultdict[str, str] = defaultdict(str)
    starts = {h.line: h.id for h in page.headings}
    section = ""
    for number, line in page.lines:
        section = starts.get(number, section)
        sections[section] += "\n" + _plain(line)
    return sections


def _plain(line: str) -> str:
    return "" if line.startswith("///") else _MARKUP.sub(" ", line)
