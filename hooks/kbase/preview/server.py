"""The preview's server: a page when it is asked for, with a script that shows it anew when it has changed."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from kbase import templates
from kbase.preview.board import Board
from kbase.preview.faults import as_line

OWN: Final = "_preview/"
"""Addresses that the site does not have."""

NEWS: Final = f"{OWN}news"
SCRIPT: Final = f"{OWN}preview.js"
TAG: Final = Markup('<script src="/{}" data-version="{}" data-fault="{}"{} defer></script>')
WAITS: Final = Markup(" data-waits")
"""Of a page that may say more of its fault as soon as `check` names no cause."""

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names of this machine. To any other a page of some site could have led a browser here, to read what it shows."""

HTML: Final = "text/html; charset=utf-8"
NO_WORKER: Final = b"registration.unregister();\n"
"""In the place of the site's service worker, which would go on answering from what it kept when this has ended."""


_MISDIRECTED: Final = HTTPStatus.MISDIRECTED_REQUEST


class Page(Protocol):
    @property
    def html(self) -> str | None: ...

    @property
    def fault(self) -> str: ...

    @property
    def fault_in_short(self) -> str: ...


class Shown(Protocol):
    """A site that is shown."""

    def page(self, address: str) -> Page | None: ...

    def file(self, name: str) -> bytes | None: ...


class Server(ThreadingHTTPServer):
    """Listens at `host` and `port`; shows `site`, made of the repository in `root`, once there is one, and until then
    what stands on the board. Faults of single pages go to `say`, too.
    """

    daemon_threads = True

    def __init__(self, host: str, port: int, board: Board, root: Path, say: Callable[[str], None]) -> None:
        super().__init__((host, port), _Answer)
        self.board, self.root, self.say = board, root, say
        self.site: Shown | None = None

    def handle_error(self, request: object, client_address: object) -> None:
        """Only a browser that has gone leaves an error here."""

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Answers in threads of its own while the block runs."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        try:
            yield
        finally:
            self.shutdown()
            self.server_close()


class _Answer(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        name = unquote(urlsplit(self.path).path).removeprefix("/")
        try:
            if not self._is_asked_for_here():
                self._send(b"This preview answers to the names of this machine only.\n", "text/plain", _MISDIRECTED)
            elif name == NEWS:
                self._send(self.server.board.news.encode(), "application/json")
            elif name == SCRIPT:
                self._send((templates.FOLDER / "preview.js").read_bytes(), "text/javascript")
            elif name == "sw.js":
                self._send(NO_WORKER, "text/javascript")
            else:
                self._send_of_the_site(name)
        except ConnectionError:
            pass  # The browser has gone.
        except Exception as error:
            line = as_line(error, self.server.root)
            self.server.say(line)
            self._send_fault(line, self.server.board.version)

    def _is_asked_for_here(self) -> bool:
        host = self.headers.get("Host", "localhost")
        return (host if host.endswith("]") else host.rpartition(":")[0] or host).lower() in LOOPBACK

    def _send_of_the_site(self, name: str) -> None:
        site, version = self.server.site, self.server.board.version
        address = name.removesuffix("index.html")
        # The page at a former address of a record is a file.
        file = f"{name}index.html" if name.endswith("/") else name
        if not site or not version:
            waiting = templates.render("waiting.html", lines=self.server.board.lines)
            self._send_html(HTTPStatus.SERVICE_UNAVAILABLE, waiting, version="")
        elif page := site.page(address):
            self._send_page(page, version)
        elif site.page(f"{address}/"):
            self._head(HTTPStatus.FOUND, HTML, location=f"{urlsplit(self.path).path}/")
        elif (content := site.file(file)) is not None:
            self._send(content, mimetypes.guess_type(file)[0] or "application/octet-stream")
        else:
            missing = (site.file("404.html") or b"").decode()
            self._send_html(HTTPStatus.NOT_FOUND, missing, version)

    def _send_page(self, page: Page, version: str) -> None:
        waits = bool(page.fault_in_short) and self.server.board.names_causes
        fault = page.fault_in_short if waits else page.fault
        if fault:
            self.server.say(fault)
        if page.html is None:
            self._send_fault(fault, version, waits)
        else:
            self._send_html(HTTPStatus.OK, page.html, version, fault, waits)

    def _send_fault(self, line: str, version: str, waits: bool = False) -> None:
        waiting = templates.render("waiting.html", lines=[line])
        self._send_html(HTTPStatus.INTERNAL_SERVER_ERROR, waiting, version, line, waits)

    def _send_html(self, status: HTTPStatus, html: str, version: str, fault: str = "", waits: bool = False) -> None:
        before, end, after = html.rpartition("</body>")
        tag = TAG.format(SCRIPT, version, fault, WAITS if waits else "")
        self._send(f"{before}{tag}{end}{after}".encode(), HTML, status)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._head(status, kind, length=len(content))
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, kind: str, length: int | None = None, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        if length is not None:
            self.send_header("Content-Length", str(length))
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: what is wrong with a page stands in the page."""
