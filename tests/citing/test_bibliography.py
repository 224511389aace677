"""Entries of the list of sources: GOST R 7.0.5-2008 on Russian pages, APA 7 on English ones.

`golden/bibliography.txt` holds one entry for each type of source, language of source and language of page. After a
change that is meant, look at it with REWRITE_GOLDEN=1 pytest tests/citing/test_bibliography.py, then at git diff.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from citeproc import CitationStylesStyle

from kbase.citing import bibliography
from kbase.citing.bibliography import entry
from kbase.core.records.model import Source, Text
from kbase.core.records.vocabulary import SourceType

GOLDEN = Path(__file__).with_name("golden") / "bibliography.txt"
PAGES = {"en": "English pages: APA 7", "ru": "Russian pages: GOST R 7.0.5-2008"}

AGENCY = Text(en="Example Agency", ru="«Пример»")

BASE: dict[str, dict[str, Any]] = {
    "ru": {
        "title": "Развитие искусственного интеллекта",
        "title_translated": {"en": "Development of artificial intelligence"},
        "author": [{"family": "Иванова", "given": "Анна Петровна"}, {"family": "Ковалёв", "given": "Ян"}],
        "container-title": "Пример",
        "URL": "https://ru.example.org/?id=1&p=2",
    },
    "en": {
        "title": "Development of artificial intelligence",
        "title_translated": {"ru": "Развитие искусственного интеллекта"},
        "author": [{"family": "Smith", "given": "Jane Mary"}, {"family": "Novak", "given": "Jean-Paul"}],
        "container-title": "Example Agency",
        "URL": "https://en.example.org/?id=1&p=2",
    },
}

BODIES = {"ru": [{"literal": "Президент Республики Беларусь"}], "en": [{"literal": "Council of Ministers"}]}

# What each type has instead of the fields above; None takes a field away.
OF_TYPE: dict[SourceType, dict[str, dict[str, Any]]] = {
    SourceType.WEBPAGE: {lang: {"container-title": None, "author": None} for lang in BASE},
    SourceType.REPORT: {
        "ru": {"container-title": None, "number": "Доклад 7"},
        "en": {"container-title": None, "number": "Commentary No. 9", "author": None},
    },
    SourceType.LEGISLATION: {
        lang: {"container-title": None, "author": BODIES[lang], "number": "№\xa0135"} for lang in BASE
    },
    SourceType.BILL: {lang: {"author": None, "number": "512628-8"} for lang in BASE},
    SourceType.TREATY: {lang: {"container-title": None, "author": None} for lang in BASE},
    SourceType.STANDARD: {
        "ru": {"container-title": None, "author": None, "number": "ПНСТ 963-2024"},
        "en": {"container-title": None, "author": None, "number": "ISO/IEC 22989:2022"},
    },
    SourceType.BOOK: {lang: {"container-title": None} for lang in BASE},
    SourceType.ENTRY_ENCYCLOPEDIA: {lang: {"author": None} for lang in BASE},
    SourceType.SPEECH: {lang: {"author": BASE[lang]["author"][:1]} for lang in BASE},
    SourceType.INTERVIEW: {lang: {"author": BASE[lang]["author"][:1]} for lang in BASE},
}

# name → (language, fields): what no type of source shows by itself.
SPECIAL: dict[str, tuple[str, dict[str, Any]]] = {
    "descriptive title": ("ru", {"title_descriptive": "true", "author": None}),
    "descriptive title of a page": ("en", {"title_descriptive": "true", "author": None, "type": "webpage"}),
    "published elsewhere": ("ru", {"container-title": "Другая газета", "author": None}),
    "published elsewhere, with an author": ("en", {"container-title": "Other Paper"}),
    "four authors": ("en", {"author": [{"family": name, "given": "A."} for name in ("Ode", "Poe", "Roe", "Zoe")]}),
    "month only": ("ru", {"issued": "2025-08"}),
    "month only, of an act": ("ru", {"issued": "2025-08", "type": "legislation", "number": "12", "author": None}),
    "year only": ("en", {"issued": "2025"}),
    "about a month": ("ru", {"issued": "2025-08~"}),
    "uncertain year": ("en", {"issued": "2025?"}),
    "interval of years": ("ru", {"issued": "2024/2026"}),
    "interval of months": ("en", {"issued": "2025-08/2025-10"}),
    "until": ("ru", {"issued": "../2026-06"}),
    "since": ("ru", {"issued": "2026-06/.."}),
    "no date": ("ru", {"issued": None}),
    "no address": ("ru", {"URL": None}),
    "number in the title": (
        "ru",
        {"type": "legislation", "number": "№ 124", "title": "Указ от 15 февраля N 124", "author": None},
    ),
    "title that ends in a question mark": ("en", {"title": "Is it so?"}),
    "Belarusian": ("be", {"title": "Штучны інтэлект", "title_translated": {"en": "AI", "ru": "ИИ"}}),
    "Ukrainian": ("uk", {"title": "Штучний інтелект", "title_translated": {"en": "AI", "ru": "ИИ"}}),
    "German": ("de", {"title": "Künstliche Intelligenz", "title_translated": {"en": "AI", "ru": "ИИ"}}),
}


def source(language: str, **fields: Any) -> Source:
    """A news article in `language` with some fields changed; a field that is None is left out."""
    record = {"id": "example", "type": "article-newspaper", "language": language, "published_by": "example"}
    record |= {"issued": "2025-11-23", **BASE["en" if language == "en" else "ru"], **fields}
    return Source.model_validate({key: value for key, value in record.items() if value is not None})


def of_type(kind: SourceType, language: str) -> Source:
    return source(language, type=kind.value, **OF_TYPE.get(kind, {}).get(language, {}))


def plain(html: str) -> str:
    """What a reader sees, no-break spaces kept."""
    return unescape(re.sub("<[^>]*>", "", html))


def cases() -> Iterator[tuple[str, Source]]:
    """Every source of the golden file, with the line that names it there."""
    for kind in SourceType:
        yield from ((f"{kind.value}, {language}", of_type(kind, language)) for language in BASE)
    yield from ((name, source(language, **fields)) for name, (language, fields) in SPECIAL.items())


def entries() -> Iterator[tuple[str, str]]:
    """Every entry of the golden file, with the line that names it there."""
    yield from ((name, entry(case, AGENCY, page)) for page in PAGES for name, case in cases())


def golden_lines() -> Iterator[str]:
    for page, title in PAGES.items():
        yield f"# {title}\n"
        yield from (f"\n{name}\n{entry(case, AGENCY, page)}\n" for name, case in cases())
        yield "\n\n"


def test_entries_are_the_golden_ones() -> None:
    """Every type of source, in both languages, on pages of both languages."""
    written = "".join(golden_lines()).replace("\xa0", "&nbsp;").rstrip() + "\n"
    if os.environ.get("REWRITE_GOLDEN"):
        GOLDEN.write_text(written, encoding="utf-8")
    assert written == GOLDEN.read_text(encoding="utf-8")


# --- promises --------------------------------------------------------------------------------------------------------


def test_news_article_keeps_its_day_and_address() -> None:
    assert "(2025, November 23)" in entry(source("ru"), AGENCY, "en")
    assert "23 ноября 2025" in entry(source("ru"), AGENCY, "ru")
    assert "23 November 2025" in entry(source("en"), AGENCY, "ru")
    assert all(BASE["ru"]["URL"] in plain(entry(source("ru"), AGENCY, page)) for page in PAGES)


GENITIVES = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"


def test_russian_day_has_its_month_in_the_genitive() -> None:
    for month, genitive in enumerate(GENITIVES.split(), start=1):
        assert f"3 {genitive} 2025" in entry(source("ru", issued=f"2025-{month:02}-03"), AGENCY, "ru")


def test_month_alone_is_in_the_nominative_with_a_capital_after_a_full_stop() -> None:
    html = entry(source("ru", issued="2025-08"), AGENCY, "ru")
    assert "Пример. Август 2025. URL" in plain(html)
    html = entry(source("ru", issued="2025-08", **{"container-title": "Газета"}), AGENCY, "ru")
    assert "«Пример», август 2025. URL" in plain(html)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", BASE)
@pytest.mark.parametrize("kind", [SourceType.LEGISLATION, SourceType.BILL, SourceType.TREATY])
def test_act_keeps_number_and_date_and_is_no_american_law(kind: SourceType, language: str, page: str) -> None:
    text = plain(entry(of_type(kind, language), AGENCY, page))
    assert "Pub. L." not in text
    assert "23" in text and "2025" in text
    number = of_type(kind, language).number
    assert number is None or number.removeprefix("№\xa0") in text


def test_number_has_the_sign_of_the_entry() -> None:
    assert "№\xa0135 от 23 ноября 2025" in plain(entry(of_type(SourceType.LEGISLATION, "ru"), AGENCY, "ru"))
    assert "No.\xa0135 of 23 November 2025" in plain(entry(of_type(SourceType.LEGISLATION, "en"), AGENCY, "ru"))
    assert "(No.\xa0135)" in plain(entry(of_type(SourceType.LEGISLATION, "ru"), AGENCY, "en"))


def test_act_names_its_issuing_body_after_its_title() -> None:
    for page in PAGES:
        text = plain(entry(of_type(SourceType.LEGISLATION, "ru"), AGENCY, page))
        assert text.startswith("Развитие") and "Президент Республики Беларусь" in text


@pytest.mark.parametrize(
    ("number", "printed"), [("№ 12", False), ("№ 2", True), ("87 FR 13048", False), ("57-3", True)]
)
def test_number_is_left_out_only_where_the_title_has_it(number: str, printed: bool) -> None:
    act = source("en", type="legislation", title="Decree No. 12 of 2022, law n°57-32, 87 FR 13048", number=number)
    assert ("(No." in entry(act, AGENCY, "en")) is printed


@pytest.mark.parametrize(
    ("language", "terms", "day"),
    [
        ("ru", "дата обращения: 02.12.2025", "23 ноября 2025"),
        ("be", "дата звароту: 02.12.2025", "23 лістапада 2025"),
        ("uk", "дата звернення: 02.12.2025", "23 листопада 2025"),
        *((other, "accessed: 02.12.2025", "23 November 2025") for other in ("en", "de", "sr", "pl", "it", "uz", "pt")),
    ],
)
def test_russian_page_writes_each_entry_in_the_terms_of_its_own_language(language: str, terms: str, day: str) -> None:
    text = plain(entry(source(language, checked="2025-12-02"), AGENCY, "ru"))
    assert text.endswith(f"({terms})") and day in text


def test_no_date_of_access_is_claimed_where_nobody_looked() -> None:
    assert "обращения" not in plain(entry(source("ru"), AGENCY, "ru"))


@pytest.mark.parametrize("language", ["ru", "be", "uk", "de", "en"])
def test_english_page_has_english_terms_only(language: str) -> None:
    assert "(2025, November 23)" in entry(source(language), AGENCY, "en")


def test_no_access_date_is_claimed() -> None:
    for _, html in entries():
        assert not re.search("обращения|просмотрено|accessed|retrieved", html, re.IGNORECASE)


def test_translation_follows_a_foreign_title_in_brackets() -> None:
    on_english, on_russian = (entry(source("de", **SPECIAL["German"][1]), AGENCY, page) for page in PAGES)
    assert "Künstliche Intelligenz [AI]" in plain(on_english)
    assert "Künstliche Intelligenz [ИИ] // " in plain(on_russian)
    for language in BASE:
        on_its_own_page = entry(source(language, URL=None), AGENCY, language)
        assert "[" not in on_its_own_page


def test_translation_that_is_missing_is_not_replaced_by_the_other_one() -> None:
    only_english = source("de", title="Titel", title_translated={"en": "Title"})
    assert "Title" not in entry(only_english, AGENCY, "ru")


@pytest.mark.parametrize("page", PAGES)
def test_descriptive_title_is_in_brackets_without_quotation_marks(page: str) -> None:
    html = entry(source("ru", type="webpage", title_descriptive="true", author=None), AGENCY, page)
    assert "[Развитие искусственного интеллекта]" in plain(html)
    assert not re.search('[«„“"]Развитие', plain(html))
    assert "<i>[" not in html, "APA sets a description upright"


@pytest.mark.parametrize("page", PAGES)
def test_address_is_a_link(page: str) -> None:
    html = entry(source("ru"), AGENCY, page)
    escaped = "https://ru.example.org/?id=1&amp;p=2"
    assert html.endswith(f'<a href="{escaped}" rel="external">{escaped}</a>')


def test_language_of_title_and_terms_is_marked_where_it_is_not_the_page_s() -> None:
    assert '<span lang="ru">Развитие искусственного интеллекта</span>' in entry(source("ru"), AGENCY, "en")
    assert "lang=" not in entry(source("ru"), AGENCY, "ru")
    german = entry(source("de", **SPECIAL["German"][1]), AGENCY, "ru")
    assert german.startswith('<span lang="en">')
    assert '<span lang="de">Künstliche Intelligenz</span> [<span lang="ru">ИИ</span>]' in german


def test_publisher_is_named_once() -> None:
    text = plain(entry(source("ru", author=None), AGENCY, "en"))
    assert text.count("Example Agency") == 1 and "Пример [Example Agency]" in text
    assert plain(entry(source("ru"), AGENCY, "ru")).count("Пример") == 1
    elsewhere = source("en", author=None, **{"container-title": "Other Paper"})
    assert plain(entry(elsewhere, AGENCY, "en")).startswith("Example Agency. (2025, November 23). Development")


@pytest.mark.parametrize(
    ("container", "publisher", "same"),
    [
        ("Холод", "«Холод»", True),
        ("dev.by", "dev.by (devby.io)", True),
        ("News-Pravda (German edition)", "News-Pravda (Pravda network)", True),
        ("ТАСС Наука", "ТАСС", True),
        ("Radio Svaboda", "Radio Free Europe/Radio Liberty (Radio Svaboda)", True),
        ("Yahoo News", "Reuters", False),
        ("CNA", "CNAS", False),
    ],
)
def test_container_and_publisher_are_one_where_their_names_are(container: str, publisher: str, same: bool) -> None:
    html = entry(source("en", **{"container-title": container}), Text(en=publisher, ru=publisher), "ru")
    assert (f"// {container}. 23 November 2025" in plain(html)) is same
    assert (f"// {container}. {publisher}, 23 November 2025" in plain(html)) is not same


def test_no_two_stops_meet() -> None:
    for name, html in entries():
        assert not re.search(r"[.?!]\.|  | [.,]", plain(html)), name


# --- safety ----------------------------------------------------------------------------------------------------------

EVIL = "<script>alert(1)</script>\" onload='x' & \ue000\ue004\ue010 \\1 {0} Zé"


class _Tags(HTMLParser):
    """Collects the tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))


ALLOWED = {("a", ("href", "rel")), ("span", ("lang",)), ("i", ())}


@pytest.mark.parametrize(
    "fields",
    [
        {"title": EVIL},
        {"title": EVIL, "title_descriptive": "true"},
        {"title_translated": {"en": EVIL, "ru": EVIL}},
        {"container-title": EVIL},
        {"number": EVIL},
        {"author": [{"family": EVIL, "given": EVIL}, {"literal": EVIL}]},
        {"URL": "https://example.org/?a=1&b=\ue000&lt;script&gt;"},
    ],
    ids=lambda fields: "+".join(fields),
)
def test_no_html_passes_from_any_field(fields: dict[str, Any]) -> None:
    """For every type of source, in two languages, on pages of both."""
    shown = {
        (kind.value, language, page): entry(source(language, **{"type": kind.value, **fields}), AGENCY, page)
        for kind, language, page in product(SourceType, ("ru", "de"), PAGES)
    }
    assert [case for case, html in shown.items() if not set(_Tags(html).tags) <= ALLOWED] == []
    assert [case for case, html in shown.items() if re.search("&(?!amp;|lt;|gt;|quot;|#34;|#39;)", html)] == []


def test_no_html_passes_from_the_publisher() -> None:
    for page in PAGES:
        assert set(_Tags(entry(source("en", author=None), Text(en=EVIL, ru=EVIL), page)).tags) <= ALLOWED


def test_names_cannot_take_the_place_of_a_field() -> None:
    html = entry(source("en", author=[{"literal": "\ue004Body\ue000"}]), AGENCY, "en")
    assert html.startswith("Body. (2025") and html.count("<a ") == 1


# --- the machine -----------------------------------------------------------------------------------------------------


def test_entries_do_not_depend_on_what_was_rendered_before() -> None:
    first = [html for _, html in entries()]
    entry.cache_clear()
    bibliography._processor.cache_clear()
    backwards = [entry(case, AGENCY, page) for page in reversed(PAGES) for _, case in reversed(list(cases()))]
    assert backwards[::-1] == first


def test_no_slot_is_left_empty() -> None:
    assert not [name for name, html in entries() if re.search("[\ue000-\uf8ff]", html)]


@pytest.mark.parametrize("style", bibliography.STYLE_OF.values(), ids=lambda style: style.name)
def test_styles_are_valid_csl_and_keep_their_licence(style: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(str(style), locale="en-US", validate=True)
    text = style.read_text(encoding="utf-8")
    assert 'license="http://creativecommons.org/licenses/by-sa/3.0/"' in text and "<summary>Changed from" in text


def test_page_in_a_language_without_a_style_is_refused() -> None:
    with pytest.raises(KeyError):
        entry(source("en"), AGENCY, "fr")
