"""The table of pages and ids against the pages themselves: what `check` lets a link lead to is there, and no more."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from lxml import html
from markdown import Markdown

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.pages import anchors, table
from kbase.core.pages.anchors import PageTable
from kbase.core.pages.paths import THIS_COPY
from kbase.core.prose.markdown import CitationExtension, StatementExtension
from kbase.core.records.model import LANGUAGES
from kbase.core.records.vocabulary import FOLDERS
from kbase.site import registers
from kbase.site.site import Site
from tests.core.checks.test_all import FAULTS
from tests.helpers import ACADEMY_EN, AS_TINY, SOURCES, STATEMENTS, Files, more, repository
from tests.repositories import ROOT

PLACES = {
    "index": "home",
    **{f"{folder}/index": folder for folder in FOLDERS},
    "about/method": "",
    "about/checks": "checks",
    "about/form": "form",
    "about/guide": "guide",
    "about/labels": "labels",
    "about/trust": "repository",
    "reference/index": "",
    "reference/statements/index": "statements",
    "reference/sources/index": "sources",
    "reference/not-found": "searches",
    **{f"reference/{name}": name for name in ("challenged", "commitments", "connections", "corrections")},
    **{f"reference/{name}": name for name in ("coverage", "data")},
    **{f"reference/{name}": name for name in ("glossary", "offline", "search", "stages", "timeline")},
    "reference/new": "news",
}
"""Path → register, for a page of each register, where the templates look for it."""


def prose_of(path: str) -> str:
    """A page with a register, a section, a marked word, a citation and what only some have."""
    more = "questions: [first]\n" if path == "index" else ""
    title = f"---\ntitle: Page\nregister: {PLACES[path]}\n{more}---\n"
    return f"{title}\nWords. [@daily-on-forum]\n\n## Part {{ #part }}\n\n*More*{{ #word }} words.\n"


RECORDS: Files = {
    "docs/data/analysis/first.yml": "title: {en: A, ru: А}\nsummary: {en: A., ru: А.}\nquestion: {en: A?, ru: А?}\n",
    "docs/data/priorities/gauges.yml": "title: {en: G, ru: М}\nsummary: {en: G., ru: М.}\nkind: theme\n",
    "docs/data/agreements/pact.yml": dedent("""\
        title: {en: Pact, ru: Пакт}
        summary: {en: A pact., ru: Пакт.}
        kind: treaty
        parties: [academy, belarus]
        history:
          - {date: '2024-05', step: signed, source: agency-on-forum}
          - {date: ../2025-06, step: in-force, party: belarus, source: daily-on-forum}
    """),
    "docs/data/agreements/draft.yml": "title: {en: D, ru: Ч}\nsummary: {en: D., ru: Ч.}\nkind: plan\n",
    "docs/data/glossary.yml": "- {id: term, en: term, ru: термин, definition: {en: A word., ru: Слово.}}\n",
    "docs/data/searches.yml": dedent("""\
        - id: guests
          date: '2026-11-24'
          question: {en: Who came?, ru: Кто пришёл?}
          about: [forum]
          covers: 2025-07/2025-09
          languages: [en]
          tried: {en: All., ru: Всё.}
          result: {en: Nothing., ru: Ничего.}
    """),
}


def many(count: int) -> str:
    """Statements that something contradicts: enough for further pages, and for a record with lines only. One is a
    plan.
    """
    return "".join(
        f"- id: claim-{n}\n  kind: {'claim' if n else 'plan'}\n  by: academy\n  said: '2025-08-27'\n  about: [forum]\n"
        f"  text: {{en: It is {n}., ru: Их {n}.}}\n  sources: [agency-on-forum]\n"
        "  challenged_by: [{statement: forum-met, how: contradicts}]\n  recorded: '2026-11-24'\n"
        for n in range(count)
    )


def many_sources(count: int) -> str:
    """Sources: enough for a further page of their table."""
    return "".join(
        f"- {{id: agency-{n}, type: webpage, title: Page, language: en, issued: '2025', published_by: agency}}\n"
        for n in range(count)
    )


def many_searches(number: int) -> str:
    """As many searches, all of them before the one of `RECORDS`."""
    asked = "{en: Who?, ru: Кто?}, tried: {en: All., ru: Всё.}, result: {en: None., ru: Нет.}"
    return "".join(f"- {{id: asked-{n}, date: '2024-01-{n:02}', question: {asked}}}\n" for n in range(1, number + 1))


WHOLE: Files = {
    **RECORDS,
    **{f"docs/{language}/{path}.md": prose_of(path) for path in PLACES for language in LANGUAGES},
    **more(STATEMENTS, many(37)),
    **more(SOURCES, many_sources(40)),
    "docs/data/searches.yml": RECORDS["docs/data/searches.yml"] + many_searches(30),
    **more(ACADEMY_EN, "\n## Only in English { #new }\n\nSee [this](../statements/forum-met.md). [@daily-on-forum]\n"),
    "docs/en/analysis/first.md": "[So](../statements/forum-met.md) a [forum](../events/forum.md). [@daily-on-forum]\n",
    **AS_TINY,
}
"""A base with a page of every kind and of every register, and more than one page of what is long."""


@cache
def markdown() -> Markdown:
    """Markdown as the site is built with."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    named = [one if isinstance(one, str) else next(iter(one)) for one in settings["markdown_extensions"]]
    return Markdown(extensions=["fenced_code", *named, CitationExtension(), StatementExtension()])


def ids_of(whole: Site, path: str, language: str) -> list[str]:
    """All ids of a rendered page but those of footnotes, which hold a colon."""
    prose = markdown().reset().convert(whole.prose_body(path, language))
    content = html.fromstring(f"<main>{whole.render(path, language, prose)}</main>")
    return [id for id in content.xpath("//@id") if ":" not in id]


def faults(whole: Site, paths: Iterable[str]) -> Iterator[str]:
    """Where a page and the table differ."""
    told = PageTable(whole.base)
    for path in paths:
        for language in LANGUAGES:
            found, listed = Counter(ids_of(whole, path, language)), set(told.anchors(path, language))
            yield from (f"{language}/{path}: {id} is not listed" for id in set(found) - listed)
            yield from (f"{language}/{path}: {id} is not on the page" for id in listed - set(found))
            yield from (f"{language}/{path}: {id} is there {n} times" for id, n in found.items() if n > 1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    base, problems = read_base(repository(tmp_path_factory.mktemp("whole"), WHOLE))
    assert not problems
    return base


def test_a_page_has_the_ids_that_the_table_lists_each_once(whole: KnowledgeBase) -> None:
    """On every page of a base with all kinds of them, in both languages."""
    assert list(faults(Site.of(whole, True, "2026-11-24"), PageTable(whole).pages)) == []


def test_a_copy_has_the_same_ids(whole: KnowledgeBase) -> None:
    """A link that is in order on the site is so in the copy, which has none of what is offered for download."""
    assert list(faults(Site.of(whole, False, "2026-11-24"), PLACES)) == []


def test_the_real_pages_have_the_ids_that_the_table_lists_each_once(base: KnowledgeBase) -> None:
    """A sample of them; whatever their records hold."""
    paths = random.Random(12).sample(sorted(PageTable(base).pages), 40)
    assert list(faults(Site.of(base, True, "2026-11-24"), paths)) == []


def test_the_sample_base_shows_every_id_that_there_is(whole: KnowledgeBase) -> None:
    """Else the tests above would pass for lack of pages: every part of a record, every register, every kind of page."""
    told = PageTable(whole)
    assert {page.kind for page in told.pages.values()} == set(table.Kind)
    assert set(PLACES.values()) - {""} == set(anchors.REGISTERS) == set(registers.REGISTERS)
    listed = {path: {*told.anchors(path, "en"), *told.anchors(path, "ru")} for path in told.pages}
    assert set().union(*listed.values()) >= set().union(*anchors.PARTS_OF_KIND.values())
    for path, some in {
        "actors/academy": {"s-academy-on-forum", "source-agency-on-forum", "says", "new"},
        "events/forum": {"s-forum-met", "s-claim-1", "not-found", "referred"},
        "analysis/first": {"s-forum-met", "source-daily-on-forum"},
        "index": {"questions", "contradicted", "newest", "stages", "word"},
        "actors/index": {"state", "state-body", "sources", "part"},
        "priorities/index": {"who-speaks", "theme"},
        "reference/stages": {"signed", "unknown"},
        "reference/timeline": {"lanes", "y-2025", "y-2024"},
        "reference/commitments": {"unknown"},
        "reference/glossary": {"term"},
        "reference/not-found": {"guests", "asked-30", "earlier", "asked-1"},
        "reference/not-found-2": {"asked-1"},
        "reference/connections": {"actors", "events"},
        "reference/coverage": {"y-2025", "by-language"},
        "reference/sources/agency": {"sources", "agency-on-forum"},
        "reference/sources/index": {"all", "publishers"},
        "reference/statements/2025-2": {"s-forum-met"},
        "reference/challenged-2": {"s-claim-1"},
        "reference/new": {"d-2026-11-24"},
        "reference/new/2026-11-24": {"added"},
    }.items():
        assert listed[path] >= some, path


def test_a_section_that_one_language_lacks_can_be_linked_to_in_both(whole: KnowledgeBase) -> None:
    """Where it is missing, the note that says so has its id."""
    assert all("new" in PageTable(whole).anchors("actors/academy", language) for language in LANGUAGES)


def test_the_plans_are_those_of_the_table(whole: KnowledgeBase) -> None:
    """No page without a plan, no plan without a page; only a copy has one about itself."""
    told = PageTable(whole).pages
    assert list(Site.of(whole, True, "2026-11-24").plans) == list(told)
    assert set(Site.of(whole, False, "2026-11-24").plans) - set(told) == {THIS_COPY}


BROKEN = [(check, code) for check, codes in FAULTS.items() for code in codes]


@pytest.mark.parametrize(("check", "code"), BROKEN)
def test_the_table_can_be_asked_of_a_base_with_faults(check: str, code: str, tmp_path: Path) -> None:
    """`check` asks it while anything may be wrong: unknown ids, owners in a circle, what could not be read."""
    told = PageTable(read_base(repository(tmp_path, {**WHOLE, **FAULTS[check][code]}))[0])
    assert all(told.anchors(path, language) is not None for path in told.pages for language in LANGUAGES)
