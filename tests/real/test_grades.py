"""Thirty statements of the base with the grades that an honest editor would give, and why."""

from __future__ import annotations

import pytest

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade

JUDGED = [
    # The article's own sentences: on record as said, judged by what else was found.
    (
        "g42-firms-sanctioned-2024",
        "record",
        "contradicted",
        "the letter of January 2024 asks for what the article says was done",
    ),
    (
        "us-lifted-g42-sanctions-2025",
        "record",
        "contradicted",
        "what was given up was a rule; G42 still waited for licences",
    ),
    ("wsj-says-sacks-slowed-uae-deal", "record", "contradicted", "the paper's own reports have him press for the deal"),
    ("bisr-four-areas-identified", "record", "qualified", "on the same day ranking the ten was still a task"),
    ("boyashov-ip-agreement-approved-2025-08", "record", "qualified", "the agreement is dated five months earlier"),
    (
        "bisr-western-models-are-closed",
        "record",
        "qualified",
        "some Western models have open weights, some Russian are closed",
    ),
    ("human-capital-gives-belarus-an-edge", "record", "qualified", "official papers name outflow and weak training"),
    ("bisr-chernyshenko-invitation", "record", "not-checked", "nothing but the article speaks of the invitation"),
    (
        "kruglikov-ai-top-standalone-priority",
        "one-origin",
        "qualified",
        "his words are known from the article only; the edict lists AI with digital technologies",
    ),
    # Acts and letters.
    ("g42-letter-2024-01", "record", "official-record", "the letter itself was read"),
    ("edict-135-five-areas", "record", "official-record", "the president's own notice lists the areas"),
    ("cis-model-ai-law-adopted-2025-04-18", "record", "official-record", "the assembly's own record"),
    ("ip-agreement-dated-2025-03-13", "one-origin", "one-origin", "one database gives the date"),
    ("edict-200-signed-2025-05-19", "one-origin", "one-origin", "the agency has it from the president's office"),
    # Reports.
    (
        "foresight-session-held",
        "independent",
        "independently-reported",
        "the Russian government and the Belarusian agency report it",
    ),
    ("union-standards-committee-resolved-2026-02-26", "independent", "independently-reported", "BelTA and the Kremlin"),
    ("g42-letter-names-13-firms", "independent", "independently-reported", "two agencies with different owners saw it"),
    (
        "foresight-session-date-and-place",
        "one-origin",
        "one-origin",
        "the ministry and BelTA have one owner, the state",
    ),
    ("russia-interested-ai-in-medicine", "weak", "not-checked", "only the headline was read"),
    ("bloomberg-china-hawks-on-sacks-2025-05", "weak", "not-checked", "read in somebody's copy"),
    # Speakers.
    ("glazyev-own-ai", "one-origin", None, "three outlets carry it, all from one report of BelTA"),
    ("chernyshenko-ranking-still-ahead", "one-origin", None, "one report, by BelTA"),
    ("foresight-over-270-scientists", "one-origin", "not-checked", "several outlets, all from his office"),
    ("apex-system-launched", "record", "contradicted", "the speaker himself called it a task"),
    (
        "lukashenko-40-per-cent-done-2026",
        "independent",
        "qualified",
        "two agencies heard it; the Russian side counts otherwise",
    ),
    ("pozirk-ai-regulation-as-control", "record", None, "an opinion, in the outlet's own article"),
    # Bodies about themselves.
    ("htp-exports-2020", "one-origin", "self-reported", "the Park's own figures"),
    ("microsoft-uae-licences-2025-09", "one-origin", "self-reported", "the company says so of itself"),
    # Looking ahead.
    ("kruglikov-ai-law-may-take-years", "one-origin", None, "a forecast has no content grade"),
    ("shadayev-ai-bill-this-session-2026-02", "independent", None, "a plan heard by two agencies"),
]


@pytest.mark.parametrize(("statement", "attested", "content", "why"), JUDGED, ids=[row[0] for row in JUDGED])
def test_a_real_statement_gets_the_grades_of_an_honest_editor(
    base: KnowledgeBase, statement: str, attested: str, content: str | None, why: str
) -> None:
    grades = grade(base.statements[statement], base)
    assert grades.attested.grade == attested, why
    assert (grades.content.grade if grades.content else None) == content, why
