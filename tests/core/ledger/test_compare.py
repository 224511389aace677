"""Two states of the base, compared: recorded changes, each with the list that a reviewer expects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
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


RUSSIAN: dict[str, dict[str, list[str]]] = {
    "a source read in full, and as the record itself": {
        "Оценки": [
            "pact-signed, пометка: целиком в одном источнике → сам текст. Агентство: прочитано целиком.",
            "pact-signed, сказано: один источник сведений → есть первоисточник; основание: agency-on-pact",
            "pact-signed, содержание: один источник сведений → по первоисточнику; основание: agency-on-pact",
        ],
        "Утверждения": [
            "pact-signed, sources[agency-on-pact].seen: прочитано начало → прочитано целиком",
            "pact-signed, sources[agency-on-pact].role: добавлено: сам текст",
        ],
    },
    "a step further": {
        "Стадии": ["pact: Подписано → Действует, шаг «Действует» от 2026-01 (daily-on-pact)"],
        "Другие записи": [
            "pact, history[belarus ratified]: добавлено (date 2025-12, source daily-on-pact)",
            "pact, history[in-force]: добавлено (date 2026-01, source daily-on-pact)",
        ],
        "Что перечитать после нового шага": [
            "ратифицировано 2025-12, действует 2026-01 (pact): docs/data/agreements/pact.yml:2; "
            "docs/en/agreements/pact.md:1; docs/ru/agreements/pact.md:1"
        ],
    },
    "a statement withdrawn for another": {
        "Утверждения": [
            "academy-on-forum: отозвано 2026-11-25: Это не так. (заявление academy, 2025-08-26: Он был первым.)",
            "academy-on-forum, replaced_by[forum-met]: добавлено",
        ],
    },
    "a new statement with a new source and publisher": {
        "Утверждения": [
            "forum-was-brief: добавлено (факт, 2025-08-25: Он длился час.); сказано: слабо, содержание: не проверено"
        ],
        "Источники": [
            "blog-on-forum: добавлено (On the forum; https://blog.example/1); издатель blog: собственник неизвестен, "
            "конечный собственник неизвестен"
        ],
        "Издатели": ["blog: добавлено (Блог); собственник неизвестен, конечный собственник неизвестен"],
    },
    "two statements made one": {
        "Утверждения": [
            "academy-plans-staff: удалено (план academy, 2025-10-02: Она наймёт 30 человек.); "
            "адрес ведёт к academy-on-costs",
            "academy-on-costs, former_ids[academy-plans-staff]: добавлено",
        ],
    },
    "a source under another id, and one figure more in a page that cites it": {
        "Источники": ["agency-on-pact: переименовано в pact-by-agency"],
        "Тексты страниц": [
            "agreements/pact (английский, начало страницы): числа: +2; добавлено «by 2» (…1 October 2025 by 2. [@…)"
        ],
        "Отстало на другом языке": ["agreements/pact, начало страницы: изменены оба языка, их нужно сравнить"],
    },
    "a figure corrected, which others still name": {
        "Утверждения": [
            "pact-costs, text.en: «40» → «45» (The pact costs 45 million roubles.)",
            "pact-costs, text.ru: «40» → «45» (Пакт стоит 45 млн рублей.)",
        ],
        "Отстало на другом языке": ["pact-costs: изменены оба языка, их нужно сравнить"],
        "Где ещё стоит прежняя дата или число": ["40 млн (pact-costs): docs/data/statements/pact.yml:21"],
    },
    "a role that has ended, and one begun": {
        "Другие записи": [
            "head, roles[Глава академии, academy].to: добавлено: 2025",
            "head, roles[Советник, belarus]: добавлено (as_of 2026, source daily-on-pact)",
        ],
    },
}
"""Recorded change → the list for a reviewer who reads Russian, without pages and feeds, which are paths: a line of each
kind, and every heading.
"""


@pytest.mark.parametrize("name", RUSSIAN)
def test_a_recorded_change_is_told_in_russian(name: str, tmp_path: Path) -> None:
    """Under Russian headings, with the texts and labels of the records in Russian."""
    told = sections(found(recorded(name), tmp_path), Catalogue("ru"))
    assert {heading: lines for heading, lines in told.items() if heading not in PATHS} == RUSSIAN[name]


PATHS = {PAGES.read("ru"), FEEDS.read("ru")}


def test_every_heading_has_its_russian() -> None:
    assert {heading for told in RUSSIAN.values() for heading in told} >= {part.heading.read("ru") for part in Part}


@pytest.mark.parametrize("change", CHANGES, ids=[change["name"] for change in CHANGES])
def test_no_english_is_left_in_russian(change: dict[str, Any], tmp_path: Path) -> None:
    """Every Latin word of a report stands in a file too: an id, a path, a field or its value, but no English text."""
    comparison = found(change, tmp_path)
    known = {word for root in tmp_path.iterdir() for word in words_of_files(root)}
    for heading, lines in sections(comparison, Catalogue("ru")).items():
        told = [] if heading in PATHS else [own_words(line) for line in lines]
        assert {*_LATIN.findall(" ".join((heading, *told)))} - known == set()


_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def words_of_files(root: Path) -> Iterator[str]:
    """The Latin words of records and Russian pages, but for texts in English, and of the names of files."""
    for file in (path for path in root.rglob("*") if path.suffix in (".yml", ".md")):
        yield from _LATIN.findall(file.relative_to(root).as_posix())
        if file.is_relative_to(root / "docs/data") or file.is_relative_to(root / "docs/ru"):
            yield from _LATIN.findall(re.sub(r"\ben: ('[^']*'|[^,}\n]*)", "", file.read_text(encoding="utf-8")))


def own_words(line: str) -> str:
    """A line without the passages of an English text that it shows."""
    return line.split("«")[0] if re.search(r"\.en: |\(английский", line) else line


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
    assert lines[7:8] == ["  … and 7 more: 3 of texts, 4 of notes"]
    assert lines[-1] == "The old date was found nowhere else; a month or a year is not looked for."
    russian = as_text(Comparison((*small, turned, *great)), Catalogue("ru"), most=6).splitlines()
    assert [line.split(",")[0] for line in russian[1:7]] == [line.split(",")[0] for line in lines[1:7]]
    assert russian[7:8] == ["  … и ещё 7: тексты\u00a0— 3, примечания\u00a0— 4"]


def test_a_long_line_and_what_is_not_compared_are_told_in_both_languages() -> None:
    comparison = Comparison((change("title", 1, "a", "b" * 500),), with_prose=False)
    english, russian = (as_markdown(comparison, Catalogue(language), most=3) for language in ("en", "ru"))
    assert "bbb… (116 more letters)" in english and "so that these and the translations are not compared." in english
    assert "bbb… (ещё букв: 116)" in russian and "поэтому ни они, ни переводы не сравниваются." in russian
    assert as_text(Comparison(()), Catalogue("ru")) == "Ни в записях, ни в текстах ничего не изменилось."
    assert changed_words("a  b", "a b").read("ru") == "изменились только пробелы"


def test_of_the_places_where_an_old_day_stands_none_is_cut() -> None:
    places = tuple(f"docs/data/statements/of-{number}.yml:8" for number in range(40))
    stands = Change(Part.ELSEWHERE, "statement", "s", What.STANDS, before="2025-07-11", places=places)
    told = as_text(Comparison((stands,)), Catalogue("en"), most=3)
    assert all(place in told for place in places) and "more letters" not in told


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
