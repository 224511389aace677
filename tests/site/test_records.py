"""What the pages of records and registers show, on the tiny repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from selectolax.lexbor import LexborHTMLParser

from kbase.core.base import read_base
from kbase.core.records.model import LANGUAGES
from kbase.search.index_document import index_document
from kbase.site.site import Site
from tests.helpers import PUBLISHERS, STATEMENTS, Files, more, repository, swap
from tests.repositories import ROOT


def site_of(root: Path, changes: Files | None = None) -> Site:
    """The site of the tiny repository with `changes`."""
    return Site.of(read_base(repository(root, changes))[0], directory_urls=True, as_of="2026-11-24")


def rendered(root: Path, path: str, language: str, changes: Files | None = None) -> html.HtmlElement:
    """A page of the tiny repository with `changes`."""
    return html.fromstring(f"<main>{site_of(root, changes).render(path, language, '')}</main>")


def texts(page: html.HtmlElement, name: str) -> list[str]:
    """The texts of all elements of a class."""
    return [" ".join(element.text_content().split()) for element in page.find_class(name)]


# --- languages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "shown", "also"),
    [
        ({}, "Встретились 90 человек.", ["90 people met."]),
        (swap(STATEMENTS, ", ru: Встретились 90 человек.}", "}"), "90 people met.", []),
        (swap(STATEMENTS, "Встретились 90 человек.", "90 people met."), "90 people met.", []),
    ],
)
def test_a_statement_stands_once_in_each_language(tmp_path: Path, changes: Files, shown: str, also: list[str]) -> None:
    """Where its translation is missing the original is the heading, and not the line below it as well."""
    page = rendered(tmp_path, "statements/forum-met", "ru", changes)
    assert (texts(page, "kb-statement"), texts(page, "kb-other")) == ([shown], also)


def test_an_untranslated_statement_is_marked_with_its_language(tmp_path: Path) -> None:
    """Whoever hears the page hears the heading in its own language, and is told why."""
    page = rendered(tmp_path, "statements/forum-met", "ru", swap(STATEMENTS, ", ru: Встретились 90 человек.}", "}"))
    assert [span.get("lang") for span in page.find_class("kb-statement")[0]] == ["en"]
    assert texts(page, "kb-fallback") == ["Это утверждение ещё не переведено на русский язык."]


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "byline", "result"),
    [
        ("2025-08-26", '<time datetime="2025-08-26">said on 26 August 2025</time>', "26 August 2025"),
        (
            "2025-08/2026-11",
            '<span class="kb-date">said between August 2025 and November 2026</span>',
            "between August 2025 and November 2026",
        ),
    ],
)
def test_a_saying_does_not_seem_to_last(tmp_path: Path, said: str, byline: str, result: str) -> None:
    """Neither in a card nor in a result of the search; a date that machines know stays readable to them."""
    site = site_of(tmp_path, swap(STATEMENTS, "said: '2025-08-26'", f"said: {said}"))
    assert byline in site.render("events/forum", "en", "")
    findables = site.findables["en"]
    document = index_document(
        findables, findables.by_path["statements/academy-on-forum"], LexborHTMLParser("<p>It</p>")
    )
    found = html.fromstring(document)
    assert [span.text for span in found.iter("span") if span.get("data-pagefind-meta") == "date"] == [result]


# --- labels ---------------------------------------------------------------------------------------------------------


def test_a_card_says_what_its_labels_mean_here(tmp_path: Path) -> None:
    """Speaker, text and labels stand in it as plain text, and a short link to the record after the text."""
    site = site_of(tmp_path, more(STATEMENTS, CHALLENGED))
    card = html.fromstring(site.render("events/forum", "en", "")).get_element_by_id("s-academy-on-the-size")
    assert texts(card, "kb-labels") == [
        "Words: all of it in one source. Agency; it does not say where it got this. "
        "1 source. One publisher whose page was read carries all of it. More on this label "
        "Confirmation: contradicted. Otherwise: Agency, Daily. "
        "Evidence of no less weight says otherwise. More on this label "
        "Also: the words only. What was read shows only that it was said. More on this label"
    ]
    (said,) = card.find_class("kb-card__text")
    assert (said.text_content().strip(), said.findall("a")) == ("200 people met.", [])
    assert [link.text for link in card.find_class("kb-record")] == ["Record and citation"]


def test_how_many_sources_carry_all_is_said_once(tmp_path: Path) -> None:
    """Not before the meaning of a label that says so too; above the list of sources it stands."""
    changes = swap(STATEMENTS, "    - daily-on-forum", "    - {id: daily-on-forum, supports: part}")
    card = html.fromstring(site_of(tmp_path, changes).render("events/forum", "en", "")).get_element_by_id("s-forum-met")
    (labels,) = texts(card, "kb-labels")
    assert "2 sources. One publisher whose page was read carries all of it." in labels
    assert "2 sources, 1 of those read carries all of it" in [
        " ".join(e.text_content().split()) for e in card.iter("summary")
    ]


def test_a_link_says_how_its_source_knows_at_first_hand(tmp_path: Path) -> None:
    """So that a source which read the act of others does not seem to retell it."""
    known = swap(STATEMENTS, "origin: [own]", "origin: [academy]\n      via: document")
    page = rendered(tmp_path, "statements/forum-met", "ru", known)
    assert any("Академия наук; источник читал сам документ" in how for how in texts(page, "kb-how"))


ALL_OF_THE_STATE = swap(
    PUBLISHERS, "ownership: private\n  controller: daily", "ownership: state\n  controller: belarus"
)


@pytest.mark.parametrize(("changes", "first"), [({}, ""), (ALL_OF_THE_STATE, "; most often: state (2)")])
def test_the_most_frequent_owner_is_named_where_there_is_one(tmp_path: Path, changes: Files, first: str) -> None:
    """Of two that are as frequent neither is."""
    mix, *_ = texts(rendered(tmp_path, "events/forum", "en", changes), "kb-mix")
    assert mix.startswith(f"Sources by the owner of their publisher (2){first}.")


def test_a_list_of_sources_can_be_taken_before_it_is_read(tmp_path: Path) -> None:
    """On a phone the way below it is many screens long."""
    page = rendered(tmp_path, "events/forum", "en")
    blocks = [one.get("class") for one in page.iter("p", "ol") if {"kb-take", "kb-sources"} & set(one.classes)]
    assert [name.split()[-1] for name in blocks] == ["kb-take", "kb-sources"]


def test_a_card_outlives_reader_modes(tmp_path: Path) -> None:
    """Readability weighs a `div` by its links and drops it; trafilatura drops what has "meta" in its class."""
    page = rendered(tmp_path, "events/forum", "en")
    for card in (*page.find_class("kb-card"), *page.find_class("kb-row")):
        assert card.tag == "section"
        assert not [element for element in card.iter() if "meta" in element.get("class", "")]


def test_a_public_text_opens_with_what_became_of_its_claims(tmp_path: Path) -> None:
    """Counted from the labels; whose text it is stands once, with the facts."""
    analysis = (
        "title: {en: T, ru: Т}\nsummary: {en: S., ru: С.}\nquestion: {en: Q?, ru: В?}\nexamined_text: agency-on-forum\n"
    )
    changes = {**more(STATEMENTS, CHALLENGED), "docs/data/analysis/text.yml": analysis}
    page = rendered(tmp_path, "analysis/text", "en", changes)
    assert texts(page, "kb-verdict") == [
        "Checkable claims of this text: 2. Confirmed by independent sources or by a document that was read: 0; "
        "refuted: 1; with reservations: 0; open: 1. "
        "What others report as well is not confirmed as long as they may have it from one place. What the labels mean"
    ]
    (claims,) = page.xpath("//p[@class='kb-verdict']/following-sibling::details[1]")
    labels = " ".join(claims.find("summary").text_content().split())
    assert labels == "By label: contradicted — 1; the words only — 1"
    assert len(claims.findall("ul/li/a")) == 2
    (facts,) = page.find_class("kb-facts")
    assert facts.text_content().count("Agency") == 1


def test_the_page_of_a_statement_explains_its_labels(tmp_path: Path) -> None:
    """The reason first, then what the label means and when it is given."""
    page = rendered(tmp_path, "statements/academy-on-the-size", "ru", more(STATEMENTS, CHALLENGED))
    (why,) = page.find_class("kb-why")
    assert [dt.text_content() for dt in why.findall("dt")][:2] == [
        "Слова: целиком в одном источнике",
        "Подтверждение: есть противоречащие данные",
    ]
    first = " ".join(why.find("dd").text_content().split())
    assert first.startswith(
        "Агентство; откуда сведения, не сказано. Целиком это есть у одного издателя, чей текст мы прочли."
    )


# --- registers ------------------------------------------------------------------------------------------------------

REGISTER = "---\ntitle: Register\nregister: {}\n---\n\nAll of them.\n"
CHALLENGED = """
- id: academy-on-its-forum
  kind: assessment
  by: academy
  said: '2025-08-27'
  about: [forum]
  text: {en: It was good., ru: Он был хорош.}
  sources: [agency-on-forum]
  challenged_by: [{statement: forum-met, how: criticises}]
  recorded: '2026-11-24'
- id: academy-on-the-size
  kind: claim
  by: academy
  said: '2025-08-27'
  about: [forum]
  text: {en: 200 people met., ru: Встретились 200 человек.}
  sources: [agency-on-forum]
  challenged_by: [{statement: forum-met, how: contradicts}]
  recorded: '2026-11-24'
"""
SEARCHED = """
- id: list-of-guests
  date: '2026-11-24'
  question: {en: Who were the guests?, ru: Кто был в гостях?}
  tried: {en: The agency., ru: Агентство.}
  result: {en: No list was found., ru: Списка не найдено.}
  statements: [forum-met]
"""


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", "2 statements: contradicted — 1; opinions, plans, forecasts — 1."),
        ("ru", "2 утверждения: есть противоречащие данные — 1; мнения, планы, прогнозы — 1."),
    ],
)
def test_the_counts_of_challenged_statements_add_up(tmp_path: Path, language: str, counts: str) -> None:
    """What has no grade of its content is counted as well."""
    page = {f"docs/{tongue}/reference/challenged.md": REGISTER.format("challenged") for tongue in ("en", "ru")}
    changes = {**page, **more(STATEMENTS, CHALLENGED)}
    assert texts(rendered(tmp_path, "reference/challenged", language, changes), "kb-count") == [counts]


def test_a_short_row_tells_what_a_source_has_against_a_statement(tmp_path: Path) -> None:
    """The title of a source tells nothing of it; a statement that challenges speaks for itself."""
    other = "{source: agency-on-forum, how: qualifies, note: {en: It counted guests too., ru: Считали и гостей.}}"
    row = CHALLENGED.replace("how: contradicts}", f"how: contradicts, note: {{en: Fewer., ru: Меньше.}}}}, {other}")
    page = {f"docs/{tongue}/reference/challenged.md": REGISTER.format("challenged") for tongue in ("en", "ru")}
    shown = rendered(tmp_path, "reference/challenged", "en", {**page, **more(STATEMENTS, row)})
    (challenged,) = [one for one in shown.find_class("kb-row") if "200 people" in one.text_content()]
    assert texts(challenged, "kb-note") == ["It counted guests too."]


@pytest.mark.parametrize(
    ("path", "language", "relations"),
    [
        ("academy-on-the-size", "en", ["Qualified by: 90 people met.", "Supported by: 90 people met."]),
        (
            "academy-on-the-size",
            "ru",
            ["Уточняет это: Встретились 90 человек.", "В пользу этого говорит: Встретились 90 человек."],
        ),
        ("forum-met", "en", ["This statement qualifies: 200 people met.", "Supports: 200 people met."]),
        (
            "forum-met",
            "ru",
            ["Этим утверждением уточняется: Встретились 200 человек.", "Говорит в пользу: Встретились 200 человек."],
        ),
    ],
)
def test_a_statement_under_two_relations_is_printed_once(
    tmp_path: Path, path: str, language: str, relations: list[str]
) -> None:
    """The second time its beginning leads to it."""
    both = "challenged_by: [{statement: forum-met, how: qualifies}]\n  supported_by: [{statement: forum-met}]"
    row = CHALLENGED.replace("challenged_by: [{statement: forum-met, how: contradicts}]", both)
    page = rendered(tmp_path, f"statements/{path}", language, more(STATEMENTS, row))
    first, second = [item for item in page.iter("li") if item.find_class("kb-challenge__how")][-2:]
    assert [" ".join(item.text_content().split()) for item in (first, second)] == relations
    assert [a.get("href") for a in first.iter("a")] == [a.get("href") for a in second.iter("a")]


def test_statements_on_what_was_not_found_are_named_and_support_nothing(tmp_path: Path) -> None:
    """They stand under a label of their own and do not look like support."""
    changes = {"docs/en/reference/not-found.md": REGISTER.format("searches"), "docs/data/searches.yml": SEARCHED}
    page = rendered(tmp_path, "reference/not-found", "en", changes)
    assert texts(page, "kb-related__what") == ["Statements on this:"]
    assert texts(page, "kb-related") == ["90 people met."]
    assert not page.find_class("kb-supports")


def test_a_search_stands_on_one_page_in_both_languages_and_links_lead_to_it_there(tmp_path: Path) -> None:
    """An address that named the register keeps its place: there a line leads on."""
    pages = {f"docs/{tongue}/reference/not-found.md": REGISTER.format("searches") for tongue in ("en", "ru")}
    later = "".join(SEARCHED.replace("list-of-guests", f"later-{n}").replace("11-24", "11-25") for n in range(30))
    about = SEARCHED.replace("  statements:", "  about: [academy]\n  statements:")
    changes = {**pages, "docs/data/searches.yml": about + later}
    for language in ("en", "ru"):
        record = rendered(tmp_path / language, "actors/academy", language, changes)
        (link,) = record.xpath("//h2[@id='not-found']/following-sibling::ul[1]//a/@href")
        assert link == "../../reference/not-found-2/#list-of-guests"
        first = rendered(tmp_path / f"{language}-first", "reference/not-found", language, changes)
        (line,) = first.xpath("//li[@id='list-of-guests']")
        assert line.xpath("a/@href") == ["../../reference/not-found-2/#list-of-guests"]
        assert len(first.find_class("kb-row")) == 30


# --- sides of a priority --------------------------------------------------------------------------------------------

PRIORITY: Files = {
    "docs/data/priorities/gauges.yml": "title: {en: Gauges, ru: Меры}\nsummary: {en: G., ru: М.}\nkind: theme\n"
}
SAID = """
- id: {id}
  kind: {kind}
{by}  said: '2025-08-27'
  about: [gauges]
  text: {{en: They fit., ru: Подходят.}}
  sources: [agency-on-forum]
  recorded: '2026-11-24'
"""
OURS = SAID.format(id="ours", kind="claim", by="  by: academy\n")
THEIRS = SAID.format(id="theirs", kind="claim", by="  by: {unnamed: {en: A guest, ru: Гость}}\n")
FACT = SAID.format(id="measured", kind="fact", by="").replace("said:", "happened:")


def of_priority(root: Path, statements: str, prose: str = "", language: str = "en") -> html.HtmlElement:
    """The page of a priority about which these statements are; its prose shows what it embeds as a card."""
    changes = {**PRIORITY, **more(STATEMENTS, statements)}
    if prose:
        changes["docs/en/priorities/gauges.md"] = prose
    return rendered(root, "priorities/gauges", language, changes)


def test_where_two_sides_speak_on_a_priority_they_stand_beside_each_other_and_are_its_list(tmp_path: Path) -> None:
    """Each statement once, and what nobody says after them. Who is silent is said as well."""
    page = of_priority(tmp_path, OURS + THEIRS + FACT)
    (sides,) = page.find_class("kb-sides")
    assert [part.get("aria-label") for part in sides] == ["Belarus", "Others"]
    assert [part.xpath(".//li/@id") for part in sides.xpath("section")] == [["s-ours"], ["s-theirs"]]
    assert page.xpath("//*[starts-with(@id, 's-')]/@id") == ["s-ours", "s-theirs", "s-measured"]
    assert "None is recorded from: Russia, Union State." in page.text_content()


@pytest.mark.parametrize("text", ["They fit.", "The Academy of Sciences said that they fit."])
def test_a_speaker_is_named_once_in_a_line_and_always_linked(text: str, tmp_path: Path) -> None:
    page = of_priority(tmp_path, OURS.replace("They fit.", text) + THEIRS)
    line = page.get_element_by_id("s-ours")
    assert line.text_content().count("Academy of Sciences") == 1
    (name,) = line.xpath("a[contains(@href, '/actors/academy/')]")
    assert name.text == "Academy of Sciences"


@pytest.mark.parametrize(("to", "told"), [("2025", "formerly: Rector"), ("2027", "Rector")])
def test_an_office_that_has_ended_says_so(to: str, told: str, tmp_path: Path) -> None:
    """On the page of a person and in the list of all; one that ends later has not."""
    person = f"""
title: {{en: A B, ru: А Б}}
summary: {{en: P., ru: Ч.}}
kind: person
roles:
  - {{role: {{en: Rector, ru: Ректор}}, organisation: academy, from: '2020', to: '{to}', source: agency-on-forum}}
"""
    changes = {"docs/data/actors/a-b.yml": person.lstrip(), "docs/en/actors/index.md": "---\nregister: actors\n---\n"}
    facts = rendered(tmp_path, "actors/a-b", "en", changes).find_class("kb-facts")[0].text_content()
    assert f"{told}, Academy" in facts and ("formerly" in facts) is ("formerly" in told)
    listed = rendered(tmp_path, "actors/index", "en", changes).find_class("kb-register")[0].text_content()
    assert told in " ".join(listed.split()) and ("formerly" in listed) is ("formerly" in told)


@pytest.mark.parametrize(
    ("office", "language", "stands"),
    [
        (
            "{en: President of the Academy of Sciences, ru: Президент Академии наук}",
            "en",
            "President of the Academy of",
        ),
        ("{en: President of the Academy of Sciences, ru: Президент Академии наук}", "ru", "Президент Академии наук ("),
        ("{en: Its president, ru: Её президент}", "en", "Its president, Academy of Sciences ("),
    ],
)
def test_an_office_that_names_its_body_leads_there_and_does_not_name_it_again(
    office: str, language: str, stands: str, tmp_path: Path
) -> None:
    """The body leads back to whom it has, with the office."""
    role = f"{{role: {office}, organisation: academy, as_of: '2025', source: agency-on-forum}}"
    person = f"title: {{en: A B, ru: А Б}}\nsummary: {{en: P., ru: Ч.}}\nkind: person\nroles: [{role}]\n"
    changes = {"docs/data/actors/a-b.yml": person}
    (facts,) = rendered(tmp_path, "actors/a-b", language, changes).find_class("kb-facts")
    assert stands in " ".join(facts.text_content().split())
    assert [link.get("href") for link in facts.iter("a")].count("../../actors/academy/") == 1
    people = rendered(tmp_path, "actors/academy", language, changes).find_class("kb-relations")
    assert any(stands.partition(",")[0].rstrip(" (") in part.text_content() for part in people)


@pytest.mark.parametrize(
    ("name", "office", "is_named"),
    [
        ("США", "Советник Белого дома", False),
        ("США", "Президент США", True),
        ("Парк технологий", "Председатель совета Парка высоких технологий", True),
        ("Парк технологий", "Директор парка", False),
    ],
)
def test_an_office_names_its_body_by_all_its_words_however_short(
    name: str, office: str, is_named: bool, tmp_path: Path
) -> None:
    role = f"{{role: {{ru: {office}}}, organisation: body, as_of: '2025', source: agency-on-forum}}"
    changes = {
        "docs/data/actors/a-b.yml": f"title: {{ru: А Б}}\nsummary: {{ru: Ч.}}\nkind: person\nroles: [{role}]\n",
        "docs/data/actors/body.yml": f"title: {{ru: {name}}}\nsummary: {{ru: О.}}\nkind: organisation\n",
    }
    (facts,) = rendered(tmp_path, "actors/a-b", "ru", changes).find_class("kb-facts")
    assert (f", {name} (" not in " ".join(facts.text_content().split())) is is_named


def test_what_one_side_alone_says_stays_a_list(tmp_path: Path) -> None:
    page = of_priority(tmp_path, OURS + FACT)
    assert not page.find_class("kb-sides")
    assert page.xpath("//*[starts-with(@id, 's-')]/@id") == ["s-measured", "s-ours"]


def test_what_the_text_shows_already_is_named_among_the_sides_and_not_told_again(tmp_path: Path) -> None:
    page = of_priority(tmp_path, OURS + THEIRS, prose="They fit. [@agency-on-forum]\n\n/// statement | ours\n///\n")
    (here,) = page.find_class("kb-sides")[0].xpath("section[@aria-label='Belarus']//li")
    assert here.get("id") is None
    assert here.xpath("a/@href")[-1] == "#s-ours" and "They fit" not in here.text_content()


# --- neighbours -----------------------------------------------------------------------------------------------------

HUB: Files = {"docs/data/actors/hub.yml": "title: {en: Hub, ru: Узел}\nsummary: {en: H., ru: У.}\nkind: company\n"}
RELATED: Files = {
    f"docs/data/actors/works-{n}.yml": (
        f"title: {{en: Works {n}, ru: Завод {n}}}\nsummary: {{en: W., ru: З.}}\nkind: company\n"
        "relations:\n  - {type: TYPE, target: hub}\n"
    )
    for n in range(13)
}


KINDS_OF_RELATION = ("part-of", "cooperates-with", "member-of")


def related(root: Path, number: int) -> html.HtmlElement:
    """The page of a body with as many relations, every second one of another type."""
    types = ("part-of", "cooperates-with")
    changes = {file: text.replace("TYPE", types[n % 2]) for n, (file, text) in enumerate([*RELATED.items()][:number])}
    return rendered(root, "actors/hub", "en", {**HUB, **changes})


@pytest.mark.parametrize(("number", "is_drawn"), [(2, False), (3, True), (12, True), (13, False)])
def test_a_record_is_drawn_among_its_neighbours_where_they_are_neither_few_nor_many(
    number: int, is_drawn: bool, tmp_path: Path
) -> None:
    """Either way each neighbour stands on the page once."""
    page = related(tmp_path, number)
    assert bool(page.find_class("kb-around")) is is_drawn
    boxes = page.xpath("//*[@class='kb-relations']/dd/a/text()")
    assert sorted(boxes) == sorted(f"Works {n}" for n in range(number))


def test_both_sides_of_the_picture_have_about_as_many_neighbours_and_the_finding_counts_them(tmp_path: Path) -> None:
    page = related(tmp_path, 5)
    (around,) = page.find_class("kb-around")
    assert [len(half.findall("dd")) for half in around.findall("dl")] == [3, 2]
    assert "Linked with 5 records. Most of one kind: Parts — 3." in page.text_content()


def test_the_finding_names_relations_of_which_there_are_equally_many(tmp_path: Path) -> None:
    even = related(tmp_path / "even", 4).text_content()
    assert "Most of one kind: Parts — 2, Cooperates with — 2." in even
    kinds = zip(RELATED.items(), KINDS_OF_RELATION, strict=False)
    single = {file: text.replace("TYPE", kind) for (file, text), kind in kinds}
    page = rendered(tmp_path / "single", "actors/hub", "en", {**HUB, **single})
    assert "Linked with 3 records. One relation of each kind: Parts, Cooperates with, Members." in page.text_content()


def test_a_record_linked_twice_is_counted_once(tmp_path: Path) -> None:
    """A council that is controlled by a union and a part of it is linked with one union."""
    twice = (
        RELATED["docs/data/actors/works-0.yml"].replace("TYPE", "part-of")
        + "  - {type: cooperates-with, target: hub}\n"
    )
    others = {file: text.replace("TYPE", "part-of") for file, text in [*RELATED.items()][1:3]}
    page = rendered(tmp_path, "actors/hub", "en", {**HUB, **others, "docs/data/actors/works-0.yml": twice})
    assert "Linked with 3 records. Most of one kind: Parts — 3." in page.text_content()


# --- where to write -------------------------------------------------------------------------------------------------

TRUST = {
    f"docs/{language}/about/trust.md": "---\ntitle: T\nregister: repository\n---\n\nProse.\n" for language in LANGUAGES
}


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("", "The owners of the base have named no address yet."),
        ("email: name@example.org\n", "Or copy this text, fill it in and send it by e-mail."),
        ("repository: 'https://example.org/repository'\n", "give it to whoever showed you this site"),
    ],
)
def test_where_to_write_comes_first_and_names_only_what_is_set(tmp_path: Path, owner: str, said: str) -> None:
    changes = {**TRUST, "docs/data/owner.yml": owner}
    base = read_base(repository(tmp_path, changes))[0]
    site = Site.of(base, directory_urls=True, as_of="2026-11-24", repository=base.owner.repository or "")
    page = html.fromstring(f"<main>{site.render('about/trust', 'en', '<p>Prose.</p>')}</main>")
    shown = " ".join(page.text_content().split())
    assert said in shown and shown.index("Where to write") < shown.index("Prose.")
    assert ("e-mail" in shown) is ("email" in owner)
    assert ("repository" in shown.lower()) is ("repository" in owner)


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("", "to whoever showed you this site or copy. The owners"),
        ("email: name@example.org\n", "Send the file that the form saves by e-mail. By"),
        (
            "repository: 'https://example.org/repository'\n",
            "into an issue of the repository; without an account there, give the file to whoever",
        ),
    ],
)
def test_what_to_do_with_a_saved_file_is_said(tmp_path: Path, owner: str, said: str) -> None:
    form = {
        f"docs/{language}/about/form.md": "---\ntitle: F\nregister: form\n---\n\nProse.\n" for language in LANGUAGES
    }
    base = read_base(repository(tmp_path, {**TRUST, **form, "docs/data/owner.yml": owner}))[0]
    site = Site.of(base, directory_urls=True, as_of="2026-11-24", repository=base.owner.repository or "")
    page = html.fromstring(f"<main>{site.render('about/trust', 'en', '<p>Prose.</p>')}</main>")
    assert said in " ".join(page.text_content().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_trust_names_no_way_to_write_but_those_that_the_site_has(language: str) -> None:
    """Its prose is the same whatever is set, so it names none: what is set stands above it."""
    prose = (ROOT / f"docs/{language}/about/trust.md").read_text(encoding="utf-8").partition("\n---\n")[2].lower()
    prose = prose.replace("(#repository)", "")
    assert [word for word in ("issue", "repositor", "репозитор", "e-mail", "почт") if word in prose] == []


@pytest.mark.parametrize(("read", "said"), [("no", "Yes, by reports"), ("part", "Yes")])
def test_an_act_that_was_not_read_names_ai_by_reports(tmp_path: Path, read: str, said: str) -> None:
    act = (
        "title: {en: Pact, ru: Пакт}\nsummary: {en: A pact., ru: Пакт.}\nkind: treaty\nparties: [academy]\n"
        f"names_ai: yes\ntext_read: {read}\n"
    )
    page = rendered(tmp_path, "agreements/pact", "en", {"docs/data/agreements/pact.yml": act})
    assert page.xpath("//dt[.='Names AI']/following-sibling::dd[1]")[0].text_content() == said
