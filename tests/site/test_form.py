"""The form: whoever knows something puts it right, and what comes of it is filed away as records."""

from __future__ import annotations

import re
import shutil
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Page, Route, expect

from commands import apply
from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import run_checks
from kbase.core.drafting.contribution import read_contribution
from kbase.core.problems import Severity, as_text
from kbase.core.records.model import LANGUAGES, Actor, Agreement, Event
from kbase.core.translation.typed_dates import as_edtf
from kbase.measures.browsing import WCAG, served
from kbase.site.site import Site
from tests.conftest import ROOT, Built
from tests.helpers import repository
from tests.site.conftest import UNTRANSLATED

STATEMENT, SOURCE, PUBLISHER = (f"[data-part={kind}] >" for kind in ("statement", "source", "publisher"))
CARD = "[data-card] .kb-card__text"
HOST = "https://host.example/some/base/new/main?filename=docs/data/inbox/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page; at its end it must have shown no error."""
    context = browser.new_context(color_scheme="light", accept_downloads=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def root(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The records and pages of the example, into which something is filed away."""
    shutil.copytree(example / "docs", tmp_path / "docs")
    monkeypatch.setattr(apply, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def uneven_root(uneven: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository of the uneven site, into which something is filed away."""
    shutil.copytree(uneven.folder.parent / "repository/docs", tmp_path / "docs")
    monkeypatch.setattr(apply, "ROOT", tmp_path)
    return tmp_path


def saved(page: Page, folder: Path) -> Path:
    """The file that the form makes."""
    page.focus("[data-save]")
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    saving.value.save_as(folder / saving.value.suggested_filename)
    return folder / saving.value.suggested_filename


def filed(file: Path, root: Path) -> KnowledgeBase:
    """The base when the file is filed away, in which `check` finds no error."""
    assert apply.run(Namespace(files=[str(file)], dry_run=False, language="en")) == 0
    assert [as_text(found) for found in run_checks(root) if found.severity is Severity.ERROR] == []
    return read_base(root)[0]


def tab_to(page: Page, selector: str) -> None:
    """Goes on by the tabulator key until that field has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no key leads to {selector}")


def choose(page: Page, words: str) -> None:
    """Takes by keyboard the first of a list that has these words."""
    page.keyboard.type(words)
    expect(page.locator("[role=option]").first).to_contain_text(words, ignore_case=True)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_what_was_wrong_in_a_field_is_no_longer_said_once_it_is_typed_on(page: Page, address: str) -> None:
    """The field is clear of the header that stays at the top."""
    page.goto(f"{address}about/form/?statement=forum-counted-400-guests")
    text = page.locator(f"{STATEMENT} [data-f=text] [data-l=en]")
    text.fill("It counted 400 people.")
    page.click("[data-save]")
    lacking = page.locator("[aria-invalid=true]:not([data-which])").first
    expect(lacking).to_be_focused()
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") > 60
    fault = page.locator(f"p#{lacking.get_attribute('aria-describedby')}")
    expect(fault).to_be_visible()
    page.keyboard.type("Because")
    expect(fault).to_have_count(0)


def test_who_types_a_whole_name_and_goes_on_has_chosen_it(page: Page, address: str) -> None:
    """By the tabulator key as well as by Enter; part of a name chooses nothing."""
    page.goto(f"{address}about/form/?about=joan-sample")
    about = f"{STATEMENT} [data-f=about]"
    for words, key in (("ivan primerkin", "Tab"), ("Gauge Works", "Enter")):
        page.fill(f"{about} input", words)
        expect(page.locator("[role=option][aria-selected=true]")).to_contain_text(words, ignore_case=True)
        page.keyboard.press(key)
    expect(page.locator(f"{about} [data-id]")).to_have_count(3)
    page.fill(f"{about} input", "Academy of")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(f"{about} [data-id]")).to_have_count(3)


def test_a_record_leads_to_a_new_statement_about_it(page: Page, address: str) -> None:
    """Which is no draft before something is typed. A source is told from another by its publisher and day."""
    page.goto(f"{address}actors/joan-sample/")
    page.click(".kb-actions >> text=Add a statement about it")
    expect(page.locator("[data-do=statement]")).to_be_checked()
    named = page.locator(f"{STATEMENT} [data-f=about] [data-id=joan-sample]")
    expect(named).to_contain_text("Joan Sample")
    page.reload()
    expect(named).to_contain_text("Joan Sample")
    assert page.locator("text=Your draft was put back").count() == 0
    page.focus(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) > [data-f=id] input")
    page.keyboard.type("gauges")
    expect(page.locator("[role=option]").first).to_contain_text("Examplia, 2024-03-12")


def test_a_correction_by_keyboard_becomes_a_file_that_is_filed_away(page: Page, address: str, root: Path) -> None:
    page.goto(f"{address}statements/forum-counted-400-guests/")
    page.focus(".kb-actions >> text=Report a mistake")
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_have_text("The forum counted 400 guests.")
    page.focus("[data-which]")
    tab_to(page, f"{STATEMENT} [data-f=text] [data-l=en]")
    page.keyboard.press("Control+A")
    page.keyboard.type("The forum counted 400 people.")
    tab_to(page, f"{STATEMENT} [data-f=about] input")
    choose(page, "Samplonia")
    tab_to(page, "[data-what] [data-l=en]")
    page.keyboard.type("The word for those who came.")
    expect(page.locator(CARD)).to_have_text("The forum counted 400 people.")
    assert "kb-label" not in page.locator("[data-card]").inner_html()
    now = filed(saved(page, root), root).statements["forum-counted-400-guests"]
    assert now.text.en == "The forum counted 400 people." and now.text.ru == "На форуме насчитали 400 гостей."
    assert now.about[-1] == "samplonia" and now.revised[-1].what.en == "The word for those who came."


def test_a_statement_comes_with_its_source_and_publisher(page: Page, address: str, root: Path) -> None:
    """In Russian alone, by somebody who writes no identifier."""
    page.goto(f"{address}ru/about/form/")
    page.focus("[name=do]:checked")
    while not page.is_checked("[data-do=statement]"):
        page.keyboard.press("ArrowDown")
    page.select_option(f"{STATEMENT} [data-f=kind] select", "fact")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=ru]", "На форуме играл  оркестр: «Пример».")
    page.fill(f"{STATEMENT} [data-f=happened] input", "2025-05-20")
    page.focus(f"{STATEMENT} [data-f=about] input")
    choose(page, "Форум мер")
    for part in ("source", "publisher"):
        page.focus(f"[data-part={part}] > summary")
        page.keyboard.press("Enter")
    page.fill(f"{PUBLISHER} [data-f=title] [data-l=ru]", "Новая газета примеров")
    page.select_option(f"{PUBLISHER} [data-f=ownership] select", "private")
    page.focus(f"{PUBLISHER} [data-f=controller] input")
    choose(page, "novaia-gazeta-primerov")
    page.fill(f"{SOURCE} [data-f=title] input", "Оркестр на форуме")
    page.fill(f"{SOURCE} [data-f=URL] input", "https://gazeta.example/1")
    page.fill(f"{SOURCE} [data-f=issued] input", "2025-05-22")
    page.select_option(f"{SOURCE} [data-f=language] select", label="русский")
    page.select_option(f"{SOURCE} [data-f=type] select", "article-newspaper")
    base = filed(saved(page, root), root)
    statement = base.statements["na-forume-igral-orkestr-primer"]
    assert statement.text.ru == "На форуме играл оркестр: «Пример»." and statement.text.en is None
    source = base.sources[statement.sources[0].id]
    assert source.id == "novaia-gazeta-primerov-2025-05-22-orkestr-na-forume"
    assert source.published_by == "novaia-gazeta-primerov"
    assert base.outlets[source.published_by].controller == source.published_by


def test_a_person_comes_with_the_statement_that_says_so(page: Page, address: str, root: Path) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=actor]")
    page.fill("[data-part=actor] > [data-f=title] [data-l=en]", "Jane Sampler")
    page.fill("[data-part=actor] > [data-f=summary] [data-l=en]", "A scholar of the example.")
    page.select_option(f"{STATEMENT} [data-f=kind] select", "fact")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "Jane Sampler came to the forum.")
    page.fill(f"{STATEMENT} [data-f=happened] input", "2025-05")
    page.focus(f"{STATEMENT} [data-f=about] input")
    choose(page, "jane-sampler")
    page.focus(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) > [data-f=id] input")
    choose(page, "daily-2025-05-22-forum")
    base = filed(saved(page, root), root)
    assert [one.id for one in base.about["jane-sampler"]] == ["jane-sampler-came-to-forum"]


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_statements_of_the_example_are_unchanged_by_being_shown(
    page: Page, address: str, base: KnowledgeBase, every: int
) -> None:
    """What the fields hold is what the record says, whatever it has."""
    page.goto(f"{address}about/form/")
    page.check("[data-do=correct]")
    changed = []
    for id, statement in [*base.statements.items()][::every]:
        page.fill("[data-which]", id)
        page.keyboard.press("Tab")
        expect(page.locator(CARD)).to_have_text(statement.text.read("en"))
        page.click("[data-save]")
        if "Nothing is changed yet." not in page.locator("[data-faults]").inner_text():
            changed.append(id)
    assert changed == [] and len(base.statements) > 50


def test_what_is_wrong_with_a_field_is_not_covered_by_its_list(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/?statement=forum-counted-400-guests")
    expect(page.locator(CARD)).to_have_text("The forum counted 400 guests.")
    page.click("[data-save]")
    expect(page.locator("[data-which]")).to_be_focused()
    expect(page.get_by_text("Nothing is changed yet.").first).to_be_visible()
    expect(page.locator("#kb-choices")).to_be_hidden()


def test_a_day_to_come_is_refused_and_a_text_that_was_left_behind_is_named(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/?statement=primerkin-on-the-first-forum")
    expect(page.locator(CARD)).to_be_visible()
    page.fill(f"{STATEMENT} [data-f=said] input", "1 January 2190")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "Primerkin said something else.")
    page.click("[data-save]")
    faults = page.locator("[data-faults]")
    expect(faults).to_contain_text("This day has not come yet.")
    expect(faults).to_contain_text("Only the other language is changed")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=ru]", "Примеркин сказал другое.")
    page.click("[data-save]")
    expect(faults).not_to_contain_text("Only the other language is changed")


def test_what_is_wrong_is_said_by_the_name_of_its_field(page: Page, address: str) -> None:
    page.goto(f"{address}ru/about/form/?statement=primerkin-on-the-first-forum")
    expect(page.locator(CARD)).not_to_be_empty()
    page.fill(f"{STATEMENT} [data-f=said] input", "2025-02-30")
    page.select_option(f"{STATEMENT} [data-f=kind] select", "fact")
    page.evaluate("document.querySelector('[data-f=quote]').closest('.kb-details').open = true")
    page.fill("[data-f=quote] > [data-f=text] input", " ".join(["слово"] * 16))
    page.focus(f"{STATEMENT} [data-f=about] input")
    page.wait_for_selector("[role=option]")
    page.keyboard.type("no-such-record")
    page.click("[data-save]")
    assert sorted(page.locator("[data-faults] li").all_inner_texts()) == [
        "Ошибка: Когда сказано. 2025-02-30 нет в календаре — исправьте месяц или день",
        "Ошибка: Короткая цитата, Сами слова. в цитате слов: 16, а добросовестно не больше 15 — сократите",
        "Ошибка: Кто это говорит. У факта нет автора: очистите это поле или выберите другое в поле "
        "«Что это за утверждение».",
        "Ошибка: О ком или о чём. «no-such-record» нет в списке: выберите из него.",
        "Ошибка: Что вы изменили и почему? Это увидят читатели. Заполните это поле.",
    ]
    assert page.locator("[aria-invalid]").count() == 5
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_of_an_empty_form_names_a_field_of_a_record(page: Page, address: str, language: str) -> None:
    """But the names of those that are meant stand in it, down to a field of the second role."""
    page.goto(f"{address}{'ru/' if language == 'ru' else ''}about/form/")
    page.check("[data-do=actor]")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    for _ in range(2):
        page.click("[data-part=actor] [data-f=roles] > [data-add]")
        page.fill("[data-part=actor] .kb-item:not([hidden]) >> nth=-1 >> [data-f=role] >> [data-l=ru]", "Учёный")
    page.fill(f"{SOURCE} [data-f=URL] input", "пример")
    page.click("[data-save]")
    told = page.locator("[data-faults] li").all_inner_texts()
    names = {str(name) for name in page.eval_on_selector_all("[data-f]", "all => all.map(one => one.dataset.f)")}
    codes = {name for name in names if not name.isalpha() or language == "ru"}
    assert len(told) > 9 and [line for line in told if codes & {*re.findall(r"[\w-]+", line)}] == []
    role = {"en": "Offices and positions, 2, Since", "ru": "Должности, 2, С какого времени"}[language]
    assert [line for line in told if role in line]


def test_a_draft_outlives_its_page_until_the_form_is_emptied(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "It rained.")
    page.reload()
    expect(page.locator("[data-top]")).to_have_text("Your draft was put back.")
    expect(page.locator(CARD)).to_have_text("It rained.")
    page.once("dialog", lambda asked: asked.accept())
    page.click("[type=reset]")
    expect(page.locator("[data-card]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-card]")).to_be_hidden()


def test_what_was_said_goes_at_the_first_edit_and_a_saved_draft_stays(page: Page, address: str, root: Path) -> None:
    page.goto(f"{address}about/form/?statement=forum-counted-400-guests")
    happened = page.locator(f"{STATEMENT} [data-f=happened] input")
    expect(happened).to_have_value("2025-05-20/2025-05-21")
    happened.fill("2025-05-23")
    page.fill("[data-what] [data-l=en]", "The day.")
    saved(page, root)
    expect(page.locator("output")).to_contain_text("Saved as correct-forum-counted-400-guests-")
    expect(page.locator("output")).to_contain_text("Give the file to whoever showed you this site or copy.")
    for _ in range(2):
        page.reload()
        expect(page.locator("[data-top]")).to_contain_text("Saved as correct-forum-counted-400-guests-")
        expect(happened).to_have_value("2025-05-23")
    happened.fill("2025-05-25")
    expect(page.locator("[data-top]")).to_be_empty()
    page.reload()
    expect(page.locator("[data-top]")).to_have_text("Your draft was put back.")
    page.once("dialog", lambda asked: asked.accept())
    page.click("[type=reset]")
    page.reload()
    expect(happened).to_have_value("2025-05-20/2025-05-21")
    expect(page.locator("[data-top]")).to_be_empty()
    happened.fill("soon")
    page.click("[data-save]")
    expect(page.locator("output")).to_have_text("To be set right: 2")
    page.click("[data-faults] button >> nth=0")
    expect(page.locator("output")).to_have_text("To be set right: 2")
    happened.fill("2025-05-24")
    expect(page.locator("output")).to_be_empty()


def test_a_draft_that_is_back_can_be_dropped_at_the_top(page: Page, address: str) -> None:
    """It is asked about only if something was typed since; a record that an address opened leaves no draft."""
    page.goto(f"{address}about/form/?statement=forum-counted-400-guests")
    happened = page.locator(f"{STATEMENT} [data-f=happened] input")
    expect(happened).to_have_value("2025-05-20/2025-05-21")
    page.reload()
    expect(happened).to_have_value("2025-05-20/2025-05-21")
    expect(page.locator("[data-published]")).to_be_hidden()
    happened.fill("2025-05-23")
    page.reload()
    expect(page.locator("[data-top]")).to_have_text("Your draft was put back.")
    page.click("[data-published]")
    expect(happened).to_have_value("2025-05-20/2025-05-21")
    happened.fill("2025-05-23")
    page.reload()
    expect(page.locator("[data-published]")).to_be_visible()
    happened.fill("2025-05-24")
    page.once("dialog", lambda asked: asked.dismiss())
    page.click("[data-published]")
    expect(happened).to_have_value("2025-05-24")


@pytest.mark.parametrize(
    "parts",
    [
        *('"nope": {"a": 1}', '"source": 5', '"__proto__": {}', '"agreement": {"title": 7}'),
        '"source": {"title": {"en": "A group"}, "language": {}}',
    ],
)
@pytest.mark.parametrize("doing", ["statement", "nothing that is offered"])
def test_of_a_draft_of_another_form_what_has_a_place_is_put_back(
    page: Page, address: str, parts: str, doing: str
) -> None:
    """Kept by an earlier form, or by another site of the same host."""
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "It rained.")
    (key,) = [key for key in page.evaluate("Object.keys(localStorage)") if "form" in key]
    words = '"statement": {"text": {"en": "My own words."}, "about": "one text"}'
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [key, f'{{"doing": "{doing}", "parts": {{{parts}, {words}}}}}'],
    )
    page.reload()
    expect(page.locator(f"{STATEMENT} [data-f=text] [data-l=en]")).to_have_value("My own words.")
    assert "[object Object]" not in page.locator("input, textarea").evaluate_all("all => all.map(one => one.value)")


def test_of_a_draft_a_list_that_is_a_text_is_left_out(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "It rained.")
    (key,) = [key for key in page.evaluate("Object.keys(localStorage)") if "form" in key]
    draft = '{"doing": "statement", "parts": {"statement": {"text": {"en": "Mine."}, "sources": "one text"}}}'
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, draft])
    page.reload()
    expect(page.locator(f"{STATEMENT} [data-f=text] [data-l=en]")).to_have_value("Mine.")
    assert page.locator(f"{STATEMENT} [data-f=sources] > .kb-item:not([hidden])").count() == 1


@pytest.mark.parametrize("text", ["5", "null", "[]", '{"parts": null}', "{}", '{"id": {}}', "no JSON"])
def test_what_is_no_draft_hides_no_record_that_was_asked_for(page: Page, address: str, text: str) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "It rained.")
    (key,) = [key for key in page.evaluate("Object.keys(localStorage)") if "form" in key]
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.goto(f"{address}about/form/?statement=forum-counted-400-guests")
    expect(page.locator(CARD)).to_have_text("The forum counted 400 guests.")


@pytest.mark.parametrize("id", ["zzz", "constructor", "7up"])
def test_a_record_that_is_not_there_is_named(page: Page, address: str, id: str) -> None:
    page.goto(f"{address}about/form/?record={id}")
    expect(page.locator(".kb-form")).to_contain_text(f"“{id}”")


def test_a_record_that_lacks_no_translation_is_named(page: Page, uneven: Built) -> None:
    with served(uneven.folder) as address:
        page.goto(f"{address}about/form/")
        page.check("[data-do=translate]")
        page.fill("[data-which]", "constructor")
        page.press("[data-which]", "Tab")
        expect(page.locator("[data-faults]")).to_contain_text("“constructor”")


def test_a_record_that_was_only_chosen_is_no_draft(page: Page, address: str) -> None:
    """It is there again, and nothing is said of a draft."""
    page.goto(f"{address}about/form/")
    page.fill("[data-which]", "forum-counted-400-guests")
    page.keyboard.press("Tab")
    expect(page.locator(CARD)).to_have_text("The forum counted 400 guests.")
    page.reload()
    expect(page.locator(CARD)).to_have_text("The forum counted 400 guests.")
    expect(page.locator("[data-top]")).to_be_empty()
    expect(page.locator("[data-published]")).to_be_hidden()
    page.fill("[data-what] [data-l=en]", "A word.")
    page.reload()
    expect(page.locator("[data-top]")).to_have_text("Your draft was put back.")


def test_an_emptied_form_says_so_at_its_top(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "It rained.")
    page.once("dialog", lambda asked: asked.accept())
    page.click("[type=reset]")
    expect(page.locator("[data-top]")).to_have_text("The form is empty.")
    expect(page.locator("[data-top]")).to_be_in_viewport()
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "It rained again.")
    expect(page.locator("[data-top]")).to_be_empty()


def with_a_repository(route: Route) -> None:
    """The page as it is built where the address of a repository is known."""
    text = route.fetch().text()
    text = text.replace('<form class="kb-form"', f'<form class="kb-form" data-host="{HOST}"')
    route.fulfill(body=text.replace("data-save", "data-send", 1), content_type="text/html; charset=utf-8")


def proposed(page: Page, address: str, what: str) -> str:
    """The address that opens when a correction with these words is proposed."""
    page.route("**/about/form/*", with_a_repository)
    page.add_init_script("window.open = (address) => { window.opened = address; }")
    page.goto(f"{address}ru/about/form/?statement=forum-counted-400-guests")
    expect(page.locator(CARD)).not_to_be_empty()
    page.fill(f"{STATEMENT} [data-f=text] [data-l=ru]", what)
    page.fill("[data-what] [data-l=ru]", "Слова.")
    page.click("[data-send]")
    page.wait_for_function("() => window.opened")
    return str(page.evaluate("window.opened"))


def test_a_short_file_is_proposed_at_the_repository(page: Page, address: str) -> None:
    opened = proposed(page, address, "На форуме насчитали 401 гостя.")
    file, _, content = opened.removeprefix(HOST).partition("&value=")
    assert file.startswith("correct-forum-counted-400-guests-") and file.endswith(".yml") and len(opened) < 6000
    made, problems = read_contribution(unquote(content), file)
    assert made and problems == []


def test_a_file_that_is_too_long_for_an_address_goes_by_the_clipboard(page: Page, address: str) -> None:
    """A Cyrillic letter takes six characters of an address."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = proposed(page, address, "Слово " * 200)
    assert "value=" not in opened and opened.startswith(HOST)
    expect(page.locator("output")).to_contain_text("скопировано в буфер обмена")
    made, problems = read_contribution(page.evaluate("navigator.clipboard.readText()"), "made.yml")
    assert made and problems == []


def test_without_a_script_the_guide_takes_the_place_of_the_form(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}ru/about/form/")
    page.click(".kb-form__without a")
    assert page.url == f"{address}ru/about/guide/"
    context.close()


HANDED = "Give the file to whoever showed you this site or copy."
MAIL = "Send the file by e-mail: name@example.org. Subject: “Knowledge base: a file from its form”."
AT = "With an account at the repository, put its text into an issue there: https://e.example/base."
WITHOUT = "Without one, give the file to whoever showed you this site or copy."


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("", HANDED),
        ("email: name@example.org\n", MAIL),
        ("repository: 'https://e.example/base'\n", f"{AT} {WITHOUT}"),
        ("email: name@example.org\nrepository: 'https://e.example/base'\n", f"{MAIL} {AT}"),
    ],
)
def test_where_a_saved_file_is_sent_is_said_of_what_is_set(tmp_path: Path, owner: str, said: str) -> None:
    pages = {
        f"docs/{language}/about/{name}.md": f"---\ntitle: F\nregister: {name}\n---\n\nProse.\n"
        for language in LANGUAGES
        for name in ("form", "guide")
    }
    base = read_base(repository(tmp_path, {**pages, "docs/data/owner.yml": owner}))[0]
    site = Site.of(base, directory_urls=True, as_of="2026-11-24", repository=base.owner.repository or "")
    page = html.fromstring(f"<main>{site.render('about/form', 'en', '<p>Prose.</p>')}</main>")
    assert " ".join(page.xpath("string(//*[@data-where])").split()) == said
    mail, there = "mailto:name@example.org?subject=Knowledge%20base%3A%20", "https://e.example/base/issues/new"
    links = page.xpath("//*[@data-where]/a/@href")
    expected = [address for word, address in (("email", mail), ("repository", there)) if word in owner]
    assert [link[: len(to)] for link, to in zip(links, expected, strict=True)] == expected


OFTEN_ASKED = ("statement",)


@pytest.mark.parametrize(
    ("scheme", "asked_for"),
    [
        ("dark", OFTEN_ASKED),
        pytest.param("light", (*OFTEN_ASKED, "agreement", "actor", "amend", "report"), marks=pytest.mark.slow),
    ],
)
def test_the_whole_form_is_open_to_everybody(
    browser: Browser, address: str, scheme: str, asked_for: tuple[str, ...]
) -> None:
    """With all its parts, an open list and mistakes: axe finds nothing, and a phone scrolls one way only."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 700})  # type: ignore[arg-type]
    page = context.new_page()
    for what in asked_for:
        asked = {"amend": "?record=forum-of-measures-2025", "report": "?page=about/method"}.get(what, "")
        page.goto(f"{address}ru/about/form/{asked}")
        page.check(f"[data-do={what}]")
        if not asked:
            page.fill(f"{STATEMENT} [data-f=text] [data-l=ru]", "Слово.")
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        page.evaluate("document.querySelectorAll('[data-add]').forEach(button => button.click())")
        page.click("[data-save]")
        if not asked:
            page.focus(f"{STATEMENT} [data-f=about] input")
            page.wait_for_selector("[role=option]")
        elif what == "amend":
            page.wait_for_selector("[data-here] button")
        assert page.evaluate("document.scrollingElement.scrollWidth") == 320
        found = Axe().run(page, options=WCAG).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    context.close()


def test_the_form_is_where_readers_look_for_it(built: Built) -> None:
    """With what they look at: also in the footer, which is kept for the pages of a folder otherwise."""
    for at, to in (
        ("ru/about/trust/", "../../about/form/"),
        ("ru/actors/ivan-primerkin/", "../../about/form/?record=ivan-primerkin"),
        ("ru/actors/joan-sample/", "../../about/form/?record=joan-sample"),
        ("ru/statements/forum-counted-400-guests/", "../../about/form/?statement=forum-counted-400-guests"),
        ("about/method/", "../../about/form/?page=about/method"),
        ("actors/", "../about/form/?page=actors/index"),
        ("ru/", "about/form/?page=index"),
    ):
        assert to in built.pages[at].xpath("//article//a/@href" if at.endswith("trust/") else "//footer//a/@href"), at
        assert at.endswith("trust/") or to in built.pages[at].xpath("//*[contains(@class, 'kb-actions')]//a/@href"), at


def test_what_it_loads_is_light(built: Built) -> None:
    """The lists of the example are short; those of the real base are weighed in tests/real."""
    files = {file.name for file in (built.folder / "form").iterdir()}
    assert {f"{name}.{code}.js" for name in ("records", "statements", "sources-more") for code in LANGUAGES} <= files
    assert {"sources.js", "about.js"} <= files


def test_a_missing_translation_is_added(page: Page, uneven: Built, uneven_root: Path) -> None:
    """Of any record: those with a text in one language are offered, and what is there is not touched."""
    with served(uneven.folder) as address:
        page.goto(f"{address}ru/about/form/")
        page.check("[data-do=translate]")
        page.focus("[data-which]")
        choose(page, UNTRANSLATED)
        expect(page.locator("[data-texts] [data-l=en]")).to_have_value(
            "Two officials expect more parties to the treaty."
        )
        assert page.locator("[data-texts] [data-l=en]").get_attribute("readonly") is not None
        page.fill("[data-texts] [data-l=ru]", "Два чиновника ждут новых участников.")
        page.reload()
        expect(page.locator("[data-texts] [data-l=ru]")).to_have_value("Два чиновника ждут новых участников.")
        before = read_base(uneven_root)[0].statements[UNTRANSLATED]
        now = filed(saved(page, uneven_root), uneven_root).statements[UNTRANSLATED]
    assert now.text.ru == "Два чиновника ждут новых участников."
    assert now.text.en == before.text.en and now.revised == before.revised


@pytest.fixture
def on_a_bad_line(browser: Browser) -> Iterator[Page]:
    """A page whose files come late or not at all; no service worker asks for them."""
    context = browser.new_context(color_scheme="light", service_workers="block")
    yield context.new_page()
    context.close()


def ask_again(page: Page, id: str) -> None:
    """Types an id once more: a browser says nothing of a field that is as it was."""
    for typed in ("", id):
        page.fill("[data-which]", typed)
        page.press("[data-which]", "Tab")


def test_a_translation_outlives_a_reload_without_its_record(on_a_bad_line: Page, uneven: Built) -> None:
    page, files = on_a_bad_line, "**/form/untranslated.*.js"
    typed = page.locator("[data-texts] [data-l=ru]")
    with served(uneven.folder) as address:
        page.goto(f"{address}ru/about/form/")
        page.check("[data-do=translate]")
        page.focus("[data-which]")
        choose(page, UNTRANSLATED)
        typed.fill("Два чиновника ждут новых участников.")
        page.route(files, lambda route: route.abort())
        page.reload()
        expect(page.locator("output")).not_to_be_empty()
        page.fill("[data-which]", "что-то ещё")
        page.unroute(files)
        page.reload()
        expect(typed).to_have_value("Два чиновника ждут новых участников.")


@pytest.mark.parametrize("is_looked_elsewhere", [False, True])
def test_a_correction_outlives_a_reload_without_its_record(
    on_a_bad_line: Page, address: str, is_looked_elsewhere: bool
) -> None:
    """It can be edited meanwhile, and left for another thing to do; the record is asked for again."""
    page, files = on_a_bad_line, "**/form/of-*.js"
    happened, which = page.locator(f"{STATEMENT} [data-f=happened] input"), page.locator("[data-which]")
    page.goto(f"{address}about/form/?statement=forum-counted-400-guests")
    expect(page.locator(CARD)).not_to_be_empty()
    happened.fill("2025-05-23")
    page.route(files, lambda route: route.abort())
    page.reload()
    expect(page.locator("output")).not_to_be_empty()
    expect(which).to_have_value("forum-counted-400-guests")
    happened.fill("2025-05-24")
    page.unroute(files)
    if is_looked_elsewhere:
        page.check("[data-do=statement]")
        expect(happened).to_have_value("")
        page.check("[data-do=correct]")
    else:
        ask_again(page, "forum-counted-400-guests")
    expect(page.locator("[data-top]")).to_have_text("Your draft was put back.")
    expect(happened).to_have_value("2025-05-24")
    page.click("[data-published]")
    expect(happened).to_have_value("2025-05-20/2025-05-21")


def test_a_record_that_could_not_be_loaded_is_asked_for_again(on_a_bad_line: Page, address: str) -> None:
    page, files = on_a_bad_line, "**/form/of-*.js"
    page.route(files, lambda route: route.abort())
    page.goto(f"{address}about/form/")
    page.fill("[data-which]", "forum-counted-400-guests")
    page.press("[data-which]", "Tab")
    expect(page.locator("output")).not_to_be_empty()
    page.unroute(files)
    ask_again(page, "forum-counted-400-guests")
    expect(page.locator(CARD)).to_have_text("The forum counted 400 guests.")


def test_the_statements_of_a_record_may_be_missing(on_a_bad_line: Page, address: str) -> None:
    faults: list[str] = []
    on_a_bad_line.on("pageerror", lambda error: faults.append(str(error)))
    on_a_bad_line.route("**/form/about.js", lambda route: route.abort())
    with on_a_bad_line.expect_event("requestfailed"):
        on_a_bad_line.goto(f"{address}about/form/?record=forum-of-measures-2025")
    expect(on_a_bad_line.locator("[data-target]")).to_be_visible()
    on_a_bad_line.wait_for_timeout(200)
    assert faults == []


def held_back(page: Page, files: str) -> list[Route]:
    """The requests for these files, which wait until the test lets them go."""
    waiting: list[Route] = []
    page.route(files, lambda route: waiting.append(route))
    return waiting


def until(page: Page, waiting: list[Route]) -> Route:
    """The one request that waits."""
    for _ in range(100):
        if waiting:
            return waiting.pop()
        page.wait_for_timeout(50)
    raise AssertionError("nothing was asked for")


@pytest.mark.parametrize("meanwhile", ["another record", "another thing to do"])
def test_a_record_that_comes_late_takes_no_place(
    on_a_bad_line: Page, address: str, base: KnowledgeBase, meanwhile: str
) -> None:
    page = on_a_bad_line
    page.goto(f"{address}about/form/")
    waiting = held_back(page, "**/form/of-forum.js")
    page.fill("[data-which]", "forum-counted-400-guests")
    page.press("[data-which]", "Tab")
    late = until(page, waiting)
    if meanwhile == "another record":
        page.fill("[data-which]", "reading-01")
        page.press("[data-which]", "Tab")
        expect(page.locator(CARD)).not_to_be_empty()
    else:
        page.check("[data-do=statement]")
    late.continue_()
    page.wait_for_timeout(300)
    id = page.input_value("[data-which]")
    assert id == ("reading-01" if meanwhile == "another record" else "")
    shown = base.statements[id].text.read("en") if id else ""
    expect(page.locator(f"{STATEMENT} [data-f=text] [data-l=en]")).to_have_value(shown)


def test_what_is_typed_before_the_words_come_stays(on_a_bad_line: Page, address: str) -> None:
    """The draft is back before the form knows what to say of it."""
    page = on_a_bad_line
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    text = page.locator(f"{STATEMENT} [data-f=text] [data-l=en]")
    text.fill("It rained.")
    waiting = held_back(page, "**/form/words.en.js")
    page.reload(wait_until="domcontentloaded")
    expect(text).to_have_value("It rained.")
    text.fill("It rained again.")
    until(page, waiting).continue_()
    expect(page.locator("[data-top]")).to_have_text("Your draft was put back.")
    expect(text).to_have_value("It rained again.")


def test_what_a_statement_rests_on_is_asked_for(page: Page, address: str) -> None:
    """A link without its source is named here: filing away would refuse it."""
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.select_option(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) [data-f=seen] select", "opening")
    page.click("[data-save]")
    found = page.locator("[data-faults] li:not(.kb-form__note)").all_inner_texts()
    assert "Mistake: Sources that say so, Source. Fill this in." in found


def test_a_statement_that_is_not_there_is_named(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/?statement=no-such-statement")
    page.locator("[data-faults] li").filter(has_text="no-such-statement").wait_for()
    assert page.input_value("[data-which]") == "no-such-statement"


def test_a_correction_outlives_a_look_at_what_else_can_be_done(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/?statement=forum-counted-400-guests")
    expect(page.locator(CARD)).not_to_be_empty()
    happened = page.locator(f"{STATEMENT} [data-f=happened] input")
    happened.fill("2025-05-23")
    for what in ("statement", "actor", "correct"):
        page.check(f"[data-do={what}]")
    expect(page.locator("[data-which]")).to_have_value("forum-counted-400-guests")
    expect(happened).to_have_value("2025-05-23")
    page.check("[data-do=statement]")
    page.once("dialog", lambda asked: asked.accept())
    page.click("[type=reset]")
    for what in ("actor", "correct"):
        page.check(f"[data-do={what}]")
    expect(page.locator("[data-which]")).to_have_value("")
    page.check("[data-do=statement]")
    page.reload()
    expect(page.locator("[data-which]")).to_have_value("forum-counted-400-guests")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "It rained.")
    page.reload()
    expect(page.locator(f"{STATEMENT} [data-f=text] [data-l=en]")).to_have_value("It rained.")


def test_what_is_wrong_stands_at_its_field_and_an_empty_list_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/?statement=forum-counted-400-guests")
    expect(page.locator(CARD)).not_to_be_empty()
    happened = page.locator(f"{STATEMENT} [data-f=happened] input")
    happened.fill("soon")
    page.click("[data-save]")
    told = page.locator(f"#{happened.get_attribute('aria-describedby')}")
    expect(told).to_be_visible()
    assert told.inner_text().removeprefix("Mistake: ") in page.locator("[data-faults]").inner_text()
    expect(happened).to_be_focused()
    page.fill(f"{STATEMENT} [data-f=about] input", "nobody of this name")
    expect(page.locator("[role=option]", has_text="Nothing found")).to_be_visible()


def test_what_is_chosen_by_mouse_closes_the_list(page: Page, address: str) -> None:
    """Which stands in the label of its field: what is pressed in a label enters the field."""
    page.goto(f"{address}about/form/")
    page.click(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) [data-f=id] input")
    page.click("[data-make=source]")
    expect(page.locator(f"{SOURCE} [data-f=title] input")).to_be_focused()
    expect(page.locator("#kb-choices")).to_be_hidden()


DATES = {
    "28 June 2026": "2026-06-28",
    "June\u00a02026": "2026-06",
    "1 июля 2026": "2026-07-01",
    "Июль 2026 г.": "2026-07",
    "в июне 2025 года": "2025-06",
    "28.06.2026 года": "2026-06-28",
    "2026 г.": "2026",
    "Feb 2026": "2026-02",
    "12 Mar 2026": "2026-03-12",
    "1 Sept 2025": "2025-09-01",
    "12 мар 2026": "2026-03-12",
    "March 12, 2026": "2026-03-12",
    "12th March 2026": "2026-03-12",
    "2026-3-5": "2026-03-05",
    "2026/03/12": "2026-03-12",
    "25/03/2026": "2026-03-25",
    "about June 2025": "2025-06~",
    "около июня 2025": "2025-06~",
    "19–21 November 2025": "2025-11-19/2025-11-21",
    "19–21 ноября 2025 года": "2025-11-19/2025-11-21",
    "12 March – 3 April 2026": "2026-03-12/2026-04-03",
    "2025-06~/..": "2025-06~/..",
    "constructor 2026": "constructor 2026",
    "2024–2025 гг.": "2024/2025",
    "2024–2025 годы": "2024/2025",
    "в 2024–2025 годах": "2024/2025",
    "2024-2025": "2024/2025",
    "19–21.11.2025": "2025-11-19/2025-11-21",
    "12.11.2025-14.11.2025": "2025-11-12/2025-11-14",
    "июнь-июль 2025": "2025-06/2025-07",
    "June-July 2025": "2025-06/2025-07",
    "9 мая-12 июня 2025": "2025-05-09/2025-06-12",
    "~2025": "2025~",
    "приблизительно в мае 2025": "2025-05~",
    "2026 March 12": "2026-03-12",
    "12/03/2026": "12/03/2026",
    "13/13/2026": "13/13/2026",
    "2025-06/07": "2025-06/07",
    "2025-01/02": "2025-01/02",
    "2011/12": "2011/12",
    "12 March 2026 or later": "12 March 2026 or later",
    "not later than July 2026": "../2026-07",
    "не позднее ноября 2026 года": "../2026-11",
    "not earlier than 1 June 2026": "2026-06-01/..",
    "between November 2025 and 2026": "2025-11/2026",
    "с мая 2025 по июнь 2026": "2025-05/2026-06",
    "not later than then": "not later than then",
}
"""What is typed → the date that is taken of it; what is not understood as a whole stays as it is."""


def test_a_date_is_taken_as_people_write_it(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "It rained.")
    taken = {}
    for typed in DATES:
        page.fill(f"{STATEMENT} [data-f=happened] input", typed)
        taken[typed] = page.locator("[data-card] .kb-type").text_content()
    assert taken == DATES
    understood = {typed: as_edtf(typed) for typed in DATES if as_edtf(typed) != typed}
    assert understood == {typed: DATES[typed] for typed in understood}, "the terminal reads it otherwise"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12/03/2026", "“12/03/2026” may be 2026-03-12 or 2026-12-03: write the one that is meant."),
        ("13/13/2026", "'13/13/2026'"),
        ("2025-06/07", "'2025-06/07'"),
        ("31 Feb 2026", "31 Feb 2026 does not exist in the calendar"),
        ("9 May 2026 or so", "'9 May 2026 or so'"),
    ],
)
def test_a_refused_date_is_quoted_as_it_was_typed(page: Page, address: str, typed: str, told: str) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=happened] input", typed)
    page.click("[data-save]")
    expect(page.locator("[data-faults] li").filter(has_text=told)).to_have_count(1)


def test_a_word_that_no_list_has_is_one_mistake(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=by] input", "Somebody Else")
    page.fill(f"{STATEMENT} [data-f=about] input", "Something else")
    page.fill(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) > [data-f=origin] input", "Another else")
    page.click("[data-save]")
    told = page.locator("[data-faults] li").all_inner_texts()
    assert [line for line in told if "lse" in line] == [
        "Mistake: Who says it. “Somebody Else” is not in the list: choose one from it.",
        "Mistake: Whom or what it is about. “Something else” is not in the list: choose one from it.",
        "Mistake: Sources that say so, From whom does the source know it? “Another else” is not in the list: choose "
        "one from it, or leave this empty if it is not there.",
    ]
    assert not [line for line in told if "small Latin letters" in line]


# --- other records, and what no field holds ---------------------------------------------------------------------------


def test_an_act_is_corrected_from_the_footer_of_its_page(page: Page, address: str, root: Path) -> None:
    """A date of its history, its number and its second name, with no word of what was changed."""
    page.goto(f"{address}agreements/treaty-on-measures-2025/")
    page.click("footer >> text=Report a mistake")
    number = page.locator("[data-part=agreement] > [data-f=number] input")
    expect(number).to_have_value("№\u00a012")
    number.fill("№\u00a013")
    page.fill("[data-part=agreement] .kb-item:not([hidden]) >> nth=1 >> [data-f=date] >> input", "19.05.2025")
    page.fill("[data-part=agreement] > [data-f=title] [data-l=ru]", "Договор о мерах")
    expect(page.locator("[data-part=agreement] > .kb-details > [data-f=id]")).to_be_hidden()
    file = saved(page, root)
    assert file.name.startswith("correct-treaty-on-measures-2025-")
    then, base = read_base(root)[0], filed(file, root)
    now, before = base.entities["treaty-on-measures-2025"], then.entities["treaty-on-measures-2025"]
    assert isinstance(now, Agreement) and isinstance(before, Agreement)
    assert now.number == "№\u00a013" and now.title.ru == "Договор о мерах" and now.title.en == before.title.en
    assert [step.date for step in now.history] == ["2024-09", "2025-05-19", "2025-05-20", "2025-10-02"]
    assert now.model_dump(exclude={"number", "title", "history"}) == before.model_dump(
        exclude={"number", "title", "history"}
    )


def test_a_source_is_corrected_and_not_taken_for_a_new_one(page: Page, address: str, root: Path) -> None:
    page.goto(f"{address}ru/about/form/")
    page.check("[data-do=amend]")
    page.focus("[data-which]")
    choose(page, "daily-2025-05-22-forum")
    title = page.locator(f"{SOURCE} [data-f=title] input")
    expect(title).not_to_have_value("")
    expect(page.locator("[data-part=source] > summary")).to_have_text("Источник")
    expect(page.locator(".kb-field:has(> label > [data-which]) > .kb-chosen")).to_contain_text("Forum ends")
    title.fill("Другой заголовок")
    page.fill(f"{SOURCE} [data-f=issued] input", "2025-05-23")
    base = filed(saved(page, root), root)
    assert base.sources["daily-2025-05-22-forum"].title == "Другой заголовок"
    assert base.sources["daily-2025-05-22-forum"].issued == "2025-05-23"


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_other_records_of_the_example_are_unchanged_by_being_shown(
    page: Page, address: str, base: KnowledgeBase, every: int
) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=amend]")
    entities = [id for id, one in base.entities.items() if isinstance(one, Actor | Agreement | Event)]
    changed = []
    for id in [*entities, *base.outlets, *base.sources][::every]:
        page.fill("[data-which]", id)
        page.keyboard.press("Tab")
        expect(page.locator("[data-target]")).to_have_attribute("data-shows", id)
        page.click("[data-save]")
        if "Nothing is changed yet." not in page.locator("[data-faults]").inner_text():
            changed.append(id)
    assert changed == []


def test_one_of_the_statements_of_a_page_is_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/?record=forum-of-measures-2025")
    page.click("[data-here] >> text=The forum counted 400 guests.")
    expect(page.locator("[data-which]")).to_have_value("forum-counted-400-guests")
    expect(page.locator("[data-do=correct]")).to_be_checked()
    expect(page.locator(CARD)).to_have_text("The forum counted 400 guests.")


def test_a_correction_outlives_that_of_another_statement(page: Page, address: str) -> None:
    """Which is chosen from the list, or on the page of a record; when the first is chosen again, its draft is said to
    be back, and what is published can be shown.
    """
    one, another = "forum-counted-400-guests", "primerkin-on-the-first-forum"
    happened, which = page.locator(f"{STATEMENT} [data-f=happened] input"), page.locator("[data-which]")
    page.goto(f"{address}about/form/?statement={one}")
    expect(page.locator(CARD)).to_have_text("The forum counted 400 guests.")
    happened.fill("2025-05-23")
    which.fill(another)
    which.press("Tab")
    expect(page.locator(CARD)).not_to_have_text("The forum counted 400 guests.")
    page.check("[data-do=amend]")
    which.fill("forum-of-measures-2025")
    which.press("Tab")
    page.click(f"[data-here] [data-statement]:not([data-statement={one}], [data-statement={another}]) >> nth=0")
    expect(page.locator(CARD)).not_to_be_empty()
    expect(page.locator("[data-published]")).to_be_hidden()
    which.fill(one)
    which.press("Tab")
    expect(page.locator("[data-top]")).to_have_text("Your draft was put back.")
    expect(happened).to_have_value("2025-05-23")
    page.click("[data-published]")
    expect(happened).to_have_value("2025-05-20/2025-05-21")


def test_a_mistake_in_the_text_of_a_page_is_told_in_words(
    page: Page, address: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No command can set it right, which it says with the page; the records stay as they are."""
    page.goto(f"{address}agreements/treaty-on-measures-2025/")
    page.click("footer >> text=Report a mistake")
    expect(page.locator("[data-target]")).to_be_visible()
    page.click("[data-describe]")
    expect(page.locator("[data-r=page]")).to_have_value("agreements/treaty-on-measures-2025")
    page.click("[data-save]")
    assert page.locator("[data-faults]").inner_text() == "Mistake: What is wrong. Fill this in."
    page.fill("[data-r=wrong]", "It says: two parties")
    page.reload()
    expect(page.locator("[data-r=wrong]")).to_have_value("It says: two parties")
    page.fill("[data-r=source]", "The text, article 1")
    file = saved(page, root)
    assert file.name.startswith("report-agreements-treaty-on-measures-2025-")
    assert apply.run(Namespace(files=[str(file)], dry_run=False, language="en")) == 1
    said = capsys.readouterr().out
    assert "only a person can set right — correct 'agreements/treaty-on-measures-2025' by hand" in said


def test_a_mistake_told_in_words_fills_in_an_issue_and_its_page_can_be_edited(page: Page, address: str) -> None:
    repository = "https://host.example/some/base"

    def with_it(route: Route) -> None:
        text = (
            route.fetch()
            .text()
            .replace(
                '<form class="kb-form"',
                f'<form class="kb-form" data-repository="{repository}" data-edits="{repository}/edit/main/"',
            )
        )
        route.fulfill(body=text.replace("data-save", "data-send", 1), content_type="text/html; charset=utf-8")

    page.route("**/about/form/**", with_it)
    page.add_init_script("window.open = (address) => { window.opened = address; }")
    page.goto(f"{address}ru/about/form/?page=about/method")
    edit = page.locator("[data-edit] a")
    expect(edit).to_have_attribute("href", f"{repository}/edit/main/docs/ru/about/method.md")
    page.fill("[data-r=page]", "javascript:alert(1)")
    expect(edit).to_have_count(0)
    page.fill("[data-r=page]", "about/method")
    page.fill("[data-r=wrong]", "Две оценки")
    page.fill("[data-r=right]", "Три оценки")
    page.click("[data-send]")
    page.wait_for_function("() => window.opened")
    fields = parse_qs(urlsplit(str(page.evaluate("window.opened"))).query)
    assert fields["template"] == ["correction.yml"] and fields["page"] == ["about/method"]
    assert fields["wrong"] == ["Две оценки\n→ Три оценки"]
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text(encoding="utf-8"))
    assert {"page", "wrong", "source"} <= {part.get("id") for part in form["body"]}


# --- ids that the form makes ------------------------------------------------------------------------------------------


def test_what_names_a_new_record_follows_when_it_is_called_otherwise(page: Page, address: str) -> None:
    """A role names the new source, the statement the new person; both get other names afterwards."""
    page.goto(f"{address}about/form/")
    page.check("[data-do=actor]")
    name = page.locator("[data-part=actor] > [data-f=title] [data-l=en]")
    name.fill("Jane Sampler")
    page.click("[data-part=actor] [data-f=roles] > [data-add]")
    source = page.locator("[data-part=actor] .kb-item:not([hidden]) [data-f=source] input")
    source.focus()
    choose_new(page, "Not in the list: add a new source below")
    expect(page.locator(f"{SOURCE} [data-f=title] input")).to_be_focused()
    page.keyboard.type("A talk")
    expect(source).to_have_value("talk")
    page.fill(f"{SOURCE} [data-f=issued] input", "2025-05")
    expect(source).to_have_value("2025-05-talk")
    page.focus(f"{STATEMENT} [data-f=about] input")
    choose(page, "Jane Sampler")
    name.fill("Joanna Sampler")
    expect(page.locator(f"{STATEMENT} [data-f=about] [data-id]")).to_have_text(
        "Joanna Sampler (new, from this form) joanna-sampler ×"
    )


def choose_new(page: Page, words: str) -> None:
    """Takes the last line of a list by keyboard, which has these words."""
    page.wait_for_selector("[data-make]")
    for _ in page.locator("[role=option]").all():
        page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_text(words)
    page.keyboard.press("Enter")


def test_a_list_finds_by_the_text_in_either_language_and_by_a_publisher(
    page: Page, address: str, base: KnowledgeBase
) -> None:
    long = max(base.statements.values(), key=lambda one: min(len(one.text.en or ""), len(one.text.ru or "")))
    page.goto(f"{address}about/form/")
    for language in LANGUAGES:
        page.fill("[data-which]", long.text.read(language)[-25:])
        expect(page.locator(f"[data-choice={long.id}]")).to_be_visible()
    page.check("[data-do=amend]")
    source = next(one for one in base.sources.values() if base.publishers[one.published_by].title.ru)
    page.fill("[data-which]", f"{base.publishers[source.published_by].title.ru} {source.id}")
    expect(page.locator(f"[data-choice={source.id}]")).to_be_visible()


def test_a_source_is_offered_with_its_title_in_the_language_of_the_page(
    page: Page, address: str, base: KnowledgeBase
) -> None:
    source, title = next(
        (one, one.title_translated.ru)
        for one in base.sources.values()
        if one.title_translated and one.title_translated.ru and len(one.title_translated.ru) < 90
    )
    page.goto(f"{address}ru/about/form/")
    page.check("[data-do=amend]")
    page.fill("[data-which]", source.id)
    expect(page.locator(f"[data-choice={source.id}]")).to_contain_text(f"[{title}]")


def test_an_id_leaves_out_what_says_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.click("[data-part=source] > summary")
    page.fill(f"{SOURCE} [data-f=title] input", "The Head of a Council’s Talk and an Answer")
    linked = page.locator(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) > [data-f=id] input")
    expect(linked).to_have_value("head-council-talk-answer")


def test_a_source_that_fills_itself_in_can_be_emptied(page: Page, address: str) -> None:
    """For good: while the title is typed on, and when the draft comes back."""
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    title = page.locator(f"{SOURCE} [data-f=title] input")
    linked = page.locator(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) > [data-f=id] input")
    page.click("[data-part=source] > summary")
    title.fill("Talk")
    expect(linked).to_have_value("talk")
    linked.fill("")
    title.fill("Talks")
    expect(linked).to_have_value("")
    page.reload()
    expect(title).to_have_value("Talks")
    title.fill("Other talks")
    expect(linked).to_have_value("")


def test_what_was_typed_into_a_list_names_what_is_added(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    linked = page.locator(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) > [data-f=id] input")
    linked.fill("Evening sample")
    page.click("[data-make=source]")
    expect(page.locator(f"{SOURCE} [data-f=title] input")).to_have_value("Evening sample")
    expect(linked).to_have_value("evening-sample")
    publisher = page.locator(f"{SOURCE} [data-f=published_by] input")
    publisher.fill("Evening house")
    page.click("[data-make=publisher]")
    expect(page.locator(f"{PUBLISHER} [data-f=title] [data-l=en]")).to_have_value("Evening house")
    page.click("[data-back=publisher]")
    expect(publisher).to_be_focused()
    expect(publisher).to_have_value("evening-house")
    expect(page.locator("[data-back=publisher]")).to_have_count(0)
    page.keyboard.press("Escape")
    page.click("[data-back=source]")
    expect(linked).to_be_focused()


def test_the_way_back_to_a_field_that_is_no_longer_shown_keeps_the_focus(page: Page, address: str) -> None:
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) > [data-f=id] input", "Evening sample")
    page.click("[data-make=source]")
    page.check("[data-do=amend]")
    page.click("[data-back=source]")
    expect(page.locator(f"{SOURCE} summary")).to_be_focused()


def test_what_is_chosen_is_shown_by_its_title(page: Page, address: str) -> None:
    """The list is loaded for it, when a record is shown; the id stands beside the title."""
    page.goto(f"{address}ru/about/form/?statement=forum-counted-400-guests")
    chip = page.locator(f"{STATEMENT} [data-f=about] [data-id=forum-of-measures-2025]")
    expect(chip).to_have_text("Форум мер (2025) forum-of-measures-2025 ×")
    expect(chip).to_have_accessible_name("Убрать: Форум мер (2025)")
    linked = page.locator(f"{STATEMENT} [data-f=sources] .kb-item:not([hidden]) > [data-f=id]").first
    expect(linked.locator(".kb-chosen")).to_have_text("Forum ends with a treaty «Образцовая газета», 2025-05-22")
    linked.locator("input").fill("")
    expect(linked.locator(".kb-chosen")).to_have_count(0)
    linked.locator("input").fill("daily-2025-05-22-forum")
    expect(page.locator("[data-card]")).to_contain_text("2025-05-22 daily-2025-05-22-forum")


# --- what tells a mistake from a hint ---------------------------------------------------------------------------------


LOOKS = """(line) => [
    getComputedStyle(line).borderLeftStyle,
    getComputedStyle(line.firstChild, "::before").content,
    line.firstChild.textContent,
]"""
"""The line beside a message, its sign and its word."""


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_hint_does_not_look_like_a_mistake(browser: Browser, address: str, colours: str) -> None:
    """A word, a sign and the line beside it differ; where colours are forced, and on paper, these three remain."""
    context = browser.new_context(forced_colors=colours)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}about/form/")
    page.check("[data-do=statement]")
    page.fill(f"{STATEMENT} [data-f=text] [data-l=en]", "It rained.")
    page.click("[data-save]")
    mistake = page.locator("p.kb-form__fault:not(.kb-form__note)").first.evaluate(LOOKS)
    hint = page.locator("p.kb-form__note").first.evaluate(LOOKS)
    assert all(one != another for one, another in zip(mistake, hint, strict=True))
    assert (mistake[2], hint[2]) == ("Mistake: ", "Hint: ")
    page.emulate_media(media="print")
    assert page.locator("[data-faults] li").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_lines_of_an_example_are_not_cut_off(page: Page, address: str, width: int) -> None:
    """The blocks of code of a page of prose, which a guide writes as Markdown."""
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{address}about/guide/")
    page.evaluate(
        """() => document.querySelector("article h2").insertAdjacentHTML("afterend", '<div class="highlight"><pre>'
            + `<code id="long">${"a: long line # and what it means, ".repeat(9)}</code></pre></div>`)"""
    )
    block = page.locator("#long")
    assert block.evaluate("one => one.scrollWidth <= one.clientWidth && one.clientWidth <= innerWidth")
