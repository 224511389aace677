"""Tables of the code's own, which are YAML files beside the modules that follow them: words, rules, codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""That of libyaml, which reads seven times as fast; PyYAML has it wherever it came with a wheel."""


def read_table(file: Path) -> Any:
    """What a table holds.

    :param file: the YAML file, in UTF-8
    :raises yaml.YAMLError: where it is not YAML; it names the file, which a text alone could not
    """
    with file.open("rb") as opened:
        return yaml.load(opened, Loader=_LOADER)
