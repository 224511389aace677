"""Atom feeds (RFC 4287): of all statements, and of those about one record, the last changed first.

An entry is a statement; its time is the day on which it was recorded, revised or withdrawn. So a reader learns of a
correction in the same way as of something new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as Xml

from kbase.core.evidence.labels import lines
from kbase.core.pages import paths
from kbase.core.records.model import Identified, Language, Statement
from kbase.exports import rows
from kbase.exports.snapshot import Snapshot
from kbase.site.addresses import PREFIX
from kbase.wording.catalogue import Catalogue

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
FILE: Final = "feed.xml"
MOST: Final = 50
"""Entries of a feed."""

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def all_feeds(snapshot: Snapshot, language: Language) -> Iterator[tuple[str, bytes]]:
    """Path below the root of the site and content of every feed in a language: one of all, one per record with any."""
    yield f"{PREFIX[language]}{FILE}", write(snapshot, language, paths.HOME, list(snapshot.base.statements.values()))
    for entity in rows.in_order(snapshot.base.entities):
        about = of_entity(snapshot, entity.id)
        if about:
            path = snapshot.base.path_of(entity.id)
            feed = write(snapshot, language, path, about)
            # A feed reader goes on asking at the address that it knows.
            for id in (entity.id, *entity.former_ids):
                yield f"{PREFIX[language]}{path.removesuffix(entity.id)}{id}/{FILE}", feed


def _first_path(path: str, record: Identified) -> str:
    """The path at which a record stood first: the id of a feed or an entry never changes (RFC 4287, section 4.2.6)."""
    return path.removesuffix(record.id) + rows.first_id(record)


def of_entity(snapshot: Snapshot, entity: str) -> list[Statement]:
    """The statements about a record and by it, each once."""
    base = snapshot.base
    return list(dict.fromkeys((*base.about.get(entity, ()), *base.said_by.get(entity, ()))))


def write(snapshot: Snapshot, language: Language, path: str, statements: list[Statement]) -> bytes:
    """The feed of the page at `path`."""
    words, page = Catalogue(language), snapshot.urls(path)[language]
    newest = sorted(statements, key=lambda s: (changed(s), s.id), reverse=True)[:MOST]
    entity = snapshot.base.entities.get(path.rpartition("/")[2])
    title = f"{entity.title.read(language)} – {words('site.name')}" if entity else words("site.name")
    feed = Xml.Element("feed", {"xmlns": NAMESPACE, XML_LANG: language})
    _add(feed, "title", title)
    _add(feed, "id", snapshot.urls(_first_path(path, entity))[language] if entity else page)
    _add(feed, "updated", _time(changed(newest[0])))
    Xml.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    Xml.SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{page}{FILE}")
    _add(Xml.SubElement(feed, "author"), "name", words("site.name"))
    _add(feed, "rights", f"{words('footer.licence')} CC BY 4.0")
    for statement in newest:
        _entry(feed, statement, snapshot, words)
    Xml.indent(feed)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def changed(statement: Statement) -> str:
    """The last day on which anything was done to a statement."""
    days = [statement.recorded, *(revision.date for revision in statement.revised)]
    return max([*days, statement.retracted.date] if statement.retracted else days)


def _entry(feed: Xml.Element, statement: Statement, snapshot: Snapshot, words: Catalogue) -> None:
    url = snapshot.urls(paths.of_statement(statement.id))[words.language]
    entry = Xml.SubElement(feed, "entry")
    _add(entry, "title", statement.text.read(words.language))
    first = _first_path(paths.of_statement(statement.id), statement)
    _add(entry, "id", snapshot.urls(first)[words.language])
    _add(entry, "published", _time(statement.recorded))
    _add(entry, "updated", _time(changed(statement)))
    Xml.SubElement(entry, "link", rel="alternate", type="text/html", href=url)
    _add(entry, "summary", "\n".join(_summary(statement, snapshot, words)))


def _summary(statement: Statement, snapshot: Snapshot, words: Catalogue) -> Iterator[str]:
    """What the statement is and its labels; then its revisions."""
    told = [statement.kind.label(words.language)]
    for asks, line in lines(statement, snapshot.labelled[statement.id]):
        told.append(f"{words(f'label.{asks}')}: {line.row.words.label[words.language]}")
    yield " · ".join(told)
    for revision in statement.revised:
        what = revision.what.read(words.language)
        yield words("statement.revised", date=words.date(revision.date), what=what)
    if statement.retracted:
        what = statement.retracted.what.read(words.language)
        yield words("statement.retracted", date=words.date(statement.retracted.date), what=what)


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"
