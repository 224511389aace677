"""A build with bad records says so in one line each, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from tests.repositories import example_repository, kb

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
