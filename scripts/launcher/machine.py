"""What the machine must have: venv, git with its history, a browser, a free port. A lack gets a line and a fix."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from glob import glob
from pathlib import Path
from typing import Literal, NamedTuple

from .console import Refusal, say
from .languages import told
from .places import CALL, ROOT

Language = Literal["en", "ru"]

HOST = "127.0.0.1"
PORTS_TRIED = 100

VENV_PACKAGES = ("python3-venv",)


class Browser(NamedTuple):
    """A browser of the tests: the variable that may name it, its programs, where else it stands, Debian's packages."""

    title: str
    variable: str
    names: tuple[str, ...]
    places: tuple[str, ...]
    packages: tuple[str, ...]


CHROMIUM = Browser(
    "Chromium",
    "CHROMIUM",
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "%ProgramFiles%\\Google\\Chrome\\Application\\chrome.exe",
        "%ProgramFiles(x86)%\\Google\\Chrome\\Application\\chrome.exe",
        "%LocalAppData%\\Google\\Chrome\\Application\\chrome.exe",
        "%LocalAppData%\\Chromium\\Application\\chrome.exe",
    ),
    # The font is for its Cyrillic letters.
    ("chromium", "fonts-dejavu-core"),
)
FIREFOX = Browser(
    "Firefox",
    "FIREFOX",
    ("firefox-esr", "firefox"),
    ("/Applications/Firefox.app/Contents/MacOS/firefox", "%ProgramFiles%\\Mozilla Firefox\\firefox.exe"),
    ("firefox-esr",),
)

KIWIX_PROGRAMS = ("kiwix-serve", "zimcheck")
KIWIX_PACKAGES = ("kiwix-tools", "zim-tools")

DICTIONARIES: dict[Language, tuple[str, str]] = {"en": ("en_GB", "hunspell-en-gb"), "ru": ("ru_RU", "hunspell-ru")}
"""Language → the name of its dictionary, and Debian's package with it."""

DICTIONARY_PLACES = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/share/myspell",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/usr/lib/libreoffice/share/extensions/dict-*",
    "/opt/libreoffice*/share/extensions/dict-*",
    "~/Library/Spelling",
    "/Library/Spelling",
    "/Applications/LibreOffice.app/Contents/Resources/extensions/dict-*",
    "%ProgramFiles%\\LibreOffice\\share\\extensions\\dict-*",
    "%ProgramFiles(x86)%\\LibreOffice\\share\\extensions\\dict-*",
)


def require_venv() -> None:
    """Python's venv with its pip, which Debian packs apart from Python itself."""
    if _has_venv():
        return
    install(VENV_PACKAGES, told("this Python has no venv and ensurepip, which make the environment"))
    importlib.invalidate_caches()
    if not _has_venv():
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Refusal(
            told(
                "python3-venv is not for the Python that runs this ({program}, {version})",
                program=sys.executable,
                version=version,
            ),
            told("use Debian's own: /usr/bin/python3 scripts/kb.py, or install python{version}-venv", version=version),
        )


def _has_venv() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _missing_venv() -> tuple[str, ...]:
    return () if _has_venv() else VENV_PACKAGES


def install(packages: Sequence[str], lack: str) -> None:
    """Installs Debian packages where we may; elsewhere stops and names the exact command."""
    if not (shutil.which("apt-get") and is_root()):
        raise Refusal(lack, _way_to(packages))
    say(told("{lack}: installing {packages} by apt-get", lack=lack, packages=" ".join(packages)))
    _refresh_package_lists()
    _apt_get("install", "-y", "--no-install-recommends", *packages)


def _way_to(packages: Sequence[str]) -> str:
    """What a person does who wants Debian's `packages`."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        return told("install it in your system's way (on Debian it is: {names})", names=names)
    sudo = "sudo " if shutil.which("sudo") and not is_root() else ""
    command = f"{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {names}"
    if sudo or is_root():
        return told("run this, then try again: {command}", command=command)
    return told("run this as root, then try again: {command}", command=command)


def is_root() -> bool:
    """Whether we may install packages; Windows has no such user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


@functools.cache
def _refresh_package_lists() -> None:
    _apt_get("update")


def _apt_get(*arguments: str) -> None:
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-q", *arguments]
    ended = subprocess.run(command, env=surroundings, capture_output=True, text=True, errors="replace", check=False)
    if ended.returncode:
        lines = [line for line in ended.stderr.splitlines() if line.startswith("E:")] or [told("it gave no reason")]
        reason = lines[0].removeprefix("E:").strip()
        message = told("apt-get {what} failed: {reason}", what=arguments[0], reason=reason)
        raise Refusal(message, told("check the network and /etc/apt, then run the same command again"))


def require_history(only_shown: bool = False) -> None:
    """Git and a repository, since every page shows the date of its last change; a cut history is only warned of. So is
    that there is no repository, where pages are `only_shown`.
    """
    if not shutil.which("git"):
        raise Refusal(told("git is not installed, and the pages' dates come from it"), git_fix())
    if problem := _git("rev-parse", "--git-dir")[1]:
        if "dubious ownership" in problem:
            command = f'git config --global --add safe.directory "{ROOT}"'
            message = told("git does not trust {folder}, because it belongs to another user", folder=ROOT)
            raise Refusal(message, told("run: {command}", command=command))
        if only_shown:
            return say(told("warning: this is not a git repository, so the pages have no dates of change"))
        message = told("{folder} is not a git repository, and the pages' dates come from git", folder=ROOT)
        raise Refusal(message, told("git clone it anew"))
    if _git("rev-parse", "--verify", "HEAD")[1]:
        say(told("warning: nothing is committed yet, so the pages have no dates of change — git add . && git commit"))
    elif _git("rev-parse", "--is-shallow-repository")[0] == "true":
        say(told("warning: the git history is cut short, so dates of change may be wrong — git fetch --unshallow"))


def git_fix() -> str:
    """What to do where there is no git."""
    if not shutil.which("apt-get"):
        return told("install git and run the same command again")
    sudo = "" if is_root() else "sudo "
    return told("run: {command}", command=f"{sudo}apt-get update && {sudo}apt-get install -y git")


def _git(*arguments: str) -> tuple[str, str]:
    """What git answers, and what it complains of (empty where it succeeds)."""
    surroundings = {**os.environ, "LC_ALL": "C"}
    ended = subprocess.run(
        ["git", *arguments], cwd=ROOT, env=surroundings, capture_output=True, text=True, errors="replace", check=False
    )
    return ended.stdout.strip(), (" ".join(ended.stderr.split()) or "failed") if ended.returncode else ""


def require_chromium() -> str:
    """The program of Chromium, or of a browser of its kind: what its variable names, else the first found, else what is
    installed, with all else that the tests lack.
    """
    if found := find_browser(CHROMIUM):
        return found
    install((*CHROMIUM.packages, *_missing_dictionaries(), *_missing_venv()), f"the tests need {CHROMIUM.title}")
    return _installed(CHROMIUM)


def offer_firefox() -> str | None:
    """Firefox, in which some tests are repeated; without it those are skipped."""
    if found := find_browser(FIREFOX):
        return found
    try:
        install(FIREFOX.packages, "Firefox is not here, so the tests in it are skipped")
        return _installed(FIREFOX)
    except Refusal as refusal:
        say(f"warning: {refusal}")
        return None


def _installed(browser: Browser) -> str:
    found = find_browser(browser)
    if not found:
        raise Refusal(f"{browser.title} is still not to be found", f"set {browser.variable} to its path")
    return found


def find_browser(browser: Browser) -> str | None:
    """The path of a browser that is on this machine; the one that its variable names, if it names one."""
    if named := os.environ.get(browser.variable):
        if found := shutil.which(named):
            return found
        raise Refusal(f"{browser.variable} is set to {named}, which is no program", "set it to the path of a browser")
    places = (os.path.expandvars(place) for place in browser.places)
    candidates = (*map(shutil.which, browser.names), *(place for place in places if Path(place).is_file()))
    return next(filter(None, candidates), None)


def offer_kiwix() -> None:
    """Debian's kiwix-serve and zimcheck, with which the tests open the ZIM files; without them those are skipped."""
    if all(map(shutil.which, KIWIX_PROGRAMS)):
        return
    lack = "kiwix-serve and zimcheck are not here, so the tests that open the ZIM files with them are skipped"
    try:
        install(KIWIX_PACKAGES, lack)
    except Refusal as refusal:
        say(f"warning: {refusal}")


def require_dictionaries() -> None:
    """Both languages' dictionaries, with which the tests check the spelling of the real base."""
    if missing := _missing_dictionaries():
        install((*missing, *_missing_venv()), "the tests need hunspell's dictionaries")
    if _missing_dictionaries():
        raise Refusal("hunspell's dictionaries are still not to be found", "set DICPATH to their folder")


def lack_of_dictionaries(found: Mapping[Language, Path]) -> str:
    """One line on what cannot be checked with the dictionaries `found`, with the way to get the others; else empty."""
    missing = [DICTIONARIES[language] for language in DICTIONARIES.keys() - found.keys()]
    if not missing:
        return ""
    names, packages = zip(*sorted(missing), strict=True)
    lack = f"hunspell's {' and '.join(names)} {'are' if names[1:] else 'is'} missing"
    return f"spelling is not checked, because {lack} — {_way_to(packages)}"


def _missing_dictionaries() -> tuple[str, ...]:
    found = find_dictionaries()
    return tuple(package for language, (_, package) in DICTIONARIES.items() if language not in found)


def find_dictionaries() -> dict[Language, Path]:
    """The dictionaries of this machine by language, without .aff and .dic: those in DICPATH, else the first found."""
    folders = [*_dictionary_folders()]
    found = {}
    for language, (name, _) in DICTIONARIES.items():
        candidates = (folder / name for folder in folders)
        whole = (path for path in candidates if Path(f"{path}.aff").is_file() and Path(f"{path}.dic").is_file())
        if path := next(whole, None):
            found[language] = path
    return found


def _dictionary_folders() -> Iterator[Path]:
    named = os.environ.get("DICPATH", "").split(os.pathsep)
    yield from (Path(folder) for folder in named if folder)
    for place in DICTIONARY_PLACES:
        yield from map(Path, sorted(glob(os.path.expandvars(os.path.expanduser(place)))))


def require_free_port(port: int) -> None:
    """Stops before anything is built if another program listens on `port`, and names the next free one."""
    if _is_free(port):
        return
    last = min(port + PORTS_TRIED, 65535)
    free = next((other for other in range(port + 1, last + 1) if _is_free(other)), None)
    fix = (
        told("stop that program, or take port {free}: {call} serve --port {free}", free=free, call=CALL) if free else ""
    )
    raise Refusal(told("port {port} is taken by another program (is the site already being served?)", port=port), fix)


def _is_free(port: int) -> bool:
    """Tried as the server does it: on Linux with address reuse, else a port just left would count as taken."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
