"""The files of Pagefind's index, read and written: CBOR of a few kinds behind a sign, compressed, named by content."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

SIGN: Final = b"pagefind_dcd"
"""What every file of the index begins with; CBOR follows."""

CHUNKS: Final = 2
"""The place of the chunks of the index in a language's main file: the first word, the last one and a file for each."""

FILTERS: Final = 3
"""The place of the filters: a name and a file for each."""

_NUMBER, _BELOW_ZERO, _TEXT, _LIST = 0, 1, 3, 4
_ONE_BYTE = 24


class Unknown(ValueError):
    """A file is not of the form that Pagefind 1.5 writes."""


def change_main_files(bundle: Path, entry: Path, change: Callable[[list[Any]], None]) -> None:
    """Lets `change` change the main file of every language of the index in `bundle`, which `entry` names."""
    listed = json.loads(entry.read_text(encoding="utf-8"))
    for language in listed["languages"].values():
        main = bundle / f"pagefind.{language['hash']}.pf_meta"
        fields = read(main)
        change(fields)
        content = bytes_of(fields)
        language["hash"] = renamed(language["hash"], content)
        main.unlink()
        write(bundle / f"pagefind.{language['hash']}.pf_meta", content)
    entry.write_text(json.dumps(listed, sort_keys=True), encoding="utf-8")


def renamed(name: str, content: bytes) -> str:
    """A name such as "en_aecb1b5" with the hash of another content."""
    language, _, digest = name.partition("_")
    return f"{language}_{hashlib.sha256(content).hexdigest()[: len(digest)]}"


def write(file: Path, content: bytes) -> None:
    """Writes a file of the index, compressed."""
    file.write_bytes(gzip.compress(content, mtime=0))


def read(file: Path) -> Any:
    """What a file of the index holds. Unknown is raised where Pagefind has changed its form."""
    content = gzip.decompress(file.read_bytes())
    fields, end = _decoded(content, len(SIGN))
    if not content.startswith(SIGN) or end != len(content) or bytes_of(fields) != content:
        raise Unknown(f"{file.name} is not of the form that Pagefind 1.5 writes")
    return fields


def bytes_of(fields: Any) -> bytes:
    """The content of a file of the index."""
    return SIGN + _encoded(fields)


def head_of_list(size: int) -> bytes:
    """What stands before the members of a list of this many."""
    return _head(_LIST, size)


def head_at(content: bytes, at: int) -> tuple[int, int, int]:
    """Of what stands at `at`: its kind, its size, and where its content begins."""
    kind, size = divmod(content[at], 32)
    at += 1
    if size >= _ONE_BYTE:
        length = 1 << (size - _ONE_BYTE)
        size, at = int.from_bytes(content[at : at + length], "big"), at + length
    return kind, size, at


def list_at(content: bytes, at: int) -> tuple[int, int]:
    """The size of the list that stands at `at`, and where its first member begins."""
    kind, size, at = head_at(content, at)
    if kind != _LIST:
        raise Unknown(f"Pagefind has written CBOR of kind {kind} where 1.5 writes a list")
    return size, at


def text_at(content: bytes, at: int) -> str:
    """The text that stands at `at`."""
    kind, size, at = head_at(content, at)
    if kind != _TEXT:
        raise Unknown(f"Pagefind has written CBOR of kind {kind} where 1.5 writes a text")
    return content[at : at + size].decode()


def end_of(content: bytes, at: int) -> int:
    """Where what stands at `at` ends. Nothing of it is made: an index holds millions of numbers."""
    left = 1
    while left:
        head = content[at]
        kind, size = head >> 5, head & 31
        at += 1
        if size >= _ONE_BYTE:
            length = 1 << (size - _ONE_BYTE)
            size, at = int.from_bytes(content[at : at + length], "big"), at + length
        if kind == _LIST:
            left += size
        elif kind == _TEXT:
            at += size
        elif kind > _BELOW_ZERO:
            raise Unknown(f"Pagefind has written CBOR of a kind that it does not use in 1.5: {kind}")
        left -= 1
    return at


def _decoded(content: bytes, at: int) -> tuple[Any, int]:
    """What stands at `at`, and where it ends: of CBOR the numbers, texts and lists that Pagefind uses."""
    kind, size, at = head_at(content, at)
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
