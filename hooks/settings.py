"""What would keep MkDocs from taking mkdocs.yml, as problems with file, line and fix: it names a setting at most, and
ends in a traceback where a file is no YAML.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from importlib.metadata import entry_points
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from kbase.core.checks.settings import (
    FILE,
    INHERIT,
    NO_SUCH_SETTING,
    PUT_RIGHT,
    is_plain_address,
    missing_hooks,
    odd_address,
    read_settings,
)
from kbase.core.messages import Message, as_it_is
from kbase.core.problems import Place, Problem, near
from kbase.core.records.yaml_source import Parsed


def faults(root: Path) -> list[Problem]:
    """All that is wrong with the settings of the repository in `root`, but for what only a build can see."""
    problems, parsed = read_settings(root)
    if problems or parsed is None:
        return problems
    try:
        settings = _settings(root)
        # Before MkDocs looks at them: it takes line breaks out, and ends at what it cannot parse without saying where.
        odd = [*missing_hooks(root, parsed), *_odd_addresses(settings, parsed)]
        return odd or [*_refused(settings, parsed)] or [*_unset_address(settings, parsed)]
    except Exception as error:  # Whatever a plugin or MkDocs does with settings that it did not expect.
        what = as_it_is(" ".join(f"{type(error).__name__}: {error}".split()))
        return [Problem(parsed.place(), "settings-broken", what, PUT_RIGHT)]


def _settings(root: Path) -> MkDocsConfig:
    """The settings as MkDocs reads them, but for our own hooks."""
    settings = MkDocsConfig(config_file_path=str(root / FILE))
    with (root / FILE).open("rb") as file:
        settings.load_file(file)
    settings.load_dict({"hooks": []})
    return settings


def _odd_addresses(settings: MkDocsConfig, parsed: Parsed) -> Iterator[Problem]:
    """Addresses to which no path can be added, or which hold a password: they would stand in every page."""
    for name, variable in (("site_url", "SITE_URL"), ("repo_url", "REPO_URL")):
        address = settings[name]
        if address is not None and not is_plain_address(str(address), name == "repo_url"):
            yield odd_address(parsed, name, variable if os.environ.get(variable) == str(address) else "")


def _unset_address(settings: MkDocsConfig, parsed: Parsed) -> Iterator[Problem]:
    if not settings["site_url"]:
        yield odd_address(parsed, "site_url", "SITE_URL" if "SITE_URL" in os.environ else "")


def _refused(settings: MkDocsConfig, parsed: Parsed) -> Iterator[Problem]:
    """What MkDocs does not take."""
    errors, warnings = settings.validate()
    known = [name for name, _ in settings._schema]
    for name, error in (*errors, *warnings):
        yield Problem(_place(parsed, name, str(error)), "settings-broken", _what(name, error), _fix(name, error, known))


def _what(name: str, error: object) -> Message:
    return as_it_is(" ".join(f"{name}: {error}".split()))


def _fix(name: str, error: object, known: Collection[str]) -> Message:
    if name not in known:
        return near(name, [*known, INHERIT]) or NO_SUCH_SETTING
    plugins = {one.name for one in entry_points(group="mkdocs.plugins")}
    unknown = str(error).partition('"')[2].partition('"')[0] if "is not installed" in str(error) else ""
    return (unknown and near(unknown, plugins)) or PUT_RIGHT


def _place(parsed: Parsed, name: str, message: str) -> Place:
    """The line of what a message names within a setting, or of the setting."""
    inside = [path for path in parsed.lines if path[:1] == (name,) and _is_named(parsed, path, message)]
    return parsed.place(max(inside, key=len, default=(name,)))


def _is_named(parsed: Parsed, path: tuple[str | int, ...], message: str) -> bool:
    """Whether a message quotes the last step of a path, or the value that stands there."""
    value = parsed.data
    for step in path:
        value = value[step]
    words = [word for word in (path[-1], value) if isinstance(word, str)]
    return any(f"{mark}{word}{mark}" in message for word in words for mark in "'\"")
