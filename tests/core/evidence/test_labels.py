"""The labels of evidence, row by row and rule by rule, on a newsroom of our own.

Sources are called after their publishers: those of `wire` and `gazette` belong to Belarus, `agency` to Russia,
`tribune`, `sheet` and `post` to private owners; nobody knows to whom `blog` belongs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.labels import FIRM, OVERDUE, Labels, label, label_all, outcome
from kbase.core.evidence.rows import HOW_TOLD, Row, all_words, sentence
from kbase.core.records.model import LANGUAGES
from tests.core.evidence.test_grades import NEWSROOM, TITLES
from tests.helpers import base_of, statements

Labelled = Callable[[str], Labels]
AllLabelled = Callable[[list[str]], list[Labels]]

KINDS = {
    "ministry-text": ("ministry", "act"),
    "ministry-news": ("ministry", "own-news"),
    "firm-page": ("firm", "own-page"),
    "firm-news": ("firm", "own-news"),
    "firm-digest": ("firm", "digest"),
    "firm-blog": ("firm", "article"),
    "agency": ("the-agency", "reporting"),
    "paper": ("union", "report"),
    "study-of-union": ("the-post", "report"),
    "kept-act": ("the-blog", "act"),
    "kept-news": ("the-blog", "own-news"),
    "talk": ("the-post", "interview"),
}
NEWS = {
    **NEWSROOM,
    "docs/data/actors/russia.yml": TITLES + "kind: state\n",
    "docs/data/publishers.yml": NEWSROOM["docs/data/publishers.yml"]
    + "- {id: the-agency, title: {en: A, ru: А}, controller: russia}\n",
    "docs/data/sources.yml": NEWSROOM["docs/data/sources.yml"]
    + "".join(
        f"- {{id: {source}, type: webpage, kind: {kind}, title: A, language: en, published_by: {publisher}"
        f"{', issuer: ministry, hosted_at: the-blog' if source.startswith('kept') else ''}}}\n"
        for source, (publisher, kind) in KINDS.items()
    ),
    "docs/data/searches.yml": "- {id: none-found, date: '2026-11-24', question: {en: A, ru: А}, tried: {en: A, ru: А}, "
    "result: {en: A, ru: А}}\n",
}


@pytest.fixture
def all_labelled(tmp_path: Path) -> AllLabelled:
    """`all_labelled(texts)`: the labels of the statement `s` of each text, which may have a statement `t` beside it."""

    def labels_of(texts: list[str]) -> list[Labels]:
        apart = (re.sub(r"(id|statement): ([st])(?=[,}])", rf"\1: \2-{n}", text) for n, text in enumerate(texts))
        base = base_of(tmp_path, {**NEWS, "docs/data/statements/news.yml": statements("".join(apart), about="union")})
        return [label(base.statements[f"s-{n}"], base) for n in range(len(texts))]

    return labels_of


@pytest.fixture
def labelled(all_labelled: AllLabelled) -> Labelled:
    """`labelled(text)`: the labels of the statement `s` that a text writes in short."""
    return lambda text: all_labelled([text])[0]


def link(source: str, origin: str = "own", **more: str) -> str:
    """A link as it stands in YAML; without an origin it is not known."""
    fields = {"id": source, **({"origin": f"[{origin}]"} if origin else {}), **more}
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"


def fact(*links: str, more: str = "") -> str:
    return f"- {{id: s, sources: [{', '.join(links)}]{more}}}\n"


def claim(*links: str, more: str = "", by: str = "firm") -> str:
    return f"- {{id: s, kind: claim, by: {by}, sources: [{', '.join(links)}]{more}}}\n"


def key(labels: Labels) -> str:
    return f"{labels.words.row}.{labels.words.reason.key}"


def second(labels: Labels) -> list[str]:
    """The second line and what stands beside it."""
    assert labels.support
    return [labels.support.row.value, *(line.row.value for line in labels.beside)]


# --- how firm -------------------------------------------------------------------------------------------------------

FACTS = [
    # the text itself (rule a: a body's news of its act, a newsroom's report and a digest are none)
    ([link("ministry-text", role="record")], "text.full"),
    ([link("ministry-text", role="record", seen="opening")], "text.opening"),
    ([link("paper", role="record", seen="abstract")], "text.abstract"),
    ([link("kept-act", role="record"), link("tribune"), link("post")], "text.full"),
    ([link("ministry-text")], "one-source.own"),
    ([link("ministry-news", role="record")], "own-account.own"),
    ([link("agency", role="record")], "one-source.own"),
    ([link("firm-digest", "", role="record")], "one-source.unnamed"),
    ([link("ministry-text", role="record", seen="headline")], "part.headline"),
    ([link("ministry-text", role="record", supports="part")], "part.parts"),
    # two independent sources, or two of states
    ([link("tribune"), link("post")], "independent.own"),
    ([link("tribune"), link("wire", "the-post")], "independent.one-carried"),
    ([link("tribune", "firm"), link("wire", "the-post")], "independent.carried"),
    ([link("wire"), link("agency")], "both-states.own"),
    ([link("wire"), link("tribune", "the-agency")], "both-states.one-carried"),
    ([link("post", "the-wire"), link("tribune", "the-agency")], "both-states.carried"),
    ([link("wire"), link("agency"), link("post")], "independent.own"),
    ([link("ministry-news"), link("post")], "independent.own"),
    ([link("wire"), link("post", "union")], "independent.one-carried"),
    # its own account: parts and retellings elsewhere change nothing
    ([link("ministry-news")], "own-account.own"),
    ([link("firm-page", "")], "own-account.own"),
    ([link("ministry-news"), link("tribune", "ministry")], "own-account.own"),
    ([link("ministry-news"), link("tribune", supports="part")], "own-account.own"),
    ([link("ministry-news"), link("gazette")], "several.one-owner"),
    # several publishers; the origin comes before the owner (rule d)
    ([link("tribune", "union"), link("post", "union")], "several.one-origin"),
    ([link("wire"), link("post", "the-wire")], "several.repeated"),
    ([link("wire"), link("gazette")], "several.one-owner"),
    ([link("tribune"), link("sheet")], "several.one-owner"),
    ([link("tribune"), link("post", "")], "several.unknown"),
    ([link("tribune"), link("blog")], "several.unknown"),
    ([link("tribune", "union"), link("post", "union"), link("blog", "")], "several.some-origin"),
    ([link("wire"), link("wire", "union")], "one-source.own"),
    # one publisher; a copy is nobody's word
    ([link("tribune")], "one-source.own"),
    ([link("tribune"), link("tribune-2")], "one-source.own"),
    ([link("tribune", "")], "one-source.unnamed"),
    ([link("tribune", "union")], "retelling.passed-on"),
    ([link("tribune", seen="copy")], "retelling.copy"),
    ([link("tribune", seen="copy"), link("post", seen="copy")], "retelling.copy"),
    ([link("tribune"), link("post", seen="copy")], "one-source.own"),
    ([link("copy"), link("tribune")], "one-source.own"),
    # parts and headlines
    ([link("tribune", supports="part"), link("post", supports="part")], "part.parts"),
    ([link("tribune", seen="headline")], "part.headline"),
    # rule c: who heard it, was told it or read the act is a witness; who has a report or data of others is none
    ([link("tribune", "chair", via="heard"), link("post", "chair", via="told")], "independent.own"),
    ([link("tribune", "ministry", via="document"), link("post", "ministry", via="document")], "independent.own"),
    ([link("tribune", "chair", via="heard")], "one-source.own"),
    ([link("tribune", "union"), link("study-of-union", "union")], "several.one-origin"),
]


def test_a_fact_is_as_firm_as_its_sources(all_labelled: AllLabelled) -> None:
    found = all_labelled([fact(*links) for links, _ in FACTS])
    assert [(links, key(labels)) for (links, _), labels in zip(FACTS, found, strict=True)] == FACTS


def test_every_row_of_a_fact_is_shown_above() -> None:
    assert {expected.partition(".")[0] for _, expected in FACTS} == {row.value for row in HOW_TOLD}


def test_rows_are_tried_in_their_order() -> None:
    assert tuple(row for row, _ in FIRM) == HOW_TOLD == tuple(Row)[: len(HOW_TOLD)]


WORDS = [
    # rule b: a publication of the speaker's own is the text, with a role or without
    (claim(link("firm-blog")), "text.full"),
    (claim(link("firm-news")), "text.full"),
    (claim(link("firm-page", seen="opening")), "text.opening"),
    (claim(link("firm-blog", "the-wire")), "retelling.passed-on"),
    (claim(link("firm-digest", role="record")), "one-source.own"),
    (claim(link("agency"), by="the-agency"), "text.full"),
    (claim(link("agency", ""), by="the-agency"), "one-source.unnamed"),
    (claim(link("kept-act"), by="ministry"), "text.full"),
    # an official in the news of the body is quoted there; a transcript or an interview has the words
    (claim(link("ministry-news", role="record"), by="chair"), "own-account.own"),
    (claim(link("talk", "chair", role="record"), by="chair"), "text.full"),
    (claim(link("agency", "chair", role="record"), by="chair"), "retelling.passed-on"),
    # a body's figure about itself, passed on: the words are a retelling
    (claim(link("wire", "firm", role="self")), "retelling.passed-on"),
    ("- {id: s, kind: claim, by: {unnamed: {en: A, ru: А}}, sources: [{id: firm-blog, role: record}]}\n", "text.full"),
]


def test_words_are_known_from_their_text_or_from_reports(all_labelled: AllLabelled) -> None:
    found = all_labelled([text for text, _ in WORDS])
    assert [(text, key(labels)) for (text, _), labels in zip(WORDS, found, strict=True)] == WORDS


# --- borne out ------------------------------------------------------------------------------------------------------

CLAIM = link("firm-blog")


def upheld(*supports: str, more: str = "") -> str:
    return claim(CLAIM, more=f", supported_by: [{', '.join(supports)}]{more}")


def by(source: str, origin: str = "own", **more: str) -> str:
    return link(source, origin, **more).replace("{id:", "{source:")


def against(*challenges: str) -> str:
    return f", challenged_by: [{', '.join(challenges)}]"


OTHER_CLAIM = "- {id: t, kind: claim, by: union, sources: [tribune]}\n"
ABOUT_ITSELF = "- {{id: s, kind: claim, by: firm, sources: [{{id: wire, origin: [firm], role: self}}]{more}}}\n"
MISSED = "{search: none-found, how: not-found}"
DOUBT = "{source: tribune, origin: [own], how: qualifies}"
DENIAL = "{source: tribune, origin: [own], how: contradicts}"
GLIMPSE = "{source: tribune, origin: [own], how: qualifies, seen: headline}"

BORNE_OUT = [
    (claim(CLAIM), ["words-only"]),
    (upheld(by("tribune")), ["one-source"]),
    (upheld(by("tribune"), by("post")), ["independent"]),
    (upheld(by("tribune", supports="part")), ["part"]),
    # rule i: what goes back to the speaker supports nothing
    (upheld(by("tribune", "firm")), ["words-only"]),
    (upheld("{statement: t}") + "- {id: t, kind: claim, by: firm, sources: [tribune]}\n", ["words-only"]),
    (upheld("{statement: t}") + OTHER_CLAIM, ["one-source"]),
    (upheld("{statement: t}") + f"- {{id: t, sources: [{link('tribune')}]}}\n", ["one-source"]),
    (upheld("{statement: t}") + "- {id: t, kind: plan, by: union, sources: [tribune]}\n", ["words-only"]),
    # a body's figure about itself is its own account, whoever passes it on; a part elsewhere is told beside it
    (ABOUT_ITSELF.format(more=""), ["own-account"]),
    (ABOUT_ITSELF.format(more=f", supported_by: [{by('post', supports='part')}]"), ["own-account", "part"]),
    # rule f: by weight, with the support beside it; what was only glimpsed, or stands there for comparison, is nothing
    (claim(CLAIM, more=against(DENIAL)), ["contradicted", "words-only"]),
    (claim(CLAIM, more=against(DOUBT)), ["qualified", "words-only"]),
    (claim(CLAIM, more=against(DOUBT, DENIAL)), ["contradicted", "words-only"]),
    (upheld(by("post", supports="part"), more=against(DOUBT)), ["qualified", "part"]),
    (upheld(by("post"), more=against(DENIAL)), ["contradicted", "one-source"]),
    (upheld(by("post"), by("wire"), more=against(DENIAL)), ["independent"]),
    (claim(CLAIM, more=against(GLIMPSE)), ["words-only"]),
    (claim(CLAIM, more=against(DOUBT.replace("qualifies", "context"))), ["words-only"]),
    (claim(CLAIM, more=against(DOUBT.replace("qualifies", "criticises"))), ["words-only"]),
    (claim(CLAIM, more=against("{statement: t, how: denies}")) + OTHER_CLAIM, ["contradicted", "words-only"]),
    # absence never contradicts; something read comes before it, and a whole support too
    (claim(CLAIM, more=against(MISSED)), ["not-found"]),
    (claim(CLAIM, more=against(MISSED, DOUBT)), ["qualified", "not-found"]),
    (upheld(by("post", supports="part"), more=against(MISSED)), ["not-found", "part"]),
    (upheld(by("post", supports="part"), more=against(MISSED, DOUBT)), ["qualified", "not-found", "part"]),
    (upheld(by("post"), more=against(MISSED)), ["one-source", "not-found"]),
]


def test_a_claim_is_borne_out_by_others_only(all_labelled: AllLabelled) -> None:
    found = all_labelled([text for text, _ in BORNE_OUT])
    assert [(text, second(labels)) for (text, _), labels in zip(BORNE_OUT, found, strict=True)] == BORNE_OUT


def test_a_retracted_statement_neither_supports_nor_challenges(labelled: Labelled) -> None:
    gone = "retracted: {date: '2026-11-24', what: {en: A, ru: А}}"
    text = upheld("{statement: t}", more=against("{statement: t, how: denies}"))
    assert second(labelled(text + f"- {{id: t, sources: [{link('tribune')}], {gone}}}\n")) == ["words-only"]


def test_a_challenged_fact_shows_both(labelled: Labelled) -> None:
    """Its label says how firm it is; what weighs no less stands beside it."""
    assert [line.row for line in labelled(fact(link("post"), more=against(DENIAL))).beside] == [Row.CONTRADICTED]
    assert not labelled(fact(link("post"), link("wire"), more=against(DENIAL))).beside


@pytest.mark.parametrize("kind", ["assessment", "forecast", "plan"])
def test_opinions_and_plans_have_no_second_line(labelled: Labelled, kind: str) -> None:
    labels = labelled(claim(CLAIM, more=against(DENIAL)).replace("kind: claim", f"kind: {kind}"))
    assert (labels.words.row, labels.support, labels.beside) == (Row.TEXT, None, ())


# --- what is told beside a label ------------------------------------------------------------------------------------


def test_a_text_at_another_address_says_so(labelled: Labelled) -> None:
    """And it names those whose text it is, not who keeps it."""
    words = labelled(fact(link("kept-act", role="record"))).words
    assert (words.also, words.reason.names) == (("elsewhere",), ("ministry",))
    assert labelled(fact(link("ministry-text", role="record"))).words.also == ()


def test_an_account_names_whose_it_is(labelled: Labelled) -> None:
    """Not who keeps it."""
    assert labelled(fact(link("kept-news"))).words.reason.names == ("ministry",)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (claim(link("wire"), by="ministry"), "belarus"),
        (claim(link("wire"), link("gazette", "the-wire"), by="chair"), "belarus"),
        (claim(link("tribune"), by="ministry"), ""),
        (claim(link("wire"), link("tribune", "the-wire"), by="ministry"), ""),
        (claim(link("wire"), by="critic"), ""),
        (fact(link("wire")), ""),
    ],
)
def test_press_of_the_speakers_own_owner_says_so(labelled: Labelled, text: str, owner: str) -> None:
    """Rule h."""
    assert labelled(text).words.owner == owner


def test_a_reason_names_what_it_rests_on(labelled: Labelled) -> None:
    reason = labelled(fact(link("tribune", "union"), link("post", "union"), link("blog", ""))).words.reason
    assert (reason.names, reason.origins, reason.k, reason.n) == (
        ("the-tribune", "the-post", "the-blog"),
        ("union",),
        2,
        3,
    )


def test_only_who_repeats_another_is_said_to(labelled: Labelled) -> None:
    """The one they go back to is no repeater, and of two outlets there is one."""
    reason = labelled(fact(link("wire"), link("post", "the-wire"))).words.reason
    assert (reason.origins, reason.names) == (("the-wire",), ("the-post",))


def test_every_reason_can_be_said_in_both_languages(all_labelled: AllLabelled) -> None:
    """Every key that a rule may give has its sentence, and no sentence is left that no rule gives."""
    texts = [fact(*links) for links, _ in FACTS] + [text for text, _ in (*WORDS, *BORNE_OUT)]
    lines = [line for found in all_labelled(texts) for line in (found.words, found.support, *found.beside) if line]
    for line in lines:
        for language in LANGUAGES:
            assert "{" not in sentence(line, language, str.upper)
    given = {(line.row, line.reason.key) for line in lines}
    assert given == {(row, here) for row, words in all_words().items() for here in words.here}


def test_the_words_of_rows_stand_in_both_languages() -> None:
    words = all_words()
    assert tuple(words) == tuple(Row)
    for row in words.values():
        assert all(text[language] for text in (row.label, row.meaning, row.given) for language in LANGUAGES)
    assert len({row.label["ru"] for row in words.values()}) == len({row.label["en"] for row in words.values()}) == 12


# --- plans and the whole base ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("due: '2026-01'", OVERDUE),
        ("due: '2026-01', outcome: unknown", OVERDUE),
        ("due: '2026-01', outcome: kept", "kept"),
        ("due: '2027'", "unknown"),
        ("outcome: open", "open"),
    ],
)
def test_the_second_line_of_a_plan_is_its_outcome(tmp_path: Path, fields: str, expected: str) -> None:
    """Rule g."""
    text = f"- {{id: s, kind: plan, by: firm, sources: [tribune], {fields}}}\n- {{id: t, sources: [tribune]}}\n"
    base = base_of(tmp_path, {**NEWS, "docs/data/statements/news.yml": statements(text, about="union")})
    assert outcome(base.statements["s"], "2026-11-24") == expected
    assert outcome(base.statements["t"], "2026-11-24") is None


def test_all_statements_are_labelled(tmp_path: Path) -> None:
    text = fact(link("tribune")) + "- {id: t, kind: claim, by: firm, sources: [tribune]}\n"
    base: KnowledgeBase = base_of(tmp_path, {**NEWS, "docs/data/statements/news.yml": statements(text, about="union")})
    assert {id: found.words.row for id, found in label_all(base).items()} == {"s": Row.ONE_SOURCE, "t": Row.ONE_SOURCE}


def test_no_english_sentence_puts_a_name_where_it_would_need_an_article() -> None:
    """Names come as the records have them, "President of Belarus" and "Government of Russia", so no word that asks for
    "the" stands before one: not "from President of Belarus".
    """
    told = [words["en"] for row in all_words().values() for words in row.here.values()]
    before = [re.findall(r"(\w+) \{(?:names|origins|first|second)\}", text) for text in told]
    assert {word for words in before for word in words} == set()
