"""What lies in docs/assets is published as it is, from our own address: pictures, and the files of the site by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.checks.pictures import NoPicture, require_picture
from kbase.core.messages import say
from kbase.core.problems import Place, Problem
from kbase.core.records.text_files import LEFT_BEHIND

PICTURES: Final[dict[str, re.Pattern[bytes]]] = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"),
    ".jpg": re.compile(rb"\xff\xd8\xff[\xc0-\xfe]"),
    ".jpeg": re.compile(rb"\xff\xd8\xff[\xc0-\xfe]"),
    ".webp": re.compile(rb"RIFF....WEBPVP8[ LX]", re.S),
    ".avif": re.compile(rb"\x00\x00\x00.ftyp(?:avif|avis)", re.S),
}
"""Ending of a picture → how its content begins. Not SVG, which can hold a script, nor GIF, which can be one.

Sources: PNG (W3C, 5.2), JPEG (ITU-T T.81, B.1.1.3), WebP (RFC 9649, 2.4), AVIF (ISO/IEC 14496-12, `ftyp`).
"""

OWN: Final = frozenset(
    {"cite.js", "connections.js", "feed.css", "form.css", "form.js", "icon.svg", "knowledge.css", "knowledge.js"}
    | {"new.js", "offline.js", "pages.css", "pictures.css", "search.css", "search.js", "tables.css", "tables.js"}
    | {"timeline.js"}
)
"""The site's own mark, styles and scripts. Whoever adds one names it here, in sight of those who read the change."""

ICONS: Final = ("icon-192.png", "icon-512.png")
"""The mark as the app shows it on a home screen: checked like any picture, and never missing."""

OF_THE_THEME: Final = frozenset({"images", "javascripts", "stylesheets"})
"""Folders that the theme publishes in assets/: a file of ours there may take the place of what every page loads."""

MOST_BYTES: Final = 1_000_000
"""A picture of a page's width takes a third of that."""


def on_the_list(context: Context) -> Iterator[Problem]:
    """docs/assets holds pictures and the site's own files only (code `asset-unknown`); a picture is what its ending
    says, whole, with nothing beside it and no larger than a megabyte (codes `asset-content`, `asset-size`), and none
    lies in a folder of the theme (code `asset-folder`).
    """
    assets = context.root / "docs/assets"
    for path in sorted(assets.rglob("*")):
        inside = path.relative_to(assets)
        place = Place(path.relative_to(context.root).as_posix())
        if inside.as_posix() in OF_THE_THEME:
            fix = say("choose another name for the folder")
            yield Problem(place, "asset-folder", say("assets/{name} belongs to the theme", name=path.name), fix)
        elif path.is_file() and not path.is_symlink() and not _is_hidden(inside) and inside.as_posix() not in OWN:
            yield from _no_picture(path, place)


def may_be_published(root: Path, path: Path) -> bool:
    """Whether a file of the repository in `root` is one of the site's own, or a picture, and lies there itself: a link
    to it, or to a folder on the way, could show any file of the machine.
    """
    assets = root / "docs/assets"
    if not path.is_relative_to(assets) or path.resolve() != assets.resolve() / path.relative_to(assets):
        return False
    if not path.is_file():  # A pipe would be opened until somebody writes into it.
        return False
    inside = path.relative_to(assets)
    if inside.as_posix() in OWN:
        return True
    is_ours = not _is_hidden(inside) and inside.parts[0] not in OF_THE_THEME
    return is_ours and not any(_no_picture(path, Place(inside.as_posix())))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts) or LEFT_BEHIND.fullmatch(path.name) is not None


def _no_picture(path: Path, place: Place) -> Iterator[Problem]:
    """What keeps a file from being a picture that may be published."""
    beginning = PICTURES.get(path.suffix)
    if beginning is None:
        fix = say(
            "pictures end in {pictures}; pages lie in docs/en and docs/ru, and data in docs/data",
            pictures=", ".join(PICTURES),
        )
        yield Problem(
            place, "asset-unknown", say("'{name}' is no picture and no file of the site", name=path.name), fix
        )
        return
    size = path.stat().st_size
    with path.open("rb") as file:
        content = file.read(MOST_BYTES)
    if not beginning.match(content):
        message = say("the content of '{name}' is not {format}", name=path.name, format=path.suffix[1:].upper())
        yield Problem(place, "asset-content", message, say("save it in that format"))
    elif size > MOST_BYTES:
        message = say(
            "'{name}' has {size} kB, more than {most}", name=path.name, size=size // 1000, most=MOST_BYTES // 1000
        )
        yield Problem(place, "asset-size", message, say("scale it down to 1600 pixels at most, or compress it"))
    else:
        yield from _more_than_a_picture(path, place, content)


def _more_than_a_picture(path: Path, place: Place, content: bytes) -> Iterator[Problem]:
    try:
        require_picture(path.suffix, content)
    except NoPicture as error:
        fix = say("open it in a program for pictures and save it anew, at most 1600 pixels wide, without metadata")
        message = say("'{picture}' {what}", picture=path.name, what=error.message)
        yield Problem(place, "asset-content", message, fix)
