"""Say that somebody has gone over the links of statements; `check` then says when one of them changes.

Look at each source, support and challenge of a statement first: is it the thing itself or a report, whose words are
they, from whom does it have them, does it carry all of the text, and how much was read? A link that changes
afterwards loses its mark, as do all when the text of the statement changes. The marks lie in
docs/data/links-reviewed.txt, which is never written by hand.

examples:
  python3 scripts/kb.py reviewed glazyev-own-ai
  python3 scripts/kb.py reviewed docs/data/statements/foresight.yml
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from launcher.command import Command, always
from launcher.console import Refusal, counted
from launcher.core import put_core_on_path, sound_base
from launcher.places import CALL, ROOT, in_repository
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("statements", nargs="+", metavar="STATEMENT", help="an id, a file, a folder, or FILE#ID")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.evidence.review_file import FILE, write
    from kbase.core.evidence.reviews import keys

    base = sound_base(ROOT)
    found: dict[str, str] = {}
    for target in options.statements:
        found.update(_links_of(base, target))
    known = {*keys(base)}
    marks = {key: mark for key, mark in {**base.reviews, **found}.items() if key in known}
    write_all(ROOT, {FILE: write(marks)})
    print(f"{counted(len(found), 'link')} marked")
    return 0


def _links_of(base: KnowledgeBase, target: str) -> dict[str, str]:
    from kbase.core.evidence.reviews import reviewed
    from kbase.core.problems import near

    found = reviewed(base, target if target in base.statements else in_repository(target, ROOT))
    if not found:
        hint = near(target, base.statements) or f"see {CALL} search"
        raise Refusal(f"'{target}' names no statement", hint)
    return found


COMMAND = Command(__doc__, run, arguments, writes=always)
