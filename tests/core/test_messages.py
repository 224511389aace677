"""Every message is there in English and in Russian, with the same fields, and nothing else is in the table."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml

from kbase.core import messages
from kbase.core.check import run_checks
from kbase.core.messages import EMPTY, Message, as_it_is, joined, language_of, say, spot
from kbase.core.problems import Place, Problem, as_text
from launcher.places import ROOT
from tests.helpers import STATEMENTS, repository, swap

SPEAKING = [ROOT / "hooks" / "kbase" / room for room in ("core", "importing")]
COMMANDS = [
    ROOT / "scripts" / file
    for file in ("commands/apply.py", "commands/new.py", "commands/translated.py", "launcher/core.py")
]
"""The commands that speak both languages by themselves, and what they share."""
REPORT = ROOT / "hooks/kbase/wording/changes.py"
TABLE: dict[str, str] = yaml.safe_load(messages.FILE.read_text(encoding="utf-8"))


def said() -> Iterator[tuple[Path, ast.expr]]:
    """What every call of `say` in the code says."""
    for path in sorted([*COMMANDS, REPORT, *(path for room in SPEAKING for path in room.rglob("*.py"))]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                yield path, node.args[0]


def test_what_is_said_is_written_out() -> None:
    """A template that is put together could not be looked up."""
    odd = [f"{path.name}:{node.lineno}" for path, node in said() if not isinstance(node, ast.Constant)]
    assert odd == []


def test_every_message_has_its_russian_and_no_other_is_there() -> None:
    known = {node.value for _, node in said() if isinstance(node, ast.Constant)}
    assert sorted(known - TABLE.keys()) == []
    assert sorted(TABLE.keys() - known) == []


def test_both_languages_fill_in_the_same() -> None:
    assert [en for en, ru in TABLE.items() if fields(en) != fields(ru)] == []


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_the_russian_is_russian() -> None:
    """It has Cyrillic letters, unless there are no words in it."""
    words = re.compile(r"\{[^{}]*\}|`[^`]*`|[^\w]")
    odd = [ru for en, ru in TABLE.items() if words.sub("", ru) and not re.search(r"[а-яё]", ru)]
    assert odd == []


def test_a_message_within_a_message_is_translated_with_it() -> None:
    """A list of differences, a place, a kind: all in one language; ids stay as they are."""
    text = say("no {kind} has the id '{value}' (in '{record}')", kind=say("statement"), value="x", record="y")
    assert text == "no statement has the id 'x' (in 'y')"
    assert text.read("ru") == "идентификатора 'x' нет; здесь стоит утверждение (в 'y')"
    both = joined([say("notes"), as_it_is("a-b")], say(" or "))
    assert (both, both.read("ru")) == ("notes or a-b", "примечания или a-b")


def test_a_text_that_looks_like_a_template_is_a_text() -> None:
    """Braces of a record are no fields."""
    assert say("'{text}' is not a date", text="{id}").read("ru") == "'{id}'\u00a0— не дата"


def test_members_of_lists_are_counted_from_one() -> None:
    assert spot(("roles", 0, "as_of")) == "roles (no. 1), as_of"
    assert spot(("quote", "text")) == "quote.text"
    assert spot(("about", 2)).read("ru") == "about (№\u00a03)"
    assert spot(()) == EMPTY


@pytest.mark.parametrize("made_again", [copy.deepcopy, lambda message: pickle.loads(pickle.dumps(message))])
def test_a_copy_knows_both_languages(made_again: object) -> None:
    message = made_again(say("the id '{id}' is taken: see {place}", id="x", place=Place("a.yml", 3)))  # type: ignore[operator]
    assert isinstance(message, Message)
    assert message.read("ru") == "идентификатор 'x' занят: см. a.yml:3"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_BY"}, "ru"),
        ({"LANG": "be_BY.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "ru_RU.UTF-8"}, "ru"),
    ],
)
def test_the_locale_chooses_the_language(variables: dict[str, str], language: str) -> None:
    assert language_of(variables) == language


def test_a_line_is_in_one_language() -> None:
    problem = Problem(Place("a.yml", 3), "id-duplicate", say("choose another id"), say("remove it"))
    assert as_text(problem, "ru") == "a.yml:3: ошибка: выберите другой идентификатор — удалите [id-duplicate]"


def test_what_pydantic_finds_is_said_in_russian(tmp_path: Path) -> None:
    """The way of a fault through pydantic keeps both languages."""
    found = run_checks(repository(tmp_path, swap(STATEMENTS, "happened: '2025-08-25'", "happened: '2025-13'")))
    assert as_text(found[0], "ru").startswith(
        f"{STATEMENTS}:3: ошибка: happened: 2025-13 нет в календаре (в 'forum-met') — исправьте месяц или день"
    )
