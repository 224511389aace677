"""`graph.graphml`: records and statements as nodes, what joins them as edges; for Gephi, yEd, NetworkX.

GraphML (graphml.graphdrawing.org): the keys of attributes first, then nodes, then edges.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from kbase.core.pages import paths
from kbase.core.records.model import Text
from kbase.exports import rows
from kbase.exports.snapshot import LICENCE, Snapshot

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
KEYS = {"node": ("type", "kind", "label_en", "label_ru", "url", "label"), "edge": ("type", "since", "until")}
"""What may be said of a node and of an edge."""


class Node(NamedTuple):
    id: str
    said: dict[str, str | None]


class Edge(NamedTuple):
    source: str
    target: str
    said: dict[str, str | None]


def write(snapshot: Snapshot) -> bytes:
    """The file as UTF-8."""
    root = Xml.Element("graphml", xmlns=NAMESPACE)
    Xml.SubElement(root, "desc").text = f"{snapshot.site_url}, {snapshot.generated_at}, {LICENCE}"
    for place, names in KEYS.items():
        for name in names:
            Xml.SubElement(
                root, "key", {"id": f"{place}-{name}", "for": place, "attr.name": name, "attr.type": "string"}
            )
    graph = Xml.SubElement(root, "graph", edgedefault="directed")
    for node in (*_entities(snapshot), *_publishers(snapshot), *_statements(snapshot)):
        _say(Xml.SubElement(graph, "node", id=node.id), "node", node.said)
    for edge in (*_relations(snapshot), *_links(snapshot), *_published(snapshot)):
        _say(Xml.SubElement(graph, "edge", source=edge.source, target=edge.target), "edge", edge.said)
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _called(text: Text) -> dict[str, str | None]:
    """The names of a node: in both languages, and the short one that programs print beside it."""
    return {"label_en": text.en, "label_ru": text.ru, "label": shorten(text.read("en"), _LONGEST, placeholder="…")}


_LONGEST = 60
"""Letters of a name that a drawing can hold."""


def _say(element: Xml.Element, place: str, said: dict[str, str | None]) -> None:
    for name, value in said.items():
        if value:
            Xml.SubElement(element, "data", key=f"{place}-{name}").text = value


def _entities(snapshot: Snapshot) -> Iterator[Node]:
    for entity in rows.in_order(snapshot.base.entities):
        labels = _called(entity.title)
        url = snapshot.urls(snapshot.base.path_of(entity.id))["en"]
        yield Node(entity.id, {"type": entity.type.value, "kind": entity.kind.value, **labels, "url": url})


def _publishers(snapshot: Snapshot) -> Iterator[Node]:
    """Those without a page of their own: owners and sources of statements are among them."""
    for outlet in rows.in_order(snapshot.base.outlets):
        labels = _called(outlet.title)
        url = snapshot.urls(paths.of_publisher(outlet.id))["en"] if outlet.id in snapshot.base.published else None
        yield Node(outlet.id, {"type": "publisher", "kind": outlet.kind.value, **labels, "url": url})


def _statements(snapshot: Snapshot) -> Iterator[Node]:
    for s in rows.in_order(snapshot.base.statements):
        labels = _called(s.text)
        url = snapshot.urls(paths.of_statement(s.id))["en"]
        yield Node(s.id, {"type": "statement", "kind": s.kind.value, **labels, "url": url})


def _relations(snapshot: Snapshot) -> Iterator[Edge]:
    """Each relation once, in the direction in which its type comes first among the two of a pair."""
    for entity, edges in sorted(snapshot.base.relations.items()):
        for edge in edges:
            if (edge.type.value, entity) <= (edge.type.inverse.value, edge.other):
                yield Edge(entity, edge.other, {"type": edge.type.value, "since": edge.since, "until": edge.until})


def _links(snapshot: Snapshot) -> Iterator[Edge]:
    """Who says a statement, what it is about, what challenges and supports it."""
    for s in rows.in_order(snapshot.base.statements):
        if s.speaker:
            yield Edge(s.speaker, s.id, {"type": "says"})
        yield from (Edge(s.id, entity, {"type": "about"}) for entity in s.about)
        yield from (Edge(c.statement, s.id, {"type": c.how.value}) for c in s.challenged_by if c.statement)
        yield from (Edge(c.statement, s.id, {"type": "supports"}) for c in s.supported_by if c.statement)


def _published(snapshot: Snapshot) -> Iterator[Edge]:
    """Which publisher reports which statement, once each: without it every outlet would hang loose."""
    base = snapshot.base
    for s in rows.in_order(base.statements):
        for publisher in dict.fromkeys(base.sources[link.id].published_by for link in s.sources):
            yield Edge(publisher, s.id, {"type": "reports"})
