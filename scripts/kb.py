#!/usr/bin/env python3
"""The one command of the knowledge base: `python3 scripts/kb.py --help`.

Any Python, however old, must be able to read this file, so that an unsuitable one gets a clear line: no new syntax and
nothing but ASCII here. All else stands in `launcher` (what the commands share) and `commands` (one module per command).
"""

import os
import sys

OLDEST_PYTHON = (3, 11)


def complaint_about(version):
    """What to tell the user of Python `version` (a tuple such as sys.version_info); empty where it will do."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return ""
    found = ".".join(str(part) for part in version[:2])
    needed = ".".join(str(part) for part in OLDEST_PYTHON)
    called = ("py -" if os.name == "nt" else "python") + needed
    return (
        "kb: this is Python " + found + ", and " + needed + " or newer is needed: "
        "install it, then run the same command with it, such as: " + called + " scripts/kb.py"
    )


if __name__ == "__main__":
    complaint = complaint_about(sys.version_info)
    if complaint:
        sys.stderr.write(complaint + "\n")
        sys.exit(2)
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    try:
        from launcher.main import main
    except KeyboardInterrupt:
        sys.stderr.write("kb: ended by Ctrl-C; nothing was begun\n")
        sys.exit(130)
    sys.exit(main(sys.argv[1:]))
