"""The plans with a due date as a calendar (RFC 5545): each is an entry of one day, the last on which it is in time."""

from __future__ import annotations

from datetime import date, timedelta

from icalendar import Calendar, Event

from kbase.core.pages import paths
from kbase.core.records import dates
from kbase.core.records.model import Language, Statement
from kbase.core.records.vocabulary import Outcome
from kbase.exports import rows
from kbase.exports.snapshot import LICENCE, Snapshot
from kbase.wording.catalogue import Catalogue


def write(snapshot: Snapshot, language: Language) -> bytes:
    """The calendar in one language; a plan that is due at no known day is not in it."""
    calendar, words = Calendar(), Catalogue(language)
    calendar.add("prodid", f"-//{snapshot.site_url}//commitments//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words("calendar.name"))
    calendar.add("x-wr-caldesc", f"{snapshot.site_url}, {LICENCE}")
    for statement in rows.in_order(snapshot.base.statements):
        if statement.due and dates.parse(statement.due).upper != date.max:
            calendar.add_component(_entry(statement, snapshot, words))
    return bytes(calendar.to_ical())


def _entry(statement: Statement, snapshot: Snapshot, words: Catalogue) -> Event:
    assert statement.due
    last = dates.parse(statement.due).upper
    language, outcome = words.language, statement.outcome or Outcome.UNKNOWN
    url = snapshot.urls(paths.of_statement(statement.id))[language]
    due = f"{words('statement.due')}: {words.date(statement.due)} · {outcome.label(language)}"
    entry = Event()
    entry.add("uid", f"{rows.first_id(statement)}-{language}@belarus-russia-ai")
    entry.add("dtstamp", snapshot.moment)
    entry.add("dtstart", last)
    entry.add("dtend", last + timedelta(days=1))
    # A day with a plan of somebody's is not a day on which the reader is busy (RFC 5545, 3.8.2.7).
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", statement.text.read(language))
    entry.add("description", f"{due}\n{url}")
    entry.add("url", url)
    return entry
