"""How good the evidence of a base is as a whole: every statement that stands counts once in each view."""

from __future__ import annotations

from pathlib import Path

from kbase.core.evidence.labels import label_all
from kbase.core.evidence.overview import borne_out, overview, verdict
from kbase.core.evidence.rows import Row
from kbase.core.records.vocabulary import Ownership, Seen
from tests.helpers import STATEMENTS, TINY, base_of, more

WITHDRAWN = """
- id: academy-on-snow
  kind: claim
  by: academy
  said: '2025-08-27'
  about: [forum]
  text: {en: It snowed., ru: Шёл снег.}
  sources: [agency-on-forum]
  retracted: {date: '2026-11-25', what: {en: Wrong day., ru: Не тот день.}}
  recorded: '2026-11-24'
"""
HEADLINE = """
- id: academy-on-rain
  kind: claim
  by: academy
  said: '2024-08-27'
  about: [forum]
  text: {en: It rained., ru: Шёл дождь.}
  sources: [{id: agency-on-forum, seen: headline}]
  recorded: '2026-11-24'
"""


def test_every_statement_that_stands_counts_once(tmp_path: Path) -> None:
    """A withdrawn one counts nowhere; a source that several rest on counts once, each link to it for itself."""
    base = base_of(tmp_path, {**TINY, **more(STATEMENTS, HEADLINE + WITHDRAWN)})
    seen = overview(base, label_all(base))
    standing = [s for s in base.statements.values() if not s.retracted]
    assert len(standing) == len(base.statements) - 1 == seen.total
    for counts in (seen.by_kind, seen.by_year):
        assert sum(row.total() for row in counts.values()) == seen.total == seen.known.total()
    assert seen.by_year[2024] == {Row.PART: 1}
    assert seen.borne_out == {Row.WORDS_ONLY: 2}
    assert seen.sources == len({link.id for s in standing for link in s.sources}) == seen.languages.total()
    assert seen.seen.total() == sum(len(s.sources) for s in standing) and seen.seen[Seen.HEADLINE] == 1
    assert set(seen.ownership) <= set(Ownership)


def test_the_claims_of_a_text_stand_under_what_became_of_them(tmp_path: Path) -> None:
    """A fact is not a claim, and what was withdrawn is none any more."""
    base = base_of(tmp_path, {**TINY, **more(STATEMENTS, HEADLINE + WITHDRAWN)})
    told = borne_out("agency-on-forum", base, label_all(base))
    claims = {"academy-on-rain", "academy-on-forum"}
    assert {s.id for claim in told.values() for s in claim} == claims
    assert verdict(told).all == verdict(told).open == len(claims)
