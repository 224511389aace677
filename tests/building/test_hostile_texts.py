"""Whatever stands in a text of the base is text wherever it is shown: on pages, in the copy, in feeds, in Kiwix.

Two bases are built, with `check` silenced: in one every text holds signs of HTML, in the other plain words. Read by a
browser's parser, both sites must have the same elements, attributes and texts.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from libzim.reader import Archive
from playwright.sync_api import Browser
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from kbase.core.base import read_base
from kbase.offline import dossier, kiwix
from kbase.offline.edition import Edition
from tests.building.silenced import SILENCED
from tests.repositories import ROOT, SITE, commit, git

HOSTILE = "R&D <draft> &lt; \"q\" 'a' </title></script></article><svg/onload=alert(1)> {{ 7*7 }} <!-- ]]>"
PLAIN = "Plainest words"


NOT_AS_WRITTEN = frozenset({"data-sort"})
"""Attributes with the words of a text in an order and case of their own, for sorting."""


def records(word: str) -> dict[str, object]:
    """A base of every kind of record, each of whose texts ends in `word`."""

    def text(en: str) -> dict[str, str]:
        return {"en": f"{en} {word}", "ru": f"Текст {en} {word}"}

    day = "2025-08-25"
    page = {"summary": text("Summary"), "countries": ["by"]}
    return {
        "actors/belarus": {"title": text("Belarus"), **page, "kind": "state"},
        "actors/person": {
            "title": text("Person"),
            **page,
            "kind": "person",
            "names": [{"text": f"Name {word}", "lang": "en", "of": "common", "source": "report"}],
            "roles": [{"role": text("Role"), "organisation": "belarus", "from": "2024", "source": "report"}],
            "relations": [{"type": "part-of", "target": "belarus", "source": "report"}],
        },
        "agreements/act": {
            "title": text("Act"),
            **page,
            "kind": "law",
            "number": f"No 1 {word}",
            "official_title": text("Official"),
            "history": [{"date": day, "step": "signed", "source": "report", "note": text("Note")}],
        },
        "events/forum": {
            "title": text("Forum"),
            **page,
            "kind": "conference",
            "date": day,
            "place": text("Place"),
            "outcome": text("Outcome"),
        },
        "priorities/aim": {"title": text("Aim"), **page, "kind": "priority"},
        "analysis/answer": {"title": text("Answer"), **page, "kind": "question", "question": text("Question")},
        "publishers": [
            {"id": "daily", "title": text("Daily"), "ownership": "private", "controller": "daily"},
        ],
        "sources": [
            {
                "id": "report",
                "type": "report",
                "title": f"Report {word}",
                "language": "en",
                "title_translated": text("Translated"),
                "author": [{"literal": f"Author {word}"}],
                "issued": day,
                "published_by": "daily",
                "URL": "https://daily.example/1",
            }
        ],
        "glossary": [
            {
                "id": "term-one",
                "en": f"Term {word}",
                "ru": f"Термин {word}",
                "definition": text("Definition"),
                "source": "report",
                "renderings": [{"text": f"Rendering {word}", "lang": "en", "by": "belarus", "source": "report"}],
                "forbidden": [{"text": f"Forbidden {word}", "lang": "en", "why": text("Why")}],
            }
        ],
        "searches": [
            {
                "id": "search-one",
                "question": text("Asked"),
                "about": ["belarus"],
                "date": day,
                "tried": text("Tried"),
                "result": text("Result"),
            }
        ],
        "statements/topic": [
            {
                "id": "claim-one",
                "kind": "claim",
                "by": {"unnamed": text("Somebody")},
                "said": day,
                "about": ["belarus", "forum", "person", "act", "aim"],
                "text": text("Claimed"),
                "quote": {"text": f"Quoted {word}", "lang": "en", "translated": text("Quoted")},
                "sources": [{"id": "report", "note": text("Link"), "origin": ["own"]}],
                "challenged_by": [{"statement": "plan-one", "how": "contradicts", "note": text("Against")}],
                "note": text("Noted"),
                "recorded": day,
                "revised": [{"date": day, "what": text("Revised")}],
            },
            {
                "id": "plan-one",
                "kind": "plan",
                "by": "person",
                "said": day,
                "about": ["forum", "answer"],
                "text": text("Planned"),
                "sources": ["report"],
                "due": "2025",
                "recorded": day,
                "retracted": {"date": day, "what": text("Withdrawn")},
                "replaced_by": "claim-one",
            },
        ],
    }


def write_base(folder: Path, word: str) -> Path:
    """A repository with that base and the project's own code and pages about itself, committed."""
    for name in ("hooks", "overrides", "mkdocs.yml", "LICENSE-CONTENT"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "docs").mkdir()
    (folder / "docs/assets").symlink_to(ROOT / "docs/assets")
    for path, content in records(word).items():
        file = folder / f"docs/data/{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    for language in ("en", "ru"):
        for page in sorted((ROOT / "docs" / language).rglob("*.md")):
            path = page.relative_to(ROOT / "docs" / language).as_posix().removesuffix(".md")
            if path.endswith("index") or path.startswith("reference/"):
                register = next((line for line in page.read_text().splitlines() if line.startswith("register:")), "")
                meta = f"title: {json.dumps(f'{path} {word}')}\ndescription: {json.dumps(f'About {word}')}\n{register}"
                target = folder / f"docs/{language}/{path}.md"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(f"---\n{meta}\n---\n\nProse.\n\n## Part {{ #part }}\n", encoding="utf-8")
    assert not read_base(folder)[1]
    git(folder, "init", "--quiet")
    return commit(folder)


@dataclass(frozen=True)
class Pair:
    """The same outcome of both bases: with `HOSTILE` in every text, and with `PLAIN`."""

    hostile: Path
    plain: Path

    def files(self, pattern: str) -> Iterator[tuple[Path, Path]]:
        names = [{p.relative_to(f).as_posix() for p in f.rglob(pattern)} for f in (self.hostile, self.plain)]
        assert names[0] == names[1] and names[0]
        yield from ((self.hostile / name, self.plain / name) for name in sorted(names[0]))


def built(folder: Path, *arguments: str) -> Pair:
    for name, word in (("hostile", HOSTILE), ("plain", PLAIN)):
        repository = folder / name
        if not repository.exists():
            repository.mkdir()
            write_base(repository, word)
        command = [sys.executable, "-c", SILENCED, *arguments]
        environment = {**SITE, "REPO_URL": "https://example.org/repository"}
        ran = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    where = arguments[-1] if arguments else "site"
    return Pair(folder / "hostile" / where, folder / "plain" / where)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def sites(folder: Path) -> Pair:
    return built(folder)


@pytest.fixture(scope="module")
def copies(folder: Path, sites: Pair) -> Pair:
    return built(folder, "--no-directory-urls", "--site-dir", "copy")


def flat(page: str) -> list[str]:
    """Elements with their attributes, and texts, in order; with plain words in the place of hostile ones. What stands
    in a `pre` is written as BibTeX or JSON has it: there only the elements count.
    """
    found: list[str] = []
    root = LexborHTMLParser(page).root
    assert root
    for node in root.traverse(include_text=True):
        if node.tag == "-text":
            text, parent = node.text(), node.parent
            if parent and parent.tag == "pre":
                continue
            is_data = parent and parent.tag == "script" and "json" in (parent.attributes.get("type") or "")
            found += filter(None, [repr(json.loads(text)) if is_data else " ".join(text.split())])
        else:
            shown = [(name, value) for name, value in node.attributes.items() if name not in NOT_AS_WRITTEN]
            found.append(f"{node.tag} {sorted((name, value or '') for name, value in shown)}")
    return [plain(text) for text in found]


def plain(text: str) -> str:
    """`text` with `PLAIN` for `HOSTILE`, also as it is quoted within a sentence, and within Python's form of JSON."""
    for marks in ('"q"', "‘q’", "„q“"):
        hostile = HOSTILE.replace('"q"', marks)
        text = text.replace(hostile, PLAIN).replace(repr(hostile)[1:-1], PLAIN)
    return text


def differences(hostile: str, harmless: str) -> list[tuple[str, str]]:
    one, two = flat(hostile), flat(harmless)
    unequal = [(a, b) for a, b in zip(one, two, strict=False) if a != b and not varies(a)]
    return unequal or ([("number of parts", f"{len(one)} {len(two)}")] if len(one) != len(two) else [])


def varies(part: str) -> bool:
    """A title that is cut at a length; the size of a file of data, which holds more or fewer letters."""
    return "…" in part or "..." in part or bool(re.search(r"\d (kB|кБ)$|contentSize|contentUrl", part))


@pytest.mark.parametrize("kind", ["sites", pytest.param("copies", marks=pytest.mark.slow)])
def test_pages_of_a_hostile_base_have_the_elements_attributes_and_texts_of_a_plain_one(
    kind: str, request: pytest.FixtureRequest
) -> None:
    pair: Pair = request.getfixturevalue(kind)
    for hostile, harmless in pair.files("*.html"):
        found = differences(hostile.read_text(encoding="utf-8"), harmless.read_text(encoding="utf-8"))
        assert not found, f"{hostile.name}: {found[:2]}"


def test_feeds_and_the_sitemap_are_xml_with_the_same_texts(sites: Pair) -> None:
    for pattern in ("feed.xml", "sitemap.xml"):
        for hostile, harmless in sites.files(pattern):
            texts = [[read(e) for e in Xml.parse(file).getroot().iter()] for file in (hostile, harmless)]
            assert [plain(text) for text in texts[0]] == texts[1]


def read(element: Xml.Element) -> str:
    """The text of an element, as readers see it where it is markup."""
    text = element.text or ""
    body = LexborHTMLParser(text).body if element.get("type") == "html" else None
    return body.text() if body else text


def test_data_hold_the_texts_as_they_are(sites: Pair) -> None:
    data = json.loads((sites.hostile / "data/kb.json").read_text(encoding="utf-8"))
    assert {s["text"]["en"] for s in data["statements"]} == {f"Claimed {HOSTILE}", f"Planned {HOSTILE}"}


def test_a_title_reads_as_it_is_written(sites: Pair) -> None:
    page = LexborHTMLParser((sites.hostile / "events/forum/index.html").read_text(encoding="utf-8"))
    for selector in ("h1", ".md-header__topic[data-md-component] .md-ellipsis"):
        node = page.css_first(selector)
        assert node and node.text().strip() == f"Forum {HOSTILE}"


@pytest.mark.slow
def test_kiwix_has_the_titles_and_harmless_pages(copies: Pair, tmp_path: Path) -> None:
    base, _ = read_base(copies.hostile.parent)
    file = tmp_path / "en.zim"
    kiwix.write(copies.hostile, file, base, "en", "https://example.org/kb/", datetime(2026, 11, 24, tzinfo=UTC))
    book = Archive(file)
    entry = book.get_entry_by_path("events/forum.html")
    assert entry.title.startswith("Forum R&D <draft> &lt; \"q\" 'a' </title></script>")
    page = LexborHTMLParser(bytes(entry.get_item().content).decode())
    assert not page.css("svg[onload], draft")


@pytest.mark.slow
def test_the_outline_of_a_dossier_has_the_titles(copies: Pair, browser: Browser, tmp_path: Path) -> None:
    base, _ = read_base(copies.hostile.parent)
    edition = Edition(copies.hostile, base, "https://example.org/kb/", datetime(2026, 11, 24, tzinfo=UTC), browser)
    dossier.write(edition, tmp_path / "events.pdf", "events", "en")
    titles = json.dumps([str(part) for part in PdfReader(tmp_path / "events.pdf").outline], ensure_ascii=False)
    assert "<draft>" in titles and "svg/onload" in titles
