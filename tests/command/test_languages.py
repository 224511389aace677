"""What the launcher says before there is an environment, in the language of whoever calls it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from kbase.core.messages import language_of
from launcher import environment
from launcher.console import as_called_here
from launcher.ending import STARTED_BY_KB, code_of
from launcher.installing import FOR_MORE, FOR_THE_SITE, TROUBLES
from launcher.languages import RUSSIAN, language_asked, told
from launcher.main import main
from launcher.places import CALL, ROOT

KEPT_IN_A_TABLE = {FOR_MORE, FOR_THE_SITE, *(text for trouble in TROUBLES for text in (trouble.message, trouble.fix))}


def calls() -> Iterator[ast.Call]:
    """The calls of `told` whose text is written out in them."""
    for path in sorted((ROOT / "scripts").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_told = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "told"
            if is_told and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                yield node


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_text_has_its_russian_and_no_other_is_there() -> None:
    said = {node.args[0].value for node in calls() if isinstance(node.args[0], ast.Constant)} | KEPT_IN_A_TABLE
    assert {*RUSSIAN} == said


def test_the_russian_is_russian_and_is_filled_in() -> None:
    assert [ru for ru in RUSSIAN.values() if ru != "{instead}" and not re.search("[а-яё]", ru)] == []
    assert [en for en, ru in RUSSIAN.items() if fields(ru) - {"number"} != fields(en) - {"packages", "problems"}] == [
        "{lack}: installing {packages} by apt-get"
    ]


@pytest.mark.parametrize(
    ("words", "variables", "language"),
    [
        (["kb.py", "check"], {}, "en"),
        (["kb.py", "check"], {"LANG": "ru_RU.UTF-8"}, "ru"),
        (["kb.py", "check", "--language", "ru"], {"LANG": "en_GB.UTF-8"}, "ru"),
        (["kb.py", "check", "--language=en"], {"LANG": "ru_RU.UTF-8"}, "en"),
        (["kb.py", "check", "--language"], {"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
    ],
)
def test_the_option_chooses_the_language_else_the_locale(
    words: list[str], variables: dict[str, str], language: str
) -> None:
    assert language_asked(words, variables) == language
    if "--language" not in " ".join(words):
        assert language_of(variables) == language


def test_a_first_run_speaks_russian_to_whoever_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["kb.py", "serve", "--language", "ru"])
    assert told("  fetching packages: {count} of about {total}", count=1, total=30) == (
        "  скачиваем пакеты: 1 из примерно 30"
    )
    assert environment._amount([], ["site"]) == "пакетов: 0, скачать 0 МБ, на диске 210 МБ"


def test_a_word_that_is_no_command_is_named_in_russian(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    monkeypatch.setattr("sys.argv", ["kb.py"])
    assert main(["chek"]) == 2
    assert capsys.readouterr().err == "kb: нет команды 'chek' — может быть, 'check'?\n"


def test_an_end_by_ctrl_c_is_told_in_russian(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["kb.py", "new", "--language", "ru"])
    monkeypatch.delenv(STARTED_BY_KB, raising=False)
    monkeypatch.setattr("launcher.ending._ignore_all", lambda: None)
    monkeypatch.setattr("launcher.ending.WRITTEN", [])
    assert code_of(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "kb: остановлено (Ctrl-C); наполовину ничего не сделано\n"


def test_the_table_can_be_read_by_a_bare_python() -> None:
    """It imports nothing that would have to be installed."""
    tree = ast.parse(Path(ROOT / "scripts/launcher/languages.py").read_text(encoding="utf-8"))
    assert {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} <= {
        *("__future__", "collections.abc", "typing")
    }


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("run `python3 scripts/kb.py new term ID`", f"run `{CALL} new --language ru term ID`"),
        ("run `python3 scripts/kb.py check --language ru`", f"run `{CALL} check --language ru`"),
        ("run `python3 scripts/kb.py search WORD`", f"run `{CALL} search WORD`"),
    ],
)
def test_a_printed_command_goes_on_in_the_language_that_was_asked_for(text: str, printed: str) -> None:
    """Where it has one: who copied it on a system that is not Russian was answered in English."""
    assert as_called_here(text, "ru") == printed
    assert as_called_here(text) == text.replace("python3 scripts/kb.py", CALL)
