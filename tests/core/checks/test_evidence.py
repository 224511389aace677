"""What a link says of its source, where that cannot be: each fault beside a neighbour that passes."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.helpers import ACADEMY, SOURCES, STATEMENTS, TINY

MORE_SOURCES = """\
- id: law
  type: legislation
  kind: act
  title: An act
  language: en
  published_by: academy
  URL: https://academy.example/act
- id: law-elsewhere
  type: legislation
  kind: act
  title: Another act
  language: en
  published_by: academy
  URL: https://texts.example.net/act
"""
USED = (
    "- {id: used, kind: fact, happened: '2025', about: [forum], text: {en: Used., ru: Взято.}, recorded: '2026-11-24', "
)
AT = f"{STATEMENTS}:"


def changed(statement: str, sources: str = MORE_SOURCES) -> dict[str, str]:
    """The tiny repository with two acts of the academy, which names its site, and one more statement."""
    academy = TINY[ACADEMY] + "same_as: ['https://www.academy.example/']\n"
    return {ACADEMY: academy, SOURCES: TINY[SOURCES] + sources, STATEMENTS: TINY[STATEMENTS] + statement}


def record(source: str, **more: str) -> str:
    fields = {"id": source, "role": "record", **more}
    other = "law" if source == "law-elsewhere" else "law-elsewhere"
    link = "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"
    return f"{USED}sources: [{link}, {other}]}}\n"


def test_the_thing_itself_stands_at_its_publishers_address(check: Check) -> None:
    (line,) = check(changed(record("law-elsewhere")))
    assert "warning: 'law-elsewhere' is taken for the thing itself, at no address of 'academy'" in line
    assert "add `hosted_at: texts.example.net` to the source" in line
    assert line.endswith("[record-elsewhere]")


def test_or_says_where_it_was_read(check: Check) -> None:
    """At its publisher's site; at a host that is named; and nothing is said where no site of the publisher is known."""
    assert check(changed(record("law"))) == []
    hosted = MORE_SOURCES.replace("  URL: https://texts", "  hosted_at: texts.example.net\n  URL: https://texts")
    assert check(changed(record("law-elsewhere"), hosted)) == []
    assert check({**changed(record("law-elsewhere")), ACADEMY: TINY[ACADEMY]}) == []


def test_an_abstract_is_not_the_act(check: Check) -> None:
    (line,) = check(changed(record("law", seen="abstract")))
    assert "of 'law' an abstract was read, and it is to carry the whole statement" in line
    assert line.endswith("[abstract-for-act]")
    assert check(changed(record("law", seen="abstract", supports="part"))) == []
    assert check(changed(record("law", seen="abstract"), MORE_SOURCES.replace("kind: act", "kind: report"))) == []


@pytest.mark.parametrize("kind", ["own-news", "own-page", "reporting", "digest", "reference"])
def test_a_report_of_an_act_is_not_the_act(check: Check, kind: str) -> None:
    (line,) = check(changed(record("law"), MORE_SOURCES.replace("kind: act", f"kind: {kind}")))
    assert f"error: 'law' ({kind}) reports the thing itself, and `role: record` says that it is that" in line
    assert line.endswith("[record-of-report]")


@pytest.mark.parametrize(
    ("kind", "by", "is_fault"),
    [
        ("own-news", "academy", False),
        ("digest", "academy", True),
        ("own-news", "agency", True),
        ("report", "agency", False),
        ("reporting", "{unnamed: {en: The paper, ru: Газета}}", False),
    ],
)
def test_what_a_speaker_published_is_the_words_themselves(check: Check, kind: str, by: str, is_fault: bool) -> None:
    """But a digest is nobody's own text."""
    said = record("law").replace("kind: fact, happened", f"kind: claim, by: {by}, said")
    lines = check(changed(said, MORE_SOURCES.replace("kind: act", f"kind: {kind}")))
    assert [line.endswith("[record-of-report]") for line in lines] == [True] * is_fault


def test_a_figure_about_oneself_is_about_the_body(check: Check) -> None:
    """The forum is not the academy; an officer of the body speaks for it."""
    text = record("law").replace("role: record", "role: self")
    (line,) = check(changed(text))
    assert "`role: self`, but the statement is not about academy (in 'used')" in line
    assert line.endswith("[self-of-another]")
    assert check(changed(text.replace("about: [forum]", "about: [forum, academy]"))) == []


CLAIM = TINY[STATEMENTS].replace("sources: [agency-on-forum]", "sources: [agency-on-forum]\n  supported_by: [{more}]")


@pytest.mark.parametrize(
    ("support", "is_circular"),
    [
        ("{source: daily-on-forum, origin: [academy]}", True),
        ("{source: law}", True),
        ("{source: law, role: self}", False),
        ("{source: daily-on-forum, origin: [own]}", False),
        ("{source: daily-on-forum, origin: [academy, own]}", True),
        ("{statement: forum-met}", False),
        ("{statement: same-speaker}", True),
        ("{statement: other-speaker}", False),
    ],
)
def test_what_goes_back_to_the_speaker_supports_nothing(check: Check, support: str, is_circular: bool) -> None:
    others = "".join(
        f"- {{id: {by}-speaker, kind: claim, by: {actor}, said: '2025', about: [forum], recorded: '2026-11-24', "
        f"text: {{en: By {by}., ru: '{by}.'}}, sources: [law, law-elsewhere]}}\n"
        for by, actor in (("same", "academy"), ("other", "agency"))
    )
    changes = {SOURCES: TINY[SOURCES] + MORE_SOURCES, STATEMENTS: CLAIM.replace("{more}", support) + others}
    found = [line for line in check(changes) if line.endswith("[support-circular]")]
    assert bool(found) is is_circular
    assert not is_circular or "goes back to 'academy', who says it" in found[0]


def supported_by_plan(kind: str = "plan") -> dict[str, str]:
    """The tiny repository where the claim of the academy is to be supported by what somebody else says."""
    other = (
        f"- {{id: planned, kind: {kind}, by: agency, said: '2025', about: [forum], recorded: '2026-11-24', "
        "text: {en: Planned., ru: План.}, sources: [law, law-elsewhere]}\n"
    )
    sources = {SOURCES: TINY[SOURCES] + MORE_SOURCES}
    return {**sources, STATEMENTS: CLAIM.replace("{more}", "{statement: planned}") + other}


def test_an_opinion_or_a_plan_bears_no_claim_out(check: Check) -> None:
    for kind in ("plan", "assessment", "forecast"):
        (line,) = check(supported_by_plan(kind))
        assert f"error: 'planned' is to support this, and is of the kind '{kind}' (in 'academy-on-forum')" in line
        assert line.endswith("[support-of-opinion]")
    assert check(supported_by_plan("claim")) == []


CHALLENGER = (
    "- {id: other, kind: fact, happened: '2024', about: [academy], text: {en: Other., ru: Иное.}, "
    "recorded: '2026-11-24', sources: [law, law-elsewhere]}\n"
)


def challenged(challenger: str, more: str = "") -> dict[str, str]:
    end = "recorded: '2026-11-24'\n- id"
    challenge = f"challenged_by: [{{statement: other, how: qualifies{more}}}]\n  "
    first = TINY[STATEMENTS].replace(end, challenge + end)
    return {SOURCES: TINY[SOURCES] + MORE_SOURCES, STATEMENTS: first + challenger}


def test_a_challenge_is_about_the_same_object_and_year(check: Check) -> None:
    (line,) = check(challenged(CHALLENGER))
    assert "warning: 'other' is about nothing that it is to challenge here (in 'forum-met')" in line
    assert line.endswith("[challenge-of-another]")
    (line,) = check(challenged(CHALLENGER.replace("[academy]", "[forum]")))
    assert "'other' is of 2024, and what it is to challenge of 2025-08-25" in line
    assert check(challenged(CHALLENGER.replace("[academy]", "[forum]").replace("'2024'", "2024/2025"))) == []


def test_what_stands_beside_for_comparison_may_be_about_anything(check: Check) -> None:
    changes = challenged(CHALLENGER)
    assert check({**changes, STATEMENTS: changes[STATEMENTS].replace("how: qualifies", "how: context")}) == []


def test_an_exception_has_its_reason_and_goes_when_it_is_needed_no_more(check: Check) -> None:
    assert check(challenged(CHALLENGER, ", exempt: the academy is the forum")) == []
    (line,) = check(challenged(CHALLENGER.replace("[academy]", "[forum]").replace("'2024'", "'2025'"), ", exempt: no"))
    assert "`exempt` excuses nothing any more (in 'forum-met') — remove the line" in line
    assert line.endswith("[exempt-unneeded]")


def test_a_search_shows_what_was_not_found_and_nothing_else(check: Check) -> None:
    changes = challenged("")
    for wrong in ("{statement: academy-on-forum, how: not-found}", "{search: s, how: qualifies}"):
        text = changes[STATEMENTS].replace("{statement: other, how: qualifies}", wrong)
        (line,) = [line for line in check({**changes, STATEMENTS: text}) if "not found is shown by a search" in line]
        assert "write `search: <id in searches.yml>` with `how: not-found`, and only there" in line


def test_the_search_of_a_challenge_exists(check: Check) -> None:
    changes = challenged("")
    text = changes[STATEMENTS].replace("{statement: other, how: qualifies}", "{search: serch, how: not-found}")
    found = [line for line in check({**changes, STATEMENTS: text}) if line.endswith("[id-unknown]")]
    assert ["no search has the id 'serch' (in 'forum-met')" in line for line in found] == [True]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("kind: news", "'news' is not a word for kind"),
        ("issuer: nobody", "no actor has the id 'nobody'"),
        ("hosted_at: Some Host", "'Some Host' is not a valid hosted_at"),
    ],
)
def test_what_a_source_is_comes_from_closed_lists(check: Check, field: str, message: str) -> None:
    wrong = MORE_SOURCES.replace("  kind: act\n  title: An act\n", f"  {field}\n  title: An act\n")
    lines = check(changed(f"{USED}sources: [law, law-elsewhere]}}\n", wrong))
    assert any(message in line and f"{SOURCES}:16: error:" in line for line in lines), lines


def test_one_statement_may_have_several_searches(check: Check) -> None:
    """Each of them once."""
    search = "- {{id: {id}, date: '2026-11-24', question: {{en: A}}, tried: {{en: A}}, result: {{en: A}}}}\n"
    searches = {"docs/data/searches.yml": search.format(id="s1") + search.format(id="s2")}
    changes = challenged("")
    two = "{search: s1, how: not-found}, {search: s2, how: not-found}"
    text = changes[STATEMENTS].replace("{statement: other, how: qualifies}", two)
    assert [line for line in check({**changes, **searches, STATEMENTS: text}) if "[source-twice]" in line] == []
    twice = text.replace("search: s2", "search: s1")
    assert [line for line in check({**changes, **searches, STATEMENTS: twice}) if "[source-twice]" in line]
