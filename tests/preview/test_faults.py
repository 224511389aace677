"""What keeps a page from being made is told in one line, at the place where it can be fixed."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kbase.preview.faults import as_line


def raised(template: str, folder: Path, **fields: object) -> BaseException:
    """What comes of rendering a template that lies in `folder`."""
    (folder / "page.html").write_text(template, encoding="utf-8")
    environment = Environment(loader=FileSystemLoader(folder), undefined=StrictUndefined, autoescape=True)
    with pytest.raises(Exception) as caught:
        environment.get_template("page.html").render(fields)
    return caught.value


def test_a_mistake_in_the_grammar_of_a_template_stands_at_its_line(tmp_path: Path) -> None:
    line = as_line(raised("a\n{% if %}", tmp_path), tmp_path, "docs/en/a.md:1")
    assert line.startswith("page.html:2: error: ")


def test_what_a_template_cannot_do_names_the_page_and_the_line_of_the_template(tmp_path: Path) -> None:
    line = as_line(raised("a\n\n{{ statement.nothing }}", tmp_path, statement={}), tmp_path, "docs/en/a.md:1")
    assert line.startswith("docs/en/a.md:1: error: this page cannot be made: ") and line.endswith("(at page.html:3)")


def test_code_that_does_not_parse_stands_at_its_line(tmp_path: Path) -> None:
    code = tmp_path / "plans.py"
    code.write_text("a = 1\nb = (\n", encoding="utf-8")
    with pytest.raises(SyntaxError) as caught:
        compile(code.read_text(encoding="utf-8"), str(code), "exec")
    assert as_line(caught.value, tmp_path).startswith("plans.py:2: error: ")


def test_a_message_of_many_lines_becomes_one(tmp_path: Path) -> None:
    assert "\n" not in as_line(ValueError("one\n  two"), tmp_path, "docs/en/a.md:1")
