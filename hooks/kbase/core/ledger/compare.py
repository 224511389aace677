"""Two states of the base, compared: every change in readers' terms, with the pages and feeds that it touches.

`compare` is pure and linear: records that are equal are passed over, and only what hangs together with a change is
looked at more closely. What is new, the effect of a pull request and the notes of a release are all made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.evidence import stages
from kbase.core.evidence.grades import Grades, Verdict, grade_all
from kbase.core.evidence.labels import Labels, label_all
from kbase.core.evidence.rows import Line, sentence
from kbase.core.fixing.renaming import as_called_now
from kbase.core.ledger.changes import Change, Comparison, Part, Reason, What
from kbase.core.ledger.elsewhere import still_standing, to_read_again
from kbase.core.ledger.fields import changed_fields, in_a_sentence, word
from kbase.core.ledger.languages import fallen_behind
from kbase.core.ledger.prose import changed_prose
from kbase.core.ledger.reach import Reach
from kbase.core.messages import EMPTY, Message, in_both, joined, say
from kbase.core.records.model import Agreement, Entity, LegalStatus, Outlet, Record, Search, Source, Statement, Term
from kbase.core.records.vocabulary import Step, Word

_OF_PUBLISHERS: Final = frozenset({"ownership", "controller", "ownership_source", "legal_status"})
"""Fields of an actor that bear on how its sources are graded or shown."""


def compare(before: KnowledgeBase, after: KnowledgeBase) -> Comparison:
    """Everything that `after` has otherwise than `before`, in the order in which a reviewer reads it.

    A state without any prose is one that was released as a file: then neither prose nor translations are compared.
    """
    renamed = {shelf: _renamed(shelf, before, after) for shelf, _ in _SHELVES}
    called = {old: new for heirs in renamed.values() for old, new in heirs.items()}
    then = as_called_now(before, called) if called else before
    states = _States(before, then, after, {new: old for old, new in called.items()})
    with_prose = bool(before.prose) or not after.prose
    found = [*_grades(states), *_labels(states), *_stages(states), *_records(states)]
    if with_prose:
        found += [*changed_prose(then, after), *fallen_behind(then, after)]
    found += [*still_standing(then, after), *to_read_again(then, after)]
    order = list(Part)
    return Comparison(tuple(map(states.reached, sorted(found, key=lambda c: order.index(c.part)))), with_prose)


def _renamed(shelf: str, before: KnowledgeBase, after: KnowledgeBase) -> dict[str, str]:
    """Ids of a shelf that are gone → the new id of their record: it names them, or is the same in all else."""
    old, new = getattr(before, shelf), getattr(after, shelf)
    without_id = {_nameless(new[id]): id for id in new if id not in old}
    lost = [id for id in old if id not in new]
    heirs = {id: after.renamed.get(id) or without_id.get(_nameless(old[id]), "") for id in lost}
    return {id: heir for id, heir in heirs.items() if heir in new and heir not in old}


@dataclass(frozen=True)
class _States:
    """Both states with what is computed of each once. `before` is read with the ids that its records have now, so that
    whoever names a renamed record is not changed; `written` is as it was, and `formerly` has the old ids by the new.
    """

    written: KnowledgeBase
    before: KnowledgeBase
    after: KnowledgeBase
    formerly: Mapping[str, str]

    @cached_property
    def graded(self) -> tuple[Mapping[str, Grades], Mapping[str, Grades]]:
        return grade_all(self.before), grade_all(self.after)

    @cached_property
    def labelled(self) -> tuple[Mapping[str, Labels], Mapping[str, Labels]]:
        return label_all(self.before), label_all(self.after)

    @cached_property
    def reach(self) -> tuple[Reach, Reach]:
        return Reach(self.written), Reach(self.after)

    def reached(self, change: Change) -> Change:
        """The change with its pages and feeds, in either state. Where an old date stands, or a text is to be
        read again, nothing has changed.
        """
        if change.part in (Part.ELSEWHERE, Part.AGAIN, Part.LANGUAGES):
            return change
        ids = {change.id, change.after or ""} if change.what is What.RENAMED else {change.id}
        ids |= {self.formerly[id] for id in ids if id in self.formerly}
        field = "history" if change.part is Part.STAGES else change.field
        pages = {page for id in ids for side in self.reach for page in side.pages(change.type, id, field)}
        feeds = {feed for id in ids for side in self.reach for feed in side.feeds(change.type, id)}
        return replace(change, pages=tuple(sorted(pages)), feeds=tuple(sorted(feeds)))


# --- what is computed -----------------------------------------------------------------------------------------------


def _grades(states: _States) -> Iterator[Change]:
    """The statements of both states whose grades differ, with the reason for the new ones."""
    before, after = states.graded
    for id in (id for id in after if id in before and after[id] != before[id]):
        for name in (say("attested"), say("content")):
            old, new = getattr(before[id], name), getattr(after[id], name)
            if _word(old) != _word(new):
                reason = Reason(new.reason, new.because) if new else None
                yield Change(Part.GRADES, "statement", id, What.CHANGED, name, _word(old), _word(new), reason=reason)


def _labels(states: _States) -> Iterator[Change]:
    """The statements of both states whose labels of evidence differ, with what the new ones mean."""
    before, after = states.labelled
    for id, now in after.items():
        if then := before.get(id):
            pairs = (say("label"), then.words, now.words), (say("label_support"), then.support, now.support)
            for name, old, new in pairs:
                if _row(old) != _row(new):
                    note = _meaning(new, states.after) if new else EMPTY
                    yield Change(Part.GRADES, "statement", id, What.CHANGED, name, _row(old), _row(new), note)


def _meaning(label: Line, base: KnowledgeBase) -> Message:
    return in_both(lambda language: sentence(label, language, _called(base, language)))


def _called(base: KnowledgeBase, language: str) -> Callable[[str], str]:
    return lambda id: base.publishers[id].title.read(language) if id in base.publishers else id


def _row(line: Line | None) -> Message:
    return in_both(line.row.words.label.__getitem__) if line else say("no label")


def _word(verdict: Verdict | None) -> Message:
    return in_both(verdict.grade.label) if verdict else say("not graded")


def _stages(states: _States) -> Iterator[Change]:
    """The agreements of both states whose stage differs: for the whole, and for each party that differs from it."""
    for id, new in states.after.entities.items():
        old = states.before.entities.get(id)
        if isinstance(new, Agreement) and isinstance(old, Agreement) and new != old:
            yield from _stages_of(old, new)


def _stages_of(old: Agreement, new: Agreement) -> Iterator[Change]:
    whole = (stages.stage(old), stages.stage(new))
    parties = stages.stage_by_party(old), stages.stage_by_party(new)
    changed = {"": whole}
    for party in dict.fromkeys(party for side in parties for party in side if party):
        pair = (parties[0].get(party), parties[1].get(party))
        changed |= {party: pair} if pair != whole else {}
    for name, (was, now) in changed.items():
        if was is not now:
            note = _step(new, now, name or None)
            yield Change(Part.STAGES, "agreement", new.id, What.CHANGED, name, _label(was), _label(now), note)


def _label(step: Word | None) -> Message:
    return in_both(step.label) if step else say("no stage known")


def _step(agreement: Agreement, reached: Step | None, party: str | None) -> Message:
    """The step that led to a stage, with its date and source."""
    concerned = (s for s in stages.in_order(agreement.history) if party is None or s.party in (None, party))
    steps = [s for s in concerned if s.step is reached]
    if not steps:
        return EMPTY
    last = steps[-1]
    return say("by the step {step} of {day} ({source})", step=word(last.step), day=last.date, source=last.source)


# --- records --------------------------------------------------------------------------------------------------------

_SHELVES: Final[tuple[tuple[str, Part], ...]] = (
    ("statements", Part.STATEMENTS),
    ("sources", Part.SOURCES),
    ("outlets", Part.PUBLISHERS),
    ("entities", Part.RECORDS),
    ("terms", Part.RECORDS),
    ("searches", Part.RECORDS),
)
"""The shelves of a base, and under which heading their changes stand."""


def _records(states: _States) -> Iterator[Change]:
    for name, part in _SHELVES:
        old, new = getattr(states.before, name), getattr(states.after, name)
        for id in sorted({*old, *new}):
            if id in states.formerly:
                yield Change(part, _type(old[id]), states.formerly[id], What.RENAMED, after=id)
            if id not in old:
                note = _note(new[id], states)
                yield Change(part, _type(new[id]), id, What.ADDED, after=_told(new[id]), note=note)
            elif id not in new:
                heir = states.after.renamed.get(id)
                note = say("its address leads to {heir}", heir=heir) if heir else EMPTY
                yield Change(part, _type(old[id]), id, What.GONE, before=_told(old[id]), note=note)
            elif new[id] is not old[id]:
                yield from _changed(part, old[id], new[id], states)


def _nameless(record: Record) -> Record:
    return record.model_copy(update={"id": "", "former_ids": ()})


def _changed(part: Part, old: Any, new: Any, states: _States) -> Iterator[Change]:
    """The changes of one record; a retraction is named as such, with what the statement is."""
    retracted = isinstance(new, Statement) and new.retracted and not old.retracted
    if retracted:
        what = say("on {day}: {what}", day=new.retracted.date, what=in_both(new.retracted.what.read))
        yield Change(part, "statement", new.id, What.RETRACTED, before=_told(new), note=what)
    former = ("former_ids", f"[{states.formerly.get(new.id)}]")
    for change in changed_fields(old, new):
        if not (retracted and change.path[0] == "retracted") and change.path != former:
            where = Part.PUBLISHERS if change.path[0] in _OF_PUBLISHERS else part
            type = "publisher" if where is Part.PUBLISHERS else _type(new)
            yield Change(where, type, new.id, What.CHANGED, change.name, change.before, change.after)
    was, now = states.before.topics.get(old.id), states.after.topics.get(new.id)
    if was != now:
        yield Change(part, "statement", new.id, What.CHANGED, say("topic"), was, now)


_TYPES: Final[dict[type[Record], str]] = {
    Statement: "statement",
    Source: "source",
    Outlet: "publisher",
    Term: "term",
    Search: "search",
}


def _type(record: Record) -> str:
    return record.type.value if isinstance(record, Entity) else _TYPES[type(record)]


def _told(record: Record) -> str:
    """What a record is, in a few words."""
    return _TOLD[type(record)](record) if type(record) in _TOLD else in_both(record.title.read)  # type: ignore[attr-defined]


def _statement(record: Statement) -> Message:
    what = in_a_sentence(record.kind)
    if record.by:
        what = say("{kind} of {speaker}", kind=what, speaker=record.speaker or say("someone unnamed"))
    return joined((what, ", ", record.happened or record.said, ": ", in_both(record.text.read)), "")


_TOLD: Final[dict[type[Record], Callable[[Any], str]]] = {
    Statement: _statement,
    Source: lambda source: "; ".join(filter(None, (source.title, source.url))),
    Term: lambda term: f"{term.en} / {term.ru}",
    Search: lambda search: in_both(search.question.read),
}
"""Model → what a record of it is, in a few words; the others have a title."""


def _note(record: Record, states: _States) -> Message:
    """What a reviewer wants to know of a record that came."""
    if isinstance(record, Statement):
        grades = states.graded[1][record.id]
        told = [say("attested: {grade}", grade=_word(grades.attested))]
        told += [say("content: {grade}", grade=_word(grades.content))] if grades.content else []
        return joined(told, ", ")
    if isinstance(record, Source):
        by, owners = record.published_by, owned(record.published_by, states.after)
        return say("published by {publisher}: {owned}", publisher=by, owned=owners)
    if isinstance(record, Outlet):
        return owned(record.id, states.after)
    if isinstance(record, Agreement) and record.history:
        return say("stage: {stage}", stage=_label(stages.stage(record)))
    return EMPTY


def owned(publisher: str, base: KnowledgeBase) -> Message:
    """Who owns a publisher, down to the final owners, and in which countries it is restricted."""
    record = base.publishers.get(publisher)
    if record is None:
        return say("not in the base")
    owners = ", ".join(sorted(base.final_controllers(publisher)))
    told = [in_both(record.ownership.label)]
    told.append(say("final owner {owners}", owners=owners) if owners else say("final owner not known"))
    told += [_restricted(status) for status in record.legal_status]
    return joined(told, ", ")


def _restricted(legal: LegalStatus) -> Message:
    status, country = in_both(legal.status.label), in_both(legal.country.label)
    return say("{status} in {country}", status=status, country=country)
