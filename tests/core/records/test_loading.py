"""Records are read whole or refused: every kind of bad record gives one line with its place and its fix."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kbase.core.records.loading import load
from kbase.core.records.model import Unnamed
from tests.conftest import Check
from tests.helpers import ACADEMY, BELARUS, FORUM, PUBLISHERS, SOURCES, STATEMENTS, TINY, loaded, more, repository, swap

Lines = list[str]


def test_the_tiny_repository_has_no_fault(check: Check) -> None:
    """What the tests below break is in order before they do."""
    assert check() == []
    assert check(release=True) == []


# --- fields and words -----------------------------------------------------------------------------------------------


def test_a_mistyped_field_names_the_one_that_was_meant(check: Check) -> None:
    """A field that no record has is an error with a near match, also in a part of a record."""
    assert check(swap(ACADEMY, "controller:", "controler:")) == [
        f"{ACADEMY}:6: error: there is no field 'controler' (in 'academy') — did you mean 'controller'? "
        "[record-field-unknown]"
    ]
    assert check(swap(STATEMENTS, "origin: [own]", "orgin: [own]")) == [
        f"{STATEMENTS}:8: error: there is no field 'orgin' (in 'forum-met') — did you mean 'origin'? "
        "[record-field-unknown]"
    ]


def test_a_field_like_no_other_is_answered_with_the_fields_there_are(check: Check) -> None:
    """Where nothing is near, the fields of that very part of the record are listed."""
    assert check(swap(STATEMENTS, "origin: [own]", "whence: [own]")) == [
        f"{STATEMENTS}:8: error: there is no field 'whence' (in 'forum-met') — the fields here: "
        "id, supports, origin, via, seen, role, passage, exempt, note [record-field-unknown]"
    ]


def test_a_mistyped_required_field_is_one_fault(check: Check) -> None:
    """«sumary» is not both unknown and missing."""
    assert check(swap(ACADEMY, "summary:", "sumary:")) == [
        f"{ACADEMY}:2: error: there is no field 'sumary' (in 'academy') — did you mean 'summary'? "
        "[record-field-unknown]"
    ]


def test_a_missing_field_is_named_where_it_should_stand(check: Check) -> None:
    """A record without a required field is placed at its first line, a part of a record at its own."""
    assert check(swap(ACADEMY, "summary: {en: The academy., ru: Академия.}\n", "")) == [
        f"{ACADEMY}:1: error: the field 'summary' is missing (in 'academy') — add `summary:` [record-field-missing]"
    ]
    assert check(swap(STATEMENTS, "- id: agency-on-forum\n      origin", "- seen: full\n      origin")) == [
        f"{STATEMENTS}:7: error: the field 'id' is missing (in 'forum-met') — add `id:` [record-field-missing]"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "message", "fix"),
    [
        (
            ACADEMY,
            "state-body",
            "statebody",
            "3: error: 'statebody' is not a word for kind (in 'academy')",
            "did you mean 'state-body'?",
        ),
        (
            FORUM,
            "conference",
            "conferense",
            "3: error: 'conferense' is not a word for kind (in 'forum')",
            "did you mean 'conference'?",
        ),
        (
            STATEMENTS,
            "kind: fact",
            "kind: fakt",
            "2: error: 'fakt' is not a word for kind (in 'forum-met')",
            "did you mean 'fact'?",
        ),
        (
            PUBLISHERS,
            "ownership: private",
            "ownership: privat",
            "7: error: 'privat' is not a word for ownership (in 'daily')",
            "did you mean 'private'?",
        ),
    ],
)
def test_an_unknown_word_names_the_near_one(
    check: Check, file: str, old: str, new: str, message: str, fix: str
) -> None:
    """A word outside the vocabulary is an error with a near match."""
    assert check(swap(file, old, new)) == [f"{file}:{message} — {fix} [record-word-unknown]"]


def test_an_unknown_word_like_no_other_is_answered_with_the_words_there_are(check: Check) -> None:
    """Where nothing is near, the words of that field are listed."""
    assert check(swap(BELARUS, "kind: state", "kind: xyz")) == [
        f"{BELARUS}:3: error: 'xyz' is not a word for kind (in 'belarus') — one of 'person', 'state', 'state-body', "
        "'organisation', 'company', 'university', 'international-body', 'programme' or 'outlet' [record-word-unknown]"
    ]


def test_an_empty_word_is_called_empty(check: Check) -> None:
    (line,) = check(swap(BELARUS, "kind: state", "kind: ~"))
    assert line.startswith(f"{BELARUS}:3: error: kind is empty (in 'belarus') — one of 'person', 'state', ")
    assert line.endswith("'programme' or 'outlet' [record-word-unknown]")


# --- values ---------------------------------------------------------------------------------------------------------

VALUES = [
    (
        STATEMENTS,
        "recorded: '2026-11-24'\n- id",
        "recorded: '2026-11-24~'\n- id",
        "10: error: recorded: '2026-11-24~' is not a full day (in 'forum-met')",
        "write 2026-11-24",
    ),
    (
        STATEMENTS,
        "happened: '2025-08-25'",
        "happened: '2025-13'",
        "3: error: happened: 2025-13 does not exist in the calendar (in 'forum-met')",
        "correct the month or the day",
    ),
    (
        STATEMENTS,
        "happened: '2025-08-25'",
        "happened: 25 August 2025",
        "3: error: happened: '25 August 2025' is not a date (in 'forum-met')",
        "write 2025, 2025-08, 2025-08-25, 2025-06~ (about), 2024/2026 (between) or ../2026-06 (by June 2026)",
    ),
    (
        STATEMENTS,
        "happened: '2025-08-25'",
        "happened: 2025/2024",
        "3: error: happened: the interval 2025/2024 ends before it begins (in 'forum-met')",
        "swap the two dates",
    ),
    (
        SOURCES,
        "URL: https://agency.example/1",
        "URL: agency.example/1",
        "7: error: URL: 'agency.example/1' is not a web address (in 'agency-on-forum')",
        "it starts with https:// or http:// and has no spaces",
    ),
    (
        SOURCES,
        "URL: https://agency.example/1",
        "URL: javascript:alert(1)",
        "7: error: URL: 'javascript:alert(1)' is not a web address (in 'agency-on-forum')",
        "it starts with https:// or http:// and has no spaces",
    ),
    (
        SOURCES,
        "URL: https://agency.example/1",
        'URL: "https://agency.example/1\\n"',
        "7: error: URL: 'https://agency.example/1 ' is not a web address (in 'agency-on-forum')",
        "it starts with https:// or http:// and has no spaces",
    ),
    (
        SOURCES,
        "URL: https://agency.example/1",
        "URL: https://agency.example\\@other.example/1",
        "7: error: URL: 'https://agency.example\\@other.example/1' is not a web address (in 'agency-on-forum')",
        "it starts with https:// or http:// and has no spaces",
    ),
    (
        SOURCES,
        "URL: https://agency.example/1",
        "URL: https://agency.example@other.example/1",
        "7: error: URL: 'https://agency.example@other.example/1' names no plain host (in 'agency-on-forum')",
        "write it as https://host.example/…, without @ before the host",
    ),
    (
        SOURCES,
        "title: A forum in Minsk",
        'title: "A forum\\nER  - in Minsk"',
        "10: error: title: the text runs over several lines (in 'daily-on-forum')",
        "write it as one paragraph: `>` instead of `|`",
    ),
    (
        SOURCES,
        "language: ru",
        "language: russian",
        "4: error: 'russian' is not a valid language (in 'agency-on-forum')",
        "use the code of a language, such as en, ru or be",
    ),
    (
        STATEMENTS,
        "about: [forum, belarus]",
        "about: forum",
        "4: error: about is not a list (in 'forum-met')",
        "write `[one, two]`, or one per line with `- `",
    ),
    (
        STATEMENTS,
        "about: [forum, belarus]",
        "about: []",
        "4: error: about is an empty list (in 'forum-met')",
        "name one at least",
    ),
    (
        STATEMENTS,
        "text: {en: 90 people met., ru: Встретились 90 человек.}",
        "text: 90 people met.",
        "5: error: text is not a text with its language (in 'forum-met')",
        "write `{ru: …}` or `{en: …}`, with a space after `:`",
    ),
    (
        STATEMENTS,
        "text: {en: 90 people met., ru: Встретились 90 человек.}",
        "text: {en: , ru: ''}",
        "5: error: text.ru is empty (in 'forum-met')",
        "write it, or leave the field out",
    ),
    (
        STATEMENTS,
        "text: {en: 90 people met., ru: Встретились 90 человек.}",
        "text: {en: , ru: }",
        "5: error: text: there is no text in it (in 'forum-met')",
        "give it in at least one language: en or ru",
    ),
    (
        STATEMENTS,
        "  happened: '2025-08-25'\n",
        "",
        "1: error: a statement needs a date (in 'forum-met')",
        "add said, happened, or both",
    ),
    (
        STATEMENTS,
        "  by: academy\n",
        "",
        "11: error: a claim needs its speaker (in 'academy-on-forum')",
        "add by: <actor id>, or by: {unnamed: …}",
    ),
    (
        STATEMENTS,
        "by: academy",
        "by: [academy]",
        "13: error: by is not a plain text (in 'academy-on-forum')",
        "write one value after the colon",
    ),
    (
        STATEMENTS,
        "by: academy",
        "by: The Academy",
        "13: error: 'The Academy' is not a valid by (in 'academy-on-forum')",
        "use lower-case Latin letters, digits and single hyphens, such as 'the-academy'",
    ),
    (
        STATEMENTS,
        "by: academy",
        "by: {unnamd: {en: one, ru: один}}",
        "13: error: there is no field 'unnamd' (in 'academy-on-forum')",
        "did you mean 'unnamed'?",
    ),
    (
        STATEMENTS,
        "happened: '2025-08-25'",
        "happened: '2025-08-25'\n  by: academy",
        "1: error: a fact has no speaker (in 'forum-met')",
        "drop `by`, or make it a claim",
    ),
    (
        STATEMENTS,
        "happened: '2025-08-25'",
        "happened: '2025-08-25'\n  due: '2026'",
        "1: error: only a plan has due, outcome and outcome_statement (in 'forum-met')",
        "drop them, or make it a plan",
    ),
    (
        STATEMENTS,
        "happened: '2025-08-25'",
        "happened: '2025-08-25'\n  challenged_by: [{how: denies}]",
        "4: error: challenged_by (no. 1): a challenge names one challenger (in 'forum-met')",
        "give either statement or source, not both",
    ),
    (
        STATEMENTS,
        "happened: '2025-08-25'",
        "happened: '2025-08-25'\n  supported_by: [{statement: x, source: y}]",
        "4: error: supported_by (no. 1): a support names one supporter (in 'forum-met')",
        "give either statement or source, not both",
    ),
    (
        ACADEMY,
        "countries: [by]",
        "countries: [by]\nroles: [{role: {en: head, ru: глава}, as_of: '2025'}]",
        "1: error: only a person has roles (in 'academy')",
        "describe a body by relations",
    ),
    (
        BELARUS,
        "countries: [by]",
        "countries: [by]\nroles: [{role: {en: head, ru: глава}}]",
        "5: error: roles (no. 1): a role needs a date (in 'belarus')",
        "add from, to, or as_of (the day on which the source shows it)",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message", "fix"), VALUES)
def test_a_bad_value_is_one_line_with_its_fix(
    check: Check, file: str, old: str, new: str, message: str, fix: str
) -> None:
    """Dates, addresses, lists, texts, speakers and what belongs together: where, what, and how to fix it."""
    assert [line.rpartition(" [")[0] for line in check(swap(file, old, new))] == [f"{file}:{message} — {fix}"]


def quotation(words: int) -> dict[str, str]:
    quote = " ".join(["word"] * words)
    return swap(
        STATEMENTS,
        "recorded: '2026-11-24'\n- id",
        f"recorded: '2026-11-24'\n  quote: {{text: {quote}, lang: en}}\n- id",
    )


def test_a_quotation_has_fifteen_words_at_most(check: Check) -> None:
    """Fifteen words may be quoted, sixteen may not."""
    assert check(quotation(15)) == []
    assert check(quotation(16)) == [
        f"{STATEMENTS}:11: error: quote.text: the quotation has 16 words, 15 are fair use at most (in 'forum-met') — "
        "shorten it [record-value]"
    ]


# --- ids ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad", ["Forum-Met", "forum_met", "forum--met", "-forum", "форум", "forum met", "''", "a" * 91]
)
def test_an_id_is_kebab_case_ascii(check: Check, bad: str) -> None:
    """Ids become addresses: lower-case Latin letters, digits and single hyphens, ninety at most."""
    (line,) = check(swap(STATEMENTS, "id: forum-met", f"id: {bad}"))
    assert line.startswith(f"{STATEMENTS}:1: error: ") and line.endswith("[record-value]") and " — " in line


def test_the_id_of_a_record_is_its_files_name(check: Check) -> None:
    """A record may repeat its file's name as its id, and no other."""
    assert check({ACADEMY: "id: academy\n" + TINY[ACADEMY]}) == []
    assert check({ACADEMY: "# renamed\nid: the-academy\n" + TINY[ACADEMY]}) == [
        f"{ACADEMY}:2: error: the id 'the-academy' is not the file's name 'academy' — rename one of the two "
        "[id-file-name]"
    ]


def test_a_bad_file_name_is_a_bad_id(check: Check) -> None:
    """A record's file name must be an id; it is refused as a name and as an id."""
    lines = check({"docs/data/actors/The_Academy.yml": TINY[ACADEMY]})
    assert lines == [
        "docs/data/actors/The_Academy.yml:1: error: 'The_Academy.yml' is not a good file name — use lower-case Latin "
        "letters, digits and hyphens [file-name]",
        "docs/data/actors/The_Academy.yml:1: error: 'The_Academy' is not a valid id (in 'The_Academy') — "
        "use lower-case Latin letters, digits and single hyphens, such as 'the-academy' [record-value]",
    ]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="here every name of a file is Unicode")
def test_a_file_name_that_is_not_utf8_is_named_in_our_words(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / os.fsdecode(b"docs/data/actors/bad\xff.yml")).write_text(TINY[ACADEMY], encoding="utf-8")
    told = [(problem.message, problem.fix) for problem in load(root).problems]
    fix = "give the file a name of lower-case Latin letters, digits and hyphens"
    assert told == [("id is not UTF-8 (in 'bad\udcff')", fix)]


@pytest.mark.parametrize(
    ("changes", "place", "first"),
    [
        (
            more(SOURCES, "- {id: daily, type: webpage, title: A, language: en, published_by: daily}\n"),
            f"{SOURCES}:14",
            f"{PUBLISHERS}:5",
        ),
        ({"docs/data/events/academy.yml": TINY[FORUM]}, "docs/data/events/academy.yml:1", f"{ACADEMY}:1"),
        (
            {"docs/data/statements/other.yml": TINY[STATEMENTS].partition("- id: academy")[0]},
            f"{STATEMENTS}:1",
            "docs/data/statements/other.yml:1",
        ),
        (more(PUBLISHERS, "- {id: daily, title: {en: A, ru: Б}}\n"), f"{PUBLISHERS}:9", f"{PUBLISHERS}:5"),
    ],
)
def test_an_id_is_taken_once_in_the_whole_base(check: Check, changes: dict[str, str], place: str, first: str) -> None:
    """Two records of one id are refused, in one file, in two, and across types; the first is named."""
    (line,) = (line for line in check(changes) if "[order]" not in line)
    assert line.startswith(f"{place}: error: the id '") and line.endswith(
        f"' is taken: see {first} — choose another id [id-duplicate]"
    )


# --- shapes and files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["- title: {en: A, ru: Б}\n", "just text\n", "- a\n- b\n"])
def test_a_list_is_no_record(check: Check, text: str) -> None:
    """A list, or plain text, in the file of a record is one fault."""
    assert check({ACADEMY: text}) == [
        f"{ACADEMY}:1: error: this is no record, which is a list of `field: value` lines — "
        "write lines such as `title: {en: …, ru: …}`, or remove it [record-shape]"
    ]


def test_a_record_is_no_list(check: Check) -> None:
    """A single record in the file of a list is one fault."""
    text = "# sources\nid: agency-on-forum\ntitle: A\n"
    assert check({SOURCES: text}) == [
        f"{SOURCES}:2: error: this file is a list — "
        "begin each record with `- id: …` at the start of a line [record-shape]"
    ]


def test_a_member_of_a_list_is_a_record(check: Check) -> None:
    """Plain text among the records of a list is one fault, in its own line."""
    assert check(more(SOURCES, "- daily-on-forum\n")) == [
        f"{SOURCES}:14: error: this is no record, which is a list of `field: value` lines — "
        "write lines such as `title: {en: …, ru: …}`, or remove it [record-shape]"
    ]


@pytest.mark.parametrize(
    "file",
    [
        "docs/data/notes.yml",
        "docs/data/actors/academy.yaml",
        "docs/data/actors/academy.txt",
        "docs/data/people/somebody.yml",
        "docs/data/actors/belarus/academy.yml",
        "docs/data/statements/more/science.yml",
        "docs/data/statements.yml",
    ],
)
def test_a_file_that_no_one_reads_is_an_error(check: Check, file: str) -> None:
    """Nothing under docs/data is passed over: another ending, folder or depth is named, with the places there are."""
    assert check({file: "a: 1\n"}) == [
        f"{file}:1: error: this file is in no place that is used — move or delete it: records lie in priorities, "
        "actors, agreements, events, analysis, statements/<topic>.yml, "
        "sources.yml, publishers.yml, glossary.yml, searches.yml [data-unread]"
    ]


def test_without_data_there_is_one_line(tmp_path: Path) -> None:
    """A folder that is no repository of ours gets an answer, not a traceback."""
    (problem,) = load(tmp_path).problems
    assert (problem.code, str(problem.place)) == ("data-missing", "docs/data:1")


def test_every_fault_of_a_record_is_told_at_once(check: Check) -> None:
    """Two faults in one record are two lines, in the order of the file."""
    broken = TINY[ACADEMY].replace("state-body", "statebody").replace("countries: [by]", "countries: [bz]")
    assert [line.partition(": error")[0] for line in check({ACADEMY: broken})] == [f"{ACADEMY}:3", f"{ACADEMY}:4"]


def test_a_record_that_cannot_be_read_is_not_missed_by_the_others(check: Check) -> None:
    """While its cause stands, no line says that the unread record's id is unknown or that its source is unused."""
    (line,) = check(swap(SOURCES, "published_by: agency", "publishd_by: agency"))
    assert line.startswith(f"{SOURCES}:6: error: there is no field 'publishd_by'")


# --- what is read ---------------------------------------------------------------------------------------------------


def test_a_plain_source_id_stands_for_a_whole_link(tmp_path: Path) -> None:
    """`sources: [x]` means: x supports all of it, was read in full, and its origin is not known."""
    (link,) = loaded(tmp_path, TINY).statements["academy-on-forum"].sources
    assert (link.id, link.supports, link.seen, link.origin, link.role) == ("agency-on-forum", "all", "full", (), None)


def test_a_speaker_may_have_no_name(tmp_path: Path) -> None:
    """`by: {unnamed: …}` is a speaker whom the source does not name."""
    found = loaded(tmp_path, {**TINY, **swap(STATEMENTS, "by: academy", "by: {unnamed: {en: an aide, ru: помощник}}")})
    assert not found.problems
    statement = found.statements["academy-on-forum"]
    assert isinstance(statement.by, Unnamed) and statement.by.unnamed.ru == "помощник"
    assert statement.speaker is None


def test_statements_know_their_topic(tmp_path: Path) -> None:
    """The topic of a statement is the name of its file."""
    assert loaded(tmp_path, TINY).topics == {"forum-met": "science", "academy-on-forum": "science"}


def test_a_text_is_read_in_the_other_language_where_it_is_missing(tmp_path: Path) -> None:
    """A half-translated text shows what there is, and says in which language that is."""
    title = loaded(tmp_path, {**TINY, **swap(ACADEMY, "en: Academy of Sciences, ", "")}).entities["academy"].title
    assert (title.read("en"), title.language_for("en")) == ("Академия наук", "ru")
    assert (title.read("ru"), title.language_for("ru")) == ("Академия наук", "ru")


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        (f"{{text: {'word ' * 16}}}", "the quotation has 16 words, 15 are fair use at most (in 'forum-met')"),
        ("{before: word}", "the field 'text' is missing (in 'forum-met')"),
    ],
)
def test_a_passage_is_a_few_words_of_its_source(check: Check, passage: str, said: str) -> None:
    (line,) = check(swap(STATEMENTS, "origin: [own]", f"origin: [own]\n      passage: {passage}"))
    assert said in line


def test_a_passage_is_of_a_source(check: Check) -> None:
    link = "supported_by: [{statement: forum-met, passage: {text: one}}]"
    (line,) = check({STATEMENTS: TINY[STATEMENTS].replace("  recorded", f"  {link}\n  recorded", 1)})
    assert "a passage is of a source, and this link names none (in 'forum-met')" in line


@pytest.mark.parametrize(
    ("file", "old", "line", "field"),
    [
        (STATEMENTS, "90 people met.", 5, "text.en"),
        (SOURCES, "A forum in Minsk", 10, "title"),
        (ACADEMY, "The academy.", 2, "summary.en"),
        ("docs/data/owner.yml", "A grant", 3, "funding.en"),
    ],
)
def test_a_text_of_a_record_has_an_end(check: Check, file: str, old: str, line: int, field: str) -> None:
    """What needs more is prose: cards, tables and the search hold the whole of every text."""
    assert [one for one in check(swap(file, old, "word " * 399 + "word.")) if "signs" in one] == []
    (found,) = (one for one in check(swap(file, old, "word " * 400 + "word.")) if one.startswith(file))
    assert found.startswith(f"{file}:{line}: error: {field} has 2005 signs, more than 2000")
    assert found.endswith(" — shorten it [record-value]")
