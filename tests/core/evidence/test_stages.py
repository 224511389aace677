"""The stage of an agreement follows from its history, party by party."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.core.evidence.stages import in_order, stage, stage_by_party
from kbase.core.records.model import Agreement
from kbase.core.records.vocabulary import Step


def agreement(*steps: str, parties: tuple[str, ...] = (), issuer: str | None = None) -> Agreement:
    """An agreement with a history such as "2024-05 belarus draft-approved"; a step of all has no party."""
    history = []
    for step in steps:
        date, *party, word = step.split()
        history.append({"date": date, "party": party[0] if party else None, "step": word, "source": "a-source"})
    text = {"en": "A", "ru": "А"}
    fields = {"id": "accord", "kind": "treaty", "title": text, "summary": text, "parties": parties, "history": history}
    return Agreement.model_validate({**fields, "issuer": issuer})


def test_approval_of_the_draft_and_signature_later() -> None:
    """A draft that one party has approved is signed later: the signature counts."""
    accord = agreement("2024-05-29 belarus draft-approved", "2025-03-13 signed", parties=("belarus", "russia"))
    assert stage_by_party(accord) == {"belarus": "signed", "russia": "signed"}
    assert stage(accord) is Step.SIGNED


def test_approval_after_the_signature_does_not_set_it_back() -> None:
    """The reverse order is possible too: what is signed and then approved stays signed."""
    accord = agreement("2025-03-13 signed", "2025-08-20 russia approved", parties=("belarus", "russia"))
    assert stage_by_party(accord) == {"belarus": "signed", "russia": "signed"}


def test_the_order_of_writing_does_not_matter() -> None:
    """Steps count by their dates."""
    steps = ("2025-03-13 signed", "2024-05-29 draft-approved", "2026-01-01 in-force")
    assert stage(agreement(*steps)) is stage(agreement(*reversed(steps))) is Step.IN_FORCE


def test_each_party_has_its_own_stage() -> None:
    """A party that has ratified is ahead; the whole has come as far as the last one."""
    accord = agreement("2025 signed", "2026 belarus ratified", parties=("belarus", "russia"))
    assert stage_by_party(accord) == {"belarus": "ratified", "russia": "signed"}
    assert stage(accord) is Step.SIGNED


def test_a_party_without_a_step_is_left_out() -> None:
    """Nothing is said of a party of which nothing is known."""
    accord = agreement("2024-05-29 belarus draft-approved", parties=("belarus", "russia"))
    assert stage_by_party(accord) == {"belarus": "draft-approved"}
    assert stage(accord) is Step.DRAFT_APPROVED


def test_a_party_that_only_the_history_names_has_a_stage() -> None:
    """Whoever takes a step is a party to it."""
    assert stage_by_party(agreement("2025 armenia signed", parties=("belarus",))) == {"armenia": "signed"}


def test_an_act_without_parties_has_one_stage() -> None:
    """The stage of an act of one issuer is that of all."""
    assert stage_by_party(agreement("2024 signed", "2025 in-force")) == {None: "in-force"}


def test_an_act_of_an_issuer_has_one_stage_whoever_took_its_steps() -> None:
    """A body that drafts what another one approves has no stage of its own."""
    act = agreement("2023 ministers proposed", "2024 approved", issuer="council")
    assert stage_by_party(act) == {None: "approved"}


def test_without_a_history_there_is_no_stage() -> None:
    """Nothing is claimed that no source shows."""
    assert stage_by_party(agreement(parties=("belarus",))) == {}
    assert stage(agreement(parties=("belarus",))) is None
    assert stage(agreement()) is None


@pytest.mark.parametrize("ending", ["suspended", "rescinded", "withdrawn", "expired"])
def test_an_ending_ends_what_was_in_force(ending: str) -> None:
    """What has ended is not in force, however far it had come."""
    assert stage(agreement("2020 signed", "2021 in-force", f"2025 {ending}")) is Step(ending)


@pytest.mark.parametrize("parties", [("belarus", "russia"), ("belarus", "russia", "armenia")])
def test_the_ending_of_one_party_ends_it_for_all(parties: tuple[str, ...]) -> None:
    """One party withdraws: the whole is withdrawn, even where a third has taken no step."""
    accord = agreement("2020 belarus signed", "2020 russia signed", "2025 russia withdrawn", parties=parties)
    assert stage_by_party(accord) == {"belarus": "signed", "russia": "withdrawn"}
    assert stage(accord) is Step.WITHDRAWN


def test_what_has_ended_can_come_back() -> None:
    """A step after the ending begins anew, even one that had been passed before."""
    assert stage(agreement("2020 in-force", "2022 suspended", "2025 in-force")) is Step.IN_FORCE
    assert stage(agreement("2020 in-force", "2022 rescinded", "2025 proposed")) is Step.PROPOSED


def test_an_amendment_leaves_the_stage_where_it_is() -> None:
    """An act that is amended stays what it was; where nothing else is known of it, its stage is not established."""
    assert stage(agreement("2024 in-force", "2025 amended")) is Step.IN_FORCE
    assert stage(agreement("2024 rescinded", "2025 amended")) is Step.RESCINDED
    assert stage(agreement("2023 amended", "2024 approved", "2025 amended")) is Step.APPROVED
    assert stage(agreement("2025 amended")) is None
    assert stage_by_party(agreement("2024 belarus signed", "2025 russia amended")) == {"belarus": "signed"}


def test_a_bill_goes_from_its_draft_to_parliament_and_is_adopted() -> None:
    """Brought to parliament is more than a draft that a government has approved, and less than adoption."""
    bill = ("2026-03 drafted", "2026-06-22 draft-approved", "2026-06-30~ submitted")
    assert stage(agreement(*bill)) is Step.SUBMITTED
    assert stage(agreement(*bill, "2026-09 adopted")) is Step.ADOPTED


def test_steps_of_one_day_follow_as_they_usually_do() -> None:
    """Signed and in force on the same day: in force; approved and signed: signed."""
    assert stage(agreement("2025-03-13 in-force", "2025-03-13 signed")) is Step.IN_FORCE
    assert [s.step for s in in_order(agreement("2025 signed", "2025 approved").history)] == ["approved", "signed"]


def test_a_vague_date_counts_as_its_last_day() -> None:
    """«2025» may be any day of the year: what is dated exactly in that year stands before it."""
    ordered = in_order(
        agreement("2025 signed", "2025-08-20 approved", "../2026-06 in-force", "2024/2026 drafted").history
    )
    assert [step.date for step in ordered] == ["2025-08-20", "2025", "../2026-06", "2024/2026"]


STEPS = st.tuples(st.integers(2000, 2030), st.sampled_from(["", "belarus", "russia"]), st.sampled_from(list(Step)))


@given(st.lists(STEPS, max_size=6))
def test_the_whole_is_never_further_than_a_party(steps: list[tuple[int, str, Step]]) -> None:
    """The stage of the whole is that of one of its parties, and there is one as soon as a step leads to one."""
    accord = agreement(*(f"{year} {party} {step}" for year, party, step in steps), parties=("belarus", "russia"))
    assert (stage(accord) is None) == all(step is Step.AMENDED for _, _, step in steps)
    assert stage(accord) in {None, *stage_by_party(accord).values()}
