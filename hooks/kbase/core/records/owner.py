"""Who publishes the base, as its owners have set it in `docs/data/owner.yml`. What they left empty is shown nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, ValidationError

from kbase.core.messages import say
from kbase.core.problems import Place, Problem
from kbase.core.records.model import Record, Text, Url
from kbase.core.records.pydantic_messages import explain
from kbase.core.records.text_files import MOST_OF_ONE, read_text
from kbase.core.records.yaml_source import parse

FILE: Final = "docs/data/owner.yml"

Email = Annotated[str, Field(pattern=r"^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
"""An address that a link can hold as it is."""

Account = Annotated[str, Field(pattern=r"^@[A-Za-z0-9](-?[A-Za-z0-9]){0,38}(/[A-Za-z0-9_]([.-]?[A-Za-z0-9_]){0,99})?$")]
"""An account of GitHub or, after the name of an organisation, one of its teams."""


class Owner(Record):
    """Who keeps the base, where to write to them by e-mail, who pays for it, the address of the repository, and which
    accounts are asked to look at a change of anything that can run.
    """

    name: Text | None = None
    email: Email | None = None
    funding: Text | None = None
    repository: Url | None = None
    reviewers: tuple[Account, ...] = ()

    @property
    def id(self) -> str:
        """What the rules of texts know it by."""
        return FILE

    @property
    def unset(self) -> list[str]:
        """The fields that say nothing to readers yet."""
        return [field for field in type(self).model_fields if getattr(self, field) is None]

    @property
    def asked(self) -> list[str]:
        """The reviewers, each once: GitHub does not tell capitals apart."""
        named: dict[str, str] = {}
        for name in self.reviewers:
            named.setdefault(name.casefold(), name)
        return [*named.values()]

    @property
    def code_owners(self) -> str:
        """The text of `.github/CODEOWNERS`; empty where nobody is named. The last line that fits a file counts, and
        one without names asks nobody (GitHub Docs, "About code owners").
        """
        if not self.reviewers:
            return ""
        asked = " ".join(self.asked)
        return "\n".join([*_HEAD, f"* {asked}", *CONTENT, f"/{FILE} {asked}", ""])


CODE_OWNERS: Final = ".github/CODEOWNERS"

CONTENT: Final = (
    *("/docs/data/", "/docs/en/", "/docs/ru/"),
    *(f"/docs/assets/*.{ending}" for ending in ("png", "jpg", "jpeg", "webp", "avif")),
    "/hooks/kbase/core/spelling/words/*.txt",
)
"""What cannot run. All else can, or says how it is run: a new folder is asked about without a word here."""

_MADE: Final = (
    "# Who is asked to look at a change of anything that can run. Made by `python3 scripts/kb.py codeowners` from"
)
_HEAD: Final = (
    _MADE,
    f"# {FILE}, never by hand. It is everything but the content.",
)


def is_made(text: str) -> bool:
    """Whether a text of `.github/CODEOWNERS` is ours, not one that somebody has written."""
    return not text.strip() or text.startswith(_MADE)


def load_owner(root: Path) -> tuple[Owner, list[Problem]]:
    """What the file of the repository at `root` says, and what is wrong with it; nothing where there is no file."""
    path = root / FILE
    if not path.is_file():
        return Owner(), []
    text, problems = read_text(path, FILE, MOST_OF_ONE)
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
