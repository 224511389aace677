"""A record under another id, wherever it is named: in records, in prose, in file names, in the marks of translations.

All of it is worked out as texts; whoever calls it writes them. What readers see stays as it is, but for addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

import yaml

from kbase.core.base import KnowledgeBase, resolve
from kbase.core.ledger.entries import all_records
from kbase.core.pages.table import all_pages
from kbase.core.problems import near
from kbase.core.prose.page import CITATION, Prose, Section, blocks_of, link_targets, outside_code, read_prose
from kbase.core.records.model import LANGUAGES, Identified
from kbase.core.records.references import Spot, Spots, named_ids, spots, with_ids
from kbase.core.records.yaml_source import Path
from kbase.core.translation.marks import FILE as MARKS
from kbase.core.translation.marks import Mark, write
from kbase.core.translation.standing import pairs

Read = Callable[[str], str]
R = TypeVar("R", bound=Identified)
_Edit = tuple[int, int, str]
"""From where to where what is put."""

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST: Final = 90
_NAMING: Final = frozenset({"want", "statement", "statements"})
"""Keys of the lists that tests of the real base keep, whose values are ids and paths of pages."""


def refused(base: KnowledgeBase, old: str, new: str) -> tuple[str, str] | None:
    """Why a record cannot be renamed so, and what to do; None where it can."""
    if old not in base.origins:
        now = base.renamed.get(old)
        return f"no record has the id '{old}'", f"it is called '{now}' now" if now else near(old, base.origins)
    if not _ID.fullmatch(new) or len(new) > _LONGEST:
        return f"'{new}' is no id", f"use lower-case Latin letters, digits and hyphens, {_LONGEST} at most"
    if not isinstance(yaml.safe_load(new), str):
        return f"'{new}' is no text where it stands in YAML", "choose another"
    if new in base.origins:
        return f"'{new}' is the id of a record ({base.origins[new].place()})", "choose another"
    if new in base.renamed:
        return f"'{new}' is a former id of '{base.renamed[new]}', whose address leads there", "choose another"
    if new in {key.rpartition("/")[2] for key in base.ledger.entries}:
        return f"'{new}' was published as the id of another record", "choose another"
    if taken := [path for path in (_at(page, new) for page in pages_of(base, old)) if path in all_pages(base)]:
        return f"there is another page at {taken[0]}", "choose another"
    return None


def pages_of(base: KnowledgeBase, id: str) -> list[str]:
    """The paths of the pages of a record."""
    return [path for path, page in all_pages(base).items() if page.of == id and path.endswith(f"/{id}")]


def _at(path: str, id: str) -> str:
    return f"{path.rpartition('/')[0]}/{id}"


def renamed(base: KnowledgeBase, old: str, new: str, read: Read) -> dict[str, str | None]:
    """The files that change when a record is renamed, but for the marks and the ledger, each with its new text, or None
    where it is there no more; `read` gives a file's text.
    """
    moved = {path: _at(path, new) for path in pages_of(base, old)}
    found: dict[str, str | None] = {}
    for file, text in (*_records(base, old, new, read), *_prose(base, old, new, moved, read)):
        where = _file(file, moved)
        found |= {file: None} if where != file else {}
        found[where] = text
    return found


def _file(file: str, moved: Mapping[str, str]) -> str:
    """Where a file of a record or of its prose lies now."""
    top, _, path = file.removeprefix("docs/").partition("/")
    stem, dot, ending = path.rpartition(".")
    return f"docs/{top}/{moved[stem]}{dot}{ending}" if stem in moved else file


# --- records --------------------------------------------------------------------------------------------------------


def _records(base: KnowledgeBase, old: str, new: str, read: Read) -> Iterator[tuple[str, str]]:
    """The files of records that name the record or hold it, with their new texts."""
    places: dict[str, list[Path]] = {base.origins[old].parsed.file: []}
    for record in all_records(base):
        origin = base.origins[record.id]
        for path, id in named_ids(record):
            if id == old and path[0] != "former_ids":
                places.setdefault(origin.parsed.file, []).append((*origin.root, *path))
    own = base.origins[old]
    for file, paths in places.items():
        text = read(file)
        held = spots(text)
        found = (held.nearest(path) for path in paths)
        edits = {spot: (spot.start, spot.end, _swapped(text, spot, old, new)) for _, spot in filter(None, found)}
        remark = [_remark(text, held, own.root, old)] if file == own.parsed.file else []
        yield file, _edited(text, [*edits.values(), *remark])


def _swapped(text: str, spot: Spot, old: str, new: str) -> str:
    return text[spot.start : spot.end].replace(old, new)


def _remark(text: str, held: Spots, root: Path, old: str) -> _Edit:
    """What says in a record that it was called otherwise, in the way in which the record is written."""
    path = (*root, "former_ids")
    members = [spot for at, spot in held.scalars.items() if at[:-1] == path]
    if members:
        last = members[-1]
        line = f"\n{' ' * (last.column - 2)}- {old}"
        return last.end, last.end, f", {old}" if last.in_braces else line
    if path in held.scalars:
        only = held.scalars[path]
        return only.start, only.end, f"[{text[only.start : only.end]}, {old}]"
    if (*root, "id") in held.keys:
        key, value = held.keys[*root, "id"], held.scalars[*root, "id"]
        if key.in_braces:
            return value.end, value.end, f", former_ids: [{old}]"
        end = text.find("\n", value.end)
        end = end if end >= 0 else len(text)
        return end, end, f"\n{' ' * key.column}former_ids: [{old}]"
    first = next(spot for at, spot in held.keys.items() if at[:-1] == root)
    return first.start, first.start, f"former_ids: [{old}]{', ' if first.in_braces else chr(10)}"


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    for start, end, put in sorted({*edits}, reverse=True):
        text = f"{text[:start]}{put}{text[end:]}"
    return text


# --- prose ----------------------------------------------------------------------------------------------------------


def _prose(base: KnowledgeBase, old: str, new: str, moved: Mapping[str, str], read: Read) -> Iterator[tuple[str, str]]:
    """The pages that cite, embed or link to the record, or are its own, with their new texts."""
    for page in base.prose.values():
        text = read(page.file)
        if old not in text and page.path not in moved:
            continue
        top = text[: len(text) - len(page.body)]
        words = _edited(page.body, _mentions(page, old, new, moved))
        front = _front_matter(top, old, new)
        if (front, words) != (top, page.body) or page.path in moved:
            yield page.file, front + words


def _mentions(page: Prose, old: str, new: str, moved: Mapping[str, str]) -> Iterator[_Edit]:
    words = outside_code(page.body)
    for citation in CITATION.finditer(words):
        for name in re.finditer(rf"(?<=@){old}(?![a-z0-9-])", citation[0]):
            start = citation.start() + name.start()
            yield start, start + len(old), new
    yield from ((start, end, new) for start, end in blocks_of(words) if words[start:end] == old)
    for start, end in link_targets(words):
        target, hash, anchor = words[start:end].partition("#")
        path = resolve(page.path, target.removesuffix(".md")) if target.endswith(".md") and "://" not in target else ""
        if path in moved:
            before, after = (f"{at.rpartition('/')[2]}.md" for at in (path, moved[path]))
            yield start, end, f"{target.removesuffix(before)}{after}{hash}{anchor}"


def _front_matter(top: str, old: str, new: str) -> str:
    """The front matter of a page, whose lists hold ids."""
    block = re.fullmatch(r"(---[ \t]*\n)(.*?\n)((?:---|\.\.\.)[ \t]*\n)", top, re.S)
    if block is None or old not in top:
        return top
    held = spots(block[2])
    named = [
        spot
        for path, spot in held.scalars.items()
        if len(path) == 2 and block[2][spot.start : spot.end].strip("'\"") == old
    ]
    edits = [(spot.start, spot.end, _swapped(block[2], spot, old, new)) for spot in named]
    return f"{block[1]}{_edited(block[2], edits)}{block[3]}"


def as_called_now(base: KnowledgeBase, called: Mapping[str, str]) -> KnowledgeBase:
    """The base as it would be if some records had always had their new ids: `called` has these by the old ones."""
    moved = {path: _at(path, new) for old, new in called.items() for path in pages_of(base, old)}
    shelves: dict[str, Any] = {name: _shelf(getattr(base, name), called) for name in SHELVES}
    prose: dict[tuple[str, str], Prose] = {
        (page.language, page.path): page for page in (_reread(p, called, moved) for p in base.prose.values())
    }
    topics = {called.get(id, id): topic for id, topic in base.topics.items()}
    then = replace(base, **shelves, prose=prose, topics=topics, origins={})
    return replace(then, marks=_marks(base, then, moved))


SHELVES: Final = ("entities", "outlets", "sources", "statements", "terms", "searches")


def _shelf(records: Mapping[str, R], called: Mapping[str, str]) -> dict[str, R]:
    return {called.get(id, id): with_ids(record, called) for id, record in records.items()}


def _reread(page: Prose, called: Mapping[str, str], moved: Mapping[str, str]) -> Prose:
    """A page that names new ids; itself where it names none."""
    edits = [edit for old, new in called.items() for edit in _mentions(page, old, new, moved) if old in page.body]
    if not edits and page.path not in moved:
        return page
    again, _ = read_prose(_edited(page.body, edits), page.file, page.language, moved.get(page.path, page.path))
    return replace(again, meta=page.meta)


# --- what else names it ---------------------------------------------------------------------------------------------


def marked(before: KnowledgeBase, after: KnowledgeBase, old: str, new: str) -> dict[str, str | None]:
    """The file of the marks: a text that agreed with the other language does so still, now that it names a new id."""
    marks = _marks(before, after, {path: _at(path, new) for path in pages_of(before, old)})
    return {MARKS: write(marks)} if marks != before.marks else {}


def _marks(before: KnowledgeBase, after: KnowledgeBase, moved: Mapping[str, str]) -> dict[str, Mark]:
    """The marks of a base whose texts name new ids, and some of which stand elsewhere."""
    now = {pair.key: pair for path in dict.fromkeys(path for _, path in after.prose) for pair in pairs(after, path)}
    marks = {moved.get(key, key): mark for key, mark in before.marks.items()}
    for path in dict.fromkeys(path for _, path in before.prose):
        for pair in pairs(before, path):
            mark = marks.pop(pair.key, None)
            key = f"{moved.get(path, path)}#{pair.id}"
            if mark and key in now:
                was, then = pair.sections, now[key].sections
                en, ru = (_follow(getattr(mark, lang), was.get(lang), then.get(lang)) for lang in LANGUAGES)
                marks[key] = Mark(en, ru, mark.revisions)
    return marks


def _follow(mark: str, was: Section | None, now: Section | None) -> str:
    """The mark of one language: of the new text where it was that of the old one."""
    return now.digest if was and now and mark == was.digest else mark


def in_list(text: str, old: str, new: str, pages: Iterable[str]) -> str:
    """A list of queries or judged statements that names the record by its id or by the path of its page."""
    moved = {old: new, **{path: _at(path, new) for path in pages}}
    edits = []
    for path, spot in spots(text).scalars.items():
        keys = [step for step in path if isinstance(step, str)]
        held, hash, anchor = text[spot.start : spot.end].partition("#")
        if keys and keys[-1] in _NAMING and held in moved:
            edits.append((spot.start, spot.end, f"{moved[held]}{hash}{anchor}"))
    return _edited(text, edits)
