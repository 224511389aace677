"""The notes that `kb.py lock` writes below each package of requirements.txt: its groups, its size, its files."""

from __future__ import annotations

import re
import statistics
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from .console import Refusal
from .groups import BLOCK, GROUPS_NOTE, SIZE_NOTE, WHEELS_NOTE

GROUP: Final = re.compile(r"# group: (\w+)")
NAME: Final = re.compile(r"[\w.-]+")
WIDTH: Final = 120
OF_USE: Final = re.compile(
    r"(?:(?:py\d+\.)*py\d+-none|cp3\d+-abi3(?:\.abi3t)?|cp31[1-9]-(?:none|cp31[1-9]))"
    r"-(?:any|.*(?:x86_64|amd64|aarch64|arm64|universal2))"
)
"""The tags of files for the Pythons and machines that people have; the rest would be two thirds of the notes."""

Wheels = Mapping[tuple[str, str], Mapping[str, int]]
"""By name and version: the tags of every ready-made file that is of use, with its size in bytes."""


def direct_requirements(direct: str) -> Iterator[tuple[str, str]]:
    """Every requirement of the text of requirements.in, after its group, which is empty where none is named above."""
    group = ""
    for line in direct.splitlines():
        if opening := GROUP.match(line):
            group = opening[1]
        elif requirement := line.partition("#")[0].strip():
            yield group, requirement


def wheels_of(files: Mapping[str, Any]) -> Wheels:
    """The ready-made files of all packages in a pylock.toml. Their addresses are left out: they name the index."""
    return {(package["name"], package["version"]): _of_use(package.get("wheels", ())) for package in files["packages"]}


def _of_use(wheels: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    return {tags: wheel["size"] for wheel in wheels if OF_USE.fullmatch(tags := tags_of(wheel))}


def tags_of(wheel: Mapping[str, Any]) -> str:
    """`cp311-cp311-win_amd64`: for which Python and system a file is, by the end of its name."""
    name: str = wheel.get("name") or wheel["url"].rpartition("/")[2]
    return "-".join(name.removesuffix(".whl").rsplit("-", 3)[1:])


def with_notes(lock: str, direct: str, wheels: Wheels) -> str:
    """The lock with three notes below each package: the groups that need it, its size and its ready-made files."""
    opening, *blocks = BLOCK.split(lock)
    groups = groups_of(blocks, direct)
    noted = (block.rstrip("\n") + "\n" + "".join(_notes(block, groups, wheels)) for block in blocks)
    return "".join([opening, *noted])


def _notes(block: str, groups: Mapping[str, Iterable[str]], wheels: Wheels) -> Iterator[str]:
    name, _, version = block.split(maxsplit=1)[0].partition("==")
    files = wheels[name, version]
    if not files:
        raise Refusal(f"{name} {version} is ready-made for no system", "take another version or package")
    yield f"{GROUPS_NOTE}{' '.join(groups[name])}\n"
    yield f"{SIZE_NOTE}{statistics.median(files.values()) / 1e6:.1f}\n"
    for line in textwrap.wrap(" ".join(sorted(files)), WIDTH - len(WHEELS_NOTE), break_on_hyphens=False):
        yield f"{WHEELS_NOTE}{line}\n"


def groups_of(blocks: Iterable[str], direct: str) -> dict[str, list[str]]:
    """By package: the groups that need it, directly or through others. What the site needs is of that group alone."""
    listed = {name_of(requirement): group for group, requirement in direct_requirements(direct)}
    users: dict[str, set[str]] = {}
    for block in blocks:
        users.setdefault(name_of(block), set()).update(users_in(block))
    found = {name: {listed[name]} if name in listed else set() for name in users}
    changes = True
    while changes:
        before = sum(map(len, found.values()))
        for name, of in users.items():
            found[name].update(*(found[user] for user in of))
        changes = sum(map(len, found.values())) > before
    return {name: ["site"] if "site" in groups else sorted(groups) for name, groups in found.items()}


def users_in(block: str) -> set[str]:
    """The packages that need the one of this block, as uv names them below it; requirements.in is not one of them."""
    notes = re.findall(r"^ +# +(?:via +)?(.+)$", block, flags=re.MULTILINE)
    return {name_of(note) for note in notes if note != "via" and not note.startswith("-r ")}


def name_of(requirement: str) -> str:
    """The name at the beginning of a requirement, in the form that all ways of writing it share."""
    found = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""
