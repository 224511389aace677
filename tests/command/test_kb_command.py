"""The one command, mostly as a newcomer meets it: on a bare Python, where nothing is installed yet."""

from __future__ import annotations

import ast
import importlib
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import kb
from commands import NAMES, bench, build, check, offline, reviewed, status, translated
from commands import test as test_command
from kbase.core.base import read_base
from kbase.core.evidence.review_file import FILE as REVIEWS
from kbase.core.problems import MOST, Place, Problem, Severity
from kbase.core.translation.marks import FILE as MARKS
from launcher import console, machine, main, places
from launcher.command import Command
from launcher.console import Refusal
from launcher.ending import STARTED_BY_KB, Ended
from launcher.places import ROOT
from tests.helpers import ACADEMY_EN, AS_TINY, INDEX_EN, repository, swap

BARE = (sys.executable, "-I", "-S")
"""Python as on a fresh machine: no site-packages, nothing taken from the environment."""


def run_kb(*arguments: str, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """kb.py on the bare Python, as a user would start it."""
    command = [*BARE, str(folder / "scripts" / "kb.py"), *arguments]
    surroundings = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent), **variables}
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, timeout=60, check=False)


def refusal_of(ended: subprocess.CompletedProcess[str]) -> str:
    """The one line on stderr with which kb.py stopped; before it only a warning, as of a cut history, may stand."""
    assert ended.returncode == 2, ended
    assert ended.stdout == ""
    *before, line = ended.stderr.splitlines()
    assert line.startswith("kb: ") and all(other.startswith("kb: warning: ") for other in before), ended.stderr
    return line


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A copy of the command in a folder that has no environment and is no git repository."""
    folder = tmp_path / "fresh"
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.in", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def nobodys_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kb.py that another one has started leaves it to that one to say how they end."""
    monkeypatch.delenv(STARTED_BY_KB, raising=False)


# What it says of itself


def test_python_without_texts_is_refused_in_one_line(fresh: Path) -> None:
    """All help would be gone, and with it what a command is."""
    words = [sys.executable, "-OO", str(fresh / "scripts/kb.py"), "--help"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "PYTHONOPTIMIZE=2" in refusal_of(ended)


def test_help_names_every_command_and_needs_nothing(fresh: Path) -> None:
    ended = run_kb("--help", folder=fresh)
    assert ended.returncode == 0 and ended.stderr == ""
    assert all(f"\n  {name} " in ended.stdout for name in NAMES)
    assert not (fresh / ".venv").exists()


@pytest.mark.parametrize("name", NAMES)
def test_help_of_each_command_teaches_by_example(name: str) -> None:
    ended = run_kb(name, "--help")
    assert ended.returncode == 0
    assert f"python3 scripts/kb.py {name}" in ended.stdout.partition("examples:")[2]


@pytest.mark.usefixtures("nobodys_child")
def test_its_texts_call_it_as_the_system_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python's usual installer for Windows makes `py`, and no `python3`."""
    for module in (console, main):
        monkeypatch.setattr(module, "CALL", "py scripts/kb.py")
    assert main.main([]) == 2
    main.say("run: python3 scripts/kb.py check")
    said = capsys.readouterr().err
    assert "python3" not in said and "Begin with: py scripts/kb.py serve" in said


def test_every_module_of_commands_is_a_command() -> None:
    modules = {path.stem for path in (ROOT / "scripts" / "commands").glob("*.py")} - {"__init__"}
    assert modules == set(NAMES)


# What it refuses, in one line with the fix


def test_a_mistyped_command_gets_the_nearest_one() -> None:
    assert "did you mean 'serve'?" in refusal_of(run_kb("serv"))


def test_an_unknown_option_is_named() -> None:
    assert "'--porto'" in refusal_of(run_kb("serve", "--porto", "1"))


@pytest.mark.parametrize("number", ["0", "65536", "http", "-1"])
def test_an_impossible_port_is_refused(number: str) -> None:
    assert "--port" in refusal_of(run_kb("serve", "--port", number))


def test_a_taken_port_is_named_with_a_free_one() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        line = refusal_of(run_kb("serve", "--port", str(taken)))
    assert f"port {taken} is taken" in line
    free = int(line.rsplit("--port ", 1)[1])
    assert free > taken
    machine.require_free_port(free)


@pytest.mark.parametrize("command", ["serve", "build", "test"])
def test_without_git_it_says_so(command: str, tmp_path: Path) -> None:
    assert "git is not installed" in refusal_of(run_kb(command, PATH=str(tmp_path)))


@pytest.mark.usefixtures("nobodys_child")
@pytest.mark.parametrize("command", ["impact", "ledger"])
def test_without_git_what_reads_the_history_says_so(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They need it for nothing but that, and so the machine is not asked for it before."""
    root = repository(tmp_path / "work")
    monkeypatch.setattr(importlib.import_module(f"commands.{command}"), "ROOT", root)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main.main(["--in-environment", command]) == 2
    assert capsys.readouterr().err.startswith("kb: git is not installed — ")


def test_outside_a_git_repository_it_says_so(fresh: Path) -> None:
    assert "is not a git repository" in refusal_of(run_kb("build", folder=fresh))


def test_what_is_only_shown_needs_no_repository(fresh: Path) -> None:
    """The preview says in one line what is missing; here it goes no further, because its port is taken."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ended = run_kb("serve", "--port", str(other.getsockname()[1]), folder=fresh)
    warning, refusal = ended.stderr.splitlines()
    assert warning == "kb: warning: this is not a git repository, so the pages have no dates of change"
    assert "is taken" in refusal


@pytest.mark.slow
def test_fuzzing_finds_tests_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """With pytest's settings here, which refuse what they do not know."""
    commands: list[list[str]] = []
    monkeypatch.setattr(bench, "run_program", lambda command: commands.append(command) or 0)
    monkeypatch.setattr(bench, "FUZZED", ("tests/core/prose",))
    monkeypatch.setattr(os, "environ", dict(os.environ))
    assert bench.fuzz(1) == 0
    ran = subprocess.run([*commands[0], "--collect-only"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0 and "::test_" in ran.stdout


def test_a_repository_without_commits_and_a_cut_history_are_warned_of(fresh: Path) -> None:
    other_things = ("build", "--site-dir", str(fresh))
    git(fresh, "init", "-q")
    assert "nothing is committed yet" in run_kb(*other_things, folder=fresh).stderr
    for message in ("first", "second"):
        git(fresh, "commit", "-q", "--allow-empty", "-m", message)
    assert "warning" not in run_kb(*other_things, folder=fresh).stderr
    (fresh / ".git" / "shallow").write_text(git(fresh, "rev-parse", "HEAD") + "\n")
    assert "fetch --unshallow" in run_kb(*other_things, folder=fresh).stderr


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_a_folder_with_other_things_is_not_built_into(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("precious")
    with pytest.raises(Refusal, match="no build made"):
        build.require_replaceable(tmp_path)
    (tmp_path / "diary.txt").unlink()
    build.require_replaceable(tmp_path)
    build.require_replaceable(tmp_path / "new")


@pytest.mark.parametrize("folder", ["docs", "docs/packages", "hooks/x", ".git"])
def test_packages_are_not_put_into_what_the_site_is_made_from(folder: str) -> None:
    with pytest.raises(Refusal, match="which the site is made from — give a folder of its own, such as packages"):
        offline.prepare(Namespace(out=ROOT / folder, verify=None, pdf=False))
    with pytest.raises(Refusal, match="which the site is made from"):
        offline.run(Namespace(out=ROOT / folder, verify=None, pdf=False))


def test_a_link_that_leads_to_itself_is_not_built_into(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "site")
    with pytest.raises(Refusal, match="leads back to itself"):
        build.require_replaceable(tmp_path / "site")


def test_a_folder_without_packages_is_not_put_beside_the_site(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="holds no packages"):
        build.prepare(Namespace(site_dir=tmp_path / "site", packages=tmp_path, for_folder=False))


# Python


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6), (3, 10, 99)])
def test_an_old_python_is_refused(version: tuple[int, ...]) -> None:
    complaint = kb.complaint_about(version)
    assert f"Python {version[0]}.{version[1]}," in complaint and "3.11" in complaint and "\n" not in complaint


@pytest.mark.parametrize("version", [(3, 11), (3, 11, 2), (3, 14, 0, "final", 0), (4, 0)])
def test_a_newer_python_will_do(version: tuple[int, ...]) -> None:
    assert kb.complaint_about(version) == ""


def test_an_old_python_can_read_kb_py() -> None:
    source = (ROOT / "scripts" / "kb.py").read_text(encoding="ascii")
    tree = ast.parse(source, feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign) or returns(node)]


def returns(node: ast.AST) -> bool:
    """Whether it is a function with an annotation, which Python 2 cannot read."""
    return isinstance(node, ast.FunctionDef) and (node.returns is not None or any(a.annotation for a in node.args.args))


# The machine


def test_who_may_not_install_gets_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_root", lambda: False)
    monkeypatch.setattr(machine.shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(machine, "_has_venv", lambda: False)
    command = "apt-get update && apt-get install -y --no-install-recommends python3-venv"
    with pytest.raises(Refusal, match=f"run this as root, then try again: {command}$"):
        machine.require_venv()


def test_one_command_brings_all_that_the_tests_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(machine, "is_root", lambda: False)
    monkeypatch.setattr(machine.shutil, "which", {"apt-get": "/usr/bin/apt-get", "sudo": "/usr/bin/sudo"}.get)
    monkeypatch.setattr(machine, "CHROMIUM", machine.CHROMIUM._replace(places=()))
    monkeypatch.setattr(machine, "_has_venv", lambda: False)
    packages = "chromium fonts-dejavu-core python3-venv"
    with pytest.raises(Refusal, match=f"sudo apt-get install -y --no-install-recommends {packages}$"):
        machine.require_chromium()


def test_root_on_debian_gets_it_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(machine, "is_root", lambda: True)
    monkeypatch.setattr(machine.shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    monkeypatch.setattr(machine, "_has_venv", lambda: len(calls) == 2)
    monkeypatch.setattr(machine, "_apt_get", lambda *arguments: calls.append(arguments))
    machine._refresh_package_lists.cache_clear()
    machine.require_venv()
    assert [call[0] for call in calls] == ["update", "install"]
    assert calls[1][-1] == "python3-venv"


def test_without_firefox_its_tests_are_skipped_and_the_command_that_brings_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FIREFOX", raising=False)
    monkeypatch.setattr(machine, "is_root", lambda: False)
    monkeypatch.setattr(machine.shutil, "which", {"apt-get": "/usr/bin/apt-get", sys.executable: sys.executable}.get)
    monkeypatch.setattr(machine, "FIREFOX", machine.FIREFOX._replace(places=()))
    assert machine.offer_firefox() is None
    told = capsys.readouterr().err
    assert "warning: Firefox is not here" in told and "--no-install-recommends firefox-esr" in told
    monkeypatch.setenv("FIREFOX", sys.executable)
    assert machine.offer_firefox() == sys.executable
    monkeypatch.setenv("FIREFOX", "/no/such/browser")
    with pytest.raises(Refusal, match="/no/such/browser"):
        machine.offer_firefox()


def test_without_apt_the_lack_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(machine.shutil, "which", lambda _: None)
    monkeypatch.setattr(machine, "CHROMIUM", machine.CHROMIUM._replace(places=()))
    with pytest.raises(Refusal, match="the tests need Chromium"):
        machine.require_chromium()


def test_the_variable_chooses_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert machine.require_chromium() == sys.executable
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    with pytest.raises(Refusal, match="/no/such/browser"):
        machine.require_chromium()


# From the command line to a command


def commands_with(run, **traits: bool) -> dict[str, Command]:
    return {"try": Command("Try it.", run, in_environment=False, **traits)}


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        (KeyboardInterrupt(), 130, "kb: ended by Ctrl-C; nothing is left half made\n"),
        (Ended(15), 143, "kb: ended by SIGTERM; nothing is left half made\n"),
        (Refusal("no", "do this", 7), 7, "kb: no — do this\n"),
        (PermissionError(13, "Permission denied", "/x"), 2, "kb: Permission denied: /x — fix this"),
        (RuntimeError("two\nlines"), 2, "mistake in kb.py itself: RuntimeError: two lines"),
    ],
)
@pytest.mark.usefixtures("nobodys_child")
def test_no_failure_shows_a_traceback(
    raised: BaseException, code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(_: Namespace) -> int:
        raise raised

    monkeypatch.setattr(main, "load_commands", lambda: commands_with(run))
    assert main.main(["try"]) == code
    said = capsys.readouterr().err
    assert told in said and said.count("\n") <= 1


@pytest.mark.usefixtures("nobodys_child")
def test_what_is_not_ours_is_passed_on_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    commands = commands_with(lambda options: seen.append(options.passed_on) or 0, passes_on=True)
    monkeypatch.setattr(main, "load_commands", lambda: commands)
    assert main.main(["try", "-k", "grades and not slow", "tests/test_x.py", "-x"]) == 0
    assert seen == [["-k", "grades and not slow", "tests/test_x.py", "-x"]]


# The commands themselves


@pytest.mark.parametrize(
    ("codes", "code"), [((0, 0, 0, 0), 0), ((0, 0, 2, 1), 2), ((0, 1, 0, 0), 1), ((0, 0, 0, 5), 5)]
)
def test_all_tests_run_and_the_first_failure_counts(
    codes: tuple[int, ...], code: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    started = []

    def run_program(command: list[str], scratch: str | None = None) -> int:
        started.append(command[2:])
        print(command[2])
        return codes[len(started) - 1]

    monkeypatch.setattr(test_command, "run_program", run_program)
    assert test_command.run(Namespace(passed_on=["-k", "x"], all=False)) == code
    assert [step[:2] for step in started[:2]] == [["ruff", "check"], ["ruff", "format"]]
    assert [step[0] for step in started[2:]] == ["mypy", "pytest"]
    assert started[3] == ["pytest", "-k", "x"]
    assert capfd.readouterr().out.endswith("pytest\n")


def test_all_tests_run_side_by_side_and_chosen_ones_one_after_the_other() -> None:
    assert "--numprocesses" in test_command.pytest_arguments(False, [])
    assert test_command.pytest_arguments(False, ["tests/core", "-x"]) == ["tests/core", "-x"]
    assert test_command.pytest_arguments(True, ["-k", "x"]) == ["-m", "", "-k", "x"]


PROBLEMS = [
    Problem(Place("docs/data/x.yml", 3), "id-unknown", "no such id", "did you mean 'y'?"),
    Problem(Place("docs/en/a.md", 1), "translation", "no Russian text", severity=Severity.WARNING),
]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs `check` over a base that has the given problems; gives its exit code and what it printed."""
    import kbase.core.check

    def checked(problems: list[Problem], form: str, *demand: str, all: bool = False) -> tuple[int, str, str]:
        monkeypatch.setattr(kbase.core.check, "run_checks", lambda *_: problems)
        asked = {"all": all, "fix": False, "language": None, "format": form, "release": False, "published": None}
        code = check.run(Namespace(**asked, demand=list(demand)))
        return code, *capsys.readouterr()

    return checked


def test_check_prints_a_line_a_problem_and_the_counts(checked) -> None:
    code, out, _ = checked(PROBLEMS, "text")
    lines = out.splitlines()
    assert code == 1 and len(lines) == 3
    assert lines[0].startswith("docs/data/x.yml:3: error: no such id")
    assert lines[2].startswith("1 error, 1 warning (")


def test_thousands_of_findings_are_cut_with_their_number(checked) -> None:
    """The errors first, in their order; with --all, and for programs, all are there."""
    warnings = [replace(PROBLEMS[1], place=Place("docs/en/a.md", line)) for line in range(1, 2001)]
    many = [*warnings, PROBLEMS[0]]
    lines = checked(many, "text")[1].splitlines()
    assert len(lines) == MOST + 2 and lines[-3].startswith("docs/data/x.yml:3: error: ")
    assert lines[-2] == "… and 1501 more: python3 scripts/kb.py check --all shows them"
    assert lines[-1].startswith("1 error, 2000 warnings (")
    assert len(checked(many, "text", all=True)[1].splitlines()) == 2002
    assert len(json.loads(checked(many, "json")[1])) == len(checked(many, "github")[1].splitlines()) == 2001


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as a shell does")
@pytest.mark.parametrize("words", [["status"], ["explain", "id-unknown"], ["--help"], ["check", "--help"]])
def test_what_is_printed_to_a_closed_stdout_is_no_success(words: list[str]) -> None:
    """Whether kb.py runs by itself or was started by the one outside its environment."""
    for marks in (["--in-environment"], [])[: 2 if "--help" in words else 1]:
        command = shlex.join([sys.executable, str(ROOT / "scripts/kb.py"), *marks, *words])
        ran = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, text=True, check=False)
        line = "kb: what was to be printed is lost, because stdout is closed — run it without `>&-`\n"
        assert (ran.returncode, ran.stderr) == (2, line)


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as a shell does")
def test_the_kb_py_inside_learns_that_stdout_was_closed_outside() -> None:
    """Its own stdout is open then, and leads nowhere."""
    command = shlex.join([sys.executable, str(ROOT / "scripts/kb.py"), "--in-environment", "explain", "id-unknown"])
    ran = subprocess.run(
        ["sh", "-c", f"{command} >/dev/null"],
        capture_output=True,
        text=True,
        env={**os.environ, console.CLOSED: "1"},
        check=False,
    )
    assert ran.returncode == 2 and "because stdout is closed" in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as a shell does")
def test_who_has_nothing_printed_may_close_stdout() -> None:
    code = "import sys; sys.path.insert(0, 'scripts'); from launcher import console as c; c.open_what_is_closed(); "
    command = shlex.join([sys.executable, "-c", f"{code}sys.exit(c.say_what_is_lost(0))"])
    ran = subprocess.run(["sh", "-c", f"{command} >&-"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_warnings_alone_and_nothing_at_all_pass(checked) -> None:
    assert checked(PROBLEMS[1:], "text")[0] == 0
    code, out, _ = checked([], "text")
    assert code == 0 and out.startswith("0 errors, 0 warnings (")


def test_a_warning_that_is_demanded_is_an_error(checked) -> None:
    """So a pull request may ask for what stops nobody at their own desk."""
    code, out, _ = checked(PROBLEMS[1:], "text", PROBLEMS[1].code)
    assert code == 1 and ": error: " in out and "1 error, 0 warnings" in out
    assert checked(PROBLEMS[1:], "text", "typography")[0] == 0
    with pytest.raises(Refusal, match="there is no code 'typograhpy' — did you mean 'typography'"):
        checked(PROBLEMS[1:], "text", "typograhpy")


def test_translated_marks_what_agrees_and_names_what_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file may be named from any folder; what no longer exists loses its mark; other marks stay."""
    changes = {**swap(ACADEMY_EN, "The academy held", "The academy prepared"), **swap(INDEX_EN, "See", "See 5 of")}
    repository(tmp_path, {**changes, MARKS: AS_TINY[MARKS] + "actors/gone# 00000000 00000000 0\n"})
    monkeypatch.setattr(translated, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path / "docs" / "ru")
    before = read_base(tmp_path)[0].marks
    assert translated.run(Namespace(texts=["actors/academy.md#", "docs/en/index.md"])) == 1
    out = capsys.readouterr().out
    assert out.startswith("docs/ru/index.md:4: error: index# is not marked: '5' is not in the Russian text")
    assert out.endswith("texts marked: 1; as they were marked before: 0\n")
    after = read_base(tmp_path)[0].marks
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    assert changed == {"actors/academy#", "actors/gone#"} and "actors/gone#" not in after
    with pytest.raises(Refusal, match="nowhere"):
        translated.run(Namespace(texts=["docs/en/nowhere.md"]))


def test_reviewed_marks_links_of_statements_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other marks stay, those of links that no longer exist go, and what is no statement is refused with a hint."""
    marks = "academy-on-forum sources agency-on-forum 00000000\ngone sources daily-on-forum 00000000\n"
    repository(tmp_path, {REVIEWS: marks})
    monkeypatch.setattr(reviewed, "ROOT", tmp_path)
    assert reviewed.run(Namespace(statements=["forum-met"])) == 0
    assert capsys.readouterr().out == "2 links marked\n"
    found = read_base(tmp_path)[0].reviews
    assert found.pop("academy-on-forum sources agency-on-forum") == "00000000"
    assert {*found} == {"forum-met sources agency-on-forum", "forum-met sources daily-on-forum"}
    with pytest.raises(Refusal, match="did you mean 'forum-met'"):
        reviewed.run(Namespace(statements=["forum-mett"]))


def test_machine_readable_output_is_alone_on_stdout(checked) -> None:
    code, out, said = checked(PROBLEMS, "json")
    assert code == 1 and [row["line"] for row in json.loads(out)] == [3, 1]
    assert "1 error, 1 warning" in said
    assert json.loads(checked([], "json")[1]) == []
    out = checked(PROBLEMS, "github")[1]
    assert [line.split()[0] for line in out.splitlines()] == ["::error", "::warning"]


def test_status_aligns_its_columns() -> None:
    assert status.table([("kind", "count"), ("events", "7"), ("actors", "112")]) == (
        "kind    count\nevents      7\nactors    112"
    )
    assert status.share(7, 9) == "7 (77 %)" and status.share(0, 0) == "0"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of it")
def test_what_kb_started_ends_when_kb_is_killed(tmp_path: Path) -> None:
    """SIGKILL, or a lack of memory, leaves no time to say so."""
    note = tmp_path / "child"
    child = f"import os, pathlib, time; pathlib.Path({str(note)!r}).write_text(str(os.getpid())); time.sleep(60)"
    starter = f"import sys; from launcher.processes import run; run([sys.executable, '-c', {child!r}])"
    starting = subprocess.Popen([sys.executable, "-c", starter], cwd=ROOT / "scripts")
    wait_for(lambda: note.exists() and note.read_text())
    starting.kill()
    starting.wait()
    wait_for(lambda: not is_alive(int(note.read_text())))


def wait_for(condition: Callable[[], object]) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen in ten seconds")


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked about does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def test_a_tilde_is_the_home_of_whoever_calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In `--site-dir=~/x` a shell leaves it as it is."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert places.folder_named("~/x") == tmp_path / "x"
    assert places.folder_named("x") == Path("x")
    with pytest.raises(ArgumentTypeError, match="cannot be found"):
        places.folder_named("~nobody-of-that-name/x")


@pytest.mark.parametrize("name", [b"/tmp/q\xff", b"/tmp/a\nb", b"/tmp/a\tb", b"/tmp/\x1b[2J", "/tmp/a\u2028b".encode()])
@pytest.mark.parametrize("command", [["build", "--site-dir"], ["offline", "--out"], ["build", "--packages"]])
def test_a_folder_whose_name_programs_do_not_take_is_refused_at_once(
    command: list[str], name: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main([*command, os.fsdecode(name)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "give a name in UTF-8, without line breaks or control signs" in line and line.isprintable()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", [["--help"], ["due", "--help"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_help_that_cannot_be_written_is_no_success(words: list[str], unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, str(places.KB), *words],
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 2 and ran.stderr.startswith("kb: No space left on device") and ran.stderr.count("\n") == 1


def test_a_folder_without_packages_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="holds no packages — make them first"):
        build.require_same_commit(tmp_path)


def test_an_argument_that_a_message_quotes_stays_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--in-environment", "check", "--published", "a\nb\x1b[2J"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "a[U+000A]b[U+001B]" in line


@pytest.mark.parametrize("folder", [".", "docs", "docs/en", ".git", "README.md", "/"])
def test_a_site_is_not_built_over_the_repository(folder: str) -> None:
    """One line before anything is made: MkDocs' own words come late and name its settings."""
    with pytest.raises(Refusal, match=r"give a folder of its own|give one that may be made anew"):
        build.require_replaceable(ROOT / folder)
