"""Makes Pagefind's index reproducible: the order of its filters, and of their values, differs from run to run.

Both come from maps of Rust, whose order is random, and a file is named by the hash of its content. So the lists are
sorted, and the files that hold them are named by their new content. All else is the same in every run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kbase.search.pagefind_files import FILTERS, bytes_of, change_main_files, read, renamed, write


def sort_filters(bundle: Path, entry: Path) -> None:
    """Sorts the filters of every language of the index in `bundle`; `entry` is the file that names the main ones."""

    def sort(fields: list[Any]) -> None:
        for named in fields[FILTERS]:
            named[1] = _sort_filter(bundle / "filter" / f"{named[1]}.pf_filter")
        fields[FILTERS].sort()

    change_main_files(bundle, entry, sort)


def _sort_filter(file: Path) -> str:
    """Sorts the values of one filter; gives the new name of its file."""
    name, values = read(file)
    content = bytes_of([name, sorted(values)])
    new_name = renamed(file.stem, content)
    file.unlink()
    write(file.with_name(f"{new_name}.pf_filter"), content)
    return new_name
