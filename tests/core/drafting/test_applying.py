"""What the form gives is filed away as records, whole or not at all; what passes through it comes back equal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import check_base
from kbase.core.drafting.applying import Applied, applied, as_held, topic_of
from kbase.core.drafting.contribution import read_contribution, written
from kbase.core.drafting.editing import with_data
from kbase.core.problems import Place, as_text
from tests.contributions import FILE, TODAY, handed_over, lost_on_the_way, reader
from tests.helpers import ACADEMY, PUBLISHERS, SOURCES, STATEMENTS, TINY, repository

RAIN = {
    "id": "rain",
    "kind": "fact",
    "happened": "2025-08-25",
    "about": ["forum"],
    "text": {"en": "It rained."},
    "sources": [{"id": "weather"}],
}
WEATHER = {
    "id": "weather",
    "type": "webpage",
    "title": "Rain: all day",
    "language": "en",
    "published_by": "gazette",
    "URL": "https://gazette.example/rain",
}
GAZETTE = {"id": "gazette", "title": {"en": "Gazette"}, "ownership": "private", "controller": "gazette"}
PERSON = {"id": "jane-roe", "title": {"en": "Jane Roe"}, "summary": {"en": "A scholar."}, "kind": "person"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path)


def filed(root: Path, *contributions: Mapping[str, Any]) -> Applied:
    """What comes of contributions to the base in `root`; those that cannot be read are problems too."""
    read, problems = [], []
    for data in contributions:
        one, found = read_contribution(written(data), FILE)
        read += [one] if one else []
        problems += found
    found = applied(read_base(root)[0], read, reader(root), TODAY)
    found.problems[:0] = problems
    return found


def test_signs_of_a_keyboard_become_those_of_the_language(root: Path) -> None:
    """Of texts in a language; what is quoted or named stays as it is."""
    text = {"en": 'The "Forum" - a meeting.', "ru": '"Форум" - это встреча.'}
    found = filed(root, {"statement": [{**RAIN, "sources": [{"id": "daily-on-forum"}], "text": text}]})
    assert found.problems == []
    assert "en: The “Forum” – a meeting." in found.texts[STATEMENTS]
    assert "ru: «Форум»\u00a0— это встреча." in found.texts[STATEMENTS]


@pytest.mark.parametrize(("about", "topic"), [(["forum"], "science"), (["belarus"], "trade"), (["jane-roe"], "trade")])
def test_without_a_topic_it_goes_where_most_is_said_of_what_it_is_about(
    root: Path, about: list[str], topic: str
) -> None:
    """Else into the file with most statements."""
    text = (root / STATEMENTS).read_text(encoding="utf-8").replace("[forum, belarus]", "[belarus]")
    said = [text.replace("forum-met", f"trade-{n}") for n in range(9)]
    (root / STATEMENTS).with_name("trade.yml").write_text("\n".join(said), encoding="utf-8")
    assert topic_of(read_base(root)[0], about) == topic


def test_of_a_new_record_the_bodies_that_it_names_show_the_topic(root: Path) -> None:
    """Nothing is said yet of somebody new, nor of a new body: then its kind does."""
    text = (root / STATEMENTS).read_text(encoding="utf-8").replace("[forum, belarus]", "[belarus]")
    said = [text.replace("forum-met", f"trade-{n}") for n in range(9)]
    (root / STATEMENTS).with_name("trade.yml").write_text("\n".join(said), encoding="utf-8")
    on_academy = text.replace("forum-met", "academy-met").replace("[belarus]", "[academy]")
    (root / STATEMENTS).with_name("academies.yml").write_text(on_academy, encoding="utf-8")
    base = read_base(root)[0]
    deputy = {"kind": "person", "countries": ["by"], "roles": [{"organisation": "academy"}]}
    assert topic_of(base, ["deputy"], None, {"deputy": deputy}) == "academies"
    assert topic_of(base, ["deputy"], "academy", {}) == "academies"
    treaty = {"kind": "treaty", "parties": ["belarus", "academy"]}  # of a state much is said, on every topic
    assert topic_of(base, ["pact"], None, {"pact": treaty}) == "academies"
    kind = base.entities["academy"].kind  # type: ignore[union-attr]
    assert topic_of(base, ["institute"], None, {"institute": {"kind": str(kind)}}) == "academies"


def test_a_correction_keeps_the_order_of_languages_and_fields() -> None:
    """No line moves that says the same."""
    before = {"b": "1", "text": {"ru": "Да.", "en": "Yes."}, "sources": [{"seen": "full", "id": "x"}, {"id": "y"}]}
    after = {"text": {"en": "No.", "ru": "Нет."}, "sources": [{"id": "y", "seen": "full"}, {"id": "x", "seen": "copy"}]}
    held = as_held(before, after)
    assert held == after
    assert [*held["text"]] == ["ru", "en"] and [*held["sources"][1]] == ["seen", "id"]


def test_within_a_list_of_groups_only_the_lines_that_differ_change() -> None:
    """The other group, a comment, quotation marks that are not needed and the order of the fields stay."""
    text = (
        "- id: a\n  sources:\n    # First.\n    - id: x\n      passage:\n        text: 'as it is'\n      seen: full\n"
    )
    text += "    - {id: y, seen: copy}\n  about: [b]\n\n# Next.\n- id: c\n"
    first = {"id": "x", "passage": {"text": "as it is"}, "seen": "opening", "supports": "part"}
    data = {"id": "a", "sources": [first, {"id": "y", "seen": "copy"}], "about": ["b"]}
    assert with_data(text, (0,), data) == text.replace("seen: full\n", "seen: opening\n      supports: part\n")
    more = {**data, "sources": [first, {"id": "y", "seen": "copy"}, {"id": "z"}]}
    added = "    - {id: y, seen: copy}\n    - {id: z}\n"
    assert with_data(text, (0,), more) == with_data(text, (0,), data).replace("    - {id: y, seen: copy}\n", added)


def correct(id: str = "forum-met", **fields: Any) -> Mapping[str, Any]:
    return {"correct": [{"id": id, "what": {"en": "The day."}, **fields}]}


def test_a_statement_comes_with_its_source_and_publisher_each_into_its_place(root: Path) -> None:
    found = filed(root, {"topic": "science", "publisher": [GAZETTE], "source": [WEATHER], "statement": [RAIN]})
    assert found.problems == []
    assert found.texts == {
        STATEMENTS: TINY[STATEMENTS].rstrip("\n") + "\n\n"
        "- id: rain\n  kind: fact\n  happened: '2025-08-25'\n  about: [forum]\n  text: {en: It rained.}\n"
        f"  sources:\n    - {{id: weather}}\n  recorded: '{TODAY}'\n",
        SOURCES: TINY[SOURCES].rstrip("\n") + "\n\n"
        "- id: weather\n  type: webpage\n  title: 'Rain: all day'\n  language: en\n  published_by: gazette\n"
        "  URL: https://gazette.example/rain\n",
        PUBLISHERS: TINY[PUBLISHERS].rstrip("\n") + "\n\n"
        "- id: gazette\n  title: {en: Gazette}\n  ownership: private\n  controller: gazette\n",
    }


def test_a_person_gets_a_file_whose_name_is_the_id(root: Path) -> None:
    found = filed(root, {"actor": [PERSON]})
    assert found.texts == {
        "docs/data/actors/jane-roe.yml": "title: {en: Jane Roe}\nsummary: {en: A scholar.}\nkind: person\n"
    }


def test_a_correction_touches_its_fields_only_and_tells_readers_what_was_changed(root: Path) -> None:
    found = filed(root, correct(set={"happened": "2025-08-26"}))
    assert found.problems == []
    then, _, others = TINY[STATEMENTS].partition("- id: academy-on-forum")
    now, _, same = found.texts[STATEMENTS].partition("- id: academy-on-forum")
    assert same == others
    assert now == then.replace("happened: '2025-08-25'", "happened: '2025-08-26'") + (
        f"  revised:\n    - date: '{TODAY}'\n      what: {{en: The day.}}\n"
    )


QUOTED = """\
- id: forum-met
  kind: fact
  happened: "2025-08-25"
  about: [forum]
  text: {en: "It met.", ru: "Он собрался."}
  sources: [daily-on-forum]
  recorded: "2026-11-24"
  revised:
  - date: "2026-11-24"   # as it was told
    what: {en: "It's here.", ru: "Здесь."}

# What others write stays as they write it.
- {id: b, kind: fact, happened: "2025", about: [forum], text: {en: "A"}, sources: [daily-on-forum], recorded: "2026"}
"""


def test_lines_that_are_not_corrected_keep_every_sign(root: Path) -> None:
    """Also what `revised` has told before, and whatever quotation marks it stands in."""
    (root / STATEMENTS).write_text(QUOTED, encoding="utf-8")
    found = filed(root, correct(set={"happened": "2025-08-26"}))
    assert found.problems == []
    now = QUOTED.replace('happened: "2025-08-25"', "happened: '2025-08-26'")
    before = '    what: {en: "It\'s here.", ru: "Здесь."}\n'
    assert found.texts[STATEMENTS] == now.replace(before, f"{before}  - date: '{TODAY}'\n    what: {{en: The day.}}\n")


def test_fields_are_added_where_people_look_for_them_and_removed_with_all_their_lines(root: Path) -> None:
    found = filed(root, correct(id="academy-on-forum", set={"note": {"en": "A."}, "happened": "2025"}, remove=["said"]))
    fields = [
        line.split(":")[0].strip(" -")
        for line in found.texts[STATEMENTS].split("- id: academy-on-forum")[1].split("\n")
    ]
    assert fields[1:9] == ["kind", "by", "happened", "about", "text", "sources", "note", "recorded"]


def test_a_field_that_is_to_go_and_is_not_there_is_named(root: Path) -> None:
    """Else a slip of the keys is filed away as if something had been done."""
    found = filed(root, correct(remove=["sad"]))
    assert [str(one.message) for one in found.problems] == ["there is no field 'sad'"] and found.texts == {}


def test_a_record_in_braces_is_corrected_too(root: Path) -> None:
    (root / SOURCES).write_text(
        "# Sources.\n- {id: agency-on-forum, type: webpage, title: A, language: en, published_by: agency}\n"
        "- {id: daily-on-forum, type: webpage, title: B, language: en, published_by: daily}\n",
        encoding="utf-8",
    )
    found = filed(root, correct("agency-on-forum", set={"title": "C: D"}))
    assert found.texts[SOURCES].startswith("# Sources.\n- id: agency-on-forum\n  type: webpage\n  title: 'C: D'\n")
    assert found.texts[SOURCES].endswith(
        "\n- {id: daily-on-forum, type: webpage, title: B, language: en, published_by: daily}\n"
    )


def test_a_record_with_a_file_of_its_own_is_corrected(root: Path) -> None:
    found = filed(root, correct("academy", set={"summary": {"en": "An academy.", "ru": "Академия."}}))
    assert found.texts == {ACADEMY: TINY[ACADEMY].replace("The academy.", "An academy.")}


def test_a_translation_adds_a_language_without_a_line_of_revision(root: Path) -> None:
    text = TINY[STATEMENTS].replace("{en: It was the first., ru: Он был первым.}", "{en: It was the first.}")
    (root / STATEMENTS).write_text(text, encoding="utf-8")
    both = {"en": "It was the first.", "ru": "Он был первым."}
    found = filed(root, {"translate": [{"id": "academy-on-forum", "set": {"text": both}}]})
    assert found.problems == [] and found.texts == {STATEMENTS: TINY[STATEMENTS]}


TAKEN = {**WEATHER, "id": "daily-on-forum"}
OTHERWISE = {"text": {"en": "80 people met.", "ru": "Встретились 90 человек."}}
REFUSED = {
    "no contribution": ({}, "1: error: nothing is contributed"),
    "an id that is not there": (
        correct("forum-mit"),
        "3: error: no record has the id 'forum-mit' — did you mean 'forum-met'?",
    ),
    "an id that is taken": ({"source": [TAKEN]}, "3: error: the id 'daily-on-forum' is taken"),
    "two new records of one id": (
        {"source": [WEATHER, WEATHER]},
        f"9: error: the id 'weather' is taken: see {FILE}:3",
    ),
    "a field that is none": ({"source": [{**WEATHER, "titel": "A"}]}, "9: error: there is no field 'titel'"),
    "a bad date": (
        correct(set={"happened": "2025-13"}),
        "5: error: happened: 2025-13 does not exist in the calendar",
    ),
    "a topic that is not there": (
        {"topic": "scince", "statement": [RAIN]},
        "2: error: there is no topic 'scince' — write `topic:` with one of science",
    ),
    "a correction of nothing": (correct(), "3: error: nothing is changed in 'forum-met'"),
    "a correction without a word": (
        {"correct": [{"id": "forum-met", "set": {"said": "2025"}}]},
        "3: error: the correction does not say what was changed",
    ),
    "another id": (correct(set={"id": "x"}), "5: error: 'id' is not changed by the form"),
    "a correction of another state": (
        correct(digest="00000000", set={"said": "2025"}),
        "5: error: 'forum-met' was changed since the form was filled in",
    ),
    "a translation that corrects": (
        {"translate": [{"id": "forum-met", "set": OTHERWISE}]},
        "5: error: a translation changes more than a language in 'text'",
    ),
    "a mistake in words": (
        {"report": [{"page": "about/method", "wrong": "Two labels."}]},
        "3: error: a mistake is described here in words, which only a person can set right — "
        "correct 'about/method' by hand as it says",
    ),
    "a mistake in words without a page": (
        {"report": [{"wrong": "Two labels."}]},
        "3: error: the field 'page' is missing",
    ),
    "a list that is none": ({"source": "weather"}, "2: error: this is a list of records"),
    "a record without an id": ({"source": [{"type": "webpage"}]}, "3: error: this record has no id"),
    "a field at the top that is none": (
        {"word": "x", **correct()},
        "2: error: there is no field 'word' — the fields here: form, topic, correct, translate, report, statement, ",
    ),
}
"""What is wrong → a contribution, and what is said of it."""


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_filed_away_is_one_line_with_its_place(what: str, root: Path) -> None:
    data, said = REFUSED[what]
    problems = filed(root, data).problems
    assert as_text(problems[0]).startswith(f"{FILE}:{said}")


def test_a_field_is_not_set_and_removed(root: Path) -> None:
    (problem,) = filed(root, correct(set={"note": {"en": "A note."}}, remove=["note"])).problems
    assert as_text(problem).startswith(f"{FILE}:") and "'note' stands in `set` and in `remove`" in as_text(problem)


def test_two_corrections_of_one_record_are_not_both_made(root: Path) -> None:
    one, other = correct(set={"said": "2025"}), correct(set={"said": "2024"})
    assert [str(problem.message) for problem in filed(root, one, other).problems] == ["'forum-met' is changed twice"]


@pytest.mark.parametrize("text", ["", "a: [", "- x", "form: '2'", "form: '1'\nstatements: []", "form: '1'\ncorrect: x"])
def test_what_is_no_contribution_is_one_line(text: str) -> None:
    one, problems = read_contribution(text, FILE)
    assert one is None and problems and problems[0].fix


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("statement: null\ncorrect:\n  - {id: forum-met, set: {said: '2025'}, what: {en: A}}", 2, "statement"),
        ("topic:\nsource: [{id: a}]", 2, "topic"),
        ("source:\n  - id: a\n    title: ~", 4, "source (no. 1), title"),
        ("correct:\n  - id: forum-met\n    set:\n      note: null", 5, "correct (no. 1), set.note"),
    ],
)
def test_what_has_no_value_is_not_passed_over(text: str, line: int, name: str) -> None:
    """Something may have been meant to stand there."""
    one, (problem,) = read_contribution(f"form: '1'\n{text}\n", FILE)
    assert one is None and problem.place.line == line and problem.message == f"'{name}' has no value"


def test_a_mistake_that_shows_only_in_the_base_is_named_where_it_was_written(root: Path) -> None:
    """`check` finds an unknown source in docs/data; whoever files away looks into the file that was given."""
    found = filed(root, {"topic": "science", "statement": [RAIN]})
    for file, text in found.texts.items():
        (root / file).write_text(text, encoding="utf-8")
    after, problems = read_base(root)
    (unknown,) = [one for one in check_base(after, root, problems) if one.code == "id-unknown"]
    lines = written({"topic": "science", "statement": [RAIN]}).split("\n")
    line = next(number for number, line in enumerate(lines, start=1) if "weather" in line)
    assert found.places(after)[unknown.place] == Place(FILE, line)


# --- there and back -------------------------------------------------------------------------------------------------


def test_every_statement_of_the_example_passes_the_form_and_comes_back_equal(
    base: KnowledgeBase, example: Path
) -> None:
    assert lost_on_the_way(base, [*base.statements], example) == [] and len(base.statements) > 50


def test_every_other_record_of_the_example_passes_the_form_and_comes_back_equal(
    base: KnowledgeBase, example: Path
) -> None:
    corrected = [*base.entities, *base.outlets, *base.sources]
    assert lost_on_the_way(base, corrected, example) == [] and len(corrected) > 40


def test_every_statement_of_the_example_can_be_written_anew(base: KnowledgeBase) -> None:
    """As the data of a new one: the file is read back as the same fields."""
    for id in base.statements:
        data = handed_over(base, id)
        one, problems = read_contribution(written({"topic": "forum", "statement": [data]}), FILE)
        assert one and problems == [] and one.new[0].data == data


@pytest.mark.parametrize("text", [r'"It \e[31mrained."', r'"It \uFFFErained."', r'"It \u2028rained."'])
def test_a_sign_that_no_record_can_hold_is_named_where_it_was_typed(text: str) -> None:
    head = "form: '1'\ncorrect:\n- id: forum-met\n  set:\n    text:\n"
    _, problems = read_contribution(f"{head}      en: {text}\n  what: {{en: The day.}}\n", FILE)
    number = "001B" if "e[" in text else text[6:10]
    assert [as_text(one) for one in problems] == [
        f"{FILE}:6: error: a hidden character U+{number} stands in the text — delete it and type the text again "
        "[hidden-character]"
    ]
