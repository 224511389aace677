"""Atom feeds (RFC 4287): of all that is new, and of what is new about one record, the latest change first.

An entry is a change (`core/pages/news.py`): a statement that came, was revised, withdrawn or graded anew, a stage that
was reached, a plan that is overdue. Each has an id of its own that never changes, so that a reader's program shows it
once. Its time is the day of the change, and within the day the date of what happened: no later entry moves that order.
A day is never cut, however many changes it has; one reason given for many revisions is one entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from textwrap import shorten
from typing import Final
from xml.etree import ElementTree as Xml

from kbase.core.evidence.labels import lines
from kbase.core.pages import news, paths
from kbase.core.pages.news import Kind, News
from kbase.core.records.model import Identified, Language, Statement
from kbase.exports import rows
from kbase.exports.snapshot import Snapshot
from kbase.site.addresses import PREFIX
from kbase.wording.catalogue import Catalogue
from kbase.wording.news import told_of

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
FILE: Final = "feed.xml"
LEAST: Final = 50
"""Entries of a feed where there are as many: complete days follow until it has them."""

LONGEST: Final = 150
"""Letters of a title; the whole text is in the summary."""

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FIRST: Final = date(1900, 1, 1)
_LAST_SECOND: Final = 86_399

Change = list[News]
"""The content of one entry: a change, or several revisions for one reason."""


def all_feeds(snapshot: Snapshot, language: Language) -> Iterator[tuple[str, bytes]]:
    """Path below the root of the site and content of every feed in a language: one of all, one per record with any."""
    yield f"{PREFIX[language]}{FILE}", write(snapshot, language, paths.HOME, snapshot.news)
    for entity in rows.in_order(snapshot.base.entities):
        if found := snapshot.news_of.get(entity.id):
            path = snapshot.base.path_of(entity.id)
            feed = write(snapshot, language, path, found)
            # A feed reader goes on asking at the address that it knows.
            for id in (entity.id, *entity.former_ids):
                yield f"{PREFIX[language]}{path.removesuffix(entity.id)}{id}/{FILE}", feed


def _first_path(path: str, record: Identified) -> str:
    """The path at which a record stood first: the id of a feed or an entry never changes (RFC 4287, section 4.2.6)."""
    return path.removesuffix(record.id) + rows.first_id(record)


def write(snapshot: Snapshot, language: Language, path: str, found: Sequence[News]) -> bytes:
    """The feed of the page at `path` with these changes, the latest first."""
    words, page = Catalogue(language), snapshot.urls(path)[language]
    entity = snapshot.base.entities.get(path.rpartition("/")[2])
    title = f"{entity.title.read(language)} – {words('site.name')}" if entity else words("site.name")
    entries = list(_whole_days(news.alike(found)))
    feed = Xml.Element("feed", {"xmlns": NAMESPACE, XML_LANG: language})
    _add(feed, "title", title)
    _add(feed, "id", snapshot.urls(_first_path(path, entity))[language] if entity else page)
    _add(feed, "updated", max(map(_time, entries)))
    Xml.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    Xml.SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{page}{FILE}")
    _add(Xml.SubElement(feed, "author"), "name", words("site.name"))
    _add(feed, "rights", f"{words('footer.licence')} CC BY 4.0")
    for change in sorted(entries, key=_time, reverse=True):
        _entry(feed, change, snapshot, words)
    Xml.indent(feed)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _whole_days(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes of the latest days, each day whole, until there are enough."""
    given = 0
    for _, of_day in groupby(changes, key=lambda change: change[0].day):
        if given >= LEAST:
            return
        for change in of_day:
            given += 1
            yield change


def _time(change: Change) -> str:
    """The day of a change; as time of day, as many seconds as there are days from 1900 to what happened. So entries of
    one day stand in the order of what they tell, and an entry that comes later leaves the times of the others alone.
    """
    at = change[0].at
    seconds = min(max((at - _FIRST).days, 0), _LAST_SECOND) if at else 0
    return f"{change[0].day}T{timedelta(seconds=seconds)!s:0>8}Z"


# --- entries --------------------------------------------------------------------------------------------------------


def _entry(feed: Xml.Element, change: Change, snapshot: Snapshot, words: Catalogue) -> None:
    first = change[0]
    entry = Xml.SubElement(feed, "entry")
    _add(entry, "title", shorten(_title(change, words), LONGEST, placeholder="…"))
    _add(entry, "id", _id(change, snapshot, words.language))
    _add(entry, "published", _time(change))
    _add(entry, "updated", _time(change))
    url = snapshot.urls(_path(first, snapshot) if len(change) == 1 else paths.of_news(first.day))[words.language]
    Xml.SubElement(entry, "link", rel="alternate", type="text/html", href=url)
    Xml.SubElement(entry, "category", term=first.kind.value, label=words(f"news.{first.kind}"))
    _add(entry, "summary", "\n".join(_summary(change, snapshot, words)))


def _path(change: News, snapshot: Snapshot) -> str:
    record = change.record
    return paths.of_statement(record.id) if isinstance(record, Statement) else snapshot.base.path_of(record.id)


def _id(change: Change, snapshot: Snapshot, language: str) -> str:
    """The address under which the record stood first; behind it, unless it came, what became of it and when."""
    first = change[0]
    if len(change) > 1:
        address = snapshot.urls(paths.of_news(first.day))[language]
        return f"{address}#{first.kind}-{rows.digest_of(first.told)}" if first.told else address
    address = snapshot.urls(_first_path(_path(first, snapshot), first.record))[language]
    if first.kind is Kind.ADDED:
        return address
    return f"{address}#{first.kind}-{first.day}{_number(first)}"


def _number(change: News) -> str:
    """What tells revisions of one statement on one day apart: which of them it is, from the second on."""
    if change.kind is not Kind.REVISED or not isinstance(change.record, Statement):
        return ""
    told = [revision.what for revision in change.record.revised if revision.date == change.day]
    number = told.index(change.told) + 1 if change.told in told else 1
    return f"-{number}" if number > 1 else ""


def _title(change: Change, words: Catalogue) -> str:
    first = change[0]
    text = _text(first, words.language)
    if first.kind is Kind.ADDED:
        return text
    if len(change) > 1:
        told = first.told.read(words.language) if first.told else ""
        return f"{words('news.several', n=len(change))}: {told}"
    return f"{words(f'news.{first.kind}')}: {text}"


def _text(change: News, language: str) -> str:
    record = change.record
    return (record.text if isinstance(record, Statement) else record.title).read(language)


def _summary(change: Change, snapshot: Snapshot, words: Catalogue) -> Iterator[str]:
    """The whole text, what became of it, what it is and its labels; of several statements the text of each."""
    first = change[0]
    if first.told:
        yield first.told.read(words.language)
    if len(change) > 1:
        yield from (f"· {_text(one, words.language)}" for one in change)
        return
    yield _text(first, words.language)
    if before_after := told_of(first, words):
        yield before_after
    if isinstance(first.record, Statement):
        yield _labelled(first.record, snapshot, words)


def _labelled(statement: Statement, snapshot: Snapshot, words: Catalogue) -> str:
    told = [statement.kind.label(words.language)]
    for asks, line in lines(statement, snapshot.labelled[statement.id]):
        told.append(f"{words(f'label.{asks}')}: {line.row.words.label[words.language]}")
    return " · ".join(told)


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text
