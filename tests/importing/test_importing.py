"""References of the three formats become sources; what the base has is known; what it exports can be read back."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import run_checks
from kbase.core.problems import Severity
from kbase.core.records.loading import WAITING
from kbase.exports.references import bibtex, csl_json, ris
from kbase.exports.snapshot import Snapshot
from kbase.importing.references import Unreadable, read_references
from kbase.importing.sources import imported
from launcher.main import main
from tests.exports.conftest import snapshot
from tests.helpers import SOURCES, repository

assert snapshot
EXPORTS = {"json": csl_json, "bib": bibtex, "ris": ris}

CSL = [
    {
        "id": "http://zotero.example/1",
        "type": "article-newspaper",
        "title": "Форум по ИИ\n прошёл в Минске",
        "author": [{"family": "Иванова", "given": "А."}, {"literal": "Редакция"}],
        "issued": {"date-parts": [["2025", 8, "5"]]},
        "container-title": "Daily",
        "URL": "https://daily.example/forum-2?utm_source=x",
        "language": "ru-RU",
    },
    {"id": "x", "type": "paper-conference", "title": "Twins", "DOI": "10.1234/AB.5", "publisher": "Nobody knows"},
]


def test_an_article_gets_id_publisher_and_date(tmp_path: Path) -> None:
    base, _ = read_base(repository(tmp_path))
    first, second = imported(read_references(json.dumps(CSL), ".json"), base, ())
    assert first.data == {
        "id": "daily-2025-08-05-forum-po-ii-proshel",
        "type": "article-newspaper",
        "title": "Форум по ИИ прошёл в Минске",
        "language": "ru",
        "author": [{"family": "Иванова", "given": "А."}, {"literal": "Редакция"}],
        "issued": "2025-08-05",
        "published_by": "daily",
        "container-title": "Daily",
        "URL": "https://daily.example/forum-2?utm_source=x",
    }
    assert second.data is not None and second.lacks == ("published_by",)
    assert second.data["URL"] == "https://doi.org/10.1234/ab.5" and second.data["type"] == "chapter"


def test_one_work_is_imported_once(tmp_path: Path) -> None:
    """By its DOI or its address, within a file, among those that wait, and in the base."""
    base, _ = read_base(repository(tmp_path))
    twice = [CSL[1], {**CSL[1], "id": "y", "DOI": "", "URL": "https://dx.doi.org/10.1234/ab.5"}]
    first, second = imported(read_references(json.dumps(twice), ".json"), base, ())
    assert first.data and second.known == first.data["id"]
    (third,) = imported(
        read_references(json.dumps(CSL[:1]), ".json"), base, [{"id": "w", "URL": "http://www.daily.example/forum-2/"}]
    )
    assert third.known == "w"


@pytest.mark.parametrize("ending", EXPORTS)
def test_the_base_knows_its_own_exports(ending: str, snapshot: Snapshot, base: KnowledgeBase) -> None:
    text = EXPORTS[ending](snapshot).decode()
    found = imported(read_references(text, ending), base, ())
    assert len(found) == len(base.sources)
    assert [
        one.reference.key
        for one in found
        if one.known != one.reference.key and base.sources[one.reference.key].copy_of is None
    ] == []


@pytest.mark.parametrize("ending", EXPORTS)
def test_an_export_brings_back_what_it_holds(ending: str, snapshot: Snapshot, base: KnowledgeBase) -> None:
    """Title, authors, language and address, in all three; of BibTeX dates without the day, of RIS the first of two."""
    for reference in read_references(EXPORTS[ending](snapshot).decode(), ending):
        source = base.sources[reference.key]
        assert reference.title == source.title
        assert reference.language == source.language.partition("-")[0]
        assert reference.url == (source.url or "")
        assert len(reference.authors) == len(source.author)
        if ending != "bib" and not (ending == "ris" and "/" in (source.issued or "")):
            assert reference.issued == (source.issued or "").replace("?", "~").replace("%", "~")
        elif reference.issued:
            assert (source.issued or "").startswith(reference.issued.rstrip("~"))


BAD = {"json": "[{]", "bib": "@article{x, title = {a", "ris": "nothing here", "": ""}


@pytest.mark.parametrize("ending", BAD)
def test_what_is_no_list_of_references_is_refused(ending: str) -> None:
    with pytest.raises(Unreadable):
        read_references(BAD[ending], ending)


@pytest.mark.parametrize(
    "text", ["[1]", "[[]]", '{"items": 3}', '[{"author": 3}]', '[{"issued": {"date-parts": [["x"]]}}]']
)
def test_json_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_references(text, "json")


def test_the_command_lets_wait_and_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What waits is no part of the base; what is taken is; each is there once."""
    root = repository(tmp_path / "repository")
    monkeypatch.setattr(importlib.import_module("commands.import"), "ROOT", root)
    file = tmp_path / "zotero.json"
    file.write_text(json.dumps(CSL), encoding="utf-8")
    assert main(["--in-environment", "import", "--dry-run", str(file)]) == 0
    assert not (root / WAITING).exists()
    assert main(["--in-environment", "import", str(file)]) == 0
    assert main(["--in-environment", "import", str(file)]) == 0
    assert "2 references known, 0 wait" in capsys.readouterr().out
    assert run_checks(root) == []
    assert main(["--in-environment", "import", "--take", "daily-2025-08-05-forum-po-ii-proshel"]) == 0
    assert "- id: daily-2025-08-05-forum-po-ii-proshel\n" in (root / SOURCES).read_text(encoding="utf-8")
    assert "forum-po-ii" not in (root / WAITING).read_text(encoding="utf-8")
    errors = [problem.code for problem in run_checks(root) if problem.severity is Severity.ERROR]
    assert errors == ["url-tracking", "source-unused"] or sorted(errors) == ["source-unused", "url-tracking"]


def test_a_waiting_source_is_taken_when_it_is_cited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "repository")
    for name in ("commands.import", "commands.new"):
        monkeypatch.setattr(importlib.import_module(name), "ROOT", root)
    file = tmp_path / "zotero.json"
    plain = {**CSL[0], "URL": "https://daily.example/forum-2"}
    file.write_text(json.dumps([plain]), encoding="utf-8")
    main(["--in-environment", "import", str(file)])
    given = ["kind=fact", "happened=2025-08-05", "about=academy", "text.en=It rained.", "text.ru=Шёл дождь."]
    cited = "sources=daily-2025-08-05-forum-po-ii-proshel"
    assert main(["--in-environment", "new", "statement", "rain", "--topic", "science", *given, cited]) == 0
    assert [problem for problem in run_checks(root) if problem.severity is Severity.ERROR] == []
    assert "forum-po-ii" not in (root / WAITING).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.json"], "there is no file nowhere.json"),
        ([], "import needs a file, or --take with an id"),
        (["--take", "x"], "no source with the id 'x' is waiting"),
    ],
)
def test_bad_input_is_one_line(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.import_module("commands.import"), "ROOT", repository(tmp_path))
    assert main(["--in-environment", "import", *words]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"kb: {said}") and told.count("\n") == 1
