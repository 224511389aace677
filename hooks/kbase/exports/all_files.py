"""All files of `site/data/`: a name, what it is, how it is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from kbase.exports import calendar, graph, kb_json, references, schemas
from kbase.exports.flat import codebook, csv_tables, database, russian_tables, tables
from kbase.exports.snapshot import LICENCE_URL, SCHEMA_VERSION, Snapshot

PACKAGE = "datapackage.json"


@dataclass(frozen=True)
class Export:
    """A file: its name, its media type, and what writes it."""

    name: str
    media_type: str
    write: Callable[[Snapshot], bytes]


EXPORTS = (
    Export("kb.json", "application/json", kb_json.write),
    Export("kb.sqlite", "application/vnd.sqlite3", database.write),
    *(
        Export(f"{table.name}.csv", "text/csv", partial(csv_tables.write, table))
        for table in (tables.STATEMENTS, tables.ENTITIES, tables.SOURCES)
    ),
    *(
        Export(f"{name}.csv", "text/csv", partial(csv_tables.write_links, name))
        for name in (
            *("statement_about", "statement_sources", "statement_supported_by", "statement_challenged_by"),
            *("relations", "agreement_steps", "roles", "revisions"),
        )
    ),
    Export("statements.ru.csv", "text/csv", russian_tables.statements),
    Export("entities.ru.csv", "text/csv", russian_tables.entities),
    Export("sources.ru.csv", "text/csv", russian_tables.sources),
    Export("codebook.csv", "text/csv", codebook.write),
    Export("sources.csl.json", "application/vnd.citationstyles.csl+json", references.csl_json),
    Export("sources.bib", "application/x-bibtex", references.bibtex),
    Export("sources.ris", "application/x-research-info-systems", references.ris),
    Export("graph.graphml", "application/graphml+xml", graph.write),
    Export("commitments.ics", "text/calendar", partial(calendar.write, language="en")),
    Export("commitments.ru.ics", "text/calendar", partial(calendar.write, language="ru")),
)


def make_all(snapshot: Snapshot) -> dict[str, bytes]:
    """Path below `data/` → content, of every file; the description of the package, which names the others, is last."""
    made = {export.name: export.write(snapshot) for export in EXPORTS}
    made |= {f"schema/{name}": content for name, content in {"kb.json": schemas.kb(), **schemas.records()}.items()}
    return {**made, PACKAGE: _described(made, snapshot)}


def _described(made: Mapping[str, bytes], snapshot: Snapshot) -> bytes:
    """`datapackage.json` by the Data Package standard (datapackage.org): the files with sizes and checksums."""
    of_table: dict[str, list[codebook.Column]] = {}
    for column in codebook.columns(snapshot):
        of_table.setdefault(column.table, []).append(column)
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "belarus-russia-ai",
        "title": "Belarus–Russia cooperation in AI",
        "homepage": snapshot.site_url,
        "version": f"{SCHEMA_VERSION}.0.0+{snapshot.commit[:12] or 'uncommitted'}",
        "created": snapshot.generated_at,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE_URL, "title": "CC BY 4.0"}],
        "resources": [_resource(export, made[export.name], of_table) for export in EXPORTS],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(export: Export, content: bytes, of_table: Mapping[str, list[codebook.Column]]) -> dict[str, Any]:
    """A file; that of a table has what each of its columns holds (Table Schema)."""
    table = export.name.removesuffix(".csv")
    columns = of_table.get(table, []) if export.name.endswith(".csv") else []
    columns = [*columns, codebook.described(table, "licence")] if columns else []
    fields = [
        {"name": c.column, "type": c.type, "title": c.description_ru, "description": c.description_en} for c in columns
    ]
    return {
        "name": export.name.lower(),
        "path": export.name,
        "mediatype": export.media_type,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        **({"schema": {"fields": fields}} if fields else {}),
    }
