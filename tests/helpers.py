"""A tiny repository without a fault, and ways to break it: tests change one thing and look at what is said of it."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent

import yaml

from kbase.core.base import KnowledgeBase, build, read_base
from kbase.core.check import run_checks
from kbase.core.evidence.grades import grade_all
from kbase.core.evidence.review_file import FILE as REVIEWS
from kbase.core.evidence.review_file import write as write_reviews
from kbase.core.evidence.reviews import reviewed
from kbase.core.ledger.ledger_file import FILE as LEDGER
from kbase.core.ledger.ledger_file import write as write_ledger
from kbase.core.ledger.published import updated
from kbase.core.problems import as_text
from kbase.core.prose.page import Prose, read_prose
from kbase.core.records.loading import Loaded, load
from kbase.core.records.owner import FILE as OWNER
from kbase.core.translation.marks import FILE as MARKS
from kbase.core.translation.marks import write
from kbase.core.translation.standing import key_of, mark_of, pairs

BELARUS = "docs/data/actors/belarus.yml"
ACADEMY = "docs/data/actors/academy.yml"
FORUM = "docs/data/events/forum.yml"
PUBLISHERS = "docs/data/publishers.yml"
SOURCES = "docs/data/sources.yml"
STATEMENTS = "docs/data/statements/science.yml"
ACADEMY_EN = "docs/en/actors/academy.md"
ACADEMY_RU = "docs/ru/actors/academy.md"
INDEX_EN = "docs/en/index.md"
INDEX_RU = "docs/ru/index.md"


def png(width: int = 1, height: int = 1, *more: tuple[bytes, bytes], level: int = 9) -> bytes:
    """A grey PNG picture, with `more` parts before its data."""
    header = width.to_bytes(4) + height.to_bytes(4) + b"\x08\0\0\0\0"
    data = zlib.compress(bytes(height * (width + 1)), level)
    parts = ((b"IHDR", header), *more, (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_part(name, body) for name, body in parts)


def png_part(name: bytes, body: bytes) -> bytes:
    """One part of a PNG picture, with its length and its check."""
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


PNG = png()

Files = Mapping[str, str | bytes | None]
"""Path in the repository → its content, or None for a file that is not there."""

TINY: dict[str, str] = {
    file: dedent(text).lstrip("\n")
    for file, text in {
        BELARUS: """
            title: {en: Belarus, ru: Беларусь}
            summary: {en: A state., ru: Государство.}
            kind: state
            countries: [by]
        """,
        ACADEMY: """
            title: {en: Academy of Sciences, ru: Академия наук}
            summary: {en: The academy., ru: Академия.}
            kind: state-body
            countries: [by]
            ownership: state
            controller: belarus
        """,
        FORUM: """
            title: {en: Forum, ru: Форум}
            summary: {en: A forum., ru: Форум.}
            kind: conference
            date: '2025-08-25'
            organisers: [academy]
        """,
        OWNER: """
            name: {en: An institute, ru: Институт}
            email: desk@example.org
            funding: {en: A grant, ru: Грант}
            repository: https://example.org/repository
        """,
        PUBLISHERS: """
            - id: agency
              title: {en: Agency, ru: Агентство}
              ownership: state
              controller: belarus
            - id: daily
              title: {en: Daily, ru: Газета}
              ownership: private
              controller: daily
        """,
        SOURCES: """
            - id: agency-on-forum
              type: article-newspaper
              title: Форум в Минске
              language: ru
              issued: '2025-08-26'
              published_by: agency
              URL: https://agency.example/1
            - id: daily-on-forum
              type: article-newspaper
              title: A forum in Minsk
              language: en
              published_by: daily
              URL: https://daily.example/1
        """,
        STATEMENTS: """
            - id: forum-met
              kind: fact
              happened: '2025-08-25'
              about: [forum, belarus]
              text: {en: 90 people met., ru: Встретились 90 человек.}
              sources:
                - id: agency-on-forum
                  origin: [own]
                - daily-on-forum
              recorded: '2026-11-24'
            - id: academy-on-forum
              kind: claim
              by: academy
              said: '2025-08-26'
              about: [forum, academy]
              text: {en: It was the first., ru: Он был первым.}
              sources: [agency-on-forum]
              recorded: '2026-11-24'
        """,
        ACADEMY_EN: """
            The academy held a [forum](../events/forum.md). [@agency-on-forum]

            ## What it says { #says }

            /// statement | academy-on-forum
            ///
        """,
        ACADEMY_RU: """
            Академия провела [форум](../events/forum.md). [@agency-on-forum]

            ## Что она говорит { #says }

            /// statement | academy-on-forum
            ///
        """,
        INDEX_EN: """
            ---
            title: Start
            ---

            See the [academy](actors/academy.md#says).
        """,
        INDEX_RU: """
            ---
            title: Начало
            ---

            Вот [академия](actors/academy.md#says).
        """,
    }.items()
}


def told_of(*records: str) -> dict[str, str]:
    """A file with a statement about records, which would be empty pages without one."""
    return {
        "docs/data/statements/more.yml": dedent(f"""\
            - id: more-is-told
              kind: fact
              happened: '2025'
              about: [{", ".join(records)}]
              text: {{en: More is told., ru: Сказано больше.}}
              sources: [daily-on-forum]
              recorded: '2026-11-24'
        """)
    }


def swap(file: str, old: str, new: str) -> dict[str, str]:
    """The tiny repository's `file` with `old`, which stands there once, replaced by `new`."""
    assert TINY[file].count(old) == 1, f"'{old}' stands {TINY[file].count(old)} times in {file}"
    return {file: TINY[file].replace(old, new)}


def more(file: str, text: str) -> dict[str, str]:
    """The tiny repository's `file` with `text` after it."""
    return {file: TINY[file] + dedent(text)}


def repository(root: Path, changes: Files | None = None) -> Path:
    """Writes the tiny repository with `changes` to `root` and gives `root` back. Both languages are marked as saying
    the same as they are, unless `changes` have the marks, such as `AS_TINY`.
    """
    for file, content in {**TINY, **(changes or {})}.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content is not None:
            path.write_text(content, encoding="utf-8")
    if MARKS not in (changes or {}):
        mark_all(root)
    if REVIEWS not in (changes or {}):
        review_all(root)
    if LEDGER not in (changes or {}):
        publish_all(root)
    return root


def publish_all(root: Path) -> Path:
    """Writes the ledger as if all that is there had been published as it is; gives `root` back."""
    (root / LEDGER).unlink(missing_ok=True)
    base, _ = read_base(root)
    (root / LEDGER).parent.mkdir(parents=True, exist_ok=True)
    (root / LEDGER).write_text(write_ledger(updated(base, grade_all(base), date(2026, 11, 24))[0]), encoding="utf-8")
    return root


def mark_all(root: Path) -> None:
    """Marks whatever is there in both languages, whether it agrees or not."""
    base, _ = read_base(root)
    sections = (pair for path in dict.fromkeys(path for _, path in base.prose) for pair in pairs(base, path))
    marks = {pair.key: pair.mark for pair in sections if len(pair.sections) == 2}
    texts = {key_of(statement): mark_of(statement) for statement in base.statements.values()}
    (root / MARKS).parent.mkdir(parents=True, exist_ok=True)
    (root / MARKS).write_text(write({**marks, **{key: mark for key, mark in texts.items() if mark}}), encoding="utf-8")


def review_all(root: Path) -> None:
    """Marks every link as reviewed."""
    (root / REVIEWS).parent.mkdir(parents=True, exist_ok=True)
    (root / REVIEWS).write_text(write_reviews(reviewed(read_base(root)[0], "docs/data")), encoding="utf-8")


def _of_tiny(file: str, changes: Files | None = None) -> Files:
    with tempfile.TemporaryDirectory() as folder:
        return {file: (repository(Path(folder), changes) / file).read_text(encoding="utf-8")}


def published(changes: Files) -> Files:
    """The ledger of the tiny repository as it is after changes: what is changed further has been changed since."""
    return _of_tiny(LEDGER, changes)


AS_TINY: Files = _of_tiny(MARKS)
"""The marks of the tiny repository as it is without changes: what is changed has been changed since."""

REVIEWED: Files = _of_tiny(REVIEWS)
"""The marks of the tiny repository's links without changes: what is changed has been changed since."""

PUBLISHED: Files = _of_tiny(LEDGER)
"""The ledger of the tiny repository as it is without changes: what is changed has been changed since then."""


def faults(root: Path, changes: Files | None = None, release: bool = False) -> list[str]:
    """What `check` prints of the tiny repository with `changes`, line by line."""
    return [as_text(problem) for problem in run_checks(repository(root, changes), release)]


def loaded(root: Path, files: Files) -> Loaded:
    """What is read from a repository that holds `files` and nothing else."""
    return load(repository(root, {**dict.fromkeys(TINY), **files}))


def base_of(root: Path, files: Files) -> KnowledgeBase:
    """The knowledge base of records that are all in order."""
    found = loaded(root, {file: dedent(text) if isinstance(text, str) else text for file, text in files.items()})
    assert not found.problems, [as_text(problem) for problem in found.problems]
    return build(found, {})


def statements(text: str, about: str) -> str:
    """A file of statements written in short: what is left out is filled in, and they are all `about` one record."""
    whole = {"kind": "fact", "said": "2025", "about": [about], "text": {"en": "A", "ru": "А"}, "recorded": "2026-11-24"}
    written: list[dict[str, object]] = yaml.load(dedent(text), yaml.BaseLoader)
    return json.dumps([{**whole, **statement} for statement in written])


def page(text: str, path: str = "about/page", language: str = "en") -> Prose:
    """The page of prose that `text` is, read without a fault."""
    prose, problems = read_prose(dedent(text).lstrip("\n"), f"docs/{language}/{path}.md", language, path)
    assert not problems, [as_text(problem) for problem in problems]
    return prose
