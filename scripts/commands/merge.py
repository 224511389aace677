"""Make two records one: the first is kept, and everything that named the second names it.

Records, citations, statement blocks and links are changed; the kept record gets the id of the other among its
`former_ids`, so that addresses that were published lead on. What only the other record had is named, to be carried
over by hand. The result is checked before anything is written: all is changed, or nothing.

examples:
  python3 scripts/kb.py merge ncip national-centre-of-intellectual-property
"""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.command import Command, always
from launcher.console import Refusal, counted
from launcher.core import put_core_on_path, sound_base
from launcher.places import CALL, ROOT
from launcher.trying import new_errors, tried
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.core.drafting.merging import Texts


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("keep", metavar="KEEP", help="the id of the record that stays")
    parser.add_argument("gone", metavar="OTHER", help="the id of the record that becomes a part of it")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.drafting.drafts import Refused
    from kbase.core.drafting.merging import merged, only_there, require_mergeable
    from kbase.core.messages import language_of

    keep, gone = options.keep, options.gone
    base = sound_base(ROOT)
    try:
        require_mergeable(base, keep, gone)
    except Refused as refused:
        language = language_of(os.environ)
        raise Refusal(refused.message.read(language), refused.fix.read(language)) from None
    changes = merged(base, keep, gone, lambda file: (ROOT / file).read_text(encoding="utf-8"))
    _require_no_new_error(base, changes)
    write_all(ROOT, changes)
    print(f"'{gone}' is a part of '{keep}' now: {counted(len(changes), 'file')} changed; run `{CALL} ledger` next")
    if lost := only_there(base, keep, gone):
        print(f"'{gone}' had other values of {', '.join(lost)}: see what of it '{keep}' should have")
    return 0


def _require_no_new_error(base: KnowledgeBase, changes: Texts) -> None:
    """Tries it on a copy; Refusal where it would bring an error that is not there."""
    from kbase.core.problems import as_text

    with tempfile.TemporaryDirectory() as folder:
        after, found = tried(ROOT, Path(folder), changes)
        new = new_errors(base, after, ROOT, Path(folder), found)
    if new:
        raise Refusal(f"this would be wrong then, so nothing was changed: {as_text(new[0])}", "fix it first")


COMMAND = Command(__doc__, run, arguments, writes=always)
