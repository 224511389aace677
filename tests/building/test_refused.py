"""A build with bad records says so in one line each, and leaves nothing behind."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import PluginError

import adapter
from commands import build
from kbase.core.checks.settings import is_plain_address
from kbase.core.problems import as_text
from launcher.console import Refusal
from settings import faults
from tests.building.silenced import SILENCED
from tests.repositories import ROOT, SITE, example_repository, kb

STATEMENT = """
- id: a-broken-statement
  kind: fact
  happened: '2025'
  about: [no-such-record]
  text: {en: Something happened., ru: Что-то произошло.}
  sources: [no-such-source]
  recorded: '2026-11-24'
"""


def test_the_build_refuses_what_check_refuses(tmp_path: Path) -> None:
    root = example_repository(tmp_path / "repository")
    (root / "docs/data/statements/broken.yml").write_text(STATEMENT, encoding="utf-8")
    ran = kb(root, "build", "--site-dir", str(tmp_path / "site"))
    printed = ran.stdout + ran.stderr
    assert ran.returncode == 1
    assert "docs/data/statements/broken.yml:5: error: no entity has the id 'no-such-record'" in printed
    assert "docs/data/statements/broken.yml:7: error: no source has the id 'no-such-source'" in printed
    assert "Traceback" not in printed
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit of size there")
def test_a_build_that_finds_no_room_says_so_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of a file ends the same way as a full disk."""
    root = example_repository(tmp_path / "repository")
    command = f"ulimit -f 40; exec {shlex.quote(sys.executable)} -m mkdocs build --site-dir ../site"
    ran = subprocess.run(["bash", "-c", command], cwd=root, env=SITE, capture_output=True, text=True, check=False)
    printed = ran.stdout + ran.stderr
    assert ran.returncode == 1 and "Traceback" not in printed
    assert "site cannot be written: File too large — make room, then build again" in printed
    assert [path.name for path in tmp_path.iterdir()] == ["repository"]


FAULTS = {
    "a citation that check has not seen": (
        "docs/en/about/index.md",
        "\nMore. [@no-such-source]\n",
        "docs/en/about/index.md:5: error: this page cannot be made: no source has the id 'no-such-source' (at ",
    ),
    "a template that does not parse": (
        "hooks/kbase/templates/statement.html",
        "{% if %}",
        "hooks/kbase/templates/statement.html:62: error: Expected an expression",
    ),
    "a template that asks for what is not there": (
        "hooks/kbase/templates/term_body.html",
        "{{ v.nothing }}",
        "this page cannot be made: 'kbase.site.view.View object' has no attribute 'nothing' (at hooks/kbase/templates/",
    ),
    "a template of the frame": ("overrides/main.html", "{% endfor %}", "overrides/main.html:66: error: "),
}

TRIED = ("a template that does not parse",)
"""What is tried in every run."""


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [pytest.param(*fault, id=name, marks=() if name in TRIED else pytest.mark.slow) for name, fault in FAULTS.items()],
)
def test_what_only_the_build_meets_is_one_line(tmp_path: Path, file: str, text: str, line: str) -> None:
    """With its place, and without a traceback; nothing is left beside the site that stood."""
    root = example_repository(tmp_path / "repository")
    with (root / file).open("a", encoding="utf-8") as changed:
        changed.write(text)
    command = [sys.executable, "-c", SILENCED, "--site-dir", "../site"]
    ran = subprocess.run(command, cwd=root, env=SITE, capture_output=True, text=True, check=False)
    printed = ran.stdout + ran.stderr
    assert ran.returncode == 1 and "Traceback" not in printed
    assert line in printed
    assert [path.name for path in tmp_path.iterdir()] == ["repository"]


def test_a_page_that_comes_out_empty_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs would say that it skipped it, and go on to a site without it."""
    site = SimpleNamespace(place_of=lambda path, language: f"docs/{language}/{path}.md:1")
    monkeypatch.setattr(adapter, "_current", SimpleNamespace(site=site))
    page: Any = SimpleNamespace(file=SimpleNamespace(src_uri="ru/index.md"))
    config: Any = SimpleNamespace(plugins={"i18n": SimpleNamespace(current_language="ru")})
    with pytest.raises(PluginError, match=r"^docs/ru/index\.md:1: the page would be empty"):
        adapter.on_post_page(" \n", page, config)


def test_a_build_without_our_hooks_is_refused_before_it_begins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """MkDocs would empty the site that stands."""
    monkeypatch.setattr(build, "ROOT", tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: A base\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"mkdocs\.yml does not name hooks/adapter\.py.*hooks: \[hooks/adapter\.py\]"):
        build.require_hooks()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - i18n:", "  - i18m:", "error: plugins: The \"i18m\" plugin is not installed — did you mean 'i18n'?"),
        (
            "fallback_to_default: false",
            "fallback_to_defaut: 1",
            "error: plugins: Plugin 'i18n' option 'fallback_to_defaut'",
        ),
        (
            "edit_uri: ",
            "edit_ury: ",
            "error: edit_ury: Unrecognised configuration name: edit_ury — did you mean 'edit_uri'?",
        ),
        ("  name: material", "  name: materiel", "error: theme: Unrecognised theme name: 'materiel'"),
        (
            "  - def_list",
            "  - deflist",
            "error: 'deflist' would run as soon as the settings are read — did you mean 'def_list'?",
        ),
        (
            "- pymdownx.blocks.details",
            "- pymdownx.block.detail",
            "error: markdown_extensions: Failed to load extension",
        ),
        (
            "- hooks/adapter.py",
            "- hooks/adapter.py\n  - hooks/more.py",
            "error: there is no hooks/more.py — put it back",
        ),
        ("edit_uri: ", "edit_uri: [", "error: this is not valid YAML"),
        ("edit_uri: ", "site_name: ", "error: the key 'site_name' stands twice, first in line 1"),
    ],
)
def test_settings_that_mkdocs_does_not_take_are_named_with_their_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "mkdocs.yml").write_text(changed := text.replace(old, new), encoding="utf-8")
    for name in ("docs", "overrides", "hooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "hooks/adapter.py").touch()
    (problem,) = faults(tmp_path)
    if "valid YAML" not in said:
        assert changed.split("\n")[problem.place.line - 1].strip().startswith(new.split("\n")[-1].strip())
    assert said in as_text(problem)


@pytest.mark.parametrize("variable", ["SITE_URL", "REPO_URL"])
@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://a.example/a b",
            "https://me:secret@a.example/",
            "https://a.example/?q=1",
            "https://a.example/#x",
            "a",
        ),
        *("https://a.example/../../", "https://a.example/x/..", "https://a.example/./", "https://a.example/%2E%2e/"),
        *(
            "https://a.example/\nx/",
            "https://a.example/\n",
            "https://a.example/\t",
            " https://a.example/",
            "https://[::1/",
        ),
        *("https://a.example/\x1b[2J", "https://[:::1]/", "https://a.example\r\n"),
    ],
)
def test_an_address_to_which_no_path_can_be_added_is_named_and_not_printed(
    monkeypatch: pytest.MonkeyPatch, variable: str, address: str
) -> None:
    """It may hold a password, and would stand in every page."""
    monkeypatch.setenv(variable, address)
    (problem,) = faults(ROOT)
    line = as_text(problem)
    assert line.startswith("mkdocs.yml:") and "secret" not in line and "\n" not in line
    assert f"{variable.lower()} ({variable}) is no plain address — write it as https://example.org/kb/" in line


def test_an_address_in_mkdocs_yml_that_nothing_can_parse_is_named_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPO_URL", raising=False)
    text = re.sub("(?m)^repo_url:.*", "repo_url: https://[::1/", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    for name in ("docs", "overrides", "hooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "hooks/adapter.py").touch()
    (line,) = map(as_text, faults(tmp_path))
    assert "error: repo_url is no plain address — write it as https://example.org/kb/" in line


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000/", "https://сайт.рф/kb", "http://[::1]:65000/~me/kb/"])
def test_an_address_may_have_a_port_a_path_and_any_letters(address: str) -> None:
    assert is_plain_address(address, False)


def test_an_empty_address_is_one_of_the_repository_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPO_URL", "")
    assert faults(ROOT) == []
    monkeypatch.setenv("SITE_URL", "")
    assert [as_text(problem).partition(" — ")[0] for problem in faults(ROOT)] == [
        "mkdocs.yml:3: error: site_url (SITE_URL) is no plain address"
    ]


def test_our_own_settings_are_taken() -> None:
    assert faults(ROOT) == []


def test_a_build_with_broken_settings_ends_with_their_line(tmp_path: Path) -> None:
    root = example_repository(tmp_path / "repository")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("- i18n:", "- i18m:"), encoding="utf-8")
    ran = kb(root, "build", "--site-dir", str(tmp_path / "site"))
    first, last = ran.stderr.splitlines()
    assert ran.returncode == 1 and ran.stdout == "" and not (tmp_path / "site").exists()
    assert first.startswith("kb: mkdocs.yml:") and "did you mean 'i18n'?" in first
    assert last == "kb: nothing was built — fix the settings first"
