"""The form of the site: what its page is given, and the files that its script loads when a field is entered. These are
scripts that hand over data: a page that is opened from a folder may load nothing else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from string import ascii_lowercase, digits
from textwrap import shorten
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.checks.translation import ONE_LANGUAGE_SUFFICES
from kbase.core.drafting.contribution import VERSION, data_of, digest_of_data, record_of
from kbase.core.drafting.form_fields import LANGUAGE_CODES, PARTS
from kbase.core.drafting.form_words import words_of_check
from kbase.core.ledger.entries import all_records
from kbase.core.pages.paths import FORM_FILES
from kbase.core.records.loading import INBOX
from kbase.core.records.model import (
    LANGUAGES,
    MOST_QUOTED_WORDS,
    OWN,
    Actor,
    Entity,
    Identified,
    Outlet,
    Record,
    Text,
    other,
)
from kbase.core.records.vocabulary import Country
from kbase.core.records.walking import texts
from kbase.site.view import View

LETTERS: Final = 90
"""Letters of a text that a list shows to choose by."""

BRANCH: Final = "main"

ASKED: Final = ("correct", "amend", "report", "statement", "translate", "actor", "agreement")
"""What a reader may have to tell, in the order in which the form offers it."""

SHOWN_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "statement": ("correct", "statement", "actor", "agreement"),
    "source": ("correct", "amend", "statement", "actor", "agreement"),
    "publisher": ("correct", "amend", "statement", "actor", "agreement"),
    "actor": ("actor",),
    "agreement": ("agreement",),
    "event": (),
}
"""Part of the form → what it is shown for; each is shown also when a record of its kind is corrected."""

CORRECTED: Final[Mapping[type[Record], str]] = {part.model: part.kind for part in PARTS}
"""Model → the part in which a record of it is corrected."""


def fields(view: View) -> Mapping[str, Any]:
    """What the template of the form is given."""
    return {
        "parts": [(part, SHOWN_FOR[part.kind], json.dumps(part.given or {})) for part in PARTS],
        "asked_for": [
            what for what in ASKED if what != "translate" or any(map(_lacks_a_language, all_records(view.base)))
        ],
        "files": view.file(f"{FORM_FILES}/"),
        "languages": [(code, view.words.language_name(code)) for code in LANGUAGE_CODES],
        "repository": view.repository,
        "owner": view.base.owner,
        "edits": f"{view.repository}/edit/{BRANCH}/" if view.repository else "",
        "host": f"{view.repository}/new/{BRANCH}?filename={INBOX}/" if view.repository else "",
        "version": VERSION,
        "most": MOST_QUOTED_WORDS,
    }


# --- files that are loaded when they are needed ---------------------------------------------------------------------


def files(views: Mapping[str, View]) -> Iterator[tuple[str, bytes]]:
    """Path below the root of the site, and content, of each file that the form loads; `views` are by language."""
    for language in LANGUAGES:
        for name, rows in _LISTS.items():
            yield _file(f"{name}.{language}", rows(views[language]))
    base = next(iter(views.values())).base
    yield _file("sources", {"source": [[one.id, _short(one.title)] for one in base.sources.values()]})
    yield _file("about", {id: [one.id for one in found] for id, found in base.about.items()})
    for name, found in (*_topics(base), *_letters(base)):
        yield _file(name, found)


def _file(name: str, data: Any) -> tuple[str, bytes]:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"{FORM_FILES}/{name}.js", f"kbForm({json.dumps(name)},{text});\n".encode()


def names_file(language: str) -> str:
    """The path of the file with the titles and other names of all records, for a language of the site."""
    return f"{FORM_FILES}/records.{language}.js"


def _words(view: View) -> Mapping[str, Any]:
    """What the script says, by key."""
    keys = [key for key in view.words.strings if key.startswith(_SAID)]
    return {
        "said": {key.removeprefix(_SAID): view.words.raw(key) for key in keys},
        "check": words_of_check(view.language),
    }


_SAID: Final = "form.say."


def _records(view: View) -> Mapping[str, list[list[str]]]:
    """What ids name → the ids with their titles, and the other names by which they are found. Whoever publishes may
    speak, so outlets are among the actors.
    """
    base = view.base
    entities = {id: _named(entity, view.language) for id, entity in base.entities.items()}
    actors = {id for id, entity in base.entities.items() if isinstance(entity, Actor)}
    return {
        "own": [[OWN, view.words("link.own")]],
        "entity": [row for id, row in entities.items() if id not in actors],
        "actor": [row for id, row in entities.items() if id in actors],
        "outlet": [_named(outlet, view.language) for outlet in base.outlets.values()],
        "search": [[one.id, _short(one.question.read(view.language))] for one in base.searches.values()],
        "country": [[country.value, country.label(view.language)] for country in Country],
    }


def _named(record: Entity | Outlet, language: str) -> list[str]:
    """A row of a list: the id, the title in the language of the page, and all other names in one line."""
    title = record.title.read(language)
    others = dict.fromkeys((record.title.read(other(language)), *(name.text for name in record.names)))
    return [record.id, title, " ".join(name for name in others if name != title)]


def _more_of_sources(view: View) -> Mapping[str, Any]:
    """Of the list of sources, in its order, what is shown beside each: its title in this language where it is
    translated, from whom it is and when; and what is not shown, the rest of both titles.
    """
    publishers = view.base.publishers
    beside, more = [], []
    for one in view.base.sources.values():
        translated = getattr(one.title_translated, view.language, None) or ""
        publisher = publishers[one.published_by].title.read(view.language)
        whence = ", ".join(filter(None, (publisher, one.issued)))
        beside.append(f"[{_short(translated)}] {whence}" if translated else whence)
        more.append(" ".join(filter(None, (_rest(one.title), _rest(translated)))))
    return {"beside": beside, "more": more}


def _statements(view: View) -> Mapping[str, list[list[str]]]:
    base = view.base
    rows = ((one.id, _short(one.text.read(view.language)), base.topics[one.id]) for one in base.statements.values())
    return {"statement": [list(row) for row in rows]}


def _more_of_statements(view: View) -> Mapping[str, Any]:
    """The rest of each text that the list of statements cuts short, in its order."""
    return {"more": [_rest(one.text.read(view.language)) for one in view.base.statements.values()]}


def _untranslated(view: View) -> Mapping[str, Any]:
    """The records with a text in one language only: as lists have them, and as they are written."""
    lacking = [record for record in all_records(view.base) if _lacks_a_language(record)]
    data = {record.id: data_of(view.base, record.id) for record in lacking}
    return {
        "record": [[record.id, _short(_called(record, view.language))] for record in lacking],
        "data": {id: [digest_of_data(found), found] for id, found in data.items()},
    }


def _lacks_a_language(record: Identified) -> bool:
    return any(not (text.en and text.ru) for path, text in texts(record) if not ONE_LANGUAGE_SUFFICES & {*path})


def _called(record: Identified, language: str) -> str:
    """What a record is known by: its text, title or question."""
    found = (getattr(record, name, None) for name in ("text", "title", "question", "en"))
    name = next(filter(None, found), record.id)
    return name.read(language) if isinstance(name, Text) else str(name)


_LISTS: Final[Mapping[str, Callable[[View], Mapping[str, Any]]]] = {
    "records": _records,
    "sources-more": _more_of_sources,
    "statements": _statements,
    "statements-more": _more_of_statements,
    "untranslated": _untranslated,
    "words": _words,
}


def _short(text: str) -> str:
    return shorten(text, LETTERS, placeholder="…")


def _rest(text: str) -> str:
    """What `_short` leaves out."""
    short = _short(text)
    return " ".join(text.split())[len(short) - 1 :].strip() if short.endswith("…") else ""


def _topics(base: KnowledgeBase) -> Iterator[tuple[str, Any]]:
    """The statements of each topic as they are written, with what their state is known by."""
    by_topic: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for id, topic in base.topics.items():
        data = data_of(base, id)
        by_topic[topic][id] = [digest_of_data(data), data]
    for topic, found in by_topic.items():
        yield f"of-{topic}", found


def _letters(base: KnowledgeBase) -> Iterator[tuple[str, Any]]:
    """The other records as they are written, by the first letter of their ids: each with what its state is known by,
    the part in which it is corrected (empty where there is none), and the path of its text, if it has one. Letters
    without a record have their file too: that an id is not there can be told from a file that did not come.
    """
    by_letter: dict[str, dict[str, Any]] = {letter: {} for letter in ascii_lowercase + digits}
    for id in (*base.entities, *base.outlets, *base.sources):
        data = data_of(base, id)
        has_text = any(base.prose_of(id, language) for language in LANGUAGES) if id in base.entities else False
        kind = CORRECTED.get(type(record_of(base, id)), "")
        by_letter[id[0]][id] = [digest_of_data(data), data, kind, base.path_of(id) if has_text else ""]
    for letter, found in by_letter.items():
        yield f"at-{letter}", found
