"""The list of the site's files for a browser that keeps them all: `offline-files.json`.

It is written when nothing in the site changes any more: the files of search are in it as soon as they are in the site.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from kbase.core.pages.paths import DATA, PACKAGES
from kbase.files.own_files import versioned
from kbase.offline.manifest import files_in

NAME = "offline-files.json"
LEFT_OUT = (
    *(NAME, "sw.js", "sitemap.xml", "sitemap.xml.gz", "404.html", "*.map", "palette.*.min.css", "feed.xml"),
    *("sources.txt", "sources.bib", "sources.ris", "sources.csl.json"),
    *("assets/javascripts/lunr/*", "assets/javascripts/lunr/*/*", "assets/javascripts/workers/*"),
)
"""What a reader without a network has no use for; the packages and the data, which are taken one by one."""

_PATTERNS = re.compile(f"(?:.*/)?(?:{'|'.join(map(re.escape, LEFT_OUT))})".replace("\\*", "[^/]*"))
"""One expression for all of them: a star stands for what is no slash."""


def write_list(site: Path, day: str) -> None:
    """Writes the list of the files in `site`; its version changes whenever a file does."""
    files = dict(_entry(site, path) for path in files_in(site) if not _left_out(path))
    text = json.dumps(files, separators=(",", ":"))
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    listed = json.dumps({"version": version, "date": day, "files": files}, separators=(",", ":"))
    (site / NAME).write_text(listed + "\n", encoding="utf-8", newline="\n")


def _entry(site: Path, path: str) -> tuple[str, dict[str, Any]]:
    """The address at which pages ask for a file, with its checksum and size."""
    content = (site / path).read_bytes()
    return versioned(path, content), {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def _left_out(path: str) -> bool:
    return path.startswith((f"{PACKAGES}/", f"{DATA}/")) or bool(_PATTERNS.fullmatch(path))
