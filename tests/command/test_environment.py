"""The environment: made group by group from the lock, never trusted half made, never thrown away for nothing."""

from __future__ import annotations

import hashlib
import shutil
import sys
import threading
import time
import zipfile
from collections.abc import Collection
from pathlib import Path

import pytest

from commands import NAMES
from launcher import environment, installing
from launcher.command import load_commands
from launcher.console import Refusal
from launcher.environment import UNFINISHED, ensure, is_current
from launcher.groups import ON_DISK, Entry, Group
from launcher.places import ROOT, python_of

LOCK = """\
# written by kb.py lock
builder==1.0 \\
    --hash=sha256:00
    # via -r requirements.in
    # groups: site
    # megabytes: 40.2
helper==2.0 ; python_full_version >= '3' \\
    --hash=sha256:01
    # groups: packages tests
    # megabytes: 3.5
tester==3.0 \\
    --hash=sha256:02
    # groups: tests
    # megabytes: 0.9
"""

Home = tuple[Path, Path]
"""An environment and its lock."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An environment that is not there yet."""
    lock = tmp_path / "requirements.txt"
    lock.write_text(LOCK)
    return tmp_path / ".venv", lock


class Pip:
    """Stands in for what fetches and unpacks; with `failing`, one of the two steps fails."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.unpacked: list[list[str]] = []

    def __call__(self, packages: Collection[Entry], groups: Collection[Group]) -> Pip:
        self.names = [entry.name for entry in packages]
        return self

    def __enter__(self) -> Pip:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was fetched."""

    def fetch(self, report: Path) -> None:
        time.sleep(0.05)
        self._fail("fetch")

    def unpack(self, home: Path) -> None:
        self._fail("unpack")
        python_of(home).parent.mkdir(parents=True, exist_ok=True)
        python_of(home).touch()
        self.unpacked.append(self.names)

    def _fail(self, step: str) -> None:
        if self.failing == step:
            raise Refusal(f"cannot {step}")


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> Pip:
    stand_in = Pip()
    monkeypatch.setattr(environment, "Installation", stand_in)
    monkeypatch.setattr(environment, "create", lambda home: home.mkdir())
    monkeypatch.setattr(environment, "require_venv", lambda: None)
    return stand_in


def current(home: Home, *groups: Group) -> bool:
    return is_current(home[0], home[1].read_text(), groups)


# Groups


def test_the_first_command_fetches_what_it_needs_and_the_next_one_adds_the_rest(home: Home, pip: Pip) -> None:
    assert ensure(["site"], *home) == python_of(home[0])
    ensure(["site"], *home)
    ensure(["site", "tests"], *home)
    ensure(["site", "packages", "tests"], *home)
    assert pip.unpacked == [["builder"], ["helper", "tester"], []]
    assert current(home, "site", "packages", "tests")


def test_what_several_groups_need_is_fetched_once(home: Home, pip: Pip) -> None:
    ensure(["site", "packages", "tests"], *home)
    assert pip.unpacked == [["builder", "helper", "tester"]]


def test_it_says_how_much_is_fetched(home: Home, pip: Pip, capsys: pytest.CaptureFixture[str]) -> None:
    ensure(["site"], *home)
    assert f"for the first time (1 package, 40 MB to fetch, {ON_DISK['site']} MB on disk)" in capsys.readouterr().err
    ensure(["site", "tests"], *home)
    added = f"adding to .venv what the command needs (2 packages, 4 MB to fetch, {ON_DISK['tests']} MB on disk)"
    assert added in capsys.readouterr().err


def test_another_groups_packages_leave_the_site_as_it_is(home: Home, pip: Pip) -> None:
    ensure(["site", "tests"], *home)
    home[1].write_text(LOCK.replace("tester==3.0", "tester==3.1").replace("# megabytes: 40.2", "# megabytes: 41"))
    assert current(home, "site") and not current(home, "tests")
    ensure(["site", "tests"], *home)
    assert pip.unpacked[1:] == [["builder", "helper", "tester"]], "what is old is made anew, not repaired"


@pytest.mark.parametrize("name", NAMES)
def test_only_tests_and_packages_need_more_than_the_site(name: str) -> None:
    command = load_commands()[name]
    assert command.in_environment or name == "lock"
    more = name in {"test", "offline", "bench"}
    assert more == (command.groups.__module__ != "launcher.command")


# What is trusted


def test_a_whole_environment_is_used_as_it_is(home: Home, pip: Pip) -> None:
    ensure(["site"], *home)
    pip.failing = "fetch"
    assert ensure(["site"], *home) == python_of(home[0])


def test_a_new_lock_makes_it_anew(home: Home, pip: Pip) -> None:
    ensure(["site"], *home)
    home[1].write_text(LOCK.replace("sha256:00", "sha256:ff"))
    assert not current(home, "site")


def test_without_a_stamp_or_with_an_older_ones_it_is_not_trusted(home: Home, pip: Pip) -> None:
    ensure(["site"], *home)
    stamp = home[0] / environment.STAMP
    for text in ("", "requirements.txt 00\npython CPython 3.11.2\nmade in /x\n", "\x00"):
        stamp.write_text(text)
        assert not current(home, "site")
    stamp.unlink()
    assert not current(home, "site")


def test_a_copied_environment_is_not_trusted(home: Home, pip: Pip, tmp_path: Path) -> None:
    ensure(["site"], *home)
    copy = tmp_path / "elsewhere" / ".venv"
    shutil.copytree(home[0], copy)
    assert not current((copy, home[1]), "site")


def test_an_environment_whose_python_is_gone_is_not_trusted(home: Home, pip: Pip) -> None:
    ensure(["site"], *home)
    python_of(home[0]).unlink()
    assert not current(home, "site")


def test_another_python_makes_it_anew(home: Home, pip: Pip, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure(["site"], *home)
    monkeypatch.setattr(environment.platform, "python_version", lambda: "3.99.0")
    assert not current(home, "site")


@pytest.mark.parametrize("make", ["file", "broken link", "folder"])
def test_whatever_stands_in_its_place_is_replaced(make: str, home: Home, pip: Pip) -> None:
    if make == "file":
        home[0].write_text("")
    elif make == "broken link":
        home[0].symlink_to("/no/such/folder")
    else:
        (home[0] / "old").mkdir(parents=True)
    ensure(["site"], *home)
    assert current(home, "site") and not (home[0] / "old").exists()


def test_the_stamp_is_written_only_after_everything_else(home: Home, pip: Pip) -> None:
    pip.failing = "unpack"
    with pytest.raises(Refusal, match="cannot unpack"):
        ensure(["site"], *home)
    assert home[0].is_dir() and not (home[0] / environment.STAMP).exists()
    pip.failing = ""
    ensure(["site"], *home)
    assert current(home, "site")


def test_without_a_network_nothing_is_lost(home: Home, pip: Pip) -> None:
    """Neither when a group cannot be added, nor when all is to be made anew: the lock may go back, too."""
    ensure(["site"], *home)
    pip.failing = "fetch"
    with pytest.raises(Refusal, match="cannot fetch"):
        ensure(["site", "tests"], *home)
    home[1].write_text(LOCK.replace("sha256:00", "sha256:ff"))
    with pytest.raises(Refusal, match="cannot fetch"):
        ensure(["site"], *home)
    home[1].write_text(LOCK)
    assert current(home, "site") and UNFINISHED not in (home[0] / environment.STAMP).read_text()


def test_a_half_added_group_is_not_trusted_but_the_site_still_works(home: Home, pip: Pip) -> None:
    ensure(["site"], *home)
    pip.failing = "unpack"
    with pytest.raises(Refusal, match="cannot unpack"):
        ensure(["site", "tests"], *home)
    assert current(home, "site") and not current(home, "tests")
    pip.failing = ""
    ensure(["site", "tests"], *home)
    assert pip.unpacked == [["builder"], ["builder", "helper", "tester"]], "all of it is made anew"
    assert UNFINISHED not in (home[0] / environment.STAMP).read_text()


def test_it_does_not_remove_itself(home: Home, pip: Pip, monkeypatch: pytest.MonkeyPatch) -> None:
    home[0].mkdir()
    monkeypatch.setattr(environment.sys, "prefix", str(home[0]))
    with pytest.raises(Refusal, match="run: deactivate"):
        ensure(["site"], *home)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")
def test_two_commands_started_together_make_one_environment(
    home: Home, pip: Pip, capsys: pytest.CaptureFixture[str]
) -> None:
    both = [threading.Thread(target=ensure, args=(["site"], *home)) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert pip.unpacked == [["builder"]]
    assert "waiting for it" in capsys.readouterr().err


# Pip


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<x>: Failed')'\n"
         "ERROR: Could not find a version that satisfies the requirement mkdocs==1.6.1\n"
         "ERROR: No matching distribution found for mkdocs==1.6.1\n", "no network"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] self-signed'))\n", "PIP_CERT"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n", "do not go on but report"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n",
         f"disk is full — free some space ({ON_DISK['site'] + ON_DISK['tests']} MB are needed)"),
        ("ERROR: No matching distribution found for lxml==6.1.3 (from -r x)\n", "no ready-made lxml==6.1.3 for"),
        ("ERROR: No matching distribution found for lxml==6.1.3\n", "no ready-made lxml==6.1.3 for"),
        ("ERROR: something new\n", "something new"),
        ("", "no reason"),
    ],
)  # fmt: skip
def test_pip_is_put_into_one_line(said: str, told: str) -> None:
    line = str(installing.explain(said.splitlines(keepends=True), ROOT / "kb-pip.log", ("site", "tests")))
    assert told in line and "\n" not in line


def test_what_one_system_lacks_does_not_sound_like_the_end_of_everything() -> None:
    lines = ["ERROR: No matching distribution found for playwright==1.65.2\n"]
    report = ROOT / "kb-pip.log"
    assert "serve, build and check" in str(installing.explain(lines, report, ("packages",)))
    assert "between 3.11 and 3.14" in str(installing.explain(lines, report, ("site",)))


def wheel(folder: Path, name: str, tags: str = "py3-none-any") -> str:
    """Writes a package with one module, and gives its lines in the lock."""
    file = folder / f"{name}-1.0-{tags}.whl"
    about = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}.py", "VALUE = 1\n")
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tags}\n")
        archive.writestr(f"{about}/RECORD", f"{name}.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return f"{name}==1.0 \\\n    --hash=sha256:{digest}\n"


@pytest.mark.slow
def test_the_real_pip_adds_a_group_keeps_itself_out_and_refuses_what_is_not_in_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a folder instead of the index; one package is there for another system only, and does without it."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setattr(installing, "borrowed", lambda *_: {"pure": ("--platform", "win_arm64")})
    site = wheel(tmp_path, "plain") + "    # groups: site\n"
    site += wheel(tmp_path, "pure", "py3-none-win_arm64") + "    # groups: site\n"
    tests = wheel(tmp_path, "tester") + "    # groups: tests\n"
    lock, home = tmp_path / "requirements.txt", tmp_path / "my home" / ".venv"
    home.parent.mkdir()
    lock.write_text(site + tests)
    ensure(["site"], home, lock)
    packages = installing.packages_of(home)
    assert {"plain.py", "pure.py"} <= {path.name for path in packages.iterdir()}
    assert not (packages / "pip").exists() and not (packages / "tester.py").exists()
    lock.write_text(site + swapped(tests))
    with pytest.raises(Refusal, match=r"not the one that requirements\.txt names"):
        ensure(["site", "tests"], home, lock)
    assert is_current(home, lock.read_text(), ["site"])
    lock.write_text(site + tests)
    ensure(["site", "tests"], home, lock)
    assert (packages / "tester.py").is_file() and is_current(home, lock.read_text(), ["site", "tests"])


def swapped(lines: str) -> str:
    """The same lines with the hash of something else."""
    before, mark, rest = lines.partition("sha256:")
    return before + mark + "0" * 64 + rest[64:]
