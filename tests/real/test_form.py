"""Every statement of the real base can be corrected in the form, and what the form loads is light."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest

from kbase.core.base import KnowledgeBase
from kbase.core.pages.paths import FORM
from kbase.core.records.model import LANGUAGES
from kbase.files.own_files import as_published
from kbase.measures.weight import LEVEL
from kbase.site.contributing import CORRECTED, files
from kbase.site.site import Site
from tests.contributions import lost_on_the_way
from tests.repositories import ROOT

EACH = 25
"""One of so many statements is tried in a usual run."""


def test_a_statement_passes_the_form_and_comes_back_equal(real_base: KnowledgeBase) -> None:
    assert lost_on_the_way(real_base, [*real_base.statements][::EACH], ROOT) == []


@pytest.mark.slow
def test_every_statement_passes_the_form_and_comes_back_equal(real_base: KnowledgeBase) -> None:
    assert lost_on_the_way(real_base, [*real_base.statements], ROOT) == []


@pytest.mark.parametrize("every", [8 * EACH, pytest.param(EACH, marks=pytest.mark.slow)])
def test_other_records_pass_the_form_and_come_back_equal(real_base: KnowledgeBase, every: int) -> None:
    """Acts, persons, events, sources and publishers."""
    corrected = [*real_base.sources, *real_base.outlets]
    corrected += [id for id, one in real_base.entities.items() if type(one) in CORRECTED]
    assert lost_on_the_way(real_base, corrected[::every], ROOT) == [] and len(corrected) > 1000


MOST, MOST_OF_THE_SCRIPT = 45 * 1024, 15 * 1024
"""Bytes, compressed, of a list to choose from, and of the script; a KB is 1024, as in the budget of a first view."""


def test_what_the_form_loads_is_light(real_base: KnowledgeBase) -> None:
    site = Site.of(real_base, directory_urls=True, as_of="2026-11-29")
    sizes = {name: _compressed(content) for name, content in files({code: site.view(FORM, code) for code in LANGUAGES})}
    assert {name: size for name, size in sizes.items() if size > MOST} == {} and len(sizes) > 20
    assert _compressed(as_published((ROOT / "docs/assets/form.js").read_bytes())) < MOST_OF_THE_SCRIPT


def test_every_word_of_a_statement_or_title_finds_it(real_base: KnowledgeBase) -> None:
    """A list shows the beginning of a long text; the rest is in the file that is loaded while little is found."""
    site = Site.of(real_base, directory_urls=True, as_of="2026-11-29")
    lists = {name: _handed(content) for name, content in files({code: site.view(FORM, code) for code in LANGUAGES})}
    lost = []
    for language in LANGUAGES:
        more = lists[f"form/statements-more.{language}.js"]["more"]
        for (id, shown, _), rest in zip(lists[f"form/statements.{language}.js"]["statement"], more, strict=True):
            whole = words(real_base.statements[id].text.read(language))
            lost += [id] if whole - words(f"{shown.removesuffix('…')} {rest}") else []
    for (id, shown), rest in zip(
        lists["form/sources.js"]["source"], lists["form/sources-more.en.js"]["more"], strict=True
    ):
        lost += [id] if words(real_base.sources[id].title) - words(f"{shown.removesuffix('…')} {rest}") else []
    assert lost == [] and max(len(rest) for rest in more) > 100


def words(text: str) -> set[str]:
    """A text may be cut at a hyphen too."""
    return {*re.split(r"[\s-]+", text)}


def _handed(content: bytes) -> dict[str, Any]:
    """What a script hands over."""
    handed: dict[str, Any] = json.loads(content.decode().partition(",")[2].rpartition(")")[0])
    return handed


def _compressed(content: bytes) -> int:
    return len(gzip.compress(content, LEVEL))
