"""What keeps a page from being made is told in one line, at the place where it can be fixed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError

import preview
from kbase import templates
from kbase.core.records.text_files import plain_bytes
from kbase.core.yaml_tables import read_table
from kbase.preview.board import Board
from kbase.preview.faults import as_line, in_short
from tests.repositories import ROOT


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


@pytest.mark.parametrize("file", ["docs/assets/search.css", "hooks/kbase/core/spelling/words/ru.txt"])
def test_a_file_of_all_pages_that_cannot_be_read_is_named(file: str, tmp_path: Path) -> None:
    """Not the line of the code that reads it."""
    with pytest.raises(OSError, match="there is no such file") as caught:
        plain_bytes(tmp_path / file)
    line = as_line(caught.value, tmp_path, "docs/en/a.md:1")
    assert line == f"{file}:1: error: there is no such file — put it right, or back: git checkout -- {file}"


def test_what_a_template_cannot_do_names_the_page_and_the_line_of_the_template(tmp_path: Path) -> None:
    line = as_line(raised("a\n\n{{ statement.nothing }}", tmp_path, statement={}), tmp_path, "docs/en/a.md:1")
    assert line.startswith("docs/en/a.md:1: error: this page cannot be made: ") and line.endswith("(at page.html:3)")


def test_code_that_does_not_parse_stands_at_its_line(tmp_path: Path) -> None:
    code = tmp_path / "plans.py"
    code.write_text("a = 1\nb = (\n", encoding="utf-8")
    with pytest.raises(SyntaxError) as caught:
        compile(code.read_text(encoding="utf-8"), str(code), "exec")
    assert as_line(caught.value, tmp_path).startswith("plans.py:2: error: ")


def test_what_names_its_page_itself_is_not_told_twice(tmp_path: Path) -> None:
    """Nor does it matter which of our lines has refused it."""
    refused = ValueError("docs/en/a.md:1: the page would hold <script>")
    assert as_line(refused, tmp_path, "docs/en/a.md:1") == (
        "docs/en/a.md:1: error: this page cannot be made: the page would hold <script>"
    )


def test_settings_that_are_no_yaml_stand_at_their_line(tmp_path: Path) -> None:
    """MkDocs raises an error of its own for them."""
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_name: a\nnav:\n  - a: b: c\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_config(str(settings))
    assert as_line(caught.value, tmp_path).startswith("mkdocs.yml:3: error: this is not valid YAML: mapping values")


def test_settings_that_mkdocs_does_not_take_stand_on_the_board(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With their line, in the browser and in the terminal."""
    (tmp_path / "mkdocs.yml").write_text("site_name: a\nsite_nam: b\n", encoding="utf-8")
    monkeypatch.setattr(preview, "ROOT", tmp_path)
    monkeypatch.setenv("SITE_URL", "")
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "docs").mkdir()
    board = Board()
    assert preview._started("http://127.0.0.1:1/", tmp_path, board) is None
    line = "mkdocs.yml:2: error: site_nam: Unrecognised configuration name: site_nam — did you mean 'site_name'?"
    said = capsys.readouterr().out
    assert [one.startswith(line) for one in board.lines] == [True] and line in said
    assert "nothing can be shown until this is fixed" in said and "last good" not in said


def test_settings_that_would_run_code_are_not_read_by_mkdocs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = tmp_path / "ran"
    text = f"site_name: a\nextra:\n  a: !!python/object/apply:os.mkdir ['{ran.as_posix()}']\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(preview, "ROOT", tmp_path)
    monkeypatch.setenv("SITE_URL", "")
    board = Board()
    assert preview._started("http://127.0.0.1:1/", tmp_path, board) is None
    assert board.lines[0].startswith("mkdocs.yml:3: ") and not ran.exists()


def test_what_lies_in_the_environment_is_no_place_to_fix(tmp_path: Path) -> None:
    """It may stand in the repository."""
    library = tmp_path / ".venv/lib/site-packages/library.py"
    library.parent.mkdir(parents=True)
    library.write_text("def fail():\n    raise KeyError('x')\n", encoding="utf-8")
    fields: dict[str, Any] = {}
    exec(compile(library.read_text(encoding="utf-8"), str(library), "exec"), fields)
    with pytest.raises(KeyError) as caught:
        fields["fail"]()
    assert as_line(caught.value, tmp_path, "docs/en/a.md:1") == ("docs/en/a.md:1: error: this page cannot be made: 'x'")


def test_what_check_may_name_is_told_without_a_line_of_its_own(tmp_path: Path) -> None:
    """What only the template itself can tell is not."""
    of_content, of_template = raised("{{ a.b }}", tmp_path, a={}), raised("{% if %}", tmp_path)
    assert in_short(of_content, tmp_path, "docs/ru/a.md:7") == (
        "docs/ru/a.md: this page cannot be made until what the check names is fixed"
    )
    assert in_short(of_template, tmp_path, "docs/ru/a.md:7") == ""


def test_a_table_that_is_no_yaml_stands_at_its_own_line(tmp_path: Path) -> None:
    """Whoever reads it is not at fault."""
    table = tmp_path / "strings.yml"
    table.write_text("a: 1\nb: c: d\n", encoding="utf-8")
    with pytest.raises(yaml.YAMLError) as caught:
        read_table(table)
    assert as_line(caught.value, tmp_path, "docs/en/a.md:1").startswith(
        "strings.yml:2: error: this is not valid YAML: mapping values"
    )


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("templates/gone.html", lambda: templates.render("gone.html")),
        ("wording/gone.yml", lambda: read_table(ROOT / "hooks/kbase/wording/gone.yml")),
    ],
)
def test_a_file_of_the_code_that_is_gone_is_named_with_what_puts_it_back(name: str, read: Callable[[], str]) -> None:
    """Neither the page that was being made nor the module that reads the file is at fault."""
    with pytest.raises(FileNotFoundError) as caught:
        read()
    assert as_line(caught.value, ROOT, "docs/en/a.md:1") == (
        f"hooks/kbase/{name}:1: error: there is no such file — put it back: git checkout -- hooks/kbase/{name}"
    )


def test_a_file_that_does_not_come_back_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One may be gone for a moment, while an editor replaces it."""
    monkeypatch.setattr(preview, "ROOT", tmp_path)
    gone = FileNotFoundError(2, "No such file", str(tmp_path / "hooks/kbase/templates/sw.js"))
    site, board = Mock(renew=Mock(side_effect=[gone, []])), Board()
    preview._renew(site, board)
    assert board.lines == [] and board.version
    site.renew.side_effect = gone
    preview._renew(site, board)
    assert [line[:34] for line in board.lines] == ["hooks/kbase/templates/sw.js:1: err"]


def test_a_message_of_many_lines_becomes_one(tmp_path: Path) -> None:
    assert "\n" not in as_line(ValueError("one\n  two"), tmp_path, "docs/en/a.md:1")
