"""Whether a picture is complete, is nothing but a picture, and says no more than it shows: read part by part.

What is put behind or between the parts of a picture (a page, an archive, a script, notes on where it was taken) is not
seen by who looks at it, and would be published. What is cut, or unfolds to more than a page needs, is no picture.

Sources: PNG (W3C, third edition, 5 and 11.2), JPEG (ITU-T T.81, B.1 and B.2), WebP (RFC 9649, 2), AVIF (ISO/IEC
14496-12, 4.2 and 23008-12, 6.5.3).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kbase.core.messages import Message, as_it_is, say

MOST_PIXELS: Final = 16_000_000
"""A page shows a picture 1,600 pixels wide; a decoder needs four bytes for each of them."""


class NoPicture(ValueError):
    """What keeps a file from being a picture that may be published, in words that follow its name."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def require_picture(ending: str, content: bytes) -> None:
    """NoPicture where `content` is not a complete picture of the kind that `ending` names, or is more than one."""
    try:
        width, height = _READERS[ending](content)
    except (IndexError, ValueError, zlib.error) as error:
        raise error if isinstance(error, NoPicture) else NoPicture(say("is cut or damaged")) from None
    if not 0 < width * height <= MOST_PIXELS:
        raise NoPicture(say("has {width} × {height} pixels", width=width, height=height))


def _hidden(part: str | Message) -> NoPicture:
    return NoPicture(say("holds '{part}' beside the picture", part=part))


# --- PNG --------------------------------------------------------------------------------------------------------------

_PNG_PARTS: Final = frozenset(
    ("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "sBIT", "sRGB", "cICP", "bKGD", "hIST", "pHYs")
)
"""Parts of a PNG that say how it looks. No texts and no EXIF, no animation, no profile of colours, which may unfold."""

_CHANNELS: Final[Mapping[int, int]] = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PASSES: Final = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))
"""The first column, the step to the next, the first row and its step of every pass of an interlaced picture."""


def _png(content: bytes) -> tuple[int, int]:
    parts = list(_parts_of_png(content))
    header = parts[0][1]
    if [name for name, _ in parts].count("IHDR") != 1 or parts[0][0] != "IHDR" or len(header) != 13:
        raise ValueError
    width, height = _number(header[:4]), _number(header[4:8])
    if 0 < width * height <= MOST_PIXELS:
        bits = header[8] * _CHANNELS.get(header[9], 0)
        rows = _rows(width, height, is_interlaced=header[12] == 1)
        _require_unfolded(b"".join(body for name, body in parts if name == "IDAT"), _bytes_of(rows, bits))
    return width, height


def _parts_of_png(content: bytes) -> Iterator[tuple[str, bytes]]:
    at, name = 8, ""
    while name != "IEND":
        size = _number(content[at : at + 4])
        body = content[at + 8 : at + 8 + size]
        check = content[at + 8 + size : at + 12 + size]
        if len(check) < 4 or zlib.crc32(content[at + 4 : at + 8 + size]) != _number(check):
            raise ValueError
        name = content[at + 4 : at + 8].decode("ascii")
        if name not in _PNG_PARTS:
            raise _hidden(name)
        yield name, body
        at += 12 + size
    _require_end(content, at)


def _rows(width: int, height: int, is_interlaced: bool) -> list[tuple[int, int]]:
    """How many pixels a row has and how many rows there are, in each pass."""
    passes = _PASSES if is_interlaced else ((0, 1, 0, 1),)
    sizes = ((-(-(width - x) // dx), -(-(height - y) // dy)) for x, dx, y, dy in passes)
    return [(across, down) for across, down in sizes if across > 0 and down > 0]


def _bytes_of(rows: list[tuple[int, int]], bits: int) -> int:
    return sum(down * (1 + (across * bits + 7) // 8) for across, down in rows)


def _require_unfolded(packed: bytes, size: int) -> None:
    """ValueError where packed data do not unfold to exactly this many bytes."""
    unpacker = zlib.decompressobj()
    found = len(unpacker.decompress(packed, size + 1))
    if found != size or not unpacker.eof or unpacker.unused_data:
        raise ValueError


# --- JPEG -------------------------------------------------------------------------------------------------------------

_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
"""Kinds of JPEG that browsers show: sequential and progressive, packed by Huffman."""

_JPEG_PARTS: Final = frozenset({*_FRAMES, 0xC4, 0xDB, 0xDD, 0xDA, 0xE0, 0xE2, 0xEE})
"""Segments that say how it looks: tables, frames, scans, JFIF, the profile of colours (ICC), Adobe's transform."""


def _jpeg(content: bytes) -> tuple[int, int]:
    at, size, is_scanned = 2, (0, 0), False
    while True:
        if content[at] != 0xFF:
            raise ValueError
        mark = content[at + 1]
        if mark == 0xD9:
            break
        if mark not in _JPEG_PARTS:
            raise _hidden(_NAMES_OF_SEGMENTS.get(mark) or say("segment {mark:X}", mark=mark))
        length = int.from_bytes(content[at + 2 : at + 4])
        body = content[at + 4 : at + 2 + length]
        if len(body) != length - 2:
            raise ValueError
        if mark in _FRAMES:
            size = int.from_bytes(body[3:5]), int.from_bytes(body[1:3])
        at += 2 + length
        if mark == 0xDA:
            is_scanned, at = True, _end_of_scan(content, at)
    if not is_scanned:
        raise ValueError
    _require_end(content, at + 2)
    return size


_NAMES_OF_SEGMENTS: Final = {0xE1: say("Exif or XMP"), 0xED: as_it_is("IPTC"), 0xFE: say("a comment")}


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next segment begins: a mark that is neither a byte of the picture (FF 00) nor a restart (D0 to D7)."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


# --- WebP and AVIF ----------------------------------------------------------------------------------------------------

_WEBP_PARTS: Final = frozenset({"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"})


def _webp(content: bytes) -> tuple[int, int]:
    if int.from_bytes(content[4:8], "little") != len(content) - 8:
        raise NoPicture(say("is cut, or more stands behind the picture"))
    at, size = 12, (0, 0)
    while at < len(content):
        name = content[at : at + 4].decode("ascii")
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        body = content[at + 8 : at + 8 + length]
        if len(body) != length:
            raise ValueError
        if name not in _WEBP_PARTS:
            raise _hidden(name.strip())
        size = max(size, _size_in_webp(name, body))
        at += 8 + length + length % 2
    return size


def _size_in_webp(name: str, body: bytes) -> tuple[int, int]:
    if name == "VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if name == "VP8L" and body[0] == 0x2F:
        packed = int.from_bytes(body[1:5], "little")
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if name == "VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    return 0, 0


_AVIF_PARTS: Final = frozenset({"ftyp", "meta", "mdat", "moov"})
_WITH_PARTS: Final = {"meta": 4, "iprp": 0, "ipco": 0}
"""Boxes with boxes in them that lead to the size of the picture → how many bytes stand before these."""


def _avif(content: bytes) -> tuple[int, int]:
    names = [name for name, _ in _boxes(content)]
    if strange := next((name for name in names if name not in _AVIF_PARTS), None):
        raise _hidden(strange)
    if not {"meta", "mdat"}.issubset(names):
        raise ValueError
    return max(_sizes_in(content))


def _boxes(content: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(content):
        length = _number(content[at : at + 4])
        if length < 8 or at + length > len(content):
            raise ValueError
        yield content[at + 4 : at + 8].decode("latin-1"), content[at + 8 : at + length]
        at += length


def _sizes_in(content: bytes) -> Iterator[tuple[int, int]]:
    """The sizes that the pictures of an AVIF file have (`ispe`)."""
    for name, body in _boxes(content):
        if name == "ispe":
            yield _number(body[4:8]), _number(body[8:12])
        elif name in _WITH_PARTS:
            yield from _sizes_in(body[_WITH_PARTS[name] :])


def _number(four: bytes) -> int:
    if len(four) != 4:
        raise ValueError
    return int.from_bytes(four)


def _require_end(content: bytes, at: int) -> None:
    if at != len(content):
        raise NoPicture(say("goes on behind the end of the picture"))


_READERS: Final[dict[str, Callable[[bytes], tuple[int, int]]]] = {
    ".png": _png,
    ".jpg": _jpeg,
    ".jpeg": _jpeg,
    ".webp": _webp,
    ".avif": _avif,
}
