"""Typography of both languages, and words that the glossary says are not used here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from kbase.core.checks.context import AnyRecord, Context
from kbase.core.messages import Message, say
from kbase.core.problems import Place, Problem, Severity
from kbase.core.records.model import EN, LANGUAGES, RU, Language, Outlet, Record, Source, Term
from kbase.core.records.yaml_source import Path

_WORD = re.compile(r"\w+")
_AS_PUBLISHED: Final = frozenset({"names", "quote", "title_translated"})
"""Fields that repeat what somebody else wrote, as it was written."""

_OF_OTHERS: Final = (Source, Term, Outlet)
"""Records whose texts are not the base's own words."""

RULES: Final[dict[str, tuple[tuple[re.Pattern[str], Message, Message], ...]]] = {
    "ru": (
        # “ closes a quotation within another, „…“; elsewhere it is English.
        (
            re.compile(r"[\"”]|(?:^|“)[^„“]*“"),
            say("a straight or English quotation mark"),
            say("write «…», and „…“ inside"),
        ),
        (re.compile(r"(?<=\w) - (?=\w)"), say("a hyphen for a dash"), say("write a no-break space, —, and a space")),
        (
            re.compile(r"(?<=[^\s|]) —|(?<=[\w»)])—(?=\w)"),
            say("a dash without its no-break space"),
            say("put U+00A0 before —"),
        ),
        (re.compile(r"№ (?=\d)|№(?=\d)"), say("№ without its no-break space"), say("write U+00A0 after №")),
        (
            re.compile(r"\b[А-ЯЁ]\. (?=[А-ЯЁ][а-яё.])"),
            say("initials without a no-break space"),
            say("put U+00A0 after them"),
        ),
    ),
    "en": (
        (re.compile(r"\"|(?<=\w)'|'(?=\w)"), say("a straight quotation mark"), say("write “…”, ‘…’ and ’")),
        (re.compile(r"(?<=\w) - (?=\w)"), say("a hyphen for a dash"), say("write –, or a comma")),
    ),
}
"""Language → pattern, what it finds, and what to write instead."""

NO_BREAK: Final = "U+00A0"
"""A sign that many keyboards lack: where a fix names it, whoever knows how puts it in before a release."""


def typography(context: Context) -> Iterator[Problem]:
    """Quotation marks, dashes and no-break spaces are those of the language (code `typography`). A missing no-break
    space is a warning until a release.
    """
    for place, language, text in _own_words(context):
        for pattern, what, fix in RULES[language]:
            if found := pattern.search(text):
                around = text[max(found.start() - 15, 0) : found.end() + 15].strip()
                severity = context.lenient if NO_BREAK in fix else Severity.ERROR
                yield Problem(place(), "typography", say("{what}: …{around}…", what=what, around=around), fix, severity)


def unused_variants(context: Context) -> Iterator[Problem]:
    """No text uses a variant that the glossary forbids (code `glossary`)."""
    by_word = _by_first_word(context)
    for place, language, text in _own_words(context):
        words = dict.fromkeys(_WORD.findall(text))
        for variant, term in (found for word in words for found in by_word.get((language, word), ())):
            if re.search(rf"\b{re.escape(variant)}\b", text):
                fix = say("write '{right}', or see why in the glossary", right=term.ru if language == "ru" else term.en)
                yield Problem(place(), "glossary", say("'{variant}' is not used in this base", variant=variant), fix)


def forbidden(context: Context) -> str:
    """All that a text depends on beside itself: the variants that the glossary forbids."""
    return repr([(term.id, term.forbidden) for term in context.base.terms.values() if term.forbidden])


def _by_first_word(context: Context) -> Mapping[tuple[str, str], list[tuple[str, Term]]]:
    """Language and first word of every forbidden variant → those that begin so, each with its term: a text is gone
    through once, however many there are.
    """
    found: defaultdict[tuple[str, str], list[tuple[str, Term]]] = defaultdict(list)
    for term in context.base.terms.values():
        for variant in term.forbidden:
            for word in _WORD.findall(variant.text)[:1]:
                found[variant.lang, word].append((variant.text, term))
    return found


def _own_words(context: Context) -> Iterator[tuple[Callable[[], Place], str, str]]:
    """Every text in the base's own words, with its place and language: records without what others wrote, and prose."""
    for record, path, language, text in own_texts_of_records(context):
        yield partial(context.place, record.id, path), language, text
    for page in context.pages:
        for line, text in page.plain_lines:
            yield partial(page.place, line), page.language, text


def own_texts_of_records(context: Context) -> Iterator[tuple[AnyRecord, Path, Language, str]]:
    """Every text of a record in the base's own words, with its path and language."""
    for record, path, text in context.strings:
        if path[-1] in LANGUAGES and is_own(type(record), path):
            yield record, path, RU if path[-1] == RU else EN, text


def is_own(model: type[Record], path: Path) -> bool:
    """Whether a text there in a record of that model is in the base's own words."""
    return not issubclass(model, _OF_OTHERS) and not _AS_PUBLISHED & set(path)
