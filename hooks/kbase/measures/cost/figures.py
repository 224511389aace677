"""A figure that a bench prints, beside its goal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, with its goal in words, if it has one."""

    name: str
    value: str
    goal: str = ""
    is_kept: bool = True

    def __str__(self) -> str:
        goal = f"   goal {self.goal}{'' if self.is_kept else ': missed'}" if self.goal else ""
        return f"{self.name:34}{self.value:>12}{goal}"


def at_most(name: str, value: float, goal: float, form: str) -> Figure:
    """A figure that should not be more than its goal; `form` says how both are written: "{:.0f} MB"."""
    return Figure(name, form.format(value), form.format(goal), value <= goal)
