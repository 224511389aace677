"""A link is marked as reviewed, and loses the mark when it or what it rests on changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.base import read_base
from kbase.core.evidence.review_file import FILE, read, write
from kbase.core.evidence.reviews import keys, reviewed
from tests.conftest import Check
from tests.helpers import ACADEMY, REVIEWED, SOURCES, STATEMENTS, TINY, Files, repository, swap

AGENCY = "forum-met sources agency-on-forum"
SUPPORTED = swap(STATEMENTS, "sources: [agency-on-forum]", "sources: [agency-on-forum]\n  supported_by: [{more}]")


def supported(more: str) -> Files:
    """The tiny repository where something supports the claim."""
    return {STATEMENTS: SUPPORTED[STATEMENTS].replace("{more}", more)}


def reviewed_as(root: Path, changes: Files) -> Files:
    """The marks of the links as they are with changes."""
    return {FILE: (repository(root, changes) / FILE).read_text(encoding="utf-8")}


@pytest.mark.parametrize(
    "changes",
    [
        swap(STATEMENTS, "origin: [own]", "origin: [agency]"),
        swap(STATEMENTS, "origin: [own]", "origin: [own]\n      seen: opening"),
        swap(STATEMENTS, "origin: [own]", "origin: [own]\n      role: record"),
        swap(STATEMENTS, "origin: [own]", "origin: [own]\n      supports: part"),
    ],
)
def test_a_link_that_changes_is_named_alone(check: Check, changes: Files) -> None:
    """The other link of the statement keeps its mark."""
    (line,) = check({**changes, **REVIEWED})
    assert line.startswith(
        f"{STATEMENTS}:7: warning: 'forum-met' is new or changed, and nobody has compared it since with what it links "
        "to: 'agency-on-forum' — if that says what the statement says, run `python3 scripts/kb.py reviewed forum-met`;"
    )
    assert line.endswith("; you need not: whoever merges can [link-not-reviewed]")


@pytest.mark.parametrize(
    "changes",
    [
        swap(SOURCES, "published_by: agency\n", "published_by: agency\n  issuer: academy\n"),
        swap(SOURCES, "published_by: agency\n", "published_by: agency\n  kind: reporting\n"),
        swap(SOURCES, "published_by: agency\n", "published_by: agency\n  hosted_at: other.example\n"),
        swap(SOURCES, "published_by: agency\n", "published_by: academy\n"),
    ],
)
def test_another_source_behind_a_link_is_a_change(check: Check, changes: Files) -> None:
    """One line for each statement that rests on it."""
    lines = [line for line in check({**changes, **REVIEWED}) if "link-not-reviewed" in line]
    assert [line.partition(": warning")[0] for line in lines] == [f"{STATEMENTS}:7", f"{STATEMENTS}:17"]


def test_another_text_or_speaker_asks_for_all_links_in_one_line(check: Check) -> None:
    """What a source carries is the text."""
    (line,) = check(
        {**swap(STATEMENTS, "{en: 90 people met., ru: Встретились 90", "{en: 91 met., ru: Встретились 91"), **REVIEWED}
    )
    assert "with what it links to: 'agency-on-forum', 'daily-on-forum' — " in line
    (line,) = check({**swap(STATEMENTS, "by: academy", "by: agency"), **REVIEWED})
    assert ": 'academy-on-forum' is new or changed" in line


def test_a_release_wants_every_link_reviewed(check: Check) -> None:
    lines = check({FILE: ""}, release=True)
    assert [": error: " in line for line in lines] == [True, True]


def test_what_a_support_or_challenge_says_counts(check: Check, tmp_path: Path) -> None:
    """A link to another statement was judged by that one's words."""
    support = supported("{statement: forum-met}")
    marks = reviewed_as(tmp_path, support)
    assert check({**support, **marks}) == []
    changed = {
        STATEMENTS: support[STATEMENTS].replace("90 people met", "90 people sat").replace("90 человек", "90 лиц")
    }
    lines = check({**changed, **marks})
    assert any(
        "'academy-on-forum' is new or changed, and nobody has compared it since with what it links to: 'forum-met'"
        in line
        for line in lines
    )


def test_notes_and_titles_of_sources_ask_nothing(check: Check) -> None:
    assert check({**swap(STATEMENTS, "origin: [own]", "origin: [own]\n      note: {en: A., ru: А.}"), **REVIEWED}) == []
    assert check({**swap(SOURCES, "title: A forum in Minsk", "title: The forum in Minsk"), **REVIEWED}) == []


def test_a_new_id_asks_nothing(check: Check) -> None:
    """Of a statement, of a source, of a publisher."""
    renamed = {
        STATEMENTS: TINY[STATEMENTS]
        .replace("- id: forum-met\n", "- id: forum-held\n  former_ids: [forum-met]\n")
        .replace("by: academy", "by: nasb")
        .replace("about: [forum, academy]", "about: [forum, nasb]"),
        "docs/data/actors/nasb.yml": TINY[ACADEMY] + "former_ids: [academy]\n",
        ACADEMY: None,
    }
    assert [line for line in check({**renamed, **REVIEWED}) if "link-not-reviewed" in line] == []


def test_marks_are_lines_that_git_can_merge(tmp_path: Path) -> None:
    """Sorted by key; a stray line, such as git leaves, is no mark."""
    base = read_base(repository(tmp_path))[0]
    text = REVIEWED[FILE]
    assert isinstance(text, str)
    marks = read(text)
    assert marks == base.reviews and set(marks) == set(keys(base)) and AGENCY in marks
    assert list(marks) == sorted(marks) and write(dict(reversed(marks.items()))) == text
    assert read(f"<<<<<<< ours\n{text}=======\nforum-met sources daily-on-forum\n") == marks


@pytest.mark.parametrize("target", ["forum-met", STATEMENTS, f"{STATEMENTS}#forum-met", "docs/data"])
def test_a_target_is_an_id_a_file_a_folder_or_a_part(tmp_path: Path, target: str) -> None:
    base = read_base(repository(tmp_path, {FILE: ""}))[0]
    others = {"academy-on-forum sources agency-on-forum"} if target in (STATEMENTS, "docs/data") else set()
    assert set(reviewed(base, target)) == {AGENCY, "forum-met sources daily-on-forum", *others}
    assert reviewed(base, "forum") == {}


def test_a_speaker_that_cannot_be_read_is_told_once(check: Check) -> None:
    """Without its former ids it is another one to all links of its statements."""
    renamed = {
        STATEMENTS: TINY[STATEMENTS].replace("academy", "nasb").replace("nasb-on-forum", "academy-on-forum"),
        "docs/data/actors/nasb.yml": TINY[ACADEMY] + "former_ids: [academy]\nnonsense: 1\n",
        ACADEMY: None,
    }
    (line,) = check({**renamed, **REVIEWED})
    assert line.startswith("docs/data/actors/nasb.yml:") and "nonsense" in line


def test_what_git_leaves_in_the_file_of_links_is_named(check: Check) -> None:
    """Else the mark of a link would be lost without a word."""
    (line,) = (line for line in check({FILE: f"{REVIEWED[FILE]}<<<<<<< HEAD\n"}) if "marks-shape" in line)
    assert "this line is no mark of a link" in line and line.startswith(f"{FILE}:")
