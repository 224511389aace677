"""What a command is: a module in `commands` with one `COMMAND`, named in the list there."""

from __future__ import annotations

import importlib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection
from dataclasses import dataclass

from .groups import Group


def _nothing(_: object) -> None:
    """For commands without arguments of their own, or with nothing to prepare."""


def _only_the_site(_: object) -> tuple[Group, ...]:
    """For commands that need no more than what shows the site."""
    return ("site",)


@dataclass(frozen=True)
class Command:
    """One word of kb.py.

    `text` is its help: the first line is the summary, the rest teaches, with examples.
    `prepare` runs on the bare Python before there is an environment: what the machine must have.
    `groups` are the packages that it needs in the environment, by what is asked of it.
    `run` does the work and returns the exit code: inside the environment, unless `in_environment` is false.
    With `passes_on`, arguments that are not its own are kept in `options.passed_on` instead of being refused.
    """

    text: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = _nothing
    prepare: Callable[[Namespace], None] = _nothing
    groups: Callable[[Namespace], Collection[Group]] = _only_the_site
    in_environment: bool = True
    passes_on: bool = False

    @property
    def summary(self) -> str:
        return self.text.strip().splitlines()[0]


def load_commands() -> dict[str, Command]:
    """All commands by name, in the order of the list."""
    names: tuple[str, ...] = importlib.import_module("commands").NAMES
    return {name: importlib.import_module(f"commands.{name}").COMMAND for name in names}
