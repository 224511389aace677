"""Pages of prose before and after, told by their sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.ledger.changes import Change, Part, What
from kbase.core.prose.page import Prose

_NAMES: Final = {"en": "English", "ru": "Russian"}


def changed_prose(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    """The pages that came, went or say something else, each language by itself."""
    for key in sorted({*before.prose, *after.prose}):
        old, new = before.prose.get(key), after.prose.get(key)
        language, path = key
        if old is None or new is None:
            what = What.GONE if new is None else What.ADDED
            yield Change(Part.PROSE, "page", path, what, _NAMES[language])
        elif (old.body, old.meta) != (new.body, new.meta):
            yield Change(Part.PROSE, "page", path, What.CHANGED, _NAMES[language], note=_sections(old, new))


def _sections(old: Prose, new: Prose) -> str:
    """Which sections changed, came or went; spaces and quotation marks alone are no change of what a page says."""
    changed = [id for id in new.sections if id in old.sections and old.sections[id].digest != new.sections[id].digest]
    told = {
        "changed": changed,
        "added": [id for id in new.sections if id not in old.sections],
        "removed": [id for id in old.sections if id not in new.sections],
    }
    parts = (f"{what} {', '.join(map(section, ids))}" for what, ids in told.items() if ids)
    return "; ".join(parts) or "changed only in typography or front matter"


def section(id: str) -> str:
    """What a section is called; the opening has no id."""
    return f"section '{id}'" if id else "the opening"
