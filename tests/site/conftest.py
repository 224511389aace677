"""The heaviest page of each kind; and a site in which one language lacks or lags behind the other here and there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.records.model import LANGUAGES
from kbase.measures.weight import heaviest_of_each_kind, weigh
from tests.conftest import Built
from tests.repositories import AFTER_THAT, ROOT, commit, example_repository, kb, made_once, must, replace

ENGLISH_ONLY, RUSSIAN_ONLY = "agreements/treaty-on-measures-2025", "about/method"
"""Pages of prose that are written in one language."""

PICTURED = "actors/examplia"
"""A page with a picture."""

BEHIND = "actors/ivan-primerkin"
"""A page of which the section #what-he-said was changed in English later."""

UNTRANSLATED = "officials-expect-more-parties"
"""A statement that is written in English only."""


@pytest.fixture(scope="session")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the example after changes to single languages. Not to be changed."""
    return Built(made_once(tmp_path_factory, "uneven", _build_uneven) / "site")


def by_turns(kinds: list[str]) -> list[str]:
    """Of the page of each kind one language: English of one kind, Russian of the next."""
    return kinds[0::4] + kinds[3::4]


@pytest.fixture(scope="session")
def kinds(built: Built) -> list[str]:
    """The addresses of the heaviest page of each kind: one in each language, side by side."""
    return [weight.address for weight in heaviest_of_each_kind(weigh(built.folder))]


def _build_uneven(folder: Path) -> None:
    root = example_repository(folder / "repository")
    (root / f"docs/ru/{ENGLISH_ONLY}.md").unlink()
    (root / f"docs/en/{RUSSIAN_ONLY}.md").unlink()
    (root / "docs/assets/photo.png").write_bytes((ROOT / "docs/assets/icon-192.png").read_bytes())
    for language in LANGUAGES:
        add(root / f"docs/{language}/{PICTURED}.md", "![A photo](../../assets/photo.png) [@treaty-text-2025]")
    add(root / f"docs/en/{BEHIND}.md", "He said more. [@primerkin-speech-2025-05-20]")
    replace(root / "docs/data/statements/forum.yml", "    ru: Два чиновника ждут новых участников договора.\n", "")
    must(kb(commit(root, AFTER_THAT), "build", "--site-dir", str(folder / "site")))


def add(page: Path, paragraph: str) -> None:
    """Puts a paragraph at the end of a page."""
    with page.open("a", encoding="utf-8") as opened:
        opened.write(f"\n{paragraph}\n")
