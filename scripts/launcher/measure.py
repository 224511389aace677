"""Time and memory of a command."""

from __future__ import annotations

import sys
import time


def spent(started: float, children: bool = False, language: str = "en") -> str:
    """`1.84 s, 96 MiB at most`: the time since `started` (time.monotonic) and the peak memory, in a language.

    The memory is that of this process, or of its largest ended child. Windows does not tell it.
    """
    seconds = f"{time.monotonic() - started:.2f} s"
    memory = _peak_mebibytes(children)
    if language == "ru":
        seconds = seconds.replace(".", ",").replace("s", "с")
        return seconds if memory is None else f"{seconds}, не больше {memory} МиБ памяти"
    return seconds if memory is None else f"{seconds}, {memory} MiB at most"


def _peak_mebibytes(children: bool) -> int | None:
    try:
        import resource
    except ImportError:
        return None
    usage = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF)
    unit = 1 if sys.platform == "darwin" else 1024
    return round(usage.ru_maxrss * unit / 2**20)
