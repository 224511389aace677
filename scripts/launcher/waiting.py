"""The page that stands in for a site that cannot be built yet: what is wrong, and a look for the site every second."""

from __future__ import annotations

import contextlib
import html
import threading
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template

from .machine import HOST

_PAGE = Path(__file__).with_name("waiting.html")


@contextlib.contextmanager
def waiting_page(port: int, lines: Sequence[str]) -> Iterator[None]:
    """Answers every request at `port` with the page while the block runs; does without if the port is taken."""
    template = Template(_PAGE.read_text(encoding="utf-8"))
    try:
        server = ThreadingHTTPServer((HOST, port), _answering(template.substitute(lines=html.escape("\n".join(lines)))))
    except OSError:
        yield
        return
    with server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


def _answering(page: str) -> type[BaseHTTPRequestHandler]:
    content = page.encode()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(HTTPStatus.SERVICE_UNAVAILABLE)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing: the page asks every second."""

    return Answer
