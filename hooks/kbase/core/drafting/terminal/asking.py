"""What a terminal asks for and how an answer is taken: words by their labels and numbers, dates as people type them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.checks.of_records.references import SOURCE, known_ids
from kbase.core.checks.typography import is_own
from kbase.core.drafting.applying import usual_topics
from kbase.core.drafting.drafts import Draft, Refused, faults, faults_of_group, in_its_language
from kbase.core.drafting.form_fields import LANGUAGE_CODES, Control, Shape, control_of
from kbase.core.drafting.terminal.spoken_names import countries, languages
from kbase.core.fixing.typeset import typeset
from kbase.core.messages import Message, joined, say
from kbase.core.problems import near
from kbase.core.records.model import EN, LANGUAGES, RU
from kbase.core.records.vocabulary import Country, Word
from kbase.core.records.yaml_source import Path
from kbase.core.translation.typed_dates import as_edtf

_IDS: Final = (Shape.ID, Shape.IDS, Shape.SPEAKER)
_MOST_FOUND: Final = 8
"""Records that are offered where a word is in the names of several."""

_MOST_USUAL: Final = 4
"""Files that are offered first for a statement, and records named of which so much is said there."""


def understood(one: Draft) -> Draft:
    """The draft with its dates, words and texts as records write them, however they were given: also a text with the
    marks of its language, where they are sure.
    """
    fields = {info.alias or name for name, info in one.model.model_fields.items()}
    return replace(
        one,
        data={
            name: _typeset(one, (name,), _understood(control_of(one.model, name), value)) if name in fields else value
            for name, value in one.data.items()
        },
    )


def _typeset(one: Draft, path: Path, value: Any) -> Any:
    """What is at a path, with its texts as `check --fix` would have them."""
    if isinstance(value, list):
        return [_typeset(one, path, member) for member in value]
    if isinstance(value, dict):
        return {name: _typeset(one, (*path, name), member) for name, member in value.items()}
    is_text = isinstance(value, str) and path[-1] in LANGUAGES and is_own(one.model, path)
    return typeset(value, RU if path[-1] == RU else EN) if is_text else value


def _understood(control: Control, value: Any) -> Any:
    if value is None:  # Nothing is written there, which the model names.
        return None
    if isinstance(value, list):
        return [_understood(control, member) for member in value]
    if isinstance(value, dict):
        if control.shape is Shape.TEXT:
            return {name: value[name] for name in dict.fromkeys((*LANGUAGES, *value)) if name in value}
        inner = {part.name: part for part in control.controls}
        return {name: _understood(inner[name], part) if name in inner else part for name, part in value.items()}
    if control.shape is Shape.DATE:
        return as_edtf(value)
    if control.shape is Shape.TEXT:
        return in_its_language(value)
    return chosen(control.choices, value) or value if control.choices else value


# --- words to choose from -------------------------------------------------------------------------------------------


def chosen(choices: Sequence[str], answer: str, is_numbered: bool = False) -> str:
    """The word that an answer means: itself, its label in either language or its number; empty where it means none."""
    plain = _plain(answer)
    if is_numbered and answer.isdecimal():
        return str(choices[int(answer) - 1]) if 1 <= int(answer) <= len(choices) else ""
    means = {str(choice): (_plain(choice), *map(_plain, _labels(choice))) for choice in choices}
    if whole := next((word for word, ways in means.items() if plain in ways), ""):
        return whole
    if choices == LANGUAGE_CODES:
        return _language(plain, means)
    # A label may name several things, such as "conference or forum".
    parts = [word for word, ways in means.items() if any(plain in _PARTED.split(way) for way in ways[1:])]
    return parts[0] if len(parts) == 1 else _begun(plain, means) if is_numbered else ""


_PARTED: Final = re.compile(r",? (?:or|или|and|и) |, ")
_SHORTEST: Final = 3
"""Letters of a label that is cut short, as in "Eng." """


def _language(plain: str, means: Mapping[str, Sequence[str]]) -> str:
    """The code of the one language whose name begins so: "англ.", "по-русски"."""
    return _begun(re.sub(r"^по | (?:язык|language)$", "", plain).rstrip("."), means)


def _begun(short: str, means: Mapping[str, Sequence[str]]) -> str:
    """The one word that has a label which begins so; empty where there is none, or several."""
    found = [word for word, ways in means.items() if any(way.startswith(short) for way in ways[1:])]
    return found[0] if len(found) == 1 and len(short) >= _SHORTEST else ""


def _labels(choice: str) -> tuple[str, ...]:
    """What people type for a word besides itself."""
    if isinstance(choice, Country):
        return (choice.en, choice.ru, *countries().get(choice.value, ()))
    return (choice.en, choice.ru) if isinstance(choice, Word) else tuple(languages().get(choice, ()))


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").replace("-", " ").split())


def worded(choice: str, language: str) -> str:
    """A word with its label where that says more: `conference (конференция)`."""
    label = labelled_word(choice, language)
    return str(choice) if _plain(label) == _plain(choice) else f"{choice} ({label})"


def labelled_word(choice: str, language: str) -> str:
    """The label of a word as it stands within a line; the word itself where it has none."""
    label = choice.label(language) if isinstance(choice, Word) else ""
    is_name = label[1:2].isupper() or isinstance(choice, Country)
    return (label if is_name else label[:1].lower() + label[1:]) or str(choice)


def choices_of(control: Control) -> Sequence[str]:
    """The words that are offered for an answer; a list of many is not, nor are the codes of languages."""
    return control.choices if control.shape is Shape.WORD else ()


# --- answers --------------------------------------------------------------------------------------------------------


def require_known_word(control: Control, answer: str) -> str:
    """The word of the vocabulary that an answer means; raises Refused where it means none."""
    choices = choices_of(control)
    if not choices:
        _require_known_names(control, answer)
        return answer
    if word := chosen(choices, answer, is_numbered=True):
        return word
    message = say("'{answer}' is none of these words", answer=answer)
    fix = near(answer, map(str, choices)) or say("type one of them, what stands in brackets beside it, or its number")
    raise Refused(message, fix)


def _require_known_names(control: Control, answer: str) -> None:
    """Raises Refused for a language or country that is none. A code that is not offered may be one of a language."""
    if not control.choices or re.search(r"[{\[]", answer):
        return
    parts = [answer] if control.shape is Shape.LANGUAGE else answer.split(",")
    for part in filter(None, map(str.strip, parts)):
        is_code = control.choices == LANGUAGE_CODES and _CODE.fullmatch(part)
        if not is_code and not chosen(control.choices, part):
            names = [name for choice in control.choices for name in _labels(choice)]
            fix = near(part, names) or say("type its name, such as {en} or {ru}", en=names[0], ru=names[1])
            raise Refused(say("'{answer}' is not known here", answer=part), fix)


_CODE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def require_fit(one: Draft, name: str, known: Collection[str]) -> None:
    """Raises Refused where what the draft has in a field is not right; `known` are the ids that it may name."""
    wrong = next((fault for fault in faults(one) if fault.path[:1] == (name,)), None)
    if wrong:
        raise Refused(wrong.message, wrong.fix)
    _require_known_ids(control_of(one.model, name), one.data.get(name), known)


def require_begun_fit(one: Draft, name: str, known: Collection[str]) -> None:
    """The same for groups that are asked on: what they still lack is no fault."""
    control, groups = control_of(one.model, name), one.data[name]
    parts = {part.name: part for part in control.controls}
    if not isinstance(groups, list) or not all(isinstance(group, dict) and {*group} <= {*parts} for group in groups):
        require_fit(one, name, known)
        return
    for part, value in (given for group in groups for given in group.items()):
        require_part_fit(control, parts[part], value, known)


def require_part_fit(groups: Control, part: Control, value: Any, known: Collection[str]) -> None:
    """Raises Refused where a field of one of the groups is not right; what else must be in it is not looked at."""
    wrong = next((fault for fault in faults_of_group(groups.holds, {part.name: value}) if fault.path), None)
    if wrong:
        raise Refused(wrong.message, wrong.fix)
    _require_known_ids(part, value, known)


def _require_known_ids(control: Control, value: Any, known: Collection[str]) -> None:
    unknown = next((id for id in _ids(control, value) if id not in known and id not in control.choices), "")
    if unknown:
        what = say("no record has the id '{id}'", id=unknown)
        raise Refused(what, near(unknown, known) or _to_be_written(control, unknown))


def _to_be_written(control: Control, id: str = "") -> Message:
    """What to do about a record that is not there yet; `id` is what it was called, if that may be an id."""
    if control.name == "organisation":  # A body that is only somebody's former employer needs no record.
        return _IN_WORDS
    kind = "publisher" if control.name == "published_by" else _WRITTEN_AS.get(control.of, "source")
    held = {"kind": kind, "id": id or "ID", "example": _SUCH_AS.get(kind, "minsk-forum")}
    parts = [say("what is new is written first: Ctrl-C, then `python3 scripts/kb.py new {kind} {id}`", **held)]
    parts += [say("for KIND write person, event, law …")] if kind == "KIND" else []
    parts += [] if id else [say("for ID write one of your choice, such as {example}", **held)]
    first = joined(parts, ", ")
    return joined([say("type words of its title as published") if kind == "source" else _FINDS, first])


_FINDS: Final = say("`python3 scripts/kb.py search WORD` finds ids")
_IN_WORDS: Final = say("another word of its name, or press Enter: then the office can name the body in its own words")
_SUCH_AS: Final[Mapping[str, str]] = {
    "source": "belta-2025-05-20-forum",
    "publisher": "minsk-herald",
    "actor": "pavel-ivanov",
}
"""Kind of record → an id as whoever writes one may choose it."""
_WRITTEN_AS: Final[Mapping[str, str]] = {"entity": "KIND", "origin": "actor", "actor": "actor"} | {
    kind: kind for kind in ("agreement", "statement", "search")
}
"""What an id names → the kind of record that is written for a new one; else a source."""


def taken_as(control: Control, value: str) -> str:
    """How an answer is written in the record: a date, a code, ids."""
    parts = [part.strip() for part in value.split(",")] if control.shape in _LISTS and "{" not in value else [value]
    return ", ".join(str(_understood(control, part)) for part in parts) if control.shape is not Shape.TEXT else value


_LISTS: Final = (Shape.IDS, Shape.GROUPS, Shape.LINES)


_LASTS: Final = frozenset({"present", "now", "until now", "настоящее время", "по настоящее время", "сейчас"})


def lasts(answer: str) -> bool:
    """Whether an answer to the last day of something says that it has none."""
    return _plain(answer).rstrip(".") in _LASTS


_ITSELF: Final = frozenset({"itself", "self", "сам", "сама", "само", "сам себе", "сама себе", "само себе"})


def means_itself(one: Draft, answer: str) -> bool:
    """Whether an answer names the record that is being made, by its title or as who is asked speaks of it."""
    title = one.data.get("title")
    titles = title.values() if isinstance(title, dict) else [str(title or "")]
    return _plain(answer).rstrip(".") in {*_ITSELF, *map(_plain, filter(None, titles))}


def by_names(base: KnowledgeBase, control: Control, answer: str, language: str) -> str:
    """The answer with ids for what it names by a word of a title or a name; raises Refused where several records have
    that word. What looks like an id stays, and so does a group in brackets and a word of a vocabulary.
    """
    of = SOURCE if control.shape is Shape.GROUPS else control.of
    if control.choices or of not in (known := known_ids(base)) or re.search(r"[{\[]", answer):
        return answer
    records = {id: record for id, record in known[of].items() if hasattr(record, "title")}
    is_list = control.shape in (Shape.IDS, Shape.GROUPS)
    parts = [part.strip() for part in answer.split(",")] if is_list else [answer]
    is_id = _HYPHENED.fullmatch
    return ", ".join(
        part if part in base.origins or is_id(part) else _by_name(base, records, part, control, language)
        for part in parts
    )


def _by_name(base: KnowledgeBase, records: Mapping[str, Any], word: str, control: Control, language: str) -> str:
    """The id of the one record that has a word in its title or names; the word itself where none has it and it may be
    an id; raises Refused for what can be neither.
    """
    if "://" in word:
        return _by_address(records, word, control)
    ways = {id: _ways(record) for id, record in records.items()}
    found = [id for id, told in ways.items() if any(f" {_plain(word)}" in f" {way}" for way in told)]
    found = found or [id for id, told in ways.items() if any(_has_words(way, _plain(word)) for way in told)]
    whole = [id for id in found if _plain(word) in ways[id]]
    if len(whole or found) == 1:
        return (whole or found)[0]
    if not found and not _NAME.fullmatch(word):
        raise Refused(say("no record is called '{word}'", word=word), _to_be_written(control))
    if not found:
        return word
    shown = with_titles(base, ", ".join(sorted(found)[:_MOST_FOUND]), language)
    raise Refused(
        say("several records have '{word}' in their names", word=word), say("type one of these: {ids}", ids=shown)
    )


def _has_words(way: str, words: str) -> bool:
    """Whether a name has words that begin like several of these, in whatever order."""
    return " " in words and all(f" {word}" in f" {way}" for word in words.split())


def _by_address(records: Mapping[str, Any], address: str, control: Control) -> str:
    """The id of the source that stands at an address; raises Refused where none does."""
    wanted = address.rstrip("/")
    for id, record in records.items():
        if (getattr(record, "url", None) or "").rstrip("/") == wanted:
            return id
    raise Refused(say("no record has the address {address}", address=address), _to_be_written(control))


def _ways(record: Any) -> list[str]:
    """Title and names of a record, as they are compared."""
    title = record.title
    told = [title] if isinstance(title, str) else [text for text in (title.en, title.ru) if text]
    return [_plain(text) for text in (*told, *(name.text for name in getattr(record, "names", ())))]


def _ids(control: Control, value: Any) -> list[str]:
    """The ids that the value of a field names."""
    if control.shape is Shape.GROUPS and isinstance(value, list):
        return [str(member["id"]) for member in value if isinstance(member, dict) and "id" in member]
    if control.shape in _IDS and control.of:
        return [id for id in ([value] if isinstance(value, str) else value or []) if isinstance(id, str)]
    return []


# --- topics ---------------------------------------------------------------------------------------------------------

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HYPHENED: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def topic_named(topics: Sequence[str], answer: str, is_numbered: bool = False) -> str:
    """The topic that an answer means: one of those that are there, or a new one; raises Refused for what is no name."""
    if is_numbered and answer.isdecimal():
        if 1 <= int(answer) <= len(topics):
            return topics[int(answer) - 1]
        raise Refused(
            say("there is no number {number}", number=answer), say("type one from 1 to {last}", last=len(topics))
        )
    if not _NAME.fullmatch(answer):
        message = say("'{topic}' is no name of a topic", topic=answer)
        raise Refused(
            message, say("type a number of the list, or a name in lower-case Latin letters, digits and hyphens")
        )
    return answer


def offered_topics(base: KnowledgeBase, topics: Sequence[str], one: Draft) -> tuple[list[str], list[Message]]:
    """The topics in the order of their numbers, the usual ones of such a statement first; and the lines that offer
    them.
    """
    ranked, told = usual_topics(base, one.data.get("about"), one.data.get("by"))
    usual = [topic for topic in ranked if topic in topics][:_MOST_USUAL]
    order = [*usual, *(topic for topic in topics if topic not in usual)]
    numbered = [f"{number} {topic}" for number, topic in enumerate(order, start=1)]
    held = {"topics": ", ".join(numbered[: len(usual)]), "ids": ", ".join(told[:_MOST_USUAL])}
    first = (
        say("The file for the statement. Usual for {ids}: {topics}", **held)
        if told
        else say("The file for the statement: {topics}", **held)
    )
    others = say("others: {topics}", topics=", ".join(numbered[len(usual) :]))
    return order, [first, *([others] if order != usual else []), _ANY_WILL_DO]


_ANY_WILL_DO: Final = say(
    "not sure: Enter takes the first, since pages go by `about`, not by the file; a new name makes a new file"
)


def with_titles(base: KnowledgeBase, ids: str, language: str) -> str:
    """Ids between commas, each with the title of its record, by which one sees whether it is the one that was meant."""
    titles = {id: _title(base, id, language) for id in ids.split(", ")}
    return ", ".join(id if title == id else f"{id} ({title})" for id, title in titles.items())


def _title(base: KnowledgeBase, id: str, language: str) -> str:
    record = base.entities.get(id) or base.outlets.get(id) or base.sources.get(id)
    if record is None:
        return id
    title = record.title
    return title if isinstance(title, str) else getattr(title, language) or title.en or title.ru or id
