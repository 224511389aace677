"""Contributions filed away: new records in their places, fields of others changed. Worked out as texts; whoever calls
writes them, once nothing is wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from kbase.core.base import KnowledgeBase
from kbase.core.checks.of_records.records import without_tracking
from kbase.core.drafting.contribution import (
    TRANSLATE,
    Change,
    Contribution,
    New,
    data_of,
    digest_of_data,
    record_of,
    texts_in,
    written_out,
)
from kbase.core.drafting.drafts import KINDS, Draft, Refused, faults, ordered, placed, require_free
from kbase.core.drafting.editing import with_data
from kbase.core.fixing.typeset import typeset
from kbase.core.messages import say
from kbase.core.problems import Place, Problem, near
from kbase.core.records.loading import Origin
from kbase.core.records.model import LANGUAGES, Statement, Text
from kbase.core.records.vocabulary import ActorKind
from kbase.core.records.yaml_source import Parsed, Path, parse

Read = Callable[[str], "str | None"]
"""The text of a file of the repository, or None where there is no such file."""


@dataclass
class Applied:
    """What contributions come to: files with their new texts, what is wrong, and from where each record comes."""

    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    came_from: dict[str, tuple[Parsed, Path]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    """Statement → the topic that was chosen for it, since none was given."""
    reasons: dict[str, Text] = field(default_factory=dict)
    """Record → why its change is proposed, where the record itself has no place for that."""

    def places(self, after: KnowledgeBase) -> Mapping[Place, Place]:
        """Where in a contribution stands what `check` finds in a record that came from one: by where it is found in
        `after`, the base that has all of it.
        """
        came_to = {(id(origin.parsed), origin.root): came for origin, came in self._origins(after)}
        found: dict[Place, Place] = {}
        for file in {id(origin.parsed): origin.parsed for origin, _ in self._origins(after)}.values():
            for at in sorted(file.lines, key=len):
                for root in (at[:1], ()):
                    if came := came_to.get((id(file), root)):
                        parsed, path = came
                        found[file.place(at)] = parsed.place((*path, *at[len(root) :]))
                        break
        return found

    def _origins(self, after: KnowledgeBase) -> Iterator[tuple[Origin, tuple[Parsed, Path]]]:
        return ((after.origins[id], came) for id, came in self.came_from.items() if id in after.origins)


def applied(base: KnowledgeBase, contributions: Iterable[Contribution], read: Read, today: str) -> Applied:
    """The files that change when contributions are filed away on the day `today`, or what keeps them from it."""
    filing = _Filing(base, read, today)
    for one in contributions:
        for new in one.new:
            filing.found.problems += filing.add(one, new)
        for path, change in one.changes.items():
            filing.found.problems += filing.change(one, path, change)
    return filing.found


def tidied(data: Any) -> Any:
    """The data with the marks of each language in its texts where they are sure, since keyboards have few of them, and
    its addresses without what tells where their reader comes from.
    """
    if isinstance(data, list):
        return [tidied(member) for member in data]
    if isinstance(data, dict):
        return {name: _tidied(name, value) for name, value in data.items()}
    return data


def _tidied(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return tidied(value)
    if name in LANGUAGES:
        return typeset(value, name)
    return without_tracking(value) if name == "URL" else value


def topic_of(base: KnowledgeBase, about: Any, by: Any = None, new: Mapping[str, Any] | None = None) -> str:
    """The topic into whose file a statement goes: that with the largest share of what is said about each of the records
    that it is about; where nothing is said of them yet, of its speaker and of the bodies that these records name; else
    of others of their kind; else the topic with most statements, in a base without any a first one.

    :param new: the records that come with the statement, by their ids
    """
    return next(iter(usual_topics(base, about, by, new)[0]), "general")


def usual_topics(
    base: KnowledgeBase, about: Any, by: Any = None, new: Mapping[str, Any] | None = None
) -> tuple[list[str], list[str]]:
    """The topics into whose files a statement may go, likeliest first, as `topic_of` has them; and the records of which
    so much is said there, where the statement names them or what it is about does.
    """
    new = new or {}
    ids = [id for id in (about if isinstance(about, list) else ()) if isinstance(id, str)]
    beside = [*([by] if isinstance(by, str) else ()), *(named for id in ids for named in _named_in(base, id, new))]
    rungs = ((named, _shares(base, named)) for named in (ids, beside))
    named, counted = next((rung for rung in rungs if rung[1]), ([], {}))
    counted = counted or _shares(base, _alike(base, ids, new)) or Counter(base.topics.values())
    told = [id for id in dict.fromkeys(named) if base.about.get(id)]
    return sorted(sorted(counted), key=counted.__getitem__, reverse=True), told


def _shares(base: KnowledgeBase, ids: Iterable[str]) -> Mapping[str, float]:
    """Topic → its share of what is said about each of these records, added up."""
    found: defaultdict[str, float] = defaultdict(float)
    for id in ids:
        there = base.about.get(id, ())
        for statement in there:
            found[base.topics[statement.id]] += 1 / len(there)
    return found


def _named_in(base: KnowledgeBase, id: str, new: Mapping[str, Any]) -> Iterator[str]:
    """The records that a record names, such as the body in which somebody holds an office; what is said of a state is
    of every topic.
    """
    for value in _strings(_written(base, id, new)):
        record = base.entities.get(value)
        if record and value != id and getattr(record, "kind", None) is not ActorKind.STATE:
            yield value


def _written(base: KnowledgeBase, id: str, new: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record as it is written: a new one, or one of the base."""
    return new.get(id) or (data_of(base, id) if id in base.origins else {})


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(member)


def _alike(base: KnowledgeBase, ids: Iterable[str], new: Mapping[str, Any]) -> Sequence[str]:
    """The records of the same kind, such as other universities."""
    held = [_written(base, id, new) for id in ids]
    kinds = {data["kind"] for data in held if isinstance(data.get("kind"), str)}
    return [id for id, record in base.entities.items() if getattr(record, "kind", None) in kinds]


@dataclass
class _Filing:
    """What is filed away so far, into which base, and on which day."""

    base: KnowledgeBase
    read: Read
    today: str
    found: Applied = field(default_factory=Applied)

    def add(self, one: Contribution, new: New) -> Iterator[Problem]:
        """Puts a new record in its place, or says why not."""
        model, file = KINDS[new.kind]
        data = tidied({name: written_out(model, name, value) for name, value in new.data.items()})
        if model is Statement:
            data.setdefault("recorded", self.today)
        topic = one.topic or (self._chosen(one, data) if model is Statement else "")
        draft = Draft(new.kind, file.format(topic=topic, id=new.data["id"]), new.data["id"], _in_order(data, model))
        wrong = [Problem(one.parsed.place((*new.path, *f.path)), f.code, f.message, f.fix) for f in faults(draft)]
        if wrong or (wrong := list(self._not_free(one, new))):
            yield from wrong
            return
        try:
            text = self.found.texts.get(draft.file) or self.read(draft.file)
            bare = draft if draft.is_member else replace(draft, data=_without_id(draft.data))
            self.found.texts[draft.file] = placed(bare, text)
        except Refused as refused:
            yield _refusal(one, new.path, refused)
        self.found.came_from[draft.id] = (one.parsed, new.path)

    def _chosen(self, one: Contribution, data: Mapping[str, Any]) -> str:
        """The topic of a statement for which none is given."""
        beside = {str(other.data["id"]): other.data for other in one.new}
        topic = topic_of(self.base, data.get("about"), data.get("by"), beside)
        self.found.chosen[str(data["id"])] = topic
        return topic

    def _not_free(self, one: Contribution, new: New) -> Iterator[Problem]:
        """Why the place of a new record is not free."""
        id = str(new.data["id"])
        try:
            require_free(self.base, id)
        except Refused as refused:
            yield _refusal(one, (*new.path, "id"), refused)
        if id in self.found.came_from:
            parsed, path = self.found.came_from[id]
            message = say("the id '{id}' is taken: see {place}", id=id, place=parsed.place((*path, "id")))
            yield Problem(one.parsed.place((*new.path, "id")), "id-duplicate", message, say("choose another id"))
        topics = sorted({*self.base.topics.values()})
        if new.kind == "statement" and one.topic and one.topic not in topics:
            message = say("there is no topic '{topic}'", topic=one.topic)
            fix = say("write `topic:` with one of {topics}", topics=", ".join(topics))
            yield Problem(one.parsed.place(("topic",)), "contribution", message, fix)

    def change(self, one: Contribution, path: Path, change: Change) -> Iterator[Problem]:
        """Changes the fields of a record, or says why not."""
        wrong = list(self._unfit(one, path, change))
        if wrong:
            yield from wrong
            return
        record, origin = record_of(self.base, change.id), self.base.origins[change.id]
        before = data_of(self.base, change.id)
        changes = tidied(change.set)
        after = {name: value for name, value in {**before, **changes}.items() if name not in change.remove}
        if isinstance(record, Statement) and path[0] != TRANSLATE and change.what:
            told = {"date": self.today, "what": change.what.model_dump(exclude_none=True)}
            after["revised"] = [*after.get("revised", []), told]
        elif change.what:
            self.found.reasons[change.id] = change.what
        kind = next(kind for kind, (model, _) in KINDS.items() if model is type(record))
        draft = Draft(kind, origin.parsed.file, change.id, _in_order(after, type(record)))
        wrong = [Problem(one.parsed.place((*path, "set", *f.path)), f.code, f.message, f.fix) for f in faults(draft)]
        if wrong:
            yield from wrong
            return
        self.found.came_from[change.id] = (one.parsed, (*path, "set"))
        file = origin.parsed.file
        text = self.found.texts.get(file) or self.read(file) or ""
        yield from self._edited(one, path, draft, text)

    def _edited(self, one: Contribution, path: Path, draft: Draft, text: str) -> Iterator[Problem]:
        origin = self.base.origins[draft.id]
        written: Mapping[str, Any] = _at(origin.parsed.data, origin.root)
        normal = data_of(self.base, draft.id)
        data = {
            name: written[name] if name in written and normal.get(name) == value else as_held(written.get(name), value)
            for name, value in draft.data.items()
            if name != "id" or "id" in written
        }
        try:
            root = _now_at(text, origin.root, draft.id)
            self.found.texts[draft.file] = with_data(text, root, data)
        except ValueError:
            message, fix = say("there is a sign in it that YAML cannot hold"), say("type the text again")
            yield Problem(one.parsed.place(path), "contribution", message, fix)

    def _unfit(self, one: Contribution, path: Path, change: Change) -> Iterator[Problem]:
        """Why a record cannot be changed so, whatever its fields are."""
        if change.id not in self.base.origins:
            now = self.base.renamed.get(change.id)
            fix = say("it is called '{now}' now", now=now) if now else near(change.id, self.base.origins)
            message = say("no record has the id '{id}'", id=change.id)
            yield Problem(one.parsed.place((*path, "id")), "id-unknown", message, fix or say("take an id of the base"))
            return
        if change.id in self.found.came_from:
            message = say("'{id}' is changed twice", id=change.id)
            yield Problem(one.parsed.place((*path, "id")), "contribution", message, say("make one change of the two"))
        before = data_of(self.base, change.id)
        if change.digest and change.digest != digest_of_data(before):
            place = self.base.origins[change.id].place()
            message = say("'{id}' was changed since the form was filled in ({place})", id=change.id, place=place)
            fix = say("compare the two; if this is still right, delete the line `digest`")
            yield Problem(one.parsed.place((*path, "digest")), "contribution", message, fix)
        yield from self._unchangeable(one, path, change, before)

    def _unchangeable(
        self, one: Contribution, path: Path, change: Change, before: Mapping[str, Any]
    ) -> Iterator[Problem]:
        """What a correction or a translation may not touch."""
        for name in ("id", "former_ids", "recorded", *(() if path[0] == TRANSLATE else ("revised",))):
            if name in change.set or name in change.remove:
                message, fix = say("'{name}' is not changed by the form", name=name), say("leave it out")
                yield Problem(one.parsed.place((*path, "set", name)), "contribution", message, fix)
        for number, name in enumerate(change.remove):
            if name not in before:
                message, fix = say("there is no field '{last}'", last=name), near(name, before)
                yield Problem(one.parsed.place((*path, "remove", number)), "contribution", message, fix)
        if not change.set and not change.remove:
            message = say("nothing is changed in '{id}'", id=change.id)
            yield Problem(one.parsed.place(path), "contribution", message, say("write what is right into `set`"))
        if path[0] == TRANSLATE:
            for name, value in change.set.items():
                if not _only_adds_a_language(before.get(name), value):
                    message = say("a translation changes more than a language in '{name}'", name=name)
                    fix = say("move it to `correct`, and say in `what` what was changed")
                    yield Problem(one.parsed.place((*path, "set", name)), "contribution", message, fix)
        elif change.id in self.base.statements and change.what is None:
            message = say("the correction does not say what was changed")
            fix = say("write it for the readers: `what: {{en: …}}`, or `ru`")
            yield Problem(one.parsed.place(path), "contribution", message, fix)


def as_held(before: Any, after: Any) -> Any:
    """A new value with its languages and fields in the order of the one that is there, so that no line moves."""
    if isinstance(before, dict) and isinstance(after, dict):
        names = [*(name for name in before if name in after), *(name for name in after if name not in before)]
        return {name: as_held(before.get(name), after[name]) for name in names}
    if isinstance(before, list) and isinstance(after, list):
        return [as_held(_same(before, number, member), member) for number, member in enumerate(after)]
    return after


def _same(before: Sequence[Any], number: int, member: Any) -> Any:
    """The member of a list that was there for this one: that with its id, else the one at its place."""
    id = member.get("id") if isinstance(member, dict) else None
    found = next((one for one in before if id and isinstance(one, dict) and one.get("id") == id), None)
    return found or (before[number] if number < len(before) else None)


def _only_adds_a_language(before: Any, after: Any) -> bool:
    """Whether a value is as it was, but for texts in a language in which they were not there."""
    texts = dict(texts_in(before))
    return before is not None and _bare(before, texts) == _bare(after, texts)


def _bare(value: Any, known: Mapping[Path, Mapping[str, str]], path: Path = ()) -> Any:
    """A value whose texts have only the languages that are known at their places."""
    if path in known and isinstance(value, dict):
        return {language: value.get(language) for language in known[path]}
    if isinstance(value, dict):
        return {name: _bare(member, known, (*path, name)) for name, member in value.items()}
    if isinstance(value, list):
        return [_bare(member, known, (*path, number)) for number, member in enumerate(value)]
    return value


def _in_order(data: Mapping[str, Any], model: type[BaseModel]) -> Mapping[str, Any]:
    """The fields in the order of the model; unknown ones last, to be named."""
    known = ordered(data, model)
    return {**known, **{name: value for name, value in data.items() if name not in known}}


def _without_id(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in data.items() if name != "id"}


def _at(data: Any, root: Path) -> Any:
    for step in root:
        data = data[step]
    return data


def _now_at(text: str, root: Path, id: str) -> Path:
    """Where a record stands in a list to which others may have been added."""
    if not root:
        return root
    parsed, _ = parse(text, "")
    records = parsed.data if parsed else []
    return (next(number for number, data in enumerate(records) if data.get("id") == id),)


def _refusal(one: Contribution, path: Path, refused: Refused) -> Problem:
    return Problem(one.parsed.place(path), "contribution", refused.message, refused.fix)
