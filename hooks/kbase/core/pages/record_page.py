"""What the page of a record shows beside its facts and its prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kbase.core.base import Edge, KnowledgeBase, internal_targets, sources_of
from kbase.core.pages.paths import STATEMENTS
from kbase.core.pages.sides import Voices, voices_on
from kbase.core.prose.page import Prose
from kbase.core.records.model import Entity, HistoryStep, Priority, Search, Statement
from kbase.core.records.vocabulary import EntityType

DENSITIES: Final = ((14, "card"), (30, "brief"))
"""Up to this many statements a record's page shows them in this form: full cards, or in brief with what challenges
them. With more of them each is one line with its labels, and the rest is on its own page.
"""


DRAWN: Final = range(3, 13)
"""With as many relations an actor, an agreement or an event is drawn among its neighbours: fewer need no picture,
and more need a list.
"""

_HAS_NEIGHBOURS: Final = frozenset({EntityType.ACTOR, EntityType.AGREEMENT, EntityType.EVENT})


@dataclass(frozen=True)
class RecordPage:
    """The parts of a record's page. `about` and `said` leave out what its prose embeds; `named` is what its prose
    links to, where it shows no other statements. `voices` are given for a priority on which more than one side speaks:
    its page shows them beside each other. `is_drawn`: whether the relations are a picture. `numbered` are the sources
    in the order of its list.
    """

    history: tuple[HistoryStep, ...]
    about: tuple[Statement, ...]
    voices: Voices | None
    said: tuple[Statement, ...]
    named: tuple[Statement, ...]
    density: str
    relations: tuple[Edge, ...]
    is_drawn: bool
    searches: tuple[Search, ...]
    referred: tuple[str, ...]
    numbered: tuple[str, ...]


def record_page(base: KnowledgeBase, entity: Entity) -> RecordPage:
    """What the page of `entity` shows; unknown ids in its prose are left out."""
    prose = base.prose_at(base.path_of(entity.id)).values()
    embedded = _embedded(prose)
    about = tuple(s for s in base.about.get(entity.id, ()) if s.id not in embedded)
    said = tuple(s for s in base.said_by.get(entity.id, ()) if entity.id not in s.about and s.id not in embedded)
    named = (base.statements[i] for i in _named(prose) if i in base.statements and i not in embedded)
    density = next((form for most, form in DENSITIES if len(about) + len(said) <= most), "line")
    cards = () if density == "line" else (*about, *said)
    shown = [*(base.statements[i] for i in embedded if i in base.statements), *cards]
    relations = base.relations.get(entity.id, ())
    return RecordPage(
        history=getattr(entity, "history", ()),
        about=about,
        voices=_voices(base, entity),
        said=said,
        named=() if about or said else tuple(named),
        density=density,
        relations=relations,
        is_drawn=entity.type in _HAS_NEIGHBOURS and len(relations) in DRAWN,
        searches=tuple(search for search in base.searches.values() if entity.id in search.about),
        referred=base.referred_by.get(entity.id, ()),
        numbered=_sources([*cited(prose), *_own_sources(entity)], shown),
    )


def _voices(base: KnowledgeBase, entity: Entity) -> Voices | None:
    found = voices_on(base, entity) if isinstance(entity, Priority) else None
    return found if found and len(found.heard) > 1 else None


def _embedded(prose: Iterable[Prose]) -> dict[str, None]:
    return dict.fromkeys(mention.target for page in prose for mention in page.statements)


def cited(prose: Iterable[Prose]) -> dict[str, None]:
    """The ids of the sources that the prose of one page cites in any language, in order."""
    return dict.fromkeys(mention.target for page in prose for mention in page.citations)


def _named(prose: Iterable[Prose]) -> dict[str, None]:
    """The ids of the statements that prose links to, in order."""
    found = (path for page in prose for path in internal_targets(page) if path.startswith(f"{STATEMENTS}/"))
    return dict.fromkeys(path.removeprefix(f"{STATEMENTS}/") for path in found)


def _own_sources(entity: Entity) -> Iterator[str]:
    """The sources that the record itself names, as far as its page shows what they are for."""
    yield from (step.source for step in getattr(entity, "history", ()))
    yield from (role.source for role in getattr(entity, "roles", ()) if role.source)
    yield from entity.sources


def _sources(cited: Iterable[str], statements: Iterable[Statement]) -> tuple[str, ...]:
    """The sources of a page in the order of its list: those cited in prose first, then those of its statements."""
    return tuple(dict.fromkeys([*cited, *(source for s in statements for source in sources_of(s))]))
