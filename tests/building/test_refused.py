"""A build with bad records says so in one line each, and leaves nothing behind."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building.silenced import SILENCED
from tests.repositories import SITE, example_repository, kb

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


@pytest.mark.parametrize(("file", "text", "line"), FAULTS.values(), ids=FAULTS.keys())
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
