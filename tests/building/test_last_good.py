"""While the site is served, an error costs nobody the page: the last good one is shown, or what is wrong."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from last_good import on_serve
from launcher.waiting import waiting_page

PAGE = "<body><article>{}</article></body>"


class Serving:
    """MkDocs' server over a folder in which `make` builds a page; nothing listens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.make: Callable[[], None] = lambda: self.write("first")
        self.make()
        self.server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(folder))
        on_serve(self.server, SimpleNamespace(site_dir=str(folder)), lambda: self.make())  # type: ignore[arg-type]

    def write(self, text: str) -> None:
        """Builds as MkDocs does: into an empty folder."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "index.html").write_text(PAGE.format(text), encoding="utf-8")
        (self.folder / "404.html").write_text("none such", encoding="utf-8")

    def get(self, path: str = "/") -> tuple[str, str]:
        """Status and content of an answer."""
        head: list[str] = []
        parts = self.server.get_app()({"PATH_INFO": path}, lambda status, headers: head.append(status))
        return head[0], b"".join(parts).decode()


@pytest.fixture
def serving(tmp_path: Path) -> Serving:
    return Serving(tmp_path / "site")


def fail(serving: Serving, error: Exception) -> None:
    """A build that breaks off: it has written nothing where the site stands, which `files.beside` sees to."""

    def make() -> None:
        raise error

    serving.make = make
    serving.server.builder()


@pytest.mark.parametrize("error", [Abort("The records have 1 error"), ValueError("a mistake in a template")])
def test_a_build_that_fails_leaves_the_last_good_site_with_a_notice(serving: Serving, error: Exception) -> None:
    fail(serving, error)
    status, content = serving.get()
    assert status == "200 OK"
    assert content.startswith("<body><article><p") and content.endswith("first</article></body>")
    assert "The last change has errors" in content and "В последнем изменении ошибки" in content


def test_once_it_is_mended_the_new_site_is_shown_and_the_notice_gone(serving: Serving) -> None:
    assert "first" in serving.get()[1] and "role=" not in serving.get()[1]
    fail(serving, Abort("no"))
    serving.make = lambda: serving.write("second")
    serving.server.builder()
    assert "second" in serving.get()[1] and "role=" not in serving.get()[1]
    assert serving.get("/nowhere") == ("404 Not Found", "none such")


def test_before_the_first_site_a_page_tells_what_is_wrong() -> None:
    """Whatever address is asked for; when the site takes over the port, nothing is left there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with waiting_page(port, ["docs/data/x.yml:3: error: no <b> here"]):
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/ru/actors/")
        assert answer.value.code == 503
        assert "docs/data/x.yml:3: error: no &lt;b&gt; here" in answer.value.read().decode()
        with waiting_page(port, []):
            pass
    with pytest.raises(urllib.error.URLError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/")
