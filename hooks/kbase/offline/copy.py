"""The copy of the site that is read from a folder: both languages, file names in every link, nothing from outside."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kbase.core.records.model import RU
from kbase.offline import manifest
from kbase.site.addresses import PREFIX
from launcher.console import FAILED, Refusal
from launcher.places import ROOT
from launcher.processes import run as run_program

LEFT_OUT = (
    *("sitemap.xml", "sitemap.xml.gz", "404.html", "sw.js", "app.webmanifest", f"{PREFIX[RU]}app.webmanifest"),
    *("assets/offline.js", "assets/icon-*.png"),
    *("assets/**/*.map", "assets/stylesheets/palette.*", "assets/javascripts/lunr", "assets/javascripts/workers"),
)
"""What serves the web only: addresses for search engines, the installable app, the theme's own search, source maps."""

SCRIPT = Path(__file__).with_name("this-copy.js")
"""The script of the page "About this copy"."""


def build(folder: Path, commit: str, moment: datetime) -> None:
    """Builds the copy into `folder`, which must not hold anything, and lists its files in its manifest."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--no-directory-urls", "--site-dir", str(folder)]
    if run_program(command):
        raise Refusal("the site was not built", "mend what is named above", FAILED)
    finish(folder, commit, moment)


def finish(folder: Path, commit: str, moment: datetime) -> None:
    """Makes a copy of a site that was built with file names in its links: leaves out, adds, lists all files."""
    for step in STEPS:
        step(folder)
    manifest.write(folder, manifest.make(folder, commit, moment))


def _leave_out(folder: Path) -> None:
    for pattern in LEFT_OUT:
        for path in sorted(folder.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _add_files(folder: Path) -> None:
    shutil.copyfile(SCRIPT, folder / "assets" / SCRIPT.name)
    shutil.copyfile(ROOT / "LICENSE-CONTENT", folder / "LICENSE-CONTENT.txt")


STEPS: tuple[Callable[[Path], None], ...] = (_leave_out, _add_files)
"""What becomes of the built site before its files are listed; the search is in it already."""
