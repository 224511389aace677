"""What the owners write of themselves keeps the rules that every other text of ours keeps: it stands on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.checks import russian, safety, typography
from kbase.core.checks.context import Context
from kbase.core.checks.of_records import formulas
from kbase.core.problems import Problem
from kbase.core.records.loading import Origin
from kbase.core.records.owner import FILE, Owner
from kbase.core.records.text_files import read_text
from kbase.core.records.yaml_source import parse

_OF_TEXTS: Final[tuple[Callable[[Context], Iterator[Problem]], ...]] = (
    safety.no_raw_html,
    safety.one_script_a_word,
    safety.no_hidden_characters,
    typography.typography,
    typography.unused_variants,
    russian.habits,
    formulas.no_formulas,
)


def owner_keeps_the_rules(context: Context) -> Iterator[Problem]:
    """The texts of docs/data/owner.yml keep the rules for texts of records (codes `raw-html`, `hidden-character`,
    `mixed-script`, `typography`, `glossary`, `russian`, `formula`).
    """
    if context.base.owner == Owner():
        return
    text, _ = read_text(context.root / FILE, FILE)
    parsed, _ = parse(text or "", FILE)
    if parsed is not None:
        alone = _OwnerAlone(_without_pages(context.base, Origin(parsed, ())), context.root, context.release)
        for rule in _OF_TEXTS:
            yield from rule(alone)


def _without_pages(base: KnowledgeBase, origin: Origin) -> KnowledgeBase:
    return replace(base, prose={}, origins={FILE: origin})


@dataclass(frozen=True)
class _OwnerAlone(Context):
    """The owner as the only record there is."""

    def records(self) -> Iterator[Any]:
        yield self.base.owner
