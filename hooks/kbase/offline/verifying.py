"""Verifies a package; one verifier per format, all with the same kind of answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kbase.offline import manifest, sums, zipping
from kbase.offline.manifest import Fields, Read


@dataclass(frozen=True)
class Verdict:
    """What is wrong with a package, a line each, and what it says of itself."""

    faults: tuple[str, ...]
    about: str = ""


def verify(package: Path, now: datetime | None = None) -> Verdict:
    """The verdict on a folder or file; its checksum is compared too where SHA256SUMS lies beside it."""
    if not package.exists():
        return Verdict((f"there is no {package}",))
    judged = _judge(package)(package, now or datetime.now(UTC))
    return Verdict((*_against_sums(package), *judged.faults), judged.about)


def _judge(package: Path) -> Callable[[Path, datetime], Verdict]:
    if package.is_dir():
        return _packages if (package / sums.NAME).is_file() else _copy
    return JUDGES.get(package.suffix, _only_sum)


def _packages(folder: Path, now: datetime) -> Verdict:
    """A folder of packages with their checksums: each of them is looked into."""
    faults: list[str] = []
    for name in sums.read(folder):
        faults += [f"{name}: {fault}" for fault in verify(folder / name, now).faults]
    return Verdict(tuple(faults), f"{len(sums.read(folder))} packages")


def _copy(folder: Path, now: datetime) -> Verdict:
    def give(path: str) -> bytes:
        return (folder / path).read_bytes()

    return _compared(manifest.read(give), manifest.files_in(folder), give, now)


def _zip(file: Path, now: datetime) -> Verdict:
    try:
        with zipping.opened(file) as (present, give, listed):
            return _compared(listed, present, give, now)
    except zipping.BrokenZip:
        return Verdict(("the zip file is cut short or is no zip file: get it again",))


def _compared(listed: Fields | None, present: Iterable[str], give: Read, now: datetime) -> Verdict:
    if listed is None:
        return Verdict((f"neither {manifest.LISTED} nor {manifest.SCRIPT} can be read: this is no complete copy",))
    faults = manifest.compare(listed, present, give)
    return Verdict(tuple(map(str, faults)), _about(listed, now))


def _about(listed: Fields, now: datetime) -> str:
    """The date, commit and age of a copy in a line."""
    made = datetime.fromisoformat(listed["date"])
    age = f"{(now - made).days} days old" if now >= made else "of a later day than this computer's clock shows"
    return f"{len(listed['files']) + 2} files, commit {listed['commit'] or 'unknown'}, {listed['date']}, {age}"


def _only_sum(file: Path, now: datetime) -> Verdict:
    """A file that holds nothing to check it by."""
    if file.name in sums.read(file.parent):
        return Verdict(())
    return Verdict((f"nothing to check it by: put {sums.NAME} beside it",))


def _against_sums(package: Path) -> list[str]:
    wanted = sums.read(package.parent).get(package.name) if package.is_file() else None
    if wanted is None or wanted == sums.sha256_of(package):
        return []
    return [f"its SHA-256 is not the one in {sums.NAME}"]


def _sqlite(file: Path, now: datetime) -> Verdict:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            said = [row[0] for row in database.execute("PRAGMA integrity_check")]
            meta = dict(database.execute("SELECT key, value FROM meta"))
    except sqlite3.Error as error:
        return Verdict((f"the database cannot be read ({error}): get it again",))
    made = f"commit {meta.get('commit') or 'unknown'}, {meta.get('generated_at')}"
    return Verdict(() if said == ["ok"] else tuple(said), made)


def _zim(file: Path, now: datetime) -> Verdict:
    from libzim.reader import Archive

    try:
        archive = Archive(file)
        whole = archive.check()
        made = archive.get_metadata("Date").decode()
    except RuntimeError as error:
        return Verdict((f"the ZIM file cannot be read ({' '.join(str(error).split())}): get it again",))
    return Verdict(() if whole else ("its own checksum does not fit: get it again",), f"of {made}")


JUDGES: dict[str, Callable[[Path, datetime], Verdict]] = {".zip": _zip, ".zim": _zim, ".sqlite": _sqlite}
"""Ending of a file's name → who judges it; other files have only their checksum."""
