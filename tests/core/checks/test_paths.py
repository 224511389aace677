"""Where pages and records stand: what would take the place of something else is refused."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.helpers import FORUM, PUBLISHERS, SOURCES, STATEMENTS, TINY, Files, more

PAGE = "---\ntitle: T\n---\n"
GLOSSARY = "- {id: robot, en: robot, ru: робот, definition: {en: A machine., ru: Машина.}}\n"


def taken(check: Check, path: str, records: Files | None = None) -> list[str]:
    """What is said of a page at `path` in either language, without its place."""
    pages = {f"docs/{language}/{path}.md": PAGE for language in ("en", "ru")}
    lines = [line for line in check({**pages, **(records or {})}) if line.endswith("[page-taken]")]
    assert {line.partition(": ")[0] for line in lines} <= {f"{file}:1" for file in pages}
    return sorted({line.partition(": error: ")[2].removesuffix(" [page-taken]") for line in lines})


MADE = "the site makes the pages of {} from records: this text would be lost"
ELSEWHERE = "put the page into another folder"


@pytest.mark.parametrize(
    ("path", "message", "fix"),
    [
        ("statements/forum-met", MADE.format("statements"), f"change the record in {STATEMENTS}:1, or {ELSEWHERE}"),
        ("statements/next", MADE.format("statements"), ELSEWHERE),
        (
            "reference/glossary/robot",
            MADE.format("reference/glossary"),
            f"change the record in docs/data/glossary.yml:1, or {ELSEWHERE}",
        ),
        ("reference/glossary/index", MADE.format("reference/glossary"), ELSEWHERE),
        ("reference/statements/2025", MADE.format("reference/statements"), ELSEWHERE),
        ("reference/statements/1999", MADE.format("reference/statements"), ELSEWHERE),
        (
            "reference/sources/daily",
            MADE.format("reference/sources"),
            f"change the record in {PUBLISHERS}:5, or {ELSEWHERE}",
        ),
        ("about/this-copy", "the site makes this page itself: this text would be lost", "give the page another name"),
        (
            "reference/challenged-2",
            "the site makes this page itself: this text would be lost",
            "give the page another name",
        ),
        (
            "reference/not-found-2",
            "the site makes this page itself: this text would be lost",
            "give the page another name",
        ),
        ("ru/page", "the site keeps 'ru' for something else", ELSEWHERE),
        ("data/page", "the site keeps 'data' for something else", ELSEWHERE),
        ("404", "the site keeps '404' for something else", ELSEWHERE),
        ("actors/academy/index", "the page has the address of 'actors/academy'", "give one of the two another name"),
        (
            "about/feed.xml",
            "the name of a page has no dot: it would be taken for a file",
            "use letters, digits and hyphens",
        ),
    ],
)
def test_a_page_stands_where_nothing_else_does(check: Check, path: str, message: str, fix: str) -> None:
    """What the site makes there would win, or lose, without a word; the line says where the words belong."""
    assert taken(check, path, {"docs/data/glossary.yml": GLOSSARY}) == [f"{message} — {fix}"]


def test_two_pages_have_two_addresses(check: Check) -> None:
    """`about.md` and `about/index.md` would be written to the same place."""
    pages = {f"docs/{language}/about.md": PAGE for language in ("en", "ru")}
    assert taken(check, "about/index", pages) == [
        "the page has the address of 'about' — give one of the two another name"
    ]


@pytest.mark.parametrize(
    "path",
    ["reference/sources/index", "reference/statements/index", "actors/index", "reference/challenged", "about/ru",
     "actors/academy/more", "reference/glossary-2", "index/page"],
)  # fmt: skip
def test_a_page_may_stand_beside_what_the_site_makes(check: Check, path: str) -> None:
    """Registers, and names that only look like those of generated pages."""
    assert taken(check, path) == []


NOT_INDEX = "'index' is the name of a folder's own page"
NOT_SOURCES = "'sources' is the id of a part of its page"


@pytest.mark.parametrize(
    ("records", "place", "message"),
    [
        ({"docs/data/events/index.yml": TINY[FORUM]}, "docs/data/events/index.yml:1", NOT_INDEX),
        (more(PUBLISHERS, "- {id: index, title: {en: A, ru: А}}\n"), f"{PUBLISHERS}:9", NOT_INDEX),
        ({STATEMENTS: TINY[STATEMENTS].replace("academy-on-forum", "index")}, f"{STATEMENTS}:11", NOT_INDEX),
        ({"docs/data/glossary.yml": GLOSSARY.replace("robot,", "index,", 1)}, "docs/data/glossary.yml:1", NOT_INDEX),
        (
            {"docs/data/glossary.yml": GLOSSARY.replace("robot,", "sources,", 1)},
            "docs/data/glossary.yml:1",
            NOT_SOURCES,
        ),
        ({SOURCES: TINY[SOURCES].replace("daily-on-forum", "sources")}, f"{SOURCES}:8", NOT_SOURCES),
    ],
)
def test_no_record_has_an_id_that_its_page_needs(check: Check, records: Files, place: str, message: str) -> None:
    """Such a record would take the place of a list, or give a page two equal ids."""
    assert f"{place}: error: {message} — choose another id [id-reserved]" in check(records)


@pytest.mark.parametrize("id", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_no_record_has_the_name_of_a_device(check: Check, id: str) -> None:
    """Its page would be a file that Windows cannot hold, so that no copy could be unpacked there."""
    renamed = {file: text.replace("daily-on-forum", id) for file, text in TINY.items() if "daily-on-forum" in text}
    lines = check(renamed)
    assert (
        f"{SOURCES}:8: error: '{id}' is a name that Windows keeps for a device: no file there can have it — "
        "choose another id [id-reserved]" in lines
    )
