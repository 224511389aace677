"""A base that is read with the ids that its records have now."""

from __future__ import annotations

from pathlib import Path

from kbase.core.base import read_base
from kbase.core.fixing.renaming import as_called_now
from kbase.core.translation.standing import Standing, pairs
from tests.helpers import ACADEMY_EN, ACADEMY_RU, TINY, Files, repository

NAMES = {
    "academy": "academy-of-sciences",
    "forum": "minsk-forum",
    "forum-met": "people-met",
    "agency-on-forum": "first",
}


def test_records_pages_and_marks_have_the_new_ids_and_agree_as_before(tmp_path: Path) -> None:
    """Several at once, on one page, and some that begin like others."""
    more = "\nSee [one](../events/forum.md#facts), [two](academy.md) and [three](../statements/forum-met.md).\n"
    changes: Files = {file: f"{TINY[file]}{more}" for file in (ACADEMY_EN, ACADEMY_RU)}
    base, _ = read_base(repository(tmp_path, changes))
    then = as_called_now(base, NAMES)
    page = then.prose["en", "actors/academy-of-sciences"]
    assert [link.target for link in page.links] == [
        *("../events/minsk-forum.md", "../events/minsk-forum.md#facts"),
        *("academy-of-sciences.md", "../statements/people-met.md"),
    ]
    assert [mention.target for mention in page.citations] == ["first"]
    assert [mention.target for mention in page.statements] == ["academy-on-forum"]
    assert then.statements["academy-on-forum"].by == "academy-of-sciences"
    assert then.statements["people-met"].sources[0].id == "first" and then.topics["people-met"] == "science"
    assert then.entities["minsk-forum"].organisers == ("academy-of-sciences",)  # type: ignore[attr-defined]
    assert {pair.standing for path in ("index", page.path) for pair in pairs(then, path)} == {Standing.AGREED}


def test_a_record_that_names_none_of_them_is_the_same(tmp_path: Path) -> None:
    base, _ = read_base(repository(tmp_path))
    then = as_called_now(base, NAMES)
    assert then.entities["belarus"] is base.entities["belarus"] and then.outlets["daily"] is base.outlets["daily"]
