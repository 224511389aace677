"""What the form asks for is what the record models hold, and what it says of mistakes is what `check` says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from kbase.core.drafting.describing import LABELS
from kbase.core.drafting.drafts import Draft, faults
from kbase.core.drafting.form_fields import FIRST, LANGUAGE_CODES, PARTS, Control, Part, Shape
from kbase.core.drafting.form_words import words_of_check
from kbase.core.records.model import LANGUAGES
from kbase.wording.catalogue import Catalogue


def within(controls: Sequence[Control]) -> Iterator[Control]:
    for control in controls:
        yield control
        yield from within(control.controls)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.kind)
def test_every_field_is_asked_for_given_or_left_out(part: Part) -> None:
    """A field that a model gets is in the form without a word there."""
    fields = {info.alias or name for name, info in part.model.model_fields.items()}
    asked = [control.name for control in part.controls]
    assert sorted(asked) == sorted(fields - part.left_out - {*(part.given or ())})


def test_what_is_shown_at_once_is_there() -> None:
    """A field that is renamed would else be hidden without a word."""
    for part in PARTS:
        assert {*part.first} <= {control.name for control in part.controls}, part.kind
    groups = {control.name: control for part in PARTS for control in within(part.controls) if control.controls}
    names = {name for control in groups.values() for name in (inner.name for inner in control.controls)}
    assert {name for first in FIRST.values() for name in first} <= names


CODE = re.compile(r"`|\w_\w|\w\.\w|docs/|\w:(?!/)\b|<\w+>")
"""What belongs to a record and not to the words of the form: `by`, text_url, text.en, a folder, id:…, <actor id>."""


def test_every_field_has_a_plain_name_in_both_languages() -> None:
    """A short one of its own, which no word of the records stands in; what helps may be missing."""
    for part in PARTS:
        for control in within(part.controls):
            for language in LANGUAGES:
                name, helps = control.called(language), control.helps(language)
                assert 0 < len(name) <= 52 and not CODE.search(f"{name} {helps}"), (control.name, name)
                assert len(control.labels[language]) <= 2, control.name
            assert not {*control.choices} & {*re.findall(r"[a-z-]+", " ".join(control.labels["ru"]))}, control.name
            assert control.called("en") != control.called("ru"), control.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_not_in_the_list_is_added_in_the_words_of_the_form(language: str) -> None:
    """The hint names another choice at the top, by its own words."""
    statement = next(part for part in PARTS if part.kind == "statement")
    speaker = next(control for control in statement.controls if control.name == "by")
    assert Catalogue(language)("form.do.actor") in speaker.helps(language)


def test_the_names_of_fields_are_all_in_use() -> None:
    """And each field has one: what it means to those who write records is too long above a field."""
    asked = {
        (model, name)
        for part in PARTS
        for model in models(part.model)
        for name in (i.alias or n for n, i in model.model_fields.items())
    }
    keys = {*yaml.load(LABELS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)}
    known = {key for model, name in asked for key in (f"{model.__name__}.{name}", name)}
    assert keys <= known
    unnamed = [
        control.name
        for part in PARTS
        for control in within(part.controls)
        if control.name not in {key.split(".")[-1] for key in keys}
    ]
    assert unnamed == []


def models(model: Any) -> Iterator[type[BaseModel]]:
    """A model and all that its fields hold."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        yield model
        for info in model.model_fields.values():
            yield from models(info.annotation)
    for inner in get_args(model):
        yield from models(inner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_the_form_says_names_a_field_of_a_record(language: str) -> None:
    """Its readers see labels: "text.en" and "add `by:`" say nothing to them."""
    words = Catalogue(language)
    said = [words.raw(key) for key in words.strings if key.startswith("form.say.") and key != "form.say.head"]
    told = [text for both in words_of_check(language).values() for text in both]
    assert [text for text in (*said, *told) if CODE.search(re.sub(r"\{\w+\}", "", text))] == [] and len(said) > 30


def test_a_language_is_chosen_by_its_name() -> None:
    fields = {control.name for part in PARTS for control in within(part.controls) if control.shape is Shape.LANGUAGE}
    assert fields == {"language", "lang"}
    for language in LANGUAGES:
        names = [Catalogue(language).language_name(code) for code in LANGUAGE_CODES]
        assert len({*names}) == len(names) > 40 and not {*names} & {*LANGUAGE_CODES}


def test_every_identifier_is_chosen_from_a_list_and_every_word_too() -> None:
    for part in PARTS:
        for control in within(part.controls):
            assert bool(control.of) == (control.shape in (Shape.ID, Shape.IDS, Shape.SPEAKER)), control.name
            assert bool(control.choices) == (
                control.shape in (Shape.WORD, Shape.LANGUAGE) or control.of == "country"
            ), control.name


STATEMENT = {"kind": "fact", "said": "2025", "about": ["a"], "text": {"en": "A."}, "sources": [{"id": "a"}]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "change", "fields"),
    [
        ("date", {"said": "soon"}, {"text": "soon"}),
        ("calendar", {"said": "2025-02-30"}, {"text": "2025-02-30"}),
        ("interval", {"said": "2025/2024"}, {"text": "2025/2024"}),
        ("quote", {"quote": {"text": "word " * 20, "lang": "en"}}, {"count": "20"}),
    ],
)
def test_the_words_of_the_form_are_those_of_check(
    name: str, change: dict[str, object], fields: dict[str, str], language: str
) -> None:
    data = {name: value for name, value in {**STATEMENT, "recorded": "2026-01-01", **change}.items() if value}
    (fault,) = faults(Draft("statement", "", "a", data))
    what, fix = words_of_check(language)[name]
    assert fault.message.read(language).endswith(filled(what, fields)) and fault.fix.read(language) == fix


def filled(text: str, fields: dict[str, str]) -> str:
    for name, value in fields.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def test_a_word_that_is_also_the_code_of_a_country_stays_a_word() -> None:
    asked = {one.called("en") for part in PARTS for one in within(part.controls) if one.name == "countries"}
    assert asked == {"Country or union", "Country of the speaker"}
