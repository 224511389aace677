"""What the records and texts of the real base promise beyond being free of errors."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kbase.core.base import KnowledgeBase, internal_targets
from kbase.core.check import run_checks
from kbase.core.evidence.doubts import doubt
from kbase.core.evidence.grades import grade, grade_all
from kbase.core.problems import Severity, as_text
from kbase.core.records.model import Agreement
from kbase.core.search.morphology import forms, further_forms, stem, words_of
from kbase.core.spelling.dictionaries import Dictionaries
from launcher.machine import find_dictionaries, lack_of_dictionaries
from tests.repositories import ROOT

GRADES = Path(__file__).with_name("grades.yml")


@pytest.fixture(scope="module")
def dictionaries() -> Dictionaries:
    """Those of both languages; what they answered before is not asked, and nothing is kept."""
    paths = find_dictionaries()
    if lack := lack_of_dictionaries(paths):
        pytest.skip(lack)
    return Dictionaries(paths)


def test_it_has_no_error() -> None:
    """What is a warning until a release stops no contributor."""
    assert [as_text(found) for found in run_checks(ROOT) if found.severity is Severity.ERROR] == []


@pytest.mark.slow
def test_it_could_be_released(dictionaries: Dictionaries) -> None:
    """As `kb.py check --release` sees it: both languages of everything, and no word that nobody knows."""
    assert [as_text(found) for found in run_checks(ROOT, release=True, speller=dictionaries)] == []


def test_every_record_tells_something(real_base: KnowledgeBase) -> None:
    """A page without a statement about, by or named in it would be a name and nothing else."""
    told = {*real_base.about, *real_base.said_by}
    for page in real_base.prose.values():
        if page.entity and (page.statements or any(t.startswith("statements/") for t in internal_targets(page))):
            told.add(page.entity)
    assert set(real_base.entities) - told == set(), "add a statement about these records, or name one in their text"


def test_statements_have_the_grades_of_an_honest_editor(real_base: KnowledgeBase) -> None:
    """Thirty of them, each with the reason."""
    judged = yaml.safe_load(GRADES.read_text(encoding="utf-8"))
    other = [
        f"{row['statement']} is graded {found}: {row['why']}; if the new grade is right, correct tests/real/grades.yml"
        for row in judged
        if (found := grades_of(real_base, row["statement"])) != (row["attested"], row["content"])
    ]
    assert len(judged) >= 30 and other == []


def grades_of(base: KnowledgeBase, statement: str) -> tuple[str, str] | None:
    """Both grades of a statement; None where there is no such statement."""
    if statement not in base.statements:
        return None
    found = grade(base.statements[statement], base)
    return found.attested.grade.value, found.content.grade.value if found.content else "none"


def test_the_approval_of_the_agreement_on_intellectual_property_is_doubted(real_base: KnowledgeBase) -> None:
    """Only BISR and an anonymous site tell of it; the signature stands in a database."""
    accord = real_base.entities["ip-cooperation-agreement-2025"]
    assert isinstance(accord, Agreement)
    graded = grade_all(real_base)
    assert {step.step.value for step in accord.history if doubt(step, accord, real_base, graded)} == {"approved"}


def test_every_form_of_every_word_is_known_to_the_search(real_base: KnowledgeBase) -> None:
    """Each page has its own words only, so each word is tried alone."""
    texts = [page.words for (language, _), page in real_base.prose.items() if language == "ru"]
    texts += [statement.text.read("ru") for statement in real_base.statements.values()]
    texts += [text.read("ru") for entity in real_base.entities.values() for text in (entity.title, entity.summary)]
    words = words_of(" ".join(texts))
    lost = []
    for word in sorted(words):
        known = {stem(form, "ru") for form in (word, *further_forms([word], "ru"))}
        lost += [(word, form) for form in forms(word) if stem(form, "ru") not in known]
    assert len(words) > 3000 and lost == []
