"""The theme's stylesheet without the rules for what this site never has: a third of it, at every first view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final

THEMES: Final = "assets/stylesheets/main.*.min.css"
"""Where the theme keeps it; its name changes with each of its releases."""

ABSENT: Final = (
    *("admonition", "arithmatex", "critic", "giscus", "highlight", "highlighttable", "keys", "linenodiv", "mermaid"),
    *("tabbed-alternate", "tabbed-block", "tabbed-button", "tabbed-content", "tabbed-control", "tabbed-labels"),
    *("tabbed-set", "task-list", "task-list-control", "task-list-indicator", "task-list-item"),
    *("md-annotation", "md-author", "md-banner", "md-consent", "md-feedback", "md-meta", "md-post", "md-profile"),
    *("md-search", "md-social", "md-status", "md-tag", "md-tags", "md-version"),
)
"""Classes of extensions, plugins and parts of the theme that are not used here, and of all that begin so (BEM)."""

_IN_STRINGS_OR_BRACES: Final = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|([{}])""")
_CLASS: Final = re.compile(r"\.((?:[\w-]|\\.)+)")


def is_the_themes(path: str) -> bool:
    """Whether the file at `path`, below the site's root, is the theme's stylesheet."""
    return fnmatchcase(path, THEMES)


@lru_cache(maxsize=1)
def trimmed(style: str) -> str:
    """A stylesheet without the selectors that need a class which is `ABSENT`; a rule that has no other goes."""
    return "".join(_kept(style))


def _kept(style: str) -> Iterator[str]:
    for head, body in _rules(style):
        if head.startswith(("@media", "@supports")):
            if inner := "".join(_kept(body)):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif selectors := [one for one in _listed(head) if not _needs_what_is_absent(one)]:
            yield f"{','.join(selectors)}{{{body}}}"


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """Each rule: what stands before its braces, and what in them. What follows the last one is a comment."""
    depth = begin = opened = 0
    for brace in _IN_STRINGS_OR_BRACES.finditer(style):
        if brace[1] == "{":
            depth += 1
            opened = brace.start() if depth == 1 else opened
        elif brace[1]:
            depth -= 1
            if not depth:
                yield style[begin:opened], style[opened + 1 : brace.start()]
                begin = brace.end()


def _listed(selectors: str) -> list[str]:
    """The selectors of a list: commas in parentheses are part of one."""
    found, depth = [""], 0
    for sign in selectors:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found


def _needs_what_is_absent(selector: str) -> bool:
    """Outside of parentheses, where a class may be one of several, or be forbidden."""
    plain, depth = "", 0
    for sign in selector:
        depth += (sign == "(") - (sign == ")")
        plain += sign if not depth else ""
    return any(is_absent(name) for name in _CLASS.findall(plain))


def is_absent(name: str) -> bool:
    """Whether a class is `ABSENT`, or names a part or a kind of what is."""
    return name in ABSENT or name.split("__")[0].split("--")[0] in ABSENT
