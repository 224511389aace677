"""`kb.json`: the whole base in one file, in the form that `schema/kb.json` describes."""

from __future__ import annotations

import json

from kbase.exports import rows
from kbase.exports.snapshot import LICENCE, SCHEMA_VERSION, Snapshot

LISTS = {
    "entities": rows.entities,
    "publishers": rows.publishers,
    "statements": rows.statements,
    "sources": rows.sources,
    "terms": rows.terms,
    "searches": rows.searches,
}
"""Name of a list in the file → what fills it."""


def write(snapshot: Snapshot) -> bytes:
    """The file as UTF-8."""
    about = {
        "schema_version": SCHEMA_VERSION,
        "generated_at": snapshot.generated_at,
        "commit": snapshot.commit,
        "licence": LICENCE,
    }
    lists = {name: list(fill(snapshot)) for name, fill in LISTS.items()}
    return (json.dumps(about | lists, ensure_ascii=False, indent=1) + "\n").encode()
