"""The front matter of a page, between two lines `---` at its beginning, as our checks and MkDocs both read it.

MkDocs reads it with a loader that gives plain scalars a type and obeys tags (`mkdocs.utils.meta`). Where that loader
fails or finds no fields, MkDocs takes the whole block for prose, with what we took for a remark in it. So nothing may
stand here that the two read in different ways: a text is a text, and there are fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from kbase.core.messages import Message, say
from kbase.core.problems import Place, Problem
from kbase.core.records.yaml_source import Path, parse

_BLOCK: Final = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.S)
_EMPTY: Final = re.compile(r"---[ \t]*\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_SETTING: Final = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):")
"""What MkDocs takes for front matter: a block between `---`, or first lines like `word: …`."""

_TYPES: Final[Mapping[str, list[tuple[str, re.Pattern[str]]]]] = yaml.SafeLoader.yaml_implicit_resolvers
"""First sign of a plain scalar → the tags that YAML may give it, each with the pattern of a complete scalar."""

_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class FrontMatter:
    """The fields of a page with the lines of their nodes, the body below them and the line that it begins in."""

    data: dict[str, Any]
    body: str
    first_line: int
    lines: Mapping[Path, int] = field(default_factory=dict)


def read_front_matter(text: str, file: str) -> tuple[FrontMatter, list[Problem]]:
    """The front matter of a page that holds `text`, and what is wrong with it."""
    if empty := _EMPTY.match(text):
        return FrontMatter({}, text[empty.end() :], 3), list(_none(text, file))
    match = _BLOCK.match(text)
    if match is None:
        body = "" if text.startswith("---") else text  # Where it ends is not known: none of its fields is a heading.
        return FrontMatter({}, body, 1), list(_none(text, file))
    parsed, problems = parse("\n" + match[1], file)
    data = parsed.data if parsed else None
    if parsed and not isinstance(data, dict):
        message, fix = say("the front matter has no fields"), say("write it as `field: value` lines")
        problems.append(Problem(Place(file, 2), "front-matter", message, fix))
    if not problems:
        problems += _typed("\n" + match[1], file)
    first_line = text.count("\n", 0, match.end()) + 1
    fields = data if isinstance(data, dict) else {}
    return FrontMatter(fields, text[match.end() :], first_line, parsed.lines if parsed else {}), problems


def _none(text: str, file: str) -> Iterator[Problem]:
    if _EMPTY.match(text):
        fix = say("write `title: …` between the two lines, or delete both")
        yield Problem(Place(file, 1), "front-matter", say("the front matter is empty"), fix)
    elif text.startswith("---"):
        fix = say("end it with a line `---` and begin the text below that")
        yield Problem(Place(file, 1), "front-matter", say("the front matter never ends"), fix)
    elif setting := _SETTING.match(text):
        message = say("MkDocs takes the first line for a setting '{setting}' and drops it", setting=setting[1])
        yield Problem(Place(file, 1), "front-matter", message, say("begin the page with front matter between `---`"))


def _typed(text: str, file: str) -> Iterator[Problem]:
    """What another reader of YAML might not take for plain texts: scalars that look typed. Tags and anchors `parse`
    has refused.
    """
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        place = Place(file, event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent) and not event.style and (kind := _type(event.value)):
            fix = say("put it between single quotes: '{value}'", value=event.value)
            yield Problem(
                place,
                "front-matter",
                say("'{value}' would be read as a {kind}, not as a text", value=event.value, kind=kind),
                fix,
            )


_NAMES: Final = {"bool": say("yes or no"), "float": say("number"), "int": say("number"), "timestamp": say("date")}


def _type(value: str) -> Message | None:
    """What YAML takes a plain scalar for, if not for a text; one that is left out is nothing."""
    for tag, pattern in _TYPES.get(value[:1], []):
        kind = tag.rpartition(":")[2]
        if kind != "null" and pattern.match(value):
            return _NAMES.get(kind, say("sign of YAML"))
    return None
