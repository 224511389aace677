"""The knowledge base looks things up in both directions, in order of date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from kbase.core.base import Edge, KnowledgeBase, internal_targets, read_base, resolve, sort_date, sources_of
from kbase.core.records.model import ChallengeLink, Statement, Text
from kbase.core.records.vocabulary import RelationType
from tests.helpers import ACADEMY_EN, INDEX_EN, TINY, base_of, page, repository, statements, swap

TITLES = "title: {en: A, ru: А}\nsummary: {en: A, ru: А}\n"

ENTITIES = {
    "actors/belarus": "kind: state",
    "actors/russia": "kind: state",
    "actors/academy": "kind: state-body\ncontroller: belarus",
    "actors/institute": "kind: organisation\ncontroller: academy",
    "actors/firm": "kind: company",
    "actors/union": "kind: international-body\ncontroller: union",
    "actors/writer": "kind: person",
    "actors/minister": """
        kind: person
        roles: [{role: {en: M, ru: М}, organisation: academy, from: '2024', source: act-text}]
        relations: [{type: heads, target: institute, from: '2025'}]
    """,
    "actors/envoy": """
        kind: person
        roles:
        - {role: {en: E, ru: П}, organisation: academy, as_of: '2024'}
        - {role: {en: E, ru: П}, organisation: russia, as_of: '2025'}
        - {role: {en: E, ru: П}, as_of: '2025'}
    """,
    "actors/between": """
        kind: person
        roles:
        - {role: {en: E, ru: П}, organisation: academy, as_of: '2024'}
        - {role: {en: E, ru: П}, organisation: firm, as_of: '2025'}
    """,
    "actors/lost": "kind: person\nroles: [{role: {en: E, ru: П}, organisation: firm, as_of: '2024'}]",
    "agreements/act": """
        kind: law
        issuer: academy
        parties: [belarus, russia]
        relations: [{type: replaces, target: old-act, source: act-text}]
    """,
    "agreements/old-act": "kind: law\nrelations: [{type: replaced-by, target: act, source: act-text}]",
    "events/forum": """
        kind: conference
        date: '2025-08'
        organisers: [academy]
        participants: [minister, russia]
    """,
    "priorities/science": "kind: priority\nwhose: [belarus]\nact: act",
}
OWNERS = {"agency": "belarus", "ring": "loop", "loop": "ring", "daily": "nobody"}
PUBLISHED_BY = {"new-story": "agency", "act-text": "academy", "old-story": "agency"}
STATEMENTS = """
- {id: late, kind: fact, happened: '2026', sources: [old-story]}
- {id: told, kind: claim, by: minister, said: '2025-09', happened: '2025-01', sources: [old-story]}
- id: asked
  kind: claim
  by: minister
  said: '2025-08-25'
  sources: [new-story]
  supported_by: [{statement: late}]
- id: doubted
  kind: claim
  by: writer
  said: '2025-08'
  sources: [new-story, new-story]
  supported_by: [{source: act-text}]
  challenged_by:
  - {statement: told, how: denies}
  - {source: old-story, how: qualifies}
  - {statement: late, how: qualifies}
  about: [science, forum]
- {id: always, kind: fact, happened: ../2024, sources: [act-text]}
"""


RECORDS = {
    **{f"docs/data/{path}.yml": TITLES + dedent(text) for path, text in ENTITIES.items()},
    "docs/data/publishers.yml": "".join(
        f"- {{id: {outlet}, title: {{en: A, ru: А}}, controller: {owner}}}\n" for outlet, owner in OWNERS.items()
    ),
    "docs/data/sources.yml": "".join(
        f"- {{id: {source}, type: webpage, title: A, language: en, published_by: {publisher}}}\n"
        for source, publisher in PUBLISHED_BY.items()
    ),
    "docs/data/statements/science.yml": statements(STATEMENTS, about="forum"),
}


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return base_of(tmp_path, RECORDS)


def ids(statements: object) -> list[str]:
    return [statement.id for statement in statements]  # type: ignore[attr-defined]


# --- statements -----------------------------------------------------------------------------------------------------


def test_statements_stand_in_the_order_of_what_they_say(base: KnowledgeBase) -> None:
    """What happened counts, else when it was said; what has no beginning stands first; then the id decides."""
    assert ids(base.in_order) == ["always", "told", "doubted", "asked", "late"]
    assert sort_date(base.statements["told"]).text == "2025-01"
    assert sort_date(base.statements["asked"]).text == "2025-08-25"


def test_statements_about_a_record(base: KnowledgeBase) -> None:
    """Every record knows what is said about it, in order."""
    assert ids(base.about["forum"]) == ["always", "told", "doubted", "asked", "late"]
    assert ids(base.about["science"]) == ["doubted"]
    assert "act" not in base.about


def test_statements_of_a_speaker(base: KnowledgeBase) -> None:
    """Every actor knows what they said, in order; facts have no speaker."""
    assert ids(base.said_by["minister"]) == ["told", "asked"]
    assert set(base.said_by) == {"minister", "writer"}


def test_statements_that_use_a_source(base: KnowledgeBase) -> None:
    """A source knows what rests on it, is supported or challenged by it, each once."""
    assert ids(base.cited_by["new-story"]) == ["doubted", "asked"]
    assert ids(base.cited_by["act-text"]) == ["always", "doubted"]
    assert ids(base.cited_by["old-story"]) == ["told", "doubted", "late"]
    assert list(sources_of(base.statements["doubted"])) == ["new-story", "new-story", "act-text", "old-story"]


def test_challenges_are_known_at_both_ends(base: KnowledgeBase) -> None:
    """The challenger knows whom it challenges and how."""
    assert [(c.statement, c.how) for c in base.challenges["told"]] == [("doubted", "denies")]
    assert [(c.statement, c.how) for c in base.challenges["late"]] == [("doubted", "qualifies")]
    assert set(base.challenges) == {"told", "late"}


@pytest.mark.parametrize(
    ("ours", "theirs", "is_mutual"),
    [("contradicts", "contradicts", True), ("contradicts", "qualifies", False), ("denies", "denies", False)],
)
def test_what_contradicts_each_other_is_mutual(base: KnowledgeBase, ours: str, theirs: str, is_mutual: bool) -> None:
    """To deny is an act of one side: two denials are two."""

    def against(id: str, other: str, how: str) -> Statement:
        link = ChallengeLink.model_validate({"statement": other, "how": how})
        return base.statements[id].model_copy(update={"challenged_by": (link,)})

    pair = {"late": against("late", "told", ours), "told": against("told", "late", theirs)}
    both = replace(base, statements={**base.statements, **pair})
    assert both.mutual(pair["late"]) == ({"told"} if is_mutual else set())


def test_supports_are_known_at_both_ends(base: KnowledgeBase) -> None:
    """The supporter knows which claim it supports."""
    assert base.supports == {"late": ("asked",)}


def test_sources_of_a_publisher(base: KnowledgeBase) -> None:
    """In order of their ids."""
    assert ids(base.published["agency"]) == ["new-story", "old-story"]
    assert ids(base.published["academy"]) == ["act-text"]


# --- relations ------------------------------------------------------------------------------------------------------


def edges(base: KnowledgeBase, entity: str) -> set[tuple[str, str]]:
    return {(edge.type.value, edge.other) for edge in base.relations.get(entity, ())}


def test_a_relation_is_known_at_both_ends(base: KnowledgeBase) -> None:
    """The target has the inverse, with the same dates and evidence."""
    assert Edge(RelationType.HEADS, "institute", "2025") in base.relations["minister"]
    assert Edge(RelationType.HEADED_BY, "minister", "2025") in base.relations["institute"]


def test_a_relation_that_both_records_state_is_one(base: KnowledgeBase) -> None:
    """«A replaces B» and «B is replaced by A» are the same relation."""
    assert base.relations["old-act"] == (Edge(RelationType.REPLACED_BY, "act", source="act-text"),)
    assert [edge.type for edge in base.relations["act"]].count(RelationType.REPLACES) == 1


def test_fields_are_relations_too(base: KnowledgeBase) -> None:
    """Roles, owners, issuers, parties, organisers, participants, priorities and their acts are seen from either end."""
    assert edges(base, "minister") == {("heads", "institute"), ("office-at", "academy"), ("took-part-in", "forum")}
    assert (
        Edge(RelationType.OFFICE_AT, "academy", "2024", None, None, "act-text", Text(en="M", ru="М"))
        in base.relations["minister"]
    )
    assert edges(base, "academy") == {
        *(("controlled-by", "belarus"), ("controls", "institute"), ("office-holder", "minister")),
        *(("office-holder", "envoy"), ("office-holder", "between"), ("issued", "act"), ("organised", "forum")),
    }
    assert edges(base, "act") == {
        *(("issued-by", "academy"), ("has-party", "belarus"), ("has-party", "russia"), ("replaces", "old-act")),
        ("sets", "science"),
    }
    assert edges(base, "forum") == {
        *(("organised-by", "academy"), ("had-participant", "minister"), ("had-participant", "russia"))
    }
    assert edges(base, "science") == {("priority-of", "belarus"), ("set-by", "act")}
    assert ("has-priority", "science") in edges(base, "belarus")


def test_a_body_that_owns_itself_is_not_related_to_itself(base: KnowledgeBase) -> None:
    """To be one's own final owner is no relation."""
    assert "union" not in base.relations


def test_every_relation_is_answered(base: KnowledgeBase) -> None:
    """Whatever one record says of another, the other says of the one."""
    for entity, found in base.relations.items():
        for edge in found:
            assert replace(edge, type=edge.type.inverse, other=entity) in base.relations[edge.other]


# --- owners ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "owners"),
    [
        ("belarus", {"belarus"}),  # a state is its own
        ("academy", {"belarus"}),
        ("institute", {"belarus"}),  # through the academy
        ("agency", {"belarus"}),  # an outlet too
        ("union", {"union"}),  # a body that names itself
        ("firm", set()),  # nothing is known
        ("daily", set()),  # the chain leaves the base
        ("ring", set()),  # the chain has no end
        ("minister", {"belarus"}),  # in office
        ("envoy", {"belarus", "russia"}),  # in two offices
        ("writer", {"writer"}),  # a person without office
        ("between", set()),  # in two offices, one of them at a body whose owner is not known
        ("lost", set()),  # in office at a body whose owner is not known
        ("nobody", set()),  # not in the base
    ],
)
def test_the_final_owner_of_an_actor(base: KnowledgeBase, actor: str, owners: set[str]) -> None:
    """The chain is followed to its end; where it ends in the unknown there is no owner."""
    assert base.final_controllers(actor) == owners


# --- pages ----------------------------------------------------------------------------------------------------------


def test_pages_that_link_to_a_record(tmp_path: Path) -> None:
    """A record knows the pages that link to it, once for both languages; its own page does not count."""
    own = swap(ACADEMY_EN, "## What", "See [above](academy.md) and [the start](../index.md).\n\n## What")
    base, _ = read_base(repository(tmp_path, own))
    assert base.referred_by == {"forum": ("actors/academy",), "academy": ("index",)}


def test_prose_is_found_by_record_and_language(tmp_path: Path) -> None:
    """A record has prose in either language, or none."""
    base, _ = read_base(repository(tmp_path, {ACADEMY_EN: None}))
    assert base.prose_of("academy", "en") is None
    assert base.prose_of("academy", "ru") is base.prose["ru", "actors/academy"]
    assert base.path_of("academy") == "actors/academy"


def test_links_within_the_site(tmp_path: Path) -> None:
    """Only relative links to Markdown files lead to pages, wherever their anchors point."""
    text = "[a](b.md#c) [d](../e/f.md) [g](https://example.org/h.md) [i](j.png) [k](#l)"
    assert list(internal_targets(page(text, "actors/x"))) == ["actors/b", "e/f"]


@pytest.mark.parametrize(
    ("path", "target", "found"),
    [
        ("actors/belta", "nasb", "actors/nasb"),
        ("actors/belta", "./nasb", "actors/nasb"),
        ("actors/belta", "../events/forum", "events/forum"),
        ("index", "actors/belta", "actors/belta"),
        ("reference/statements/index", "../../actors/belta", "actors/belta"),
        ("actors/belta", "a/../b", "actors/b"),
        ("index", "../actors/belta", "../actors/belta"),
        ("actors/belta", "../../../x", "../../x"),
        ("actors/belta", "", "actors"),
    ],
)
def test_a_relative_path_is_resolved(path: str, target: str, found: str) -> None:
    """As a browser does it, but without leaving the top unseen."""
    assert resolve(path, target) == found


def test_publishers_are_actors_and_outlets(base: KnowledgeBase) -> None:
    """Whatever can publish or own is found in one place, and nothing else."""
    assert {"belarus", "minister", "agency", "daily"} <= set(base.publishers)
    assert {"act", "forum", "science"}.isdisjoint(base.publishers)


def test_an_unreadable_record_is_simply_not_there(tmp_path: Path) -> None:
    """The rest of the base is whole, and the problem is told."""
    base, problems = read_base(repository(tmp_path, {INDEX_EN: TINY[INDEX_EN], "docs/data/events/forum.yml": "- a\n"}))
    assert [problem.code for problem in problems] == ["record-shape"]
    assert "forum" not in base.entities and set(base.statements) == {"forum-met", "academy-on-forum"}
