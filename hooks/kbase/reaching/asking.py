"""Asks one address, and says in one word what came of it. A refusal is not a death: many outlets refuse programs, or
readers from some countries.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
from dataclasses import dataclass
from email.message import Message as Headers
from enum import StrEnum
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

AGENT: Final = "Mozilla/5.0 (compatible; link check of a knowledge base; one request at a time)"
_MOST_BYTES: Final = 65_536


class Verdict(StrEnum):
    """What an address is found to be."""

    ALIVE = "alive"
    MOVED = "moved"
    GONE = "gone"
    BLOCKED = "blocked"
    FAILED = "failed"


@dataclass(frozen=True)
class Answer:
    """What came of asking: the verdict, why in a word or a number, where the address leads now, when to ask again."""

    verdict: Verdict
    why: str
    leads_to: str = ""
    retry_after: int = 0


def ask(url: str, timeout: float = 20.0) -> Answer:
    """Asks an address once; no exception leaves it. Nothing may be silent for longer than `timeout` seconds, nor take
    more than `_AT_MOST` times as long: a server that sends a letter now and then would hold us for as long as it likes.
    """
    found: list[Answer] = []
    asking = threading.Thread(target=lambda: found.append(_asked(url, timeout)), daemon=True)
    asking.start()
    asking.join(timeout * _AT_MOST)
    return found[0] if found else Answer(Verdict.FAILED, "no answer in time")


_AT_MOST: Final = 3


def _asked(url: str, timeout: float) -> Answer:
    redirects = _Redirects()
    try:
        request = Request(_encoded(url), headers={"User-Agent": AGENT, "Accept": "*/*"})
        with build_opener(redirects).open(request, timeout=timeout) as response:
            response.read(_MOST_BYTES)
            return _answered(url, response.geturl(), response.status, redirects.are_permanent)
    except HTTPError as error:
        with error:
            return _refused(error.code, error.headers)
    except (URLError, OSError, http.client.HTTPException, ValueError) as error:
        return Answer(Verdict.FAILED, _reason(error))


class _Redirects(HTTPRedirectHandler):
    """Follows as a browser does, and remembers whether all steps were for good."""

    def __init__(self) -> None:
        self.are_permanent = True

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        self.are_permanent = self.are_permanent and code in (301, 308)
        return super().redirect_request(req, fp, code, msg, headers, _encoded(urljoin(req.full_url, newurl)))


def _encoded(url: str) -> str:
    """An address with letters of any alphabet, as it is sent."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    port = f":{parts.port}" if parts.port else ""
    path, query = (quote(text, safe="/%:=&?~#+!$,;'@()*[]") for text in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, host + port, path, query, ""))


def _answered(url: str, end: str, status: int, is_permanent: bool) -> Answer:
    if _same(_encoded(url), end):
        return Answer(Verdict.ALIVE, str(status))
    if urlsplit(end).path in ("", "/") and urlsplit(url).path not in ("", "/"):
        return Answer(Verdict.GONE, "it leads to the front page", end)
    return Answer(Verdict.MOVED, "for good", end) if is_permanent else Answer(Verdict.ALIVE, str(status), end)


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(url: str) -> tuple[str, str, str]:
    """What two addresses must share to be one: not the scheme, `www.` or a last slash."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query


_GONE: Final = frozenset({404, 410})
_REFUSED: Final = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451, 503})
"""What says that a program, or somebody from here, may not read: no word about the page."""


def _refused(status: int, headers: Headers | None) -> Answer:
    if status in _GONE:
        return Answer(Verdict.GONE, str(status))
    wait = str(headers.get("Retry-After", "")) if headers else ""
    verdict = Verdict.BLOCKED if status in _REFUSED else Verdict.FAILED
    return Answer(verdict, str(status), retry_after=int(wait) if _SECONDS.fullmatch(wait) else 0)


_SECONDS: Final = re.compile(r"[0-9]{1,9}")


def _reason(error: BaseException) -> str:
    """Why nothing was answered, in a word or two."""
    cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, BaseException) else error
    for kind, why in _REASONS:
        if isinstance(cause, kind):
            return why
    return " ".join(str(cause).split()) or type(cause).__name__


_REASONS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (TimeoutError, "no answer in time"),
    (socket.gaierror, "no such host"),
    (ssl.SSLError, "certificate"),
    (ConnectionRefusedError, "connection refused"),
    (ConnectionError, "connection broken"),
    (http.client.HTTPException, "no HTTP"),
)
