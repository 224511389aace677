"""What the search finds: everything once, with its names in both languages and the filters that narrow it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.pages.lists import by_year
from kbase.core.search import results
from kbase.core.search.asked import parts_of
from kbase.core.search.morphology import stem
from kbase.core.search.results import FILTERS, Findables
from kbase.core.search.terminal_search import Answer, Hit, build, key_of, nearness, search


@pytest.fixture(scope="module")
def russian(base: KnowledgeBase) -> Findables:
    return Findables(base, grade_all(base), "ru")


@pytest.fixture(scope="module")
def file(russian: Findables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the terminal's search."""
    made = tmp_path_factory.mktemp("search") / "kb.sqlite"
    build(russian.base, made)
    return made


def test_every_record_statement_term_and_publisher_is_a_result(russian: Findables) -> None:
    base = russian.base
    tools = {path for (_, path), page in base.prose.items() if page.entity is None} | {
        f"reference/statements/{year}" for year in by_year(base)
    }
    records = len(base.entities) + len(base.statements) + len(base.terms)
    outlets = base.published.keys() - base.entities.keys()
    assert len(russian.by_path) == records + len(outlets) + len(tools)


def test_a_publisher_is_known_by_its_names_and_hosts_and_is_its_record_where_it_has_one(russian: Findables) -> None:
    gazette = russian.by_path["reference/sources/far-gazette"]
    assert {"Far Gazette", "«Дальний вестник»"} <= set(gazette.also) and gazette.hosts == ("far.example",)
    assert russian.by_path["actors/gauge-works"].hosts == ("works.example",)
    assert "reference/sources/gauge-works" not in russian.by_path


def test_a_record_is_known_by_its_names_in_every_alphabet(russian: Findables) -> None:
    names = russian.by_path["actors/measures-board"].names
    assert {"ЖКМ", "ZBM", "Board of Measures", "Комитет мер"} <= set(names)
    assert "Dzhoan Sampl" in russian.by_path["actors/joan-sample"].names


def test_a_statement_has_no_name_but_grades(russian: Findables) -> None:
    for found in russian.by_path.values():
        if found.type == "statement":
            assert found.names == ()
            assert found.filters["attested"] and found.filters["year"] and found.filters["ownership"]


def test_filters_are_those_that_are_offered(russian: Findables) -> None:
    assert {name for found in russian.by_path.values() for name in found.filters} == set(FILTERS)


def test_the_glossary_bridges_the_languages(russian: Findables) -> None:
    assert "gauge" in russian.bridges("О точных измерительных приборах")
    assert russian.bridges("Ничего такого") == ()


def test_readers_words_stand_for_those_of_the_base(russian: Findables) -> None:
    assert "Совмин" in russian.synonyms("Совету Министров")


def test_who_holds_an_office_is_asked_for_by_it(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    said = (
        ("Joan Sample", ("inspector", "chief inspector", "who was before Gauge")),
        ("Gauge Works", ("chief factory",)),
    )
    monkeypatch.setattr(results, "asked_as", lambda language: said)
    findables = Findables(base, grade_all(base), "en")
    assert findables.offices(findables.by_path["actors/joan-sample"]) == ("chief inspector",)
    assert findables.offices(findables.by_path["actors/gauge-works"]) == ()


def test_readers_words_for_a_statement_stay_with_it_when_it_is_renamed(
    russian: Findables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "said_of_statements", lambda language: {"gauge-showed-503-units": ("сколько",)})
    assert russian.said_of(russian.by_path["statements/reading-01"]) == ("сколько",)
    assert russian.said_of(russian.by_path["actors/gauge-works"]) == ()


def test_a_guess_says_less_than_the_words_that_were_typed(file: Path) -> None:
    """No page has "brimerkyn": the name it may be is no reason to put that person before what was asked for."""
    answer = search(file, "gauge brimerkyn", "en", {}, 3)
    assert answer.instead == "gauge primerkin"
    assert "gauge" in answer.hits[0].title.casefold()


def test_an_abbreviation_in_capitals_is_no_other_word(russian: Findables) -> None:
    assert "нейросеть" in russian.synonyms("ИИ")
    assert "нейросеть" not in russian.synonyms("прибор и показание")


def _first(answer: Answer) -> str:
    return answer.hits[0].path


@pytest.mark.parametrize(
    ("query", "language", "path"),
    [
        ("Примеркиным", "ru", "actors/ivan-primerkin"),
        ("указ 7", "ru", "agreements/act-7-2024"),
        ("Примеркин", "en", "actors/ivan-primerkin"),
        ("Dzhoan", "ru", "actors/joan-sample"),
        ("edict 7", "en", "agreements/act-7-2024"),
    ],
)
def test_the_terminal_finds_what_the_site_finds(file: Path, query: str, language: str, path: str) -> None:
    assert _first(search(file, query, language, {}, 3)) == path


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_former_id_finds_its_record(file: Path, language: str) -> None:
    """Whoever has an old address only, from a citation for instance."""
    for id, path in (("gauge-showed-503-units", "statements/reading-01"), ("scales-works", "actors/gauge-works")):
        assert search(file, id, language, {}, 3).hits[0].path == path


def test_the_wrong_layout_is_read_as_the_right_one(file: Path) -> None:
    answer = search(file, "ghbvthrby", "ru", {}, 3)
    assert answer.instead == "примеркин"
    assert _first(answer) == "actors/ivan-primerkin"


def test_phrases_and_excluded_words_narrow_the_results(file: Path) -> None:
    both = search(file, "мерах договор", "ru", {}, 500)
    assert 0 < len(search(file, "«договор о мерах»", "ru", {}, 500).hits) < len(both.hits)
    gauge = search(file, "reading", "en", {}, 500)
    assert 0 < len(search(file, "reading -gauge", "en", {}, 500).hits) < len(gauge.hits)


def test_a_name_that_only_sounds_alike_is_found(file: Path) -> None:
    answer = search(file, "Primierkine", "en", {}, 3)
    assert _first(answer) == "actors/ivan-primerkin"


@pytest.mark.parametrize("query", ["Prymierkin", "Premierkin"])
def test_another_spelling_of_a_name_finds_all_that_the_name_finds(file: Path, query: str) -> None:
    answer = search(file, query, "en", {}, 500)
    assert answer.instead == "primerkin"
    assert [hit.path for hit in answer.hits] == [hit.path for hit in search(file, "Primerkin", "en", {}, 500).hits]


def test_a_person_stands_before_the_statements_that_name_them(file: Path) -> None:
    assert _first(search(file, "Primerkin", "en", {}, 500)) == "actors/ivan-primerkin"


def test_an_abbreviation_stands_for_no_other_word(file: Path) -> None:
    assert search(file, "GAUGA", "en", {}, 3).hits == ()
    assert search(file, "gauga", "en", {}, 3).instead == "gauge"


@pytest.mark.parametrize(
    ("query", "language", "path"),
    [
        ("who runs this website", "en", "about/trust"),
        ("what has been signed that names AI", "en", "agreements/index"),
        ("какие соглашения называют ИИ", "ru", "agreements/index"),
    ],
)
def test_a_tool_that_is_asked_for_comes_first_in_the_terminal(file: Path, query: str, language: str, path: str) -> None:
    assert _first(search(file, query, language, {}, 3)) == path


def test_a_host_finds_the_record_of_its_publisher(file: Path) -> None:
    assert _first(search(file, "https://works.example/report", "ru", {}, 3)) == "actors/gauge-works"


def test_a_statement_is_found_by_its_kind(file: Path) -> None:
    found = search(file, "Комитет мер", "ru", {"statement": ["plan"]}, 500)
    assert found.hits and all(hit.type == "statement" and hit.kind == "plan" for hit in found.hits)


def hit(type: str, kind: str, *names: str, hosts: tuple[str, ...] = (), offices: tuple[str, ...] = ()) -> Hit:
    return Hit(f"{type}/{names[0]}", type, kind, names[0], "", "", {}, names, hosts, (), (), offices)


@pytest.mark.parametrize(
    ("found", "query", "level"),
    [
        (hit("actor", "company", "Gauge Works"), "works gauge", 3),
        (hit("actor", "company", "Gauge Works", hosts=("works.example",)), "works.example", 3),
        (hit("publisher", "outlet", "Far Gazette"), "Far Gazette", 2.5),
        (hit("publisher", "state-body", "Board of Measures (ZBM)"), "ZBM", -1),
        (hit("publisher", "state-body", "Board of Measures (ZBM)"), "Board of Measures (ZBM)", -1),
        (hit("publisher", "state-body", "Board of Measures", hosts=("zbm.example",)), "zbm.example", 2.5),
        (hit("publisher", "outlet", "Far Gazette"), "gazette", 0),
        (hit("actor", "person", "Joan Sample"), "Sample", 1.125),
        (hit("actor", "person", "Joan Sample", offices=("head of the board",)), "the board of head", 2.75),
        (hit("actor", "person", "Joan Sample", offices=("head of the board",)), "board", 0),
        (hit("event", "", "A visit of Joan Sample to the works"), "Sample", 1 + 1 / 32),
    ],
)
def test_a_name_that_is_asked_for_comes_first_and_a_body_that_only_published_does_not(
    found: Hit, query: str, level: float
) -> None:
    asked = [frozenset({stem(part, "en")}) for part in parts_of(query)]
    assert nearness(found, asked, "en") == level


def test_filters_narrow_the_results(file: Path) -> None:
    found = search(file, "показание прибора", "ru", {"type": ["statement"], "year": ["2025"]}, 500)
    assert found.hits
    assert all(hit.type == "statement" and "2025" in hit.filters["year"] for hit in found.hits)


def test_signs_of_the_query_language_do_no_harm(file: Path) -> None:
    for query in ('"', "AND", "NEAR(", "x* OR y", "№", "'; DROP TABLE page"):
        search(file, query, "ru", {}, 3)
    assert search(file, "указ 7", "ru", {}, 3).hits


def test_the_key_changes_with_the_data(tmp_path: Path) -> None:
    record = tmp_path / "docs/data/actors/one.yml"
    record.parent.mkdir(parents=True)
    record.write_text("title: one", encoding="utf-8")
    before = key_of(tmp_path)
    record.write_text("title: two", encoding="utf-8")
    assert key_of(tmp_path) != before


def test_of_two_names_with_one_stem_the_one_comes_first_that_is_spelled_so(file: Path) -> None:
    """«Пример» is a news agency, and has the stem of the country."""
    assert _first(search(file, "Примерия", "ru", {}, 3)) == "actors/examplia"
    assert _first(search(file, "Пример", "ru", {}, 3)) == "actors/example-wire"
