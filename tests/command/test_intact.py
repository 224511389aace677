"""An environment from which something is gone is named before anything else takes the blame."""

from __future__ import annotations

import re
import sys
import sysconfig
from pathlib import Path

import pytest

from launcher.console import Refusal
from launcher.intact import damaged, require_intact

RECORD = """\
material/base.html,sha256=a,5
material/assets/main.css,sha256=b,4
"material/one, two.svg",sha256=c,3
material/__pycache__/a.pyc,,
../../../bin/mkdocs,sha256=d,9
material-1.dist-info/RECORD,,
"""


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder with one package, as pip leaves it."""
    texts = {"base.html": "words", "assets/main.css": "a {}", "one, two.svg": "svg"}
    for name, text in texts.items():
        file = tmp_path / "material" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    (tmp_path / "material-1.dist-info").mkdir()
    (tmp_path / "material-1.dist-info/RECORD").write_text(RECORD, encoding="utf-8")
    return tmp_path


def test_what_is_as_it_was_unpacked_is_not_named(packages: Path) -> None:
    """Compiled code and the programs beside the packages are no files of them."""
    assert [*damaged(packages)] == []


def test_what_is_gone_or_cut_short_is_named(packages: Path) -> None:
    (packages / "material/base.html").unlink()
    (packages / "material/assets/main.css").write_bytes(b"")
    assert [*damaged(packages)] == ["material/base.html", "material/assets/main.css"]


@pytest.mark.parametrize("listed", [b"", b"a.py,sha256=a", RECORD.encode() + b"b.py,sha\n", b"\xff\xfe", b"a\0b,,3\n"])
def test_a_list_that_was_cut_short_itself_is_named(packages: Path, listed: bytes) -> None:
    """As a full disk leaves it."""
    (packages / "material-1.dist-info/RECORD").write_bytes(listed)
    assert next(damaged(packages)) in ("material-1.dist-info/RECORD", "a\0b")


def test_an_environment_of_somebody_else_is_none_of_ours(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(packages))
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(packages))
    (packages / "material/base.html").unlink()
    require_intact()


def test_the_environment_of_the_tests_is_whole() -> None:
    require_intact()


def test_a_damaged_environment_is_one_line_with_the_way_out(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(packages))
    (packages / "material/base.html").write_bytes(b"word")
    said = f"damaged: material/base.html is not as it was installed — delete {sys.prefix} and run the same command"
    with pytest.raises(Refusal, match=re.escape(said)):
        require_intact()
