"""What a command is: a module in `commands` with one `COMMAND`, named in the list there."""

from __future__ import annotations

import contextlib
import importlib
import math
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from .groups import Group


def _nothing(_: object) -> None:
    """For commands without arguments of their own, or with nothing to prepare."""


def _only_the_site(_: object) -> tuple[Group, ...]:
    """For commands that need no more than what shows the site."""
    return ("site",)


def _never(_: object) -> bool:
    """For commands that write nothing into the base."""
    return False


def always(_: object) -> bool:
    """For commands that write into the base whatever is asked of them."""
    return True


@dataclass(frozen=True)
class Command:
    """One word of kb.py.

    `text` is its help: the first line is the summary, the rest teaches, with examples.
    `prepare` runs on the bare Python before there is an environment: what the machine must have.
    `groups` are the packages that it needs in the environment, by what is asked of it.
    `run` does the work and returns the exit code: inside the environment, unless `in_environment` is false.
    What `writes` into the base, by what is asked of it, has it for itself.
    With `passes_on`, arguments that are not its own are kept in `options.passed_on` instead of being refused.
    """

    text: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = _nothing
    prepare: Callable[[Namespace], None] = _nothing
    groups: Callable[[Namespace], Collection[Group]] = _only_the_site
    in_environment: bool = True
    passes_on: bool = False
    writes: Callable[[Namespace], bool] = _never

    @property
    def summary(self) -> str:
        return self.text.strip().splitlines()[0]


def number(text: str) -> int:
    """A whole number that is not below 0, as an argument; ArgumentTypeError where it is none."""
    if not text.isdecimal():
        raise ArgumentTypeError(f"'{text}' is not a whole number from 0 on")
    return int(text)


def seconds(text: str) -> float:
    """A time to wait, as an argument; ArgumentTypeError where it is none."""
    with contextlib.suppress(ValueError):
        if 0 <= (found := float(text)) < math.inf:
            return found
    raise ArgumentTypeError(f"'{text}' is not a number of seconds")


def some_seconds(text: str) -> float:
    """A time within which something may happen, as an argument; ArgumentTypeError where it is none."""
    if not (found := seconds(text)):
        raise ArgumentTypeError("within 0 seconds nothing answers")
    return found


def web_address(text: str) -> str:
    """An address that can be asked, as an argument; ArgumentTypeError where it is none."""
    with contextlib.suppress(ValueError):
        parts = urlsplit(text)
        # The port is read only when it is asked for.
        if (
            parts.scheme in ("http", "https")
            and parts.hostname
            and parts.port != 0
            and not re.search(r"[\s<>\"\\]", text)
        ):
            return text
    raise ArgumentTypeError(f"'{text}' is not a web address, which begins with https:// or http://")


def load_commands() -> dict[str, Command]:
    """All commands by name, in the order of the list."""
    names: tuple[str, ...] = importlib.import_module("commands").NAMES
    return {name: importlib.import_module(f"commands.{name}").COMMAND for name in names}
