"""Two records that are one: the same address or name twice, a copy of a copy of itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.checks.of_records.records import TRACKING
from kbase.core.messages import Message, say
from kbase.core.problems import Problem
from kbase.core.records.model import LANGUAGES, Entity, Outlet, Source
from kbase.core.records.vocabulary import NameUse
from kbase.core.records.yaml_source import Path
from kbase.core.translation.marks import digest


def no_circles(context: Context) -> Iterator[Problem]:
    """No source is a copy of its own copy, and no statement is replaced by what it replaces (code `circle`)."""
    copies = {source.id: (source.copy_of,) for source in context.base.sources.values() if source.copy_of}
    replaced = {statement.id: statement.replaced_by for statement in context.base.statements.values()}
    for field, links in (("copy_of", copies), ("replaced_by", replaced)):
        for circle in _circles(links):
            message = say("{field} goes in a circle: {circle}", field=field, circle=" → ".join(circle))
            place = context.place(circle[0], (field,))
            yield Problem(place, "circle", message, say("remove `{field}` from the one that came first", field=field))


def _circles(links: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Every circle that links lead in, once, from where it is met first; one that names itself is none."""
    done: set[str] = set()
    for start in links:
        path: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            here, depth = waiting.pop()
            del path[depth:]
            if here in path:
                yield [*path[path.index(here) :], here]
            elif here not in done:
                done.add(here)
                path.append(here)
                waiting += [(other, len(path)) for other in links.get(here, ()) if other != here]


def one_source_an_address(context: Context) -> Iterator[Problem]:
    """Sources with one address are one, unless they are copies of one of them (code `address-twice`): else a single
    article would count as several independent ones. An address gets one message, which names the others.
    """
    by_address: defaultdict[str, dict[str, Source]] = defaultdict(dict)
    for source in context.published_first(context.base.sources.values()):
        for address in {plain_address(url) for url in (source.url, source.archive_url) if url}:
            by_address[address][source.id] = source
    for sources in by_address.values():
        first, *others = dict.fromkeys(_original(id, sources) for id in sources)
        if others:
            place = context.place(first, ("URL",))
            if others[1:]:
                message = say(
                    "{names} have the address of '{first}' ({place})", names=_named(others), first=first, place=place
                )
                fix = say("keep one of them, or write `copy_of: {id}`", id=first)
            else:
                message = say("'{id}' has the address of '{first}' ({place})", id=others[0], first=first, place=place)
                fix = say("keep one of the two, or write `copy_of: {id}`", id=first)
            yield Problem(context.place(others[0], ("URL",)), "address-twice", message, fix)


_MOST_NAMED: Final = 5


def _named(ids: Sequence[str]) -> Message:
    """Two ids or more for a message; of many the first ones, and how many more there are."""
    *names, last = [f"'{id}'" for id in ids]
    if names[_MOST_NAMED:]:
        names, more = names[:_MOST_NAMED], len(ids) - _MOST_NAMED
        return say("{some} and {number} more", some=", ".join(names), number=more)
    return say("{names} and {last}", names=", ".join(names), last=last)


def _original(id: str, sources: Mapping[str, Source]) -> str:
    """The first of the sources that the one with that id is a copy of; of a circle, the same for all in it."""
    passed = [id]
    while (copied := sources[passed[-1]].copy_of) and copied in sources:
        if copied in passed:
            return min(passed)
        passed.append(copied)
    return passed[-1]


_ARCHIVE: Final = re.compile(r"^https?://web\.archive\.org/web/\d+\w*/(?=https?://)")
_PORT: Final = re.compile(r":(?:80|443)$")
_ENDING: Final = re.compile(r"(?:^|/)(?:amp/?|index\.(?:html?|php))$")


def plain_address(url: str) -> str:
    """What two addresses of one page have in common: no scheme, www, port, last slash, tracking or place within the
    page, no sign of a page for phones, and not the archive that keeps it.
    """
    page, _, anchor = _ARCHIVE.sub("", _decoded(url)).partition("#")
    page, _, parameters = re.sub(r"^https?://(?:(?:www|m|mobile|amp)\.)*", "", page, flags=re.I).partition("?")
    host, slash, path = page.partition("/")
    host, path = _PORT.sub("", host), _ENDING.sub("", path)
    kept = "&".join(sorted(part for part in parameters.split("&") if part and not TRACKING.match(part)))
    route = f"#{anchor}" if anchor.startswith(("/", "!")) else ""
    return f"{host.casefold()}{slash}{path}".rstrip("/") + (f"?{kept}" if kept else "") + route


def _decoded(url: str) -> str:
    """An address with its letters for `%D0%B0`."""
    whole = re.sub(rb"%([0-9a-fA-F]{2})", lambda found: bytes.fromhex(found[1].decode()), url.encode())
    return whole.decode(errors="replace")


def one_link_a_source(context: Context) -> Iterator[Problem]:
    """A statement names each of its sources, and of what supports or challenges it, once (code `source-twice`): two
    links could say two things of one article.
    """
    for statement in context.base.statements.values():
        for field, ends in (
            ("sources", [link.id for link in statement.sources]),
            ("supported_by", [link.source or link.statement for link in statement.supported_by]),
            ("challenged_by", [link.source or link.statement or link.search for link in statement.challenged_by]),
        ):
            for index, end in enumerate(ends):
                if end in ends[:index]:
                    message = say("'{id}' names '{end}' twice in {field}", id=statement.id, end=end, field=field)
                    place = context.place(statement.id, (field, index))
                    yield Problem(place, "source-twice", message, say("make one link of the two"))


def one_statement_a_text(context: Context) -> Iterator[Problem]:
    """No two statements have the same text (code `text-twice`): reports that overlap are sources of one statement."""
    first: dict[tuple[str, str], str] = {}
    for statement in context.published_first(context.base.statements.values()):
        for language in LANGUAGES:
            text = getattr(statement.text, language)
            if not text or statement.retracted:
                continue
            other = first.setdefault((language, digest(text)), statement.id)
            if other != statement.id:
                message = say(
                    "'{id}' says the same as '{other}' ({place})",
                    id=statement.id,
                    other=other,
                    place=context.place(other, ("text",)),
                )
                fix = say(
                    "add its sources to '{other}' and remove it, or say in the text in what the two differ", other=other
                )
                yield Problem(context.place(statement.id, ("text", language)), "text-twice", message, fix)
                break


_PROPER: Final = frozenset({NameUse.OFFICIAL, NameUse.COMMON})
"""Names that one record has for itself; abbreviations and former names are shared."""


def one_record_a_name(context: Context) -> Iterator[Problem]:
    """No two records of one type have the same title or name (code `name-twice`)."""
    owners: dict[tuple[str, str], str] = {}
    records: list[Entity | Outlet] = [*context.base.entities.values(), *context.base.outlets.values()]
    for record in context.published_first(records):
        kind = record.type.value if isinstance(record, Entity) else "actor"
        for path, name in _names(record):
            first = owners.setdefault((kind, " ".join(name.casefold().replace("ё", "е").split())), record.id)
            if first != record.id:
                message = say(
                    "'{id}' and '{first}' ({place}) are both called '{name}'",
                    id=record.id,
                    first=first,
                    place=context.place(first),
                    name=name,
                )
                fix = say("if they are one, keep one record; else tell them apart in both names")
                yield Problem(context.place(record.id, path), "name-twice", message, fix)
                break


def _names(record: Entity | Outlet) -> Iterator[tuple[Path, str]]:
    yield from ((("title", language), name) for language in ("en", "ru") if (name := getattr(record.title, language)))
    for index, other in enumerate(record.names):
        if other.of in _PROPER:
            yield ("names", index, "text"), other.text
