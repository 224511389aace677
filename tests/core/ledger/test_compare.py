"""Two states of the base, compared: recorded changes, each with the list that a reviewer expects."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import run_checks
from kbase.core.ledger.changes import OTHER, Change, Comparison, Part, What, kind_of
from kbase.core.ledger.compare import compare
from kbase.core.ledger.released import read_released
from kbase.core.problems import Severity
from kbase.core.records.model import Statement
from kbase.core.translation.marks import FILE as MARKS
from kbase.exports import kb_json
from kbase.exports.snapshot import Snapshot
from kbase.wording.catalogue import Catalogue
from kbase.wording.changes import FEEDS, PAGES, as_markdown, as_text, changed_words, sections
from tests.helpers import TINY, repository

RECORDED: Any = yaml.safe_load(Path(__file__).with_name("changes.yml").read_text(encoding="utf-8"))
FILES: dict[str, str] = RECORDED["files"]
CHANGES: list[dict[str, Any]] = RECORDED["changes"]
Texts = dict[str, str]


def edited(texts: Texts, edits: list[list[str]]) -> Texts:
    """The files after some edits: `[file, old, new]`, or `[file, text]` for what comes at its end."""
    after = dict(texts)
    for file, *words in edits:
        path = FILES[file]
        if len(words) == 1:
            after[path] = after.get(path, "") + words[0]
        else:
            old, new = words
            assert after[path].count(old) == 1, f"{old!r} stands {after[path].count(old)} times in {path}"
            after[path] = after[path].replace(old, new)
    return after


BASE = edited(TINY, RECORDED["base"])


def two_states(change: dict[str, Any], root: Path) -> tuple[KnowledgeBase, KnowledgeBase]:
    """The base before and after a recorded change; the marks of the translations are those of before."""
    before = edited(BASE, change.get("with", []))
    old = repository(root / "before", before)
    marks = (old / MARKS).read_text(encoding="utf-8")
    new = repository(root / "after", {**edited(before, change["edits"]), MARKS: marks})
    return read(old), read(new)


def read(root: Path) -> KnowledgeBase:
    base, problems = read_base(root)
    assert problems == []
    return base


def found(change: dict[str, Any], root: Path) -> Comparison:
    return compare(*two_states(change, root))


@pytest.mark.parametrize("change", CHANGES, ids=[change["name"] for change in CHANGES])
def test_a_recorded_change_gives_the_list_that_a_reviewer_expects(change: dict[str, Any], tmp_path: Path) -> None:
    """Every line, in its place and in the reviewer's words, and no other; the pages and feeds where they are named."""
    told = sections(found(change, tmp_path), Catalogue("en"))
    pages, feeds = told.pop(PAGES, []), told.pop(FEEDS, [])
    assert told == change["expected"]
    assert pages == change.get("pages", pages)
    assert feeds == change.get("feeds", feeds)


def test_a_base_has_no_difference_from_itself(base: KnowledgeBase) -> None:
    assert compare(base, base) == Comparison(())


def test_every_heading_has_a_recorded_change() -> None:
    """No part of the report is without a change that shows it."""
    shown = {heading for change in CHANGES for heading in change["expected"]}
    assert shown == {part.value for part in Part}


@pytest.mark.parametrize("change", CHANGES, ids=[change["name"] for change in CHANGES])
def test_a_recorded_change_is_one_that_check_accepts(change: dict[str, Any], tmp_path: Path) -> None:
    """The reviewer sees what passes the checks; but for an id that is gone, which they refuse."""
    two_states(change, tmp_path)
    errors = [p for p in run_checks(tmp_path / "after") if p.severity is Severity.ERROR and p.code != "id-gone"]
    assert errors == []


def test_a_report_is_cut_by_a_rule_and_says_how_much_is_left_out(tmp_path: Path) -> None:
    """Of every heading so many lines; where only one more is left, it is shown."""
    comparison = found(recorded("a source under another address and day"), tmp_path)
    words = Catalogue("en")
    whole, cut = as_text(comparison, words), as_text(comparison, words, most=3)
    assert "\nPages that show a change (7)\n" in whole and "more" not in whole
    assert "Sources (2)" in cut and "  … and 4 more" in cut
    assert "more" not in as_text(comparison, words, most=6)


def change(field: str, number: int, before: str = "a", after: str = "b") -> Change:
    return Change(Part.STATEMENTS, "statement", f"s{number:02}", What.CHANGED, field, before, after)


def test_many_small_changes_push_no_great_one_out_of_a_report() -> None:
    """Who said what and when stands first, then what turns a text. One of every kind is shown, and the cut
    says of which kinds the rest is.
    """
    small = [change("note.en", n) for n in range(5)] + [change("text.en", n) for n in range(5, 10)]
    turned = change("text.ru", 97, "Они согласны.", "Они не согласны.")
    great = [change("by", 99), change("said", 98)]
    lines = as_text(Comparison((*small, turned, *great)), Catalogue("en"), most=6).splitlines()
    assert [line.split(",")[0].strip() for line in lines[1:7]] == ["s99", "s98", "s97", "s05", "s06", "s00"]
    assert lines[7:] == ["  … and 7 more: 3 of texts, 4 of notes"]


@pytest.mark.parametrize(
    ("before", "after", "is_heavy"),
    [
        ("It met Russia.", "It met China.", True),
        ("It has 5.", "It has 6.", True),
        ("They agree.", "They don’t agree.", True),
        ("Без него.", "С ним.", True),
        ("It met soon.", "It met later.", False),
    ],
)
def test_what_turns_a_text_weighs_more_than_its_wording(before: str, after: str, is_heavy: bool) -> None:
    kind = "of figures, names and negations" if is_heavy else "of texts"
    assert kind_of(change("text.en", 1, before, after)) == kind


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("label", "of labels"),
        ("sources[x].supports", "of sources"),
        ("challenged_by.order", "of challenges"),
        ("forbidden[en x]", "of terms"),
        ("controller", "of owners"),
        ("anything", "others"),
    ],
)
def test_a_change_is_counted_by_its_field(field: str, kind: str) -> None:
    assert kind_of(change(field, 1)) == kind


def test_every_field_of_a_statement_has_a_weight() -> None:
    """A field that is added to the model is not left to the end of a report."""
    weightless = {"id", "recorded"}
    names = [info.alias or name for name, info in Statement.model_fields.items()]
    assert [name for name in names if kind_of(change(name, 1)) == OTHER and name not in weightless] == []


def test_nothing_of_a_record_is_markup_or_a_command_in_a_report(tmp_path: Path) -> None:
    """What a stranger wrote neither makes a link, a picture or a comment in the summary nor reaches the terminal."""
    evil = "It was <img src=x> ![a](https://x.example) @all `b`\u202e."
    change = {"edits": [["statements", "en: It was the first.", f'en: "{evil}"']]}
    comparison = found(change, tmp_path)
    told = as_markdown(comparison, Catalogue("en"))
    assert "\\<img" in told and "\\!\\[a\\]" in told and "\\@all" in told and "\\`b\\`" in told
    assert "\u202e" not in told + as_text(comparison, Catalogue("en"))


def recorded(name: str) -> dict[str, Any]:
    return next(change for change in CHANGES if change["name"] == name)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("It met on 1 May.", "It met on 2 May.", "“1” → “2” (It met on 2 May.)"),
        ("One two three four five", "One two three five", "removed “four” (One two three five)"),
        ("a b c d e f g h", "a b c d X e f g h", "added “X” (…b c d X e f g…)"),
        ("Left", "Right", "“Left” → “Right” (Right)"),
        ("a  b", "a b", "only its spaces changed"),
        (
            "a b c d e f g 5 h i j k",
            "x b c d e f g 6 h i j k",
            "“5” → “6” (…e f g 6 h i j…); “a” → “x” (x b c d…)",
        ),
    ],
)
def test_of_two_texts_the_words_that_differ_are_shown(before: str, after: str, told: str) -> None:
    assert changed_words(before, after) == told


def test_a_released_file_holds_the_same_records(base: KnowledgeBase, tmp_path: Path) -> None:
    """`kb.json` read back differs in nothing; only prose and translations are not in it."""
    file = tmp_path / "kb.json"
    file.write_bytes(kb_json.write(Snapshot(base, "https://example.org/", "", datetime(2026, 11, 24, tzinfo=UTC))))
    released, unreadable = read_released(file)
    assert unreadable == []
    assert compare(released, base) == Comparison((), with_prose=False)


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "is not JSON"), ("[" * 100_000, "is not JSON"), ("[]", "no list 'entities'"), ("{}", "no list")],
)
def test_another_file_is_no_release(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "kb.json").write_text(text)
    with pytest.raises(ValueError, match=told):
        read_released(tmp_path / "kb.json")


def test_what_a_release_calls_otherwise_is_named_and_not_guessed(tmp_path: Path) -> None:
    """A record of an older form is left out and told, and nothing fails."""
    lists = ("publishers", "statements", "sources", "terms", "searches")
    (tmp_path / "kb.json").write_text(
        json.dumps({**{name: [] for name in lists}, "entities": [{"id": "a", "type": "b"}]})
    )
    assert read_released(tmp_path / "kb.json")[1] == ["a"]
