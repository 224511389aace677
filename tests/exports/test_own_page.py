"""A page as it is cited: each form is read back by the library of its format, with and without a date of access."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
import rispy
from pybtex.database import parse_string

from kbase.exports.own_page import OwnPage, forms, own_page
from kbase.exports.snapshot import Snapshot

TITLE = "50% of $1M & {more}: «Ё» _a_"
PAGE = OwnPage("statements-x-ru", TITLE, "https://example.org/kb/ru/statements/x/", "ru", date(2026, 11, 9), "Факт")


def shown(page: OwnPage, accessed: bool) -> dict[str, str]:
    """Name of a form → its text as a reader copies it, before or after the script has filled in the date."""
    by_way = {"iso": "2026-12-01", "slashes": "2026/12/01", "parts": "2026, 12, 1", "dots": "01.12.2026"}
    by_way["en"] = "December 1, 2026"
    found = {}
    for form in forms(page):
        text = str(form.text)
        if accessed:
            text = re.sub(r'(data-accessed="(\w+)">)[^<]*', lambda m: m[1] + by_way[m[2]], text)
        else:
            text = re.sub(r"<span hidden>.*?</span>.*?</span>", "", text, flags=re.S)
        found[form.name] = re.sub(r"<[^>]+>", "", text).replace("&amp;", "&").replace("&#34;", '"')
    return found


@pytest.mark.parametrize("accessed", [False, True])
def test_every_form_gives_back_title_date_address_and_language(accessed: bool) -> None:
    text = shown(PAGE, accessed)
    (entry,) = parse_string(text["BibTeX"], "bibtex").entries.values()
    assert (entry.type, entry.fields["url"], entry.fields["date"]) == ("online", PAGE.address, "2026-11-09")
    assert entry.fields["langid"] == "russian" and "\\$1M" in entry.fields["title"]
    assert ("urldate" in entry.fields) is accessed
    (record,) = rispy.loads(text["RIS"])
    assert (record["title"], record["year"], record["urls"], record["language"]) == (
        TITLE,
        "2026",
        [PAGE.address],
        "ru",
    )
    assert ("access_date" in record) is accessed and "name_of_database" not in record
    (item,) = json.loads(text["CSL-JSON"])
    assert (item["title"], item["URL"], item["type"]) == (TITLE, PAGE.address, "webpage")
    assert item["issued"] == {"date-parts": [[2026, 11, 9]]}
    assert item.get("accessed") == ({"date-parts": [[2026, 12, 1]]} if accessed else None)


def test_the_forms_for_people_are_apa_and_gost_with_the_day_of_the_reader() -> None:
    text = shown(PAGE, accessed=True)
    site = PAGE.site
    assert text["APA 7"] == (
        f"{site}. (2026, November 9). {TITLE} [Факт]. Retrieved December 1, 2026, from {PAGE.address}"
    )
    assert text["ГОСТ Р 7.0.5-2008"] == (
        f"{TITLE} [Факт] // {site} : база знаний. 9 ноября 2026. URL: {PAGE.address} (дата обращения: 01.12.2026)."
    )
    assert "Электронный ресурс" not in "".join(text.values())


def test_the_site_itself_is_no_part_of_itself() -> None:
    site = PAGE.site
    text = shown(OwnPage("index", site, "https://example.org/kb/ru/", "ru", date(2026, 11, 9)), accessed=True)
    assert text["APA 7"].startswith(f"{site}. (2026, November 9). Retrieved")
    assert text["ГОСТ Р 7.0.5-2008"].startswith(f"{site} : база знаний. 9 ноября 2026. URL: ")


def test_without_a_day_of_change_none_is_claimed() -> None:
    text = shown(OwnPage("key", "Title", "https://example.org/", "en", None), accessed=False)
    assert "(n.d.)" in text["APA 7"] and '"issued"' not in text["CSL-JSON"]


def test_a_statement_takes_its_labels_along(snapshot: Snapshot) -> None:
    id = next(iter(snapshot.base.statements))
    page = own_page(snapshot, f"statements/{id}", "en", snapshot.base.statements[id].text.read("en"), None)
    assert page.note.startswith(snapshot.base.statements[id].kind.label("en")) and ";" in page.note
    assert not page.title.endswith(".")
