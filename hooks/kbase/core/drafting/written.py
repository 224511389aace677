"""A record as YAML, as people write it here: short groups in braces, long texts on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import yaml

from kbase.core.records.yaml_source import NO_TEXT, Path, parse

Data = Mapping[str, Any]

_ENDS_LINES: Final = re.compile("[\x85\u2028\u2029]")
"""What ends a line for some programs: no file of the base may hold it."""

_WIDTH: Final = 100
"""Characters of a group that stands on one line."""


def as_yaml(data: Data, is_member: bool) -> str:
    """The text of a record, with a line end; a member of a list begins with `- `. Reading it gives `data` again; raises
    ValueError for what YAML cannot hold, such as a control character.
    """
    lines = list(lines_of(data))
    text = "\n".join([f"- {lines[0]}", *(f"  {line}" for line in lines[1:])] if is_member else lines) + "\n"
    read, problems = parse(text, "")
    if problems or read is None or read.data != ([data] if is_member else data):
        raise ValueError("this cannot be written", "type it again")
    return text


def unwritable(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The signs that YAML cannot hold, or no file of the base may, in the texts of `data` and in the names of its
    fields, one of each text, with the path of the value.
    """
    if isinstance(data, str) and (odd := NO_TEXT.search(data) or _ENDS_LINES.search(data)):
        yield path, odd[0]
    members = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for step, member in members:
        yield from unwritable(step, (*path, step))
        yield from unwritable(member, (*path, step))


def lines_of(data: Data) -> Iterator[str]:
    """The lines of the fields of a record, or of a part of one, without line ends."""
    for name, value in data.items():
        short = _in_line(value)
        if (short is not None and len(name) + len(short) < _WIDTH) or not isinstance(value, Mapping | list):
            yield f"{name}: {scalar(value) if isinstance(value, str) else short}"
        elif isinstance(value, Mapping):
            yield f"{name}:"
            yield from (f"  {line}" for line in lines_of(value))
        else:
            yield f"{name}:"
            yield from (f"  {line}" for member in value for line in member_lines(member))


def member_lines(value: Any) -> Iterator[str]:
    """The lines of a member of a list, of which the first begins with `- `."""
    if isinstance(value, str):
        yield f"- {scalar(value)}"
        return
    short = _in_line(value)
    first, *others = [short] if short is not None and len(short) < _WIDTH else list(lines_of(value))
    yield f"- {first}"
    yield from (f"  {line}" for line in others)


def _in_line(value: Any) -> str | None:
    """A group of scalars, or a list of them, between brackets; None for what nests deeper."""
    if isinstance(value, str):
        return scalar(value, in_brackets=True)
    if isinstance(value, list) and all(isinstance(member, str) for member in value):
        return f"[{', '.join(scalar(member, in_brackets=True) for member in value)}]"
    if isinstance(value, Mapping) and all(_is_flat(member) for member in value.values()):
        return "{" + ", ".join(f"{name}: {_in_line(member)}" for name, member in value.items()) + "}"
    return None


def _is_flat(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(member, str) for member in value))


def in_braces(value: Any) -> str:
    """A text, list or group between brackets, however deep it nests."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {in_braces(member)}" for name, member in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(in_braces, value))}]"
    return scalar(value, in_brackets=True)


def scalar(text: str, in_brackets: bool = False) -> str:
    """A text as it must be written: without quotes where every reader of YAML takes it for that text."""
    return text if _is_plain(text, in_brackets) else "'" + text.replace("'", "''") + "'"


def _is_plain(text: str, in_brackets: bool) -> bool:
    if not text or text != text.strip() or "\n" in text or (in_brackets and set(text) & set(",[]{}")):
        return False
    if re.fullmatch(r"[\d./~?%-]+", text):
        return False
    try:
        read = yaml.safe_load(f"[{text}]" if in_brackets else f"key: {text}")
    except (yaml.YAMLError, ValueError):
        return False
    return bool(read == ([text] if in_brackets else {"key": text}))


def appended(text: str, record: str) -> str:
    """A list with one more record at its end, an empty line before it."""
    return f"{text.rstrip()}\n\n{record}" if text.strip() else record


def inserted(text: str, id: str, record: str, ids: Sequence[tuple[str, int]]) -> str:
    """A list in order of id with one more record in its place; `ids` are those that are there, with their first lines.

    All other lines stay as they are.
    """
    later = [line for other, line in ids if other > id]
    if not later:
        return appended(text, record)
    lines = text.split("\n")
    at = min(later) - 1
    while at and lines[at - 1].startswith("#"):
        at -= 1
    return "\n".join([*lines[:at], *record.rstrip("\n").split("\n"), "", *lines[at:]])
