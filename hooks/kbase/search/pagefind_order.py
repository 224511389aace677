"""Makes Pagefind's index reproducible: the order of its filters, and of their values, differs from run to run.

Both come from maps of Rust, whose order is random, and a file is named by the hash of its content. So the lists are
sorted, and the files that hold them are named by their new content. All else is the same in every run.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any, Final

SIGN: Final = b"pagefind_dcd"
"""What every file of the index begins with; CBOR follows."""

FILTERS: Final = 3
"""The place of the filters in a language's main file: a name and a file for each."""

_NUMBER, _TEXT, _LIST = 0, 3, 4
_ONE_BYTE = 24


class Unknown(ValueError):
    """A file is not of the form that Pagefind 1.5 writes."""


def sort_filters(bundle: Path, entry: Path) -> None:
    """Sorts the filters of every language of the index in `bundle`; `entry` is the file that names the main ones."""
    listed = json.loads(entry.read_text(encoding="utf-8"))
    for language in listed["languages"].values():
        main = bundle / f"pagefind.{language['hash']}.pf_meta"
        fields = _read(main)
        for named in fields[FILTERS]:
            named[1] = _sort_filter(bundle / "filter" / f"{named[1]}.pf_filter")
        fields[FILTERS].sort()
        content = _bytes_of(fields)
        language["hash"] = _renamed(language["hash"], content)
        main.unlink()
        _write(bundle / f"pagefind.{language['hash']}.pf_meta", content)
    entry.write_text(json.dumps(listed, sort_keys=True), encoding="utf-8")


def _sort_filter(file: Path) -> str:
    """Sorts the values of one filter; gives the new name of its file."""
    name, values = _read(file)
    content = _bytes_of([name, sorted(values)])
    new_name = _renamed(file.stem, content)
    file.unlink()
    _write(file.with_name(f"{new_name}.pf_filter"), content)
    return new_name


def _renamed(name: str, content: bytes) -> str:
    """A name such as "en_aecb1b5" with the hash of another content."""
    language, _, digest = name.partition("_")
    return f"{language}_{hashlib.sha256(content).hexdigest()[: len(digest)]}"


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(gzip.compress(content, mtime=0))


def _read(file: Path) -> Any:
    content = gzip.decompress(file.read_bytes())
    fields, end = _decoded(content, len(SIGN))
    if not content.startswith(SIGN) or end != len(content) or _bytes_of(fields) != content:
        raise Unknown(f"{file.name} is not of the form that Pagefind 1.5 writes")
    return fields


def _bytes_of(fields: Any) -> bytes:
    return SIGN + _encoded(fields)


def _decoded(content: bytes, at: int) -> tuple[Any, int]:
    """What stands at `at`, and where it ends: of CBOR the numbers, texts and lists that Pagefind uses."""
    kind, size = divmod(content[at], 32)
    at += 1
    if size >= _ONE_BYTE:
        length = 1 << (size - _ONE_BYTE)
        size, at = int.from_bytes(content[at : at + length], "big"), at + length
    if kind == _NUMBER:
        return size, at
    if kind == _TEXT:
        return content[at : at + size].decode(), at + size
    if kind != _LIST:
        raise Unknown(f"Pagefind has written CBOR of a kind that it does not use in 1.5: {kind}")
    found = []
    for _ in range(size):
        item, at = _decoded(content, at)
        found.append(item)
    return found, at


def _encoded(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        return _head(_TEXT, len(value.encode())) + value.encode()
    return _head(_LIST, len(value)) + b"".join(map(_encoded, value))


def _head(kind: int, size: int) -> bytes:
    if size < _ONE_BYTE:
        return bytes([kind * 32 + size])
    power = next(n for n in range(4) if size < 1 << (8 << n))
    return bytes([kind * 32 + _ONE_BYTE + power]) + size.to_bytes(1 << power, "big")
