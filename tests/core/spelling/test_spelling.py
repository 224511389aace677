"""Spelling: what is a word of ours, what is right, what is said of a misspelling, and what the answers cost."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from commands import check as check_command
from kbase.core.check import run_checks
from kbase.core.kept import read_kept
from kbase.core.problems import Problem, Severity, as_text
from kbase.core.records.model import Language
from kbase.core.spelling import rule
from kbase.core.spelling.accepted import fold, line_for, listed_words
from kbase.core.spelling.dictionaries import Dictionaries, Remembering, Speller
from kbase.core.spelling.texts import language_of, words_of
from launcher import machine
from launcher.console import Refusal
from launcher.places import ROOT
from tests.helpers import (
    ACADEMY,
    ACADEMY_EN,
    ACADEMY_RU,
    FORUM,
    INDEX_EN,
    INDEX_RU,
    PUBLISHERS,
    SOURCES,
    STATEMENTS,
    TINY,
    Files,
    more,
    repository,
    swap,
)

IGOR = "docs/data/actors/igor.yml"
IGOR_TITLE = "title: {en: Igor Mamonenko, ru: Игорь Землянухин}\nsummary: {en: A person., ru: Лицо.}\nkind: person\n"


class Fake:
    """Knows every word but “recieved” and those with a part that begins with X or Х; counts what it is asked."""

    languages: Collection[str] = ("en", "ru")
    fingerprint = "fake"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.suggested: list[str] = []

    def knows(self, language: str, word: str) -> bool:
        self.asked.append(word)
        return word != "recieved" and not re.search(r"\b[XxХх]", word)

    def stems(self, word: str) -> Collection[str]:
        """The word itself, and without an ending."""
        self.asked.append(word)
        return {word.lower(), re.sub("(ым|ом|ам)$", "", word.lower())}

    def near(self, language: str, word: str) -> Sequence[str]:
        self.suggested.append(word)
        return ("received",) if word == "recieved" else ()


PLAIN = {
    "fix": False,
    "all": False,
    "language": None,
    "format": "text",
    "release": False,
    "demand": [],
    "published": None,
}
"""What `check` is asked for without options."""


def misspelled(root: Path, changes: Files | None, speller: Speller) -> list[Problem]:
    found = run_checks(repository(root, changes), speller=speller)
    return [problem for problem in found if problem.code == "spelling"]


def wrong_words(root: Path, changes: Files | None, speller: Speller | None = None) -> list[str]:
    """The words that are reported in the tiny repository after `changes`."""
    return [problem.message.split("'")[1] for problem in misspelled(root, changes, speller or Fake())]


@pytest.fixture(scope="module")
def dictionaries() -> Dictionaries:
    """The real dictionaries of both languages; `kb.py test` sees to it that they are there."""
    paths = machine.find_dictionaries()
    if lack := machine.lack_of_dictionaries(paths):
        pytest.skip(lack)
    return Dictionaries(paths)


# What is said


def test_the_line_names_word_fix_and_the_line_to_add(tmp_path: Path) -> None:
    """A right word may be new to us: it is a warning until a release."""
    changes = swap(ACADEMY_EN, "held a", "recieved a")
    (problem,) = misspelled(tmp_path, changes, Fake())
    assert as_text(problem) == (
        "docs/en/actors/academy.md:1: warning: 'recieved' is in no dictionary — did you mean 'received'? correct it; "
        "if it is right, add the line `recieved` as "
        f"hooks/kbase/core/spelling/words/en.txt:{line_for('recieved', 'en')} [spelling]"
    )
    (problem,) = misspelled(tmp_path, swap(ACADEMY_RU, "Академия провела", "Хёрн провёл"), Fake())
    assert "`Хёрн` (its dictionary form) as hooks/kbase/core/spelling/words/ru.txt:" in problem.fix
    release = run_checks(tmp_path, release=True, speller=Fake())
    assert [p.severity for p in release if p.code == "spelling"] == [Severity.ERROR]


@pytest.mark.parametrize(("language", "word"), [("en", "Aa"), ("en", "Minsk"), ("ru", "Ёлкин"), ("ru", "яя")])
def test_a_word_added_in_that_line_stands_in_order(language: Language, word: str) -> None:
    lines = (ROOT / f"hooks/kbase/core/spelling/words/{language}.txt").read_text(encoding="utf-8").splitlines()
    lines.insert(line_for(word, language) - 1, word)
    words = [fold(line) for line in lines if not line.startswith("#")]
    assert fold(word) in words and words == sorted(words)


def test_without_a_speller_nothing_is_said_of_spelling(tmp_path: Path) -> None:
    """So builds `mkdocs build`: a site depends on no dictionary."""
    assert run_checks(repository(tmp_path, swap(ACADEMY_EN, "held a", "recieved a"))) == []


def test_only_the_first_words_are_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions are slow; each word gets them once, and a whole wrong page must not take minutes."""
    monkeypatch.setattr(rule, "MOST_EXPLAINED", 2)
    speller = Fake()
    changes = swap(ACADEMY_EN, "held a", "xaa xaa xbb xcc xdd")
    assert len(misspelled(tmp_path, changes, speller)) == 4
    assert speller.suggested == ["xaa", "xbb"]


def test_names_and_lists_are_suggested_first(tmp_path: Path) -> None:
    changes = {IGOR: IGOR_TITLE, **swap(ACADEMY_RU, "Академия провела", "Землянухинн и Академия провела")}
    speller = Fake()
    speller.knows = lambda language, word: not word.startswith("Землянух")  # type: ignore[method-assign]
    speller.stems = lambda word: ()  # type: ignore[method-assign]
    assert "did you mean 'Землянухин'?" in misspelled(tmp_path, changes, speller)[0].fix


def test_a_record_that_cannot_be_read_makes_no_name_a_misspelling(tmp_path: Path) -> None:
    """Its names are not known; they are called wrong only when the base is whole."""
    changes = {IGOR: IGOR_TITLE + "kidn: x\n", **swap(ACADEMY_EN, "held a", "xaa")}
    assert {p.code for p in run_checks(repository(tmp_path, changes), speller=Fake())} == {"record-field-unknown"}


# Where it looks

TEXTS: dict[str, tuple[Files, str]] = {
    "a title in a record": (swap(ACADEMY, "The academy.", "The xacademy."), f"{ACADEMY}:2"),
    "a text of a statement": (swap(STATEMENTS, "Он был первым", "Он был хервым"), f"{STATEMENTS}:16"),
    "a translated title": (
        swap(SOURCES, "  title: A forum in Minsk\n", "  title: Xa\n  title_translated: {ru: Хорум}\n"),
        f"{SOURCES}:11",
    ),
    "a translated quotation": (
        swap(STATEMENTS, "  by: academy\n", "  by: academy\n  quote: {text: Xa, lang: en, translated: {ru: Хб}}\n"),
        f"{STATEMENTS}:14",
    ),
    "a definition of a term": (
        {"docs/data/glossary.yml": "- id: term-a\n  en: a\n  ru: б\n  definition: {en: Xa, ru: Да}\n"},
        "docs/data/glossary.yml:4",
    ),
    "a page's title": (swap(INDEX_EN, "title: Start", "title: Xtart"), f"{INDEX_EN}:1"),
    "a heading": (swap(ACADEMY_RU, "Что она", "Что хона"), f"{ACADEMY_RU}:3"),
    "the words of a link": (swap(INDEX_RU, "[академия]", "[хакадемия]"), f"{INDEX_RU}:5"),
    "a block's title": (more(INDEX_EN, "\n/// details | Xords\nHi.\n///\n"), f"{INDEX_EN}:7"),
    "a cell of a table": (more(INDEX_EN, "\n| a | xb |\n| --- | --- |\n| c | d |\n"), f"{INDEX_EN}:7"),
    "after a citation of two lines": (
        swap(ACADEMY_EN, "[@agency-on-forum]", "[@agency-on-forum;\n@agency-on-forum]\nxaa"),
        f"{ACADEMY_EN}:3",
    ),
    "an English word in a Russian text": (swap(INDEX_RU, "Вот", "Вот xthe"), f"{INDEX_RU}:5"),
}


@pytest.mark.parametrize("where", TEXTS)
def test_every_text_of_ours_is_read(where: str, tmp_path: Path) -> None:
    changes, place = TEXTS[where]
    assert [str(problem.place) for problem in misspelled(tmp_path, changes, Fake())] == [place]


NOT_OURS: dict[str, Files] = {
    "the tiny base": {},
    "a title of a source": swap(SOURCES, "A forum in Minsk", "A xorum"),
    "a quotation": swap(STATEMENTS, "  by: academy\n", "  by: academy\n  quote: {text: Xa xb, lang: en}\n"),
    "a rendering of a term": {
        "docs/data/glossary.yml": "- id: term-a\n  en: a\n  ru: б\n  definition: {en: A, ru: Да}\n"
        "  renderings: [{by: academy, text: xa, lang: en}]\n"
    },
    "code": swap(INDEX_EN, "See the", "```text\nxa xb\n```\n\n`xc` See the"),
    "an address": swap(INDEX_EN, "See the", "See <https://daily.example/xa>, xa.daily.by, xa@daily.by and the"),
    "an attribute and an entity": swap(INDEX_EN, "See the", "See *the*{ #xa .xb }&xnbsp;"),
    "a Russian word in an English text": swap(INDEX_EN, "See the", "See «хаха», the"),
    "a word in other letters": swap(INDEX_RU, "Вот", "Вот хацеў, Әхділет, 李强"),
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_what_is_no_word_of_ours_is_left_alone(what: str, tmp_path: Path) -> None:
    assert wrong_words(tmp_path, NOT_OURS[what]) == []


# What is right


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("G42, 5G, 2025-го, x86, XVIII", []),
        ("БХИСИ, XAI, XPUs, ХИ-система", []),
        ("x, Х. Х. Иванов", []),
        ("хело-видео, видео-хело", ["видео-хело", "хело-видео"]),
        ("дело\u2011видео, дело-видео", []),
        ("конец.Хачало", ["Хачало"]),
        ("Хоро\u0301ший", ["Хороший"]),
        ("xname’s", ["xname’s"]),
    ],
)
def test_figures_and_capitals_pass_and_compounds_by_their_parts(text: str, wrong: list[str], tmp_path: Path) -> None:
    assert wrong_words(tmp_path, swap(INDEX_RU, "Вот", f"Вот {text}")) == wrong


def test_one_letter_of_hyphens_and_marks_is_no_trap() -> None:
    words = words_of("«Кот-д’Ивуар» – 3/4, a–b, it’s: don't -- _so_ **so** и т.п., x.by")
    assert words == {"Кот-д’Ивуар", "3", "4", "a", "b", "it’s", "don't", "so", "и", "т", "п"}
    assert [language_of(word) for word in ("naïve", "ёж", "мiр", "x86", "Әділет")] == ["en", "ru", None, None, None]


def test_a_very_long_word_takes_no_longer_than_others(tmp_path: Path) -> None:
    """It is wrong without being looked up, and nobody looks for what it might have been."""
    fake = Fake()
    assert wrong_words(tmp_path, swap(INDEX_EN, "See", f"{'b' * 61} X{'b' * 30}"), fake) == [f"X{'b' * 30}", "b" * 61]
    assert "b" * 61 not in fake.asked and fake.suggested == []


def test_an_adjective_may_be_cut_short_in_a_compound(dictionaries: Dictionaries, tmp_path: Path) -> None:
    changes = swap(INDEX_RU, "Вот", "Белорусско-российский и налогово-правовой, но белоруско-российский")
    assert wrong_words(tmp_path, changes, dictionaries) == ["белоруско-российский"]


NAMES: dict[str, Files] = {
    "an actor's title": {IGOR: IGOR_TITLE.replace("Mamonenko", "Xamonenko").replace("Землянухин", "Хемлянухин")},
    "another name": {
        IGOR: IGOR_TITLE + "names: [{text: Xamonenko, lang: en}, {text: Игорь Хемлянухин, lang: ru}]\n"
    },
    "an outlet": {PUBLISHERS: TINY[PUBLISHERS].replace("en: Daily", "en: Xamonenko").replace("Газета", "Хемлянухин")},
    "an author": {
        SOURCES: TINY[SOURCES] + "  author: [{family: Xamonenko, given: A.}, {literal: Хемлянухин}]\n"
    },
    "a newspaper": {SOURCES: TINY[SOURCES] + "  container-title: Xamonenko («Хемлянухин»)\n"},
}  # fmt: skip


@pytest.mark.parametrize("where", NAMES)
def test_a_name_of_a_record_is_right_wherever_it_stands(where: str, tmp_path: Path) -> None:
    """In a Russian text in every case; but written small it is another word."""
    changes = {
        **NAMES[where],
        **swap(INDEX_EN, "See the", "XAMONENKO, Xamonenko’s, xamonenko and the"),
        **swap(INDEX_RU, "Вот", "Хемлянухин, Хемлянухиным, хемлянухиным; Хемлянух"),
    }
    assert wrong_words(tmp_path, changes) == ["xamonenko", "Хемлянух", "хемлянухиным"]


def test_words_of_a_title_that_are_no_names_must_be_spelled_right(tmp_path: Path) -> None:
    assert wrong_words(tmp_path, swap(ACADEMY, "Academy of Sciences", "Academy of xciences")) == ["xciences"]


def test_a_listed_word_stands_for_its_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = {"en": ("xadd", "Xork"), "ru": ("хорсайт", "хёрн")}
    monkeypatch.setattr("kbase.core.spelling.accepted.listed_words", lists.get)
    changes = swap(INDEX_RU, "Вот", "Xadd xadd Xork xork Хорсайт хорсайтом хернам хорс")
    assert wrong_words(tmp_path, changes) == ["xork", "хорс"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_lists_are_in_order(language: str) -> None:
    words = listed_words(language)  # type: ignore[arg-type]
    assert list(words) == sorted(set(words), key=fold)
    assert {language_of(word) for word in words} == {language}


# The real dictionaries


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", ["organisation", "Belarus", "don’t", "colour", "naïve"],
               ["recieved", "belarus", "organistion", "color"]),
        ("ru", ["сотрудничества", "всё", "все-таки", "учёт", "учет", "Беларуси", "суперкомпьютером"],
               ["сотруднечество", "беларуси", "подписаный", "иследование", "агенство", "координальный"]),
    ],
)  # fmt: skip
def test_the_dictionaries_tell_right_from_wrong(
    language: str, right: list[str], wrong: list[str], dictionaries: Dictionaries
) -> None:
    assert [word for word in (*right, *wrong) if not dictionaries.knows(language, word)] == wrong  # type: ignore[arg-type]


def test_a_misspelling_in_each_language_is_found_where_it_stands(dictionaries: Dictionaries, tmp_path: Path) -> None:
    changes = {
        **swap(ACADEMY_EN, "## What it says", "## What it thinkes"),
        **swap(STATEMENTS, "Встретились 90 человек", "Встретилесь 90 человек"),
    }
    said = [as_text(problem).partition("? ")[0] for problem in misspelled(tmp_path, changes, dictionaries)]
    assert said == [
        f"{STATEMENTS}:5: warning: 'Встретилесь' is in no dictionary — did you mean 'Встретилась' or 'Встретились'",
        f"{ACADEMY_EN}:3: warning: 'thinkes' is in no dictionary — did you mean 'thinkers' or 'thinks'",
    ]


def test_names_pass_in_every_case(dictionaries: Dictionaries, tmp_path: Path) -> None:
    changes = {
        IGOR: IGOR_TITLE + "names: [{text: Анастасия Лузгина, lang: ru}, {text: Белсат, lang: ru}]\n",
        **swap(INDEX_EN, "See the", "Mamonenko’s"),
        **swap(INDEX_RU, "Вот", "Землянухина, Землянухиным, Лузгиной, Белсату, Белсатам; Землянухинт, Лузгинной"),
    }
    assert wrong_words(tmp_path, changes, dictionaries) == ["Землянухинт", "Лузгинной"]


def test_the_place_of_an_event_passes(dictionaries: Dictionaries, tmp_path: Path) -> None:
    """A city that no dictionary has, in the record itself and in prose."""
    changes = {
        **swap(FORUM, "date: '2025-08-25'", "date: '2025-08-25'\nplace: {en: Bryansk, ru: Усть-Катав}"),
        **swap(INDEX_EN, "See the", "Bryansk, Bransk"),
    }
    assert wrong_words(tmp_path, changes, dictionaries) == ["Bransk"]


# What is remembered


def test_the_second_run_asks_nothing(tmp_path: Path) -> None:
    """Neither known nor unknown words, nor stems and suggestions: the dictionaries are not even loaded."""
    changes = {
        IGOR: IGOR_TITLE.replace("Землянухин", "Хемлянухин"),
        **swap(INDEX_RU, "Вот", "Хемлянухиным, хорошо, xbad"),
    }
    first, second = Fake(), Fake()
    said = []
    for speller in (first, second):
        kept = Remembering(speller, tmp_path / "deep" / "answers.json", "1")
        said.append(misspelled(tmp_path, changes, kept))
        kept.save()
    assert said[0] == said[1] != []
    assert first.asked and first.suggested
    assert not second.asked and not second.suggested


def test_a_new_word_is_the_only_one_asked(tmp_path: Path) -> None:
    speller = Fake()
    for changes in ({}, swap(INDEX_EN, "See the", "See novel the")):
        speller.asked.clear()
        kept = Remembering(speller, tmp_path / "answers.json", "1")
        misspelled(tmp_path, changes, kept)
        kept.save()
    assert speller.asked == ["novel"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"fingerprint": "1"}', "\0", '{"fingerprint": "1", "answers": 5}']
)
def test_a_spoiled_file_is_passed_over_and_written_anew(content: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(content)
    kept = Remembering(Fake(), file, "1")
    assert kept.knows("en", "word")
    kept.save()
    assert read_kept(file)["answers"] == {"en word": True}


def test_other_dictionaries_give_other_answers(tmp_path: Path) -> None:
    speller = Fake()
    for fingerprint in ("1", "2"):
        kept = Remembering(speller, tmp_path / "answers.json", fingerprint)
        kept.knows("en", "word")
        kept.save()
    assert speller.asked == ["word", "word"]


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = Remembering(Fake(), tmp_path / "file" / "answers.json", "1")
    assert kept.knows("en", "word")
    kept.save()


def test_the_fingerprint_is_that_of_the_dictionaries(tmp_path: Path) -> None:
    def fingerprint(word: str) -> str:
        (tmp_path / "en_GB.aff").write_text("SET UTF-8\n")
        (tmp_path / "en_GB.dic").write_text(f"1\n{word}\n")
        return Dictionaries({"en": tmp_path / "en_GB"}).fingerprint

    assert fingerprint("one") == fingerprint("one") != fingerprint("two")


def test_one_line_is_told_before_the_dictionaries_are_read(tmp_path: Path) -> None:
    (tmp_path / "en_GB.aff").write_text("SET UTF-8\n")
    (tmp_path / "en_GB.dic").write_text("1\nword\n")
    told: list[str] = []
    speller = Dictionaries({"en": tmp_path / "en_GB"}, told.append)
    assert speller.fingerprint and not told
    assert [speller.knows("en", word) for word in ("word", "other")] == [True, False]
    assert len(told) == 1


# The machine


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without dictionaries, and a folder to put some in."""
    monkeypatch.setattr(machine, "DICTIONARY_PLACES", (str(tmp_path / "dict-*"),))
    monkeypatch.delenv("DICPATH", raising=False)
    return tmp_path


def put(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text("SET UTF-8\n" if name.endswith("aff") else "1\nword\n")
    return folder


def test_without_dictionaries_check_says_so_and_passes(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_command, "ROOT", repository(bare / "base"))
    monkeypatch.setattr(check_command, "CLEAN", bare / "clean.json")
    monkeypatch.setattr(check_command, "READ", bare / "records.json")
    monkeypatch.setattr(machine.shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(machine, "is_root", lambda: False)
    assert check_command.run(Namespace(**PLAIN)) == 0
    out, said = capsys.readouterr()
    assert out.startswith("0 errors, 0 warnings")
    assert said == (
        "kb: warning: spelling is not checked, because hunspell's en_GB and ru_RU are missing — run this as root, then "
        "try again: apt-get update && apt-get install -y --no-install-recommends hunspell-en-gb hunspell-ru\n"
    )


def test_one_dictionary_checks_its_language(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(bare / "dict-en", "en_GB.aff", "en_GB.dic", "ru_RU.dic")
    found = machine.find_dictionaries()
    assert found == {"en": bare / "dict-en" / "en_GB"}
    assert "hunspell's ru_RU is missing —" in machine.lack_of_dictionaries(found)
    changes = {INDEX_EN: "---\ntitle: Word\n---\nWord other\n", INDEX_RU: "---\ntitle: Хх\n---\nХх\n"}
    assert "other" in wrong_words(bare, changes, Dictionaries(found))
    assert "Хх" not in wrong_words(bare, changes, Dictionaries(found))


def test_the_variable_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(bare / "dict-en", "en_GB.aff", "en_GB.dic")
    mine = put(bare / "mine", "en_GB.aff", "en_GB.dic", "ru_RU.aff", "ru_RU.dic")
    monkeypatch.setenv("DICPATH", f"/no/such/folder{machine.os.pathsep}{mine}")
    assert machine.find_dictionaries() == {"en": mine / "en_GB", "ru": mine / "ru_RU"}
    assert machine.lack_of_dictionaries(machine.find_dictionaries()) == ""


def test_the_tests_install_them_or_name_the_command(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []
    packages = "hunspell-en-gb hunspell-ru"
    monkeypatch.setattr(machine.shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(machine, "_has_venv", lambda: True)
    monkeypatch.setattr(machine, "is_root", lambda: False)
    with pytest.raises(Refusal, match=f"run this as root, .*--no-install-recommends {packages}$"):
        machine.require_dictionaries()

    def apt_get(*arguments: str) -> None:
        calls.append(arguments)
        if arguments[0] == "install":
            put(bare / "dict-all", "en_GB.aff", "en_GB.dic", "ru_RU.aff", "ru_RU.dic")

    monkeypatch.setattr(machine, "is_root", lambda: True)
    monkeypatch.setattr(machine, "_apt_get", apt_get)
    machine.require_dictionaries()
    assert calls[-1][-2:] == tuple(packages.split())
    calls.clear()
    machine.require_dictionaries()
    assert not calls


def test_the_browser_brings_them_along(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One command for all that the tests lack."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(machine.shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(machine, "CHROMIUM", machine.CHROMIUM._replace(places=()))
    monkeypatch.setattr(machine, "is_root", lambda: False)
    with pytest.raises(Refusal, match="chromium fonts-dejavu-core hunspell-en-gb hunspell-ru"):
        machine.require_chromium()


def test_a_warm_check_loads_no_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the dictionaries nor the packages that read them."""
    paths = {"en": put(tmp_path / "d", "en_GB.aff", "en_GB.dic", "ru_RU.aff", "ru_RU.dic") / "en_GB"}
    monkeypatch.setattr(check_command, "ROOT", repository(tmp_path))
    monkeypatch.setattr(check_command, "CLEAN", tmp_path / "clean.json")
    monkeypatch.setattr(check_command, "READ", tmp_path / "records.json")
    monkeypatch.setattr(check_command, "ANSWERS", tmp_path / "answers.json")
    monkeypatch.setattr(check_command, "find_dictionaries", lambda: {**paths, "ru": tmp_path / "d" / "ru_RU"})
    check_command.run(Namespace(**PLAIN))
    assert (tmp_path / "answers.json").is_file()
    for package in ("spylls", "pymorphy3"):
        for module in [name for name in sys.modules if name.partition(".")[0] == package]:
            monkeypatch.delitem(sys.modules, module)
    check_command.run(Namespace(**PLAIN))
    assert {"spylls", "pymorphy3"}.isdisjoint(sys.modules)
