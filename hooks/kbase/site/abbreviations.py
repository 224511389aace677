"""Abbreviations of bodies, opened where a page's own text has them first.

The words come from the records: what an actor's `names` call an abbreviation in the language of the page. A text that
opens one itself, “Belarusian Institute for Strategic Research (BISR)”, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from markupsafe import escape

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import Actor
from kbase.core.records.vocabulary import ActorKind, NameUse

_CAPITALS: Final = re.compile(r"[A-ZА-ЯЁ]{3,}")
"""What needs to be opened: «ЕС» and "UN" need it no more than «США», and «Росстандарт» says itself what it is."""

_TAG: Final = re.compile(r"(<[^>]*>)")
_CLOSED: Final = frozenset({"a", "abbr", "code", "pre", "kbd", "h1", "h2", "h3", "h4", "h5", "h6", "th", "summary"})
"""Elements in which nothing is opened: links, headings, and what is to be read letter by letter."""


def abbreviations(base: KnowledgeBase, language: str) -> dict[str, Actor]:
    """Each abbreviation that names one body alone, with that body; states are left out, for they are known by them."""
    found: dict[str, list[Actor]] = {}
    for actor in base.entities.values():
        if isinstance(actor, Actor) and actor.kind is not ActorKind.STATE:
            for name in actor.names:
                if name.of is NameUse.ABBREVIATION and name.lang == language and _CAPITALS.fullmatch(name.text):
                    found.setdefault(name.text, []).append(actor)
    return {short: actors[0] for short, actors in found.items() if len(actors) == 1}


def in_full(actor: Actor, short: str, language: str) -> str:
    """The name of a body without the abbreviation that its title may end with."""
    return actor.title.read(language).removesuffix(f" ({short})")


def opened(html: str, meant: Mapping[str, str]) -> str:
    """`html` with the first of each abbreviation marked up with what it stands for; `meant` has these in full. One that
    stands in brackets first has been opened by the text itself.
    """
    if not meant:
        return html
    pattern = re.compile(rf"(\()?(?<!\w)({'|'.join(map(re.escape, meant))})(?!\w)")
    open_still, inside, parts = dict(meant), 0, _TAG.split(html)

    def mark(match: re.Match[str]) -> str:
        full = open_still.pop(match[2], None)
        return match[0] if full is None or match[1] else f'<abbr title="{escape(full)}">{match[2]}</abbr>'

    for index, part in enumerate(parts):
        if part.startswith("<"):
            inside += _step(part)
        elif not inside:
            parts[index] = pattern.sub(mark, part)
    return "".join(parts)


def _step(tag: str) -> int:
    """Whether a tag goes into an element in which nothing is opened, or out of it."""
    name = tag.strip("</>").split(maxsplit=1)[0].lower() if tag.strip("</> ") else ""
    return (-1 if tag.startswith("</") else 1) if name in _CLOSED else 0
