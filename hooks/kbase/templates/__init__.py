"""All HTML of the site, and the one environment that renders it: every value is escaped where it is written."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

FOLDER = Path(__file__).parent
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


def render(template: str, /, **fields: Any) -> str:
    """The text of a template with its fields; jinja2.UndefinedError where one is missing."""
    return environment().get_template(template).render(fields)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment of all our own templates."""
    loader = _WithoutIndentation(FOLDER)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


class _WithoutIndentation(FileSystemLoader):
    """Templates are indented for those who read them; the readers of the site do not load the blanks."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            text, file, is_current = super().get_source(environment, template)
        except TemplateNotFound:  # Of a name without its folder nobody could say which file to put back.
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(FOLDER / template)) from None
        return _INDENTATION.sub("", text), file, is_current
