"""Whatever text stands in a record, other programs read it back: not those that wrote it, and every field at once.

Where a format has no signs for a text, what is lost is said here: a spreadsheet gets an apostrophe before a formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx
import pytest
import vobject
from citeproc.source.bibtex.bibparse import BibTeXParser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import escape
from pydantic import BaseModel
from pyld import jsonld

from kbase.core.base import KnowledgeBase
from kbase.core.checks.safety import HIDDEN
from kbase.core.records.model import Text
from kbase.exports import calendar, feeds, graph, linked_data, references
from kbase.exports.flat import csv_tables, tables
from kbase.exports.snapshot import Snapshot
from kbase.page.frame import as_script
from kbase.wording.sentences import first_sentence

SIGNS = [
    *(
        "<",
        ">",
        "&",
        '"',
        "'",
        "\\",
        "{",
        "}",
        "$",
        "%",
        "#",
        "_",
        "^",
        "~",
        "|",
        "@",
        "=",
        "+",
        "-",
        ";",
        ":",
        ",",
        "`",
    ),
    *(
        " ",
        "  ",
        ".",
        "/",
        "[",
        "]",
        "(",
        ")",
        "*",
        "!",
        "?",
        "\u00a0",
        "\u202f",
        "—",
        "«",
        "»",
        "é",
        "ё",
        "№",
        "中",
        "🙂",
    ),
    *(
        " and ",
        "\\input{x}",
        "\\n",
        "\\;",
        "]]>",
        "<![CDATA[",
        "</script>",
        "-->",
        "&amp;",
        "&#0;",
        "{{ 7 }}",
        "{% x %}",
    ),
    *(
        "ER  - ",
        "TY  - JOUR",
        "END:VEVENT",
        "BEGIN:VALARM",
        "@misc{x,",
        "=HYPERLINK(1)",
        "@type",
        "a",
        "Я",
        "1",
        "x" * 80,
    ),
]
WORDS = (
    st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8)
    .map("".join)
    .map(str.strip)
    .filter(lambda text: bool(text) and not HIDDEN.search(text))
)
"""A text that a record may hold, put together from what some format gives a meaning."""

OWN_WORDS = frozenset({"title", "number", "container_title", "family", "given", "literal", "scheme", "en", "ru"})
"""Fields beside bilingual ones that hold words of somebody's own."""


def dressed(value: Any, word: str) -> Any:
    """A record whose every text is `word`."""
    if isinstance(value, Text):
        return Text(en=value.en and word, ru=value.ru and word)
    if isinstance(value, tuple):
        return tuple(dressed(member, word) for member in value)
    if isinstance(value, BaseModel):
        return value.model_copy(
            update={name: _field(name, getattr(value, name), word) for name in type(value).model_fields}
        )
    return value


def _field(name: str, value: Any, word: str) -> Any:
    return word if name in OWN_WORDS and isinstance(value, str) else dressed(value, word)


def with_words(snapshot: Snapshot, word: str) -> Snapshot:
    """The base with `word` in the place of every text."""
    base = snapshot.base
    shelves = ("entities", "outlets", "sources", "statements", "terms", "searches")
    changed: dict[str, Any] = {
        shelf: {id: dressed(record, word) for id, record in getattr(base, shelf).items()} for shelf in shelves
    }
    new: KnowledgeBase = replace(base, **changed)
    return Snapshot(new, snapshot.site_url, snapshot.commit, snapshot.moment)


def spaced(text: str) -> str:
    return " ".join(text.split())


# --- the formats ------------------------------------------------------------------------------------------------------


def bibtex(snapshot: Snapshot, word: str) -> None:
    """The parser of citeproc. Without what LaTeX needs around a sign, the title is the text."""
    written = references.bibtex(snapshot).decode()
    entries = BibTeXParser(io.StringIO(written), encoding="utf-8")
    assert sorted(entries) == sorted(snapshot.base.sources)
    for id in entries:
        source, title = snapshot.base.sources[id], entries[id]["title"]
        if source.language.startswith("en"):
            assert title[0] + title[-1] == "{}"
            title = title[1:-1]
        assert spaced(as_printed(title)) == spaced(source.title)


PRINTED = {
    **{
        f"{{\\text{name}}}": sign for name, sign in (("backslash", "\\"), ("less", "<"), ("greater", ">"), ("bar", "|"))
    },
    **{f"{{\\text{name}}}": sign for name, sign in (("asciicircum", "^"), ("asciitilde", "~"))},
    **{f"{{\\textbrace{side}}}": sign for side, sign in (("left", "{"), ("right", "}"))},
    **{f"\\{sign}": sign for sign in "$%#&_"},
    "{}": "",
}
"""What LaTeX prints of the commands that an entry may hold, and of no other."""


def as_printed(value: str) -> str:
    pattern = "|".join(map(re.escape, PRINTED))
    rest = re.sub(pattern, "", value)
    assert not re.search(r"[\\{}$%#^~<>|]", rest), rest
    return re.sub(pattern, lambda found: PRINTED[found[0]], value)


def ris(snapshot: Snapshot, word: str) -> None:
    """By the lines of the format: two letters or digits, two spaces, a hyphen, a space."""
    records: list[dict[str, str]] = [{}]
    for line in references.ris(snapshot).decode().split("\n"):
        assert not line.strip() or re.match(r"[A-Z][A-Z0-9]  - ?", line), line
        if line.startswith("ER"):
            records.append({})
        elif line.strip():
            records[-1].setdefault(line[:2], line[6:])
    assert records.pop() == {}
    assert {r["ID"]: spaced(r["TI"]) for r in records} == {i: spaced(s.title) for i, s in snapshot.base.sources.items()}


def comma_separated(snapshot: Snapshot, word: str) -> None:
    """No cell begins as a formula does; what was written is there, behind an apostrophe where it begins so."""
    for table in (tables.STATEMENTS, tables.ENTITIES, tables.SOURCES):
        rows = list(csv.reader(io.StringIO(csv_tables.write(table, snapshot).decode("utf-8-sig")), strict=True))
        assert {len(row) for row in rows} == {len(table.columns) + 1}
        assert not [cell for row in rows for cell in row if cell.startswith(csv_tables.CALCULATED)]
        name = "text_en" if table is tables.STATEMENTS else "title" if table is tables.SOURCES else "title_en"
        assert {row[rows[0].index(name)].removeprefix("'") for row in rows[1:]} <= {word.removeprefix("'"), ""}


def calendars(snapshot: Snapshot, word: str) -> None:
    """vobject; its lines are no longer than the format allows."""
    written = calendar.write(snapshot, "en")
    assert max(map(len, written.split(b"\r\n"))) <= 75
    (read,) = vobject.readComponents(written.decode())
    entries = [event for event in read.getChildren() if event.name == "VEVENT"]
    assert entries and all(entry.summary.value == word for entry in entries)
    assert {child.name for entry in entries for child in entry.getChildren()} <= {
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"),
    }


def atom(snapshot: Snapshot, word: str) -> None:
    """libxml2, with no leniency."""
    written = feeds.write(snapshot, "en", "index", snapshot.news)
    root = etree.fromstring(written, etree.XMLParser(resolve_entities=False, no_network=True))
    titles, contents = (root.findall(f"{{*}}entry/{{*}}{name}") for name in ("title", "content"))
    assert titles and all((title.text or "").endswith(first_sentence(word)) and not len(title) for title in titles)
    assert contents and all(escape(word) in (content.text or "") and not len(content) for content in contents)


def graphml(snapshot: Snapshot, word: str) -> None:
    """networkx."""
    read = networkx.parse_graphml(graph.write(snapshot).decode())
    labels = {data["label_en"] for node, data in read.nodes(data=True) if "label_en" in data}
    assert labels == {word} and set(snapshot.base.statements) <= set(read.nodes)


def json_ld(snapshot: Snapshot, word: str) -> None:
    """pyld, of what stands in the page: the words stay words, and no key, address or type comes of them."""
    id = next(iter(snapshot.base.statements))
    script = str(as_script(linked_data.page(snapshot, f"statements/{id}", "en", word, word)))
    assert not {"<", ">", "&"} & set(script)
    (node,) = jsonld.expand({**_without_context(script), "@context": {"@vocab": "https://schema.org/"}})
    (about,) = node["https://schema.org/mainEntity"]
    assert about["https://schema.org/text"] == [{"@value": word}] and node["https://schema.org/name"] == [
        {"@value": word}
    ]


def _without_context(script: str) -> dict[str, Any]:
    return {name: value for name, value in json.loads(script).items() if name != "@context"}


FORMATS: tuple[Callable[[Snapshot, str], None], ...] = (
    bibtex,
    ris,
    comma_separated,
    calendars,
    atom,
    graphml,
    json_ld,
)


@pytest.mark.parametrize("read_back", FORMATS, ids=lambda read: read.__name__)
@settings(max_examples=max(settings.default.max_examples // 2, 1), suppress_health_check=[HealthCheck.too_slow])
@given(word=WORDS)
def test_a_text_is_read_back_as_it_was_written(
    snapshot: Snapshot, read_back: Callable[[Snapshot, str], None], word: str
) -> None:
    read_back(with_words(snapshot, word), word)


@pytest.mark.parametrize("read_back", FORMATS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("word", SIGNS[-25:])
def test_each_order_to_a_format_is_a_text(
    snapshot: Snapshot, read_back: Callable[[Snapshot, str], None], word: str
) -> None:
    """Those that other readers of these formats have fallen for, each by itself."""
    read_back(with_words(snapshot, word.strip()), word.strip())
