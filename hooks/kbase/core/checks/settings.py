"""The settings of the site: mkdocs.yml, and what it inherits. What MkDocs says of a broken one names neither line nor
fix; of a key that stands twice it says nothing and takes the last.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any, Final

from kbase.core.checks.assets import OWN
from kbase.core.checks.context import Context
from kbase.core.messages import say
from kbase.core.problems import Place, Problem, near
from kbase.core.records.text_files import read_text
from kbase.core.records.yaml_source import Parsed, parse
from kbase.core.records.yaml_source import Path as NodePath

FILE: Final = "mkdocs.yml"
INHERIT: Final = "INHERIT"

PUT_RIGHT: Final = say("put it right; `git diff {file}` shows what was changed", file=FILE)
NO_SUCH_SETTING: Final = say("delete it: MkDocs has no setting of that name")
"""What to do about a setting that MkDocs does not take."""


def settings_stand(context: Context) -> Iterator[Problem]:
    """mkdocs.yml is there, and is YAML as MkDocs reads it, without a key that stands twice; what it inherits is so too,
    its hooks are there, and its navigation leads to pages (code `settings-broken`).
    """
    if not (context.root / "hooks").is_dir():
        return
    problems, parsed = read_settings(context.root)
    yield from problems
    if parsed is None:
        return
    yield from missing_hooks(context.root, parsed)
    pages = context.table.pages
    for path, target in _targets(parsed.data.get("nav"), ("nav",)):
        if target.endswith(".md") and target.removesuffix(".md") not in pages:
            message = say("'{target}' leads to no page", target=target)
            fix = say("name a page of docs/en, such as about/index.md, or delete the line")
            yield Problem(parsed.place(path), "settings-broken", message, fix)


_ADDRESS: Final = re.compile(
    r"https?://(?:\w[\w.-]*|\[([0-9A-Fa-f:]+)\])(?::(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-5][0-9]{3}))?(?:/[\w.~%+@-]*)*"
)


def is_plain_address(address: str, may_be_empty: bool) -> bool:
    """Whether an address is one that a path can be added to: without a name, a password, a query or a space, and
    without a step back, after which browsers would ask for another address than stands in the page.
    """
    if not address:
        return may_be_empty
    found = _ADDRESS.fullmatch(address)
    return found is not None and not _STEP.search(address) and (found[1] is None or _is_number(found[1]))


_STEP: Final = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.I)


def _is_number(host: str) -> bool:
    """Whether what stands in brackets is an address of IPv6."""
    try:
        return bool(IPv6Address(host))
    except ValueError:
        return False


def odd_address(parsed: Parsed, name: str, variable: str) -> Problem:
    """What is said of an address that is not plain; with a `variable`, it was given there. It may hold a password, so
    that it is not printed.
    """
    message = say("{name} is no plain address", name=f"{name} ({variable})" if variable else name)
    fix = say("write it as https://example.org/kb/, without a password, a query, a space or `..`")
    return Problem(parsed.place((name,)), "settings-broken", message, fix)


def missing_hooks(root: Path, parsed: Parsed) -> Iterator[Problem]:
    """What is said of each member of `hooks` that is not there."""
    hooks = parsed.data.get("hooks")
    for number, file in enumerate(hooks if isinstance(hooks, list) else ()):
        if not _is_foreign(file) and not (root / str(file)).is_file():
            fix = say("put it back: git checkout -- {path}", path=file)
            yield Problem(parsed.place(("hooks", number)), "settings-broken", say("there is no {file}", file=file), fix)


def _is_foreign(file: object) -> bool:
    return not str(file).startswith("hooks/") or ".." in str(file)


def _foreign_extensions(parsed: Parsed) -> Iterator[Problem]:
    """What is said of each extension of Markdown that is no known one: any module may be named there, and is run."""
    members = parsed.data.get("markdown_extensions")
    for number, member in enumerate(members if isinstance(members, list) else ()):
        name = str(next(iter(member), "") if isinstance(member, dict) else member)
        if name not in _OF_MARKDOWN and not name.startswith("pymdownx."):
            message = say("'{file}' would run as soon as the settings are read", file=name)
            fix = near(name, _OF_MARKDOWN) or say(
                "delete the line: pages need the extensions of Python-Markdown and pymdownx alone"
            )
            yield Problem(parsed.place(("markdown_extensions", number)), "settings-broken", message, fix)


_OF_MARKDOWN: Final = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
    }
)
"""The extensions that come with Python-Markdown, by the names under which it knows them."""


def _foreign_frame(parsed: Parsed) -> Iterator[Problem]:
    """What is said of templates that lie elsewhere: they are checked in `overrides` alone."""
    theme = parsed.data.get("theme")
    folder = theme.get("custom_dir") if isinstance(theme, dict) else None
    if folder not in (None, "overrides"):
        message = say("'{file}' is not the folder of the site's templates", file=folder)
        yield Problem(parsed.place(("theme", "custom_dir")), "settings-broken", message, say("write `overrides`"))


def _foreign_hooks(parsed: Parsed) -> Iterator[Problem]:
    """What is said of each member of `hooks` that does not lie in hooks/: MkDocs runs whatever is named there."""
    hooks = parsed.data.get("hooks")
    for number, file in enumerate(hooks if isinstance(hooks, list) else [hooks] if hooks else ()):
        if _is_foreign(file):
            path = ("hooks", number) if isinstance(hooks, list) else ("hooks",)
            message = say("'{file}' would run as soon as the settings are read", file=file)
            fix = say("delete the line: what runs lies in hooks/")
            yield Problem(parsed.place(path), "settings-broken", message, fix)


def _foreign_files(parsed: Parsed) -> Iterator[Problem]:
    """What is said of each style and script that pages would load and that is none of the site's own."""
    for name in ("extra_css", "extra_javascript"):
        members = parsed.data.get(name)
        for number, member in enumerate(members if isinstance(members, list) else ()):
            file = member.get("path") if isinstance(member, dict) else member
            if str(file).removeprefix("assets/") not in OWN or not str(file).startswith("assets/"):
                message = say("'{file}' is none of the site's own styles and scripts", file=file)
                fix = say("delete the line: pages load nothing else")
                yield Problem(parsed.place((name, number)), "settings-broken", message, fix)


_FOREIGN: Final = (_foreign_hooks, _foreign_extensions, _foreign_frame, _foreign_files)
"""What settings may name that would run, or be loaded by pages, and is none of the site's own."""


def read_settings(root: Path) -> tuple[list[Problem], Parsed | None]:
    """What is wrong with mkdocs.yml and with what it inherits, and what it says; None where it cannot be read. Whoever
    has MkDocs read them asks here before: it runs what they name.
    """
    return _read(root, FILE, ())


def _read(root: Path, file: str, before: tuple[str, ...]) -> tuple[list[Problem], Parsed | None]:
    text, problems = read_text(root / file, file)
    if text is None or problems:
        return problems, None
    parsed, problems = parse(text, file, are_settings=True)
    if parsed is None:
        return problems, None
    if not isinstance(parsed.data, dict):
        fix = say("put it back: git checkout -- {path}", path=file)
        return [Problem(Place(file), "settings-broken", say("it holds no settings"), fix)], None
    foreign = [problem for rule in _FOREIGN for problem in rule(parsed)]
    inherited = parsed.data.get(INHERIT)
    if inherited is None:
        return foreign, parsed
    path = Path(os.path.normpath((root / file).parent / str(inherited)))
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
    if not isinstance(inherited, str) or name in ("", file, *before) or not path.is_file():
        message = say("'{target}' is no file of settings", target=inherited)
        fix = say("write all settings into mkdocs.yml, and delete the line")
        return [*foreign, Problem(parsed.place((INHERIT,)), "settings-broken", message, fix)], parsed
    return [*foreign, *_read(root, name, (file, *before))[0]], parsed


def _targets(nav: Any, path: NodePath) -> Iterator[tuple[NodePath, str]]:
    """Every target of the navigation, with its place."""
    if isinstance(nav, str):
        yield path, nav
    members = nav.items() if isinstance(nav, dict) else enumerate(nav) if isinstance(nav, list) else ()
    for key, member in members:
        yield from _targets(member, (*path, key))
