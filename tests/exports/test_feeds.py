"""The feeds: one of all and one per record, valid Atom, the last changed first, corrections shown."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from kbase.core.records.model import Language, Revision, Text
from kbase.exports.feeds import MOST, NAMESPACE, all_feeds, changed, of_entity, write
from kbase.exports.snapshot import Snapshot

ATOM = f"{{{NAMESPACE}}}"


def texts(feed: bytes, path: str) -> list[str]:
    return [element.text or "" for element in Xml.fromstring(feed).findall("/".join(ATOM + p for p in path.split("/")))]


@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("ru", "ru/")])
def test_there_is_a_feed_of_all_and_one_of_every_record_with_statements(
    snapshot: Snapshot, language: Language, prefix: str
) -> None:
    feeds = dict(all_feeds(snapshot, language))
    paths = [snapshot.base.path_of(entity) for entity in snapshot.base.entities if of_entity(snapshot, entity)]
    paths += ["actors/scales-works"] if "actors/gauge-works" in paths else []
    assert set(feeds) == {f"{prefix}feed.xml", *(f"{prefix}{path}/feed.xml" for path in paths)}
    for feed in feeds.values():
        for required in ("title", "id", "updated", "author/name", "entry/title", "entry/id", "entry/updated"):
            assert all(texts(feed, required)) and texts(feed, required)
        assert len(texts(feed, "entry/id")) == len(set(texts(feed, "entry/id"))) <= MOST
        assert texts(feed, "entry/updated") == sorted(texts(feed, "entry/updated"), reverse=True)


def test_what_was_corrected_comes_first_and_says_so(snapshot: Snapshot) -> None:
    statements = list(snapshot.base.statements.values())
    what = Text(en="The date was wrong.", ru="Дата была неверна.")
    old = statements[0]
    corrected = old.model_copy(update={"revised": (Revision(date="2030-01-02", what=what),)})
    assert changed(corrected) == "2030-01-02"
    base = replace(snapshot.base, statements={**snapshot.base.statements, old.id: corrected})
    feed = write(replace(snapshot, base=base), "en", "index", list(base.statements.values()))
    assert texts(feed, "updated") == ["2030-01-02T00:00:00Z"]
    assert texts(feed, "entry/id")[0].endswith(f"/statements/{old.id}/")
    assert "The date was wrong." in texts(feed, "entry/summary")[0]


def test_an_entry_keeps_its_name_when_its_statement_gets_another_id(snapshot: Snapshot) -> None:
    """A reader's program takes it for the same; its link is the new one (RFC 4287, 4.2.6)."""
    renamed = snapshot.base.statements["reading-01"]
    feed = write(snapshot, "en", "index", [renamed])
    assert texts(feed, "entry/id") == [f"{snapshot.site_url}statements/gauge-showed-503-units/"]
    (link,) = Xml.fromstring(feed).findall(f"{ATOM}entry/{ATOM}link")
    assert link.get("href") == f"{snapshot.site_url}statements/reading-01/"
