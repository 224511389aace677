"""Packages of the lock into an environment, by pip; what pip says, in our words.

An environment holds no pip, which would be a tenth of it: pip is made anew in a temporary folder, by the Python that
runs us, whenever something is to be installed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .console import Refusal, say
from .groups import ON_DISK, Entry, Group, requirements
from .languages import told
from .places import python_of
from .processes import not_outliving, surroundings

REPORT = Path(".cache", "kb-pip.log")
"""Beside the environment: all that pip said when it was last asked."""

QUIETLY = ("--no-input", "--progress-bar=off", "--disable-pip-version-check", "--only-binary=:all:", "--require-hashes")
"""No questions, no bars, no package that would have to be compiled here, and none that is not the lock's."""

PACKAGE = ("Collecting ", "Processing ")
"""How pip's line about one package begins."""

PROGRESS_STEP = 10


Tell = Callable[[Sequence[str], int], None]
"""Is given all lines of pip so far after each of them, and the number of packages."""


class Trouble(NamedTuple):
    """A failure of pip that is known by its words, in ours: `told` has both in Russian."""

    pattern: str
    message: str
    fix: str


TROUBLES = (
    Trouble(
        "No space left on device",
        "the disk is full",
        "free some space ({on_disk} MB are needed), then run the same command again",
    ),
    Trouble(
        "DO NOT MATCH THE HASHES",
        "a package that was downloaded is not the one that requirements.txt names",
        "run the same command again; if it stays so, do not go on but report it",
    ),
    Trouble(
        "CERTIFICATE_VERIFY_FAILED",
        "the package index shows a certificate that this machine does not trust",
        "set PIP_CERT to the file with your network's certificates, then run the same command again",
    ),
    Trouble(
        "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|[Tt]imed out|ProxyError|getaddrinfo"
        "|Connection (?:refused|reset|aborted|broken)|Network is unreachable|Temporary failure in name resolution",
        "no network: the package index cannot be reached",
        "check the connection (behind a proxy: set HTTPS_PROXY), then run the same command again",
    ),
    Trouble(
        r"No matching distribution found for (?P<what>\S+)",
        "the package index has no ready-made {what} for this Python and system",
        "{instead}",
    ),
)

FOR_THE_SITE = (
    "use a Python between 3.11 and 3.14 on Linux, macOS or Windows; if it is one, report it with the system's name"
)
FOR_MORE = (
    "what needs only the site works all the same, such as serve, build and check; everything works on Linux with glibc "
    "and on macOS 13 or newer with a Python between 3.11 and 3.14, and on Windows x64 with 3.12 to 3.14"
)


def create(environment: Path, pip: bool = False) -> None:
    """An empty virtual environment of the Python that runs us."""
    command = [sys.executable, "-m", "venv", *([] if pip else ["--without-pip"]), str(environment)]
    ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if ended.returncode:
        lines = (ended.stderr or ended.stdout).strip().splitlines() or [told("it gave no reason")]
        message = told("python3 -m venv {name} failed: {reason}", name=environment.name, reason=lines[-1])
        raise Refusal(message, told("is the disk full, or not yours?"))


class Installation:
    """Fetches packages and then unpacks them into an environment: only the second step changes it.

    Made with the packages and the groups that they are of. A `with` block removes at its end what was fetched.
    """

    def __init__(self, packages: Collection[Entry], groups: Collection[Group]) -> None:
        elsewhere = borrowed(system(), sys.version_info[:2])
        self._groups = groups
        self._plain = [entry for entry in packages if entry.name not in elsewhere]
        self._borrowed = [(entry, elsewhere[entry.name]) for entry in packages if entry.name in elsewhere]

    def __enter__(self) -> Installation:
        self._folder = tempfile.TemporaryDirectory(prefix="kb-pip-")
        self._scratch = Path(self._folder.name)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def fetch(self, report: Path) -> None:
        """Fetches all files and compares each with the lock's hashes. Needs the network, and changes no environment."""
        create(self._scratch / "pip", pip=True)
        self._report = report
        report.parent.mkdir(parents=True, exist_ok=True)
        report.unlink(missing_ok=True)
        download = ("download", "--no-deps", "--retries=3", "--dest", self._files)
        for entry, place in self._borrowed:
            self._pip(self._scratch / "pip", [*download, *place], [entry])
        self._pip(self._scratch / "pip", download, self._plain, tell_progress)

    def unpack(self, environment: Path) -> None:
        """Unpacks into `environment` what was fetched. An interruption leaves it half made."""
        say(told("  unpacking them"))
        local = ("install", "--no-index", "--find-links", self._files)
        for entry, place in self._borrowed:
            beside = ("--no-deps", "--target", str(packages_of(environment)))
            self._pip(environment, [*local, *beside, *place], [entry])
        self._pip(environment, local, [*self._plain, *(entry for entry, _ in self._borrowed)])

    @property
    def _files(self) -> str:
        return str(self._scratch / "files")

    def _pip(
        self, environment: Path, arguments: Sequence[str], packages: Sequence[Entry], tell: Tell = lambda *_: None
    ) -> None:
        wanted = self._scratch / "wanted.txt"
        wanted.write_text(requirements(packages), encoding="utf-8")
        lines: list[str] = []
        process = subprocess.Popen(
            [str(python_of(environment)), "-m", "pip", *arguments, *QUIETLY, "-r", str(wanted)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={**surroundings(), "PYTHONPATH": str(packages_of(self._scratch / "pip"))},
        )
        with self._report.open("a", encoding="utf-8") as log, not_outliving(process) as pip:
            for line in pip.stdout or ():
                log.write(line)
                lines.append(line)
                tell(lines, len(packages))
        if pip.returncode:
            raise explain(lines, self._report, self._groups)


def packages_of(environment: Path) -> Path:
    """The folder of a virtual environment in which its packages lie."""
    base = {"base": str(environment), "platbase": str(environment)}
    return Path(sysconfig.get_path("purelib", "venv", base))


def tell_progress(lines: Sequence[str], total: int) -> None:
    """A line for every tenth package."""
    if lines[-1].startswith(PACKAGE):
        count = sum(line.startswith(PACKAGE) for line in lines)
        if count % PROGRESS_STEP == 1:
            say(told("  fetching packages: {count} of about {total}", count=count, total=total))
    elif "Retrying (" in lines[-1] and not any("Retrying (" in line for line in lines[:-1]):
        say(told("  the package index does not answer: trying again"))


def explain(lines: Sequence[str], report: Path, groups: Collection[Group]) -> Refusal:
    """Pip's long complaint as one line with the fix."""
    text = "".join(lines)
    figures = {
        "on_disk": sum(ON_DISK[group] for group in groups),
        "instead": told(FOR_THE_SITE if "site" in groups else FOR_MORE),
    }
    for trouble in TROUBLES:
        if found := re.search(trouble.pattern, text):
            return Refusal(told(trouble.message, **found.groupdict()), told(trouble.fix, **figures))
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    reason = errors[-1] if errors else told("it gave no reason")
    message = told("pip could not install the packages: {reason}", reason=reason)
    return Refusal(message, told("all that it said: {file}", file=os.path.relpath(report)))


# Packages that have no ready-made file for a system, and do without what would be compiled


def system() -> str:
    """This system as `borrowed` names it: `glibc-x86_64`, `musl-aarch64`, `win-arm64`, `macosx-11.0-arm64`."""
    name = sysconfig.get_platform()
    libc = "musl" if "musl" in str(sysconfig.get_config_var("HOST_GNU_TYPE")) else "glibc"
    return name.replace("linux", libc) if name.startswith("linux") else name


def borrowed(system: str, python: tuple[int, int]) -> Mapping[str, tuple[str, ...]]:
    """Packages whose file for another system or Python is taken → how pip is told to. What is compiled in it, if
    anything, is not loaded here, and the package does without.
    """
    if system.startswith("musl-"):
        return {"watchdog": ("--platform", f"manylinux2014_{system.removeprefix('musl-')}")}
    if system == "win-arm64" and python == (3, 11):
        return {"pyyaml": ("--platform", "win_arm64", "--python-version", "3.12")}
    return {}
