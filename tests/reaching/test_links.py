"""Every kind of answer gets its verdict, from a server on this machine; a round is polite and goes on where it was."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from commands import links as command
from kbase.core import web_addresses
from kbase.core.base import read_base
from kbase.core.check import run_checks
from kbase.reaching import archives
from kbase.reaching.archives import NoAnswer, copy_of, with_copies
from kbase.reaching.asking import Answer, Verdict, ask
from kbase.reaching.round import Manners, Memory, ask_all
from launcher.main import main
from tests.helpers import SOURCES, TINY, repository

STATUSES = {
    "/alive": 200,
    "/gone": 404,
    "/gone-for-good": 410,
    "/forbidden": 403,
    "/login": 401,
    "/law": 451,
    "/busy": 503,
    "/broken": 500,
    "/%D0%B8%D0%B8": 200,
}
MOVES = {"/moved": (301, "/alive"), "/for-now": (302, "/alive"), "/home": (301, "/"), "/loop": (302, "/loop")}


WAITS = {"/too-many": "7", "/square": "\xb2", "/for-ever": "9" * 5000}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/slow":
            self.server.slow.wait(5)  # type: ignore[attr-defined]
        elif path == "/hangs-up":
            self.close_connection = True
        elif path == "/no-http":
            self.wfile.write(b"hello\n")
        elif path in MOVES:
            self._answer(MOVES[path][0], Location=MOVES[path][1])
        elif path in WAITS:
            self._answer(429, **{"Retry-After": WAITS[path]})
        elif path == "/drips":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
            while not self.server.slow.wait(0.1):  # type: ignore[attr-defined]
                self.wfile.write(b"x")
        else:
            self._answer(200 if path == "/" else STATUSES.get(path, 404))

    def _answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server on loopback that gives every kind of answer."""
    served = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    served.slow = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.slow.set()  # type: ignore[attr-defined]
    served.shutdown()
    served.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


VERDICTS = {
    "/alive": (Verdict.ALIVE, "200"),
    "/ИИ".lower(): (Verdict.ALIVE, "200"),
    "/alive#part": (Verdict.ALIVE, "200"),
    "/for-now": (Verdict.ALIVE, "200"),
    "/moved": (Verdict.MOVED, "for good"),
    "/gone": (Verdict.GONE, "404"),
    "/gone-for-good": (Verdict.GONE, "410"),
    "/home": (Verdict.GONE, "it leads to the front page"),
    "/forbidden": (Verdict.BLOCKED, "403"),
    "/login": (Verdict.BLOCKED, "401"),
    "/law": (Verdict.BLOCKED, "451"),
    "/busy": (Verdict.BLOCKED, "503"),
    "/too-many": (Verdict.BLOCKED, "429"),
    "/square": (Verdict.BLOCKED, "429"),
    "/for-ever": (Verdict.BLOCKED, "429"),
    "/broken": (Verdict.FAILED, "500"),
    "/drips": (Verdict.FAILED, "no answer in time"),
    "/slow": (Verdict.FAILED, "no answer in time"),
    "/hangs-up": (Verdict.FAILED, "connection broken"),
}


@pytest.mark.parametrize("path", VERDICTS)
def test_every_kind_of_answer_has_its_verdict(server: str, path: str) -> None:
    answer = ask(server + path, timeout=0.5)
    assert (answer.verdict, answer.why) == VERDICTS[path]


@pytest.mark.parametrize("path", ["/no-http", "/loop"])
def test_nonsense_is_a_failure_and_no_death(server: str, path: str) -> None:
    assert ask(server + path, timeout=2).verdict in (Verdict.FAILED, Verdict.ALIVE)
    assert ask(server + path, timeout=2).verdict is not Verdict.GONE


def test_where_nobody_listens_nothing_is_said_of_the_page(server: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/x").why == "connection refused"
    assert ask(server.replace("http:", "https:") + "/alive").verdict is Verdict.FAILED
    assert ask("http://no-such-host.invalid/", timeout=5).verdict is Verdict.FAILED
    assert ask("http://[/").verdict is Verdict.FAILED


def test_what_a_page_moved_to_and_how_long_to_wait_is_known(server: str) -> None:
    assert ask(f"{server}/moved").leads_to == f"{server}/alive"
    assert ask(f"{server}/too-many").retry_after == 7


class _Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


DAY = date(2026, 11, 24)


def sources_at(url: str) -> str:
    """The tiny sources, of which only the second has an address."""
    return TINY[SOURCES].replace("  URL: https://agency.example/1\n", "").replace("https://daily.example/1", url)


def round_of(urls: list[str], memory: Memory, answers: dict[str, Answer]) -> list[tuple[float, str]]:
    """When each address was asked."""
    clock = _Clock()
    asked: list[tuple[float, str]] = []

    def asking(url: str) -> Answer:
        asked.append((clock(), url))
        return answers.get(url, Answer(Verdict.ALIVE, "200"))

    list(ask_all(urls, memory, DAY, asking, Manners(5.0, 2), clock, clock.sleep))
    return asked


def test_a_host_gets_its_pause_and_others_do_not_wait_for_it(tmp_path: Path) -> None:
    asked = round_of(["http://a/1", "http://a/2", "http://b/1"], Memory(tmp_path / "m"), {})
    assert asked == [(0.0, "http://a/1"), (0.0, "http://b/1"), (5.0, "http://a/2")]


def test_a_host_that_asks_for_a_longer_pause_gets_it(tmp_path: Path) -> None:
    answers = {"http://a/1": Answer(Verdict.BLOCKED, "429", retry_after=60)}
    assert round_of(["http://a/1", "http://a/2"], Memory(tmp_path / "m"), answers)[1] == (60.0, "http://a/2")


def test_a_host_that_refuses_is_left_in_peace(tmp_path: Path) -> None:
    urls = [f"http://a/{n}" for n in range(5)]
    asked = round_of(urls, Memory(tmp_path / "m"), dict.fromkeys(urls, Answer(Verdict.BLOCKED, "403")))
    assert len(asked) == 2


def test_a_round_that_was_interrupted_goes_on(tmp_path: Path) -> None:
    """Each answer is kept at once."""
    file = tmp_path / "links.json"
    asking = ask_all(["http://a/1", "http://b/1"], Memory.load(file), DAY, lambda url: Answer(Verdict.ALIVE, "200"))
    next(asking)
    memory = Memory.load(file)
    assert memory.fresh("http://a/1", DAY, 30) and not memory.fresh("http://b/1", DAY, 30)
    assert not memory.fresh("http://a/1", date(2027, 1, 24), 30)


def test_how_often_in_a_row_is_counted_by_days(tmp_path: Path) -> None:
    memory, gone = Memory(tmp_path / "m"), Answer(Verdict.GONE, "404")
    assert memory.keep("http://a/", gone, DAY).times == 1
    assert memory.keep("http://a/", gone, DAY).times == 1
    assert memory.keep("http://a/", gone, date(2026, 12, 24)).times == 2
    assert memory.keep("http://a/", Answer(Verdict.ALIVE, "200"), date(2027, 1, 24)).times == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"http://a/": {"verdict": "?"}}', '{"http://a/": 1}'])
def test_a_memory_that_cannot_be_read_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "m").write_text(text, encoding="utf-8")
    assert Memory.load(tmp_path / "m").seen == {}


def test_the_command_names_what_is_gone_and_what_rests_on_it(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = sources_at(f"{server}/gone")
    root = repository(tmp_path / "repository", {SOURCES: sources})
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr(command, "MEMORY", tmp_path / "links.json")
    monkeypatch.setattr(web_addresses, "_is_public", lambda host: True)
    assert main(["--in-environment", "links", "--pause", "0"]) == 0
    told = capsys.readouterr().out
    assert "is gone (404, " in told and "rest" in told and "gone: 1" in told
    assert main(["--in-environment", "links", "--report", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("- [ ] `docs/data/sources.yml:")
    assert main(["--in-environment", "links", "nowhere"]) == 2


def test_an_issue_about_nothing_has_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person gets the numbers all the same."""
    monkeypatch.setattr(command, "ROOT", repository(tmp_path))
    monkeypatch.setattr(command, "MEMORY", tmp_path / "links.json")
    for form, is_told in (("markdown", False), ("text", True)):
        assert main(["--in-environment", "links", "--report", "--format", form]) == 0
        assert ("gone: 0" in capsys.readouterr().out) is is_told


# --- archives


def archived(url: str = "http://web.archive.org/web/2025/http://a/", status: str = "200") -> bytes:
    closest = {"available": True, "url": url, "status": status}
    return json.dumps({"archived_snapshots": {"closest": closest}}).encode()


def test_an_archive_is_asked_for_the_day_of_the_source(tmp_path: Path) -> None:
    sources = sources_at("https://a.example/?b=c")
    base, problems = read_base(repository(tmp_path, {SOURCES: sources}))
    assert problems == []
    source = next(source for source in base.sources.values() if source.url)
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return archived()

    assert copy_of(source, "http://archive.example/available", fetch) == "https://web.archive.org/web/2025/http://a/"
    query = "url=https%3A%2F%2Fa.example%2F%3Fb%3Dc"
    assert asked[0].startswith(f"http://archive.example/available?{query}")
    assert copy_of(source, fetch=lambda url: b'{"archived_snapshots": {}}') == ""
    assert copy_of(source, fetch=lambda url: archived(status="404")) == ""
    for odd in (
        "javascript:alert(1)",
        "https://a.example/'",
        "https://a.example/\x00",
        "https://a.example/" + "a" * 9000,
    ):
        assert copy_of(source, fetch=lambda url, odd=odd: archived(odd)) == ""  # type: ignore[misc]
    for text in (b"<html>", b"[]", b"[" * 100_000, b'{"archived_snapshots": 1}'):
        with pytest.raises(NoAnswer):
            copy_of(source, fetch=lambda url, text=text: text)  # type: ignore[misc]


def test_a_copy_gets_its_line_and_nothing_else_changes(tmp_path: Path) -> None:
    text = "# Head.\n- id: a\n  URL: https://a.example/\n  language: ru\n\n- {id: b, URL: 'https://b.example/'}\n"
    made = with_copies(text, {"a": "https://web.archive.org/web/1/x", "b": "https://web.archive.org/web/2/x"})
    assert made == (
        "# Head.\n- id: a\n  archive_url: https://web.archive.org/web/1/x\n  URL: https://a.example/\n"
        "  language: ru\n\n"
        "- {id: b, URL: 'https://b.example/', archive_url: 'https://web.archive.org/web/2/x'}\n"
    )
    assert with_copies(text, {}) == text
    assert "archive_url: 'https://a.example/a:'\n" in with_copies(text, {"a": "https://a.example/a:"})


def test_the_command_writes_the_copies(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = sources_at("https://a.example/1")
    root = repository(tmp_path, {SOURCES: sources})
    monkeypatch.setattr(command, "ROOT", root)
    monkeypatch.setattr(archives.copy_of, "__defaults__", (archives.WAYBACK, lambda url: archived()))
    assert main(["--in-environment", "links", "--archive", "--pause", "0"]) == 0
    assert "got an archive_url" in capsys.readouterr().out
    assert "archive_url: https://web.archive.org/web/2025/http://a/" in (root / SOURCES).read_text(encoding="utf-8")
    assert not [problem for problem in run_checks(root) if problem.code.startswith(("record", "yaml"))]
