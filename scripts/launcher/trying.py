"""Changes are tried on a copy of the base first, so that a command changes all that it must, or nothing."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .console import Refusal

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.core.problems import Problem


def tried(root: Path, copy: Path, texts: Mapping[str, str | None]) -> tuple[KnowledgeBase, list[Problem]]:
    """The base in `copy`, an empty folder, that is the one in `root` with these files, and what cannot be read of it. A
    file without a text is there no more.
    """
    from kbase.core.base import read_base

    copied(root, copy)
    write_into(copy, texts)
    return read_base(copy)


def write_into(copy: Path, texts: Mapping[str, str | None]) -> None:
    """Writes files of a copy, or removes those without a text; Refusal where there is no room."""
    with _room_in(copy):
        for file, text in texts.items():
            if text is None:
                (copy / file).unlink()
            else:
                (copy / file).parent.mkdir(parents=True, exist_ok=True)
                (copy / file).write_text(text, encoding="utf-8", newline="\n")


def copied(root: Path, copy: Path) -> None:
    """Copies all content of `root` into `copy`, an empty folder; Refusal where there is no room."""
    with _room_in(copy):
        shutil.copytree(root / "docs", copy / "docs")


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""What a place says where nothing more can be written."""


@contextlib.contextmanager
def _room_in(copy: Path) -> Iterator[None]:
    """A Refusal where something cannot be written there. What shutil could not copy it names as a list of all."""
    try:
        yield
    except OSError as error:
        said = str(error.args[0][0][-1]) if isinstance(error, shutil.Error) else str(error)
        number, _, why = said.removeprefix("[Errno ").partition("] ")
        why = why.partition(": ")[0] or said
        is_full = number in map(str, _FULL)
        fix = "make room there, or set TMPDIR to a folder with room" if is_full else "put that right, then run it again"
        raise Refusal(f"the change cannot be tried in {copy.parent}: {why}; nothing was changed", fix) from None


def new_errors(
    before: KnowledgeBase,
    after: KnowledgeBase,
    root: Path,
    copy: Path,
    found: list[Problem],
    may_wait: Collection[str] = (),
) -> list[Problem]:
    """The errors of the base in `copy` that the one in `root` has not; `found` are those met while reading it.
    Codes that `may_wait` are passed over.
    """
    from kbase.core.check import check_base
    from kbase.core.problems import Severity

    errors = [
        problem
        for problem in check_base(after, copy, found)
        if problem.severity is Severity.ERROR and problem.code not in may_wait
    ]
    known = {(problem.code, problem.message) for problem in check_base(before, root, [])} if errors else set()
    return [problem for problem in errors if (problem.code, problem.message) not in known]
