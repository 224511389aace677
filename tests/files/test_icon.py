"""The icons of the app are the mark as it is drawn here: drawing them in every build would take too long."""

from __future__ import annotations

import zlib

import pytest

from kbase.files.icon import BOTH, LEFT, PAPER, RIGHT, png
from tests.repositories import ROOT


@pytest.mark.parametrize("size", [192, pytest.param(512, marks=pytest.mark.slow)])
def test_the_kept_icon_is_the_drawn_one(size: int) -> None:
    kept, drawn = (ROOT / f"docs/assets/icon-{size}.png").read_bytes(), png(size)
    assert kept[:33] == drawn[:33] and pixels(kept) == pixels(drawn)


def test_the_mark_is_two_circles_that_overlap() -> None:
    """Line by line, each pixel after one byte for the filter of the line."""
    size, lines = 48, pixels(png(48))
    middle = lines[(size // 2) * (1 + 3 * size) + 1 :]
    found = [tuple(middle[3 * x : 3 * x + 3]) for x in (1, 15, 24, 33, 46)]
    assert found == [PAPER, LEFT, BOTH, RIGHT, PAPER]


def pixels(picture: bytes) -> bytes:
    """The colours of a picture, whatever library has packed them."""
    start = picture.index(b"IDAT") + 4
    return zlib.decompress(picture[start : picture.index(b"IEND") - 8])
