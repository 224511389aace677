"""Who publishes the base, as its owners have set it in `docs/data/owner.yml`. What they left empty is shown nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, ValidationError

from kbase.core.messages import say
from kbase.core.problems import Place, Problem
from kbase.core.records.model import Record, Text, Url
from kbase.core.records.pydantic_messages import explain
from kbase.core.records.text_files import read_text
from kbase.core.records.yaml_source import parse

FILE: Final = "docs/data/owner.yml"

Email = Annotated[str, Field(pattern=r"^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
"""An address that a link can hold as it is."""


class Owner(Record):
    """Who keeps the base, where to write to them by e-mail, who pays for it, and the address of the repository."""

    name: Text | None = None
    email: Email | None = None
    funding: Text | None = None
    repository: Url | None = None

    @property
    def unset(self) -> list[str]:
        """The fields that say nothing yet."""
        return [field for field in type(self).model_fields if getattr(self, field) is None]


def load_owner(root: Path) -> tuple[Owner, list[Problem]]:
    """What the file of the repository at `root` says, and what is wrong with it; nothing where there is no file."""
    path = root / FILE
    if not path.is_file():
        return Owner(), []
    text, problems = read_text(path, FILE)
    if text is None or problems:
        return Owner(), list(problems)
    parsed, problems = parse(text, FILE)
    if parsed is None or parsed.data is None:
        return Owner(), list(problems)
    if not isinstance(parsed.data, dict):
        return Owner(), [Problem(Place(FILE), "record-shape", say("this file is a list of `field: value` lines"))]
    try:
        return Owner.model_validate(parsed.data), list(problems)
    except ValidationError as error:
        faults = explain(error, parsed.data, Owner)
        return Owner(), [*problems, *(Problem(parsed.place(f.path), f.code, f.message, f.fix) for f in faults)]
