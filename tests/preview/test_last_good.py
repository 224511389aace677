"""What is shown is what was read last without a fault: no refused file reaches a page, whatever happens to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import one_by_one
from one_by_one import Answer, Site
from tests.repositories import example_repository, git

TRUST, METHOD, FOOTER = "docs/en/about/trust.md", "docs/en/about/method.md", "overrides/partials/footer.html"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example to be edited; after each test it is as it was."""
    return example_repository(tmp_path_factory.mktemp("shown") / "repository")


@pytest.fixture(scope="module")
def of_all_tests(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(root, "http://127.0.0.1:8000/", tmp_path_factory.mktemp("written"))
    assert site.renew() == []
    return site


@pytest.fixture
def shown(root: Path, of_all_tests: Site) -> Iterator[Site]:
    """The site of a repository without a fault."""
    yield of_all_tests
    git(root, "checkout", "--", ".")
    assert of_all_tests.renew() == []


def page(shown: Site, address: str) -> Answer:
    answer = shown.page(address)
    assert answer, address
    return answer


@pytest.mark.parametrize(
    ("added", "code"),
    [("\n<<<<<<< HEAD\n", "merge-mark"), ("\nToo much.\n" * 100_000, "file-too-large")],
    ids=["merge", "size"],
)
def test_a_refused_text_is_not_shown_where_its_page_is_opened_for_the_first_time(
    root: Path, shown: Site, added: str, code: str
) -> None:
    file = root / TRUST
    before = file.read_text(encoding="utf-8")
    file.write_text(before + added, encoding="utf-8")
    (line,) = shown.renew()
    started = time.process_time()
    answer = page(shown, "about/trust/")
    assert f"[{code}]" in line and answer.html and "</h1>" in answer.html
    assert "&lt;&lt;&lt;" not in answer.html and "Too much" not in answer.html
    assert time.process_time() - started < 10


def test_while_a_page_is_made_the_others_say_so_and_those_that_are_made_are_shown(
    shown: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page(shown, "about/method/")
    monkeypatch.setattr(one_by_one, "PATIENCE", 0.1)
    waited: list[Answer | None] = []

    def ask_meanwhile(*_: object) -> str:
        """While one page is made, another thread asks for two."""
        thread = threading.Thread(target=lambda: waited.extend(map(shown.page, ("about/method/", "actors/"))))
        thread.start()
        thread.join()
        return "<h1>slow</h1>"

    monkeypatch.setattr(shown, "_made", ask_meanwhile)
    assert page(shown, "ru/about/method/").html == "<h1>slow</h1>"
    assert waited[0] == made
    assert waited[1] and waited[1].html is None and waited[1].fault.startswith("docs/ru/about/method.md:")


def test_a_template_that_was_gone_is_used_again(root: Path, shown: Site) -> None:
    """Meanwhile what is missing is named, and the theme's own does not take its place."""
    before = page(shown, "about/method/").html
    footer = root / FOOTER
    content = footer.read_bytes()
    footer.unlink()
    (line,) = shown.renew()
    assert line.startswith(f"{FOOTER}:1: error: missing") and f"git checkout -- {FOOTER}" in line
    assert page(shown, "about/method/").html == before and page(shown, "ru/").fault == line
    footer.write_bytes(content)
    assert shown.renew() == []
    assert page(shown, "about/method/").html == before and not page(shown, "ru/").fault


@pytest.mark.parametrize("name", ["nothing/index.html", "robots.txt", "favicon.ico", ".git/config", "404.html"])
def test_what_is_not_there_is_known_at_once_while_a_page_is_made(shown: Site, name: str) -> None:
    """It asks for no lock, which somebody holds here, and makes no file."""
    found: list[bytes | None] = []
    with shown._lock:
        thread = threading.Thread(target=lambda: found.append(shown.file(name)), daemon=True)
        thread.start()
        thread.join(timeout=5)
    assert len(found) == 1 and (found[0] is not None) is (name == "404.html")


def test_what_check_names_is_not_explained_by_the_code_that_met_it(root: Path, shown: Site) -> None:
    """In the page that cites the source, and in the other language, which is innocent."""
    file = root / TRUST
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\nAs somebody says. [@no-such-source]\n", encoding="utf-8")
    assert shown.renew() == []
    answer = page(shown, "about/trust/")
    assert answer.fault_in_short == f"{TRUST}: this page cannot be made until what the check names is fixed"
    assert answer.fault.startswith(f"{TRUST}:") and ".venv" not in answer.fault


def test_a_mistake_in_the_frame_stands_at_its_own_line(root: Path, shown: Site) -> None:
    footer = root / FOOTER
    before = footer.read_text(encoding="utf-8")
    footer.write_text(before + "\n{{ nothing.at.all }}\n", encoding="utf-8")
    assert shown.renew() == []
    answer = page(shown, "about/method/")
    line = before.count("\n") + 2
    assert answer.fault.startswith(f"{FOOTER}:{line}: error: ") and not answer.fault_in_short
