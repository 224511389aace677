"""List good first tasks: texts to compare, headlines to read, second sources to find, searches nobody has made.

Each is done at one place, which its line names, and none is a mistake. How it is written, CONTRIBUTING.md says.

examples:
  python3 scripts/kb.py tasks
  python3 scripts/kb.py tasks sources headlines     these kinds only
  python3 scripts/kb.py tasks --most 0              all of them, not twelve of each kind
  python3 scripts/kb.py tasks --format markdown     as the text of an issue
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from commands.due import printed
from launcher.command import Command, number
from launcher.console import Refusal
from launcher.core import put_core_on_path, sound_base
from launcher.places import ROOT

MOST = 12


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="languages, headlines, sources or searches (all)")
    parser.add_argument("--most", type=number, default=MOST, metavar="N", help=f"of each kind ({MOST}; 0: all)")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="how to print it (text)")
    parser.add_argument("--language", choices=("en", "ru"), help="of the text (that of the locale)")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.first_tasks import KINDS, TITLES, first_tasks
    from kbase.core.messages import language_of

    for kind in options.kinds:
        if kind not in KINDS:
            raise Refusal(f"'{kind}' is no kind of task", f"there are: {', '.join(KINDS)}")
    base = sound_base(ROOT)
    found = [one for one in first_tasks(base) if one.kind in (options.kinds or KINDS)]
    print(printed(found, TITLES, options.format, options.language or language_of(os.environ), options.most or None))
    return 0


COMMAND = Command(__doc__, run, arguments)
