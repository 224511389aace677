"""The words of the interface: every text in both languages, every plural, every key in use, dates as we write them."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pymorphy3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.core.drafting.drafts import KINDS
from kbase.core.explaining import groups
from kbase.core.pages.lanes import Lane
from kbase.core.pages.news import Kind
from kbase.core.records.vocabulary import FOLDERS, KIND_OF_TYPE, Challenge
from kbase.exports.all_files import EXPORTS, PACKAGE
from kbase.site.view import View
from kbase.wording.catalogue import Catalogue, load_strings
from tests.conftest import ROOT

STRINGS = load_strings()
EN, RU = Catalogue("en"), Catalogue("ru")
CYRILLIC = re.compile("[а-яё]", re.I)
LETTER = re.compile(r"[^\W\d_]")

# --- texts ----------------------------------------------------------------------------------------------------------


def forms(key: str, language: str) -> list[str]:
    """All forms of a text in one language."""
    text = STRINGS[key][language]
    return [str(form) for form in text.values()] if isinstance(text, dict) else [str(text)]


def test_every_text_is_there_in_both_languages() -> None:
    assert [key for key, texts in STRINGS.items() if set(texts) != {"en", "ru"}] == []
    assert [key for key in STRINGS for tongue in ("en", "ru") if not all(map(str.strip, forms(key, tongue)))] == []


def test_every_text_is_in_its_own_language() -> None:
    """But for the switch, which names the other one."""
    own = [key for key in STRINGS if key != "language.switch"]
    assert [key for key in own if any(CYRILLIC.search(form) for form in forms(key, "en"))] == []
    assert [key for key in own if not all(is_russian(form) for form in forms(key, "ru"))] == []


def is_russian(form: str) -> bool:
    return bool(CYRILLIC.search(form) or not LETTER.search(without_fields(form)))


def fields(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name is not None}


def without_fields(form: str) -> str:
    return "".join(text for text, _, _, _ in Formatter().parse(form))


def test_both_languages_fill_in_the_same_fields() -> None:
    """What one language shows the other shows too; every plural form has its number."""
    used = {key: {frozenset(fields(form)) for tongue in ("en", "ru") for form in forms(key, tongue)} for key in STRINGS}
    assert [key for key, found in used.items() if len(found) != 1] == []
    assert [key for key in PLURALS if "n" not in next(iter(used[key]))] == []


PLURALS = [key for key, texts in STRINGS.items() if any(isinstance(text, dict) for text in texts.values())]


@pytest.mark.parametrize("words", [EN, RU], ids=["en", "ru"])
def test_plural_forms_are_those_of_cldr(words: Catalogue) -> None:
    """One and other in English; one, few, many and other in Russian; none too many."""
    wanted = {*words.locale.plural_form.tags, "other"}
    assert PLURALS and [key for key in PLURALS if set(STRINGS[key][words.language]) != wanted] == []


@given(st.integers(0, 10**6))
def test_every_number_has_its_form(n: int) -> None:
    """However many sources there are, the word agrees with the number."""
    last, teens = n % 10, 11 <= n % 100 <= 14
    russian = "источников" if teens or last in (0, 5, 6, 7, 8, 9) else "источник" if last == 1 else "источника"
    assert RU("statement.sources", n=n) == f"{n} {russian}"
    assert EN("statement.sources", n=n) == f"{n} {'source' if n == 1 else 'sources'}"


def test_a_field_is_filled_in() -> None:
    """Names in braces become what is given; a text without fields stays as it is."""
    assert EN("register.year", year="2025") == "Statements of 2025"
    assert EN("part.sources") == "Sources" and RU("part.sources") == "Источники"


def test_an_unknown_key_or_a_forgotten_field_is_an_error() -> None:
    """Nothing is shown half: the build stops."""
    with pytest.raises(KeyError):
        EN("no.such.key")
    with pytest.raises(KeyError):
        EN("register.year")
    with pytest.raises(KeyError):
        RU("statement.sources")


# --- keys -----------------------------------------------------------------------------------------------------------

SOURCES = [
    *sorted((ROOT / "hooks").rglob("*.py")),
    *sorted((ROOT / "hooks/kbase/templates").rglob("*.html")),
    *sorted((ROOT / "overrides").rglob("*.html")),
]
LITERAL = re.compile(r"""(["'])([a-z][a-z0-9-]*\.[a-z0-9.-]*)\1""")
CALLED = re.compile(r"""\b(?:words|en|ru|_catalogue\([^()]*\)|self)\(\s*(["'])([a-z][a-z0-9.-]*)\1\s*[,)]""")
GLUED = re.compile(r"""(["'])([a-z][a-z0-9-]*\.)\1\s*~""")


def literals(file: Path) -> set[str]:
    """Texts in a file that may be a key, or the beginning of one that is put together there ("section.")."""
    text = file.read_text(encoding="utf-8")
    found = {match[2] for match in LITERAL.finditer(text)}
    if file.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.JoinedStr) and isinstance(first := node.values[0], ast.Constant):
                found.add(str(first.value))
    return found


USED = set().union(*map(literals, SOURCES))


def test_every_key_that_is_called_exists() -> None:
    """A mistyped key would stop the build only on the page that shows it."""
    called = [(file.name, found[2]) for file in SOURCES for found in CALLED.finditer(file.read_text(encoding="utf-8"))]
    assert len(called) > 100 and [(file, key) for file, key in called if key not in STRINGS] == []


def test_every_key_is_used() -> None:
    """A text that nothing shows is a text that nobody keeps right."""
    beginnings = tuple(used for used in USED if used.endswith("."))
    assert [key for key in STRINGS if key not in USED and not key.startswith(beginnings)] == []


def test_keys_are_looked_for_where_they_are() -> None:
    """The test above sees the calls in Python, in templates and in the theme's templates."""
    assert {"part.sources", "label.", "section.", "fallback.notice", "role.from", "date.approximate"} <= USED


NEWS_WORDS = {
    *("from-to", "none", "several", "changes", "day", "all-of-day", "more", "day-list", "feed", "begins"),
    *("revised-too", "revised-on", "reworded"),
    *("since", "since-day", "since-own", "since-all", "nothing-since", "first", "blocked"),
}
"""Words of the page "What is new" that are no kind of change."""

PAIR_ANSWERS = ("direct", "through", "none", "rest", "unknown", "same")

PUT_TOGETHER: dict[str, set[str]] = {
    "section.": {*FOLDERS, "reference", "statements"},
    "group.": {kind.value for kinds in KIND_OF_TYPE.values() for kind in kinds},
    "checks.": {*groups()},
    "guide.": {*KINDS},
    "colours.": {"default", "slate"},
    "itself.": {how.value for how in Challenge},
    "lane.": {lane.value for lane in Lane},
    "pair.": {*("one", "other", "all", "others", "both", "search"), *PAIR_ANSWERS},
    "news.": {*(kind.value for kind in Kind), *NEWS_WORDS},
    "data-file.": {name.replace(".", "-") for name in (*(export.name for export in EXPORTS), PACKAGE)},
}


@pytest.mark.parametrize("beginning", PUT_TOGETHER)
def test_every_key_that_is_put_together_exists(beginning: str) -> None:
    """Sections, kinds and colour schemes: each has its text, and there is no text for one that is not."""
    found = {key.removeprefix(beginning) for key in STRINGS if key.startswith(beginning)}
    assert found == PUT_TOGETHER[beginning]


def test_what_is_put_together_is_known_here() -> None:
    """A new beginning is added to the test above (the reasons of grades are held by theirs)."""
    glued = {match[2] for file in SOURCES for match in GLUED.finditer(file.read_text(encoding="utf-8"))}
    assert glued == set(PUT_TOGETHER)


# --- dates ----------------------------------------------------------------------------------------------------------

YEAR = "\u202fг."
DASH = "\u00a0–"


@pytest.mark.parametrize(
    ("edtf", "en", "ru"),
    [
        ("2025", "2025", "2025"),
        ("2025-08", "August 2025", f"август 2025{YEAR}"),
        ("2025-05", "May 2025", f"май 2025{YEAR}"),
        ("2025-08-25", "25 August 2025", f"25 августа 2025{YEAR}"),
        ("2025-03-01", "1 March 2025", f"1 марта 2025{YEAR}"),
        ("2025-06~", "around June 2025", f"июнь 2025{YEAR} (приблизительно)"),
        ("2025?", "around 2025", "2025 (приблизительно)"),
        ("2024/2026", "2024–2026", "2024–2026"),
        ("2025-11-19/2025-11-21", "19–21 November 2025", f"19–21 ноября 2025{YEAR}"),
        ("2025-03-10/2025-05-05", "10 March – 5 May 2025", f"10 марта{DASH} 5 мая 2025{YEAR}"),
        ("2025-01/2025-06", "January – June 2025", f"январь{DASH} июнь 2025{YEAR}"),
        ("2025-08-25/2025-08", "25 August 2025 – August 2025", f"25 августа 2025{YEAR}{DASH} август 2025{YEAR}"),
        ("2025/2026-11", "2025 – November 2026", f"2025{YEAR}{DASH} ноябрь 2026{YEAR}"),
        ("2020/2021-12-01", "2020 – 1 December 2021", f"2020{YEAR}{DASH} 1 декабря 2021{YEAR}"),
        ("../2026-06", "not later than June 2026", f"не позднее июня 2026{YEAR}"),
        ("../2025-01-08", "not later than 8 January 2025", f"не позднее 8 января 2025{YEAR}"),
        ("2026-06/..", "not before June 2026", f"не ранее июня 2026{YEAR}"),
        ("2025/..", "not before 2025", f"не ранее 2025{YEAR}"),
        ("2024~/2026", "around 2024 – 2026", f"2024 (приблизительно){DASH} 2026"),
    ],
)
def test_a_date_is_written_as_a_reader_writes_it(edtf: str, en: str, ru: str) -> None:
    """Day, month, year, around, from and to; an interval names once what both its ends share."""
    assert (EN.date(edtf), RU.date(edtf)) == (en, ru)


@pytest.mark.parametrize(
    ("edtf", "en", "ru"),
    [
        ("2025", "in 2025", f"в\u00a02025{YEAR}"),
        ("2025-08", "in August 2025", f"в\u00a0августе 2025{YEAR}"),
        ("2025-08-25", "on 25 August 2025", f"25 августа 2025{YEAR}"),
        ("2025-05~", "around May 2025", f"в\u00a0мае 2025{YEAR} (приблизительно)"),
        (
            "2025-08/2026-11",
            "between August 2025 and November 2026",
            f"между августом 2025{YEAR} и ноябрём 2026{YEAR}",
        ),
        ("2025-03/2025-05", "between March and May 2025", f"между мартом и маем 2025{YEAR}"),
        ("2025-10-06/2025-10-09", "between 6 and 9 October 2025", f"между 6 и 9 октября 2025{YEAR}"),
        ("2025-10-27/2025-10-28", "on 27 or 28 October 2025", f"27 или 28 октября 2025{YEAR}"),
        ("2025-05/2025-06", "in May or June 2025", f"в\u00a0мае или июне 2025{YEAR}"),
        ("2022-10/2023", "between October 2022 and the end of 2023", f"между октябрём 2022{YEAR} и концом 2023{YEAR}"),
        ("2025-07/..", "not before July 2025", f"не ранее июля 2025{YEAR}"),
        ("../2026-06", "not later than June 2026", f"не позднее июня 2026{YEAR}"),
    ],
)
def test_a_saying_was_at_a_moment(edtf: str, en: str, ru: str) -> None:
    """An interval of days on which something may have been said does not read as if the saying lasted."""
    assert (EN.when(edtf), RU.when(edtf)) == (en, ru)


def test_beside_a_label_a_moment_has_no_preposition() -> None:
    """ "Said: August 2025", but "Said: between …"."""
    assert (EN.moment("2025-08"), RU.moment("2025-08")) == ("August 2025", f"август 2025{YEAR}")
    assert RU.moment("2025-08/2025-10") == f"между августом и октябрём 2025{YEAR}"


@pytest.mark.parametrize("month", range(1, 13))
def test_months_stand_in_the_case_that_a_preposition_asks_for(month: int) -> None:
    """«С января», «в январе», «между январём и …»: as the dictionary of word forms has them."""
    nominative = parsed(RU.date(f"2025-{month:02}").split()[0])
    in_case = {
        "gent": RU.date(f"2025-{month:02}", "genitive").split()[0],
        "loct": RU.when(f"2025-{month:02}").split()[1],
        "ablt": RU.when(f"2025-{month:02}/2027").split()[1],
    }
    assert in_case == {case: nominative.inflect({case}).word for case in in_case}
    assert RU.date(f"2025-{month:02}-01").startswith(f"1 {in_case['gent']} ")
    assert EN.date(f"2025-{month:02}", "genitive") == EN.date(f"2025-{month:02}")


def parsed(month: str) -> Any:
    """A month as the dictionary knows it: «май» and «март» are other words too."""
    readings = pymorphy3.MorphAnalyzer().parse(month)
    return next(r for r in readings if {"NOUN", "masc", "nomn", "inan"} <= set(r.tag.grammemes))


@pytest.mark.parametrize(
    ("dated", "en", "ru"),
    [
        (("2020-01", "2022-03", None), "January 2020 – March 2022", f"январь 2020{YEAR}{DASH} март 2022{YEAR}"),
        (("2020", None, None), "since 2020", f"с 2020{YEAR}"),
        ((None, "2022-05", None), "until May 2022", f"до мая 2022{YEAR}"),
        (
            ("../2020", "2022", None),
            "began not later than 2020; until 2022",
            f"начало: не позднее 2020{YEAR}; до 2022{YEAR}",
        ),
        ((None, None, "2025-08"), "as of August 2025", f"по состоянию на август 2025{YEAR}"),
        (
            (None, None, "2025-08/2026-11"),
            "as of a time between August 2025 and November 2026",
            f"по состоянию на момент между августом 2025{YEAR} и ноябрём 2026{YEAR}",
        ),
        ((None, None, None), "", ""),
    ],
)
def test_a_role_is_dated_by_what_is_known_of_it(dated: tuple[str | None, ...], en: str, ru: str) -> None:
    """From and to, one of them, or the day on which a source shows it; what is uncertain does not seem to last."""
    assert (view(EN).period(*dated), view(RU).period(*dated)) == (en, ru)


def view(words: Catalogue) -> View:
    """A page of which only the words are wanted."""
    nothing: Any = None
    return View(nothing, {}, words.language, "about/page", words, nothing, "2026-11-24", nothing)


def test_a_day_of_the_calendar() -> None:
    """The day of the last change is no EDTF string."""
    assert EN.day(date(2026, 11, 24)) == "24 November 2026"
    assert RU.day(date(2026, 11, 24)) == f"24 ноября 2026{YEAR}"


@pytest.mark.parametrize(
    ("code", "en", "ru"), [("be", "Belarusian", "белорусский"), ("zh-Hans", "Chinese", "китайский"), ("xx", "xx", "xx")]
)
def test_a_language_has_a_name(code: str, en: str, ru: str) -> None:
    """By its code; an unknown one keeps it."""
    assert (EN.language_name(code), RU.language_name(code)) == (en, ru)


def test_a_catalogue_can_be_given_its_texts() -> None:
    """Texts of another source are used as they are."""
    texts: dict[str, Any] = {"a.b": {"en": "one {x}", "ru": "один {x}"}}
    assert Catalogue("ru", texts)("a.b", x=1) == "один 1"
