"""Run everything that a pull request must pass: ruff, mypy, pytest.

All of them run even if one fails; the exit code is that of the first that failed. Without other arguments the tests run
in several processes, and take a sample where a complete run takes long; --all runs all. The browser tests
need Chromium, and those of spelling the dictionaries hunspell-en-gb and hunspell-ru: as root on Debian they are
installed, elsewhere the command to install them is named. Tests in Firefox, and with kiwix-tools and zim-tools, are
skipped where those are not to be had.
Other arguments go to pytest. Where they name files or folders, only what the tests there need is fetched.

examples:
  python3 scripts/kb.py test
  python3 scripts/kb.py test tests/core                the rules of the base: needs no browser
  python3 scripts/kb.py test --all                     also the slow ones: weekly, and before a release
  python3 scripts/kb.py test -k grades                 only the tests with "grades" in their names
  python3 scripts/kb.py test tests/core/records/test_dates.py -x    one file, up to the first failure
  CHROMIUM=/opt/chrome/chrome FIREFOX=/opt/firefox/firefox python3 scripts/kb.py test
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace

from launcher.command import Command
from launcher.console import say
from launcher.groups import Group
from launcher.machine import offer_firefox, offer_kiwix, require_chromium, require_dictionaries, require_history
from launcher.processes import run as run_program
from launcher.tests_asked import needs_of

STEPS = {
    "ruff (style and likely mistakes)": ("ruff", "check", "--quiet"),
    "ruff (layout: python3 -m ruff format brings it about)": ("ruff", "format", "--check", "--quiet"),
    "mypy (types)": ("mypy", "--no-error-summary"),
}


SIDE_BY_SIDE = ("--numprocesses", str(min(4, 2 * (os.cpu_count() or 1))), "--dist", "worksteal")
"""Four, or twice as many as a smaller machine has cores: a third of the time they wait for what they have started. Each
has a browser of its own; they share what is built.
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also the slow tests (20 minutes)")


def prepare(options: Namespace) -> None:
    needs = needs_of(options.passed_on)
    # Tests start hundreds of programs: what they import is compiled once, not for each of them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    require_history()
    if needs.browser:
        os.environ["KB_CHROMIUM"] = require_chromium()
    if needs.firefox and (firefox := offer_firefox()):
        os.environ["KB_FIREFOX"] = firefox
    if needs.dictionaries:
        require_dictionaries()
    if needs.kiwix:
        offer_kiwix()


def groups(options: Namespace) -> tuple[Group, ...]:
    return ("site", "packages", "tests") if needs_of(options.passed_on).browser else ("site", "tests")


def run(options: Namespace) -> int:
    codes = []
    for title, step in STEPS.items():
        say(title)
        codes.append(run_program([sys.executable, "-m", *step]))
        if codes[-1]:
            say(f"{step[0]} has found the mistakes above (exit code {codes[-1]}); the tests run all the same")
    say("pytest (tests)")
    # pytest keeps what failed tests have left, of three runs; what else they leave anywhere goes with them.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
    with tempfile.TemporaryDirectory(prefix="kb-test-", ignore_cleanup_errors=True) as scratch:
        command = [sys.executable, "-m", "pytest", *pytest_arguments(options.all, options.passed_on)]
        codes.append(run_program(command, scratch))
    return next(filter(None, codes), 0)


def pytest_arguments(slow_too: bool, passed_on: list[str]) -> list[str]:
    """What pytest is given. Whoever chooses tests has few, and wants to see them one after the other."""
    return [*(() if passed_on else SIDE_BY_SIDE), *(("-m", "") if slow_too else ()), *passed_on]


COMMAND = Command(__doc__, run, arguments, prepare, groups=groups, passes_on=True)
