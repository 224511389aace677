"""Schemas for editors accept what the repository has, refuse a mistake, and say what each field means."""

from __future__ import annotations

import fnmatch
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.drafting.describing import all_fields, described
from kbase.core.records.loading import WAITING
from kbase.core.records.model import LANGUAGES, Record
from kbase.core.records.owner import FILE as OWNER
from kbase.editors.schemas import PLACES, editor_schemas
from kbase.exports.schemas import RECORDS
from launcher.places import ROOT


def parts_of(model: type[Record]) -> dict[str, dict[str, Any]]:
    """The models that a record is made of, by name, with their properties."""
    schema = model.model_json_schema(by_alias=True)
    parts = {model.__name__: schema, **schema.get("$defs", {})}
    return {name: part["properties"] for name, part in parts.items() if "properties" in part}


def test_every_field_is_described_and_nothing_else_is() -> None:
    parts = [part for record in RECORDS.values() for part in parts_of(record).items()]
    fields = {(model, field) for model, held in parts for field in held}
    assert sorted(f"{model}.{field}" for model, field in fields if not described(model, field)) == []
    used = {f"{model}.{field}" if f"{model}.{field}" in all_fields() else field for model, field in fields}
    assert sorted(all_fields().keys() - used) == []


def test_a_description_has_both_languages() -> None:
    assert [name for name, words in all_fields().items() if {*words} != {*LANGUAGES} or not all(words.values())] == []


@pytest.fixture(scope="module")
def schemas(base: KnowledgeBase) -> dict[str, Any]:
    return {name: json.loads(content) for name, content in editor_schemas(base).items()}


def faults(root: Path, schemas: dict[str, Any], every: int = 1) -> list[str]:
    """What the schemas refuse in each `every`-th file of a repository, read as editors read them (YAML 1.2)."""
    found = []
    for name, place in PLACES.items():
        validator = jsonschema.Draft202012Validator(schemas[f"{name}.json"])
        for path in sorted(root.glob(place))[::every]:
            data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
            plain = json.loads(json.dumps(data, default=str))
            found += [f"{path.name}: {error.json_path}: {error.message[:80]}" for error in validator.iter_errors(plain)]
    return found


def test_the_files_of_the_example_are_accepted(example: Path, schemas: dict[str, Any]) -> None:
    assert faults(example, schemas) == []


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_the_files_of_the_repository_are_accepted(every: int) -> None:
    """With their own ids."""
    held = {name: json.loads(content) for name, content in editor_schemas(read_base(ROOT)[0]).items()}
    assert faults(ROOT, held, every) == []


@pytest.mark.parametrize(
    "wrong",
    [
        [{"id": "a", "type": "webpag", "title": "T", "language": "ru", "published_by": "belta"}],
        [{"id": "a", "type": "webpage", "title": "T", "language": "ru", "published_by": "Bel TA"}],
        [{"id": "a", "type": "webpage", "titel": "T", "language": "ru", "published_by": "belta"}],
        {"id": "a"},
    ],
)
def test_a_mistake_is_refused(schemas: dict[str, Any], wrong: Any) -> None:
    validator = jsonschema.Draft202012Validator(schemas["source.json"])
    assert list(validator.iter_errors(wrong))


def test_ids_are_completed_and_new_ones_accepted(schemas: dict[str, Any], base: KnowledgeBase) -> None:
    known, new = schemas["source.json"]["items"]["properties"]["published_by"]["anyOf"]
    assert known["enum"] == sorted(base.publishers) and new["pattern"]
    links = schemas["statement.json"]["$defs"]["SourceLink"]["properties"]["id"]["anyOf"]
    assert links[0]["enum"] == sorted(base.sources)


def test_a_word_has_its_label_and_a_field_its_meaning(schemas: dict[str, Any]) -> None:
    kinds = schemas["statement.json"]["$defs"]["StatementKind"]
    assert len(kinds["enumDescriptions"]) == len(kinds["enum"]) and " / " in kinds["enumDescriptions"][0]
    assert "Когда произошло" in schemas["statement.json"]["items"]["properties"]["happened"]["description"]


def test_the_settings_of_the_editor_name_every_schema_and_its_files() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert settings == {f".cache/schemas/{name}.json": place for name, place in PLACES.items()}
    data = [path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/data").rglob("*.yml")]
    known = [file for place in settings.values() for file in fnmatch.filter(data, place)]
    assert sorted({*data} - {*known, WAITING, OWNER}) == []
