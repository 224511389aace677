"""Two hundred texts, each in every field of every record and in every place of a page: refused with its code, or shown
as the text that it is. What is shown is looked at with `check` silenced, so that either door holds by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from kbase.core.base import KnowledgeBase
from kbase.core.checks import CHECKS, safety
from kbase.core.checks.context import Context
from kbase.core.records.walking import strings
from kbase.exports.snapshot import Snapshot
from kbase.files.own_files import ON_DEMAND
from kbase.page.finished import finished_page
from kbase.page.frame import Dates, Publication
from kbase.page.judging import faults
from kbase.site.site import Site
from tests.core.checks.test_safety import harm_of, refusals
from tests.exports.test_read_back import dressed

VECTORS: Final[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("vectors.yml").read_text(encoding="utf-8"))
REFUSED: Final = [(code, text) for code, texts in VECTORS["refused"].items() for text in texts]
SHOWN: Final[list[str]] = VECTORS["text"]
ALL: Final = [*(text for _, text in REFUSED), *SHOWN]

PLAIN: Final = "Plainest words"
SHELVES: Final = ("entities", "outlets", "sources", "statements", "terms", "searches")
AT_ONCE: Final = 12
"""Texts that stand in a field together when pages are made of them."""

RULES: Final = {
    "raw-html": safety.no_raw_html,
    "hidden-character": safety.no_hidden_characters,
    "mixed-script": safety.one_script_a_word,
}


def with_words(base: KnowledgeBase, word: str) -> KnowledgeBase:
    """The base with `word` as every text of every record, and no page of prose."""
    changed: dict[str, Any] = {
        shelf: {id: dressed(record, word) for id, record in getattr(base, shelf).items()} for shelf in SHELVES
    }
    return replace(base, **changed)


# --- in records -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "text"), REFUSED, ids=lambda part: repr(part)[:60])
def test_a_text_is_refused_in_every_field(base: KnowledgeBase, code: str, text: str) -> None:
    """Every field in which it stands is named, with its line."""
    hostile = replace(with_words(base, text), prose={})
    context = Context(hostile, Path("/nowhere"))
    where = {
        str(context.place(record.id, path)) for record in context.records() for path, s in strings(record) if s == text
    }
    named = {str(problem.place) for problem in RULES[code](context) if problem.code == code}
    assert where and named == where


@pytest.mark.parametrize("text", SHOWN, ids=lambda text: repr(text)[:60])
def test_a_text_that_is_let_through_has_no_fault(base: KnowledgeBase, text: str) -> None:
    """Of the rules of hostile text: the neighbours of what is refused are none of it."""
    context = Context(replace(with_words(base, text), prose={}), Path("/nowhere"))
    assert [problem.message for rule in RULES.values() for problem in rule(context)] == []


# --- on pages -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pages:
    """The content of one page of each kind, in both languages, by its path."""

    made: dict[tuple[str, str], str]

    @classmethod
    def of(cls, base: KnowledgeBase) -> Pages:
        snapshot = Snapshot(base, "https://example.org/kb/", "abc", datetime(2026, 11, 24, tzinfo=UTC))
        site = Site.of(base, True, "2026-11-24", (), tuple, "https://example.org/repository")
        publication = Publication(site, snapshot, ON_DEMAND)
        made = {}
        for path in _one_of_each_kind(site):
            for language in ("en", "ru"):
                page = finished_page(publication, path, language, "", Dates())  # type: ignore[arg-type]
                made[path, language] = str(page.content)
        return cls(made)


def _one_of_each_kind(site: Site) -> list[str]:
    kinds: dict[tuple[str, str], str] = {}
    for path, plan in site.plans.items():
        is_prose = not path.startswith(("actors/", "events/", "statements/", "agreements/", "priorities/", "analysis/"))
        kinds.setdefault((plan.template, path if is_prose and "/" in path and "20" not in path else ""), path)
    return sorted(set(kinds.values()))


def parts(page: str) -> list[str]:
    """The elements of a page in order with the names of their attributes, and addresses that are no text."""
    root = LexborHTMLParser(f"<article>{page}</article>").root
    assert root
    return [f"{node.tag} {sorted(node.attributes)}" for node in root.traverse(include_text=False)]


@pytest.fixture(scope="module")
def harmless(base: KnowledgeBase) -> Pages:
    """The pages with plain words as every text."""
    return Pages.of(with_words(base, PLAIN))


def chunks() -> Iterator[str]:
    """All texts, some at a time, in one line each: as a field may hold them."""
    for start in range(0, len(ALL), AT_ONCE):
        yield " ".join(" ".join(ALL[start : start + AT_ONCE]).split())


@pytest.mark.parametrize("text", [*chunks()], ids=lambda text: text[:40])
def test_pages_have_the_elements_of_plain_words(base: KnowledgeBase, harmless: Pages, text: str) -> None:
    """Whatever is written in all fields: no element, no attribute more or less, and nothing that the judge refuses."""
    hostile = Pages.of(with_words(base, text))
    assert hostile.made.keys() == harmless.made.keys() and len(harmless.made) > 20
    for at, page in hostile.made.items():
        assert parts(page) == parts(harmless.made[at]), at
        assert list(faults(f"<article>{page}</article>", frozenset())) == [], at


@settings(max_examples=max(settings.default.max_examples // 8, 1), suppress_health_check=[HealthCheck.too_slow])
@given(text=st.lists(st.sampled_from(ALL), min_size=2, max_size=6).map("".join))
def test_texts_that_are_put_together_do_no_more(base: KnowledgeBase, harmless: Pages, text: str) -> None:
    """What one of them opens, another one does not close."""
    hostile = Pages.of(with_words(base, " ".join(text.split())))
    for at, page in hostile.made.items():
        assert parts(page) == parts(harmless.made[at]), at


# --- in prose -------------------------------------------------------------------------------------------------------

PLACES: Final = {
    "a paragraph": "Words {} more.",
    "a line of its own": "Words.\n\n{}\n\nMore.",
    "a heading": "## {} { #a }",
    "a list": "- {}\n- more",
    "a quotation": "> {}",
    "a table": "| a |\n| --- |\n| {} |",
    "a footnote": "Words.[^n]\n\n[^n]: {}",
    "a definition": "Term\n:   {}",
    "an abbreviation": "Words ABC.\n\n*[ABC]: {}",
    "the words of a link": "[{}](https://daily.example/)",
    "the target of a link": "[words]({})",
    "the title of a link": '[words](https://daily.example/ "{}")',
    "a definition of a link": "[words][r]\n\n[r]: {}",
    "the words of a picture": "![{}](../../assets/icon-192.png)",
    "details": "/// details | {}\n\nWords.\n///",
    "braces": "*words*{ {} }",
    "code": "Words `{}` more.",
    "a fence": "```\n{}\n```",
}
"""Place on a page → how a text stands there."""


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_what_is_let_through_in_prose_is_harmless(place: str) -> None:
    """Each text is refused where it stands, or Markdown makes of it what does nothing."""
    for text in ALL:
        written = place.replace("{}", text, 1) if place != "*words*{ {} }" else f"*words*{{ {text} }}"
        if not refusals(written):
            assert harm_of(written) == [], text


def test_there_are_as_many_texts_as_were_promised() -> None:
    assert len(set(ALL)) == len(ALL) >= 200 and len(PLACES) >= 15
    assert {code for code, _ in REFUSED} == RULES.keys() and all(rule in CHECKS for rule in RULES.values())
    assert not [text for text in ALL if re.fullmatch(r"\s*", text)]
