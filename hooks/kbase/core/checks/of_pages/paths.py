"""Where pages and records stand: none takes the place of another, or of what the site puts there itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kbase.core.checks.context import Context
from kbase.core.checks.files import is_device
from kbase.core.messages import EMPTY, Message, say
from kbase.core.pages.anchors import LIST_OF_SOURCES
from kbase.core.pages.paths import (
    CHALLENGED,
    DATA,
    FORM_FILES,
    HOME,
    NOT_FOUND,
    PACKAGES,
    SEARCH,
    SOURCES,
    TABLES,
    THIS_COPY,
    YEARS,
)
from kbase.core.pages.table import GENERATED
from kbase.core.problems import Problem
from kbase.core.records.model import LANGUAGES, OWN, Actor, Entity, Outlet, Search, Source, Statement, Term

TAKEN_AT_THE_TOP: Final = frozenset({*LANGUAGES, "assets", DATA, FORM_FILES, PACKAGES, SEARCH, TABLES, "404"})
"""What stands beside the pages of a language in the site: the other language, files to load and to take away."""

WITH_A_REGISTER: Final = frozenset({f"{SOURCES}/{HOME}", f"{YEARS}/{HOME}"})
"""Pages of prose in folders whose other pages are generated."""

_FURTHER = re.compile(rf"(?:{re.escape(CHALLENGED)}|{re.escape(NOT_FOUND)})-\d+")

RESERVED_IDS: Final[tuple[tuple[type[Any], str, Message], ...]] = (
    *((model, HOME, say("is the name of a folder's own page")) for model in (Entity, Outlet, Statement, Term)),
    *((model, OWN, say("means the source itself where an origin is named")) for model in (Actor, Outlet)),
    *((model, LIST_OF_SOURCES, say("is the id of a part of its page")) for model in (Source, Term, Search)),
)
"""Model → an id that no record of it may have, and why."""


def own_paths(context: Context) -> Iterator[Problem]:
    """A page of prose stands where nothing else does: no page that the site makes, no folder of its own, no page with
    the same address (code `page-taken`). Else one of the two would be lost without a word.
    """
    for page in context.base.prose.values():
        if found := _taken(context, page.path):
            yield Problem(page.place(1), "page-taken", *found)


def _taken(context: Context, path: str) -> tuple[Message, Message] | None:
    """What stands where a page of prose would stand, and what to do about it."""
    top = path.partition("/")[0]
    address = path.removesuffix(f"/{HOME}")
    folder = next((folder for folder in GENERATED if path.startswith(f"{folder}/")), None)
    if "." in path:
        return say("the name of a page has no dot: it would be taken for a file"), say(
            "use letters, digits and hyphens"
        )
    if top in TAKEN_AT_THE_TOP:
        return say("the site keeps '{top}' for something else", top=top), say("put the page into another folder")
    if path == THIS_COPY or _FURTHER.fullmatch(path):
        return say("the site makes this page itself: this text would be lost"), say("give the page another name")
    if folder and path not in WITH_A_REGISTER:
        return say("the site makes the pages of {folder} from records: this text would be lost", folder=folder), _moved(
            context, path
        )
    if address != path and address in context.table.pages:
        return say("the page has the address of '{address}'", address=address), say("give one of the two another name")
    return None


def _moved(context: Context, path: str) -> Message:
    """Where the words of a page belong whose place a record takes."""
    origin = context.base.origins.get(context.table.pages[path].of) if path in context.table.pages else None
    change = say("change the record in {place}, or ", place=origin.place(("id",))) if origin else EMPTY
    return say("{change}put the page into another folder", change=change)


def own_ids(context: Context) -> Iterator[Problem]:
    """No record has an id that its page, the site, or a system on which the site is read needs itself
    (code `id-reserved`).
    """
    for record in context.records():
        for name, path in ((record.id, ("id",)), *((former, ("former_ids",)) for former in record.former_ids)):
            if is_device(name):
                message = say(
                    "'{name}' is a name that Windows keeps for a device: no file there can have it", name=name
                )
                yield Problem(context.place(record.id, path), "id-reserved", message, say("choose another id"))
        for model, id, why in RESERVED_IDS:
            if isinstance(record, model) and record.id == id:
                place = context.place(record.id, ("id",))
                yield Problem(place, "id-reserved", say("'{id}' {why}", id=id, why=why), say("choose another id"))
