"""Front matter of pages: the fields that are there for prose, each in its shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from kbase.core.checks.context import Context
from kbase.core.problems import Problem, near
from kbase.core.prose.page import Prose
from kbase.core.records.vocabulary import EntityType
from kbase.core.records.yaml_source import Path

REGISTERS: Final = frozenset(
    {
        *("actors", "agreements", "analysis", "challenged", "commitments", "corrections", "data", "events", "glossary"),
        *(
            "home",
            "news",
            "offline",
            "priorities",
            "repository",
            "search",
            "searches",
            "sources",
            "stages",
            "statements",
        ),
        *("statements", "timeline"),
    }
)
"""The lists made from all records that a page may show below its prose."""

Fault = tuple[Path, str, str]
"""The path of a value in the front matter, what is wrong with it, and what to do about it."""


def _one_line(name: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, str):
        what = "holds nothing" if value is None else "is not a text"
        yield (name,), f"'{name}' {what}", f"write `{name}: Words` on one line"
    elif "\n" in value.strip():
        yield (name,), f"'{name}' runs over several lines", f"write `{name}: Words` on one line"


def _register(name: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, str) or value not in REGISTERS:
        fix = near(str(value), REGISTERS) or f"the registers are {', '.join(sorted(REGISTERS))}"
        what = f"there is no register '{value}'" if isinstance(value, str) else f"'{name}' does not name one register"
        yield (name,), what, fix


def _ids(name: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield (name,), f"'{name}' is not a list", "write each id on a line of its own: `  - id`"
        return
    for index, member in enumerate(value):
        if not isinstance(member, str):
            yield (name, index), "this is not an id", "write the id of one record here"


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
            fix = near(page.entity, context.base.entities) or f"add docs/data/{page.path}.yml"
            yield Problem(page.place(1), "page-without-record", f"there is no record '{page.entity}'", fix)
        is_mistyped = near("title", page.meta.keys() - FIELDS.keys())
        if page.entity is None and not page.meta.get("title") and not is_mistyped:
            yield Problem(page.place(1), "title-missing", "the page has no title", "add `title:` to its front matter")


def faults(page: Prose) -> Iterator[Fault]:
    """What is wrong with the fields of a page."""
    for name, value in page.meta.items():
        if name not in FIELDS:
            fix = near(name, FIELDS) or f"known fields: {', '.join(sorted(FIELDS))}"
            yield (name,), f"no page has the field '{name}'", fix
        elif value is not None or name != "title" or page.entity:
            yield from FIELDS[name](name, value)


def questions(context: Context) -> Iterator[Problem]:
    """The questions that a page leads with are records of the analysis (code `front-matter`)."""
    known = {i for i, entity in context.base.entities.items() if entity.type is EntityType.ANALYSIS}
    for page in context.base.prose.values():
        asked = page.meta.get("questions")
        for index, question in enumerate(asked if isinstance(asked, list) else ()):
            if isinstance(question, str) and question not in known:
                fix = near(question, sorted(known)) or "name files of docs/data/analysis, without their ending"
                place = page.place_of(("questions", index))
                yield Problem(place, "front-matter", f"no analysis has the id '{question}'", fix)
