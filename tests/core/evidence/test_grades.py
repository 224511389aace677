"""The two grades, rule by rule, on a newsroom of our own. (Thirty real statements: test_judged.py.)

Attested: was it said, or reported? Content: is it so? Sources here are called after their publishers: those of `wire`
and `gazette` belong to Belarus, those of `tribune` and `post` to themselves, that of `sheet` to the one of `tribune`;
nobody knows to whom that of `blog` belongs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import ATTESTED_RULES, SUPPORT_RULES, Grades, Strength, grade, grade_all
from kbase.core.records.vocabulary import CHECKABLE, Attested, Content, StatementKind
from tests.helpers import base_of, statements

Graded = Callable[[str], Grades]

TITLES = "title: {en: A, ru: А}\nsummary: {en: A, ru: А}\n"
OWNERS = {
    "wire": "belarus",
    "gazette": "belarus",
    "tribune": "the-tribune",
    "sheet": "the-tribune",
    "post": "the-post",
    "blog": "",
}
PUBLISHED_BY = {
    **{outlet: f"the-{outlet}" for outlet in OWNERS},
    "tribune-2": "the-tribune",
    "ministry-act": "ministry",
    "ministry-site": "ministry",
    "union-act": "union",
    "firm-site": "firm",
    "speech": "chair",
}

NEWSROOM = {
    "docs/data/actors/belarus.yml": TITLES + "kind: state\n",
    "docs/data/actors/ministry.yml": TITLES + "kind: state-body\ncontroller: belarus\n",
    "docs/data/actors/union.yml": TITLES + "kind: international-body\ncontroller: union\n",
    "docs/data/actors/firm.yml": TITLES + "kind: company\ncontroller: firm\n",
    "docs/data/actors/chair.yml": TITLES
    + "kind: person\nroles: [{role: {en: C, ru: П}, organisation: ministry, as_of: '2025'}]\n",
    "docs/data/actors/critic.yml": TITLES + "kind: person\n",
    "docs/data/publishers.yml": "".join(
        f"- {{id: the-{outlet}, title: {{en: A, ru: А}}, controller: {owner or '~'}}}\n"
        for outlet, owner in OWNERS.items()
    ),
    "docs/data/sources.yml": "".join(
        f"- {{id: {source}, type: webpage, title: A, language: en, published_by: {publisher}}}\n"
        for source, publisher in PUBLISHED_BY.items()
    )
    + "- {id: copy, type: webpage, title: A, language: en, published_by: the-post, copy_of: tribune}\n"
    + "- {id: copy-of-copy, type: webpage, title: A, language: en, published_by: firm, copy_of: copy}\n"
    + "- {id: ring-1, type: webpage, title: A, language: en, published_by: the-post, copy_of: ring-2}\n"
    + "- {id: ring-2, type: webpage, title: A, language: en, published_by: firm, copy_of: ring-1}\n",
}


@pytest.fixture
def graded(tmp_path: Path) -> Graded:
    """`graded(text)`: the grades of the statement `s`, the first of those that `text` writes in short."""

    def grades_of(text: str) -> Grades:
        base = base_of(tmp_path, {**NEWSROOM, "docs/data/statements/news.yml": statements(text, about="union")})
        return grade(base.statements["s"], base)

    return grades_of


def fact(*sources: str, more: str = "") -> str:
    """A fact `s` with these sources, each as it stands in YAML."""
    return f"- {{id: s, sources: [{', '.join(sources)}]{more}}}\n"


def claim(*sources: str, more: str = "") -> str:
    """A claim `s` of the firm with these sources."""
    return f"- {{id: s, kind: claim, by: firm, sources: [{', '.join(sources)}]{more}}}\n"


def own(source: str, more: str = "") -> str:
    """A link to a source that has it from its own reporting."""
    return f"{{id: {source}, origin: [own]{more}}}"


def of(source: str, *origins: str, more: str = "") -> str:
    """A link to a source that has it from these origins."""
    named = (f"the-{origin}" if origin in OWNERS else origin for origin in origins)
    return f"{{id: {source}, origin: [{', '.join(named)}]{more}}}"


def upheld(*supports: str) -> str:
    """A claim `s` of the firm with these supports."""
    return claim("firm-site", more=f", supported_by: [{', '.join(supports)}]")


RECORD = "{id: ministry-act, role: record}"

# --- attested -------------------------------------------------------------------------------------------------------

ATTESTED = [
    # the record itself
    ([RECORD], "record"),
    (["{id: ministry-act, role: record, seen: opening}"], "record"),
    (["{id: ministry-act, role: record, seen: headline}"], "weak"),
    (["{id: ministry-act, role: record, seen: copy}"], "weak"),
    (["{id: ministry-act, role: record, supports: part}"], "one-origin.parts"),
    ([own("tribune"), RECORD], "record"),
    # two independent sources
    ([own("tribune"), own("post")], "independent"),
    ([own("tribune"), own("wire")], "independent"),
    ([own("tribune", ", seen: opening"), own("post")], "independent"),
    ([of("tribune", "firm"), own("post")], "independent"),
    ([own("wire"), own("gazette"), own("post")], "independent"),
    ([of("post", "firm", "union"), own("tribune")], "independent"),
    # one origin: a single source
    ([own("tribune")], "one-origin.single"),
    (["tribune"], "one-origin.single"),
    ([own("tribune"), own("post", ", seen: headline")], "one-origin.single"),
    # one origin: several sources, one root
    ([own("tribune"), of("post", "tribune")], "one-origin.shared"),
    ([of("tribune", "wire"), of("post", "wire")], "one-origin.shared"),
    ([of("tribune", "wire"), of("post", "wire", "own")], "one-origin.shared"),
    ([own("tribune"), own("tribune-2")], "one-origin.shared"),
    ([of("tribune", "firm"), of("tribune-2", "union")], "one-origin.shared"),
    # one origin: different origins, one owner
    ([own("wire"), own("gazette")], "one-origin.shared"),
    ([own("tribune"), own("sheet")], "one-origin.shared"),
    ([own("wire"), of("post", "ministry")], "one-origin.shared"),
    ([own("wire"), of("post", "chair")], "one-origin.shared"),
    ([of("tribune", "ministry"), of("post", "chair")], "one-origin.shared"),
    ([of("post", "firm", "ministry"), own("wire")], "one-origin.shared"),
    # one origin: an unknown origin or owner makes no second source
    (["tribune", "post"], "one-origin.unknown"),
    ([own("tribune"), "post"], "one-origin.unknown"),
    ([own("tribune"), own("blog")], "one-origin.unknown"),
    ([own("tribune"), of("post", "blog")], "one-origin.unknown"),
    ([own("tribune"), of("post", "firm", "blog")], "one-origin.unknown"),
    # one origin: each has only a part
    ([own("tribune"), own("post", ", supports: part")], "one-origin.single"),
    ([own("tribune", ", supports: part"), own("post", ", supports: part")], "one-origin.parts"),
    # copies: who keeps one is no second publisher
    ([own("tribune"), own("copy")], "one-origin.shared"),
    ([own("tribune"), own("copy-of-copy")], "one-origin.shared"),
    ([own("copy"), own("copy-of-copy")], "one-origin.shared"),
    ([own("copy"), own("wire")], "independent"),
    # hardly read
    ([own("tribune", ", seen: headline"), own("post", ", seen: copy")], "weak"),
    (["{id: tribune, seen: copy}"], "weak"),
]


@pytest.mark.parametrize(("sources", "expected"), ATTESTED)
def test_what_makes_a_statement_attested(graded: Graded, sources: list[str], expected: str) -> None:
    """Record, two independent sources, one origin (and why only one), or hardly read."""
    verdict = graded(fact(*sources)).attested
    assert verdict.reason == f"attested.{expected}"
    assert verdict.grade == expected.partition(".")[0]


def test_a_claim_is_attested_like_a_fact(graded: Graded) -> None:
    """Whether something was said does not depend on what it is."""
    for sources, expected in ATTESTED:
        assert graded(claim(*sources)).attested.reason == f"attested.{expected}"


def test_the_sources_that_decide_are_named(graded: Graded) -> None:
    """A verdict names the record, the pair, or whatever was read."""
    assert graded(fact(own("tribune"), RECORD, own("post"))).attested.because == ("ministry-act",)
    assert graded(fact("blog", own("tribune"), own("post"))).attested.because == ("tribune", "post")
    assert graded(fact(own("tribune"), "blog", own("post", ", seen: copy"))).attested.because == ("tribune", "blog")
    assert graded(fact("{id: post, seen: copy}")).attested.because == ("post",)


def test_copies_in_a_circle_do_not_loop(graded: Graded) -> None:
    """Two sources that call each other a copy are still graded."""
    assert graded(fact(own("ring-1"), own("ring-2"))).attested.grade is not None


# --- content of facts -----------------------------------------------------------------------------------------------

FACTS = [
    ([RECORD], "official-record"),
    ([own("tribune"), own("post")], "independently-reported"),
    (["{id: ministry-site, role: self}"], "self-reported"),
    (["{id: ministry-site, role: self}", "{id: ministry-act, role: self}"], "self-reported"),
    (["{id: ministry-site, role: self}", of("wire", "ministry")], "one-origin.shared"),
    (["{id: ministry-site, role: self}", own("tribune")], "independently-reported"),
    (["{id: ministry-site, role: self}", "{id: tribune, seen: headline}"], "self-reported"),
    ([own("tribune")], "one-origin.single"),
    ([own("wire"), own("gazette")], "one-origin.shared"),
    ([own("tribune"), "post"], "one-origin.unknown"),
    ([own("tribune"), own("post", ", supports: part")], "one-origin.single"),
    (["{id: tribune, seen: headline}"], "not-checked"),
    (["{id: ministry-site, role: self, seen: copy}"], "not-checked"),
]


@pytest.mark.parametrize(("sources", "expected"), FACTS)
def test_a_fact_rests_on_its_sources(graded: Graded, sources: list[str], expected: str) -> None:
    """Record, independent reports, a body about itself, one origin, or nothing that was read."""
    verdict = graded(fact(*sources)).content
    assert verdict.reason == f"content.{expected}"
    assert verdict.grade == expected.partition(".")[0]


# --- content of claims ----------------------------------------------------------------------------------------------

FACT_2 = "- {id: two, sources: [{id: tribune, origin: [own]}, {id: post, origin: [own]}]}\n"
FACT_1 = "- {id: one, sources: [{id: tribune, origin: [own]}]}\n"
RETRACTED = "retracted: {date: '2026-11-24', what: {en: A, ru: А}}"


def but(text: str, fields: str) -> str:
    """A statement in short with other fields."""
    return text.replace("sources", f"{fields}, sources")


CLAIMS = [
    # its own article attests that it was said and does not make it so
    (claim("{id: firm-site, role: record}"), "not-checked.claim"),
    (claim(own("tribune"), own("post")), "not-checked.claim"),
    (
        claim("{id: firm-site, role: record}", more=", supported_by: [{source: firm-site, origin: [own]}]"),
        "not-checked.claim",
    ),
    (upheld("{source: post, origin: [firm]}"), "not-checked.claim"),
    # a body's figure about itself
    (claim("{id: firm-site, role: self}"), "self-reported"),
    # what others show
    (upheld("{source: post, origin: [own]}"), "one-origin.single"),
    (upheld("{source: post}"), "one-origin.single"),
    (upheld("{source: post, seen: headline}"), "not-checked"),
    (upheld("{source: ministry-act, role: record}"), "official-record"),
    (upheld("{source: ministry-act, role: record, supports: part}"), "not-checked.part"),
    (upheld("{source: post, origin: [own]}", "{source: wire, origin: [own]}"), "independently-reported"),
    (upheld("{source: post, origin: [own]}", "{source: wire}"), "one-origin.unknown"),
    # facts of this base that support it
    (upheld("{statement: one}") + FACT_1, "one-origin.single"),
    (upheld("{statement: two}") + FACT_2, "independently-reported"),
    (upheld("{statement: two, supports: part}") + FACT_2, "not-checked.part"),
    (upheld("{source: post, supports: part}", "{source: wire, origin: [own]}"), "one-origin.single"),
    (upheld("{statement: one}", "{source: wire, origin: [own]}") + FACT_1, "independently-reported"),
    (upheld("{statement: gone}"), "not-checked.claim"),
    (upheld("{statement: one}") + but(FACT_1, RETRACTED), "not-checked.claim"),
    # other voices
    (upheld("{statement: one}") + but(FACT_1, "kind: claim, by: critic"), "one-origin.single"),
    (upheld("{statement: one}") + but(FACT_1, "kind: claim, by: firm"), "not-checked.claim"),
    (upheld("{statement: two}") + but(FACT_2, "kind: claim, by: critic"), "one-origin.shared"),
    (upheld("{statement: one}") + but(FACT_1, "kind: assessment, by: critic"), "not-checked.claim"),
    (upheld("{statement: one}") + but(FACT_1, "kind: claim, by: {unnamed: {en: A}}"), "not-checked.claim"),
    # a claim cannot hold itself up
    (upheld("{statement: s}"), "not-checked.claim"),
]


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_a_claim_rests_on_what_others_show(graded: Graded, text: str, expected: str) -> None:
    """What its speaker published shows that it was said, not that it is so; so do reports that go back to them."""
    verdict = graded(text).content
    assert verdict.reason == f"content.{expected}"
    assert verdict.grade == expected.partition(".")[0]


def test_an_allegation_is_checked_like_a_claim(graded: Graded) -> None:
    """Whatever holds of claims holds of allegations."""
    for text, expected in CLAIMS:
        allegation = text.replace("id: s, kind: claim", "id: s, kind: allegation")
        assert graded(allegation).content.reason == f"content.{expected}"


@pytest.mark.parametrize("kind", ["assessment", "plan", "forecast"])
def test_opinions_and_plans_have_no_content_grade(graded: Graded, kind: str) -> None:
    """An opinion is attested; whether it is so is not asked, even where somebody contradicts it."""
    text = claim(RECORD, more=", challenged_by: [{source: post, how: contradicts}]").replace("claim", kind)
    grades = graded(text)
    assert grades.content is None
    assert grades.attested.grade is Attested.RECORD


def test_the_kinds_that_are_checked_are_those_three() -> None:
    """A new kind must decide on which side it stands."""
    assert {StatementKind.FACT, StatementKind.CLAIM, StatementKind.ALLEGATION} == CHECKABLE


# --- challenges -----------------------------------------------------------------------------------------------------

RANKED = [
    (Strength.WEAK, "{id: post, seen: headline}"),
    (Strength.SINGLE, own("post")),
    (Strength.INDEPENDENT, f"{own('post')}, {own('wire')}"),
    (Strength.RECORD, "{id: union-act, role: record}"),
]


def contradicted(support: str, against: str, how: str = "contradicts", kind: str = "kind: fact") -> str:
    return (
        fact(support, more=f", challenged_by: [{{statement: other, how: {how}}}]")
        + f"- {{id: other, {kind}, sources: [{against}]}}\n"
    )


@pytest.mark.parametrize("how", ["contradicts", "denies"])
@pytest.mark.parametrize(("support", "sources"), RANKED)
@pytest.mark.parametrize(("challenge", "against"), RANKED)
def test_a_contradiction_counts_if_it_is_not_weaker(
    graded: Graded, support: Strength, sources: str, challenge: Strength, against: str, how: str
) -> None:
    """A fact is contradicted by a fact that rests on as much or more, and by no weaker one."""
    verdict = graded(contradicted(sources, against, how)).content
    assert (verdict.grade is Content.CONTRADICTED) == (challenge >= support)
    assert verdict.because == ("other",) if challenge >= support else verdict.because != ("other",)


@pytest.mark.parametrize(("support", "sources"), RANKED)
@pytest.mark.parametrize("kind", ["claim", "assessment", "allegation", "forecast"])
def test_a_voice_weighs_as_one_source(graded: Graded, support: Strength, sources: str, kind: str) -> None:
    """A denial on record is one voice: it stands against one source, not against two or a record."""
    text = contradicted(sources, "{id: speech, role: record}", "denies", f"kind: {kind}, by: critic")
    assert (graded(text).content.grade is Content.CONTRADICTED) == (support <= Strength.SINGLE)


def test_a_voice_of_which_only_a_headline_was_read_is_weak(graded: Graded) -> None:
    """A denial that was only glimpsed does not stand against a source that was read."""
    text = contradicted(own("tribune"), "{id: speech, seen: headline}", "denies", "kind: claim, by: critic")
    assert graded(text).content.grade is Content.ONE_ORIGIN


def test_a_voice_that_others_support_weighs_what_they_do(graded: Graded) -> None:
    """A denial that a record bears out stands against a record."""
    supported = "kind: claim, by: critic, supported_by: [{source: union-act, role: record}]"
    assert graded(contradicted(RECORD, "speech", "denies", supported)).content.grade is Content.CONTRADICTED
    opinion = supported.replace("claim", "assessment")
    assert graded(contradicted(RECORD, "speech", "denies", opinion)).content.grade is Content.OFFICIAL_RECORD


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("{source: union-act, role: record, how: contradicts}", Content.CONTRADICTED),
        ("{source: post, how: contradicts}", Content.CONTRADICTED),
        ("{source: post, seen: headline, how: contradicts}", Content.ONE_ORIGIN),
        ("{source: gone, how: contradicts}", Content.ONE_ORIGIN),
        ("{statement: gone, how: contradicts}", Content.ONE_ORIGIN),
    ],
)
def test_a_source_can_contradict_by_itself(graded: Graded, link: str, expected: Content) -> None:
    """A source that was read weighs as one; one that is not there weighs nothing."""
    assert graded(fact(own("tribune"), more=f", challenged_by: [{link}]")).content.grade is expected


def test_an_unsupported_claim_yields_to_any_contradiction(graded: Graded) -> None:
    """Even a headline weighs more than the speaker's own words."""
    text = claim("{id: firm-site, role: record}", more=", challenged_by: [{source: post, seen: headline, how: denies}]")
    assert graded(text).content.grade is Content.CONTRADICTED


def test_support_of_a_part_yields_to_any_contradiction(graded: Graded) -> None:
    """A record that bears out a part of a claim does not hold the whole of it against a headline."""
    text = claim("firm-site", more=", supported_by: [{source: ministry-act, role: record, supports: part}]")
    assert graded(text).content.grade is Content.NOT_CHECKED
    challenged = text.replace(
        "supported_by", "challenged_by: [{source: post, seen: headline, how: denies}], supported_by"
    )
    assert graded(challenged).content.grade is Content.CONTRADICTED


def test_all_that_contradict_are_named_and_no_other(graded: Graded) -> None:
    """The verdict names those that are strong enough, in their order."""
    links = (
        "{source: wire, seen: copy, how: contradicts}, {source: post, how: denies}, {source: gazette, how: qualifies}, "
        "{source: union-act, role: record, how: contradicts}"
    )
    verdict = graded(fact(own("tribune"), more=f", challenged_by: [{links}]")).content
    assert (verdict.reason, verdict.because) == ("content.contradicted", ("post", "union-act"))


@pytest.mark.parametrize(("strength", "against"), RANKED)
def test_a_qualification_counts_however_strong(graded: Graded, strength: Strength, against: str) -> None:
    """What limits or corrects a statement is shown, even a record."""
    verdict = graded(contradicted(RECORD, against, "qualifies")).content
    assert (verdict.grade, verdict.because) == (Content.QUALIFIED, ("other",))


def test_a_contradiction_goes_before_a_qualification(graded: Graded) -> None:
    """Of both, the contradiction decides; a weaker contradiction leaves the qualification."""
    links = ", challenged_by: [{source: wire, how: qualifies}, {source: post, how: contradicts}]"
    assert graded(fact(own("tribune"), more=links)).content.grade is Content.CONTRADICTED
    assert graded(fact(RECORD, more=links)).content.grade is Content.QUALIFIED


@pytest.mark.parametrize("how", ["criticises", "supersedes"])
def test_criticism_and_succession_leave_the_grade(graded: Graded, how: str) -> None:
    """They are shown beside the statement and say nothing of whether it was so."""
    assert graded(contradicted(own("tribune"), "union-act", how)).content.grade is Content.ONE_ORIGIN


@pytest.mark.parametrize("how", ["contradicts", "denies", "qualifies"])
def test_a_retracted_challenger_weighs_nothing(graded: Graded, how: str) -> None:
    """What was withdrawn no longer stands against anything."""
    text = contradicted(own("tribune"), "{id: union-act, role: record}", how, RETRACTED)
    assert graded(text).content.grade is Content.ONE_ORIGIN


@pytest.mark.parametrize("kind", ["fact", "claim, by: critic"])
def test_a_circle_of_challenges_does_not_loop(tmp_path: Path, kind: str) -> None:
    """Statements that contradict each other, support each other, or challenge themselves are graded."""
    text = f"""
    - {{id: a, kind: {kind}, sources: [post], challenged_by: [{{statement: b, how: contradicts}}]}}
    - {{id: b, kind: {kind}, sources: [wire], challenged_by: [{{statement: a, how: denies}}]}}
    - {{id: c, kind: {kind}, sources: [post], supported_by: [{{statement: d}}]}}
    - {{id: d, kind: {kind}, sources: [post], supported_by: [{{statement: c}}, {{statement: d}}]}}
    - {{id: e, kind: {kind}, sources: [post], challenged_by: [{{statement: e, how: denies}}]}}
    """
    base = base_of(tmp_path, {**NEWSROOM, "docs/data/statements/news.yml": statements(text, about="union")})
    grades = grade_all(base)
    assert set(grades) == set("abcde")
    assert grades["a"].content and grades["a"].content.grade is Content.CONTRADICTED


# --- the tables -----------------------------------------------------------------------------------------------------


def test_the_rules_use_every_grade() -> None:
    """Each word of the vocabulary is given by a rule, or by a challenge."""
    assert [word for word, _ in ATTESTED_RULES] == list(Attested)
    by_challenge = {Content.CONTRADICTED, Content.QUALIFIED}
    assert {word for word, _, _ in SUPPORT_RULES} | by_challenge == set(Content)


def test_the_rules_go_from_strong_to_weak() -> None:
    """The first rule that holds decides, so none may stand before a stronger one."""
    strengths = [strength for _, strength, _ in SUPPORT_RULES]
    assert strengths == sorted(strengths, reverse=True)


def test_grades_of_a_base_without_its_sources(tmp_path: Path) -> None:
    """A link to a source that is not there is left to `check`: the statement is weak and nothing fails."""
    base = base_of(tmp_path, {"docs/data/statements/news.yml": statements(fact("gone"), about="gone")})
    assert isinstance(base, KnowledgeBase)
    grades = grade(base.statements["s"], base)
    assert (grades.attested.grade, grades.attested.because) == (Attested.WEAK, ())
    assert grades.content and grades.content.grade is Content.NOT_CHECKED
