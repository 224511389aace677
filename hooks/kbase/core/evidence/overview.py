"""How good the evidence of a base is as a whole: how many statements have which label, and what their sources are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kbase.core.base import KnowledgeBase, sort_date
from kbase.core.evidence.labels import CLAIMS, Labels
from kbase.core.evidence.rows import Row
from kbase.core.records.model import Statement
from kbase.core.records.vocabulary import Ownership, Seen, StatementKind


@dataclass(frozen=True)
class Overview:
    """Statements by label: `known` is how each is known, `borne_out` what became of claims and allegations. `sources`
    are those that statements rest on, by ownership of the publisher and by language; `seen` is how much of one was
    read, for each link to it.
    """

    total: int
    known: Counter[Row]
    borne_out: Counter[Row]
    by_kind: Mapping[StatementKind, Counter[Row]]
    by_year: Mapping[int, Counter[Row]]
    sources: int
    ownership: Counter[Ownership]
    languages: Counter[str]
    seen: Counter[Seen]

    @property
    def checkable(self) -> int:
        """Claims and allegations."""
        return self.borne_out.total()

    @property
    def contradicted(self) -> int:
        """Those that evidence of no less weight contradicts."""
        return self.borne_out[Row.CONTRADICTED]

    @property
    def text(self) -> int:
        """Statements of which the text itself was read."""
        return self.known[Row.TEXT]

    @property
    def apart(self) -> int:
        """Statements with two independent sources, or state sources of two countries."""
        return self.known[Row.INDEPENDENT] + self.known[Row.BOTH_STATES]

    @property
    def thin(self) -> int:
        """Statements that one publisher carries, on its own or after another."""
        return self.known[Row.ONE_SOURCE] + self.known[Row.RETELLING]


def overview(base: KnowledgeBase, labelled: Mapping[str, Labels]) -> Overview:
    """The labels of all statements that stand, and the sources that these rest on."""
    told = [s for s in base.in_order if not s.retracted]
    links = [link for s in told for link in s.sources if link.id in base.sources]
    cited = [base.sources[id] for id in dict.fromkeys(link.id for link in links)]
    owners = (base.publishers.get(source.published_by) for source in cited)
    years = sorted(set(map(_year, told)))
    return Overview(
        total=len(told),
        known=known(told, labelled),
        borne_out=Counter(line.row for s in told if s.kind in CLAIMS and (line := labelled[s.id].support)),
        by_kind={kind: known((s for s in told if s.kind is kind), labelled) for kind in StatementKind},
        by_year={year: known((s for s in told if _year(s) == year), labelled) for year in years},
        sources=len(cited),
        ownership=Counter(owner.ownership for owner in owners if owner),
        languages=Counter(source.language for source in cited),
        seen=Counter(link.seen for link in links),
    )


def known(statements: Iterable[Statement], labelled: Mapping[str, Labels]) -> Counter[Row]:
    """How many of the statements are known in which way."""
    return Counter(labelled[s.id].words.row for s in statements)


def borne_out(text: str, base: KnowledgeBase, labelled: Mapping[str, Labels]) -> Mapping[Row, Sequence[Statement]]:
    """What became of the claims and allegations that a public text, the source `text`, is cited for."""
    told = (s for s in base.cited_by.get(text, ()) if s.kind in CLAIMS and not s.retracted)
    found: dict[Row, list[Statement]] = {}
    for statement in told:
        if any(link.id == text for link in statement.sources):
            found.setdefault(labelled[statement.id].lead.row, []).append(statement)
    return found


@dataclass(frozen=True)
class Verdict:
    """How many claims are confirmed, refuted, qualified, and none of these."""

    confirmed: int
    refuted: int
    qualified: int
    open: int

    @property
    def all(self) -> int:
        return self.confirmed + self.refuted + self.qualified + self.open


CONFIRMED: Final = frozenset({Row.TEXT, Row.INDEPENDENT, Row.BOTH_STATES})
"""The rows that confirm a claim. One source, a retelling or an own account leave it open."""


def verdict(told: Mapping[Row, Sequence[Statement]]) -> Verdict:
    """How many claims became what, from those of each label."""
    counts = Counter({row: len(claims) for row, claims in told.items()})
    confirmed = sum(counts[row] for row in CONFIRMED)
    refuted, qualified = counts[Row.CONTRADICTED], counts[Row.QUALIFIED]
    return Verdict(confirmed, refuted, qualified, counts.total() - confirmed - refuted - qualified)


def _year(statement: Statement) -> int:
    return sort_date(statement).year
