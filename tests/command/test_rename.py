"""`kb.py rename`: another id everywhere at once, or nothing."""

from __future__ import annotations

import errno
import shutil
from argparse import Namespace
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commands import rename
from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import run_checks
from kbase.core.evidence.grades import grade_all
from kbase.core.fixing.renaming import _remark
from kbase.core.ledger.changes_file import further
from kbase.core.ledger.entries import all_records, entries, key_of
from kbase.core.ledger.ledger_file import FILE as LEDGER
from kbase.core.ledger.ledger_file import read
from kbase.core.ledger.published import as_published, updated
from kbase.core.pages.table import moved_pages
from kbase.core.records.references import named_ids, spots
from launcher import writing
from launcher.console import Refusal
from launcher.main import main
from tests.helpers import mark_all, publish_all
from tests.repositories import EXAMPLE, digests
from tests.repositories import replace as put

QUERIES = """\
names:
  - {q: examplia, in: en, want: [actors/examplia, actors/examplia#facts, actors/samplonia]}
"""


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The records and pages of the example base, marked and published, with a list of queries."""
    root = tmp_path / "example"
    shutil.copytree(EXAMPLE, root / "docs")
    mark_all(root)
    publish_all(root)
    (root / "tests/real").mkdir(parents=True)
    (root / "tests/real/queries.yml").write_text(QUERIES, encoding="utf-8")
    monkeypatch.setattr(rename, "ROOT", root)
    return root


def to(old: str, new: str = "renamed-by-a-test") -> None:
    assert rename.run(Namespace(old=old, new=new)) == 0


def base_of(root: Path) -> KnowledgeBase:
    base, problems = read_base(root)
    assert problems == []
    return base


def findings(root: Path) -> list[str]:
    """What `check` says, without lines, which may be others, and the order of lists, which `tidy` makes."""
    return [f"{p.code} {p.message}" for p in run_checks(root) if p.code != "order"]


def most_named() -> list[str]:
    """Of each kind of record the one that others name most."""
    base, _ = read_base(EXAMPLE.parent)
    counts = Counter(id for record in all_records(base) for _, id in named_ids(record))
    kinds = {type(record): record.id for record in sorted(all_records(base), key=lambda record: counts[record.id])}
    return [*kinds.values()]


@pytest.mark.parametrize("old", most_named())
def test_a_record_of_any_kind_can_be_renamed(old: str, example: Path) -> None:
    """The one that is named most: nothing names the old id, its address leads on, and `check` has nothing to add, be it
    of the two languages or of revisions.
    """
    said = findings(example)
    before = base_of(example)
    to(old)
    after = base_of(example)
    assert old not in after.origins and after.renamed[old] == "renamed-by-a-test"
    named = (id for record in all_records(after) for path, id in named_ids(record) if path[0] != "former_ids")
    assert old not in {*named}
    assert [text.replace("renamed-by-a-test", old) for text in findings(example)] == said
    pages = {path for path in moved_pages(after) if path.endswith(f"/{old}")}
    assert pages or old in {*before.sources, *before.searches, *before.outlets}
    key = next(key_of(record) for record in all_records(before) if record.id == old)
    assert read((example / LEDGER).read_text(encoding="utf-8")).entries[key].stage == "moved"
    assert [problem.code for problem in run_checks(example) if problem.code == "translation-unmarked"] == []


@pytest.mark.parametrize("old", most_named())
def test_the_ledger_stays_as_it_is_written_with_a_new_id(old: str, example: Path) -> None:
    """Also where it is brought up to date from what was published before: nobody need say in `revised` that an id
    changed.
    """
    published = read((example / LEDGER).read_text(encoding="utf-8"))
    to(old)
    base = base_of(example)
    ledger, lacking = as_published(base, published, entries(base, {}))
    fresh, refused = updated(replace(base, ledger=ledger), grade_all(base), date.today())
    assert (refused, lacking) == ([], [])
    assert [*further(published.entries, fresh, date.today())] == [], "a page that is no new one"
    assert fresh == base.ledger.entries


def test_pages_follow_with_their_citations_blocks_links_and_files(example: Path) -> None:
    """In both languages; what looks like the id in a text or in code stays."""
    page = example / "docs/en/analysis/two-forums-compared.md"
    with page.open("a", encoding="utf-8") as file:
        file.write("\nSee [examplia](../actors/examplia.md#facts) and `[@examplia]`. [@wire-2024-11-18-visit]\n")
    mark_all(example)
    to("examplia", "examplia-state")
    assert "[examplia](../actors/examplia-state.md#facts) and `[@examplia]`" in page.read_text(encoding="utf-8")
    for language in ("en", "ru"):
        assert (example / f"docs/{language}/actors/examplia-state.md").is_file()
        assert not (example / f"docs/{language}/actors/examplia.md").exists()
    assert not (example / "docs/data/actors/examplia.yml").exists()


def test_the_lists_of_the_tests_follow_and_what_is_typed_stays(example: Path) -> None:
    to("examplia", "examplia-state")
    assert (example / "tests/real/queries.yml").read_text(encoding="utf-8") == QUERIES.replace(
        "actors/examplia", "actors/examplia-state"
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("- id: x\n  former_ids: was\n", "- id: x\n  former_ids: [was, old]\n"),
        ("- id: x\n  former_ids: [a, was]\n", "- id: x\n  former_ids: [a, was, old]\n"),
        ("- id: x\n  former_ids:\n    - a\n    - was\n", "- id: x\n  former_ids:\n    - a\n    - was\n    - old\n"),
        ("- id: x  # why\n  text: y\n", "- id: x  # why\n  former_ids: [old]\n  text: y\n"),
        ("- {id: x, text: y}\n", "- {id: x, former_ids: [old], text: y}\n"),
    ],
)
def test_former_ids_are_written_as_the_record_is(given: str, expected: str) -> None:
    held = spots(given)
    start, end, put = _remark(given, held, (0,), "old")
    assert given[:start] + put + given[end:] == expected


def test_a_second_name_comes_after_the_first(example: Path) -> None:
    to("examplia", "one")
    to("one", "two")
    assert base_of(example).entities["two"].former_ids == ("examplia", "one")
    assert read((example / LEDGER).read_text(encoding="utf-8")).entries["actors/examplia"].label == "two"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("examplya", "new", "no record has the id 'examplya' — did you mean 'examplia'?"),
        ("examplia", "samplonia", "'samplonia' is the id of a record (docs/data/actors/samplonia.yml:1)"),
        ("examplia", "examplia", "'examplia' is the id of a record"),
        ("examplia", "index", "there is another page at "),
        ("examplia", "No Id", "'No Id' is no id — use lower-case Latin letters"),
        ("examplia", "x" * 91, "is no id"),
        ("examplia", "../x", "'../x' is no id"),
        ("once", "new", "no record has the id 'once' — it is called 'hill-observatory' now"),
        ("examplia", "once", "'once' is a former id of 'hill-observatory'"),
        ("examplia", "forgotten", "'forgotten' was published as the id of another record"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(old: str, new: str, why: str, example: Path) -> None:
    with (example / "docs/data/actors/hill-observatory.yml").open("a", encoding="utf-8") as file:
        file.write("former_ids: [once]\n")
    with (example / LEDGER).open("a", encoding="utf-8") as file:
        file.write("actors/forgotten fd75d101a606 - - - - - 2026-11-24 - - Forgotten\n")
    before = digests(example)
    with pytest.raises(Refusal) as refusal:
        rename.run(Namespace(old=old, new=new))
    assert why in str(refusal.value)
    assert digests(example) == before


def test_nothing_is_left_half_done(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full after some files: all are as they were."""
    before, put = digests(example), writing._put
    count = iter(range(1000))

    def failing(beside: Path, content: bytes, path: Path) -> None:
        if path.is_relative_to(example) and next(count) == 3:
            raise OSError(errno.ENOSPC, "no space left")
        put(beside, content, path)

    monkeypatch.setattr(writing, "_put", failing)
    with pytest.raises(OSError, match="no space left"):
        to("examplia")
    assert next(count) == 4 and digests(example) == before


def test_what_would_be_wrong_is_not_done(example: Path) -> None:
    """Here a page has a heading of the new id, which the list of sources gives to the source."""
    page = example / "docs/en/actors/examplia.md"
    text = page.read_text(encoding="utf-8")
    source = next(iter(base_of(example).prose["en", "actors/examplia"].citations)).target
    page.write_text(f"{text}\n## A part {{ #source-new }}\n\nText. [@{source}]\n", encoding="utf-8")
    before = digests(example)
    with pytest.raises(
        Refusal, match=r"nothing was changed: docs/en/actors/examplia.md:\d+: error: the id 'source-new'"
    ):
        to(source, "new")
    assert digests(example) == before


def test_a_base_that_cannot_be_read_is_left_alone(example: Path) -> None:
    put(example / "docs/data/actors/samplonia.yml", "kind: state", "kind: state\nno-field: 1")
    with pytest.raises(Refusal, match="the base has errors"):
        to("examplia")


def test_where_the_old_id_is_a_word_the_line_is_named(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example / "README.md").write_text("See\nactors/examplia of examplia-wide.\nexamplia-wide\n", encoding="utf-8")
    to("examplia")
    out = capsys.readouterr().out
    assert "'examplia' is 'renamed-by-a-test' now" in out and "still written in README.md:2\n" in out
    assert "README.md:3" not in out


def test_the_command_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--in-environment", "rename", "only-one"]) == 2
    assert "rename" in capsys.readouterr().err


def test_what_was_just_written_and_nothing_names_yet_can_have_another_id(example: Path) -> None:
    new = "title: {en: New Works, ru: Новый завод}\nsummary: {en: A works., ru: Завод.}\nkind: company\n"
    (example / "docs/data/actors/new-works.yml").write_text(new, encoding="utf-8")
    assert "record-orphan" in {problem.code for problem in run_checks(example)}
    to("new-works", "newest-works")
    assert (example / "docs/data/actors/newest-works.yml").is_file()
