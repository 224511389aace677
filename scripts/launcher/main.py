"""From the command line to a command: read it, prepare the machine, make the environment, run the command inside.

kb.py is started twice: first by the bare Python, which may lack everything, then by itself inside `.venv` with
`--in-environment` as its first word. Whatever goes wrong ends here as one line.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, NoReturn

from . import environment
from .alone import alone
from .command import Command, load_commands
from .console import (
    REFUSED,
    Refusal,
    as_called_here,
    inherited_by_kb,
    lose_what_is_unwritten,
    open_what_is_closed,
    say,
    say_what_is_lost,
    write_any_letter,
)
from .ending import code_of, heed
from .languages import told
from .machine import git_fix
from .places import CALL, INSIDE, KB, ROOT, keep_to_this_repository
from .processes import run
from .writing import finish

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

INTRODUCTION = """\
The knowledge base's one command. The first time, it makes its own Python environment in .venv from
requirements.txt; a command that needs more adds it when it is first run. After that it starts at once.

Begin with: python3 scripts/kb.py serve
"""

CLOSING = """\
`python3 scripts/kb.py COMMAND --help` says more, with examples.
Exit code: 0 all is well; 1 the content or the code has errors; 2 the command or the machine is not right.
Variables: SITE_URL (where the site will stand), REPO_URL (for the edit links), CHROMIUM (the tests' browser).
"""


def main(arguments: Sequence[str]) -> int:
    """Runs kb.py with `arguments` and returns its exit code; no exception leaves it but SystemExit."""
    try:
        heed()
        _require_texts()
        open_what_is_closed()
        write_any_letter()
        keep_to_this_repository()
        code = _dispatch(list(arguments))
        sys.stdout.flush()
        return say_what_is_lost(code)
    except Refusal as refusal:
        say(str(refusal))
        return refusal.code
    except KeyboardInterrupt as interrupted:
        return code_of(interrupted)
    except BrokenPipeError:
        lose_what_is_unwritten()
        return REFUSED
    except Exception as error:
        return _unforeseen(error)


def _require_texts() -> None:
    """Refusal where Python leaves out what commands say of themselves (`-OO`)."""
    if sys.flags.optimize > 1:
        raise Refusal(told("Python was asked to leave out all help (PYTHONOPTIMIZE=2)"), told("unset it, or write 1"))


def _unforeseen(error: Exception) -> int:
    """One line even for what was not foreseen; the traceback is for who asks for it."""
    if os.environ.get("KB_DEBUG"):
        traceback.print_exception(error)
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    if isinstance(error, OSError):
        lose_what_is_unwritten()
        if error.filename == "git":
            say(f"{told('git is not installed')} — {git_fix()}")
            return REFUSED
        where = error.filename or "what it prints, or a file without a name"
        say(f"{error.strerror or reason}: {where} — fix this, then run the command again")
    else:
        say(f"this is a mistake in kb.py itself: {reason} — please report it with what KB_DEBUG=1 shows")
    return REFUSED


def _dispatch(arguments: list[str]) -> int:
    commands = load_commands()
    inside = arguments[:1] == [INSIDE]
    words = arguments[1:] if inside else arguments
    parser = _parser(commands)
    if not words:
        parser.print_help(sys.stderr)
        return REFUSED
    _refuse_unknown(words[0], commands)
    options = _options(parser, words, commands)
    command = commands[options.command]
    if not inside:
        command.prepare(options)
        if command.in_environment:
            os.environ.update(inherited_by_kb())
            return run([str(environment.ensure(command.groups(options))), str(KB), INSIDE, *words])
    with alone() if command.writes(options) else nullcontext():
        finish(ROOT)
        return command.run(options)


def _refuse_unknown(word: str, commands: Mapping[str, Command]) -> None:
    if word.startswith("-") or word in commands:
        return
    close = difflib.get_close_matches(word, commands, n=1)
    fix = (
        told("did you mean '{word}'?", word=close[0])
        if close
        else told("there are: {words}", words=", ".join(commands))
    )
    raise Refusal(told("there is no command '{word}'", word=word), fix)


def _options(parser: argparse.ArgumentParser, words: list[str], commands: Mapping[str, Command]) -> argparse.Namespace:
    try:
        options, rest = parser.parse_known_args(words)
    except SystemExit as ended:  # After --help, which is printed: where there is no room for it, this ends in a line.
        sys.stdout.flush()
        raise SystemExit(say_what_is_lost(0)) from ended
    if rest and not commands[options.command].passes_on:
        message = told("{command} does not know '{word}'", command=options.command, word=rest[0])
        raise Refusal(message, told("see {call} --help", call=f"{CALL} {options.command}"))
    options.passed_on = rest
    return options


def _parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:<10} {command.summary}" for name, command in commands.items())
    parser = _Parser(CALL, f"{INTRODUCTION}\ncommands:\n{listed}", CLOSING, usage=f"{CALL} COMMAND [...]")
    rows = parser.add_subparsers(dest="command", help=argparse.SUPPRESS, required=True, parser_class=_Parser)
    for name, command in commands.items():
        command.arguments(rows.add_parser(name, prog=f"{CALL} {name}", text=command.text))
    return parser


class _Parser(argparse.ArgumentParser):
    """Prints texts as they are written, takes no abbreviations, and complains in one line, also where what it prints
    cannot be written.
    """

    def __init__(self, prog: str, text: str, epilog: str | None = None, usage: str | None = None) -> None:
        form = argparse.RawDescriptionHelpFormatter
        texts = (as_called_here(text.strip()), epilog and as_called_here(epilog))
        super().__init__(prog, usage, *texts, formatter_class=form, allow_abbrev=False)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        if message:
            (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        raise Refusal(message, f"see {self.prog} --help")
