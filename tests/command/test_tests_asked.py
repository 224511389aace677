"""Which tests need a browser, Kiwix or dictionaries is found in their files; who needs none gets none."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from commands import test as test_command
from launcher.places import ROOT
from launcher.tests_asked import Needs, files_of, needs_of

FILES = {
    "tests/conftest.py": "from playwright.sync_api import Browser\n",
    "tests/core/test_rules.py": "import yaml\n# it needs no browser: import playwright\n",
    "tests/core/test_words.py": "paths = machine.find_dictionaries()\n",
    "tests/site/conftest.py": "if True:\n    from kbase.measures.browsing import served\n",
    "tests/site/test_pages.py": "import pytest\n",
    "tests/site/test_in_firefox.py": "driver = pytest.importorskip('marionette_driver', reason='none')\n",
    "tests/offline/test_zim.py": "from libzim.reader import Archive\nPROGRAM = 'kiwix-serve'\n",
    "docs/example.py": "import playwright\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "needs"),
    [
        ([], Needs(browser=True, firefox=True, kiwix=True, dictionaries=True)),
        (["-k", "docs", "-x"], Needs(browser=True, firefox=True, kiwix=True, dictionaries=True)),
        (["tests"], Needs(browser=True, firefox=True, kiwix=True, dictionaries=True)),
        (["tests/core", "-q"], Needs(browser=False, firefox=False, kiwix=False, dictionaries=True)),
        (
            ["tests/core/test_rules.py::test_one[x]"],
            Needs(browser=False, firefox=False, kiwix=False, dictionaries=False),
        ),
        (
            ["tests/core/test_rules.py", "tests/offline"],
            Needs(browser=True, firefox=False, kiwix=True, dictionaries=False),
        ),
        (["tests/site/test_pages.py"], Needs(browser=True, firefox=False, kiwix=False, dictionaries=False)),
        (["tests/core/test_gone.py"], Needs(browser=True, firefox=True, kiwix=True, dictionaries=True)),
    ],
)
def test_the_paths_say_what_is_needed(arguments: list[str], needs: Needs, root: Path) -> None:
    assert needs_of(arguments, root) == needs


def test_all_the_tests_need_all_of_it() -> None:
    """A test whose need is not found would be skipped, or fail, where all is at hand."""
    assert needs_of([]) == Needs(browser=True, firefox=True, kiwix=True, dictionaries=True)


def test_the_tests_of_the_core_fetch_and_install_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        pytest.fail("it looks for a browser or Kiwix")

    for name in ("require_chromium", "offer_firefox", "offer_kiwix"):
        monkeypatch.setattr(test_command, name, refuse)
    for name in ("require_history", "require_dictionaries"):
        monkeypatch.setattr(test_command, name, lambda: None)
    options = Namespace(passed_on=["tests/core", "-q"])
    test_command.prepare(options)
    assert test_command.groups(options) == ("site", "tests")
    assert test_command.groups(Namespace(passed_on=["-q"])) == ("site", "packages", "tests")


WITHOUT_PACKAGES = '''
"""A plugin of pytest: the group "packages" is not there, and no test asks for the browser."""
import sys

sys.modules.update(dict.fromkeys(("playwright", "axe_playwright_python", "libzim", "pypdf")))


def pytest_collection_finish(session):
    assert session.items
    for item in session.items:
        assert "browser" not in item.fixturenames, item.nodeid
'''


@pytest.mark.slow
def test_what_needs_no_browser_is_collected_without_one(tmp_path: Path) -> None:
    """Every file that is taken for one without a browser, with the group of packages out of reach."""
    (tmp_path / "without_packages.py").write_text(WITHOUT_PACKAGES)
    files = [str(path.relative_to(ROOT)) for path in files_of([ROOT / "tests"], ROOT) if path.name.startswith("test_")]
    without = [file for file in files if not needs_of([file]).browser]
    assert "tests/core/test_base.py" in without and len(without) < len(files)
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq"]
    surroundings = {"PYTHONPATH": str(tmp_path), "PATH": ""}
    ended = subprocess.run(
        [*command, "-p", "without_packages", *without], cwd=ROOT, env=surroundings, capture_output=True, check=False
    )
    assert ended.returncode == 0, (ended.stdout + ended.stderr).decode()[-2000:]
