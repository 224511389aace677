"""The timeline by who acts: the lane of a step of an agreement, or of an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.pages.lists import Moment
from kbase.core.records.vocabulary import Country


class Lane(Enum):
    """A row of the picture, in the order of the rows; the value names its words in the interface."""

    BELARUS = "by"
    RUSSIA = "ru"
    BOTH = "both"
    BODIES = "bodies"
    OTHERS = "others"


Countries = frozenset[Country]

_THE_TWO: Final = frozenset({Country.BY, Country.RU})
_BETWEEN: Final = frozenset({Country.UNION_STATE, Country.INTERNATIONAL})

_RULES: Final[tuple[tuple[Lane, Callable[[Countries], object]], ...]] = (
    (Lane.BOTH, lambda found: Country.UNION_STATE in found),
    (Lane.OTHERS, lambda found: found - _THE_TWO - _BETWEEN),
    # An event of one country with guests from abroad is that country's.
    (Lane.BODIES, lambda found: Country.INTERNATIONAL in found and len(found & _THE_TWO) != 1),
    (Lane.BOTH, lambda found: found >= _THE_TWO),
    (Lane.BELARUS, lambda found: Country.BY in found),
    (Lane.RUSSIA, lambda found: Country.RU in found),
)
"""Lane → whether these countries act in it; the first that fits is taken."""


def lane(base: KnowledgeBase, moment: Moment) -> Lane:
    """Who acts: the party that took a step, else who issued the act or organised the event, else whose record it is.
    A third country's act stands among the others, whomever it is about.
    """
    record = moment.entity
    found = next(filter(None, (_countries(base, ids) for ids in _acting(moment))), None)
    countries = found or frozenset(record.countries)
    return next((lane for lane, fits in _RULES if fits(countries)), Lane.OTHERS)


def _acting(moment: Moment) -> Iterable[Iterable[str | None]]:
    """Who may have acted, those who are named for this very moment first."""
    record = moment.entity
    yield (moment.step.party if moment.step else None,)
    yield (getattr(record, "issuer", None),)
    yield getattr(record, "organisers", ())


def _countries(base: KnowledgeBase, ids: Iterable[str | None]) -> Countries:
    """The countries of records; unknown ids have none."""
    known = (base.entities.get(id) for id in ids if id)
    return frozenset(country for record in known if record for country in record.countries)
