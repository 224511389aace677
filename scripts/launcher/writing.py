"""Files that belong together are written together: all of them, or none.

First each is written beside its place, then all take their places. What is cut off in between (a kill, a disk that
fails) is finished by the next kb.py, from a journal that stands as long as the writing lasts.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from .alone import alone, begin_again, is_saved_by_another
from .console import Refusal, say
from .ending import WRITTEN, undisturbed
from .languages import told
from .places import CALL

JOURNAL: Final = ".cache/unfinished.json"
"""Which files are being written, with digests of what each held before and is to hold: lies in the repository."""

CONTENT: Final = re.compile(
    r"(docs/(data|en|ru)|tests/real)(/[\w-][\w.-]*)*/[\w-][\w.-]*\.(md|txt|yml)|docs/data/inbox/\w[\w .()-]*\.yml"
)
"""What is noted in the journal: records, pages, the lists of queries that name them, and what waits in the inbox, as a
browser names a second download. Other files are made anew by the command that makes them.
"""

NAMED: Final = 3
"""Files that are named where there are many."""


class Step(NamedTuple):
    """A file that is written or removed; digests, each empty where there is no such file."""

    file: str
    before: str
    after: str

    def place(self, root: Path) -> Path:
        return root / self.file

    def beside(self, root: Path) -> Path:
        """Where its new text waits."""
        return self.place(root).with_name(f".{self.place(root).name}.unfinished")


def write_all(root: Path, texts: Mapping[str, str | None]) -> None:
    """Writes the texts of files below `root`, in UTF-8; one without a text is removed. A file that is there keeps its
    mark and its ends of lines, so that no other line of it changes; a new one has `\\n`.

    Where one cannot be written none is, and the OSError names it. Where a disk fails when some have taken their places
    already, a Refusal says so, and the next kb.py writes the rest.
    """
    new = {file: None if text is None else _as_it_ends(root / file, text).encode() for file, text in texts.items()}
    if not _steps(root, new):
        return
    with alone():
        steps = _steps(root, new)
        _require_here(root, steps)
        _require_as_read(root, steps)
        try:
            if noted := [step for step in steps if _is_content(root, step)]:
                _note(root, noted)
            for step in steps:
                content = new[step.file]
                if content is not None:
                    _put(step.beside(root), content, step.place(root))
            _take_places(root, steps)
        finally:
            done = [_is_done(root, step) for step in steps]
            if not any(done):
                with contextlib.suppress(OSError):  # What kept it from being written is told, and of the file itself.
                    _put_away(root, steps)
            elif all(done):
                WRITTEN.append(_named(steps))
                begin_again()


def _require_here(root: Path, steps: list[Step]) -> None:
    """Refusal where a folder on the way is a link: it can come with a branch of somebody else, and lead anywhere."""
    for step in steps:
        if not _lies_here(root, step):
            raise Refusal(f"{step.file} would be written through a link", "put the folder itself in the link's place")


def _require_as_read(root: Path, steps: list[Step]) -> None:
    """Refusal where somebody has saved one of the files while the command was at work: it would be lost."""
    for step in steps:
        if is_saved_by_another(step.place(root)):
            why = told("{file} was changed meanwhile, so nothing was written", file=step.file)
            raise Refusal(why, told("run the same command again"))


def _steps(root: Path, new: Mapping[str, bytes | None]) -> list[Step]:
    """The files that are to change, each with what it holds at this moment."""
    steps = [Step(file, _digest(root / file), _digest_of(content)) for file, content in new.items()]
    return [step for step in steps if step.before != step.after]


def finish(root: Path) -> None:
    """Finishes what an earlier kb.py was kept from writing, and says so in one line; what had not come so far that all
    of it was there is put away. Refusal where somebody has changed one of its files since, and where what is kept
    for the next time is not kept here (a branch of somebody else can bring a link to any folder).
    """
    if (kept := (root / JOURNAL).parent).is_symlink():
        raise Refusal(f"{kept.name} is a link to another place", "delete it: kb.py makes a folder of its own")
    if not (root / JOURNAL).is_file():
        return
    with alone():  # It may be under way: then it is finished by the time that we are alone.
        if not (steps := _noted(root)):
            return
        if all(_is_ready(root, step) for step in steps):
            _take_places(root, steps)
            say(f"finished an earlier command that was cut off, which need not run again: {_named(steps)}")
        elif any(_digest(step.place(root)) != step.before for step in steps):
            file = next(step.file for step in steps if not _is_ready(root, step))
            fix = f"see `git diff`, set its files right ({_named(steps)}), then delete {JOURNAL}"
            raise Refusal(f"an earlier command was cut off, and {file} was changed since", fix)
        else:
            _put_away(root, steps)
            say(f"an earlier command was cut off before it changed anything; run it again ({_named(steps)})")


def _take_places(root: Path, steps: list[Step]) -> None:
    """All that is not in its place yet takes it; Refusal where that ends in the middle."""
    with undisturbed():  # A signal in between would leave some of them old and some new.
        for done, step in enumerate(steps):
            try:
                _take_place(root, step)
            except OSError as error:
                if not done:
                    raise OSError(error.errno, error.strerror, str(step.place(root))) from None
                why = f"{error.strerror}: {step.file}; {done} of {len(steps)} files are written"
                others = f"`{CALL} check` writes the others first" if (root / JOURNAL).is_file() else "run it again"
                raise Refusal(why, f"fix this; then {others}") from None
        _put_away(root, steps)


def _take_place(root: Path, step: Step) -> None:
    if not step.after:
        step.place(root).unlink(missing_ok=True)
    elif not _is_done(root, step):
        step.beside(root).replace(step.place(root))


def _is_done(root: Path, step: Step) -> bool:
    return _digest(step.place(root)) == step.after


def _is_ready(root: Path, step: Step) -> bool:
    """Whether it is done, or can be without a loss: its place is as it was, and its text is all there."""
    if _is_done(root, step):
        return True
    return _digest(step.place(root)) == step.before and step.after in ("", _digest(step.beside(root)))


def _as_it_ends(path: Path, text: str) -> str:
    """A text with the mark and the ends of lines that its file has."""
    before = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    is_windows = 0 < before.count(b"\n") == before.count(b"\r\n")
    mark = "\ufeff" if before.startswith(b"\xef\xbb\xbf") else ""
    bare = text.removeprefix("\ufeff")
    return mark + (bare.replace("\n", "\r\n") if is_windows else bare)


def _put(beside: Path, content: bytes, path: Path) -> None:
    """Writes a file, onto the disk itself; what keeps it from that, such as a full disk, is said of the file whose
    place it takes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        beside.unlink(missing_ok=True)  # It may be a link that came with a branch of somebody else.
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None


def _note(root: Path, steps: list[Step]) -> None:
    journal = root / JOURNAL
    unfinished = journal.with_name(f".{journal.name}.unfinished")
    _put(unfinished, json.dumps(steps).encode(), journal)
    unfinished.replace(journal)


def _noted(root: Path) -> list[Step]:
    """What the journal says; nothing where it is gone meanwhile. It may have come with a branch of somebody else: then
    it could name any file, so that one with others than content is not read.
    """
    try:
        steps = [Step(*row) for row in json.loads((root / JOURNAL).read_text(encoding="utf-8"))]
        if all(_is_content(root, step) for step in steps):
            return steps
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, RecursionError):
        pass
    raise Refusal(f"{JOURNAL} cannot be read", "see `git diff` for a half written change, then delete it")


def _is_content(root: Path, step: Step) -> bool:
    """Whether a step is about a file of content, and really lies there: no folder on the way is a link."""
    return bool(CONTENT.fullmatch(step.file)) and _lies_here(root, step)


def _lies_here(root: Path, step: Step) -> bool:
    folder = step.place(root).parent
    return folder.resolve() == root.resolve() / folder.relative_to(root)


def _put_away(root: Path, steps: list[Step]) -> None:
    for step in steps:
        step.beside(root).unlink(missing_ok=True)
    (root / JOURNAL).unlink(missing_ok=True)


def _digest(path: Path) -> str:
    if path.is_symlink():  # What it leads to is not ours, neither to read nor to put in a place.
        return "a link"
    try:
        return _digest_of(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _digest_of(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _named(steps: list[Step]) -> str:
    more = f" and {len(steps) - NAMED} more" if steps[NAMED:] else ""
    return ", ".join(step.file for step in steps[:NAMED]) + more
