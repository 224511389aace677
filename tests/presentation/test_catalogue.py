"""The words of the interface: every text in both languages, every plural, every key in use, dates as we write them."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporting.all_files import EXPORTS, PACKAGE
from knowledge.vocabulary import FOLDERS, KIND_OF_TYPE
from presentation.catalogue import Catalogue, load_strings

ROOT = Path(__file__).parents[2]
STRINGS = load_strings()
EN, RU = Catalogue("en"), Catalogue("ru")
CYRILLIC = re.compile("[а-яё]", re.I)
LETTER = re.compile(r"[^\W\d_]")

# --- texts ----------------------------------------------------------------------------------------------------------


def forms(key: str, language: str) -> list[str]:
    """All forms of a text in one language."""
    text = STRINGS[key][language]
    return [str(form) for form in text.values()] if isinstance(text, dict) else [str(text)]


@pytest.mark.parametrize("key", STRINGS)
def test_every_text_is_there_in_both_languages(key: str) -> None:
    """No text is empty or missing, and the Russian one is Russian (but for the switch, which names the other)."""
    assert set(STRINGS[key]) == {"en", "ru"}
    assert all(form.strip() for language in ("en", "ru") for form in forms(key, language))
    if key != "language.switch":
        assert all(CYRILLIC.search(form) or not LETTER.search(without_fields(form)) for form in forms(key, "ru"))
        assert not any(CYRILLIC.search(form) for form in forms(key, "en"))


def fields(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name is not None}


def without_fields(form: str) -> str:
    return "".join(text for text, _, _, _ in Formatter().parse(form))


@pytest.mark.parametrize("key", STRINGS)
def test_both_languages_fill_in_the_same_fields(key: str) -> None:
    """What one language shows the other shows too; every plural form has its number."""
    used = {language: [fields(form) for form in forms(key, language)] for language in ("en", "ru")}
    assert all(found == used["en"][0] for found in (*used["en"], *used["ru"]))
    if isinstance(STRINGS[key]["en"], dict):
        assert "n" in used["en"][0]


@pytest.mark.parametrize("key", [key for key in STRINGS if any(isinstance(t, dict) for t in STRINGS[key].values())])
@pytest.mark.parametrize("words", [EN, RU], ids=["en", "ru"])
def test_plural_forms_are_those_of_cldr(words: Catalogue, key: str) -> None:
    """One and other in English; one, few, many and other in Russian; none too many."""
    assert set(STRINGS[key][words.language]) == {*words.locale.plural_form.tags, "other"}


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
    *sorted((ROOT / "hooks").glob("*.py")),
    *sorted((ROOT / "hooks" / "presentation").rglob("*.py")),
    *sorted((ROOT / "hooks" / "presentation" / "templates").rglob("*.html")),
    *sorted((ROOT / "overrides").rglob("*.html")),
    *sorted((ROOT / "hooks" / "exporting").glob("*.py")),
    *sorted((ROOT / "scripts" / "offline").glob("*.py")),
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


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_key_that_is_called_exists(file: Path) -> None:
    """A mistyped key would stop the build only on the page that shows it."""
    called = {match[2] for match in CALLED.finditer(file.read_text(encoding="utf-8"))}
    assert called <= set(STRINGS), called - set(STRINGS)


@pytest.mark.parametrize("key", list(STRINGS))
def test_every_key_is_used(key: str) -> None:
    """A text that nothing shows is a text that nobody keeps right."""
    beginnings = {used for used in USED if used.endswith(".")}
    assert key in USED or any(key.startswith(beginning) for beginning in beginnings)


def test_keys_are_looked_for_where_they_are() -> None:
    """The test above sees the calls in Python, in templates and in the theme's templates."""
    assert {"part.sources", "why.", "section.", "fallback.notice", "role.from", "date.approximate"} <= USED


PUT_TOGETHER: dict[str, set[str]] = {
    "section.": {*FOLDERS, "reference", "statements"},
    "group.": {kind.value for kinds in KIND_OF_TYPE.values() for kind in kinds},
    "colours.": {"default", "slate"},
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


@pytest.mark.parametrize(
    ("edtf", "en", "ru"),
    [
        ("2025", "2025", "2025"),
        ("2025-08", "August 2025", f"август 2025{YEAR}"),
        ("2025-05", "May 2025", f"май 2025{YEAR}"),
        ("2025-08-25", "25 August 2025", f"25 августа 2025{YEAR}"),
        ("2025-03-01", "1 March 2025", f"1 марта 2025{YEAR}"),
        ("2025-06~", "about June 2025", f"июнь 2025{YEAR} (приблизительно)"),
        ("2025?", "about 2025", "2025 (приблизительно)"),
        ("2024/2026", "2024 – 2026", "2024 – 2026"),
        ("2025-08-25/2025-08", "25 August 2025 – August 2025", f"25 августа 2025{YEAR} – август 2025{YEAR}"),
        ("../2026-06", "by June 2026", f"не позднее: июнь 2026{YEAR}"),
        ("2026-06/..", "since June 2026", f"не ранее: июнь 2026{YEAR}"),
        ("2024~/2026", "about 2024 – 2026", "2024 (приблизительно) – 2026"),
    ],
)
def test_a_date_is_written_as_a_reader_writes_it(edtf: str, en: str, ru: str) -> None:
    """Day, month, year, about, from and to, in either language."""
    assert (EN.date(edtf), RU.date(edtf)) == (en, ru)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_after_a_preposition_stands_in_the_genitive(month: int) -> None:
    """«С января 2025 г.», not «с январь»; a day has the genitive anyway."""
    edtf = f"2025-{month:02}"
    genitive = RU.date(edtf + "-01").removeprefix("1 ")
    assert RU.date(edtf, after_preposition=True) == genitive
    assert RU.date(edtf) != genitive
    assert EN.date(edtf, after_preposition=True) == EN.date(edtf)


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
