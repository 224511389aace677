"""The search as a reader has it, in Chromium: what it finds, how it is reached, and what it costs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from unicodedata import normalize

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.search.corrections import distance
from kbase.core.search.results import Findables
from kbase.core.search.romanising import other_layout
from kbase.measures.browsing import WCAG, listen
from kbase.measures.recall import LEAST, recall
from kbase.measures.refused import forms_of_pages, refused, words_of_pages
from kbase.measures.search_queries import SEARCH_PAGE, ask, open_search
from kbase.search.pagefind import Disagreement, add, make
from tests.conftest import Built

LANGUAGES = ("en", "ru")
QUERY = {"en": "reading", "ru": "показание прибора"}
FILTERS, FRAGMENTS = "**/search/filter/*", "**/search/fragment/*"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def type_query(page: Page, query: str) -> None:
    page.wait_for_selector(".kb-search__input")
    page.keyboard.insert_text(query)
    page.wait_for_selector(".kb-hit")
    page.wait_for_selector(".kb-search__facets[data-counted]")


# --- the index ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_is_indexed(built: Built, base: KnowledgeBase, language: str) -> None:
    entry = json.loads((built.folder / "search/pagefind-entry.json").read_text(encoding="utf-8"))
    expected = Findables(base, grade_all(base), language).by_path
    assert entry["languages"][language]["page_count"] == len(expected)


def test_readers_never_meet_the_words_of_the_index(built: Built) -> None:
    for file in built.folder.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "⁂" not in text and "data-pagefind" not in text, file


def test_an_index_with_other_pages_than_it_was_given_is_no_index(tmp_path: Path) -> None:
    """A mark that is no element, here in a comment, is none to Pagefind."""
    page = '<html lang="en"><body><div data-pagefind-body>One</div></body></html>'
    hidden = f'<html lang="en"><!-- {page} --><body>Two</body></html>'
    add(tmp_path, "en", "index.html", page)
    add(tmp_path, "en", "two/index.html", hidden)
    with pytest.raises(Disagreement, match=r"expected 2 results in 'en', found 1 in the index"):
        make(tmp_path, {"en": 2}, {}, packed=False)


# --- what it finds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_form_of_a_word_finds_the_page(
    browser: Browser, address: str, built: Built, base: KnowledgeBase, language: str
) -> None:
    result = recall(browser, address, built.folder, base, language, sample=150)
    assert result.share >= LEAST, result.missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_former_id_finds_its_record(page: Page, address: str, language: str) -> None:
    """Whoever has an old address only, from a citation for instance."""
    open_search(page, address, language)
    for id, path in (("gauge-showed-503-units", "statements/reading-01"), ("scales-works", "actors/gauge-works")):
        assert path in ask(page, id).paths[:3]


def test_a_mistyped_name_offers_the_nearest(page: Page, address: str) -> None:
    open_search(page, address, "ru")
    assert ask(page, "Премеркин").corrected == "Примеркин"
    assert ask(page, "абракадабрович").count == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_pages_is_called_unknown(
    browser: Browser, address: str, built: Built, base: KnowledgeBase, language: str
) -> None:
    """A seeded sample of words, and of forms that need not stand anywhere."""
    words = words_of_pages(base, built.folder, language)
    sample = Random(400).sample(words, min(400, len(words)))
    assert refused(browser, address, language, sample) == []
    assert refused(browser, address, language, forms_of_pages(base, built.folder, language, 200)) == []


@pytest.mark.parametrize(
    ("language", "query", "path"),
    [
        ("en", "timeline", "reference/timeline"),
        ("en", "how to cite", "about/trust"),
        ("en", "who runs this website?", "about/trust"),
        ("en", "CSV", "reference/data"),
        ("en", "subscribe", "reference/new"),
        ("en", "offline copy", "reference/offline"),
        ("ru", "обещания и сроки", "reference/commitments"),
        ("ru", "скачать данные csv", "reference/data"),
        ("ru", "лицензия", "about/trust"),
        ("ru", "Киви́кс", "reference/offline"),
        ("ru", "утверждения за 2025 год", "reference/statements/2025"),
    ],
)
def test_a_tool_that_is_asked_for_comes_first(page: Page, address: str, language: str, query: str, path: str) -> None:
    open_search(page, address, language)
    assert ask(page, query).paths[0] == path


def test_what_is_asked_for_by_its_name_comes_first(page: Page, address: str) -> None:
    open_search(page, address, "ru")
    assert ask(page, "измерительный прибор").paths[0] == "reference/glossary/term-gauge"
    assert ask(page, "прибора измерительного").paths[0] == "reference/glossary/term-gauge"


INPUTS = 50
"""Of every kind of spoilt input so many are tried, the same in every run."""


def _inside(word: str, sign: str, random: Random) -> str:
    place = random.randrange(1, len(word))
    return f"{word[:place]}{sign}{word[place:]}"


SPOILT: dict[str, Callable[[str, Random], str]] = {
    "signs at its ends": lambda word, random: random.choice(("({})", "{},", "«{}»", "{}…", "{}:", "[{}];")).format(
        word
    ),
    "soft hyphens": lambda word, random: _inside(word, "\u00ad", random),
    "signs without width": lambda word, random: _inside(word, random.choice("\u200b\u200c\u200d\u2060\ufeff"), random),
    "no-break signs": lambda word, random: random.choice(("\u00a0{}\u202f", "\u202f{}", "{}\u00a0")).format(word),
    "letters in two parts": lambda word, _: normalize("NFD", word),
    "marks of stress": lambda word, random: _inside(word, "\u0301", random),
    "capitals": lambda word, _: word.upper(),
}

CHANGED = """async (pairs) => {
    const paths = async (query) => (await kbSearch.find(query, {})).results.slice(0, 10).map(({ id }) => id).join();
    const changed = [];
    for (const [word, spoilt] of pairs) if ((await paths(word)) !== (await paths(spoilt))) changed.push(spoilt);
    return changed;
}"""

REFUSED = """async (pairs) => {
    const refused = [];
    for (const [word, text, typed] of pairs) {
        const [found, meant] = [await kbSearch.find(typed, {}), await kbSearch.find(word, {})];
        const ids = found.results.map(({ id }) => id);
        const isFound = meant.results.slice(0, 10).some(({ id }) => ids.includes(id));
        if (!isFound) refused.push([word, text, found.corrected]);
    }
    return refused;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SPOILT)
def test_what_no_reader_sees_changes_nothing(
    page: Page, address: str, built: Built, base: KnowledgeBase, language: str, kind: str
) -> None:
    random = Random(kind)
    open_search(page, address, language)
    words = random.sample(words_of_pages(base, built.folder, language), INPUTS)
    assert page.evaluate(CHANGED, [(word, SPOILT[kind](word, random)) for word in words]) == []


def _with_a_slip(word: str, random: Random) -> str:
    """Two letters in the middle have changed their places, or one of them is there twice, or not at all."""
    at = random.randrange(1, len(word) - 2)
    one, two = word[at], word[at + 1]
    return word[:at] + random.choice((two + one, one + one + two, two)) + word[at + 2 :]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("has_slip", [False, True])
def test_a_word_on_the_other_layout_finds_what_the_word_finds(
    page: Page, address: str, base: KnowledgeBase, language: str, has_slip: bool
) -> None:
    random = Random(INPUTS)
    known = Findables(base, grade_all(base), language).known
    letters = re.compile(r"[а-я]{6,}" if language == "ru" else r"[a-z]{6,}")
    words = random.sample([word for word in (*known.names, *known.words) if letters.fullmatch(word)], INPUTS)
    typed = [_with_a_slip(word, random) if has_slip else word for word in words]
    open_search(page, address, language)
    wrong = page.evaluate(REFUSED, [(word, text, other_layout(text)) for word, text in zip(words, typed, strict=True)])
    # "prpose" may as well be another word that is known, "propose".
    assert [found for found in wrong if distance(found[1], found[2], most=1) > 1] == []


def test_another_layout_is_tried_only_where_it_gives_letters_and_a_known_word(page: Page, address: str) -> None:
    open_search(page, address, "ru")
    for query in ("кибербезопасность", "ЕЭК", "хакеры", "КГБ", "бюджет"):
        found = ask(page, query)
        assert not re.search(r"[a-z]", found.corrected), (query, found.corrected)
    assert ask(page, "ghbvthrby").corrected == "Примеркин"
    assert ask(page, "ghbvtrby").corrected == "Примеркин"  # the other layout, and a slip in it


@pytest.mark.parametrize(
    "spelling", ["Primierkin", "Primerkine", "Prymerkin", "Primierkine", "Primerkin'", "Prymierkin"]
)
def test_any_spelling_of_a_name_finds_it(page: Page, address: str, spelling: str) -> None:
    open_search(page, address, "en")
    assert ask(page, spelling).paths[0] == "actors/ivan-primerkin"


@pytest.mark.parametrize("spelling", ["Prymierkin", "Premierkin"])
def test_another_spelling_of_a_name_finds_all_that_the_name_finds(page: Page, address: str, spelling: str) -> None:
    open_search(page, address, "en")
    found = ask(page, spelling)
    assert found.corrected == "Primerkin" and found.paths == ask(page, "Primerkin").paths


def test_a_correction_is_in_the_script_of_the_query(page: Page, address: str) -> None:
    open_search(page, address, "ru")
    assert ask(page, "измиритильный").corrected == "измерительный"


def test_an_abbreviation_stands_for_no_other_word(page: Page, address: str) -> None:
    open_search(page, address, "en")
    assert ask(page, "GAUGA").count == 0
    assert ask(page, "gauga").corrected == "Gauge"


@pytest.mark.parametrize(
    ("language", "query", "place", "words"),
    [
        ("en", "who runs this site", "#owner", "Kept by"),
        ("en", "cookies", "about/trust/", "Trust"),  # this page has no such section
        ("ru", "кто ведёт этот сайт", "#owner", "Ведёт"),
        ("en", "what has been signed that names AI", "?names-ai=yes", ""),
    ],
)
def test_a_question_about_the_site_leads_to_the_place_that_answers(
    page: Page, address: str, language: str, query: str, place: str, words: str
) -> None:
    page.goto(address + SEARCH_PAGE[language] + f"?q={query}")
    page.wait_for_selector(".kb-hit")
    first = page.locator(".kb-hit").first
    assert (first.locator("a").get_attribute("href") or "").endswith(place)
    assert words in first.inner_text()


def test_a_phrase_is_a_phrase_and_a_word_can_be_left_out(page: Page, address: str) -> None:
    open_search(page, address, "ru")
    words, phrase = ask(page, "мерах договор"), ask(page, "«договор о мерах»")
    assert 0 < phrase.count < words.count
    assert ask(page, '"договора о мерах"').paths == phrase.paths
    open_search(page, address, "en")
    assert 0 < ask(page, "reading -gauge").count < ask(page, "reading").count


def test_a_pasted_page_does_not_freeze_it(page: Page, address: str, built: Built) -> None:
    page.goto(address + SEARCH_PAGE["en"])
    page.wait_for_selector(".kb-search__input")
    page.evaluate(
        "window.longest = 0; new PerformanceObserver((list) => { for (const e of list.getEntries())"
        " window.longest = Math.max(window.longest, e.duration); }).observe({ type: 'longtask' });"
    )
    random = Random(1)
    text = " ".join("".join(random.choices("abdeghiklmnoprstu", k=7)) for _ in range(4000))
    page.fill(".kb-search__input", text)
    page.wait_for_function(
        "() => document.querySelector('.kb-search__note')?.textContent.includes('20')", timeout=60_000
    )
    assert page.evaluate("window.longest") < 1000
    assert len(page.url) < 1000


def test_the_letter_yo_is_the_letter_ye(page: Page, address: str) -> None:
    open_search(page, address, "ru")
    assert ask(page, "учёные").paths == ask(page, "ученые").paths


# --- how it is reached ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_it_and_escape_closes_it(page: Page, address: str, key: str) -> None:
    page.goto(address + "actors/examplia/")
    page.keyboard.press(key)
    page.wait_for_selector(".kb-search-dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector(".kb-search-dialog", state="hidden")


def test_the_keyboard_suffices(page: Page, address: str) -> None:
    page.goto(address + "ru/actors/examplia/")
    page.keyboard.press("/")
    type_query(page, "Примеркин")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.classList.contains('kb-hit__link')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ru/actors/ivan-primerkin/")


def test_enter_searches_and_leaves_for_nowhere(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    type_query(page, "ZBM")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.url == address
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/measures-board/")


def test_escape_closes_it_though_something_is_typed(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    type_query(page, "ZBM")
    page.keyboard.press("Escape")
    page.wait_for_selector(".kb-search-dialog", state="hidden")


@pytest.mark.parametrize("start", ["actors/examplia/", SEARCH_PAGE["en"]])
def test_the_way_back_from_a_result_shows_the_results_again(page: Page, address: str, start: str) -> None:
    page.goto(address + start)
    if start != SEARCH_PAGE["en"]:
        page.keyboard.press("/")
    type_query(page, "reading")
    first = page.locator(".kb-hit").count()
    page.click(".kb-search__more")
    page.wait_for_function(f"() => document.querySelectorAll('.kb-hit').length > {first}")
    shown = page.locator(".kb-hit").count()
    link = page.locator(".kb-hit__link").last
    link.scroll_into_view_if_needed()
    link.click()
    page.wait_for_selector("h1")
    page.wait_for_function("() => !document.querySelector('.kb-hit')")
    page.go_back()
    page.wait_for_function(f"() => document.querySelectorAll('.kb-hit').length === {shown}")
    assert page.input_value(".kb-search__input") == "reading"
    page.wait_for_function("() => (document.querySelector('dialog[open]') ?? document.scrollingElement).scrollTop > 0")


def test_what_was_typed_just_before_leaving_is_there_on_the_way_back(page: Page, address: str) -> None:
    """Before the pause after which the search begins."""
    page.goto(address)
    page.goto(address + SEARCH_PAGE["en"])
    page.wait_for_selector(".kb-search__input")
    page.evaluate("""() => {
        const field = document.querySelector(".kb-search__input");
        field.value = "reading";
        field.dispatchEvent(new Event("input"));
        history.back();
    }""")
    page.wait_for_function("() => !document.querySelector('[data-kb-search]')")
    page.go_forward()
    page.wait_for_selector(".kb-hit")
    assert page.input_value(".kb-search__input") == "reading"


def test_the_language_switch_keeps_the_query(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"] + "?q=Primerkin")
    page.wait_for_selector(".kb-hit")
    page.click(".kb-switch")
    page.wait_for_url("**/ru/reference/search/?q=Primerkin")
    page.wait_for_selector(".kb-hit")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_lost_addresses_has_the_field(page: Page, address: str, built: Built, language: str) -> None:
    page.goto(address)
    page.set_content((built.folder / "404.html").read_text(encoding="utf-8"))
    form = page.locator("form").nth(LANGUAGES.index(language))
    assert (form.get_attribute("action") or "").endswith(SEARCH_PAGE[language])
    assert form.locator("input[name=q]").get_attribute("aria-label")


SHIFTS = """window.shifts = []; new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
        window.shifts.push([value, sources.map(({ node }) => node?.className ?? node?.nodeName ?? "")]);
}).observe({ type: "layout-shift" });"""


@pytest.mark.parametrize("start", ["ru/actors/examplia/", SEARCH_PAGE["ru"]])
def test_nothing_moves_while_results_come(page: Page, address: str, start: str) -> None:
    """Not even what Chromium forgives, because something was typed shortly before; the second query is corrected."""
    page.goto(address + start)
    if start != SEARCH_PAGE["ru"]:
        page.keyboard.press("/")
    page.wait_for_selector(".kb-search__input")
    page.evaluate(SHIFTS)
    type_query(page, "прибор")
    page.fill(".kb-search__input", "Премеркин")
    page.wait_for_selector(".kb-search__note:not([hidden])")
    page.wait_for_selector(".kb-search__facets[data-counted]")
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifts") == []


def test_the_filters_stand_there_before_the_engine_is_loaded(browser: Browser, address: str) -> None:
    """On a screen without keys the field has no focus before somebody touches it."""
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 700})
    page = context.new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address + SEARCH_PAGE["en"], wait_until="networkidle")
    page.tap(".kb-search__facets summary")
    assert int(page.locator("label:has([data-facet=type-statement]) .kb-search__n").text_content() or 0) > 0
    assert [url for url in loaded if "pagefind" in url] == []
    with page.expect_request(re.compile("pagefind.js")):
        page.tap(".kb-search__input")
    context.close()


@pytest.mark.parametrize("query", ["Far Gazette", "«Дальний вестник»", "far.example", "https://far.example/forum"])
def test_a_publisher_is_found_by_its_name_and_by_its_host(page: Page, address: str, query: str) -> None:
    open_search(page, address, "en")
    assert ask(page, query).paths[0] == "reference/sources/far-gazette"


def test_a_publisher_with_a_record_is_that_record(page: Page, address: str) -> None:
    open_search(page, address, "en")
    for query in ("Gauge Works", "works.example"):
        assert ask(page, query).paths[0] == "actors/gauge-works"


def test_nothing_of_it_loads_before_it_is_asked_for(page: Page, address: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address + "ru/", wait_until="networkidle")
    assert [url for url in loaded if "search" in url.removeprefix(address)] == []


def test_without_javascript_the_link_leads_to_what_there_is_instead_of_a_search(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "ru/actors/examplia/")
    page.click(".kb-find")
    page.wait_for_url(f"**/{SEARCH_PAGE['ru']}")
    assert page.locator(".kb-index a").count() > 5
    context.close()


# --- what it shows --------------------------------------------------------------------------------------------------


def test_results_are_grouped_marked_and_announced(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["ru"] + "?q=указ 7")
    page.wait_for_selector(".kb-hit")
    assert page.locator(".kb-search__type").first.inner_text().casefold() == "соглашения и акты"
    assert page.locator(".kb-hit mark").count() > 0
    assert page.locator(".kb-hit .kb-hit__label").count() > 0
    assert "результат" in page.locator(".kb-search__status[aria-live=polite]").inner_text()


def test_filters_narrow_and_stand_in_the_address(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"])
    type_query(page, "reading")
    page.click(".kb-search__facets summary")
    count = int(page.locator("label:has([data-facet=type-statement]) .kb-search__n").inner_text())
    page.click("[data-facet=type-statement]")
    page.wait_for_url("**/reference/search/?q=reading&type=statement")
    page.wait_for_function(f"() => document.querySelector('.kb-search__status').textContent.startsWith('{count} ')")
    assert page.locator(".kb-search__type").all_inner_texts() == ["STATEMENTS"]


def test_results_are_narrowed_by_the_kind_of_statement(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["ru"] + "?q=Комитет мер&statement=plan")
    page.wait_for_selector(".kb-hit")
    assert page.locator(".kb-search__type").all_inner_texts() == ["УТВЕРЖДЕНИЯ"]
    kinds = page.locator(".kb-hit__meta > span:first-child").all_inner_texts()
    assert kinds and set(kinds) == {"План"}


def test_what_no_result_has_shows_no_zero(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"])
    type_query(page, "Primerkin")
    page.wait_for_selector(".kb-search__facets[data-counted]")
    numbers = page.locator(".kb-search__n").all_text_contents()
    assert "" in numbers and "0" not in numbers
    unmarked = page.locator("label:has([data-facet]:disabled)")
    assert unmarked.count() == numbers.count("")
    assert set(unmarked.locator(".kb-search__n").all_text_contents()) == {""}


def test_a_filter_counts_what_the_other_filters_leave(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"] + "?q=reading&type=statement&year=2025")
    page.wait_for_selector(".kb-search__facets[data-counted]")
    shown = page.locator(".kb-search__status").inner_text().split()[0]
    chosen = page.locator("label:has(:checked) .kb-search__n").all_text_contents()
    assert chosen == [shown, shown]


@pytest.mark.parametrize("narrowed", ["", "&type=statement"])
def test_a_number_says_where_a_filter_may_bring_more(page: Page, address: str, narrowed: str) -> None:
    """Where pages with most of the words are listed too, they are not counted; of a value that is chosen the number is
    what is listed.
    """
    page.goto(address + SEARCH_PAGE["en"] + "?q=Primerkin committee" + narrowed)
    page.wait_for_selector(".kb-search__facets[data-counted]")
    listed = page.locator(".kb-search__status").inner_text().split()[0]
    assert "most of them" in page.locator(".kb-search__note").inner_text() and int(listed) > 1
    assert page.locator("label:has(:checked) .kb-search__n").all_text_contents() == ([listed] if narrowed else [])
    others = page.locator("label:has(:not(:checked)[data-facet]) .kb-search__n").all_text_contents()
    assert all(number.endswith("+") for number in others if number) and any(others)
    assert page.locator(".kb-search__facets :disabled").count() == 0


def test_a_filter_takes_results_away_and_brings_none(page: Page, address: str) -> None:
    """Also where pages with some of the words only are listed."""

    def listed(query: str) -> set[str]:
        page.goto(address + SEARCH_PAGE["en"] + query)
        page.wait_for_selector(".kb-search__facets[data-counted]")
        while (more := page.locator(".kb-search__more")).is_visible():
            before = page.locator(".kb-hit").count()
            more.click()
            page.wait_for_function("(n) => document.querySelectorAll('.kb-hit').length > n", arg=before)
        return {link.get_attribute("href") or "" for link in page.locator(".kb-hit a").all()}

    everything = listed("?q=academy measures budget")
    statements = listed("?q=academy measures budget&type=statement")
    assert statements and statements < everything


def test_a_shared_address_repeats_the_search(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"] + "?q=reading&type=statement&year=2025")
    page.wait_for_selector(".kb-hit")
    page.wait_for_selector(".kb-search__facets[data-counted]")
    assert page.locator(".kb-search__facets :checked").count() == 2


@pytest.mark.parametrize("viewport", [(360, 700), (1280, 800)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_results_of_a_shared_address_are_in_sight(
    browser: Browser, address: str, language: str, viewport: tuple[int, int]
) -> None:
    """Wherever the page is scrolled, and nothing moves on the way there."""
    width, height = viewport
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(address + SEARCH_PAGE[language] + f"?q={QUERY[language].split()[0]}&type=statement&year=2025")
    page.wait_for_selector(".kb-hit")
    place = "document.querySelector('.kb-hit').getBoundingClientRect().top"
    assert page.evaluate(f"{place} + scrollY") < height * (0.65 if width < 400 else 0.75)
    assert "2" in page.locator(".kb-search__facets > summary").inner_text()
    page.wait_for_selector(".kb-search__facets[data-counted]")
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifts") == []
    context.close()


def held_back(page: Page, files: str) -> list[Route]:
    """The requests for these files, which wait until the test lets them go."""
    waiting: list[Route] = []
    page.route(files, lambda route: waiting.append(route))
    return waiting


def let_go(page: Page, waiting: list[Route], files: str) -> None:
    for route in waiting:
        route.continue_()
    page.unroute(files)


def test_results_are_brought_into_sight_before_they_are_counted(browser: Browser, address: str) -> None:
    """Whoever has begun to read is not led away."""
    context = browser.new_context(viewport={"width": 360, "height": 500}, service_workers="block")
    page = context.new_page()
    waiting = held_back(page, FILTERS)
    page.goto(address + SEARCH_PAGE["ru"] + "?q=показание")
    page.wait_for_selector(".kb-hit")
    page.wait_for_function("() => scrollY > 0")
    before = page.evaluate("scrollY")
    let_go(page, waiting, FILTERS)
    page.wait_for_selector(".kb-search__facets[data-counted]")
    assert page.evaluate("scrollY") == before
    context.close()


def test_a_query_that_follows_while_the_filters_load_is_counted(browser: Browser, address: str) -> None:
    """What the engine said of it before it had their files counts nothing."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(address + SEARCH_PAGE["en"])
    filters = held_back(page, FILTERS)
    page.fill(".kb-search__input", "Primerkin")
    page.wait_for_selector(".kb-hit")
    page.wait_for_timeout(300)
    assert filters
    fragments = held_back(page, FRAGMENTS)
    page.fill(".kb-search__input", "reading")
    page.wait_for_function("() => document.querySelector('.kb-search__status').textContent.includes('…')")
    page.wait_for_timeout(500)
    assert fragments
    let_go(page, filters, FILTERS)
    page.wait_for_timeout(500)
    let_go(page, fragments, FRAGMENTS)
    page.wait_for_selector(".kb-search__facets[data-counted]")
    page.click(".kb-search__facets summary")
    assert int(page.locator("label:has([data-facet=type-statement]) .kb-search__n").inner_text()) > 0
    assert page.locator("[data-facet=type-statement]").is_enabled()
    context.close()


def test_further_values_without_a_result_leave_the_focus_in_their_filter(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"])
    type_query(page, "Primerkin")
    page.click(".kb-search__facets summary")
    kinds = page.locator(".kb-search__set:has([data-facet^=type-])")
    assert kinds.locator("label >> nth=8 >> input").is_disabled()
    kinds.locator("button").press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-facet^=type-]')")


def test_on_a_phone_the_filters_leave_room_for_the_results(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(address + SEARCH_PAGE["en"] + "?q=reading")
    page.wait_for_selector(".kb-hit")
    page.tap(".kb-search__facets summary")
    assert page.evaluate("document.querySelector('.kb-search__facets').getBoundingClientRect().height") < 700 * 0.6
    sets = page.locator(".kb-search__set:not([hidden]) > summary")
    assert sets.count() > 4 and all(one.is_visible() for one in sets.all()), "a filter is not in sight"
    assert not page.locator("[data-facet=type-statement]").is_visible()
    sets.first.tap()
    assert page.locator("[data-facet=type-statement]").is_visible()
    page.tap(".kb-search__end button")
    assert page.evaluate("document.activeElement.closest('.kb-hit') !== null")
    assert page.locator(".kb-search__facets[open]").count() == 0
    context.close()


def test_of_many_values_the_most_used_are_shown_first(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"])
    page.wait_for_selector(".kb-search__facets")
    page.click(".kb-search__facets summary")
    countries = page.locator("label:has([data-facet^=country-])")
    numbers = [int(text) for text in countries.locator(".kb-search__n").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    kinds = page.locator("label:has([data-facet^=type-])")
    assert [kinds.nth(n).is_visible() for n in range(kinds.count())] == [n < 8 for n in range(kinds.count())]
    page.locator(".kb-search__set:has([data-facet^=type-]) button").click()
    assert all(kinds.nth(n).is_visible() for n in range(kinds.count()))


def test_several_values_of_one_filter_add_up(page: Page, address: str) -> None:
    open_search(page, address, "en")
    counts = [ask(page, "reading", {"type": types}).count for types in (["statement"], ["term"], ["statement", "term"])]
    assert counts[0] and counts[1] and counts[2] == counts[0] + counts[1]


def test_an_excerpt_is_of_the_page_alone(page: Page, address: str) -> None:
    """Words that only the index was given are shown to no one."""
    page.goto(address + SEARCH_PAGE["ru"] + "?q=указ 7")
    page.wait_for_selector(".kb-hit")
    texts = " ".join(page.locator(".kb-hit__text").all_inner_texts())
    assert texts and "⁂" not in texts and "|" not in texts


def test_one_click_repeats_the_search_in_the_other_language(page: Page, address: str) -> None:
    page.goto(address + "actors/examplia/")
    page.keyboard.press("/")
    type_query(page, "Примеркин")
    page.click(".kb-search__ways a[hreflang=ru]")
    page.wait_for_url("**/ru/reference/search/?q=*")
    page.wait_for_selector(".kb-hit")
    assert page.locator(".kb-hit__link").first.inner_text() == "Иван Примеркин"


def test_the_field_on_the_home_page_opens_the_search_with_what_was_typed(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.fill(".kb-ask__input", "gauge")
    page.keyboard.press("Enter")
    page.wait_for_selector(".kb-search-dialog .kb-hit")
    assert page.input_value(".kb-search__input") == "gauge"
    assert not any("gauge" in url for url in asked)


def test_where_there_are_no_keys_none_are_explained(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(address + SEARCH_PAGE["ru"])
    page.wait_for_selector(".kb-search__input")
    assert page.locator(".kb-search__keys").is_hidden()
    context.close()


def test_an_empty_result_helps(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"] + "?q=zzzzqqqq")
    page.wait_for_function("() => document.querySelector('.kb-search__results')?.textContent.includes('fewer')")
    assert "zzzzqqqq" in page.locator(".kb-search__status").inner_text()


def test_the_way_to_the_other_language_is_there_before_anything_is_typed(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["ru"])
    page.wait_for_selector(".kb-search__ways a[href]")
    assert page.locator(".kb-search__ways a").first.get_attribute("href") == address + SEARCH_PAGE["en"]


@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("en", "dark"),
        ("ru", "light"),
        pytest.param("en", "light", marks=pytest.mark.slow),
        pytest.param("ru", "dark", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing(browser: Browser, address: str, language: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    faults = listen(page, address)
    page.goto(address + ("ru/" if language == "ru" else ""))
    page.keyboard.press("/")
    page.wait_for_selector(".kb-search__input")
    assert Axe().run(page, options=WCAG).response["violations"] == []
    type_query(page, QUERY[language])
    page.click(".kb-search__facets summary")
    assert Axe().run(page, options=WCAG).response["violations"] == []
    page.goto(address + SEARCH_PAGE[language] + f"?q={QUERY[language]}")
    page.wait_for_selector(".kb-search__facets[data-counted]")
    assert Axe().run(page, options=WCAG).response["violations"] == []
    assert faults == []
    context.close()


# --- from a folder --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "query"), [("index.html", "gauge"), ("ru/actors/examplia.html", "показаниями")])
def test_it_works_from_a_folder_without_a_network(browser: Browser, copy: Path, start: str, query: str) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto((copy / start).as_uri())
    page.keyboard.press("/")
    type_query(page, query)
    first = page.locator(".kb-hit").count()
    page.click(".kb-search__more")
    page.wait_for_function(f"() => document.querySelectorAll('.kb-hit').length > {first}")
    page.click(".kb-search__facets summary")
    page.click("[data-facet=type-statement]")
    page.wait_for_function("() => document.querySelectorAll('.kb-search__type').length === 1")
    page.locator(".kb-hit__link").first.click()
    page.wait_for_url("file://**/statements/*.html")
    assert page.locator("h1").count() == 1
    assert faults == []
    context.close()
