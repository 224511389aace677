"""YAML as contributors write it: strings stay strings, every field knows its line, no text makes it fail."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kbase.core.problems import Problem
from kbase.core.records.yaml_source import DEEPEST, parse
from tests.conftest import Check
from tests.helpers import ACADEMY, BELARUS, SOURCES, TINY

FILE = "docs/data/x.yml"


def data_of(text: str) -> Any:
    """The data of a text without faults."""
    parsed, problems = parse(dedent(text), FILE)
    assert parsed is not None and problems == []
    return parsed.data


def fault_of(text: str) -> tuple[int, str, str]:
    """Line, code and message of the one fault in `text`, which comes with a fix."""
    parsed, problems = parse(dedent(text), FILE)
    assert parsed is None and len(problems) == 1 and problems[0].fix
    return problems[0].place.line, problems[0].code, problems[0].message


def test_nested_fields_know_their_lines() -> None:
    """The place of a field is the line of its key, of a member of a list the line where it begins."""
    text = """\
    # a remark
    title: {en: A, ru: Б}
    summary:
      en: >
        Two
        lines.

      ru: Две
    sources:
      - id: one
        seen: full
      - two
    last: x
    """
    parsed, _ = parse(dedent(text), FILE)
    assert parsed is not None
    lines = {
        ("title", "ru"): 2,
        ("summary",): 3,
        ("summary", "en"): 4,
        ("summary", "ru"): 8,
        ("sources", 0): 10,
        ("sources", 0, "seen"): 11,
        ("sources", 1): 12,
        ("last",): 13,
    }
    assert {path: parsed.place(path).line for path in lines} == lines


def test_a_missing_field_is_placed_at_what_should_hold_it() -> None:
    """The place of a field that is not there is that of its nearest ancestor."""
    parsed, _ = parse("a: 1\nb:\n  - c: 1\n", FILE)
    assert parsed is not None
    assert str(parsed.place(("b", 0, "missing", "deeper"))) == f"{FILE}:3"
    assert str(parsed.place(("missing",))) == f"{FILE}:1"


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "yes",
        "on",
        "2025",
        "2025-08-25",
        "007",
        "1.50",
        "1_000",
        "0x1F",
        "1e3",
        ".inf",
        "12:30:45",
        "True",
        "=",
        "<",
    ],
)
def test_scalars_stay_as_they_were_typed(written: str) -> None:
    """Norway's code, years, dates, numbers and versions are texts."""
    assert data_of(f"a: {written}\nb: [{written}]") == {"a": written, "b": [written]}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_an_empty_value_is_none(written: str) -> None:
    """A field without a value has none, and one in quotes has the text between them."""
    assert data_of(f"a: {written}\nb: '{written}'\n") == {"a": None, "b": written}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n", "\ufeff"])
def test_an_empty_file_has_no_data(text: str) -> None:
    """Nothing in a file is no fault of YAML; its reader says what is missing."""
    assert data_of(text) is None


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(line_end: str) -> None:
    """LF, CRLF and CR give the same data and the same lines."""
    parsed, problems = parse(line_end.join(["\ufeffa: 1", "b:", "  c: 2", ""]), FILE)
    assert parsed is not None and problems == []
    assert parsed.data == {"a": "1", "b": {"c": "2"}}
    assert parsed.place(("b", "c")).line == 3


def test_a_duplicate_key_is_refused_in_its_second_line() -> None:
    """The second of two equal keys is the fault, and the first is named."""
    text = """\
    a: 1
    b: {c: 1}
    a: 2
    """
    assert fault_of(text) == (3, "yaml-duplicate-key", "the key 'a' stands twice, first in line 1")


def test_a_deleted_line_between_two_records_is_one_fault() -> None:
    text = """\
    - id: a
      kind: fact
      text: {en: A}
      kind: fact
      text: {en: B}
    """
    assert fault_of(text) == (4, "yaml-duplicate-key", "2 keys stand twice, 'kind' first in line 2")


def test_a_duplicate_key_is_seen_at_any_depth() -> None:
    """Keys of a group within a list are compared with each other, not with those outside."""
    assert data_of("- {id: a}\n- {id: a}\n") == [{"id": "a"}, {"id": "a"}]
    assert fault_of("- {id: a}\n- x:\n    y: 1\n    y: 2\n")[:2] == (4, "yaml-duplicate-key")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &name one\nb: *name\n", 2),
        ("a: &name [1]\nb:\n  - *name\n", 3),
        ("a: &name {b: 1}\nc:\n  <<: *name\n", 3),
        ("a: *unknown\n", 1),
        ("a: &name\n  - *name\n", 2),
    ],
)
def test_an_alias_is_refused_where_it_stands(text: str, line: int) -> None:
    """A scalar, list or group is never repeated by name, nor can a file contain itself."""
    assert fault_of(text)[:2] == (line, "yaml-alias")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2\nb: 3\n", 2),
        ("a: 'no end\nb: 3\n", 1),
        ("a: b: c\n", 1),
        ("a: 1\n\tb: 2\n", 2),
        ("a:\n\t- b\n", 2),
        ("a: 1\n  b: 2\n", 2),
        ("a: «x»\nb: @x\n", 2),
        ("a: `x`\n", 1),
        ("a: 1\n- b\n", 2),
        ("a: \x00\n", 1),
        ("%YAML 9.9\n---\na: 1\n", 1),
        ("--- \na: 1\n---\nb: 2\n", 3),
        ("a:\n  - [", 2),
    ],
)
def test_invalid_yaml_names_its_line(text: str, line: int) -> None:
    """Open brackets and quotes, tabs, loose indentation, control characters and second documents: one line each."""
    assert fault_of(text)[:2] == (line, "yaml-syntax")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe"])
def test_a_sign_that_no_file_may_have_is_named_in_its_line(sign: str) -> None:
    _, (problem,) = parse(f"a: 1\nb: 2\nc: x{sign}y\nd: 4\n", FILE)
    assert problem.place.line == 3 and problem.fix == "delete it and type the text again"
    assert problem.message == f"a hidden character U+{ord(sign):04X} stands in the text"


def test_a_second_document_is_named_with_its_own_fix() -> None:
    _, (problem,) = parse("a: 1\n---\nb: 2\n", FILE)
    assert problem.place.line == 2 and problem.fix.startswith("delete the line `---`")


def test_a_key_is_a_word() -> None:
    """A list as a key is refused once, and the reading goes on."""
    assert fault_of("a: 1\n? [b, c]\n: 2\nd: 3\n")[:2] == (2, "yaml-key")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a: b\nc: !!python/object/apply:os.system ['exit 1']", "!!python/object/apply:os.system"),
        ("a: b\nc: !!python/name:os.system ''", "!!python/name:os.system"),
        ("a: b\nc: !!python/object:builtins.dict {b: c}", "!!python/object:builtins.dict"),
        ("a: b\nc: !include /etc/passwd", "!include"),
        ("a: b\nc: [!!binary aGk=]", "!!binary"),
        ("a: b\n!!int 5: c", "!!int"),
        ("a: b\nc: ! d", "!"),
        ("a: b\nc: &rest of it", "&rest"),
        ("a: b\nc: &rest [d]", "&rest"),
    ],
)
def test_a_mark_before_a_value_is_refused_where_it_stands(text: str, mark: str) -> None:
    """No tag makes an object, and none is lost without a word."""
    assert fault_of(text) == (2, "yaml-tag", f"the mark '{mark}' stands before a value")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_no_file_is_too_deep_to_refuse(opening: str) -> None:
    """A hundred thousand nested levels are one fault; libyaml's composer would break off the whole process."""
    assert fault_of(opening * 100_000)[1:] == (
        "yaml-syntax",
        f"this is not valid YAML: it nests more than {DEEPEST} levels",
    )


def assert_within(problems: list[Problem], text: str) -> None:
    """Every problem points at a line that an editor can show, and says what to do."""
    for problem in problems:
        assert 1 <= problem.place.line <= max(1, len(text.splitlines()))
        assert problem.message and problem.fix and problem.code.startswith("yaml-")


SCRAPS = st.sampled_from(
    [
        *("a", ": ", "- ", "\n", "\n  ", "\t", "[", "]", "{", "}", ", ", "'", '"', "&a ", "*a", "!!python/none ", "|"),
        *(
            ">",
            "# ",
            "---",
            "...",
            "? ",
            "%YAML 1.1",
            "\r\n",
            "\x85",
            "\u2028",
            "\ufeff",
            "~",
            "<<: ",
            "@",
            "\\",
            "a: 1\n",
        ),
    ]
)


@given(st.text())
@example("a: [\n")
@example("a: 'x\n\n\n")
def test_arbitrary_text_never_raises(text: str) -> None:
    """Any text is either read or refused with problems whose lines lie within it."""
    parsed, problems = parse(text, FILE)
    assert (parsed is None) == bool(problems)
    assert_within(problems, text)


@given(st.lists(SCRAPS, max_size=30).map("".join))
@example("---")
def test_scraps_of_yaml_never_raise(text: str) -> None:
    """What looks like YAML is read with lines that lie within it, or refused so."""
    parsed, problems = parse(text, FILE)
    assert (parsed is None) == bool(problems)
    assert_within(problems, text)
    if parsed is not None:
        assert all(1 <= line <= max(1, len(text.splitlines())) for line in parsed.lines.values())


SCALARS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))).filter(
    lambda text: "\x85" not in text
)
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(SCALARS, inner), max_leaves=12)


@given(DATA)
def test_what_was_written_is_what_is_read(data: object) -> None:
    """Data written as JSON, which is YAML too, come back as they were."""
    parsed, problems = parse(json.dumps(data, ensure_ascii=False), FILE)
    assert problems == [] and parsed is not None
    assert parsed.data == data


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_utf8_is_named(check: Check) -> None:
    """Windows' Cyrillic code page is refused with the byte that shows it."""
    content = TINY[BELARUS].encode("cp1251")
    assert check({BELARUS: content}) == [
        f"{BELARUS}:1: error: the file is not UTF-8 (byte {content.index('Б'.encode('cp1251'))}) — "
        "save it as UTF-8 [not-utf8]"
    ]


def test_a_byte_order_mark_and_crlf_are_no_fault(check: Check) -> None:
    """Files saved by Windows' editors are read as they are."""
    changes = {file: "\ufeff" + TINY[file].replace("\n", "\r\n") for file in TINY}
    assert check({file: text.encode() for file, text in changes.items()}) == []


def test_lines_are_counted_the_same_with_crlf(check: Check) -> None:
    """A fault in a CRLF file is placed in the line that the editor shows."""
    crooked = TINY[ACADEMY].replace("countries: [by]", "countries: [bz]").replace("\n", "\r\n")
    (line,) = check({ACADEMY: crooked.encode()})
    assert line.startswith(f"{ACADEMY}:4: error: 'bz' is not a word for countries (no. 1)")


@pytest.mark.parametrize("content", ["", "\n", "# nothing yet\n"])
def test_an_empty_record_is_one_fault_and_an_empty_list_none(check: Check, content: str) -> None:
    """A record's file must hold a record; a list may be empty."""
    assert check({"docs/data/glossary.yml": content}) == []
    assert check({ACADEMY: content}) == [
        f"{ACADEMY}:1: error: this is no record, which is a list of `field: value` lines — "
        "write lines such as `title: {en: …, ru: …}`, or remove it [record-shape]"
    ]


def test_broken_yaml_stops_only_its_own_file(check: Check) -> None:
    """One file that cannot be read gives one line, not one for every record that its records would have served."""
    (line,) = check({SOURCES: TINY[SOURCES] + "- id: [\n"})
    assert line.startswith(f"{SOURCES}:14: error: this is not valid YAML: ") and line.endswith("[yaml-syntax]")


@pytest.mark.parametrize("text", ["a: Edict # 135 was signed", "a:\n  - one #2", "a: {b: Edict #135\n}"])
def test_a_text_that_would_end_at_a_comment_sign_is_refused(text: str) -> None:
    parsed, (problem,) = parse(text, "f.yml")
    assert parsed is None and problem.code == "yaml-comment" and "lost as a comment" in problem.message


@pytest.mark.parametrize(
    "text", ["a: one  # meant", "# meant\na: one", "a: 'Edict # 135'", "a: one#two", "a: #none\n  b"]
)
def test_a_comment_that_is_meant_is_one(text: str) -> None:
    parsed, problems = parse(text, "f.yml")
    assert parsed is not None and problems == []


@pytest.mark.parametrize(
    ("text", "line", "said", "fix"),
    [
        ("%YAML 9.9\n---\na: b\n", 1, "a line that begins with % is an instruction", "delete the line"),
        ("%YAML 1.1\n---\na: b\n", 1, "a line that begins with % is an instruction", "delete the line"),
        ("# c\n%TAG ! tag:x,2000:\n---\na: b\n", 2, "a line that begins with % is an instruction", "delete the line"),
        ("%TAG !e! tag:x,2000:\n---\na: !e!x b\n", 1, "a line that begins with % is an instruction", "delete the line"),
        ("%ELSE x\n---\na: b\n", 1, "a line that begins with % is an instruction", "delete the line"),
        ("a: b\n%YAML 1.1\n", 2, "a line that begins with % is an instruction", "delete the line"),
        ("a: b\n...\nmore\n", 2, "the line `...` ends the document", "delete that line"),
        ("...\n", 1, "the line `...` ends the document", "delete that line"),
        ("[a]\nb: c\n", 2, "did not find expected <document start>", "a file is one list, or lines"),
        ('a: b\nc: "\\ud800"\n', 2, "found invalid Unicode character escape code", "`\\` begins the number of a sign"),
        ('a: b\nc: "\\x4"\n', 2, "did not find expected hexdecimal number", "`\\` begins the number of a sign"),
        ('a: b\nc: "\\q"\n', 2, "found unknown escape character", "`\\` begins the number of a sign"),
    ],
)
def test_what_is_no_value_is_named_with_what_to_do_about_it(text: str, line: int, said: str, fix: str) -> None:
    """Indentation is what is wrong most often, and no help here."""
    _, (problem,) = parse(text, FILE)
    assert problem.place.line == line
    assert problem.message.startswith(f"this is not valid YAML: {said}")
    assert problem.fix.startswith(fix)


def test_what_looks_like_no_value_may_stand_in_a_text() -> None:
    assert data_of("a: |\n  %YAML 1.1\n  ...\nb: c\n") == {"a": "%YAML 1.1\n...\n", "b": "c"}


def test_the_settings_of_another_program_may_instruct_it() -> None:
    assert parse("%YAML 1.1\n---\na: b\n", FILE, are_settings=True)[1] == []
