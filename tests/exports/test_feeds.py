"""The feeds: one of all and one per record, valid Atom; every change is an entry of its own, in an order that stays."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from kbase.core.ledger.changes_file import Logged, What
from kbase.core.records.model import Language, Revision, Statement, Text
from kbase.core.records.vocabulary import StatementKind
from kbase.exports.feeds import LEAST, NAMESPACE, REASONS, all_feeds, write
from kbase.exports.snapshot import Snapshot

ATOM = f"{{{NAMESPACE}}}"
WHAT = Text(en="The date was wrong.", ru="Дата была неверна.")


def texts(feed: bytes, path: str) -> list[str]:
    return [element.text or "" for element in Xml.fromstring(feed).findall("/".join(ATOM + p for p in path.split("/")))]


def whole_feed(snapshot: Snapshot, *changed: Statement) -> bytes:
    """The feed of all with these statements as they are given."""
    statements = {**snapshot.base.statements, **{statement.id: statement for statement in changed}}
    other = replace(snapshot, base=replace(snapshot.base, statements=statements))
    return write(other, "en", "index", other.news)


def revised(statement: Statement, *days: str, what: Text = WHAT) -> Statement:
    return statement.model_copy(update={"revised": tuple(Revision(date=day, what=what) for day in days)})


@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("ru", "ru/")])
def test_there_is_a_feed_of_all_and_one_of_every_record_with_statements(
    snapshot: Snapshot, language: Language, prefix: str
) -> None:
    feeds = dict(all_feeds(snapshot, language))
    paths = [snapshot.base.path_of(entity) for entity in snapshot.base.entities if entity in snapshot.news_of]
    paths += ["actors/scales-works"] if "actors/gauge-works" in paths else []
    assert set(feeds) == {f"{prefix}feed.xml", *(f"{prefix}{path}/feed.xml" for path in paths)}
    for feed in feeds.values():
        for required in ("title", "id", "updated", "author/name", "entry/title", "entry/id", "entry/updated"):
            assert all(texts(feed, required)) and texts(feed, required)
        assert len(texts(feed, "entry/id")) == len(set(texts(feed, "entry/id")))
        assert texts(feed, "entry/updated") == sorted(texts(feed, "entry/updated"), reverse=True)


def test_a_correction_is_an_entry_of_its_own_and_the_first_one_stays(snapshot: Snapshot) -> None:
    """A reader's program shows an entry once: a changed entry of an old id would be passed over."""
    old = next(iter(snapshot.base.statements.values()))
    address = f"{snapshot.site_url}statements/{old.id}/"
    feed = whole_feed(snapshot, revised(old, "2030-01-02"))
    ids = texts(feed, "entry/id")
    assert texts(feed, "updated")[0].startswith("2030-01-02T")
    assert ids[0] == f"{address}#revised-2030-01-02" and address in ids
    assert "The date was wrong." in texts(feed, "entry/content")[0]


def test_two_corrections_of_one_day_are_two_entries_and_one_reason_for_many_is_one(snapshot: Snapshot) -> None:
    first, second, *_ = snapshot.base.statements.values()
    other = Text(en="The name was wrong.", ru="Имя было неверно.")
    twice = first.model_copy(
        update={"revised": (Revision(date="2030-01-02", what=WHAT), Revision(date="2030-01-02", what=other))}
    )
    assert sum("#revised-2030" in id for id in texts(whole_feed(snapshot, twice), "entry/id")) == 2
    both = whole_feed(snapshot, revised(first, "2030-01-02"), revised(second, "2030-01-02"))
    assert sum("#revised" in id and "2030" in id for id in texts(both, "entry/id")) == 1


def test_very_many_reasons_for_revisions_are_one_entry_that_follows_what_is_new(snapshot: Snapshot) -> None:
    """A reader's program shows the latest first: what is new, then what was only reworded or put right."""
    first, other, *_ = snapshot.base.statements.values()
    reasons = [Text(en=f"Reason {n}.", ru=f"Причина {n}.") for n in range(REASONS + 1)]
    often = first.model_copy(update={"revised": tuple(Revision(date="2030-01-02", what=what) for what in reasons)})
    came = other.model_copy(update={"id": "came", "recorded": "2030-01-02", "revised": ()})
    feed = whole_feed(snapshot, often, came)
    titles, contents = texts(feed, "entry/title"), texts(feed, "entry/content")
    assert titles[0].startswith("Added: ")
    assert titles[1] == f"{REASONS + 1} changes of wording, notes or sources on 2 January 2030"
    assert [reason.en in contents[1] for reason in reasons] == [True] * REASONS + [False]
    assert f'<a href="{snapshot.site_url}reference/new/2030-01-02/">and 1 more</a>' in contents[1]
    assert texts(feed, "entry/id")[1].endswith("/reference/new/2030-01-02/#revised-of-index")


def test_an_entry_says_what_happened_and_its_first_sentence_whole(snapshot: Snapshot) -> None:
    first = "A sentence of very many words, " * 12 + "which ends here."
    text = Text(en=f"{first} Another one follows it.", ru="Текст.")
    one = next(iter(snapshot.base.statements.values()))
    told = one.model_copy(update={"id": "long", "recorded": "2030-01-02", "text": text})
    assert texts(whole_feed(snapshot, told), "entry/title")[0] == f"Added: {first}"


def test_the_content_of_an_entry_is_markup_that_readers_lay_out(snapshot: Snapshot) -> None:
    """Every value in it is escaped, and every element ends (RFC 4287, 4.1.3.3)."""
    one = next(iter(snapshot.base.statements.values()))
    told = one.model_copy(update={"id": "odd", "recorded": "2030-01-02", "text": Text(en="a < b & c", ru="а")})
    (content, *_) = Xml.fromstring(whole_feed(snapshot, told)).findall(f"{ATOM}entry/{ATOM}content")
    assert content.get("type") == "html"
    first, labels = Xml.fromstring(f"<div>{content.text}</div>")
    assert (first.text or "").strip() == "a < b & c" and first[0].get("href") == f"{snapshot.site_url}statements/odd/"
    assert "Evidence: " in (labels.text or "") or "Words: " in (labels.text or "")


def test_a_day_is_never_cut_however_many_changes_it_has(snapshot: Snapshot) -> None:
    one = next(iter(snapshot.base.statements.values()))
    many = [one.model_copy(update={"id": f"copy-{n}", "recorded": "2030-01-02"}) for n in range(LEAST + 30)]
    ids = texts(whole_feed(snapshot, *many), "entry/id")
    assert len(ids) == LEAST + 30, "and the days before it wait until there is room"


def test_an_entry_that_comes_later_moves_no_other(snapshot: Snapshot) -> None:
    one = next(iter(snapshot.base.statements.values()))
    before = whole_feed(snapshot)
    after = whole_feed(snapshot, one.model_copy(update={"id": "later"}))
    times = dict(zip(texts(before, "entry/id"), texts(before, "entry/updated"), strict=True))
    now = dict(zip(texts(after, "entry/id"), texts(after, "entry/updated"), strict=True))
    assert times.items() <= now.items() and len(now) == len(times) + 1


def test_entries_of_one_day_stand_in_the_order_of_what_happened(snapshot: Snapshot) -> None:
    one = next(iter(snapshot.base.statements.values()))
    dates = ("2024-05-01", "2019-03-02", "2025-01-01")
    alike = [
        one.model_copy(update={"id": f"on-{day}", "recorded": "2030-01-02", "happened": day, "said": None})
        for day in dates
    ]
    ids = texts(whole_feed(snapshot, *alike), "entry/id")[: len(dates)]
    assert [id.rstrip("/").rpartition("/on-")[2] for id in ids] == sorted(dates, reverse=True)


_BEFORE_AND_AFTER = "record/not-checked/text/words-only", "record/contradicted/text/contradicted"


def test_a_label_that_changed_by_itself_is_told_with_both(snapshot: Snapshot) -> None:
    one = next(iter(snapshot.base.statements.values()))
    logged = Logged("2030-01-02", What.GRADED, f"statements/{one.id}", *_BEFORE_AND_AFTER)
    other = replace(snapshot, base=replace(snapshot.base, changed=(logged,)))
    feed = write(other, "en", "index", other.news)
    assert texts(feed, "entry/id")[0].endswith(f"/statements/{one.id}/#graded-2030-01-02")
    assert "→ contradicted" in texts(feed, "entry/content")[0]


@pytest.mark.parametrize(("kind", "name"), [(StatementKind.FACT, "Evidence"), (StatementKind.CLAIM, "Words")])
def test_a_label_has_the_name_that_it_has_on_a_card(snapshot: Snapshot, kind: StatementKind, name: str) -> None:
    one = next(statement for statement in snapshot.base.statements.values() if statement.kind is kind)
    logged = Logged("2030-01-02", What.GRADED, f"statements/{one.id}", "record/-/text/-", "record/-/one-source/-")
    other = replace(snapshot, base=replace(snapshot.base, changed=(logged,)))
    told = texts(write(other, "en", "index", other.news), "entry/content")[0]
    assert f"{name}: the text itself → " in told and told.count(f"{name}: ") == 2


def test_an_entry_keeps_its_name_when_its_statement_gets_another_id(snapshot: Snapshot) -> None:
    """A reader's program takes it for the same; its link is the new one (RFC 4287, 4.2.6)."""
    (came,) = (c for c in snapshot.news if c.record.id == "reading-01" and c.kind == "added")
    feed = write(snapshot, "en", "index", [came])
    assert texts(feed, "entry/id") == [f"{snapshot.site_url}statements/gauge-showed-503-units/"]
    (link,) = Xml.fromstring(feed).findall(f"{ATOM}entry/{ATOM}link")
    assert link.get("href") == f"{snapshot.site_url}statements/reading-01/"
