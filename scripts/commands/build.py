"""Build the whole site into site/; stops if anything is wrong.

Errors and warnings alike end it with exit code 1, and what `check` refuses is refused here too.
The last line says how long it took and how much memory.

examples:
  python3 scripts/kb.py build
  python3 scripts/kb.py build --site-dir /tmp/preview
  python3 scripts/kb.py build --for-folder --site-dir /tmp/folder      then open index.html, even without a network
  SITE_URL=https://example.org/kb/ python3 scripts/kb.py build
  python3 scripts/kb.py offline && python3 scripts/kb.py build --packages packages
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from launcher.command import Command
from launcher.console import FAILED, Refusal, say
from launcher.core import put_core_on_path
from launcher.machine import require_history
from launcher.measure import spent
from launcher.places import ROOT
from launcher.processes import run as run_program

SIGNS_OF_A_SITE = ("sitemap.xml", "assets/manifest.js")
"""Of a published one, and of one to read from a folder."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--for-folder", action="store_true", help="pages to open by double click, without a server")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", metavar="FOLDER", help="where to (site/)")
    parser.add_argument("--packages", type=Path, metavar="FOLDER", help="put these packages of kb.py offline beside it")


def prepare(options: Namespace) -> None:
    require_history()
    require_replaceable(options.site_dir)
    if options.packages and options.for_folder:
        raise Refusal("packages stand beside the published site only", "leave out --packages or --for-folder")
    if options.packages and not (options.packages / "SHA256SUMS").is_file():
        raise Refusal(f"{options.packages} holds no packages", "make them first: python3 scripts/kb.py offline")


def require_replaceable(folder: Path) -> None:
    """MkDocs empties the folder before it writes: only an empty one or an earlier site may be given."""
    if folder.exists() and not folder.is_dir():
        raise Refusal(f"{folder} is a file", "give a folder to --site-dir")
    if folder.is_dir() and any(folder.iterdir()) and not any((folder / sign).is_file() for sign in SIGNS_OF_A_SITE):
        raise Refusal(f"{folder} holds other things, and a build would delete them", "give --site-dir an empty folder")


def run(options: Namespace) -> int:
    started = time.monotonic()
    folder = options.site_dir.absolute()
    say(f"building the site into {folder}")
    if options.packages:
        require_same_commit(options.packages)
        os.environ["KB_PACKAGES"] = str(options.packages.absolute())
    addresses = ["--no-directory-urls"] if options.for_folder else []
    code = run_program([sys.executable, "-m", "mkdocs", "build", "--strict", *addresses, "--site-dir", str(folder)])
    if code:
        say(f"the site was not built: mend what is named above ({spent(started, children=True)})")
        return FAILED
    if options.for_folder:
        finish_copy(folder)
    else:
        finish(folder, options.packages)
    say(f"the site is built ({spent(started, children=True)})")
    return 0


def require_same_commit(packages: Path) -> None:
    """Packages of another commit would say something else than the site beside which they stand."""
    put_core_on_path()
    from kbase.exports.database import commit_of
    from kbase.history import head_commit

    if commit_of(packages / "kb.sqlite") != head_commit(ROOT)[0]:
        cure = "make them anew: python3 scripts/kb.py offline"
        raise Refusal(f"the packages in {packages} are of another commit", cure)


def finish(folder: Path, packages: Path | None) -> None:
    """What can only be done when all files of the site are there: the packages beside it, the list of its files."""
    put_core_on_path()
    from kbase.history import head_day
    from kbase.offline.file_list import write_list
    from kbase.site.downloads import FOLDER

    if packages:
        shutil.copytree(packages, folder / FOLDER)
    write_list(folder, head_day(ROOT))


def finish_copy(folder: Path) -> None:
    """The pages to open by double click, as the zip of `kb.py offline` holds them."""
    put_core_on_path()
    from kbase.history import head_commit, moment_of
    from kbase.offline import copy

    copy.finish(folder, head_commit(ROOT)[0], moment_of(head_commit(ROOT)))


COMMAND = Command(__doc__, run, arguments, prepare)
