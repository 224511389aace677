"""The labels of a statement, computed from its links: how it is known that it was said or is so, and for a claim
whether it is borne out.

The rules are rows of tables, tried in their order, and the first that holds decides. Beside a label stands its reason.

- Two witnesses are independent when both were read, each carries all of it, their publishers differ, their origins are
  known and have nothing in common, and neither have the owners of these.
- Publishers are counted, not links. An origin comes before an owner. A copy that nobody vouches for is no source.
- A claim is borne out by what supports it, never by its own words or by those of its speaker elsewhere.
- A challenge counts where something that was read carries it and weighs no less than the support. That something was
  looked for and not found is a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import combinations
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.rows import Line, Reason, Row
from kbase.core.evidence.witnesses import Witness, is_text, owners, support, witness, witnesses
from kbase.core.records import dates
from kbase.core.records.model import ChallengeLink, Statement
from kbase.core.records.vocabulary import ActorKind, Challenge, Outcome, Seen, SourceRole, StatementKind

Evidence = tuple[Witness, ...]
OVERDUE: Final = "overdue"
"""What stands for the outcome of a plan whose date has passed without one."""

CLAIMS: Final = frozenset({StatementKind.CLAIM, StatementKind.ALLEGATION})
"""The kinds that show whether they are borne out."""


@dataclass(frozen=True)
class Labels:
    """What a card shows: how the statement is known, for a claim whether it is borne out, and what stands beside the
    last of these lines.
    """

    words: Line
    support: Line | None = None
    beside: tuple[Line, ...] = ()

    @property
    def lead(self) -> Line:
        """The line that says how sure it is: is a claim borne out, what challenges a fact, else how it is known."""
        return self.support or next(iter(self.beside), self.words)


def label(statement: Statement, base: KnowledgeBase) -> Labels:
    """The labels of a statement, each with its reason."""
    told = _Told(statement, base)
    found = witnesses(statement.sources, base)
    words = told.owned(told.firm(found), found)
    if statement.kind in CLAIMS:
        borne_out, *beside = told.borne_out()
        return Labels(words, borne_out, tuple(beside))
    if statement.kind is StatementKind.FACT:
        return Labels(words, beside=tuple(told.challenges(_WEIGHTS[words.row])))
    return Labels(words)


def lines(statement: Statement, labels: Labels) -> Iterator[tuple[str, Line]]:
    """The lines of a card from top to bottom, each with what it answers: `evidence` for a fact, else `words`, then
    `support`, and `beside` for what stands next to these.
    """
    yield ("evidence" if statement.kind is StatementKind.FACT else "words"), labels.words
    if labels.support:
        yield "support", labels.support
    yield from (("beside", line) for line in labels.beside)


def label_all(base: KnowledgeBase) -> dict[str, Labels]:
    """Statement id → its labels, for the whole base."""
    return {statement.id: label(statement, base) for statement in base.statements.values()}


def outcome(plan: Statement, as_of: str) -> str | None:
    """What became of a plan on the day `as_of`: its outcome, or `overdue`; None for what is no plan."""
    if plan.kind is not StatementKind.PLAN:
        return None
    return OVERDUE if is_overdue(plan, as_of) else (plan.outcome or Outcome.UNKNOWN).value


def is_overdue(plan: Statement, as_of: str) -> bool:
    """Whether the date of a plan had passed on the day `as_of`, and nothing is known of an outcome."""
    open_still = plan.outcome in (None, Outcome.OPEN, Outcome.UNKNOWN)
    return bool(plan.due and open_still and dates.parse(plan.due).upper < dates.parse(as_of).lower)


# --- how firm -------------------------------------------------------------------------------------------------------


class Weight(IntEnum):
    """How much evidence weighs when a support is compared with a challenge."""

    NONE = 0
    PART = 1
    SINGLE = 2
    INDEPENDENT = 3
    TEXT = 4


_WEIGHTS: Final[Mapping[Row, Weight]] = {
    Row.TEXT: Weight.TEXT,
    Row.INDEPENDENT: Weight.INDEPENDENT,
    Row.BOTH_STATES: Weight.INDEPENDENT,
    Row.OWN_ACCOUNT: Weight.SINGLE,
    Row.SEVERAL: Weight.SINGLE,
    Row.ONE_SOURCE: Weight.SINGLE,
    Row.RETELLING: Weight.SINGLE,
    Row.PART: Weight.PART,
}


def _weight(line: Line | None) -> Weight:
    """What a line weighs; a copy that nobody vouches for weighs as a part does."""
    if line is None:
        return Weight.NONE
    return Weight.PART if line.reason.key == "copy" else _WEIGHTS[line.row]


@dataclass(frozen=True)
class _Told:
    """A statement with the base that it is judged in."""

    statement: Statement
    base: KnowledgeBase

    def firm(self, evidence: Evidence) -> Line:
        """The first row of `FIRM` that the evidence gives."""
        rows = ((row, find(self, evidence)) for row, find in FIRM)
        return next((Line(row, reason) for row, reason in rows if reason), Line(Row.PART, Reason("parts")))

    def text(self, evidence: Evidence) -> Reason | None:
        texts = sorted((w for w in evidence if is_text(w, self.statement)), key=_how_much)
        return Reason(texts[0].seen.value, texts[0].whose) if texts else None

    def independent(self, evidence: Evidence) -> Reason | None:
        return _pair([pair for pair in _pairs(evidence) if not self._of_states(pair)])

    def both_states(self, evidence: Evidence) -> Reason | None:
        return _pair(list(_pairs(evidence)))

    def _of_states(self, pair: Evidence) -> bool:
        return all(self._is_state(owner) for w in pair for owner in w.owners)

    def _is_state(self, owner: str) -> bool:
        record = self.base.publishers.get(owner)
        return record is not None and record.kind is ActorKind.STATE

    def own_account(self, evidence: Evidence) -> Reason | None:
        whole = _whole(evidence)
        accounts = tuple(w for w in whole if w.is_own_account)
        itself = frozenset().union(*(w.origins for w in accounts))
        if not accounts or not all(w.origins and w.origins <= itself for w in whole):
            return None
        if any(w.speaks_for_itself for w in accounts):
            return _own(w for w in accounts if w.speaks_for_itself)
        return _carried(accounts)

    def several(self, evidence: Evidence) -> Reason | None:
        whole = _whole(evidence)
        names = _names(whole)
        return _why_not_independent(whole, names) if len(names) > 1 else None

    def one_source(self, evidence: Evidence) -> Reason | None:
        whole = _whole(evidence)
        own = tuple(w for w in whole if w.speaks_for_itself)
        if own:
            return Reason("voice" if own[0].voice else "own", _names(own[:1]))
        unnamed = tuple(w for w in whole if not w.origins)
        return Reason("unnamed", _names(unnamed)) if unnamed and len(unnamed) == len(whole) else None

    def retelling(self, evidence: Evidence) -> Reason | None:
        whole = _whole(evidence)
        if whole:
            return Reason("passed-on", _names(whole), _origins(whole))
        copies = [w for w in evidence if w.whole and w.seen is Seen.COPY]
        return Reason("copy", _names(copies)) if copies else None

    def part(self, evidence: Evidence) -> Reason | None:
        parts = [w for w in evidence if not w.whole and w.seen is not Seen.HEADLINE]
        headlines = [w for w in evidence if w.seen is Seen.HEADLINE]
        if not parts and headlines:
            return Reason("headline", _names(headlines))
        return Reason("parts", _names(parts)) if parts else None

    def owned(self, line: Line, evidence: Evidence) -> Line:
        """The line with what else has to be said: a text at another address, or press of the speaker's own owner."""
        if line.row is Row.TEXT:
            at = next(w for w in sorted(evidence, key=_how_much) if is_text(w, self.statement))
            return replace(line, also=("elsewhere",)) if at.elsewhere else line
        heard = _whole(evidence)
        of_all = {w.owners for w in heard} | {owners([w.publisher], self.base) for w in heard}
        own = owners([self.statement.speaker or ""], self.base)
        if line.row is Row.OWN_ACCOUNT or not own or of_all != {own}:
            return line
        return replace(line, also=("owner",), owner=min(own))

    # --- is it borne out --------------------------------------------------------------------------------------------

    def borne_out(self) -> Iterator[Line]:
        """The label of the second line first, then what stands beside it."""
        evidence = support(self.statement, self.base)
        held, *parts = self._held(evidence) if evidence else (None,)
        against = list(self.challenges(_weight(held)))
        missed = list(self._not_found())
        if against:
            weighty, supported = against[:1], [held or NOTHING_ELSE]
            yield from (*weighty, *missed, *(against[1:] if held else ()), *(supported if held or not missed else ()))
        elif missed and _weight(held) < Weight.SINGLE:
            yield from (*missed, *([held] if held else []))
        else:
            yield from (held or NOTHING_ELSE, *missed, *parts)

    def _held(self, evidence: Evidence) -> Iterator[Line]:
        """How firm a support is. What a body says of itself is its own account, whoever passes it on; then it is told
        that others have a part of it.
        """
        line, whole = self.firm(evidence), _whole(evidence)
        if not whole or _WEIGHTS[line.row] > Weight.SINGLE or any(w.role is not SourceRole.SELF for w in whole):
            yield line
            return
        speaks = all(w.speaks_for_itself for w in whole)
        yield Line(Row.OWN_ACCOUNT, _own(whole) if speaks else _carried(whole))
        if others := [w for w in evidence if w.is_read and not w.whole]:
            yield Line(Row.PART, Reason("parts", _names(others)))

    def challenges(self, least: Weight) -> Iterator[Line]:
        """The rows that challenges give which weigh `least` or more, and more than a part."""
        for row, ways in AGAINST:
            links = [link for link in self.statement.challenged_by if link.how in ways]
            heavy = [link for link in links if self._weighs(link) >= max(least, Weight.SINGLE)]
            if heavy:
                yield Line(row, Reason("by", tuple(dict.fromkeys(name for link in heavy for name in self._who(link)))))

    def _not_found(self) -> Iterator[Line]:
        searches = tuple(link.search for link in self.statement.challenged_by if link.search in self.base.searches)
        if searches:
            yield Line(Row.NOT_FOUND, Reason("search", tuple(map(str, searches))))

    def _weighs(self, link: ChallengeLink) -> Weight:
        """A fact weighs what its evidence weighs; a voice (claim, denial, opinion) as one, or as what supports it."""
        if link.source:
            found = (witness(link.source, link, self.base),) if link.source in self.base.sources else ()
            return _weight(self.firm(found)) if found else Weight.NONE
        challenger = self.base.statements.get(link.statement or "")
        if challenger is None or challenger.retracted:
            return Weight.NONE
        other = _Told(challenger, self.base)
        words = _weight(other.firm(witnesses(challenger.sources, self.base)))
        if challenger.kind is StatementKind.FACT:
            return words
        held = support(challenger, self.base) if challenger.kind in CLAIMS else ()
        return max(min(words, Weight.SINGLE), _weight(other.firm(held)) if held else Weight.NONE)

    def _who(self, link: ChallengeLink) -> tuple[str, ...]:
        """Who challenges: a speaker, or the publishers of a fact."""
        if link.source:
            return (self.base.sources[link.source].published_by,)
        challenger = self.base.statements[str(link.statement)]
        sources = witnesses(challenger.sources, self.base)
        return (challenger.speaker,) if challenger.speaker else _names(_whole(sources) or sources)


NOTHING_ELSE: Final = Line(Row.WORDS_ONLY, Reason("none"))

Finder = Callable[[_Told, Evidence], Reason | None]

FIRM: Final[tuple[tuple[Row, Finder], ...]] = (
    (Row.TEXT, _Told.text),
    (Row.INDEPENDENT, _Told.independent),
    (Row.BOTH_STATES, _Told.both_states),
    (Row.OWN_ACCOUNT, _Told.own_account),
    (Row.SEVERAL, _Told.several),
    (Row.ONE_SOURCE, _Told.one_source),
    (Row.RETELLING, _Told.retelling),
    (Row.PART, _Told.part),
)
"""How firm evidence is: rows in their order, each with what looks for it."""

AGAINST: Final[tuple[tuple[Row, frozenset[Challenge]], ...]] = (
    (Row.CONTRADICTED, frozenset({Challenge.CONTRADICTS, Challenge.DENIES})),
    (Row.QUALIFIED, frozenset({Challenge.QUALIFIES})),
)
"""What challenges give, the weightier first."""


def _whole(evidence: Evidence) -> Evidence:
    """What was read and carries all of it."""
    return tuple(w for w in evidence if w.is_read and w.whole)


def _how_much(witness: Witness) -> int:
    return list(Seen).index(witness.seen)


def _names(evidence: Iterator[Witness] | Evidence | list[Witness]) -> tuple[str, ...]:
    """The publishers, each once."""
    return tuple(dict.fromkeys(w.publisher for w in evidence))


def _origins(evidence: Evidence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(origin for w in evidence for origin in sorted(w.origins)))


def _own(accounts: Iterable[Witness]) -> Reason:
    """Whose accounts they are, whoever keeps them."""
    return Reason("own", tuple(dict.fromkeys(name for w in accounts for name in w.whose)))


def _carried(evidence: Evidence) -> Reason:
    return Reason("carried", _names(evidence), _origins(evidence))


def _pairs(evidence: Evidence) -> Iterator[Evidence]:
    """The pairs of independent witnesses."""
    known = [w for w in _whole(evidence) if w.owners]
    for pair in combinations(known, 2):
        one, other = pair
        apart = one.source != other.source and one.publisher != other.publisher
        if apart and not one.origins & other.origins and not one.owners & other.owners:
            yield pair


def _pair(pairs: list[Evidence]) -> Reason | None:
    """The first pair, those that speak for themselves before those that pass something on."""
    if not pairs:
        return None
    pair = min(pairs, key=lambda found: sum(not w.speaks_for_itself for w in found))
    own, carrying = ([w for w in pair if w.speaks_for_itself is itself] for itself in (True, False))
    key = "own" if not carrying else "one-carried" if own else "carried"
    return Reason(key, _names([*own, *carrying]), _origins(tuple(carrying)))


def _why_not_independent(whole: Evidence, names: tuple[str, ...]) -> Reason:
    """The origin comes before the owner: one that all have, one that some have, one owner, or too little is known."""
    common = frozenset.intersection(*(w.origins for w in whole))
    if common:
        if repeating := tuple(name for name in names if name not in common) if common & set(names) else ():
            return Reason("repeated", repeating, tuple(sorted(common)))
        return Reason("one-origin", names, tuple(sorted(common)), n=len(names))
    if any(not w.origins for w in whole):
        return _some_origin(whole, names)
    shared = frozenset.intersection(*(w.owners for w in whole))
    return Reason("one-owner", names, tuple(sorted(shared))) if shared else Reason("unknown", names)


def _some_origin(whole: Evidence, names: tuple[str, ...]) -> Reason:
    """The origin that most of them have, if two have it at least."""
    having = {origin: _names(w for w in whole if origin in w.origins) for w in whole for origin in w.origins}
    most = max(having, key=lambda origin: len(having[origin]), default="")
    if len(having.get(most, ())) > 1:
        return Reason("some-origin", names, (most,), k=len(having[most]), n=len(names))
    return Reason("unknown", names)
