"""`kb.py serve`: shows the site, and every change of it, until its own code changes or Ctrl-C ends it."""

from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kbase.core.checks.settings import read_settings
from kbase.core.messages import language_of
from kbase.core.problems import as_text
from kbase.preview import START_AGAIN
from kbase.preview.board import Board
from kbase.preview.faults import as_line
from kbase.preview.findings import Check, shortened
from kbase.preview.server import Server
from kbase.preview.watching import is_code, watching

if TYPE_CHECKING:
    from one_by_one import Site

ROOT = Path(__file__).resolve().parents[1]
CHECK = (sys.executable, str(ROOT / "scripts/kb.py"), "--in-environment", "check", "--all")

ATTEMPTS = 5
"""How often files are read that are being replaced while they are read."""


def main(host: str, port: int) -> int:
    """Serves at the address; returns START_AGAIN when the code has changed."""
    board = Board()
    url = f"http://{host}:{port}/"
    with (
        Server(host, port, board, ROOT, _say) as server,
        server.answering(),
        watching(ROOT) as next_save,
        tempfile.TemporaryDirectory() as folder,
    ):
        _say(f"the site is at {url} (Ctrl-C ends)")
        check = Check(CHECK, ROOT, lambda lines, closing: _tell(board, lines, closing))
        check.start()
        try:
            site = server.site = _started(url, Path(folder), board)
            _check(check, board)
            while not any(map(is_code, saved := next_save())):
                _say(f"saved: {', '.join(sorted(path.as_posix() for path in saved))}")
                if site:
                    _renew(site, board)
                _check(check, board, saved)
        finally:
            check.end()
    return START_AGAIN


def _started(url: str, folder: Path, board: Board) -> Site | None:
    """The site; None where the code or the settings keep it from being made, which then stands on the board."""
    os.environ["SITE_URL"] = url
    if refused := read_settings(ROOT)[0]:  # Before MkDocs reads them: it runs what they name.
        _say_faults(board, [as_text(problem, language_of(os.environ)) for problem in refused])
        return None
    try:
        from one_by_one import Site

        site = Site(ROOT, url, folder)
        logging.getLogger("mkdocs").setLevel(logging.CRITICAL)  # What there is to say of a page stands in the page.
    except (Exception, SystemExit) as error:
        _say_faults(board, _why_there_is_no_site(error))
        return None
    _renew(site, board)
    return site


def _why_there_is_no_site(error: BaseException) -> list[str]:
    """The lines of the settings at fault, where these are; they are looked at only then, since it takes a moment."""
    from settings import faults

    found = faults(ROOT)
    return [as_text(problem, language_of(os.environ)) for problem in found] or [as_line(error, ROOT)]


def _renew(site: Site, board: Board) -> None:
    for left in reversed(range(ATTEMPTS)):
        try:
            if lines := site.renew():
                _say_faults(board, lines)
            else:
                board.new_version()
            return
        except Exception as error:
            if left and isinstance(error, FileNotFoundError):
                continue  # A file went while all were being read.
            _say_faults(board, [as_line(error, ROOT)])
            return


def _check(check: Check, board: Board, saved: Iterable[Path] = ()) -> None:
    board.checking()
    check.again(saved)


def _say_faults(board: Board, lines: list[str]) -> None:
    lines = shortened(lines)
    board.faults(lines)
    shown = "the last good state is shown" if board.version else "nothing can be shown"
    _say("\n".join([*lines, f"{shown} until this is fixed"]))


def _tell(board: Board, lines: list[str], closing: str) -> None:
    board.findings(lines)
    _say("\n".join([*lines, closing]))


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # So that what is under way is put away.
    try:
        sys.exit(main(sys.argv[1], int(sys.argv[2])))
    except KeyboardInterrupt:
        sys.exit(0)
    except OSError as error:
        sys.exit(f"kb: the site cannot be served at {':'.join(sys.argv[1:])}: {error.strerror} — take another --port")
