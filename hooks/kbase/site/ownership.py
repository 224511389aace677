"""Who owns the publishers of sources, as one bar: each kind of owner has a pattern, so the bar needs no colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kbase.core.records.vocabulary import Ownership

BANDS: Final[dict[Ownership, tuple[tuple[int, int], ...]]] = {
    Ownership.STATE: ((0, 10),),
    Ownership.STATE_FUNDED_ABROAD: ((0, 6),),
    Ownership.PUBLIC_SERVICE: ((4, 6),),
    Ownership.PRIVATE: ((0, 2), (8, 2)),
    Ownership.ACADEMIC: ((3, 4),),
    Ownership.INTERNATIONAL: ((0, 2), (4, 2), (8, 2)),
    Ownership.NON_PROFIT: ((0, 4), (6, 4)),
    Ownership.UNKNOWN: ((1, 1), (3, 1), (5, 1), (7, 1), (9, 1)),
}
"""Kind of owner → what is filled of a bar of ten units: top and height of each band."""

_WIDTH: Final = 100
_GAP: Final = 0.5


@dataclass(frozen=True)
class Share:
    """A kind of owner with how many have it, and its part of the bar: where it begins, and how wide it is."""

    ownership: Ownership
    n: int
    x: float
    width: float

    @property
    def bands(self) -> tuple[tuple[int, int], ...]:
        return BANDS[self.ownership]


def shares(owners: Iterable[Ownership]) -> list[Share]:
    """The kinds of owner, the most frequent first, the unknown last."""
    counts = Counter(owners)
    order = sorted(counts, key=lambda kind: (kind is Ownership.UNKNOWN, -counts[kind], list(Ownership).index(kind)))
    found: list[Share] = []
    for kind in order:
        x = sum(share.width + _GAP for share in found)
        width = _WIDTH * counts[kind] / counts.total() - _GAP
        found.append(Share(kind, counts[kind], round(x, 2), round(max(width, _GAP), 2)))
    return found
