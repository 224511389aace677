"""Count what the base holds: records of each type, pages, each language, and the labels of evidence.

Whether all of it is right, `check` says.

examples:
  python3 scripts/kb.py status
"""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from launcher.command import Command
from launcher.console import counted, say
from launcher.core import put_core_on_path
from launcher.places import ROOT

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase

Row = tuple[str, ...]

LANGUAGES = ("en", "ru")


def run(_: Namespace) -> int:
    put_core_on_path()
    from kbase.core.base import read_base

    base, problems = read_base(ROOT)
    tables = (records(base), statements(base), labels(base), prose(base))
    print("\n\n".join(table(rows) for rows in tables))
    if problems:
        say(f"not counted is what cannot be read ({counted(len(problems), 'problem')}): kb.py check names them")
    return 0


def records(base: KnowledgeBase) -> Iterator[Row]:
    """How many records of each type, and how many of the entities have prose in each language."""
    from kbase.core.records.vocabulary import FOLDERS

    yield "records", "count", *(f"with prose, {language}" for language in LANGUAGES)
    for folder, entity_type in FOLDERS.items():
        ids = [entity.id for entity in base.entities.values() if entity.type is entity_type]
        covered = (sum(base.prose_of(i, language) is not None for i in ids) for language in LANGUAGES)
        yield folder, str(len(ids)), *(share(part, len(ids)) for part in covered)
    lists = {"sources": base.sources, "publishers": base.outlets, "glossary": base.terms, "searches": base.searches}
    for name, shelf in lists.items():
        yield name, str(len(shelf)), *("" for _ in LANGUAGES)


def statements(base: KnowledgeBase) -> Iterator[Row]:
    """How many statements of each kind, and how many have their text in each language."""
    yield "statements", "count", *(f"with text, {language}" for language in LANGUAGES)
    kinds = Counter(statement.kind.value for statement in base.statements.values())
    for kind, count in kinds.most_common():
        texts = [statement.text for statement in base.statements.values() if statement.kind.value == kind]
        covered = (sum(bool(getattr(text, language)) for text in texts) for language in LANGUAGES)
        yield kind, str(count), *(share(part, count) for part in covered)
    yield "all", str(len(base.statements)), *("" for _ in LANGUAGES)


def labels(base: KnowledgeBase) -> Iterator[Row]:
    """How many statements have each label: how they are known, and for claims whether they are borne out."""
    from kbase.core.evidence.labels import label_all
    from kbase.core.evidence.rows import Row as Label

    found = label_all(base).values()
    words = Counter(label.words.row for label in found)
    support = Counter(label.support.row for label in found if label.support)
    yield "labels", "words", "borne out"
    for row in Label:
        if words[row] or support[row]:
            yield row.value, str(words[row] or ""), str(support[row] or "")


def prose(base: KnowledgeBase) -> Iterator[Row]:
    """How many Markdown pages there are in each language, by section."""
    yield "pages of prose", *LANGUAGES
    sections = Counter((path.partition("/")[0] if "/" in path else "(top)", language) for language, path in base.prose)
    for section in dict.fromkeys(section for section, _ in sections):
        yield section, *(str(sections[section, language]) for language in LANGUAGES)
    yield "all", *(str(sum(page[0] == language for page in base.prose)) for language in LANGUAGES)


def share(part: int, whole: int) -> str:
    """`7 (78 %)`; without the share where there is nothing to share."""
    return f"{part} ({100 * part // whole} %)" if whole else str(part)


def table(rows: Iterable[Row]) -> str:
    """Rows as aligned columns, the first to the left, the numbers to the right."""
    lines = list(rows)
    first, *others = (max(map(len, column)) for column in zip(*lines, strict=True))
    form = "  ".join([f"{{:<{first}}}", *(f"{{:>{width}}}" for width in others)])
    return "\n".join(form.format(*line).rstrip() for line in lines)


COMMAND = Command(__doc__, run)
