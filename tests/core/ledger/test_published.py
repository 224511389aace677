"""The ledger of published ids: nothing disappears, nothing changes without a word, and the file repairs itself."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest

from commands import ledger as command
from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import run_checks
from kbase.core.evidence.grades import grade_all
from kbase.core.ledger.digests import LOOSE, of_text
from kbase.core.ledger.entries import entries, entry_of, key_of
from kbase.core.ledger.ledger_file import FILE as LEDGER
from kbase.core.ledger.ledger_file import Entry, Ledger, read, write
from kbase.core.ledger.published import Published, state_of
from kbase.core.ledger.published import updated as brought_up
from kbase.core.problems import Problem
from kbase.core.translation.marks import FILE as MARKS
from launcher.console import Refusal
from tests.conftest import Check
from tests.helpers import (
    ACADEMY,
    ACADEMY_EN,
    ACADEMY_RU,
    AS_TINY,
    BELARUS,
    FORUM,
    PUBLISHED,
    PUBLISHERS,
    SOURCES,
    STATEMENTS,
    TINY,
    Files,
    published,
    repository,
    swap,
)

LATER = date(2026, 12, 1)
REVISED = "  revised: [{date: '2026-11-25', what: {en: Corrected., ru: Исправлено.}}]\n"


def base_of_tiny(root: Path, changes: Files | None = None) -> KnowledgeBase:
    """The tiny base after changes, with the ledger of what it was."""
    return read_base(repository(root, {**PUBLISHED, **(changes or {})}))[0]


def updated(base: KnowledgeBase, today: date, forget: list[str] | None = None) -> tuple[dict[str, Entry], list[str]]:
    return brought_up(base, grade_all(base), today, forget or [])


def told(check: Check, changes: Files, code: str = "revision-missing") -> list[str]:
    """What is said of changes of the tiny base since it was published, with one code."""
    return [line for line in check({**PUBLISHED, **changes}) if f"[{code}]" in line]


# --- what a reader relies on ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("by: academy", "by: agency"),
        ("by: academy", "by: {unnamed: {en: An official, ru: Чиновник}}"),
        ("kind: claim", "kind: assessment"),
        ("said: '2025-08-26'", "said: '2025-08-27'"),
        ("happened: '2025-08-25'", "happened: '2025-08-24'"),
        ("origin: [own]", "origin: [own]\n      seen: opening"),
        ("origin: [own]", "origin: [own]\n      role: record"),
        ("origin: [own]", "origin: [own]\n      supports: part"),
        ("origin: [own]", "origin: [academy]"),
        ("    - daily-on-forum\n", ""),
        (
            "sources: [agency-on-forum]",
            "sources: [agency-on-forum]\n  challenged_by: [{statement: forum-met, how: qualifies}]",
        ),
        ("sources: [agency-on-forum]", "sources: [agency-on-forum]\n  supported_by: [{source: daily-on-forum}]"),
        ("sources: [agency-on-forum]", "sources: [agency-on-forum]\n  quote: {text: Впервые, lang: ru}"),
    ],
)
def test_no_field_that_bears_on_a_statement_changes_silently(old: str, new: str, check: Check) -> None:
    """Speaker, kind, dates, sources with their fields, challenges, support and quotation ask for `revised`."""
    (line,) = told(check, swap(STATEMENTS, old, new))
    assert "was changed, and `revised` does not say so: its speaker, kind, dates" in line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sources: [agency-on-forum]", "sources: [daily-on-forum, agency-on-forum]"),
        (
            "challenged_by: [{statement: forum-met, how: qualifies}, {source: daily-on-forum, how: denies}]",
            "challenged_by: [{source: daily-on-forum, how: denies}, {statement: forum-met, how: qualifies}]",
        ),
        (
            "supported_by: [{statement: forum-met}, {source: daily-on-forum}]",
            "supported_by: [{source: daily-on-forum}, {statement: forum-met}]",
        ),
    ],
)
def test_what_stands_first_is_shown_first_and_does_not_change_silently(old: str, new: str, check: Check) -> None:
    """Another order of sources, challenges or support: readers and reasons meet the first one first."""
    links = (
        "sources: [agency-on-forum, daily-on-forum]"
        if old.startswith("sources")
        else f"sources: [agency-on-forum]\n  {old}"
    )
    before = TINY[STATEMENTS].replace("sources: [agency-on-forum]", links)
    after = before.replace(old if "_by" in old else links, new)
    assert after != before
    assert len(told(check, {**published({STATEMENTS: before}), STATEMENTS: after})) == 1


RETRACTED = "  retracted: {date: '2026-11-25', what: {en: No., ru: Нет.}}\n"


def test_a_change_that_is_told_or_a_retraction_is_not_asked_for_again(check: Check) -> None:
    changed = TINY[STATEMENTS].replace("by: academy", "by: agency")
    assert told(check, {STATEMENTS: changed + REVISED}) == []
    assert told(check, {STATEMENTS: TINY[STATEMENTS] + RETRACTED}) == []


def test_a_retraction_excuses_no_other_change(check: Check) -> None:
    """A withdrawn statement still says who said it."""
    (line,) = told(check, {STATEMENTS: TINY[STATEMENTS].replace("by: academy", "by: agency") + RETRACTED})
    assert "its speaker" in line


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (REVISED, ""),
        (REVISED, REVISED.replace("Corrected", "Improved")),
        (REVISED, REVISED.replace("2026-11-25", "2026-11-26")),
        (RETRACTED, ""),
        (RETRACTED, RETRACTED.replace("No.", "Yes.")),
    ],
)
def test_what_was_told_of_a_change_stays(then: str, now: str, check: Check, tmp_path: Path) -> None:
    """A line of `revised` and a retraction are published too."""
    ledger = published({STATEMENTS: TINY[STATEMENTS] + then})
    (line,) = told(check, {**ledger, STATEMENTS: TINY[STATEMENTS] + now})
    assert "its earlier revisions or retraction" in line


def test_an_older_revision_tells_nothing_of_a_new_change(tmp_path: Path) -> None:
    """Each change needs a line of its own."""
    base = base_of_tiny(tmp_path, {STATEMENTS: TINY[STATEMENTS] + REVISED})
    fresh, _ = updated(base, LATER)
    changes = {STATEMENTS: TINY[STATEMENTS].replace("by: academy", "by: agency") + REVISED, LEDGER: write(fresh)}
    _, refused = updated(base_of_tiny(tmp_path / "later", changes), LATER)
    assert refused == ["academy-on-forum"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("about: [forum, academy]", "about: [academy, belarus, forum]"),
        ("en: It was the first.", "en: It  was\u00a0the first."),
    ],
)
def test_what_bears_on_nothing_may_change(old: str, new: str, check: Check) -> None:
    """One more page that shows it, and the kind of its spaces."""
    assert told(check, swap(STATEMENTS, old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("about: [forum, academy]", "about: [academy]", "its subjects or replacements (forum)"),
        ("sources: [agency-on-forum]", "sources: [{id: agency-on-forum, note: {en: Page 2.}}]", "its notes"),
        ("sources: [agency-on-forum]", "sources: [agency-on-forum]\n  note: {en: A note., ru: Нота.}", "its notes"),
    ],
)
def test_what_a_reader_sees_beside_the_text_does_not_change_silently(
    old: str, new: str, what: str, check: Check
) -> None:
    """Notes, and whose page it stands on: a statement does not vanish from the page of one whom it concerns."""
    (line,) = told(check, swap(STATEMENTS, old, new))
    assert what in line


NOTE = "  note: {en: A note., ru: Нота.}\n"


@pytest.mark.parametrize(
    ("then", "now", "is_change"),
    [
        (NOTE, "", True),
        (NOTE, NOTE.replace("A note", "Another note"), True),
        (NOTE, NOTE.replace("Нота", "Другая нота"), True),
        (NOTE.replace(", ru: Нота.", ""), NOTE, False),
    ],
)
def test_a_note_may_be_translated_and_not_changed(
    then: str, now: str, is_change: bool, check: Check, tmp_path: Path
) -> None:
    ledger = published({STATEMENTS: TINY[STATEMENTS] + then})
    found = told(check, {**ledger, STATEMENTS: TINY[STATEMENTS] + now})
    assert bool(found) is is_change


def test_another_grade_is_named_whatever_changed_it(check: Check, tmp_path: Path) -> None:
    """Here an owner that was found: the statement itself is as it was, its two sources are one."""
    independent = swap(STATEMENTS, "    - daily-on-forum", "    - id: daily-on-forum\n      origin: [own]")
    owned = swap(PUBLISHERS, "controller: daily", "controller: belarus")
    (line,) = told(check, {**published(independent), **independent, **owned}, "grade-changed")
    assert line.startswith(
        f"{STATEMENTS}:1: warning: 'forum-met' was graded independent/independently-reported/independent/- "
        "(attested/content/label/label_support) and is one-origin/one-origin/several/- now, because of "
        "agency-on-forum, daily-on-forum"
    )


def test_another_label_is_named_too(check: Check) -> None:
    """Here the source turns out to be a newsroom's report: both grades stay, and it is the record itself no more."""
    record = swap(STATEMENTS, "      origin: [own]\n", "      origin: [own]\n      role: record\n")
    report = swap(SOURCES, "  title: Форум в Минске", "  kind: reporting\n  title: Форум в Минске")
    (line,) = told(check, {**published(record), **record, **report}, "grade-changed")
    assert "'forum-met' was graded record/official-record/text/- " in line
    assert " and is record/official-record/several/- now" in line


def test_a_ledger_without_labels_is_older_and_no_other_judgement(check: Check) -> None:
    """What was written before there were labels is compared by the grades that it has."""
    ledger = {LEDGER: str(PUBLISHED[LEDGER]).replace("/several/- ", " ")}
    assert ledger != PUBLISHED
    assert told(check, ledger, "grade-changed") == []


def test_a_text_that_comes_in_the_other_language_is_no_change(tmp_path: Path) -> None:
    """One language is enough; the other is added when somebody knows it. A text that goes is a change."""
    one = swap(STATEMENTS, ", ru: Он был первым.", "")
    base = read_base(repository(tmp_path / "both", published(one)))[0]
    assert updated(base, LATER)[1] == []
    assert updated(base_of_tiny(tmp_path / "less", one), LATER)[1] == ["academy-on-forum"]


def test_a_text_that_follows_the_other_language_is_no_change(tmp_path: Path) -> None:
    """The English text was changed, told and published; then the Russian one is brought up to date, with or without a
    mark that both agree. Without the one before it, a change of the Russian text is a change.
    """
    english = {STATEMENTS: TINY[STATEMENTS].replace("was the first", "was the second") + REVISED}
    ledger = published({**AS_TINY, **english})
    both = {STATEMENTS: english[STATEMENTS].replace("был первым", "был вторым")}
    for marks in (AS_TINY, {}):
        base = read_base(repository(tmp_path / f"both{len(marks)}", {**marks, **ledger, **both}))[0]
        assert updated(base, LATER)[1] == []
    russian = swap(STATEMENTS, "был первым", "был вторым")
    assert updated(base_of_tiny(tmp_path / "ru", {**AS_TINY, **russian}), LATER)[1] == ["academy-on-forum"]


def test_a_forged_mark_excuses_no_change(tmp_path: Path) -> None:
    """It says that the English text is behind a Russian one that nobody changed."""
    ru = next(line for line in str(AS_TINY[MARKS]).splitlines() if "/academy-on-forum " in line).split()[2]
    forged = {MARKS: str(AS_TINY[MARKS]).replace(ru, "0" * 8)}
    ledger = published(forged)
    assert "behind-en" in str(ledger[LEDGER])
    base, _ = read_base(repository(tmp_path, {**forged, **ledger, **swap(STATEMENTS, "was the first", "was the last")}))
    assert updated(base, LATER)[1] == ["academy-on-forum"]


def test_marks_that_are_made_anew_hide_no_change(check: Check) -> None:
    """The Russian text was changed, and both languages are marked as saying the same since then."""
    (line,) = told(check, swap(STATEMENTS, "был первым", "был вторым"))
    assert "its Russian text" in line


@pytest.mark.parametrize(
    ("then", "now"),
    [("cost 5 %.", "cost 5."), ("cost €5.", "cost $5."), ("cost −5.", "cost 5."), ("fell to -5.", "fell to 5.")],
)
def test_the_sign_at_a_figure_is_a_part_of_it(then: str, now: str, check: Check) -> None:
    before, after = (swap(STATEMENTS, "It was the first.", f"'{text}'") for text in (then, now))
    assert len(told(check, {**published(before), **after})) == 1


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("No decision was made", "No. Decision was made"),
        ("No decision was made", "no decision was made"),
        ("by 2025/2040", "by 2025–2040"),
        ("the independent board", "the “independent” board"),
        ("все сказали", "всё сказали"),
        ("It was built", "It was built?"),
        ("it - a man", "it-a man"),
    ],
)
def test_whatever_can_bear_on_the_meaning_of_a_text_is_a_change_of_it(then: str, now: str) -> None:
    assert of_text(then) != of_text(now)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("a  b\u00a0c\n", "a b c"),
        ("It’s “so”", 'It\'s "so"'),
        ("«Да», — сказал", "“Да”, - сказал"),
        ("и\u0306", "й"),
    ],
)
def test_what_a_typographer_does_by_rule_is_no_change_of_a_text(then: str, now: str) -> None:
    assert of_text(then) == of_text(now)


def older(ledger: str) -> str:
    """A ledger as it was written before punctuation and the order of links counted."""
    base, _ = read_base(Path(repository(Path(tempfile.mkdtemp()))))
    lines = {key_of(s): entry_of(base, s, grade_all(base), form=LOOSE) for s in base.statements.values()}
    return write({**read(ledger).entries, **lines})


def test_a_line_of_an_older_form_asks_for_no_revision_and_hides_no_change(check: Check, tmp_path: Path) -> None:
    """It is compared by its own form until the command has rewritten it."""
    then = {LEDGER: older(str(PUBLISHED[LEDGER]))}
    assert told(check, then) == []
    fresh, refused = updated(base_of_tiny(tmp_path, then), LATER)
    assert refused == [] and write(fresh) == PUBLISHED[LEDGER]
    assert len(told(check, {**then, **swap(STATEMENTS, "was the first", "was the last")})) == 1


def test_a_statement_that_is_gone_is_asked_for(check: Check) -> None:
    """With the line of the ledger that knows it, what it was, and what to do instead."""
    page = "Text. [@agency-on-forum]\n\n## Says { #says }\n\nText. [@agency-on-forum]\n"
    changes = {STATEMENTS: TINY[STATEMENTS].partition("- id: academy-on")[0], ACADEMY_EN: page, ACADEMY_RU: page}
    line = next(n for n, text in enumerate(str(PUBLISHED[LEDGER]).splitlines(), 1) if "/academy-on-forum " in text)
    assert told(check, changes, "id-gone") == [
        f"{LEDGER}:{line}: error: 'academy-on-forum' was published and is gone from statements (It was the first.) — "
        "put it back and retract it: `retracted: {date: 'YYYY-MM-DD', what: {en: …}}`; if it has another id now, write "
        "`former_ids: [academy-on-forum]` there [id-gone]"
    ]


def test_a_new_id_for_the_same_is_seen(check: Check) -> None:
    """The address is cited elsewhere, so that the record gets its id back."""
    (line,) = told(check, swap(STATEMENTS, "id: forum-met", "id: forum-gathered"), "id-gone")
    assert "write `former_ids: [forum-met]` into 'forum-gathered', so that the address leads there" in line


def test_a_publisher_that_gets_a_page_is_not_gone(check: Check) -> None:
    """An outlet that becomes an actor keeps its id, and the page of its sources."""
    outlets = TINY[PUBLISHERS].partition("- id: daily")
    daily = "title: {en: Daily, ru: Газета}\nsummary: {en: A paper., ru: Газета.}\nkind: outlet\ncontroller: daily\n"
    changes = {PUBLISHERS: outlets[0], "docs/data/actors/daily.yml": daily}
    assert told(check, changes, "id-gone") == []


def test_while_a_file_cannot_be_read_nothing_is_called_gone(check: Check) -> None:
    assert [line.rpartition(" ")[2] for line in check({**PUBLISHED, STATEMENTS: TINY[STATEMENTS] + "\t"})] == [
        "[yaml-syntax]"
    ]


# --- another id -----------------------------------------------------------------------------------------------------

RENAMED = {STATEMENTS: TINY[STATEMENTS].replace("id: forum-met\n", "id: forum-gathered\n  former_ids: [forum-met]\n")}


def test_a_record_with_a_former_id_is_not_gone(check: Check, tmp_path: Path) -> None:
    """Neither now, nor when the ledger knows where the old address leads."""
    assert told(check, RENAMED, "id-gone") == told(check, RENAMED, "revision-missing") == []
    fresh, refused = updated(base_of_tiny(tmp_path / "now", RENAMED), LATER)
    moved = fresh["statements/forum-met"]
    assert refused == [] and (moved.stage, moved.label, moved.day) == ("moved", "forum-gathered", "2026-12-01")
    assert check({**RENAMED, LEDGER: write(fresh)}) == []


def test_a_new_id_hides_no_change(check: Check) -> None:
    """The record answers for what was published under its former id."""
    (line,) = told(check, {STATEMENTS: RENAMED[STATEMENTS].replace("2025-08-25", "2025-08-24")})
    assert "'forum-gathered' was changed, and `revised` does not say so: its speaker, kind, dates" in line


def test_whoever_names_a_renamed_record_is_not_changed(check: Check) -> None:
    """The speaker's id is another; that asks nothing of the statements of that speaker. A third one would."""
    changes = {
        file: text.replace("academy", "national-academy").replace("national-academy-on", "academy-on")
        for file, text in TINY.items()
        if file != ACADEMY and "academy" in text
    }
    moved = {
        file.replace("academy.", "national-academy."): text for file, text in changes.items() if "/actors/" in file
    }
    old = dict.fromkeys([ACADEMY, ACADEMY_EN, ACADEMY_RU])
    record = {ACADEMY.replace("academy", "national-academy"): TINY[ACADEMY] + "former_ids: [academy]\n"}
    assert told(check, {**changes, **old, **moved, **record}) == []
    text = str(changes[STATEMENTS]).replace("by: national-academy", "by: agency")
    assert len(told(check, {**changes, **old, **moved, **record, STATEMENTS: text})) == 1


def test_an_address_goes_on_leading_where_it_led(check: Check, tmp_path: Path) -> None:
    """Where the former id is taken away it is asked for, also by its next name; another record may not have it."""
    ledger = {LEDGER: write(updated(base_of_tiny(tmp_path / "now", RENAMED), LATER)[0])}
    without = RENAMED[STATEMENTS].replace("  former_ids: [forum-met]\n", "")
    (line,) = told(check, {**ledger, STATEMENTS: without}, "id-gone")
    assert "write `former_ids: [forum-met]` into 'forum-gathered'" in line
    again = without.replace("id: forum-gathered\n", "id: forum-convened\n  former_ids: [forum-gathered]\n")
    (line,) = told(check, {**ledger, STATEMENTS: again}, "id-gone")
    assert "write `former_ids: [forum-met]` into 'forum-convened'" in line
    (line,) = told(check, {**ledger, STATEMENTS: TINY[STATEMENTS]}, "former-id")
    assert "the address of 'forum-met' leads to 'forum-gathered', and would lead to 'forum-met'" in line
    again_there = base_of_tiny(tmp_path / "again", {**ledger, STATEMENTS: TINY[STATEMENTS]})
    assert updated(again_there, LATER)[0]["statements/forum-met"].stage == "moved"
    back = RENAMED[STATEMENTS].replace("forum-gathered\n", "forum-met\n").replace("[forum-met]", "[forum-gathered]")
    assert told(check, {**ledger, STATEMENTS: back}, "former-id") == []
    other = without.replace("id: academy-on-forum\n", "id: academy-on-forum\n  former_ids: [forum-met]\n")
    (line,) = told(check, {**ledger, STATEMENTS: other}, "former-id")
    assert "the address of 'forum-met' leads to 'forum-gathered', and would lead to 'academy-on-forum'" in line


def test_a_statement_does_not_take_the_place_of_another_without_a_word(check: Check) -> None:
    """One of two that are one leads to the other: that one says so in `revised`."""
    gone = (
        TINY[STATEMENTS]
        .partition("- id: academy-on")[0]
        .replace("forum-met\n", "forum-met\n  former_ids: [academy-on-forum]\n")
    )
    (line,) = told(check, {STATEMENTS: gone})
    assert line.startswith(f"{STATEMENTS}:1: warning: 'forum-met' was changed, and `revised` does not say so")
    assert told(check, {STATEMENTS: gone + REVISED}) == []


@pytest.mark.parametrize(
    ("former", "why"),
    [
        ("[forum-met]", "'forum-met' has its own id among its former ones"),
        ("[academy]", "'academy' is the id of a record (docs/data/actors/academy.yml:1), so that it cannot lead to"),
        ("[index]", "there is another page at the address of 'index'"),
        ("Forum", "is not a valid former_ids"),
    ],
)
def test_a_former_id_is_free(former: str, why: str, check: Check) -> None:
    changes = swap(STATEMENTS, "id: forum-met\n", f"id: forum-met\n  former_ids: {former}\n")
    index = {f"docs/{language}/statements/index.md": "---\ntitle: A\n---\n\nA.\n" for language in ("en", "ru")}
    assert any(why in line for line in check({**changes, **(index if "index" in former else {})}))


def test_a_former_id_is_of_one_record(check: Check) -> None:
    both = TINY[STATEMENTS].replace("id: forum-met\n", "id: forum-met\n  former_ids: was\n")
    both = both.replace("id: academy-on-forum\n", "id: academy-on-forum\n  former_ids: [was]\n")
    (line,) = told(check, {STATEMENTS: both}, "former-id")
    assert "'was' is a former id of 'forum-met' and of 'academy-on-forum' — an address leads to one place" in line


def test_whoever_still_names_a_former_id_is_told_the_new_one(check: Check) -> None:
    """In records, in citations, statements and links of prose."""
    changes = {**RENAMED, **swap(ACADEMY_EN, "| academy-on-forum", "| forum-met")}
    links = TINY[ACADEMY_RU] + "\n[Link](../statements/forum-met.md) [@agency-on-forum]\n"
    changes |= {
        ACADEMY_RU: links,
        FORUM: TINY[FORUM] + "relations: [{type: part-of, target: academy, statement: forum-met}]\n",
    }
    lines = check(changes)
    assert sum("it is called 'forum-gathered' now" in line for line in lines) == 2
    assert sum("it stands at '../statements/forum-gathered.md' now" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("kept", "gone", "where"),
    [("daily-on-forum", "agency-on-forum", SOURCES), ("belarus", "academy", ACADEMY), ("daily", "agency", PUBLISHERS)],
)
def test_whoever_names_a_record_that_was_made_one_with_another_is_changed(
    kept: str, gone: str, where: str, check: Check, tmp_path: Path
) -> None:
    """Where both were published: the statement has another source, speaker or origin now, and says so. It does so
    when the ledger knows already that one leads to the other, too.
    """
    rest = {"docs/data/actors/academy.yml": None, ACADEMY_EN: None, ACADEMY_RU: None} if gone == "academy" else {}
    before = {STATEMENTS: TINY[STATEMENTS].replace("origin: [own]", "origin: [agency]")}
    text = TINY[where].replace(f"- id: {kept}\n", f"- id: {kept}\n  former_ids: [{gone}]\n")
    record = {BELARUS: f"{TINY[BELARUS]}former_ids: [{gone}]\n"} if where == ACADEMY else {where: text}
    after = {
        **before,
        **record,
        **rest,
        STATEMENTS: before[STATEMENTS].replace(gone, kept).replace(f"{kept}-on", f"{gone}-on"),
    }
    if where == SOURCES:
        after[STATEMENTS] = before[STATEMENTS].replace(gone, kept)
    ledger = published(before)
    assert told(check, {**ledger, **after})
    fresh, refused = updated(base_of_tiny(tmp_path, {**ledger, **after}), LATER)
    assert refused and {entry.stage for key, entry in fresh.items() if key.endswith(f"/{gone}")} <= {"merged"}
    assert told(check, {LEDGER: write(fresh), **after})


# --- another ledger -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("by: academy", "by: agency", "revision-missing"),
        ("id: forum-met\n", "id: forum-gathered\n", "id-gone"),
        ("id: forum-met\n", "id: forum-gathered\n  former_ids: [forum-met]\n", "ledger-line"),
    ],
)
def test_whoever_changes_a_statement_cannot_change_the_ledger_with_it(
    old: str, new: str, code: str, tmp_path: Path
) -> None:
    """Here the ledger was written anew as well: without that of the main branch nothing would be named."""
    root = repository(tmp_path, swap(STATEMENTS, old, new))
    assert run_checks(root) == []
    found = run_checks(root, published=Published(read(str(PUBLISHED[LEDGER]))))
    assert [problem.code for problem in found] == ([code] if code else [])


def test_one_line_of_revised_excuses_one_change(tmp_path: Path) -> None:
    """Where the file of the ledger lags behind what is published, a change and its line hide no second change."""
    first = {**PUBLISHED, STATEMENTS: TINY[STATEMENTS].replace("by: academy", "by: agency") + REVISED}
    main, _ = read_base(repository(tmp_path / "main", first))
    second = {**first, STATEMENTS: first[STATEMENTS].replace("2025-08-26", "2025-08-27")}
    root = repository(tmp_path / "branch", second)
    assert "revision-missing" not in {problem.code for problem in run_checks(root)}
    found = run_checks(root, published=Published(state_of(main, grade_all(main))))
    assert "revision-missing" in {problem.code for problem in found}


def held(root: Path, changes: Files, published: Published) -> list[Problem]:
    found = run_checks(repository(root, changes), published=published)
    return [problem for problem in found if problem.code in ("ledger-line", "revision-missing")]


AS_PUBLISHED = Published(read(str(PUBLISHED[LEDGER])), read(str(PUBLISHED[LEDGER])), "abc1234")


def test_a_line_that_was_deleted_is_missed(tmp_path: Path) -> None:
    """Without it, its record would look new, and might say anything."""
    lines = [line for line in str(PUBLISHED[LEDGER]).splitlines() if "/academy-on-forum " not in line]
    without = {LEDGER: "\n".join(lines), **swap(STATEMENTS, "by: academy", "by: agency")}
    line, statement = held(tmp_path, without, AS_PUBLISHED)
    assert line.message == "what was published has no line in the ledger: statements/academy-on-forum"
    assert line.fix.startswith("run `python3 scripts/kb.py ledger`") and statement.code == "revision-missing"


def test_a_former_id_that_was_never_published_needs_no_line(tmp_path: Path) -> None:
    """The ledger has no line for it, neither then nor now."""
    base, _ = read_base(repository(tmp_path, RENAMED))
    fresh = published(RENAMED)
    assert "statements/forum-met" not in str(fresh[LEDGER])
    then = Published(state_of(base, grade_all(base)), read(str(fresh[LEDGER])))
    assert held(tmp_path, {**RENAMED, **fresh}, then) == []


def test_a_line_that_was_forged_is_blamed_and_not_its_statement(tmp_path: Path) -> None:
    text = str(PUBLISHED[LEDGER])
    number, line = next((n, t) for n, t in enumerate(text.splitlines(), 1) if "/academy-on-forum " in t)
    forged = {LEDGER: text.replace(line, line.replace(line.split()[1], "0" * 12))}
    (problem,) = held(tmp_path, forged, AS_PUBLISHED)
    assert (problem.place.line, problem.code) == (number, "ledger-line")
    assert "neither the published one nor what its record says now" in problem.message
    assert "git checkout abc1234 -- docs/data/ledger.txt" in problem.fix
    (alone,) = [p for p in run_checks(tmp_path) if p.code == "revision-missing"]
    assert "or nobody changed it, run `python3 scripts/kb.py ledger`" in alone.fix


def test_a_day_alone_is_forged_too(tmp_path: Path) -> None:
    """The command gives a record another day only with another content."""
    text = str(PUBLISHED[LEDGER])
    line = next(line for line in text.splitlines() if line.startswith("actors/academy "))
    (problem,) = held(tmp_path, {LEDGER: text.replace(line, line.replace("2026-11-24", "2020-01-01"))}, AS_PUBLISHED)
    assert problem.code == "ledger-line" and "'actors/academy'" in problem.message


def test_a_line_that_was_brought_up_to_date_is_no_forgery(tmp_path: Path) -> None:
    """The record was changed, and its line with it, by the command; one that lags behind is none either."""
    changes = swap(ACADEMY, "en: The academy.", "en: An academy.")
    assert held(tmp_path / "now", {**changes, **published(changes)}, AS_PUBLISHED) == []
    assert held(tmp_path / "behind", {**changes, **PUBLISHED}, AS_PUBLISHED) == []


# --- revisions ------------------------------------------------------------------------------------------------------


def revised(*lines: tuple[str, str, str]) -> str:
    told = (f"{{date: '{day}', what: {{en: {en}, ru: {ru}}}}}" for day, en, ru in lines)
    return f"  revised: [{', '.join(told)}]\n"


FIRST = ("2026-11-26", "Corrected.", "Исправлено.")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("2026-11-27", "The speaker.", "Автор."), ""),
        (("2026-11-26", "The speaker.", "Автор."), ""),
        (("2026-11-25", "The speaker.", "Автор."), "date-order"),
        (("2199-01-01", "The speaker.", "Автор."), "date-future"),
        (("2026-11-27", "'.'", "Автор."), "reason-missing"),
        (("2026-11-27", "The speaker.", "—"), "reason-missing"),
        (("2026-11-27", "Corrected!", "Автор."), "reason-repeated"),
        (("2026-11-26", "Corrected.", "Исправлено."), "reason-repeated"),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_revision_has_a_day_and_a_reason_of_its_own(
    line: tuple[str, str, str], code: str, is_first: bool, check: Check
) -> None:
    """Wherever it stands in the list: after the last one known, not ahead of today, in words, and not said before."""
    ledger = published({STATEMENTS: TINY[STATEMENTS] + revised(FIRST)})
    now = revised(*((line, FIRST) if is_first else (FIRST, line)))
    found = check({**ledger, STATEMENTS: TINY[STATEMENTS] + now})
    assert [text.rpartition("[")[2].rstrip("]") for text in found if "error" in text] == ([code] if code else [])


def test_a_revision_is_not_dated_before_a_change_of_another_kind(check: Check) -> None:
    """The first one is not dated before the retraction, which was published."""
    ledger = published({STATEMENTS: TINY[STATEMENTS] + RETRACTED})
    now = TINY[STATEMENTS] + RETRACTED + revised(("2026-11-24", "The speaker.", "Автор."))
    assert len(told(check, {**ledger, STATEMENTS: now}, "date-order")) == 1


def test_what_was_published_twice_may_stay(check: Check) -> None:
    twice = {STATEMENTS: TINY[STATEMENTS] + revised(FIRST, FIRST)}
    assert told(check, {**published(twice), **twice}, "reason-repeated") == []
    thrice = {STATEMENTS: TINY[STATEMENTS] + revised(FIRST, FIRST, FIRST)}
    assert len(told(check, {**published(twice), **thrice}, "reason-repeated")) == 1


# --- the file -------------------------------------------------------------------------------------------------------


def test_the_file_is_read_as_it_was_written(base: KnowledgeBase) -> None:
    """Every record of the real base has its line, in order of key, and the order is the file's own."""
    fresh, refused = updated(base, LATER)
    assert refused == [] and len(fresh) >= len(entries(base, {}))
    assert read(write(fresh)).entries == fresh and read(write(fresh)).stray == ()
    lines = [line for line in write(fresh).splitlines() if not line.startswith("#")]
    assert lines == sorted(lines, key=lambda line: line.partition(" ")[0])


def test_the_day_is_that_of_the_last_change(tmp_path: Path) -> None:
    """A statement names it itself; of any other record it is the day on which the command saw the change."""
    changes = {**swap(ACADEMY, "en: The academy.", "en: An academy."), STATEMENTS: TINY[STATEMENTS] + REVISED}
    fresh, _ = updated(base_of_tiny(tmp_path, changes), LATER)
    days = {key: entry.day for key, entry in fresh.items()}
    assert days["statements/academy-on-forum"] == "2026-11-25" and days["statements/forum-met"] == "2026-11-24"
    assert days["actors/academy"] == "2026-12-01" and days["actors/belarus"] == "2026-11-24"


def test_what_is_gone_stays_in_the_ledger_until_it_is_forgotten(tmp_path: Path) -> None:
    base = base_of_tiny(tmp_path, {PUBLISHERS: TINY[PUBLISHERS].partition("- id: daily")[0]})
    assert "publishers/daily" in updated(base, LATER)[0]
    assert "publishers/daily" not in updated(base, LATER, ["publishers/daily"])[0]


def test_a_merge_in_it_is_solved_by_the_command(check: Check, tmp_path: Path) -> None:
    """Marks of a merge are passed over, of two entries of one record the later one counts, and all is written anew."""
    whole = str(PUBLISHED[LEDGER])
    line = next(text for text in whole.splitlines() if text.startswith("statements/forum-met "))
    newer = line.replace(" - 2026-11-24", " 2026-11-25/12345678/- 2026-11-25")
    merged = whole.replace(line, f"<<<<<<< HEAD\n{line}\n=======\n{newer}\n>>>>>>> other")
    assert read(merged).entries["statements/forum-met"].told == 1
    assert told(check, {LEDGER: merged}, "ledger-shape")[0].startswith(f"{LEDGER}:")
    fresh, _ = updated(base_of_tiny(tmp_path, {LEDGER: whole.replace(line, f"<<<<<<< HEAD\n{line}\n=======")}), LATER)
    assert write(fresh) == whole


def test_without_a_ledger_everything_is_new(check: Check) -> None:
    """A base that was never published is told so in one line, and stops nobody."""
    (line,) = check({LEDGER: None})
    assert (
        line.startswith(f"{LEDGER}:1: warning: the ledger does not have all records as they are: 9 new (statements/")
        and line.count(" and 6 more)") == 1
    )
    assert Ledger() == read("")


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny base with a silent change, a told one, and a publisher that is gone."""
    texts = (
        TINY[STATEMENTS]
        .replace("happened: '2025-08-25'", "happened: '2025-08-24'")
        .replace("by: academy", "by: agency")
    )
    changes = {STATEMENTS: texts + REVISED, PUBLISHERS: TINY[PUBLISHERS].partition("- id: daily")[0]}
    monkeypatch.setattr(command, "ROOT", repository(tmp_path, {**PUBLISHED, **changes}))
    return tmp_path


def test_the_command_writes_what_is_told_and_names_the_rest(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(Namespace(forget=[])) == 1
    out = capsys.readouterr().out
    assert f"{STATEMENTS}:1: 'forum-met' was changed and keeps its old entry" in out and "0 new, 1 changed" in out
    before, after = read(str(PUBLISHED[LEDGER])).entries, read((changed / LEDGER).read_text(encoding="utf-8")).entries
    assert after["statements/forum-met"] == before["statements/forum-met"]
    assert after["statements/academy-on-forum"].told == 1 and "publishers/daily" in after


@pytest.mark.parametrize(
    ("key", "why"),
    [("statements/forum-met", "never forgotten"), ("publishers/agency", "is no published id that is gone")],
)
def test_only_what_is_gone_can_be_forgotten_and_no_statement(key: str, why: str, changed: Path) -> None:
    with pytest.raises(Refusal, match=why):
        command.run(Namespace(forget=[key]))
    assert (changed / LEDGER).read_text(encoding="utf-8") == PUBLISHED[LEDGER]


def test_what_is_forgotten_is_gone_from_the_ledger(changed: Path) -> None:
    command.run(Namespace(forget=["publishers/daily"]))
    assert "publishers/daily" not in (changed / LEDGER).read_text(encoding="utf-8")
