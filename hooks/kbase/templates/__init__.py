"""All HTML of the site, and the one environment that renders it: every value is escaped where it is written."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent


def render(template: str, /, **fields: Any) -> str:
    """The text of a template with its fields; jinja2.UndefinedError where one is missing."""
    return environment().get_template(template).render(fields)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment of all our own templates."""
    loader = FileSystemLoader(FOLDER)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
