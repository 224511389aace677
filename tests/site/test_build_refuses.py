"""A build with bad records says so in one line each, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import build_in, copy_of_repository

STATEMENT = """
- id: a-broken-statement
  kind: fact
  happened: '2025'
  about: [no-such-record]
  text: {en: Something happened., ru: Что-то произошло.}
  sources: [no-such-source]
  recorded: '2026-11-24'
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of the repository's own files, with one broken statement."""
    copy_of_repository(tmp_path)
    (tmp_path / "docs/data/statements/broken.yml").write_text(STATEMENT, encoding="utf-8")
    return tmp_path


def test_the_build_refuses_what_check_refuses(repository: Path) -> None:
    ran = build_in(repository)
    printed = ran.stdout + ran.stderr
    assert ran.returncode == 1
    assert "docs/data/statements/broken.yml:5: error: no entity has the id 'no-such-record'" in printed
    assert "docs/data/statements/broken.yml:7: error: no source has the id 'no-such-source'" in printed
    assert "Traceback" not in printed
    assert not (repository / "site").exists()
