"""Show the site at http://127.0.0.1:8000 and reload it at each change.

A page is made when it is asked for, so what you save (a text, a record, a template, a style) shows in the browser at
once. `check` runs beside it: what it finds stands here and in the page. Where a file is broken, the last good page is
shown with the fault. A change of the code in hooks/ or of mkdocs.yml starts the server again. The search is that of
the last `kb.py build`. Ctrl-C ends it.

examples:
  python3 scripts/kb.py serve
  python3 scripts/kb.py serve --open           the browser opens by itself
  python3 scripts/kb.py serve --port 8080
"""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from launcher.command import Command
from launcher.console import say
from launcher.core import put_core_on_path
from launcher.intact import require_intact
from launcher.machine import HOST, require_free_port, require_history
from launcher.places import ROOT
from launcher.processes import run as run_program


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=port, default=8000, help="the port to listen on (8000)")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")


def port(text: str) -> int:
    """A port number from the command line."""
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise ArgumentTypeError(f"'{text}' is not a port: give a number from 1 to 65535")


def prepare(options: Namespace) -> None:
    require_history(only_shown=True)
    require_free_port(options.port)


def run(options: Namespace) -> int:
    """Code is loaded once per process: when it has changed, another process takes over."""
    require_intact()
    put_core_on_path()
    from kbase.preview import START_AGAIN

    command = [sys.executable, str(ROOT / "hooks/preview.py"), HOST, str(options.port)]
    if options.open:
        webbrowser.open(f"http://{HOST}:{options.port}/")
    # Whatever ends the server at whatever moment: what it has written goes with this folder.
    with tempfile.TemporaryDirectory(prefix="kb-serve-", ignore_cleanup_errors=True) as scratch:
        while (code := run_program(command, scratch)) == START_AGAIN:
            say("the code has changed: starting again")
    return code


COMMAND = Command(__doc__, run, arguments, prepare)
