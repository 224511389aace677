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
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from launcher.command import Command
from launcher.console import FAILED, Refusal, say
from launcher.core import put_core_on_path
from launcher.intact import require_intact
from launcher.machine import require_history
from launcher.measure import spent
from launcher.places import ROOT, folder_named
from launcher.processes import run as run_program

HOOKS = "hooks/adapter.py"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--for-folder", action="store_true", help="pages to open by double click, without a server")
    parser.add_argument(
        "--site-dir", type=folder_named, default=ROOT / "site", metavar="FOLDER", help="where to (site/)"
    )
    parser.add_argument(
        "--packages", type=folder_named, metavar="FOLDER", help="put these packages of kb.py offline beside it"
    )


def prepare(options: Namespace) -> None:
    require_history()
    require_hooks()
    require_replaceable(options.site_dir)
    if options.packages and options.for_folder:
        raise Refusal("packages stand beside the published site only", "leave out --packages or --for-folder")
    if options.packages and not (options.packages / "SHA256SUMS").is_file():
        raise no_packages(options.packages)


def no_packages(folder: Path) -> Refusal:
    """What is said of a folder without them."""
    return Refusal(f"{folder} holds no packages", "make them first: python3 scripts/kb.py offline")


def require_hooks() -> None:
    """MkDocs would build without our hooks too: a site of prose alone, in the place of the one that stands."""
    file = ROOT / "mkdocs.yml"
    if not file.is_file():
        raise Refusal("there is no mkdocs.yml", "put it back: git checkout -- mkdocs.yml")
    text = file.read_text(encoding="utf-8", errors="replace")
    if HOOKS not in text:
        raise Refusal(f"mkdocs.yml does not name {HOOKS}, which makes the pages", f"add these lines: hooks: [{HOOKS}]")


def require_settings() -> None:
    """Names what MkDocs would end with over mkdocs.yml, each in one line; Refusal where there is anything."""
    put_core_on_path()
    from kbase.core.messages import language_of
    from kbase.core.problems import as_text
    from settings import faults

    found = faults(ROOT)
    for problem in found:
        say(as_text(problem, language_of(os.environ)))
    if found:
        raise Refusal("nothing was built", "fix the settings first", FAILED)


def require_replaceable(folder: Path) -> None:
    """The build puts a new site in the place of the folder: only an empty one or an earlier site may be given."""
    put_core_on_path()
    from kbase.files import beside

    try:
        beside.require_apart(folder.resolve(), ROOT)
        beside.require_replaceable(folder.resolve())
    except beside.NotOurs as refused:
        raise Refusal(str(refused)) from None
    except RuntimeError:
        raise Refusal(
            f"{folder} is a link that leads back to itself", "give a folder of its own, such as site"
        ) from None


def run(options: Namespace) -> int:
    started = time.monotonic()
    require_replaceable(options.site_dir)
    require_intact()
    require_settings()
    folder = options.site_dir.absolute()
    say(f"building the site into {folder}")
    if options.packages:
        require_same_commit(options.packages)
        os.environ["KB_PACKAGES"] = str(options.packages.absolute())
    addresses = ["--no-directory-urls"] if options.for_folder else []
    code = run_program([sys.executable, "-m", "mkdocs", "build", "--strict", *addresses, "--site-dir", str(folder)])
    if code:
        say(f"the site was not built, what stood stays: fix the errors above ({spent(started, children=True)})")
        return FAILED
    say(f"the site is built ({spent(started, children=True)})")
    return 0


def require_same_commit(packages: Path) -> None:
    """Packages of another commit would say something else than the site beside which they stand."""
    put_core_on_path()
    from kbase.exports.flat.database import commit_of
    from kbase.history import head_commit

    if not (packages / "kb.sqlite").is_file():
        raise no_packages(packages)
    if commit_of(packages / "kb.sqlite") != head_commit(ROOT)[0]:
        fix = "make them anew: python3 scripts/kb.py offline"
        raise Refusal(f"the packages in {packages} are of another commit", fix)


COMMAND = Command(__doc__, run, arguments, prepare)
