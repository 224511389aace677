"""docs/assets holds pictures that are what they say, and the site's own files."""

from __future__ import annotations

from pathlib import Path

import material
import pytest

from kbase.core.checks.assets import OF_THE_THEME, OWN, PICTURES
from tests.conftest import ROOT, Check
from tests.helpers import PNG

THEME = Path(str(material.__file__)).parent / "templates/assets"

CONTENTS = {
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "jpeg": b"\xff\xd8\xff\xe1\x00\x10Exif",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "avif": b"\x00\x00\x00\x20ftypavif",
}


@pytest.mark.parametrize("ending", CONTENTS)
def test_a_picture_is_what_its_ending_says(check: Check, ending: str) -> None:
    """The content of each kind passes under its own ending and under no other."""
    refused = (
        f"docs/assets/photo.{ending}:1: error: the content of 'photo.{ending}' is not {ending.upper()} — "
        "save it in that format [asset-content]"
    )
    for other, content in CONTENTS.items():
        is_right = ending == other or {ending, other} == {"jpg", "jpeg"}
        assert check({f"docs/assets/photo.{ending}": content}) == ([] if is_right else [refused])


def test_every_kind_of_picture_is_tried() -> None:
    """A new kind is tested with the others."""
    assert {f".{ending}" for ending in CONTENTS} == set(PICTURES)


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"GIF89a/*", b"PNG", b"\xef\xbb\xbf" + PNG])
def test_what_only_looks_like_a_picture_is_refused(check: Check, content: bytes) -> None:
    """Nothing, a script, and bytes before the picture."""
    (line,) = check({"docs/assets/photo.png": content})
    assert line.endswith("[asset-content]")


@pytest.mark.parametrize(
    "name",
    [
        *("a.svg", "a.svgz", "a.xht", "a.shtml", "a.js", "a.mjs", "a.wasm", "a.css", "a.xsl", "a.rdf", "a.mhtml"),
        *("a.pdf", "a.php", "a.exe", "a", "a.md", "a.html", "a.htm", "a.xhtml", "a.xml", "a.markdown", "a.gif"),
        *("a.png.svg", "a.png.js", "a.zip", "a.webmanifest", "a.map", "a.json", "a.txt", "a.woff2", "a.ico"),
        *("photos/knowledge.js", "sw.js", "bundle.a5f9d56c.min.js", "cname", "robots.txt"),
    ],
)
def test_what_is_no_picture_is_refused(check: Check, name: str) -> None:
    """Scripts, styles, pages, documents, programs: none is published from our address by lying here."""
    (line,) = check({f"docs/assets/{name}": PNG})
    assert line == (
        f"docs/assets/{name}:1: error: '{name.rpartition('/')[2]}' is no picture and no file of the site — "
        "pictures end in .png, .jpg, .jpeg, .webp, .avif; pages lie in docs/en and docs/ru, and data in docs/data "
        "[asset-unknown]"
    )


def test_nothing_takes_the_place_of_a_file_of_the_theme(check: Check) -> None:
    """Not even a picture lies in a folder that the theme publishes."""
    assert check({f"docs/assets/{folder}/favicon.png": PNG for folder in OF_THE_THEME}) == [
        f"docs/assets/{folder}:1: error: assets/{folder} belongs to the theme — "
        "choose another name for the folder [asset-folder]"
        for folder in sorted(OF_THE_THEME)
    ]


def test_the_folders_of_the_theme_are_those_that_it_has() -> None:
    """A new version of the theme may bring another, or files beside them."""
    assert {path.name for path in THEME.iterdir()} == OF_THE_THEME


def test_a_picture_has_a_megabyte_at_most(check: Check) -> None:
    """Readers far from good lines wait for it."""
    assert check({"docs/assets/photo.png": PNG + bytes(1_000_000 - len(PNG))}) == []
    assert check({"docs/assets/photo.png": PNG + bytes(1_234_000)}) == [
        "docs/assets/photo.png:1: error: 'photo.png' has 1234 kB, more than 1000 — "
        "scale it down to 1600 pixels at most, or compress it [asset-size]"
    ]


def test_the_own_files_are_those_that_are_there() -> None:
    """Whoever adds a script adds it to the list, and whoever removes one takes it off."""
    here = {path.name for path in (ROOT / "docs/assets").iterdir() if path.suffix not in PICTURES}
    assert {name for name in here if not name.startswith(".")} == OWN
