"""Say that both languages of a text say the same; `check` then says when one of them falls behind.

A text is a section of a page or a statement. Name a file or folder, or one part of a file: after a `#` the id
of the heading (nothing for what stands above the first) or of the statement. What differs in citations, figures
or months is named and not marked. The marks lie in docs/data/translated.txt, which is never written by hand.

examples:
  python3 scripts/kb.py translated docs/ru/actors/belta.md
  python3 scripts/kb.py translated docs/ru/actors/belta.md#what-it-is
  python3 scripts/kb.py translated docs/data/statements/union-state.yml
  python3 scripts/kb.py translated docs            everything
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from launcher.command import Command, always
from launcher.console import FAILED, Refusal
from launcher.core import put_core_on_path, sound_base
from launcher.places import ROOT, in_repository
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.core.problems import Problem
    from kbase.core.translation.marks import Mark


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("texts", nargs="+", metavar="TEXT", help="a file, a folder, or FILE#PART")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.messages import language_of, say
    from kbase.core.problems import as_text

    language = language_of(os.environ)
    base = sound_base(ROOT)
    found: dict[str, Mark] = {}
    refused: list[Problem] = []
    for text in options.texts:
        marks, faults = _compared(base, text)
        found.update(marks)
        refused += faults
    _write(base, found)
    fresh = sum(base.marks.get(key) != mark for key, mark in found.items())
    told = say("texts marked: {fresh}; as they were marked before: {others}", fresh=fresh, others=len(found) - fresh)
    print("\n".join([*(as_text(problem, language) for problem in sorted(set(refused))), told.read(language)]))
    return FAILED if refused else 0


def _compared(base: KnowledgeBase, text: str) -> tuple[dict[str, Mark], list[Problem]]:
    from kbase.core.translation.standing import compared

    marks, faults = compared(base, in_repository(text, ROOT))
    if not (marks or faults):
        raise Refusal(f"'{text}' names no text that is there in both languages", "see python3 scripts/kb.py check")
    return marks, faults


def _write(base: KnowledgeBase, found: dict[str, Mark]) -> None:
    from kbase.core.translation.marks import FILE, write
    from kbase.core.translation.standing import keys

    known = {*keys(base)}
    marks = {key: mark for key, mark in {**base.marks, **found}.items() if key in known}
    write_all(ROOT, {FILE: write(marks)})


COMMAND = Command(__doc__, run, arguments, writes=always)
