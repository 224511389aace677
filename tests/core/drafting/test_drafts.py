"""A record that is given in words becomes a record of the base, or one line says why not."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path

import pytest

from commands import new as command
from kbase.core.base import read_base
from kbase.core.check import run_checks
from kbase.core.drafting.drafts import KINDS, Refused, draft, faults, lacking, placed, require_free
from kbase.core.drafting.form_fields import control_of
from kbase.core.drafting.terminal.asking import by_names, understood
from kbase.core.drafting.written import as_yaml, inserted, scalar
from kbase.core.problems import Severity
from kbase.core.records.model import Actor, Event, Source, Statement
from kbase.core.records.yaml_source import parse
from kbase.core.translation.typed_dates import as_edtf
from launcher.main import main
from tests.helpers import PUBLISHERS, SOURCES, STATEMENTS, TINY, repository

TODAY = "2026-11-24"

SOURCE = [
    *("type=webpage", "title=Форум: день № 1", "language=ru", "issued=2025-08-25", "published_by=daily"),
    "URL=https://daily.example/day-1",
]
STATEMENT = ["kind=fact", "happened=2025-08-25", "about=academy", "text.en=It rained.", "sources=a-day"]


def test_a_record_is_read_as_it_was_given() -> None:
    one = draft("source", "a-day", SOURCE, TODAY)
    assert lacking(one) == [] and faults(one) == []
    assert one.text() == (
        "- id: a-day\n  type: webpage\n  title: 'Форум: день № 1'\n  language: ru\n  issued: '2025-08-25'\n"
        "  published_by: daily\n  URL: https://daily.example/day-1\n"
    )


def test_a_text_is_known_by_its_letters_and_a_list_by_its_commas() -> None:
    one = draft("statement", "rain", ["text=Шёл дождь.", "about=academy, belarus", "sources=a,b"], TODAY)
    assert one.data == {
        "id": "rain",
        "about": ["academy", "belarus"],
        "text": {"ru": "Шёл дождь."},
        "sources": [{"id": "a"}, {"id": "b"}],
        "recorded": TODAY,
    }


def test_a_group_is_given_as_yaml() -> None:
    one = draft("statement", "rain", ["sources=[{id: a, seen: opening}]"], TODAY)
    assert one.data["sources"] == [{"id": "a", "seen": "opening"}]


def test_what_is_left_empty_in_a_group_stays_empty() -> None:
    """It is named as any empty field is."""
    one = understood(draft("statement", "rain", ["sources={id: a, seen: }", "said="], TODAY))
    assert one.data["sources"] == [{"id": "a", "seen": None}]


ROLES = "{role: Director, organisation: academy, as_of: 'May 2025'}, {role: {ru: Член}, to: '2020'}"


def test_what_stands_for_a_kind_says_it_and_groups_need_no_brackets() -> None:
    one = understood(draft("person", "maria", ["title=Мария", f"roles={ROLES}", "countries=Беларусь, ru"], TODAY))
    assert (one.kind, one.data["kind"], one.data["countries"]) == ("actor", "person", ["by", "ru"])
    assert one.data["roles"] == [
        {"role": {"en": "Director"}, "organisation": "academy", "as_of": "2025-05"},
        {"role": {"ru": "Член"}, "to": "2020"},
    ]
    assert [draft(word, "x", [], TODAY).data.get("kind") for word in ("company", "edict", "forecast", "body")] == [
        *("company", "edict", "forecast"),
        None,
    ]


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        *(("7 October 2026", "2026-10-07"), ("7 октября 2026", "2026-10-07"), ("07.10.2026", "2026-10-07")),
        *(("Feb 2026", "2026-02"), ("12 Mar 2026", "2026-03-12"), ("March 12, 2026", "2026-03-12")),
        *(("12 мар 2026", "2026-03-12"), ("about June 2025", "2025-06~"), ("около июня 2025", "2025-06~")),
        *(("19–21 ноября 2026 г.", "2026-11-19/2026-11-21"), ("May 2025 – June 2025", "2025-05/2025-06")),
        *(("Dec. 2025", "2025-12"), ("Dec. 7, 2026", "2026-12-07"), ("c. 2025", "2025~"), ("в мае 2025", "2025-05")),
        *(("2025-06~", "2025-06~"), ("../2026-06", "../2026-06"), ("2024/2026", "2024/2026")),
        *(("soon", "soon"), ("31/12/2025", "31/12/2025"), ("12 Foo 2026", "12 Foo 2026"), ("", "")),
    ],
)
def test_a_date_is_taken_as_people_type_it(typed: str, edtf: str) -> None:
    """What is none stays as it is, for `check` to name."""
    assert as_edtf(typed) == edtf


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (
            "person",
            ["roles=Director, member"],
            "roles: each one is a group of fields between braces — write roles='{role: …, organisation: …, from: …, "
            "to: …}, {…}', a text in it as {en: …} or {ru: …}",
        ),
        ("sorce", [], "'sorce' is no kind of record — did you mean 'source'?"),
        ("source", ["titel=X"], "there is no field 'titel' — did you mean 'title'?"),
        ("source", ["title"], "'title' is no field with a value — write FIELD=VALUE, such as kind=fact"),
        ("statement", ["text.en.x=1"], "'text.en.x' names no field — write one dot at most, as in text.en"),
    ],
)
def test_what_cannot_be_a_record_is_one_line(kind: str, given: list[str], said: str) -> None:
    with pytest.raises(Refused) as refused:
        draft(kind, "some-id", given, TODAY)
    assert f"{refused.value.message} — {refused.value.fix}" == said


def test_what_is_missing_is_named() -> None:
    assert lacking(draft("source", "a", [], TODAY)) == ["type", "title", "language", "published_by"]
    assert lacking(draft("statement", "a", ["kind=claim"], TODAY)) == ["about", "text", "sources", "by", "said"]
    assert lacking(draft("statement", "a", ["kind=fact"], TODAY)) == ["about", "text", "sources", "happened"]


def test_an_id_that_is_or_was_taken_is_refused(tmp_path: Path) -> None:
    base, _ = read_base(repository(tmp_path))
    with pytest.raises(Refused):
        require_free(base, "academy")


SCALARS = [
    "2025",
    "2025-05-20",
    "no",
    "a: b",
    "a #b",
    "it's",
    "- x",
    "{x}",
    "@x",
    "№ 5",
    "x, y",
    "'",
    "«x»",
    "~",
    "1.5",
]


@pytest.mark.parametrize("text", SCALARS)
def test_every_text_is_read_as_it_is(text: str) -> None:
    """Numbers, dates, words of YAML and its signs, alone and between brackets."""
    for written in (f"k: {scalar(text)}", f"k: [{scalar(text, in_brackets=True)}]"):
        read, problems = parse(written, "x.yml")
        assert problems == [] and read is not None
        assert read.data["k"] in (text, [text])


def test_every_record_of_the_example_can_be_written(example: Path) -> None:
    """And reads as before: `as_yaml` itself compares."""
    for file in (example / "docs/data").rglob("*.yml"):
        read, _ = parse(file.read_text(encoding="utf-8"), file.name)
        assert read is not None
        for record in read.data if isinstance(read.data, list) else [read.data]:
            assert as_yaml(record, isinstance(read.data, list))


def test_a_control_character_is_refused() -> None:
    with pytest.raises(Refused, match=r"title: a hidden character U\+0000 stands in it"):
        draft("source", "a", ["title=a\x00b"], TODAY).text()


def test_a_record_in_a_sorted_list_gets_its_place_and_moves_no_other() -> None:
    text = "# Head.\n\n- id: a\n  x: 1\n\n# About c.\n- id: c\n  x: 1\n"
    assert inserted(text, "b", "- id: b\n", [("a", 3), ("c", 7)]) == (
        "# Head.\n\n- id: a\n  x: 1\n\n- id: b\n\n# About c.\n- id: c\n  x: 1\n"
    )
    assert inserted(text, "d", "- id: d\n", [("a", 3), ("c", 7)]).endswith("- id: c\n  x: 1\n\n- id: d\n")


def test_new_records_pass_the_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path)
    monkeypatch.setattr(command, "ROOT", root)
    assert main(["--in-environment", "new", "source", "a-day", *SOURCE]) == 0
    assert main(["--in-environment", "new", "statement", "rain", "--topic", "science", *STATEMENT]) == 0
    assert [problem for problem in run_checks(root) if problem.severity is Severity.ERROR] == []
    assert (root / SOURCES).read_text(encoding="utf-8").startswith("- id: a-day\n")
    assert (root / STATEMENTS).read_text(encoding="utf-8").startswith(str(TINY[STATEMENTS]).rstrip())


BAD = [
    (["new", "source", "A Day", *SOURCE], "'A Day' is not a valid id — use lower-case"),
    (["new", "source", "daily-on-forum", *SOURCE], "the id 'daily-on-forum' is taken: see"),
    (["new", "source", "a-day", "title=X"], "a source needs type, language, published_by — add type=…"),
    (["new", "source"], "source: a new record needs an id"),
    (["new", "source", "a-day", *SOURCE, "title=X"], "the field 'title' is given twice — leave one of the two out"),
    (["new", "statement"], "statement: a new record needs an id"),
    (["new", "statement", "x"], "a statement stands in the file of its topic — write --topic with one of science"),
    (["new", "statement", "x", "--topic", "../x"], "'../x' is no name of a topic"),
    (["new", "actor", "x", "kind=bdy", "title=X", "summary=X"], "'bdy' is not a word for kind"),
    (["new", "actor", "x", "title=X"], "an actor needs summary, kind — add summary=…"),
    (["new", "actor", "con", "kind=person", "title=X", "summary=X"], "'con' is a name that Windows keeps"),
]


@pytest.mark.parametrize(("words", "said"), BAD)
def test_bad_input_is_one_line_and_writes_nothing(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    monkeypatch.setattr(command, "ROOT", root)
    assert main(["--in-environment", *words]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"kb: {said}") and told.count("\n") == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


ACTOR = ["kind=organisation", "countries=by", "summary.en=A body."]
OTHER = ["type=webpage", "title=Another", "language=en"]
AGAINST_THE_RULES = [
    (["actor", "body", *ACTOR, "title.en=<script>"], "raw-html"),
    (["actor", "body", *ACTOR, "title.en=A\u202eB"], "hidden-character"),
    (["event", "index", "kind=conference", "date=2025-08-25", "title.en=A", "summary.en=A day."], "id-reserved"),
    (["source", "sources", *OTHER, "published_by=daily"], "id-reserved"),
    (["source", "con", *OTHER, "published_by=daily"], "id-reserved"),
    (["source", "a-day", *OTHER, "published_by=nope"], "id-unknown"),
    (["source", "a-day", *OTHER, "published_by=daily", "URL=https://agency.example/1"], "address-twice"),
]


@pytest.mark.parametrize(("words", "code"), AGAINST_THE_RULES)
def test_what_the_check_refuses_is_not_written(
    words: list[str], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    monkeypatch.setattr(command, "ROOT", root)
    assert main(["--in-environment", "new", *words, "--language", "en"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("docs/data/") and f"[{code}]\n" in told and told.endswith("nothing was written\n")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_is_missing_is_asked_for_in_words_until_it_can_be_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong word costs no answer that was given before."""
    root = repository(tmp_path)
    given = ["", "", "Минский форум.", "Минская встреча", "", "confrence", "Конференция", "скоро", "7 октября 2026"]
    answers = chain(given, repeat(""))
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    words = ["event", "minsk-forum", "title=Минский форум", "countries=by", "organisers=academy"]
    assert main(["--in-environment", "new", *words, "--language", "ru"]) == 0
    told = capsys.readouterr().out
    assert "   3  conference (конференция или форум)\n" in told
    assert "'confrence' — не одно из этих слов — может быть, 'conference'?" in told
    assert "здесь русские буквы — напишите по-английски" in told
    assert "здесь нужен ответ" in told and "'скоро'\u00a0— не дата" in told
    event = read_base(root)[0].entities["minsk-forum"]
    assert isinstance(event, Event) and (event.kind, event.date) == ("conference", "2026-10-07")


def test_what_stops_after_answers_gives_them_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing has to be typed twice."""
    root = repository(tmp_path)
    answers = chain(["An institute of <b>."], repeat(""))
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    words = ["company", "acme", "title=Acme", "countries=by"]
    assert main(["--in-environment", "new", *words, "--language", "en"]) == 1
    again = "new --language en company acme title=Acme countries=by 'summary.en=An institute of <b>.'"
    assert capsys.readouterr().out.endswith(f"{again}\n")


def test_what_is_ended_goes_on_asking_when_it_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source came out without its day and address, as all that must be there stood in the printed command."""
    root = repository(tmp_path)
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    answers = {"type: ": "webpage", "issued (Enter: none): ": "2 May 2025"}

    def answer(prompt: str) -> str:
        if prompt == "published_by: ":
            raise KeyboardInterrupt
        return answers.get(prompt, "")

    monkeypatch.setattr("builtins.input", answer)
    words = ["source", "a-day", "title=A day", "language=en", "--language", "en"]
    assert main(["--in-environment", "new", *words]) == 130
    again = capsys.readouterr().out.strip().rpartition("kb.py new ")[2]
    assert again == "--language en source a-day --ask 'title=A day' language=en type=webpage"
    assert main(["--in-environment", "new", *shlex.split(again), "published_by=daily"]) == 0
    assert read_base(root)[0].sources["a-day"].issued == "2025-05-02"
    assert capsys.readouterr().out.endswith("not given, and usually there: URL, kind; add there what you know\n")


def test_an_office_that_was_begun_is_asked_on_when_the_printed_command_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its source, which had to be written first, then the second office; braces had to be mended by hand."""
    root = repository(tmp_path)
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    def ended_at(name: str, answers: dict[str, str]) -> Callable[[str], str]:
        def answer(prompt: str) -> str:
            if prompt.startswith(name):
                raise KeyboardInterrupt
            return next((answers.pop(begun) for begun in [*answers] if prompt.startswith(begun)), "")

        return answer

    given = ["title=Мария", "summary=Человек.", "countries=by", "--ask", "--language", "ru"]
    first = {"Должность по-русски": "Директор", "Где": "academy"}
    monkeypatch.setattr("builtins.input", ended_at("С какого времени", first))
    assert main(["--in-environment", "new", "person", "maria", *given]) == 130
    again = capsys.readouterr().out.strip().rpartition("kb.py new ")[2]
    assert again.startswith("--language ru person maria --ask ") and "organisation: academy}" in again
    then = {"С какого времени": "2024", "Источник": "daily-on-forum", "Должность по-русски": "Член", "На какой": "2025"}
    monkeypatch.setattr("builtins.input", ended_at("never", then))
    assert main(["--in-environment", "new", *shlex.split(again)]) == 0
    told = capsys.readouterr().out
    assert "№ 1: Директор\n" in told.replace("\u00a0", " ")
    maria = read_base(root)[0].entities["maria"]
    assert isinstance(maria, Actor) and [role.source for role in maria.roles] == ["daily-on-forum", None]
    assert "kb.py new --language ru statement maria-appointed about=maria,academy`" in told


def test_the_files_that_hold_statements_of_what_it_is_about_are_offered_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 22 names with three titles each, nobody knew which one is meant; where any will do, that is said."""
    root = repository(tmp_path)
    (root / STATEMENTS).with_name("biology.yml").write_text("[]\n", encoding="utf-8")
    answers = iter(["9", "A topic", "1"])
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    given = [word for word in STATEMENT if not word.startswith(("sources", "about"))]
    words = ["fact", "rain", *given, "sources=daily-on-forum", "about=forum", "--language", "en"]
    assert main(["--in-environment", "new", *words]) == 0
    told = capsys.readouterr().out
    assert "checking your record with the whole base (up to a minute) …\n" in told
    assert (
        "The file for the statement. Usual for forum: 1 science\nothers: 2 biology\nnot sure: Enter takes the first"
        in told
    )
    assert "there is no number 9 — type one from 1 to 2" in told and "'A topic' is no name of a topic" in told
    assert read_base(root)[0].topics["rain"] == "science"


def test_who_does_not_know_the_file_presses_enter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for last, when it is known what the statement is about."""
    root = repository(tmp_path)
    (root / STATEMENTS).with_name("biology.yml").write_text("[]\n", encoding="utf-8")
    answers = {"about: ": "forum", "seen (Enter: none): ": "", "number or name (Enter: science): ": ""}
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda prompt: answers.pop(prompt))
    given = [word for word in STATEMENT if not word.startswith(("sources", "about"))]
    words = ["fact", "rain", *given, "sources=daily-on-forum", "--language", "en"]
    assert main(["--in-environment", "new", *words]) == 0 and answers == {}
    assert read_base(root)[0].topics["rain"] == "science"


def test_an_answer_that_asks_for_more_is_asked_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no fact needs its speaker."""
    root = repository(tmp_path)
    answers = {"kind: ": "claim", "by: ": "academy", "seen (Enter: none): ": ""}
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answers.__getitem__)
    words = ["said=2025", "about=academy", "text.en=It rained.", "sources=daily-on-forum", "--topic", "science"]
    assert main(["--in-environment", "new", "statement", "rain", *words]) == 0
    assert read_base(root)[0].statements["rain"].by == "academy"


def test_every_kind_of_record_can_be_made() -> None:
    """Each has a file, of its own or of many."""
    for kind in KINDS:
        field = (
            "en=x"
            if kind == "term"
            else "date=2026"
            if kind == "search"
            else "text=x"
            if kind == "statement"
            else "title=x"
        )
        one = draft(kind, "some-id", [field], TODAY, "topic")
        assert one.file.startswith("docs/data/") and one.file.endswith(".yml")
        assert placed(one, None)
    assert draft("publisher", "x", [], TODAY).file == PUBLISHERS


@pytest.mark.parametrize(
    ("model", "field", "answer", "taken"),
    [
        (Source, "published_by", "Академия наук", "academy"),
        (Source, "published_by", "agency", "agency"),  # an id stays
        (Source, "published_by", "daily", "daily"),
        (Statement, "about", "academy of sciences, agency", "academy, agency"),
        (Statement, "sources", "agency-on-forum", "agency-on-forum"),
        (Statement, "sources", "[{id: agency-on-forum}]", "[{id: agency-on-forum}]"),
        (Source, "published_by", "nobody", "nobody"),  # which is refused as an id
        (Source, "published_by", "academy-of-sciences", "academy-of-sciences"),  # and so is this
        (Statement, "about", "a", "academy"),  # an agency of the same letter is no record that a statement is about
        (Source, "title", "Academy", "Academy"),  # no field of ids
        (Actor, "countries", "by", "by"),  # a word of a vocabulary
    ],
)
def test_an_answer_may_name_a_record_by_a_word_of_its_title(
    tmp_path: Path, model: type[Actor | Source | Statement], field: str, answer: str, taken: str
) -> None:
    base, _ = read_base(repository(tmp_path))
    assert by_names(base, control_of(model, field), answer, "en") == taken


def test_a_word_that_several_records_have_is_answered_with_their_ids(tmp_path: Path) -> None:
    base, _ = read_base(repository(tmp_path))
    with pytest.raises(Refused) as refused:
        by_names(base, control_of(Source, "published_by"), "a", "en")
    assert "academy (Academy of Sciences), agency (Agency)" in str(refused.value.fix)
