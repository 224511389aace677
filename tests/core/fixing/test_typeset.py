"""What is mechanical in a text is set right, what is not sure is left, and what is right already stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.check import run_checks
from kbase.core.fixing.files import fixed_files, typeset_yaml
from kbase.core.fixing.typeset import typeset, typeset_line
from kbase.core.records.model import EN, RU, Language
from kbase.core.records.order import split
from tests.helpers import ACADEMY_RU, SOURCES, STATEMENTS, TINY, Files, repository, swap

NB = "\u00a0"

SET_RIGHT: list[tuple[Language, str, str]] = [
    (RU, 'Форум "ИИ" прошёл', "Форум «ИИ» прошёл"),
    (RU, "Форум “ИИ” прошёл", "Форум «ИИ» прошёл"),
    (RU, 'Фонд "Проект "Завтра"" открыт', "Фонд «Проект „Завтра“» открыт"),
    (RU, 'Фонд «Проект "Завтра"» открыт', "Фонд «Проект „Завтра“» открыт"),
    (RU, "Минск - столица", f"Минск{NB}— столица"),
    (RU, "Минск — столица", f"Минск{NB}— столица"),
    (RU, "указ № 135 и №25", f"указ №{NB}135 и №{NB}25"),
    (RU, "А. Г. Лукашенко", f"А.{NB}Г.{NB}Лукашенко"),
    (RU, '"ИИ"', "«ИИ»"),
    (RU, 'Форум "ИИ" - (в Минске)', f"Форум «ИИ»{NB}— (в Минске)"),
    (EN, 'The forum "AI" met', "The forum “AI” met"),
    (EN, "Belarus's plan", "Belarus’s plan"),
    (EN, "the states' plan", "the states’ plan"),
    (EN, "\"The 'new' plan\"", "“The ‘new’ plan”"),
    (EN, "Minsk - a city", "Minsk – a city"),
]

LEFT: list[tuple[Language, str]] = [
    (RU, 'Форум "ИИ прошёл'),
    (RU, 'диагональ 15" и 17"'),
    (EN, 'a 15" screen'),
    (RU, "Форум «ИИ» прошёл"),
    (EN, "Vitebsk–Smolensk, 2–3 May"),
    (RU, "темпы роста 5-7 %"),
]


@pytest.mark.parametrize(("language", "wrong", "right"), SET_RIGHT)
def test_marks_become_those_of_the_language(language: Language, wrong: str, right: str) -> None:
    assert typeset(wrong, language) == right
    assert typeset(right, language) == right


@pytest.mark.parametrize(("language", "text"), LEFT)
def test_what_is_not_sure_or_right_is_left(language: Language, text: str) -> None:
    assert typeset(text, language) == text


def test_code_addresses_and_citations_are_no_words() -> None:
    line = 'Пишут `x = "y"` и "да" [тут](https://a.example/"b" "c") [@a-b] { #id }'
    assert typeset_line(line, RU) == 'Пишут `x = "y"` и «да» [тут](https://a.example/"b" "c") [@a-b] { #id }'


WRITTEN = [
    ('ru: Форум "ИИ" прошёл', "ru: Форум «ИИ» прошёл"),
    ("ru: 'Форум \"ИИ\" прошёл'", "ru: 'Форум «ИИ» прошёл'"),
    ('ru: "Форум №5"', f'ru: "Форум №{NB}5"'),
    ('ru: "\\"ИИ\\""', 'ru: "\\"ИИ\\""'),
    ('ru: >\n  Форум "ИИ\n  и мы" прошёл\n', "ru: >\n  Форум «ИИ\n  и мы» прошёл\n"),
    ("{en: A, ru: Форум - это}", f"{{en: A, ru: Форум{NB}— это}}"),
]


@pytest.mark.parametrize(("wrong", "right"), WRITTEN)
def test_a_record_keeps_the_way_in_which_it_is_written(wrong: str, right: str) -> None:
    """Plain, in single or double quotes, folded or in braces; what stands between quotes of YAML stays between them."""
    assert typeset_yaml(wrong, {("ru",): RU}) == right


FAULTY: list[Files] = [
    swap(STATEMENTS, "Встретились 90 человек.", 'Встретились "90" человек.'),
    swap(ACADEMY_RU, "\n\n## ", '\n\n"Слова" - это `"x"`. [@daily-on-forum]\n\n## ')
    if "\n\n## " in TINY[ACADEMY_RU]
    else {},
]


@pytest.mark.parametrize("changes", FAULTY)
def test_a_repository_passes_afterwards(tmp_path: Path, changes: Files) -> None:
    root = repository(tmp_path, changes)
    assert "typography" in {problem.code for problem in run_checks(root)}
    for fixed in fixed_files(root):
        (root / fixed.file).write_text(fixed.text, encoding="utf-8")
    assert "typography" not in {problem.code for problem in run_checks(root)}
    assert fixed_files(root) == []


def test_what_is_in_order_stays(tmp_path: Path) -> None:
    assert fixed_files(repository(tmp_path)) == []


def test_lists_and_marks_are_put_in_order(tmp_path: Path) -> None:
    _, (first, second) = split(TINY[SOURCES])  # type: ignore[arg-type]
    root = repository(tmp_path, {SOURCES: f"{second.text}\n{first.text}\n"})
    assert [fixed.file for fixed in fixed_files(root)] == [SOURCES]


def test_a_file_with_other_line_ends_or_marks_of_a_merge_is_left(tmp_path: Path) -> None:
    """It is fixed by hand first: nothing here may turn its lines into others."""
    wrong = str(swap(STATEMENTS, "Встретились 90 человек.", 'Встретились "90" человек.')[STATEMENTS])
    root = repository(tmp_path, {STATEMENTS: wrong.replace("\n", "\r\n").encode()})
    assert fixed_files(root) == []
