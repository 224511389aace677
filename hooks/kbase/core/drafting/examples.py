"""The complete example of each kind of record, which stands in the guide for contributors and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

GUIDE: Final = "docs/{language}/about/guide.md"
_FENCE: Final = re.compile(r"```yaml\n(.*?)```", re.S)


def examples(text: str) -> dict[str, str]:
    """Id of a heading → the first block of YAML below it, for every heading of a guide that has one."""
    parts = re.split(r"^#+ .*\{ #([a-z-]+) \}$", text, flags=re.M)
    found = ((id, _FENCE.search(part)) for id, part in zip(parts[1::2], parts[2::2], strict=True))
    return {id: match[1] for id, match in found if match}


def example(root: Path, kind: str, language: str) -> str | None:
    """The example of a kind of record, with its comments, or None where the guide has none."""
    path = root / GUIDE.format(language=language)
    return examples(path.read_text(encoding="utf-8")).get(kind) if path.is_file() else None
