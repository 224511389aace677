"""What keeps a file of references from being read: of its entries one line each, with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from kbase.core.messages import EMPTY, Message, say
from kbase.core.problems import cut

Given = TypeVar("Given")
Made = TypeVar("Made")

EXPORT_AGAIN: Final = say("export it as CSL-JSON, BibTeX or RIS")

NOT_WRITTEN: Final = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML cannot hold as it is: control characters, halves of pairs and noncharacters."""


class Odd(Exception):
    """What is wrong with a part of an entry, and how to fix it: two messages."""

    def __init__(self, message: Message, fix: Message) -> None:
        super().__init__(message, fix)
        self.message, self.fix = message, fix


@dataclass(frozen=True)
class Fault:
    """What is wrong with an entry, which is named by its place in the file and by its key, and how to fix it. What is
    wrong with the whole file has no `entry`.
    """

    message: Message
    fix: Message
    entry: Message = EMPTY

    def told(self, file: str) -> Message:
        """One line for whoever has given the file."""
        parts = (self.message, self.fix)
        if self.entry:
            message, fix = parts
            return say("{file}: {entry}: {message} — {fix}", file=file, entry=self.entry, message=message, fix=fix)
        return say("{file} cannot be read: {message} — {fix}", file=file, message=self.message, fix=self.fix)


class Unreadable(Exception):
    """Why a file cannot be read as references: its `faults`, of each entry one at most."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(str(fault.message) for fault in faults))
        self.faults = faults


def unreadable(message: Message, fix: Message = EXPORT_AGAIN) -> Unreadable:
    """What is wrong with the whole file."""
    return Unreadable(Fault(message, fix))


def made_of_each(entries: Iterable[Given], make: Callable[[Given], Made], key_of: Callable[[Given], str]) -> list[Made]:
    """What `make` makes of each entry; raises Unreadable with all those of which it makes nothing."""
    made: list[Made] = []
    faults: list[Fault] = []
    for number, entry in enumerate(entries, start=1):
        try:
            made.append(make(entry))
        except Odd as odd:
            faults.append(Fault(odd.message, odd.fix, named(number, key_of(entry))))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError):
            faults.append(Fault(say("it has another form"), EXPORT_AGAIN, named(number, key_of(entry))))
    if faults:
        raise Unreadable(*faults)
    return made


def named(number: int, key: str) -> Message:
    """An entry as people find it: counted from the first, with its key where it has one."""
    return say("entry {number} ('{key}')", number=number, key=cut(key)) if key else say("entry {number}", number=number)


def require_writable(texts: Iterable[tuple[str, str]]) -> None:
    """Raises Odd for the first of the texts, each given with the name of its field, that no file here can hold."""
    for field, text in texts:
        if found := NOT_WRITTEN.search(text):
            message = say("{field} holds U+{number:04X}, which cannot be written", field=field, number=ord(found[0]))
            raise Odd(message, say("delete it there and type the text again"))


def closing() -> tuple[Message, Message]:
    """What to say when all faults are named: two messages."""
    return say("nothing was imported"), say("fix what is named, or take those entries out, then import again")
