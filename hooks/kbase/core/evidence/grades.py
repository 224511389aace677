"""The two grades of a statement, computed from its links: was it said (`attested`), and is it so (`content`).

Every grade is computed, never typed in. The rules are rows of a table, and the first that holds decides:

- Evidence is independent when two sources were read, each carries the whole statement, their origins have nothing in
  common and neither have the final owners of these origins. An unknown origin or owner makes no second source.
- A fact rests on its sources. A claim or an allegation does not: what its speaker published shows that it was said;
  only what stands in `supported_by`, or a body's figure about itself, bears on whether it is so.
- What supports only a part of a claim does not support the claim.
- A contradiction counts when it is not weaker than what supports the statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import combinations
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import OWN, ChallengeLink, SourceLink, Statement, SupportLink
from kbase.core.records.vocabulary import (
    CHECKABLE,
    READABLE,
    Attested,
    Challenge,
    Content,
    Seen,
    SourceRole,
    StatementKind,
    Support,
)


class Strength(IntEnum):
    """How much evidence weighs when a support is compared with a challenge."""

    NONE = 0
    WEAK = 1
    SINGLE = 2
    INDEPENDENT = 3
    RECORD = 4


@dataclass(frozen=True)
class Witness:
    """One link as evidence: who it goes back to, who owns those, and whether it was read and carries everything."""

    source: str
    publisher: str
    origins: frozenset[str]
    controllers: frozenset[str]
    seen: Seen
    whole: bool
    role: SourceRole | None

    @property
    def readable(self) -> bool:
        return self.seen in READABLE

    @property
    def is_record(self) -> bool:
        return self.role is SourceRole.RECORD and self.readable and self.whole


@dataclass(frozen=True)
class Verdict:
    """A grade with its reason: `reason` is a key of the catalogue of reasons, `because` the ids that it names."""

    grade: Attested | Content
    reason: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grades:
    """Both grades of a statement; `content` is None for opinions, plans and forecasts."""

    attested: Verdict
    content: Verdict | None


def grade(statement: Statement, base: KnowledgeBase) -> Grades:
    """The grades of `statement` with the reason for each."""
    attested = attest(witnesses(statement.sources, base))
    content = _content(statement, base) if statement.kind in CHECKABLE else None
    return Grades(attested, content)


def grade_all(base: KnowledgeBase) -> dict[str, Grades]:
    """Statement id → its grades, for the whole base."""
    return {statement.id: grade(statement, base) for statement in base.statements.values()}


def witnesses(links: Iterable[SourceLink], base: KnowledgeBase) -> tuple[Witness, ...]:
    """The links of a statement as evidence; a link to a source that is not there is left to `check`."""
    return tuple(_witness(link.id, link, base) for link in links if link.id in base.sources)


def _witness(source: str, link: SourceLink | SupportLink | ChallengeLink, base: KnowledgeBase) -> Witness:
    publisher = base.sources[_original(source, base)].published_by
    # An act, a transcript or a figure about oneself is its publisher's own word, so the origin may be left out there.
    named = link.origin or ((OWN,) if link.role else ())
    origins = frozenset(publisher if origin == OWN else origin for origin in named)
    owners = [base.final_controllers(origin) for origin in origins]
    controllers = frozenset().union(*owners) if owners and all(owners) else frozenset()
    whole = isinstance(link, ChallengeLink) or link.supports is Support.ALL
    return Witness(source, publisher, origins, controllers, link.seen, whole, link.role)


def _original(source: str, base: KnowledgeBase) -> str:
    """The source of which `source` is a copy: whoever keeps a copy is no second publisher."""
    passed = {source}
    while (original := base.sources[source].copy_of) in base.sources and original not in passed:
        source = str(original)
        passed.add(source)
    return source


# --- attested -------------------------------------------------------------------------------------------------------

Finder = Callable[[tuple[Witness, ...]], tuple[str, ...]]


def _records(evidence: tuple[Witness, ...]) -> tuple[str, ...]:
    return tuple(w.source for w in evidence if w.is_record)[:1]


def _independent_pair(evidence: tuple[Witness, ...]) -> tuple[str, ...]:
    usable = [w for w in evidence if w.readable and w.whole and w.controllers]
    for one, other in combinations(usable, 2):
        apart = one.source != other.source and one.publisher != other.publisher
        if apart and not (one.origins & other.origins) and not (one.controllers & other.controllers):
            return one.source, other.source
    return ()


def _read(evidence: tuple[Witness, ...]) -> tuple[str, ...]:
    """The sources that were read: those which carry everything, or the parts where none does."""
    read = [w for w in evidence if w.readable]
    return tuple(w.source for w in [w for w in read if w.whole] or read)


def _any(evidence: tuple[Witness, ...]) -> tuple[str, ...]:
    return tuple(w.source for w in evidence)


def _about_itself(evidence: tuple[Witness, ...]) -> tuple[str, ...]:
    """The sources of a figure that goes back to the body itself and to nobody else."""
    return _read(evidence) if all(w.role is SourceRole.SELF for w in evidence if w.readable) else ()


ATTESTED_RULES: Final[tuple[tuple[Attested, Finder], ...]] = (
    (Attested.RECORD, _records),
    (Attested.INDEPENDENT, _independent_pair),
    (Attested.ONE_ORIGIN, _read),
    (Attested.WEAK, _any),
)


def attest(evidence: tuple[Witness, ...]) -> Verdict:
    """Whether it was said: the first rule of `ATTESTED_RULES` that finds sources."""
    for word, find in ATTESTED_RULES:
        if found := find(evidence):
            return Verdict(word, _reason(word, evidence), found)
    return Verdict(Attested.WEAK, "attested.weak")


def _reason(word: Attested, evidence: tuple[Witness, ...]) -> str:
    """One origin is said in three ways: there is one source, several go back to one origin, or not all are known."""
    if word is not Attested.ONE_ORIGIN:
        return f"attested.{word.value}"
    return f"attested.one-origin.{_why_single(evidence)}"


def _why_single(evidence: tuple[Witness, ...]) -> str:
    whole = [w for w in evidence if w.readable and w.whole]
    if len(whole) < 2:
        return "single" if whole else "parts"
    return "unknown" if any(not w.controllers for w in whole) else "shared"


# --- content --------------------------------------------------------------------------------------------------------

SUPPORT_RULES: Final[tuple[tuple[Content, Strength, Finder], ...]] = (
    (Content.OFFICIAL_RECORD, Strength.RECORD, _records),
    (Content.INDEPENDENT, Strength.INDEPENDENT, _independent_pair),
    (Content.SELF_REPORTED, Strength.SINGLE, _about_itself),
    (Content.ONE_ORIGIN, Strength.SINGLE, _read),
    (Content.NOT_CHECKED, Strength.WEAK, _any),
)


def _content(statement: Statement, base: KnowledgeBase) -> Verdict:
    """What challenges the statement decides first, then what supports it."""
    verdict, strength = _supported(statement, support(statement, base))
    if against := _challenges(statement, base, (Challenge.CONTRADICTS, Challenge.DENIES), strength):
        return Verdict(Content.CONTRADICTED, "content.contradicted", against)
    if against := _challenges(statement, base, (Challenge.QUALIFIES,), Strength.WEAK):
        return Verdict(Content.QUALIFIED, "content.qualified", against)
    return verdict


def _supported(statement: Statement, evidence: tuple[Witness, ...]) -> tuple[Verdict, Strength]:
    """The grade that the support gives, and how much that weighs against a contradiction."""
    word, strength, found = _weigh(evidence)
    read = [w for w in evidence if w.readable]
    is_fact = statement.kind is StatementKind.FACT
    if not is_fact and read and not any(w.whole for w in read):
        return Verdict(Content.NOT_CHECKED, "content.not-checked.part", found), Strength.WEAK
    if not is_fact and not evidence:
        return Verdict(Content.NOT_CHECKED, "content.not-checked.claim"), Strength.NONE
    if word is Content.ONE_ORIGIN:
        return Verdict(word, f"content.one-origin.{_why_single(evidence)}", found), strength
    return Verdict(word, f"content.{word.value}", found), strength


def _challenges(
    statement: Statement, base: KnowledgeBase, ways: tuple[Challenge, ...], least: Strength
) -> tuple[str, ...]:
    """The ids of what challenges the statement in one of `ways` and weighs at least `least`, and more than nothing."""
    least = max(least, Strength.WEAK)
    links = (link for link in statement.challenged_by if link.how in ways)
    return tuple(str(link.statement or link.source) for link in links if _strength_of(link, base) >= least)


def support(statement: Statement, base: KnowledgeBase) -> tuple[Witness, ...]:
    """What bears on whether the statement is so."""
    own = witnesses(statement.sources, base)
    if statement.kind is StatementKind.FACT:
        return own
    about_itself = tuple(w for w in own if w.role is SourceRole.SELF)
    return about_itself + tuple(w for w in _supporters(statement, base) if statement.speaker not in w.origins)


def _supporters(statement: Statement, base: KnowledgeBase) -> Iterable[Witness]:
    for link in statement.supported_by:
        if link.source in base.sources:
            yield _witness(str(link.source), link, base)
        supporter = base.statements.get(link.statement or "")
        if supporter and not supporter.retracted:
            carries_all = link.supports is Support.ALL
            yield from (replace(w, whole=w.whole and carries_all) for w in _voice(supporter, base))


def _voice(supporter: Statement, base: KnowledgeBase) -> tuple[Witness, ...]:
    """A fact speaks with its sources; what a named speaker claims goes back to that speaker, whoever reports it."""
    evidence = witnesses(supporter.sources, base)
    if supporter.kind is StatementKind.FACT:
        return evidence
    speaker = supporter.speaker
    if supporter.kind not in CHECKABLE or speaker is None:
        return ()
    origins, owners = frozenset({speaker}), base.final_controllers(speaker)
    return tuple(replace(w, origins=origins, controllers=owners, role=None) for w in evidence)


def _weigh(evidence: tuple[Witness, ...]) -> tuple[Content, Strength, tuple[str, ...]]:
    for word, strength, find in SUPPORT_RULES:
        if found := find(evidence):
            return word, strength, found
    return Content.NOT_CHECKED, Strength.NONE, ()


def _strength_of(link: ChallengeLink, base: KnowledgeBase) -> Strength:
    """How much a challenger weighs: a fact by its sources, a voice (claim, denial, opinion) as one voice.

    A voice that was only glimpsed (headline or copy) is weak. A retracted challenger weighs nothing.
    """
    if link.source:
        return _weigh((_witness(link.source, link, base),))[1] if link.source in base.sources else Strength.NONE
    challenger = base.statements.get(link.statement or "")
    if challenger is None or challenger.retracted:
        return Strength.NONE
    evidence = witnesses(challenger.sources, base)
    if challenger.kind is StatementKind.FACT:
        return _weigh(evidence)[1]
    voice = Strength.WEAK if attest(evidence).grade is Attested.WEAK else Strength.SINGLE
    supported = _weigh(support(challenger, base))[1] if challenger.kind in CHECKABLE else Strength.NONE
    return max(voice, supported)
