"""What `new` asks for in a terminal: question by question, each with an answer as it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kbase.core.base import read_base
from kbase.core.drafting.drafts import KINDS, Draft, Refused, draft, faults, faults_of_group, lacking
from kbase.core.drafting.form_fields import LANGUAGE_CODES, Control, Shape, control_of
from kbase.core.drafting.terminal.asking import chosen, require_known_word, understood
from kbase.core.drafting.terminal.dialogue import Dialogue, Terminal
from kbase.core.drafting.terminal.questions import BODY, FILE, OF_LINKS, PARTS, USUAL, example_for, question, usual
from kbase.core.drafting.terminal.spoken_names import countries, languages
from kbase.core.records.model import LANGUAGES, Event, Language
from kbase.core.records.vocabulary import Country
from kbase.core.yaml_tables import read_table
from kbase.wording.catalogue import Catalogue
from tests.helpers import repository

TODAY = "2026-11-24"


def made(kind: str, given: Iterable[str]) -> Draft:
    return understood(draft(kind, "some-id", [*given], TODAY, "science"))


def dialogue(
    tmp_path: Path, kind: str, fields: list[str], answers: list[str], language: Language = "en"
) -> tuple[Draft, list[str]]:
    """The record that comes of these answers, and the lines that were shown; behind the last answer all are empty."""
    base, _ = read_base(repository(tmp_path))
    told: list[str] = []

    def read(prompt: str) -> str:
        answer = answers.pop(0) if answers else ""
        told.append(f"{prompt}{answer}")
        return answer

    terminal = Terminal(language, read, told.append, [])
    return Dialogue(base, base.origins, terminal, fields, partial(made, kind), TODAY).completed(), told


def asked() -> Iterator[tuple[str, str, Control]]:
    """Every field that may be asked for: the kind of record, the model, the field."""
    for kind, (model, _) in KINDS.items():
        one = draft(kind, "x", ["kind=claim"] if kind == "statement" else [], TODAY)
        for name in (*lacking(one), *USUAL.get(kind, ()), *(("kind", "happened") if kind == "statement" else ())):
            control = control_of(model, name)
            yield kind, model.__name__, control
            yield from ((kind, control.holds, part) for part in control.controls if part.name in parts_of(control))


def parts_of(control: Control) -> tuple[str, ...]:
    return (*PARTS.get(control.holds, ()), *OF_LINKS.get(control.holds, ()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_shows_an_answer_and_speaks_of_nothing_that_only_the_form_has(language: str) -> None:
    """Its list, its rows and what stands above: a terminal has none of these."""
    fields = [*asked()]
    for _, model, control in fields:
        lines = [*question(model, control, language)]
        assert control.holds in PARTS or example_for(model, control, language), (model, control.name)
        assert not re.search(r"\blist\b|above|списк|вверху|пусто[йм]? строк", " ".join(lines)), lines
    assert len(fields) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_that_is_shown_can_be_typed(language: str) -> None:
    """But for the records that it names, which are those of the real base."""
    for kind, model, control in asked():
        if control.holds in PARTS:
            continue
        example = re.split(" (?:or|или) ", example_for(model, control, language))[0]
        value = require_known_word(control, example)
        if model == KINDS[kind][0].__name__:
            one = made(kind, [f"{control.name}={value}"])
            wrong = [fault for fault in faults(one) if fault.path[:1] == (control.name,)]
        elif control.shape is not Shape.TEXT:
            read = as_part(control, value)
            wrong = [fault for fault in faults_of_group(model, {control.name: read}) if fault.path]
        assert wrong == [], (kind, control.name, example)


def as_part(control: Control, value: str) -> Any:
    """A field of a group as its record writes it."""
    return understood(draft("event", "x", [f"date={value}"], TODAY)).data["date"] if "date" in control.shape else value


def test_answers_are_of_fields_that_are_asked_for() -> None:
    """A row of a field that is renamed would else be lost without a word."""
    keys = {key for _, model, control in asked() for key in (control.name, f"{model}.{control.name}")}
    keys |= {f"{BODY}.{name}" for name in lacking(draft("state-body", "x", [], TODAY))}
    assert {*read_table(FILE)} <= keys


def test_what_is_usual_is_a_field_of_the_kind_and_need_not_be_there() -> None:
    for kind, names in USUAL.items():
        model = KINDS[kind][0]
        known = {info.alias or name: info for name, info in model.model_fields.items()}
        assert {*names} <= {*known} and not any(known[name].is_required() for name in names), kind
        assert len(names) <= 6, "this is no questionnaire of everything"
    assert [*usual(made("company", []))] == ["countries"] and "roles" in usual(made("person", []))


def test_a_person_with_two_offices_is_asked_for_part_by_part(tmp_path: Path) -> None:
    """A comma and a colon in a text break nothing; who has no first day has one on which the office is shown."""
    answers = ["", "", "", "Мария"]
    answers += [
        "Director: labs, grants",
        "Директор",
        "academy of sciences",
        "soon",
        "since May 2020",
        "",
        "daily-on-forum",
    ]
    answers += ["Member", "", "", "", "", "", "2025", "", "", "", "РБ, Russia"]
    person, told = dialogue(tmp_path, "person", ["summary=A person."], answers)
    assert person.data == {
        "title": {"ru": "Мария"},
        "summary": {"en": "A person."},
        "countries": ["by", "ru"],
        "kind": "person",
        "roles": [
            {
                "role": {"en": "Director: labs, grants", "ru": "Директор"},
                "organisation": "academy",
                "from": "2020-05",
                "source": "daily-on-forum",
            },
            {"role": {"en": "Member"}, "as_of": "2025"},
        ],
    }
    assert faults(person) == [] and told.count("an answer is needed here; Ctrl-C ends without one") == 2
    assert "title in English (Enter: none): " in told and "title in Russian (Enter: none): Мария" in told
    assert "as_of: 2025" in told and "no. 3 (Enter twice: no more)" in told and "  2020-05" in told


def test_an_office_of_a_body_without_a_record_names_it_in_its_own_words(tmp_path: Path) -> None:
    """Nobody is sent away in the middle of an office, to write a record that nothing else needs."""
    answers = ["Maria", "", "A person.", "", "Head of a department", "", "ministry of economy", ""]
    answers += ["Head of a department, Ministry of Economy", "", "2020", "2024"]
    person, told = dialogue(tmp_path, "person", [], answers)
    office = {"role": {"en": "Head of a department, Ministry of Economy"}, "from": "2020", "to": "2024"}
    assert person.data["roles"] == [office] and faults(person) == []
    (refused,) = (line for line in told if line.startswith("no record is called 'ministry of economy'"))
    assert "press Enter" in refused and "Ctrl-C" not in refused
    answers = ["Maria", "", "A person.", "", "Head", "", "ministry of economy", "", "", "", "2020", ""]
    person, told = dialogue(tmp_path / "2", "person", [], answers)
    assert person.data["roles"] == [{"role": {"en": "Head"}, "from": "2020"}], "Enter leaves it as it is"


@pytest.mark.parametrize("ended", [KeyboardInterrupt, EOFError])
def test_an_office_that_is_being_typed_is_kept(tmp_path: Path, ended: type[BaseException]) -> None:
    """In the command that is printed, to be run again."""
    base, _ = read_base(repository(tmp_path))
    answers = ["Director", "", "", "2025", "", "", "Member", "", "academy"]

    def read(prompt: str) -> str:
        if not answers:
            raise ended
        return answers.pop(0)

    fields = ["title=Maria", "summary=A person."]
    one = Dialogue(base, base.origins, Terminal("en", read, lambda _: None, []), fields, partial(made, "person"), TODAY)
    with suppress(KeyboardInterrupt):
        one.completed()
    assert fields[-1].startswith("roles={role: {en: Director}, from: '2025'")
    assert fields[-1].endswith("}, {role: {en: Member}, organisation: academy}")


def test_a_statement_is_asked_how_much_of_each_source_was_read(tmp_path: Path) -> None:
    fields = ["kind=fact", "happened=2025", "about=academy", "text=It rained."]
    statement, told = dialogue(tmp_path, "statement", fields, ["agency-on-forum, daily-on-forum", "2", ""])
    assert statement.data["sources"] == [{"id": "agency-on-forum", "seen": "opening"}, {"id": "daily-on-forum"}]
    assert "source 'agency-on-forum'" in told and "   2  opening (opening read)" in told
    assert fields[-1] == "sources={id: agency-on-forum, seen: opening}, {id: daily-on-forum}", "to be run again"


def test_a_source_is_asked_for_its_day_and_address_and_what_it_is(tmp_path: Path) -> None:
    answers = ["англ.", "2 мая 2025", "daily.example", "https://daily.example/x", "", "сообщение"]
    source, told = dialogue(
        tmp_path, "source", ["type=webpage", "title=X", "published_by=daily"], ["Klingon", *answers], "ru"
    )
    given = {name: source.data.get(name) for name in ("language", "issued", "URL", "checked", "kind")}
    assert given == {
        "language": "en",
        "issued": "2025-05-02",
        "URL": "https://daily.example/x",
        "checked": TODAY,
        "kind": "reporting",
    }
    assert "'Klingon' здесь не известно — напишите название, например русский или Russian" in told
    assert any(line.startswith("обычно указывают ещё это") for line in told)


def test_who_ends_the_answers_has_what_was_given(tmp_path: Path) -> None:
    """Ctrl-D among what is usually given; before that something is missing."""
    base, _ = read_base(repository(tmp_path))

    def ended(prompt: str) -> str:
        raise EOFError

    terminal = Terminal("en", ended, lambda _: None, [])
    fields = ["title=X", "summary=X.", "kind=meeting", "date=2025"]
    one = Dialogue(base, base.origins, terminal, fields, partial(made, "event"), TODAY).completed()
    assert faults(one) == [] and [*one.data] == ["title", "summary", "kind", "date"]
    with pytest.raises(Refused, match="there is no answer for date"):
        Dialogue(base, base.origins, terminal, fields[:3], partial(made, "event"), TODAY).completed()


def test_a_body_is_asked_for_as_a_body_and_that_of_a_state_for_its_state(tmp_path: Path) -> None:
    """Its kind comes first; the check refused it after the last answer, for a field that nobody had asked for."""
    body, told = dialogue(
        tmp_path, "actor", [], ["state body", "Ministry", "", "A ministry.", "", "Belarus", "Belarus"]
    )
    assert (body.data["kind"], body.data["controller"], body.data["countries"]) == ("state-body", "belarus", ["by"])
    assert "  for example: Institute of Economics" in told and not any("Maria Ivanova" in line for line in told)
    assert lacking(made("state-body", ["title=X", "summary=X."])) == ["controller"]
    _, told = dialogue(tmp_path / "2", "actor", [], ["person", "Maria", "", "A person."])
    assert "  for example: Maria Ivanova" in told and not any(line.startswith("controller") for line in told)


def test_who_owns_itself_may_say_so_before_it_is_there(tmp_path: Path) -> None:
    publisher, told = dialogue(tmp_path, "publisher", [], ["Herald", "", "", "private", "nobody", "some-id"])
    assert publisher.data["controller"] == "some-id"
    assert any("new actor nobody`" in line for line in told if line.startswith("no record has the id 'nobody'"))


@pytest.mark.parametrize("owner", ["itself", "Сам себе", "сама себе", "Minsk herald"])
def test_who_owns_itself_says_so_in_words(tmp_path: Path, owner: str) -> None:
    publisher, told = dialogue(tmp_path, "publisher", [], ["Minsk Herald", "", "", "private", owner])
    assert publisher.data["controller"] == "some-id" and "  some-id" in told
    assert any("owns itself: some-id, or itself" in line for line in told)


def test_when_it_was_said_may_be_unknown_where_it_is_known_when_it_happened(tmp_path: Path) -> None:
    """The question named one date of two, and only one was asked for."""
    fields = [
        "kind=claim",
        "by=academy",
        "about=academy",
        "text=It rained.",
        "sources={id: agency-on-forum, seen: full}",
    ]
    claim, told = dialogue(tmp_path, "statement", fields, ["", "", "May 2025"])
    assert claim.data["happened"] == "2025-05" and "said" not in claim.data and faults(claim) == []
    assert "When it was said. Not known: Enter; then you are asked when it happened." in told
    assert told.count("an answer is needed here; Ctrl-C ends without one") == 1


@pytest.mark.parametrize("last", ["present", "настоящее время", "Now"])
def test_an_office_that_lasts_has_no_last_day(tmp_path: Path, last: str) -> None:
    answers = ["Maria", "", "A person.", "", "Director", "", "academy", "2020", last]
    person, told = dialogue(tmp_path, "person", [], answers)
    office = {"role": {"en": "Director"}, "organisation": "academy", "from": "2020"}
    assert person.data["roles"] == [office] and "  left empty: it lasts" in told


def test_a_name_is_found_by_its_words_in_any_order(tmp_path: Path) -> None:
    """Who did not find a ministry so would have written it a second time."""
    _, told = dialogue(tmp_path, "publisher", [], ["Herald", "", "", "private", "sciences academy"])
    assert "  academy (Academy of Sciences)" in told, "who reads only an id cannot tell what was found"


def test_what_is_not_there_yet_is_to_be_written_first(tmp_path: Path) -> None:
    """With the command that does it: who asked for a publisher in words got a rule about letters and hyphens."""
    fields = ["kind=fact", "happened=2025", "text=It rained.", "sources={id: agency-on-forum, seen: full}"]
    _, told = dialogue(tmp_path, "statement", fields, ["Great Unknown Forum", "academy"])
    assert any("new KIND ID`, for KIND write person, event, law …, for ID" in line for line in told)
    _, told = dialogue(tmp_path / "2", "source", ["type=webpage", "title=X", "language=en"], ["The Sun", "daily"])
    assert any(
        line.startswith("no record is called 'The Sun' — ")
        and "new publisher ID`, for ID write one of your choice, such as minsk-herald" in line
        for line in told
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_languages_are_those_that_readers_see(language: str) -> None:
    column = [*LANGUAGES].index(language)
    catalogue = Catalogue(language)
    assert {code: names[column] for code, names in languages().items()} == {
        code: catalogue.language_name(code) for code in LANGUAGE_CODES
    }


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("English", "en"), ("русский", "ru"), ("англ.", "en"), ("рус", "ru"), ("по-белорусски", "be")),
        *(("Chinese language", "zh"), ("лат", ""), ("ru", "ru"), ("Klingon", ""), ("en", "en"), ("а", "")),
    ],
)
def test_a_language_is_taken_by_its_name(typed: str, code: str) -> None:
    """A beginning that several share means none."""
    assert chosen(LANGUAGE_CODES, typed) == code


def test_a_country_is_taken_by_what_people_call_it() -> None:
    assert {*countries()} <= {*map(str, Country)}
    control = control_of(Event, "countries")
    assert chosen(control.choices, "США") == chosen(control.choices, "USA") == "us"
    with pytest.raises(Refused) as refused:
        require_known_word(control, "Беларусь, Белрусь")
    assert str(refused.value.message) == "'Белрусь' is not known here" and "'Беларусь'" in refused.value.fix.read("ru")


def test_an_answer_with_a_sign_that_cannot_be_written_is_asked_for_again(tmp_path: Path) -> None:
    """An arrow key leaves one; once it was refused when all was answered."""
    _, told = dialogue(tmp_path, "publisher", [], ["\x1b[DAgency", "Agency", "Агентство"])
    assert "title holds U+001B, which cannot be written — type it again" in told


def test_marks_from_the_keyboard_become_those_of_the_language(tmp_path: Path) -> None:
    """An apostrophe cost a whole statement, after the last answer; what is not sure is asked for again."""
    answers = [
        "Maria's role",
        "",
        'The "first" head\'s deputy.',
        'Заместитель главы "Школы" 5" шире.',
        'Глава "Школы".',
    ]
    person, told = dialogue(tmp_path, "person", [], answers)
    assert person.data["title"] == {"en": "Maria’s role"}
    assert person.data["summary"] == {"en": "The “first” head’s deputy.", "ru": "Глава «Школы»."}
    assert {"  Maria’s role", "  The “first” head’s deputy.", "  Глава «Школы»."} <= {*told}
    assert any(line.startswith("a straight or English quotation mark — write «…»") for line in told)


def test_marks_of_fields_in_the_command_are_set_too_but_for_what_others_wrote() -> None:
    fact = made("fact", ["text.en=Minsk's forum", 'text.ru="Форум" прошёл'])
    assert fact.data["text"] == {"en": "Minsk’s forum", "ru": "«Форум» прошёл"}
    assert made("source", ["title=Minsk's forum"]).data["title"] == "Minsk's forum"
    assert made("publisher", ["title.en=Minsk's Herald"]).data["title"] == {"en": "Minsk's Herald"}


def test_an_address_is_no_office(tmp_path: Path) -> None:
    """Once it was taken for one without a word."""
    answers = ["Maria", "", "A person.", "", "https://nasb.example/news", "Director", "", "academy", "2020"]
    person, told = dialogue(tmp_path, "person", [], answers)
    assert person.data["roles"] == [{"role": {"en": "Director"}, "organisation": "academy", "from": "2020"}]
    assert "this is an address, not a text — type it in words; a source is asked for on its own" in told


@pytest.mark.parametrize(("typed", "said"), [("до ноября 2026", 1), ("ноябрь 2026", 0)])
def test_until_a_month_says_that_the_month_is_included(tmp_path: Path, typed: str, said: int) -> None:
    """In Russian «до ноября» leaves November out for many."""
    answers = ["Мария", "", "Человек.", "", "Директор", "", "academy", "2020", typed]
    person, told = dialogue(tmp_path, "person", [], answers, "ru")
    assert person.data["roles"][0]["to"] == "2026-11" and told.count("  2026-11 включительно") == said


def test_what_helps_to_answer_is_shown_for_the_first_office_alone(tmp_path: Path) -> None:
    answers = [
        "Maria",
        "",
        "A person.",
        "",
        "Director",
        "",
        "academy",
        "2020",
        "",
        "",
        "Member",
        "",
        "",
        "2019",
        "../2026",
    ]
    person, told = dialogue(tmp_path, "person", [], answers)
    assert person.data["roles"][1]["to"] == "../2026", "ended, and nobody knows when"
    assert len([line for line in told if line.startswith("Until")]) == 1
