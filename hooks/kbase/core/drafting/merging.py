"""Two records that are one become one: what named the other names the one that is kept, which leads on from both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import yaml

from kbase.core.base import KnowledgeBase
from kbase.core.checks.of_records.references import named_ids
from kbase.core.drafting.drafts import Refused
from kbase.core.drafting.written import scalar
from kbase.core.messages import say
from kbase.core.problems import near
from kbase.core.records.order import split
from kbase.core.records.yaml_source import Path

Read = Callable[[str], str]
Texts = dict[str, "str | None"]
"""File → its new text, or None where it is there no more."""

_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def require_mergeable(base: KnowledgeBase, keep: str, gone: str) -> None:
    """Raises Refused where the two cannot become one."""
    for id in (keep, gone):
        if id not in base.origins:
            fix = near(id, base.origins) or say("write the ids of two records")
            raise Refused(say("no record has the id '{id}'", id=id), fix)
    one, other = (_record(base, id) for id in (keep, gone))
    if keep == gone or type(one) is not type(other):
        message = say("'{one}' and '{other}' are no two records of one kind", one=keep, other=gone)
        raise Refused(message, say("name two of one kind"))
    pages = [page.file for page in base.prose.values() if page.entity == gone]
    if pages:
        message = say("'{id}' has a page of its own: {pages}", id=gone, pages=", ".join(pages))
        raise Refused(message, say("move what is worth keeping to the page of '{id}', and delete it", id=keep))


def _records(base: KnowledgeBase) -> Iterator[Any]:
    for shelf in (base.entities, base.outlets, base.sources, base.statements, base.terms, base.searches):
        yield from shelf.values()


def _record(base: KnowledgeBase, id: str) -> Any:
    return next(record for record in _records(base) if record.id == id)


def merged(base: KnowledgeBase, keep: str, gone: str, read: Read) -> Texts:
    """The files that change. What only the other record had is not carried over: `only_there` names it."""
    found: Texts = {}
    for file, paths in _places(base, gone).items():
        found[file] = _renamed(read(file), paths, keep)
    for page in base.prose.values():
        text = read(page.file)
        if (new := _in_prose(text, keep, gone)) != text:
            found[page.file] = new
    own = base.origins[keep].parsed.file
    found[own] = _remembering(found.get(own) or read(own), keep, (gone, *_record(base, gone).former_ids))
    file = base.origins[gone].parsed.file
    found[file] = _without(found.get(file) or read(file), gone) if base.origins[gone].root else None
    return found


def only_there(base: KnowledgeBase, keep: str, gone: str) -> list[str]:
    """The fields in which the other record has something else than the kept one, or what that one lacks."""
    one, other = _record(base, keep), _record(base, gone)
    fields = type(other).model_fields.items()
    told = ((info.alias or name, getattr(one, name), getattr(other, name)) for name, info in fields)
    return [name for name, mine, theirs in told if theirs and theirs != mine and name not in _OF_EACH]


_OF_EACH: Final = frozenset({"id", "former_ids", "recorded", "revised"})
"""What every record has for itself."""


def _places(base: KnowledgeBase, gone: str) -> Mapping[str, list[Path]]:
    """File → the places at which records name the one that goes."""
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for record in _records(base):
        if record.id != gone:
            origin = base.origins[record.id]
            for path, id in named_ids(record):
                if id == gone:
                    found[origin.parsed.file].append((*origin.root, *path))
    return found


def _renamed(text: str, paths: list[Path], keep: str) -> str:
    """A file of records in which the values at these paths are the id that is kept; no list has it twice."""
    document = yaml.compose(text, Loader=_LOADER)
    edits: list[tuple[int, int, str]] = []
    for path in paths:
        node, parent = _node(document, path)
        others = [member.value for member in parent.value] if isinstance(parent, yaml.SequenceNode) else []
        start, end = _offset(text, node.start_mark), _offset(text, node.end_mark)
        edits.append(_removed(text, start, end) if keep in others else (start, end, keep))
    for start, end, put in sorted(edits, reverse=True):
        text = text[:start] + put + text[end:]
    return text


def _node(document: Any, path: Path) -> tuple[Any, Any]:
    """The node at a path, and what holds it; a plain id of a source stands for its group."""
    node, parent = document, None
    for step in path:
        if isinstance(node, yaml.ScalarNode):
            break
        parent = node
        if isinstance(node, yaml.SequenceNode):
            node = node.value[step]
        else:
            node = next(value for key, value in node.value if key.value == step)
    return node, parent


def _offset(text: str, mark: Any) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: mark.line]) + int(mark.column)


def _removed(text: str, start: int, end: int) -> tuple[int, int, str]:
    """A member of a list taken out, with its comma or its line."""
    if after := re.match(r"\s*,\s*", text[end:]):
        return start, end + after.end(), ""
    before = re.search(r"(,\s*|\n[ ]*- )$", text[:start])
    return (before.start() if before else start), end, ""


def _in_prose(text: str, keep: str, gone: str) -> str:
    """A page that cites, embeds or links to the one that is kept."""
    id = re.escape(gone)
    text = re.sub(rf"(?<=@){id}(?![a-z0-9-])", keep, text)
    text = re.sub(rf"^(///[ ]*statement[ ]*\|[ ]*){id}$", rf"\g<1>{keep}", text, flags=re.M)
    return re.sub(rf"(?<=[/(]){id}(?=\.md[)#])", keep, text)


def _remembering(text: str, keep: str, formers: tuple[str, ...]) -> str:
    """The file in which the kept record says what else it was called."""
    head, blocks = split(text)
    if not any(block.id == keep for block in blocks):
        return _with_formers(text, "", formers)
    parts = [_with_formers(block.text, "  ", formers) if block.id == keep else block.text for block in blocks]
    return "\n".join([*([head] if head else []), *parts])


def _with_formers(record: str, indent: str, formers: tuple[str, ...]) -> str:
    """A record with more former ids, in the list that is there, or in a line of their own."""
    written = ", ".join(scalar(id, in_brackets=True) for id in formers)
    held = re.compile(rf"^{indent}former_ids: *\[([^\]]*)\]", re.M)
    if held.search(record):
        return held.sub(lambda found: f"{indent}former_ids: [{found[1]}, {written}]", record, count=1)
    if not indent:
        return f"{record.rstrip()}\nformer_ids: [{written}]\n"
    line = re.compile(r"^- id: .*$", re.M)
    if line.search(record):
        return line.sub(lambda found: f"{found[0]}\n{indent}former_ids: [{written}]", record, count=1)
    return re.sub(r"^(- \{ *id: *[^,}]+)", rf"\g<1>, former_ids: [{written}]", record, count=1, flags=re.M)


def _without(text: str, gone: str) -> str:
    head, blocks = split(text)
    parts = [block.text for block in blocks if block.id != gone]
    return "\n".join([*([head] if head else []), *parts]).rstrip("\n") + "\n"
