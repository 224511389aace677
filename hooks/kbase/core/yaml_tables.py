"""Tables of the code's own, which are YAML files beside the modules that follow them: words, rules, codes."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""That of libyaml, which reads seven times as fast; PyYAML has it wherever it came with a wheel."""


def read_table(file: Path) -> Any:
    """What a table holds.

    :param file: the YAML file, in UTF-8
    :raises OSError: where it is no file, or not in UTF-8; it names the file and the line
    :raises yaml.YAMLError: where it is not YAML; it names the file, which a text alone could not
    """
    try:
        with file.open("rb") as opened:
            return yaml.load(opened, Loader=_LOADER)
    except (UnicodeDecodeError, yaml.reader.ReaderError):
        text_of(file)
        raise


def text_of(file: Path) -> str:
    """The text of a file of the code's own.

    :raises OSError: where it is no file, or not in UTF-8; it names the file and the line
    """
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(file, error) from None


def _not_utf8(file: Path, error: UnicodeDecodeError) -> OSError:
    """What is said of a file that is not in UTF-8; the line is that of the first byte that is none."""
    line = error.object[: error.start].count(b"\n") + 1
    return OSError(errno.EILSEQ, f"line {line} is not UTF-8", str(file))
