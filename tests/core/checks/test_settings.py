"""What keeps mkdocs.yml from being read is named with line and fix before MkDocs ends in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.checks.settings import read_settings
from kbase.core.problems import as_text
from tests.conftest import Check
from tests.core.checks.test_all import WITH_CODE
from tests.repositories import ROOT


def told(root: Path, **files: str) -> list[str]:
    """What is said of mkdocs.yml and the files beside it."""
    for name, text in files.items():
        (root / f"{name}.yml").write_text(text, encoding="utf-8")
    return [as_text(problem) for problem in read_settings(root)[0]]


def test_our_own_settings_stand() -> None:
    assert read_settings(ROOT)[0] == []


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """MkDocs takes the last, without a word."""
    (line,) = told(tmp_path, mkdocs="site_name: A\nhooks: [hooks/adapter.py]\ntheme: {name: x}\nhooks: []\n")
    assert line.startswith("mkdocs.yml:4: error: the key 'hooks' stands twice, first in line 2 — keep one")


@pytest.mark.parametrize(
    ("base", "place"),
    [
        ("a: [\n", "base.yml:1: error: this is not valid YAML"),
        ("a: 1\na: 2\n", "base.yml:2: error: the key 'a' stands twice"),
        ("words", "base.yml:1: error: it holds no settings — put it back: git checkout -- base.yml"),
        ("INHERIT: mkdocs.yml\n", "base.yml:1: error: 'mkdocs.yml' is no file of settings — write all settings into"),
    ],
)
def test_what_is_inherited_is_read_as_well(tmp_path: Path, base: str, place: str) -> None:
    (line,) = told(tmp_path, mkdocs="site_name: A\nINHERIT: base.yml\n", base=base)
    assert line.startswith(place)


@pytest.mark.parametrize("target", ["nowhere.yml", "[a]", ".", "mkdocs.yml", "/etc/passwd", "../more.yml"])
def test_what_cannot_be_inherited_is_named_in_its_line(tmp_path: Path, target: str) -> None:
    """What lies outside of the repository is nobody's to mend here, and is not read."""
    (tmp_path / "more.yml").write_text("site_name: [\n", encoding="utf-8")
    root = tmp_path / "repository"
    root.mkdir()
    (line,) = told(root, mkdocs=f"site_name: A\nINHERIT: {target}\n")
    assert line.startswith("mkdocs.yml:2: error: ") and "is no file of settings" in line


@pytest.mark.parametrize("text", ["site_name: [\n", "", "- a\n", None])
def test_check_does_not_pass_over_broken_settings(check: Check, text: str | None) -> None:
    assert len(lines := check({**WITH_CODE, "mkdocs.yml": text})) == 1 and lines[0].startswith("mkdocs.yml:1: error: ")


def test_a_page_that_the_navigation_lacks_is_named_in_its_line(check: Check) -> None:
    (line,) = check({**WITH_CODE, "mkdocs.yml": "nav:\n  - Home: index.md\n  - More:\n      - actor/index.md\n"})
    assert line.startswith("mkdocs.yml:4: error: 'actor/index.md' leads to no page")


def test_a_hook_that_is_not_there_is_named_in_its_line(check: Check) -> None:
    (line,) = check({**WITH_CODE, "mkdocs.yml": "hooks:\n  - hooks/nothing.py\n"})
    assert line.startswith("mkdocs.yml:2: error: there is no hooks/nothing.py — put it back")


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system ['exit 1']",
        "!!python/name:os.system ''",
        "[{b: !<tag:yaml.org,2002:python/object/new:os.system> [a]}]",
        "{? !!python/name:os.system '' : b}",
    ],
)
def test_a_tag_that_runs_code_is_refused_in_its_line(tmp_path: Path, value: str) -> None:
    """MkDocs runs it while it reads the file, so that even `build` must have looked before."""
    (line,) = told(tmp_path, mkdocs=f"site_name: !ENV [A, b]\nextra: {{a: {value}}}\n")
    assert line.startswith("mkdocs.yml:2: error: '!!python/")
    assert line.endswith("would run code as soon as the file is read — delete it: no setting here needs one [yaml-tag]")


@pytest.mark.parametrize("file", ["docs/data/inbox/evil.py", "hooks/../docs/evil.py", "/tmp/evil.py", "hooks"])
def test_a_hook_that_lies_elsewhere_is_refused_in_its_line(tmp_path: Path, file: str) -> None:
    """Also where it stands in what is inherited."""
    said = f"error: '{file}' would run as soon as the settings are read — delete the line: what runs lies in hooks/"
    hooks = f"hooks:\n  - hooks/adapter.py\n  - {file}\n"
    (line,) = told(tmp_path, mkdocs=hooks)
    assert line.startswith(f"mkdocs.yml:3: {said}")
    (line,) = told(tmp_path, mkdocs="INHERIT: base.yml\n", base=f"hooks: {file}\n")
    assert line.startswith(f"base.yml:1: {said}")


@pytest.mark.parametrize("name", ["docs.evil", "evil", "docs.evil: {a: 1}"])
def test_an_extension_that_is_none_of_markdowns_is_refused_in_its_line(tmp_path: Path, name: str) -> None:
    (line,) = told(tmp_path, mkdocs=f"markdown_extensions:\n  - toc: {{permalink: false}}\n  - {name}\n")
    said = f"error: '{name.partition(':')[0]}' would run as soon as the settings are read — delete the line"
    assert line.startswith(f"mkdocs.yml:3: {said}")


def test_templates_that_lie_elsewhere_are_refused_in_their_line(tmp_path: Path) -> None:
    (line,) = told(tmp_path, mkdocs="theme:\n  name: material\n  custom_dir: docs/mine\n")
    assert line.startswith("mkdocs.yml:3: error: 'docs/mine' is not the folder of the site's templates — write")


@pytest.mark.parametrize("file", ["https://evil.example/x.js", "assets/more.js", "{path: knowledge.js, defer: true}"])
def test_a_script_that_is_none_of_the_sites_own_is_refused_in_its_line(tmp_path: Path, file: str) -> None:
    """Else the first page would be blamed for what it loads."""
    (line,) = told(tmp_path, mkdocs=f"extra_css: [assets/knowledge.css]\nextra_javascript:\n  - {file}\n")
    assert line.startswith("mkdocs.yml:3: error: ") and "is none of the site's own styles and scripts — delete" in line
