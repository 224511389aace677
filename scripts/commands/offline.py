"""Make the packages that are read without a network, or verify one of them.

A zip with both languages, to unpack and open by double click; a ZIM file for Kiwix in each language; kb.sqlite, the
records with a full-text index for each language; and SHA256SUMS. Two runs at one commit give the same bytes, but for
the random number in every ZIM file. SITE_URL is the address that citations in the packages name.

examples:
  SITE_URL=https://example.org/kb/ python3 scripts/kb.py offline
  python3 scripts/kb.py offline --out /tmp/packages --pdf
  python3 scripts/kb.py offline --verify packages                      all packages of a folder
  python3 scripts/kb.py offline --verify packages/belarus-russia-ai.zip
  python3 scripts/kb.py offline --verify /media/stick/belarus-russia-ai
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from commands.build import require_settings
from launcher.command import Command
from launcher.console import FAILED, Refusal, say
from launcher.core import put_core_on_path
from launcher.ending import undisturbed
from launcher.groups import Group
from launcher.intact import require_intact
from launcher.machine import require_chromium, require_history
from launcher.measure import spent
from launcher.places import ROOT, folder_named
from launcher.processes import run as run_program


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=folder_named, default=ROOT / "packages", metavar="FOLDER", help="where to (packages/)"
    )
    parser.add_argument("--pdf", action="store_true", help="also a PDF to print of every section, in each language")
    parser.add_argument(
        "--verify", type=package_named, metavar="FILE", help="only say whether this package or folder is intact"
    )


def package_named(text: str) -> Path:
    """The package or folder of `--verify`; an empty word would be the folder of the caller."""
    if not text:
        raise ArgumentTypeError("an empty name names no package")
    return folder_named(text)


def prepare(options: Namespace) -> None:
    if options.verify is None:
        require_apart(options.out)
        require_history()
        if options.pdf:
            os.environ["KB_CHROMIUM"] = require_chromium()
        if not os.environ.get("SITE_URL"):
            say("warning: SITE_URL is not set, so the packages cite this machine's address instead of the site's")


def require_apart(folder: Path) -> None:
    """Packages lie in no folder that the site is made from: the next build and the next check would read them."""
    put_core_on_path()
    from kbase.files import beside

    try:
        beside.require_outside(folder.resolve(), ROOT, "packages")
    except beside.NotOurs as refused:
        raise Refusal(str(refused)) from None
    except RuntimeError:
        raise Refusal(
            f"{folder} is a link that leads back to itself", "give a folder of its own, such as packages"
        ) from None


def groups(options: Namespace) -> tuple[Group, ...]:
    """Only ZIM files need more than the site does to be verified."""
    verified: Path | None = options.verify
    if verified and verified.suffix != ".zim" and not any(verified.glob("*.zim")):
        return ("site",)
    return ("site", "packages")


def run(options: Namespace) -> int:
    return _verify(options.verify) if options.verify else _make(options.out.absolute(), options.pdf)


def _verify(package: Path) -> int:
    put_core_on_path()
    from kbase.offline.verifying import verify

    verdict = verify(package)
    for fault in verdict.faults:
        print(fault)
    found = f"{len(verdict.faults)} found wrong with it" if verdict.faults else "intact"
    say(f"{package}: {found}{f' ({verdict.about})' if verdict.about else ''}")
    return FAILED if verdict.faults else 0


def site_url() -> str:
    """Where the site stands, as mkdocs.yml takes it."""
    return os.environ.get("SITE_URL") or "http://127.0.0.1:8000/"


def build_copy(folder: Path) -> None:
    """Builds the copy of the site that is read from a folder."""
    require_intact()
    require_settings()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--no-directory-urls", "--site-dir", str(folder)]
    if run_program(command):
        raise Refusal("the site was not built, and no package was made", "fix the errors above", FAILED)


@contextmanager
def made_or_removed(folder: Path) -> Iterator[None]:
    """The folder is there in the block, and after it unless nothing has come into it."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):
            folder.rmdir()


def _make(folder: Path, pdf: bool) -> int:
    require_apart(folder)
    from kbase.core.base import read_base
    from kbase.history import head_commit, moment_of
    from kbase.measures.browsing import chromium
    from kbase.offline import packages, sums
    from kbase.offline.edition import Edition

    started = time.monotonic()
    with (
        made_or_removed(folder),
        tempfile.TemporaryDirectory(prefix="kb-offline-") as scratch,
        chromium() if pdf else nullcontext() as browser,
    ):
        built = Path(scratch) / "copy"
        build_copy(built)
        edition = Edition(built, read_base(ROOT)[0], site_url(), moment_of(head_commit(ROOT)), browser)
        wanted = (*packages.PACKAGES, *(packages.DOSSIERS if pdf else ()))
        made = packages.make_all(edition, folder, wanted, undisturbed)
    for file in made:
        print(f"{file.stat().st_size:>12}  {file}")
    say(f"{len(made)} packages and {sums.NAME} are in {folder} ({spent(started, children=True)})")
    return 0


COMMAND = Command(__doc__, run, arguments, prepare, groups)
