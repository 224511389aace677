"""Published advisories of the packages in the lock, as uv finds them, as lines for a person or the text of an issue.

uv reads projects, not files of requirements: it gets a project that needs exactly the packages of the lock, in a
temporary folder. It asks the public database that it knows by itself; no address stands here.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .console import Refusal
from .groups import Entry
from .processes import surroundings

AUDIT: Final = ("audit", "--frozen", "--quiet", "--output-format", "json")
PREVIEW: Final = ("--preview-features", "audit-command,json-output")
FOUND: Final = 1
"""The exit code of uv where something is known of a package."""

TEXT: Final = re.compile(r"[^\w .,:;()/'+-]+")
"""What is left out of the words of others: signs that would be markup, a mention or a reference in an issue."""

LINK: Final = re.compile(r"https://[\w.-]+/[\w./?&=%+-]*")
LONGEST: Final = 200


@dataclass(frozen=True, order=True)
class Advisory:
    """What is known of one package: the version of the lock, what to call it, where it is fixed, and where to read."""

    package: str
    version: str
    id: str
    text: str
    fixed: tuple[str, ...] = ()
    link: str = ""

    def __str__(self) -> str:
        return f"{self._named}: {self._told}{f' <{self.link}>' if self.link else ''}"

    @property
    def as_task(self) -> str:
        """A line of a list in an issue."""
        return f"- [ ] `{self._named}`: {self._told}{f' (<{self.link}>)' if self.link else ''}"

    @property
    def _named(self) -> str:
        return f"{self.package} {self.version}".strip()

    @property
    def _told(self) -> str:
        fixed = f", fixed in {', '.join(self.fixed)}" if self.fixed else ", no version without it is known"
        return f"{self.id}{f' ({self.text})' if self.text else ''}{fixed if self.version else ''}"


def project_of(packages: Collection[Entry]) -> str:
    """A pyproject.toml that needs exactly these packages."""
    needed = (f"{entry.name}=={entry.version}{f' ; {entry.marker}' if entry.marker else ''}" for entry in packages)
    listed = "".join(f"  {json.dumps(requirement)},\n" for requirement in needed)
    return f'[project]\nname = "lock"\nversion = "0"\nrequires-python = ">=3.11"\ndependencies = [\n{listed}]\n'


def advisories(uv: Sequence[str], packages: Collection[Entry], folder: Path) -> list[Advisory]:
    """What is known of the packages, in order. `folder` is an empty one; Refusal where nobody answers."""
    (folder / "pyproject.toml").write_text(project_of(packages), encoding="utf-8")
    _asked([*uv, "lock", "--quiet"], folder, ())
    answer = _asked([*uv, *AUDIT, *PREVIEW], folder, (FOUND,))
    return read(answer, len(packages))


def _asked(command: Sequence[str], folder: Path, also: Collection[int]) -> str:
    ended = subprocess.run(
        command, cwd=folder, env=surroundings(), capture_output=True, text=True, errors="replace", check=False
    )
    if ended.returncode and ended.returncode not in also:
        reason = " ".join(ended.stderr.split())[:LONGEST]
        raise Refusal(f"nothing was learnt of the packages: {reason}", "check the network, then run it again")
    return ended.stdout


def read(answer: str, packages: int) -> list[Advisory]:
    """The advisories in uv's answer. Refusal where it is of another shape or not about all `packages`: silence must
    mean that there is nothing.
    """
    try:
        told = json.loads(answer)
        asked = told["summary"]["audited_packages"]
        found = sorted(
            {*map(_advisory, _list(told["vulnerabilities"])), *map(_standing, _list(told["adverse_statuses"]))}
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refusal("uv answers in another form than it did", "see scripts/launcher/advisories.py") from None
    if asked != packages:
        raise Refusal(f"uv has looked at {asked} of {packages} packages", "see scripts/launcher/advisories.py")
    return found


def _list(value: Any) -> list[Any]:
    """A list; TypeError where it is another thing, of which an empty one would pass for nothing known."""
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _advisory(row: Mapping[str, Any]) -> Advisory:
    package, link = row["dependency"], row.get("link") or ""
    return Advisory(
        _words(package["name"]),
        _words(package["version"]),
        _words(row["id"]) or "an advisory without a name",
        _words(row.get("summary") or ""),
        tuple(map(_words, _list(row["fix_versions"]))),
        link if LINK.fullmatch(link) else "",
    )


def _standing(row: Mapping[str, Any]) -> Advisory:
    """That a whole project is archived, deprecated or in quarantine."""
    return Advisory(_words(row["name"]), "", _words(row["status"]), _words(row.get("reason") or ""))


def _words(text: str) -> str:
    return " ".join(TEXT.sub(" ", text).split())[:LONGEST]


def as_text(found: Collection[Advisory], form: str) -> str:
    """All of them, one per line; nothing where there is none."""
    return "\n".join(_lines(found, form))


def _lines(found: Collection[Advisory], form: str) -> Iterator[str]:
    return (advisory.as_task if form == "markdown" else str(advisory) for advisory in found)
