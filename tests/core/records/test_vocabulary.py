"""The closed vocabularies: every word has both labels, every relation its inverse, every type its folder and model."""

from __future__ import annotations

import inspect
import re

import pytest

from kbase.core.records import vocabulary
from kbase.core.records.model import ENTITY_MODELS
from kbase.core.records.vocabulary import (
    CHALLENGED,
    FOLDERS,
    INVERSE,
    KIND_OF_TYPE,
    SECTION_OF,
    Challenge,
    EntityType,
    RelationType,
    Step,
    Word,
)

VOCABULARIES = [
    words
    for _, words in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(words, Word) and words is not Word
]
CYRILLIC = re.compile("[а-яё]", re.I)


@pytest.mark.parametrize("words", VOCABULARIES, ids=lambda words: words.__name__)
def test_every_word_has_a_label_in_both_languages(words: type[Word]) -> None:
    """The English label is not Russian, nor the Russian one English; a word is an id and compares with its text."""
    for word in words:
        assert word.label("en") and not CYRILLIC.search(word.label("en"))
        assert CYRILLIC.search(word.label("ru"))
        assert re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", word.value) and word == word.value == f"{word}"


@pytest.mark.parametrize("words", VOCABULARIES, ids=lambda words: words.__name__)
def test_two_words_are_told_apart_by_their_labels(words: type[Word]) -> None:
    """No two words of one vocabulary read the same, but for the two ends of a relation in Russian."""
    allowed = {"Участники"} if words is RelationType else set()
    for language in ("en", "ru"):
        labels = [word.label(language) for word in words]
        assert {label for label in labels if labels.count(label) > 1} <= allowed


def test_every_relation_has_an_inverse() -> None:
    """Seen from the other end and back it is the same relation."""
    assert [relation for relation in RelationType if relation.inverse.inverse is not relation] == []


def test_only_mutual_relations_are_their_own_inverse() -> None:
    """To cooperate and to be related hold both ways."""
    assert {r for r, inverse in INVERSE.items() if r is inverse} == {
        RelationType.COOPERATES_WITH,
        RelationType.RELATED_TO,
    }


def test_every_type_has_a_folder_a_model_and_kinds() -> None:
    """A new type of record is not half there."""
    assert set(FOLDERS.values()) == set(SECTION_OF) == set(ENTITY_MODELS) == set(KIND_OF_TYPE) == set(EntityType)
    for entity_type, model in ENTITY_MODELS.items():
        kinds = KIND_OF_TYPE[entity_type]
        assert model.model_fields["kind"].annotation is kinds


def test_every_challenge_is_named_from_either_end() -> None:
    """«Contradicts» and «contradicted by», in both languages."""
    assert set(CHALLENGED) == set(Challenge)
    assert (Challenge.DENIES.passive_en, Challenge.DENIES.passive_ru) == ("Denied by", "Отрицает это")


def test_the_steps_stand_in_the_order_of_the_design() -> None:
    """Stages are computed from this order."""
    assert [step.value for step in Step] == [
        *("proposed", "drafted", "draft-approved", "submitted", "approved", "signed", "adopted"),
        *("ratified", "in-force"),
        *("amended", "suspended", "rescinded", "withdrawn", "expired"),
    ]
