"""Say what a code of `check` means: the rule, why there is one, and an example, wrong and right.

The code stands in brackets at the end of each line that `check` prints. Without one, all codes are listed. The same
text is a page of the site: "What the checks say".

examples:
  python3 scripts/kb.py explain id-unknown
  python3 scripts/kb.py explain id-unknown --language ru
  python3 scripts/kb.py explain
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from launcher.command import Command
from launcher.console import Refusal, as_called_here
from launcher.core import put_core_on_path

if TYPE_CHECKING:
    from kbase.core.records.model import Language


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("codes", nargs="*", metavar="CODE", help="what stands in brackets, such as id-unknown")
    parser.add_argument("--language", choices=("en", "ru"), help="of the text (that of the locale)")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.explaining import as_lines, explanations
    from kbase.core.messages import language_of
    from kbase.core.problems import near

    known = explanations()
    language: Language = "ru" if (options.language or language_of(os.environ)) == "ru" else "en"
    asked = [code.strip("[]").lower() for code in options.codes]
    for code in asked:
        if code not in known:
            raise Refusal(f"there is no code '{code}'", near(code, known) or "`kb.py explain` lists them all")
    if asked:
        print(as_called_here("\n\n".join(as_lines(known[code], language) for code in asked)))
    else:
        width = max(map(len, known))
        print("\n".join(f"{code:<{width}}  {row.rule[language]}" for code, row in known.items()))
    return 0


COMMAND = Command(__doc__, run, arguments)
