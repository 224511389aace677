"""The mark of the knowledge base as a PNG of any size: two circles that overlap, drawn here so that no file is kept."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

Colour = tuple[int, int, int]

PAPER, LEFT, RIGHT, BOTH = (251, 250, 247), (26, 79, 122), (201, 154, 58), (29, 33, 38)
RADIUS, OFFSET = 0.29, 0.14
"""Of the width of the picture: the circles' radius, and how far their centres lie from the middle."""

STEPS = 4
"""Points looked at in each direction of a pixel, so that edges are smooth."""


def png(size: int) -> bytes:
    """The mark, `size` by `size` pixels, without transparency."""
    lines = b"".join(b"\x00" + _line(y, size) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _line(y: int, size: int) -> bytes:
    return bytes(channel for x in range(size) for channel in _pixel(x, y, size))


def _pixel(x: int, y: int, size: int) -> Colour:
    """The mean colour of the points in a pixel."""
    points = [_colour(u, v) for u in _points(x, size) for v in _points(y, size)]
    red, green, blue = (round(sum(channel) / len(points)) for channel in zip(*points, strict=True))
    return red, green, blue


def _points(at: int, size: int) -> Iterator[float]:
    return ((at + (step + 0.5) / STEPS) / size for step in range(STEPS))


def _colour(u: float, v: float) -> Colour:
    left = (u - 0.5 + OFFSET) ** 2 + (v - 0.5) ** 2 < RADIUS**2
    right = (u - 0.5 - OFFSET) ** 2 + (v - 0.5) ** 2 < RADIUS**2
    return {(True, True): BOTH, (True, False): LEFT, (False, True): RIGHT, (False, False): PAPER}[left, right]
