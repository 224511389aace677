"""Atom feeds (RFC 4287): of all that is new, and of what is new about one record, the latest change first.

An entry is a change (`core/pages/news.py`): a statement that came, was revised, withdrawn or graded anew, a stage that
was reached, a plan that is overdue. Each has an id of its own that never changes, so that a reader's program shows it
once. Its time is the day of the change, and within the day the date of what happened: no later entry moves that order.
A day is never cut, however many changes it has. What was revised follows what is new: one reason given for many
revisions is one entry, and a day with very many reasons has a single entry for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final
from xml.etree import ElementTree as Xml

from kbase.core.evidence.labels import lines
from kbase.core.pages import news, paths
from kbase.core.pages.news import Kind, News
from kbase.core.records.model import Identified, Language, Statement
from kbase.exports import rows
from kbase.exports.snapshot import Snapshot
from kbase.site.addresses import PREFIX
from kbase.templates import render
from kbase.wording.catalogue import Catalogue
from kbase.wording.news import told_of
from kbase.wording.sentences import first_sentence

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
FILE: Final = "feed.xml"
STYLE: Final = "assets/feed.css"
"""How a browser shows a feed, of which it would give the bare XML (www.w3.org/TR/xml-stylesheet), below the root."""

LEAST: Final = 50
"""Entries of a feed where there are as many: complete days follow until it has them."""

REASONS: Final = 8
"""As many reasons for revisions are entries of their own on a day; with more of them the day has one entry for all."""

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FIRST: Final = date(1900, 1, 1)
_NOON: Final = 43_200

Change = list[News]
"""The content of one entry: a change, several revisions for one reason, or very many for different ones."""


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
    entries = list(_whole_days(_folded(found)))
    feed = Xml.Element("feed", {"xmlns": NAMESPACE, XML_LANG: language})
    _add(feed, "title", title)
    _add(feed, "subtitle", words("feed.how"))
    _add(feed, "id", snapshot.urls(_first_path(path, entity))[language] if entity else page)
    _add(feed, "updated", max(map(_time, entries)))
    Xml.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    Xml.SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{page}{FILE}")
    _add(Xml.SubElement(feed, "author"), "name", words("site.name"))
    _add(feed, "rights", f"{words('footer.licence')} CC BY 4.0")
    for change in sorted(entries, key=_time, reverse=True):
        _entry(feed, change, snapshot, words, path)
    Xml.indent(feed)
    return _document(feed, "../" * page.removeprefix(snapshot.site_url).count("/") + STYLE)


def _document(feed: Xml.Element, style: str) -> bytes:
    styled = Xml.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{style}"')
    styled.tail = "\n"
    declared = b"<?xml version='1.0' encoding='utf-8'?>\n"
    return bytes(declared + Xml.tostring(styled) + Xml.tostring(feed, encoding="utf-8") + b"\n")


def _folded(found: Sequence[News]) -> Iterator[Change]:
    """The changes of which the same is told put together; the revisions of a day with very many reasons as one."""
    for _, of_day in groupby(found, key=lambda change: change.day):
        told, revised = news.apart(of_day)
        reasons = news.alike(revised)
        yield from news.alike(told)
        yield from reasons if len(reasons) <= REASONS else [revised]


def _whole_days(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes of the latest days, each day whole, until there are enough."""
    given = 0
    for _, of_day in groupby(changes, key=lambda change: change[0].day):
        if given >= LEAST:
            return
        for change in of_day:
            given += 1
            yield change


def _time(change: Change) -> str:
    """The day of a change; as time of day, a second for every two days from 1900 to what happened, after noon for what
    is new and before it for what was revised. So entries of one day stand in the order of what they tell, and an entry
    that comes later leaves the times of the others alone.
    """
    first = change[0]
    days = (first.at - _FIRST).days if first.at else 0
    seconds = min(max(days // 2, 0), _NOON - 1) + (0 if first.kind is Kind.REVISED else _NOON)
    return f"{first.day}T{timedelta(seconds=seconds)!s:0>8}Z"


# --- entries --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A line of an entry: a text, where it leads, and what is added to it."""

    text: str
    href: str = ""
    more: str = ""


def _entry(feed: Xml.Element, change: Change, snapshot: Snapshot, words: Catalogue, path: str) -> None:
    first = change[0]
    entry = Xml.SubElement(feed, "entry")
    _add(entry, "title", _title(change, words))
    _add(entry, "id", _id(change, snapshot, words.language, path))
    _add(entry, "published", _time(change))
    _add(entry, "updated", _time(change))
    url = _url(first, snapshot, words) if len(change) == 1 else snapshot.urls(paths.of_news(first.day))[words.language]
    Xml.SubElement(entry, "link", rel="alternate", type="text/html", href=url)
    Xml.SubElement(entry, "category", term=first.kind.value, label=words(f"news.{first.kind}"))
    content = render("feed_entry.html", **_content(change, snapshot, words), url=url, words=words).strip()
    Xml.SubElement(entry, "content", type="html").text = content


def _url(change: News, snapshot: Snapshot, words: Catalogue) -> str:
    return snapshot.urls(_path(change, snapshot))[words.language]


def _path(change: News, snapshot: Snapshot) -> str:
    record = change.record
    return paths.of_statement(record.id) if isinstance(record, Statement) else snapshot.base.path_of(record.id)


def _id(change: Change, snapshot: Snapshot, language: str, path: str) -> str:
    """The address under which the record stood first; behind it, unless it came, what became of it and when."""
    first = change[0]
    if len(change) > 1:
        address = snapshot.urls(paths.of_news(first.day))[language]
        if len({one.told for one in change}) > 1:
            return f"{address}#{first.kind}-of-{path}"
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
    """What happened, and to which statement or record: its first sentence, whole."""
    first = change[0]
    if len(change) == 1:
        return f"{words(f'news.{first.kind}')}: {first_sentence(_text(first, words.language))}"
    if len({one.told for one in change}) > 1:
        return words("news.revised-on", n=len(change), date=words.date(first.day))
    told = first.told.read(words.language) if first.told else ""
    return f"{words('news.several', n=len(change))}: {told}"


def _text(change: News, language: str) -> str:
    record = change.record
    return (record.text if isinstance(record, Statement) else record.title).read(language)


def _content(change: Change, snapshot: Snapshot, words: Catalogue) -> dict[str, object]:
    """What an entry says of a change: why, its whole text, what became of it and its labels; of several statements the
    text of each; of very many revisions the rarest reasons, and where the others are.
    """
    first, language = change[0], words.language
    reasons = news.alike(change)
    if len(reasons) > 1:
        rare = [_reason(group, snapshot, words) for group in sorted(reasons, key=len)[:REASONS]]
        day = snapshot.urls(paths.of_news(first.day))[language]
        return {"told": "", "rows": [*rare, Told("", day, words("news.more", n=len(reasons) - REASONS))], "more": ()}
    told = first.told.read(language) if first.told else ""
    listed = [Told(_text(one, language), _url(one, snapshot, words)) for one in change]
    return {"told": told, "rows": listed, "more": tuple(_beside(first, snapshot, words)) if len(change) == 1 else ()}


def _reason(group: Change, snapshot: Snapshot, words: Catalogue) -> Told:
    first = group[0]
    text = first.told.read(words.language) if first.told else ""
    if len(group) > 1:
        return Told(text, more=words("register.count", n=len(group)))
    return Told(text, _url(first, snapshot, words), first_sentence(_text(first, words.language)))


def _beside(change: News, snapshot: Snapshot, words: Catalogue) -> Iterable[str]:
    if before_after := told_of(change, words):
        yield before_after
    if isinstance(change.record, Statement):
        yield from _labelled(change.record, snapshot, words)


def _labelled(statement: Statement, snapshot: Snapshot, words: Catalogue) -> Iterator[str]:
    """What a statement is, and its labels."""
    yield statement.kind.label(words.language)
    for asks, line in lines(statement, snapshot.labelled[statement.id]):
        yield f"{words(f'label.{asks}')}: {line.row.words.label[words.language]}"


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text
