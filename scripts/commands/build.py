"""Build the whole site into site/; stops if anything is wrong.

Errors and warnings alike end it with exit code 1, and what `check` refuses is refused here too.
The last line says how long it took and how much memory.

examples:
  python3 scripts/kb.py build
  python3 scripts/kb.py build --site-dir /tmp/preview
  python3 scripts/kb.py build --for-folder --site-dir /tmp/folder      then open index.html, even without a network
  SITE_URL=https://example.org/kb/ python3 scripts/kb.py build
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from launcher.command import Command
from launcher.console import FAILED, Refusal, say
from launcher.machine import require_history
from launcher.measure import spent
from launcher.places import ROOT
from launcher.processes import run as run_program

SIGN_OF_A_SITE = "sitemap.xml"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--for-folder", action="store_true", help="pages to open by double click, without a server")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", metavar="FOLDER", help="where to (site/)")


def prepare(options: Namespace) -> None:
    require_history()
    require_replaceable(options.site_dir)


def require_replaceable(folder: Path) -> None:
    """MkDocs empties the folder before it writes: only an empty one or an earlier site may be given."""
    if folder.exists() and not folder.is_dir():
        raise Refusal(f"{folder} is a file", "give a folder to --site-dir")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / SIGN_OF_A_SITE).is_file():
        raise Refusal(f"{folder} holds other things, and a build would delete them", "give --site-dir an empty folder")


def run(options: Namespace) -> int:
    started = time.monotonic()
    folder = options.site_dir.absolute()
    say(f"building the site into {folder}")
    addresses = ["--no-directory-urls"] if options.for_folder else []
    code = run_program([sys.executable, "-m", "mkdocs", "build", "--strict", *addresses, "--site-dir", str(folder)])
    if code:
        say(f"the site was not built: mend what is named above ({spent(started, children=True)})")
        return FAILED
    say(f"the site is built ({spent(started, children=True)})")
    return 0


COMMAND = Command(__doc__, run, arguments, prepare)
