"""A record with other fields, in the text of its file: only the lines of what changes are written anew."""

from __future__ import annotations

from typing import Any

from kbase.core.drafting.written import Data, as_yaml, lines_of, member_lines
from kbase.core.records.order import split
from kbase.core.records.references import spots
from kbase.core.records.yaml_source import Path, parse


def with_data(text: str, root: Path, data: Data) -> str:
    """The file in which the record at `root` says `data`, whose fields stand in the order of the model. Lines of fields
    that stay are not touched, but for a record in braces, which is written anew. Raises ValueError for what YAML cannot
    hold.
    """
    for start in (_within_fields(text, root, data), text):
        new = _by_lines(start, root, data)
        if _says(new, root, data):
            return new
    new = _anew(text, root, data)
    if not _says(new, root, data):
        raise ValueError("this cannot be written")
    return new


def _says(text: str, root: Path, data: Data) -> bool:
    read, problems = parse(text, "")
    return bool(read) and not problems and _at(read.data if read else None, root) == data


def _at(data: Any, root: Path) -> Any:
    for step in root:
        data = data[step]
    return data


def _within_fields(text: str, root: Path, data: Data) -> str:
    """The text in which of fields that hold groups, or lists of them, only the lines inside a group are replaced."""
    before = _read(text, root)[0]
    for name in (name for name in before if name in data and data[name] != before[name]):
        old, new = before[name], data[name]
        pairs: dict[Path, tuple[Any, Any]] = {(name,): (old, new)}
        if isinstance(old, list) and isinstance(new, list) and len(new) >= len(old):
            pairs = {(name, number): pair for number, pair in enumerate(zip(old, new, strict=False))}
        for path, (was, now) in reversed(pairs.items()):
            if was != now and was and isinstance(was, dict) and isinstance(now, dict):
                text = _by_lines(_within_fields(text, (*root, *path), now), (*root, *path), now)
    return text


def _read(text: str, root: Path) -> tuple[Any, Any]:
    """What stands at `root`, and the lines of all that is in the text."""
    parsed, _ = parse(text, "")
    assert parsed, "a record of the base can be read"
    return _at(parsed.data, root), parsed.lines


def _by_lines(text: str, root: Path, data: Data) -> str:
    """The text with the lines of single fields replaced, or as it is where they have none of their own."""
    rows = text.split("\n")
    before, lines = _read(text, root)
    keys = spots(text).keys
    first = keys[*root, next(iter(before))]
    if first.in_braces:
        return text
    starts = {name: lines[*root, name] - 1 for name in before}
    end = _end_of(rows, lines, root)
    edits = [
        _longer(rows, starts, name, (before[name], data.get(name)), first.column, end)
        or _edit(rows, starts, name, data.get(name), end)
        for name in before
        if data.get(name) != before[name]
    ]
    edits += [_addition(rows, starts, name, data, end) for name in data if name not in before]
    in_order = sorted(enumerate(edits), key=lambda one: (*one[1][:2], one[0]), reverse=True)
    for _, (start, stop, new) in in_order:
        lead = rows[start][: first.column] if start < stop else ""
        indented = [f"{' ' * first.column}{line}" for line in new]
        if indented and "-" in lead:
            indented[0] = f"{lead}{new[0]}"
        rows[start:stop] = indented
    return "\n".join(rows)


def _end_of(rows: list[str], lines: Any, root: Path) -> int:
    """Where a record, or a group in one, ends: before what follows it, or with the file."""
    start = lines[root] if root else 0
    return min((at - 1 for path, at in lines.items() if at > start and path[: len(root)] != root), default=len(rows))


def _field_end(rows: list[str], starts: dict[str, int], start: int, end: int) -> int:
    """Where the lines of a field end: what stands above the next one, empty or a comment, belongs to that."""
    stop = min((other for other in starts.values() if other > start), default=end)
    while stop > start + 1 and (not rows[stop - 1].strip() or rows[stop - 1].lstrip().startswith("#")):
        stop -= 1
    return stop


def _edit(rows: list[str], starts: dict[str, int], name: str, value: Any, end: int) -> tuple[int, int, list[str]]:
    start = starts[name]
    new = [] if value is None else list(lines_of({name: value}))
    return start, _field_end(rows, starts, start, end), new


def _longer(
    rows: list[str], starts: dict[str, int], name: str, values: tuple[Any, Any], column: int, end: int
) -> tuple[int, int, list[str]] | None:
    """What is put behind the members of a list that stay as they are, each on lines of its own; None for any other
    change. A line of what readers were told before is not written in another way.
    """
    old, new = values
    if not (isinstance(old, list) and isinstance(new, list) and old and new[: len(old)] == old):
        return None
    stop = _field_end(rows, starts, starts[name], end)
    members = [row for row in rows[starts[name] + 1 : stop] if row.lstrip().startswith("- ")]
    if not members:
        return None
    indent = len(members[0]) - len(members[0].lstrip()) - column
    added = (line for member in new[len(old) :] for line in member_lines(member))
    return stop, stop, [f"{' ' * indent}{line}" for line in added]


def _addition(rows: list[str], starts: dict[str, int], name: str, data: Data, end: int) -> tuple[int, int, list[str]]:
    """A field that was not there, behind those that stand before it in the order of the model."""
    order = [*data]
    earlier = [starts[other] for other in order[: order.index(name)] if other in starts]
    at = _field_end(rows, starts, max(earlier, default=min(starts.values())), end)
    return at, at, list(lines_of({name: data[name]}))


def _anew(text: str, root: Path, data: Data) -> str:
    """The text with the whole record written anew."""
    if not root:
        return as_yaml(data, is_member=False)
    head, blocks = split(text)
    old = blocks[int(root[0])].text
    above = [line for line in old.split("\n") if line.startswith("#")]
    below = old[len(old.rstrip("\n")) :]
    new = "\n".join([*above, as_yaml(data, is_member=True).rstrip("\n")]) + below
    parts = [new if number == root[0] else block.text for number, block in enumerate(blocks)]
    return "\n".join([*([head] if head else []), *parts])
