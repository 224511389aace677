"""The copy of the site that is read from a folder: both languages, file names in every link, nothing from outside."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from kbase.core.records.model import RU
from kbase.exports.snapshot import Snapshot
from kbase.offline import manifest
from kbase.site.addresses import PREFIX

LEFT_OUT = (
    *("sitemap.xml", "sitemap.xml.gz", "404.html", "sw.js", "app.webmanifest", f"{PREFIX[RU]}app.webmanifest"),
    *("assets/offline.js", "assets/new.js", "assets/icon-*.png"),
    *("assets/**/*.map", "assets/stylesheets/palette.*", "assets/javascripts/lunr", "assets/javascripts/workers"),
)
"""What serves the web only: addresses for search engines, the installable app, the theme's own search, source maps."""

SCRIPT = Path(__file__).with_name("this-copy.js")
"""The script of the page "About this copy"."""

LICENCE = Path(__file__).parents[3] / "LICENSE-CONTENT"


def finish(folder: Path, snapshot: Snapshot) -> None:
    """Makes a copy of a site that was built with file names in its links: leaves out, adds, lists all files."""
    for step in STEPS:
        step(folder)
    manifest.write(folder, manifest.make(folder, snapshot.commit, snapshot.moment))


def _leave_out(folder: Path) -> None:
    for pattern in LEFT_OUT:
        for path in sorted(folder.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _add_files(folder: Path) -> None:
    shutil.copyfile(SCRIPT, folder / "assets" / SCRIPT.name)
    shutil.copyfile(LICENCE, folder / "LICENSE-CONTENT.txt")


STEPS: tuple[Callable[[Path], None], ...] = (_leave_out, _add_files)
"""What becomes of the built site before its files are listed; the search is in it already."""
