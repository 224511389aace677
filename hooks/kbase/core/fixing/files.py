"""Files as they are when all that is mechanical is set right: marks of language, order of lists, order of marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from kbase.core.base import read_base
from kbase.core.checks.context import Context
from kbase.core.checks.typography import own_texts_of_records
from kbase.core.fixing.typeset import typeset, typeset_line
from kbase.core.prose.page import Prose
from kbase.core.records.model import Language
from kbase.core.records.order import BY_ID, first_out_of_order, tidied
from kbase.core.records.text_files import read_text
from kbase.core.records.yaml_source import Path as NodePath
from kbase.core.translation import marks

_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Fixed:
    """A file of the repository as it should be, and how many of its lines differ from what it is."""

    file: str
    text: str
    lines: int


def fixed_files(root: Path) -> list[Fixed]:
    """The files under `root` that would be others, in order of name. Nothing is written.

    Files that cannot be read, or hold the marks of a merge, are left out: they are to be fixed by hand first.
    """
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for file, text in (*_typeset(root), *_in_order(root, after), *_marks(root)):
        before.setdefault(file, (root / file).read_text(encoding="utf-8"))
        after[file] = text
    return [
        Fixed(file, text, _differing(before[file], text))
        for file, text in sorted(after.items())
        if text != before[file]
    ]


def _differing(one: str, other: str) -> int:
    old, new = one.split("\n"), other.split("\n")
    return sum(a != b for a, b in zip(old, new, strict=False)) + abs(len(old) - len(new))


def _typeset(root: Path) -> Iterator[tuple[str, str]]:
    base, _ = read_base(root)
    wanted: defaultdict[str, dict[NodePath, Language]] = defaultdict(dict)
    for record, path, language, _ in own_texts_of_records(Context(base, root)):
        origin = base.origins[record.id]
        wanted[origin.parsed.file][(*origin.root, *path)] = language
    for file, texts in wanted.items():
        text = _readable(root, file)
        if text is not None:
            yield file, typeset_yaml(text, texts)
    for page in base.prose.values():
        text = _readable(root, page.file)
        if text is not None:
            yield page.file, _typeset_page(text, page)


def _readable(root: Path, file: str) -> str | None:
    """The text of a file with `\\n` as line end, unless it is written otherwise or something is wrong with it."""
    text, problems = read_text(root / file, file)
    return text if text is not None and not problems and text.encode() == (root / file).read_bytes() else None


def typeset_yaml(text: str, texts: Mapping[NodePath, Language]) -> str:
    """A file of records in which the values at these paths are typeset, written as they were written."""
    rows = text.split("\n")
    for path, node in sorted(_scalars(yaml.compose(text, Loader=_LOADER), ()), key=lambda one: _start(one[1]))[::-1]:
        if path in texts and "\\" not in str(node.value):
            _replace(rows, node, texts[path])
    return "\n".join(rows)


def _start(node: Any) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column


def _scalars(node: Any, path: NodePath) -> Iterator[tuple[NodePath, Any]]:
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    elif isinstance(node, yaml.SequenceNode):
        for index, member in enumerate(node.value):
            yield from _scalars(member, (*path, index))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*path, str(key.value)))


def _replace(rows: list[str], node: Any, language: Language) -> None:
    """Typesets a scalar where it stands. Its own quotation marks are YAML's, so they stay."""
    first, last, end = node.start_mark.line, node.end_mark.line, node.end_mark.column
    whole = "\n".join(rows[first : last + 1])
    start = node.start_mark.column
    stop = len(whole) - (len(rows[last]) - end)
    raw = whole[start:stop]
    border = 1 if node.style in ("'", '"') else 0
    inner = raw[border : len(raw) - border]
    if node.style == "'":
        inner = inner.replace("''", "'")
    if (typed := _kept_lines(inner, language)) == inner:
        return
    if node.style == "'":
        typed = typed.replace("'", "''")
    made = f"{whole[:start]}{raw[:border]}{typed}{raw[len(raw) - border :]}{whole[stop:]}"
    rows[first : last + 1] = made.split("\n")


def _kept_lines(text: str, language: Language) -> str:
    """Typesets a text that runs over lines: marks may open in one and close in the next; the lines stay."""
    typed = typeset(text, language)
    return typed if typed.count("\n") == text.count("\n") else text


def _typeset_page(text: str, page: Prose) -> str:
    rows = text.split("\n")
    for number, words in page.lines:
        if words.strip():
            rows[number - 1] = typeset_line(rows[number - 1], page.language)
    return "\n".join(rows)


def _in_order(root: Path, already: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in BY_ID:
        text = already.get(name) or (_readable(root, name) if (root / name).is_file() else None)
        if text:
            yield name, tidied(text) if first_out_of_order(text) else text


def _marks(root: Path) -> Iterator[tuple[str, str]]:
    text = _readable(root, marks.FILE) if (root / marks.FILE).is_file() else None
    if text:
        yield marks.FILE, marks.write(marks.read(text))
