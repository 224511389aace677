"""The sources that wait until something cites them: a list that is neither read with the base nor published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kbase.core.drafting.drafts import Draft, Refused, faults
from kbase.core.drafting.written import Data, as_yaml
from kbase.core.messages import say
from kbase.core.records.loading import WAITING
from kbase.core.records.text_files import read_text
from kbase.core.records.yaml_source import parse

_HEAD: Final = """\
# Sources that nothing cites yet, as `python3 scripts/kb.py import` has read them. Not published.
# `python3 scripts/kb.py import --take ID` puts one among the sources, once it has all that a source must have.

"""


def read_waiting(root: Path) -> list[Data]:
    """The sources that wait; raises Refused where their file cannot be read."""
    if not (root / WAITING).is_file():
        return []
    text, problems = read_text(root / WAITING, WAITING)
    parsed, found = parse(text or "", WAITING)
    if problems or found or parsed is None or not isinstance(parsed.data or [], list):
        raise Refused(say("{file} cannot be read", file=WAITING), say("correct it, or delete it"))
    return [data for data in parsed.data or [] if isinstance(data, dict) and data.get("id")]


def write_waiting(sources: Iterable[Data]) -> str:
    """The file with these sources, in order of id."""
    ordered = sorted(sources, key=lambda data: str(data["id"]))
    return _HEAD + "\n".join(as_yaml(data, is_member=True) for data in ordered)


def taken(waiting: Iterable[Data], id: str) -> Draft:
    """The waiting source as a record of the base; raises Refused where there is none or it lacks something."""
    found = {str(data["id"]): data for data in waiting}
    if id not in found:
        fix = say("there are {kinds}", kinds=", ".join(found)) if found else say("read some first: `import FILE`")
        raise Refused(say("no source with the id '{id}' is waiting", id=id), fix)
    draft = Draft("source", "docs/data/sources.yml", id, found[id])
    if wrong := faults(draft):
        raise Refused(say("{message} (in '{id}')", message=wrong[0].message, id=id), wrong[0].fix)
    return draft
