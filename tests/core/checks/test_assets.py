"""docs/assets holds pictures that are what they say, and the site's own files."""

from __future__ import annotations

from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from zlib import compress

import material
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbase.core.checks.assets import OF_THE_THEME, OWN, PICTURES
from kbase.core.checks.pictures import NoPicture, require_picture
from tests.conftest import ROOT, Check
from tests.helpers import PNG, png, png_part

THEME = Path(str(material.__file__)).parent / "templates/assets"


def jpeg(*more: bytes, scan: bytes = b"\xd2\xff\0\xcf\xff\xd0\x20", size: tuple[int, int] = (1, 1)) -> bytes:
    """A JPEG picture of one component with `more` segments, as its parts follow each other in T.81."""
    frame = b"\xff\xc0\0\x0b\x08" + size[1].to_bytes(2) + size[0].to_bytes(2) + b"\x01\x01\x11\0"
    tables = b"\xff\xdb\0\x43\0" + b"\x01" * 64 + b"\xff\xc4\0\x14\0\x01" + bytes(16)
    start = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    return (
        b"\xff\xd8" + start + b"".join(more) + tables + frame + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + scan + b"\xff\xd9"
    )


def segment(mark: int, body: bytes) -> bytes:
    return bytes((0xFF, mark)) + (len(body) + 2).to_bytes(2) + body


WEBP = b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
AVIF = b64decode(
    "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYA"
    "AAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IA"
    "AAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAA"
    "AAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A="
)

CONTENTS = {"png": PNG, "jpg": jpeg(), "jpeg": jpeg(segment(0xE2, b"ICC_PROFILE\0")), "webp": WEBP, "avif": AVIF}


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
    assert check({"docs/assets/photo.png": png(1000, 998, level=0)}) == []
    assert check({"docs/assets/photo.png": png(1000, 1233, level=0)}) == [
        "docs/assets/photo.png:1: error: 'photo.png' has 1234 kB, more than 1000 — "
        "scale it down to 1600 pixels at most, or compress it [asset-size]"
    ]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def big_png() -> bytes:
    return PNG[:8] + png_part(b"IHDR", (40000).to_bytes(4) * 2 + b"\x08\0\0\0\0") + PNG[33:]


def with_xmp(webp: bytes) -> bytes:
    more = b"XMP \x04\0\0\0<x/>"
    return webp[:4] + (len(webp) + len(more) - 8).to_bytes(4, "little") + webp[8:] + more


def interlaced(width: int, height: int) -> bytes:
    """A grey picture in seven passes, pixel by pixel as the standard shows them."""
    passes = [
        (x, dx, y, dy)
        for x, dx, y, dy in (
            (0, 8, 0, 8),
            (4, 8, 0, 8),
            (0, 4, 4, 8),
            (2, 4, 0, 4),
            (0, 2, 2, 4),
            (1, 2, 0, 2),
            (0, 1, 1, 2),
        )
    ]
    rows = [
        bytes(1 + len(range(x, width, dx)))
        for x, dx, y, dy in passes
        for _ in range(y, height, dy)
        if range(x, width, dx)
    ]
    header = width.to_bytes(4) + height.to_bytes(4) + b"\x08\0\0\0\x01"
    parts = ((b"IHDR", header), (b"IDAT", compress(b"".join(rows))), (b"IEND", b""))
    return PNG[:8] + b"".join(png_part(name, body) for name, body in parts)


UNFOLDED = png_part(b"IDAT", compress(bytes(10_000_000)))
"""Data of a PNG picture that unfold to a thousand times their size."""

NO_PICTURES = {
    "a cut PNG": ("png", cut(PNG), "is cut or damaged"),
    "a PNG without its end": ("png", PNG[:-12], "is cut or damaged"),
    "a PNG with a wrong check": ("png", PNG.replace(b"\x08\0\0\0\0", b"\x08\0\0\0\x01"), "is cut or damaged"),
    "a PNG that unfolds": ("png", PNG[:33] + UNFOLDED + png_part(b"IEND", b""), "is cut or damaged"),
    "a PNG of a thousand million pixels": ("png", big_png(), "has 40000 × 40000 pixels"),
    "a page behind a PNG": ("png", PNG + b"<script>alert(1)</script>", "goes on behind the end of the picture"),
    "a script in a PNG": ("png", png(1, 1, (b"tEXt", b"a\0<script>")), "holds 'tEXt' beside the picture"),
    "a place in a PNG": ("png", png(1, 1, (b"eXIf", b"MM")), "holds 'eXIf' beside the picture"),
    "a cut JPEG": ("jpg", cut(jpeg()), "is cut or damaged"),
    "a JPEG without a picture": ("jpg", jpeg()[:20] + b"\xff\xd9", "is cut or damaged"),
    "a JPEG of no size": ("jpg", jpeg(size=(0, 1)), "has 0 × 1 pixels"),
    "a big JPEG": ("jpg", jpeg(size=(60000, 60000)), "has 60000 × 60000 pixels"),
    "an archive behind a JPEG": ("jpg", jpeg() + b"PK\x03\x04", "goes on behind the end of the picture"),
    "a place in a JPEG": ("jpg", jpeg(segment(0xE1, b"Exif\0\0MM")), "holds 'Exif or XMP' beside the picture"),
    "a script in a JPEG": ("jpg", jpeg(segment(0xFE, b"*/=alert(1)/*")), "holds 'a comment' beside the picture"),
    "a cut WebP": ("webp", cut(WEBP), "is cut, or more stands behind the picture"),
    "a page behind a WebP": ("webp", WEBP + b"<html>", "is cut, or more stands behind the picture"),
    "a note in a WebP": ("webp", with_xmp(WEBP), "holds 'XMP' beside the picture"),
    "a cut AVIF": ("avif", cut(AVIF), "is cut or damaged"),
    "a page behind an AVIF": ("avif", AVIF + b"\0\0\0\x0cfree<b>\n", "holds 'free' beside the picture"),
    "an AVIF without a picture": ("avif", AVIF[:-37], "is cut or damaged"),
    "a big AVIF": ("avif", AVIF.replace(b"ispe\0\0\0\0\0\0", b"ispe\0\0\0\0\x7f\xff"), "has 2147418114 × 2 pixels"),
}


@pytest.mark.parametrize(("ending", "content", "what"), NO_PICTURES.values(), ids=NO_PICTURES.keys())
def test_a_picture_is_whole_and_nothing_else(check: Check, ending: str, content: bytes, what: str) -> None:
    """What follows it, hides in it, is missing or unfolds to too much is named; its first bytes are right in each."""
    assert check({f"docs/assets/photo.{ending}": content}) == [
        f"docs/assets/photo.{ending}:1: error: 'photo.{ending}' {what} — open it in a program for pictures and save it "
        "anew, at most 1600 pixels wide, without metadata [asset-content]"
    ]


def test_an_interlaced_picture_is_one(check: Check) -> None:
    """Its rows stand in seven passes, of which small pictures have fewer."""
    for width, height in ((1, 1), (3, 5), (9, 17)):
        assert check({"docs/assets/photo.png": interlaced(width, height)}) == []


@settings(max_examples=3 * settings.default.max_examples)
@given(st.sampled_from(sorted(CONTENTS)), st.data())
def test_no_damage_raises(ending: str, data: st.DataObject) -> None:
    """Whatever bytes are changed, a file is a picture or none."""
    content = bytearray(CONTENTS[ending])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    with suppress(NoPicture):
        require_picture(f".{ending}", bytes(content[: data.draw(st.integers(0, len(content)))]))


def test_the_own_files_are_those_that_are_there() -> None:
    """Whoever adds a script adds it to the list, and whoever removes one takes it off."""
    here = {path.name for path in (ROOT / "docs/assets").iterdir() if path.suffix not in PICTURES}
    assert {name for name in here if not name.startswith(".")} == OWN
