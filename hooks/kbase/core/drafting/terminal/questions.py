"""What a terminal asks for: the fields that are usually given beside those that must be; the lines of a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kbase.core.drafting.drafts import Draft
from kbase.core.drafting.form_fields import Control, Shape
from kbase.core.drafting.terminal.asking import choices_of, labelled_word, worded
from kbase.core.messages import Message, as_it_is, say
from kbase.core.records.model import EN, Actor
from kbase.core.yaml_tables import read_table

FILE: Final = Path(__file__).with_name("answers.yml")

Answers = Mapping[str, Mapping[str, Sequence[str]]]
"""`field` or `Model.field` → language → an example of an answer, and what helps to give one."""

USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "statement": ("due",),
    "source": ("issued", "URL", "checked", "kind"),
    "publisher": ("countries", "ownership", "controller"),
    "actor": ("roles", "countries"),
    "agreement": ("number", "issuer", "parties", "history", "text_url", "countries"),
    "event": ("place", "organisers", "participants", "countries"),
    "search": ("about",),
    "priority": ("whose", "act", "countries"),
}
"""Kind of record → the fields that it need not have and usually has, in the order in which they are asked for."""

_ONLY_OF: Final[Mapping[str, str]] = {"roles": "person", "due": "plan"}
"""Field → the word of `kind` without which it is not asked for."""

_ONLY_WITH: Final[Mapping[str, str]] = {"checked": "URL"}
"""Field → that other one without which it is not asked for."""

TODAY: Final = frozenset({"checked"})
"""Fields that get the day of today where nothing is answered."""

ASKED_FIRST: Final = frozenset({"actor.kind"})
"""Kind of record and field on whose answer the other questions depend."""

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Role": ("role", "organisation", "from", "to", "as_of", "source"),
    "HistoryStep": ("date", "step", "party", "source"),
}
"""Model of a group → the fields of one that are asked for. Without the first there is no group."""

OF_LINKS: Final[Mapping[str, tuple[str, ...]]] = {"SourceLink": ("seen",)}
"""Model of a group that is given by its id alone → what is usually said in it besides."""

OR_ELSE: Final[Mapping[str, str]] = {"said": "happened"}
"""Field that must be given or else another one → that other one."""

INSTEAD_OF: Final[Mapping[str, tuple[str, ...]]] = {"as_of": ("from", "to")}
"""Field of a group that must be given where none of these is, and is not asked for else."""


def asked_as(one: Draft) -> str:
    """The model of the record, for whose questions there may be examples; of a body they are not those of a person."""
    is_body = one.model is Actor and one.data.get("kind", "person") != "person"
    return BODY if is_body else one.model.__name__


BODY: Final = "Body"


def usual(one: Draft) -> Iterator[str]:
    """The fields that the record has not, need not have and usually has."""
    for name in USUAL.get(one.kind, ()):
        is_apt = _ONLY_OF.get(name, one.data.get("kind")) == one.data.get("kind")
        if name not in one.data and is_apt and _ONLY_WITH.get(name, "id") in {"id", *one.data}:
            yield name


def question(model: str, control: Control, language: str) -> Iterator[str]:
    """The lines above a prompt: what is asked for, what helps, the words to choose from, an answer as it is typed."""
    called, helps = control.called(language), help_for(model, control, language)
    yield f"{called}{'' if called.endswith('?') else '.'} {helps}" if helps else called
    for number, choice in enumerate(choices_of(control), start=1):
        yield f"  {number:>2}  {worded(choice, language)}"
    if example := example_for(model, control, language):
        yield say("  for example: {example}", example=example).read(language)


def example_for(model: str, control: Control, language: str) -> str:
    """An answer as it is typed; empty where any line is one."""
    if choices := choices_of(control):
        return say("1 or “{word}”", word=labelled_word(choices[0], language)).read(language)
    if rows := _answer(model, control.name):
        return rows[language][0]
    return _DATE.read(language) if control.shape is Shape.DATE else control.example


_DATE: Final = say("25 August 2025")


def help_for(model: str, control: Control, language: str) -> str:
    """What helps to answer in a terminal, which has no list to choose from."""
    rows = _answer(model, control.name)
    return next(iter(rows[language][1:]), "") if rows and rows[language][1:] else control.helps(language)


def called_as(control: Control, language: str) -> str:
    """What a field is called before the cursor: its name, which is English; in Russian what the form calls it."""
    return control.name if language == EN else control.called(language)


def prompt_for(name: str, is_needed: bool, language: str = "", is_today: bool = False) -> Message:
    """What stands before the cursor: the field, the language of a text, and whether it can be left out."""
    if language:
        where = say("in English") if language == EN else say("in Russian")
        return say("{name} {where} (Enter: none)", name=name, where=where)
    if is_today:
        return say("{name} (Enter: today)", name=name)
    return as_it_is(name) if is_needed else say("{name} (Enter: none)", name=name)


def _answer(model: str, name: str) -> Mapping[str, Sequence[str]] | None:
    return _answers().get(f"{model}.{name}") or _answers().get(name)


@cache
def _answers() -> Answers:
    rows: Answers = read_table(FILE)
    return rows
