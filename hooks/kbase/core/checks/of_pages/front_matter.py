"""Front matter of pages: the fields that are there for prose, each in its shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from kbase.core.checks.context import Context
from kbase.core.messages import Message, say
from kbase.core.pages.anchors import REGISTERS
from kbase.core.pages.paths import ABOUT, HOME, NEWS, NOT_FOUND, REFERENCE, SOURCES, YEARS
from kbase.core.problems import Problem, near
from kbase.core.prose.page import Prose
from kbase.core.records.vocabulary import EntityType
from kbase.core.records.yaml_source import Path

_REFERENCE: Final = REFERENCE.removesuffix(HOME)

PAGES_OF_REGISTERS: Final[dict[str, str]] = {
    **{section: f"{section}/{HOME}" for section in ("actors", "agreements", "analysis", "events", "priorities")},
    **{name: f"{_REFERENCE}{name}" for name in ("challenged", "commitments", "connections", "corrections")},
    **{name: f"{_REFERENCE}{name}" for name in ("coverage", "data")},
    **{name: f"{_REFERENCE}{name}" for name in ("glossary", "offline", "search", "stages", "timeline")},
    **{name: f"{ABOUT}/{name}" for name in ("checks", "form", "guide", "labels")},
    "home": HOME,
    "news": NEWS,
    "repository": f"{ABOUT}/",
    "searches": NOT_FOUND,
    "sources": f"{SOURCES}/{HOME}",
    "statements": f"{YEARS}/{HOME}",
}
"""A list made from all records → the page that shows it below its prose, to which all links lead; or the folder any of
whose pages may.
"""

Fault = tuple[Path, Message, Message]
"""The path of a value in the front matter, what is wrong with it, and what to do about it."""


def _one_line(name: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, str):
        what = say("holds nothing") if value is None else say("is not a text")
        yield (name,), say("'{name}' {what}", name=name, what=what), say("write `{name}: Words` on one line", name=name)
    elif "\n" in value.strip():
        yield (
            (name,),
            say("'{name}' runs over several lines", name=name),
            say("write `{name}: Words` on one line", name=name),
        )


def _register(name: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, str) or value not in REGISTERS:
        fix = near(str(value), REGISTERS) or say(
            "the registers are {registers}", registers=", ".join(sorted(REGISTERS))
        )
        what = (
            say("there is no register '{value}'", value=value)
            if isinstance(value, str)
            else say("'{name}' does not name one register", name=name)
        )
        yield (name,), what, fix


def _misplaced(page: Prose) -> Iterator[Fault]:
    """A register on another page than its own, where its rows would have addresses that nothing leads to."""
    register = page.meta.get("register")
    place = PAGES_OF_REGISTERS.get(register) if isinstance(register, str) else None
    if place and page.path != place and not (place.endswith("/") and page.path.startswith(place)):
        what = say("the register '{register}' does not stand on this page", register=register)
        fix = (
            say("it belongs to the pages in {place}", place=place)
            if place.endswith("/")
            else say("it belongs to the page {place}.md", place=place)
        )
        yield ("register",), what, fix


def _ids(name: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield (name,), say("'{name}' is not a list", name=name), say("write each id on a line of its own: `  - id`")
        return
    for index, member in enumerate(value):
        if not isinstance(member, str):
            yield (name, index), say("this is not an id"), say("write the id of one record here")


FIELDS: Final[dict[str, Callable[[str, Any], Iterator[Fault]]]] = {
    "title": _one_line,
    "description": _one_line,
    "register": _register,
    "questions": _ids,
}
"""Field → what is wrong with a value of it. A field of another name would be an order to MkDocs or to the theme."""


def front_matter(context: Context) -> Iterator[Problem]:
    """Front matter has known fields in their shapes only; a page of a record takes its title from there, any other page
    has a title (codes `front-matter`, `page-without-record`, `title-missing`).
    """
    for page in context.base.prose.values():
        for path, message, fix in faults(page):
            yield Problem(page.place_of(path), "front-matter", message, fix)
        if page.entity and page.entity not in context.base.entities:
            fix = near(page.entity, context.base.entities) or say("add docs/data/{path}.yml", path=page.path)
            yield Problem(
                page.place(1), "page-without-record", say("there is no record '{entity}'", entity=page.entity), fix
            )
        is_mistyped = near("title", page.meta.keys() - FIELDS.keys())
        if page.entity is None and not page.meta.get("title") and not is_mistyped:
            yield Problem(
                page.place(1), "title-missing", say("the page has no title"), say("add `title:` to its front matter")
            )


def faults(page: Prose) -> Iterator[Fault]:
    """What is wrong with the fields of a page."""
    for name, value in page.meta.items():
        if name not in FIELDS:
            fix = near(name, FIELDS) or say("known fields: {fields}", fields=", ".join(sorted(FIELDS)))
            yield (name,), say("no page has the field '{name}'", name=name), fix
        elif value is not None or name != "title" or page.entity:
            yield from FIELDS[name](name, value)
    yield from _misplaced(page)


def questions(context: Context) -> Iterator[Problem]:
    """The questions that a page leads with are records of the analysis (code `front-matter`)."""
    known = {i for i, entity in context.base.entities.items() if entity.type is EntityType.ANALYSIS}
    for page in context.base.prose.values():
        asked = page.meta.get("questions")
        for index, question in enumerate(asked if isinstance(asked, list) else ()):
            if isinstance(question, str) and question not in known:
                fix = near(question, sorted(known)) or say("name files of docs/data/analysis, without their ending")
                place = page.place_of(("questions", index))
                yield Problem(place, "front-matter", say("no analysis has the id '{question}'", question=question), fix)
