"""The tools of the site as results: registers, files, ways to read and to write, by readers' words for them.

Their words are in `tools.yml`, one list for all sites of this kind: a page that a base has not is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.pages.lists import by_year
from kbase.core.pages.paths import THIS_COPY, YEARS
from kbase.core.records.model import other
from kbase.core.yaml_tables import read_table

TOOLS: Final = Path(__file__).with_name("tools.yml")
ABOUT: Final = ("about/", "index")
"""What the paths of pages about the base begin with; the rest are lists and tools."""


@dataclass(frozen=True)
class Tool:
    """A page that is a tool of the site; its `names` are those in the language of the search, then the other's.
    `answers` are places of the page, each with the names that ask for it.
    """

    path: str
    title: str
    summary: str
    names: tuple[str, ...]
    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_about_the_base(self) -> bool:
        return self.path.startswith(ABOUT)


def tools_of(base: KnowledgeBase, language: str) -> Iterator[Tool]:
    """Every page of prose that is no record's, and the first page of each year's statements."""
    listed = _listed()
    for path in dict.fromkeys(path for (_, path), page in base.prose.items() if page.entity is None):
        page = base.prose_shown(path, language)
        if page is None or path == THIS_COPY:
            continue
        title, summary = (str(page.meta.get(name, "")) for name in ("title", "description"))
        words = listed["pages"].get(path, {})
        titles = [
            str(p.meta.get("title", "")) for of in (language, other(language)) if (p := base.prose.get((of, path)))
        ]
        names = (*titles, *_split(words.get(language, "")), *_split(words.get(other(language), "")))
        yield Tool(path, title, summary, tuple(dict.fromkeys(filter(None, names))), answers_of(path, language))
    for year in by_year(base):
        here, there = (_split(listed["years"][of].format(year=year)) for of in (language, other(language)))
        yield Tool(f"{YEARS}/{year}", here[0], "", (*here, *there))


def answers_of(path: str, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The places of a page that answer something, each with the names that ask for it, of this language first."""
    places = _listed()["answers"].get(path, {})
    return tuple(
        (place, (*_split(words[language]), *_split(words[other(language)]))) for place, words in places.items()
    )


def neutral_words(language: str) -> tuple[str, ...]:
    """Words that any tool may be asked for with ("site", "page")."""
    return tuple(str(_listed()["neutral"][language]).split())


def same_in_every_language() -> frozenset[str]:
    """Words that readers of either language type in Latin letters."""
    return frozenset(str(_listed()["everywhere"]).split())


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


@cache
def _listed() -> dict[str, Any]:
    listed: dict[str, Any] = read_table(TOOLS)
    return listed
