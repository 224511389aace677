"""The preview answers every request: with the page, the last good one, or what is wrong."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kbase.preview.search import search_file
from kbase.preview.server import Server

PAGE = "<html><body><h1>{}</h1></body></html>"
FAULT = 'docs/en/a.md:1: error: no "b" here'


@dataclass
class Page:
    html: str | None
    fault: str = ""
    fault_in_short: str = ""


@dataclass
class Shown:
    """A site with a few pages; "broken.txt" cannot be made."""

    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, address: str) -> Page | None:
        return self.pages.get(address)

    def file(self, name: str) -> bytes | None:
        if name == "broken.txt":
            raise KeyError("no-such-thing")
        return {"404.html": b"<body>none such</body>", "data/kb.json": b"{}"}.get(name)


def get(server: Server, path: str) -> tuple[int, str]:
    """Status and content of an answer, after redirections."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/{path}", timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_until_the_site_is_there_a_page_waits_for_it_at_every_address(server: Server) -> None:
    assert get(server, "ru/actors/")[0] == 503 and "Not shown yet" in get(server, "ru/actors/")[1]
    server.board.faults(["docs/data/x.yml:3: error: no <b> here"])
    assert "docs/data/x.yml:3: error: no &lt;b&gt; here" in get(server, "")[1]
    assert "preview.js" in get(server, "")[1]


def test_pages_files_and_what_is_missing_are_answered_as_on_the_site(server: Server) -> None:
    server.site = Shown({"": Page(PAGE.format("home")), "a/": Page(PAGE.format("a"))})
    server.board.new_version()
    for address, heading in (("", "home"), ("index.html", "home"), ("a/", "a"), ("a/index.html", "a"), ("a", "a")):
        assert get(server, address)[0] == 200 and f"<h1>{heading}</h1>" in get(server, address)[1], address
    assert get(server, "data/kb.json") == (200, "{}")
    assert get(server, "b/")[0] == 404 and "none such" in get(server, "b/")[1]


def test_a_fault_stands_in_the_last_good_page_and_alone_where_there_is_none(server: Server) -> None:
    server.site = Shown({"old/": Page(PAGE.format("old"), FAULT), "never/": Page(None, FAULT)})
    server.board.new_version()
    escaped = FAULT.replace('"', "&#34;")
    status, content = get(server, "old/")
    assert status == 200 and "<h1>old</h1>" in content and f'data-fault="{escaped}"' in content
    status, content = get(server, "never/")
    assert status == 500 and f"<li>{escaped}</li>" in content


def test_a_fault_is_told_in_short_while_check_may_name_its_cause(server: Server) -> None:
    """Afterwards the page is loaded again, and says all of it."""
    server.site = Shown({"a/": Page(PAGE.format("old"), FAULT, "docs/en/a.md: see the check")})
    server.board.new_version()
    server.board.checking()
    assert 'data-fault="docs/en/a.md: see the check" data-waits' in get(server, "a/")[1]
    server.board.findings(["docs/en/b.md:1: warning: …"])
    content = get(server, "a/")[1]
    assert "see the check" not in content and "docs/en/a.md:1: error: no" in content and "data-waits" not in content


def test_news_are_a_short_answer_which_any_number_of_tabs_can_ask_for(server: Server) -> None:
    server.board.findings([FAULT])
    status, content = get(server, "_preview/news")
    assert status == 200 and json.loads(content)["findings"] == [FAULT]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8000", 200),
        ("[::1]", 200),
        ("kb.example", 421),
        ("kb.example:8000", 421),
        ("localhost.kb.example", 421),
        ("127.0.0.1.kb.example:8000", 421),
        ("", 421),
    ],
)
def test_only_names_of_this_machine_are_answered(server: Server, host: str, status: int) -> None:
    """A site could give its own name the address of this machine, and read what is written here (DNS rebinding)."""
    server.site = Shown({"": Page(PAGE.format("home"))})
    server.board.new_version()
    answer = asked(server, "GET", "/", {"Host": host})
    assert answer.status == status and (b"home" in answer.read()) is (status == 200)


def test_a_head_is_that_of_the_page_without_its_content(server: Server) -> None:
    server.site = Shown({"": Page(PAGE.format("home"))})
    server.board.new_version()
    page, head = asked(server, "GET", "/"), asked(server, "HEAD", "/")
    assert head.status == 200 and head.read() == b""
    assert head.getheader("Content-Length") == page.getheader("Content-Length") == str(len(page.read()))
    assert asked(server, "HEAD", "/none/").status == 404


def asked(server: Server, method: str, path: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request(method, path, headers=headers or {})
    return connection.getresponse()


def test_what_nobody_has_foreseen_is_one_line(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    server.site = Shown()
    server.board.new_version()
    status, content = get(server, "broken.txt")
    assert status == 500 and "KeyError: &#39;no-such-thing&#39;" in content
    assert "Traceback" not in content + capfd.readouterr().err


def test_a_service_worker_of_the_site_is_removed(server: Server) -> None:
    """It would go on answering from what it kept when the preview has ended."""
    assert get(server, "sw.js") == (200, "registration.unregister();\n")


def test_of_the_last_build_nothing_but_the_search_is_given(tmp_path: Path) -> None:
    (tmp_path / "site/search").mkdir(parents=True)
    (tmp_path / "site/search/pagefind.js").write_bytes(b"x")
    (tmp_path / "secret").write_bytes(b"s")
    assert search_file(tmp_path / "site", "search/pagefind.js") == b"x"
    assert search_file(tmp_path / "site", "search/../../secret") is None
