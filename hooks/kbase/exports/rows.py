"""Records as plain values: every field as it is written in `docs/data`, and what the base computes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kbase.core.evidence import stages
from kbase.core.evidence.labels import Labels
from kbase.core.evidence.rows import sentence
from kbase.core.pages import paths
from kbase.core.records.model import (
    LANGUAGES,
    Agreement,
    Entity,
    Identified,
    Language,
    Outlet,
    Record,
    Source,
    Statement,
    Text,
)
from kbase.core.translation.marks import digest
from kbase.exports.snapshot import Snapshot
from kbase.wording.catalogue import Catalogue

Row = dict[str, Any]


def entities(snapshot: Snapshot) -> Iterator[Row]:
    """Every record with a page: its fields, `type`, `stage` of an agreement, `referred_by`, `url`."""
    for entity in in_order(snapshot.base.entities):
        yield {**plain(entity), **computed_of_entity(entity, snapshot), "url": _urls_of_entity(entity, snapshot)}


def computed_of_entity(entity: Entity, snapshot: Snapshot) -> Row:
    """What the base knows of a record beyond its own fields. `stage` stands with agreements only."""
    stage = {"stage": stages.stage(entity)} if isinstance(entity, Agreement) else {}
    return {"type": entity.type.value, **stage, "referred_by": list(snapshot.base.referred_by.get(entity.id, ()))}


def statements(snapshot: Snapshot) -> Iterator[Row]:
    """Every statement: its fields, `topic`, both grades (`content` is null where there is none), its labels
    (`label_support` is null but for claims and allegations) with their `reason`, `url`.
    """
    for statement in in_order(snapshot.base.statements):
        url = snapshot.urls(paths.of_statement(statement.id))
        yield {**plain(statement), **computed_of_statement(statement, snapshot), "url": url}


def computed_of_statement(statement: Statement, snapshot: Snapshot) -> Row:
    grades, labels = snapshot.graded[statement.id], snapshot.labelled[statement.id]
    return {
        "topic": snapshot.base.topics[statement.id],
        "attested": grades.attested.grade.value,
        "content": grades.content.grade.value if grades.content else None,
        "label": labels.words.row.value,
        "label_support": labels.support.row.value if labels.support else None,
        "reason": {language: reason(labels, snapshot, language) for language in LANGUAGES},
    }


def reason(labels: Labels, snapshot: Snapshot, language: Language) -> str:
    """What the labels of a statement mean for it, in one line: of a claim, its words and whether it is borne out; then
    what stands beside them.
    """
    words, publishers = Catalogue(language), snapshot.base.publishers

    def called(id: str) -> str:
        return publishers[id].title.read(language) if id in publishers else id

    told = [sentence(labels.words, language, called)]
    if labels.support:
        told = [f"{words('label.words')}: {told[0]}"]
        told.append(f"{words('label.support')}: {sentence(labels.support, language, called)}")
    if labels.beside:
        told.append(f"{words('label.beside')}: {'; '.join(line.row.words.label[language] for line in labels.beside)}.")
    return " ".join(told)


def evidence(statement: Statement, snapshot: Snapshot, language: Language) -> str:
    """What a statement is and its labels, in a few words, for whoever cites it: "Claim; words: …; borne out: …"."""
    labels, words = snapshot.labelled[statement.id], Catalogue(language)
    told = [statement.kind.label(language)]
    for line, name in ((labels.words, words("label.words")), (labels.support, words("label.support"))):
        if line:
            label = line.row.words.label[language].lower()
            told.append(f"{name.lower()}: {label}" if labels.support else label)
    return "; ".join(told)


def sources(snapshot: Snapshot) -> Iterator[Row]:
    """Every source: its fields, and the `ownership` of its publisher."""
    for source in in_order(snapshot.base.sources):
        yield {**plain(source), "ownership": ownership(source, snapshot)}


def ownership(source: Source, snapshot: Snapshot) -> str:
    """Who owns the publisher of a source, as the vocabulary calls it."""
    return snapshot.base.publishers[source.published_by].ownership.value


def publishers(snapshot: Snapshot) -> Iterator[Row]:
    """Outlets, and actors that have published a source: who owns them, and the last owners of the chain."""
    for publisher in publishers_in_order(snapshot):
        fields = {name: value for name, value in plain(publisher).items() if name in Outlet.model_fields}
        yield {**fields, "final_controllers": sorted(snapshot.base.final_controllers(publisher.id))}


def publishers_in_order(snapshot: Snapshot) -> list[Any]:
    """The outlets, and the actors that have published a source."""
    base = snapshot.base
    return in_order({i: p for i, p in base.publishers.items() if i in base.outlets or i in base.published})


def terms(snapshot: Snapshot) -> Iterator[Row]:
    return map(plain, in_order(snapshot.base.terms))


def searches(snapshot: Snapshot) -> Iterator[Row]:
    return map(plain, in_order(snapshot.base.searches))


def plain(record: Record) -> Row:
    """A record as JSON has it; fields that are not given are left out."""
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)


def first_id(record: Identified) -> str:
    """The id under which a record was published first: what programs keep of it stays with it."""
    return next(iter(record.former_ids), record.id)


def digest_of(text: Text) -> str:
    """A few letters that stand for a text, whichever languages it is written in."""
    return digest(f"{text.en}\0{text.ru}")


def in_order(shelf: Mapping[str, Any]) -> list[Any]:
    """The records of a shelf by id."""
    return [record for _, record in sorted(shelf.items())]


def _urls_of_entity(entity: Entity, snapshot: Snapshot) -> dict[str, str]:
    return snapshot.urls(snapshot.base.path_of(entity.id))
