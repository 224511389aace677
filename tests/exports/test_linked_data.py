"""JSON-LD says of a page what the page says, with types and addresses that hold, and cannot end its script element."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from kbase.core.records.model import Language
from kbase.exports.linked_data import CONTEXT, page
from kbase.exports.snapshot import Snapshot
from kbase.page.frame import as_script

TYPES = {
    *("WebPage", "WebSite", "Dataset", "DataDownload", "DefinedTerm", "Claim", "Statement", "CreativeWork", "Article"),
    *("Person", "Country", "GovernmentOrganization", "Organization", "Corporation", "CollegeOrUniversity", "Project"),
    *("NewsMediaOrganization", "Legislation", "Event", "Place"),
}
"""Types of schema.org that are in use."""


def described(snapshot: Snapshot, path: str, language: Language = "en") -> dict[str, Any]:
    return page(snapshot, path, language, "A title", "What it is.")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node within a node, itself included."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


@pytest.mark.parametrize("language", get_args(Language))
def test_every_record_and_statement_has_a_known_type_and_absolute_addresses(
    snapshot: Snapshot, language: Language
) -> None:
    paths = [
        *map(snapshot.base.path_of, snapshot.base.entities),
        *(f"statements/{i}" for i in snapshot.base.statements),
    ]
    for path in paths:
        found = described(snapshot, path, language)
        assert found["@context"] == CONTEXT and found["mainEntity"]["@id"] == f"{found['@id']}#it"
        for node in nodes(found):
            assert node["@type"] in TYPES
            assert all(node[key].startswith("http") for key in ("@id", "url") if key in node)


def test_a_claim_has_its_speaker_its_sources_and_no_rating(snapshot: Snapshot) -> None:
    statement = snapshot.base.statements["primerkin-on-900-guests"]
    claim = described(snapshot, f"statements/{statement.id}")["mainEntity"]
    assert claim["@type"] == "Claim" and claim["text"] == statement.text.en
    assert claim["author"]["@id"] == f"https://example.org/kb/actors/{statement.by}/#it"
    assert [source["url"] for source in claim["citation"]] == [
        snapshot.base.sources[link.id].url for link in statement.sources
    ]
    assert "rating" not in json.dumps(claim).lower()


def test_a_claim_takes_its_labels_along(snapshot: Snapshot) -> None:
    """A program that reads nothing else still learns how it is known, and what it means."""
    statement = snapshot.base.statements["primerkin-on-900-guests"]
    labels = snapshot.labelled[statement.id]
    words, borne_out = described(snapshot, f"statements/{statement.id}", "ru")["mainEntity"]["keywords"]
    assert (words["termCode"], borne_out["termCode"]) == (labels.words.row, labels.support and labels.support.row)
    assert words["name"] == f"Слова: {labels.words.row.words.label['ru']}"
    assert words["description"] == labels.words.row.words.meaning["ru"]


def test_what_challenges_a_statement_is_named_with_its_way(snapshot: Snapshot) -> None:
    for statement in snapshot.base.statements.values():
        told = described(snapshot, f"statements/{statement.id}")["mainEntity"].get("subjectOf", [])
        challenges = [link for link in statement.challenged_by if link.statement or link.source]
        assert [node["description"] for node in told] == [link.how.passive_en for link in challenges]
        ids = [link.statement for link in challenges if link.statement]
        assert [node["@id"].split("/")[-2] for node in told if "@id" in node] == ids
    assert any(statement.challenged_by for statement in snapshot.base.statements.values())


def test_a_register_is_a_page_about_nothing_in_particular(snapshot: Snapshot) -> None:
    assert "mainEntity" not in described(snapshot, "reference/timeline")


def test_the_data_are_a_dataset_with_every_file(snapshot: Snapshot, files: dict[str, bytes]) -> None:
    dataset = described(snapshot, "reference/data")["mainEntity"]
    names = {file["contentUrl"].removeprefix("https://example.org/kb/data/") for file in dataset["distribution"]}
    assert names <= set(files) and "kb.json" in names


def test_no_text_can_end_the_script_element(snapshot: Snapshot) -> None:
    nasty = "</script><script>alert(1)</script><!-- &amp;"
    made = str(as_script(page(snapshot, "index", "en", nasty, nasty)))
    assert not {"<", ">", "&"} & set(made)
    assert json.loads(made)["name"] == nasty
