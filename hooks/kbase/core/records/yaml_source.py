"""YAML as the base reads it: every scalar a string, every node with its line, no duplicate key, no alias, no tag.

`2025` stays the text "2025", `no` stays "no" (Norway's code), and a date stays as it was typed. Only the parser of
libyaml is used, never a constructor, so no tag of any kind can make an object; and its events are taken one by one, so
that the depth of what a file nests is bounded before it is read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import yaml

from kbase.core.messages import Message, say
from kbase.core.problems import Place, Problem

Path = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = frozenset({"", "~", "null"})

_SEEN_LATE: Final = frozenset({"could not find expected ':'", "found unexpected end of stream"})
"""What libyaml sees long after the line that is wrong: one without its colon, or in which a quotation mark opens."""

_UNKNOWN_ESCAPE: Final = say("found unknown escape character")
_HALF_ESCAPE: Final = say("did not find expected hexdecimal number")
_NO_SIGN: Final = say("found invalid Unicode character escape code")

_OF_LIBYAML: Final[dict[str, Message]] = {
    str(message): message
    for message in (
        say("mapping values are not allowed in this context"),
        say("did not find expected key"),
        say("could not find expected ':'"),
        say("did not find expected '-' indicator"),
        say("found character that cannot start any token"),
        say("found unexpected end of stream"),
        say("did not find expected ',' or ']'"),
        say("did not find expected ',' or '}}'"),
        say("found undefined tag handle"),
        _UNKNOWN_ESCAPE,
        _HALF_ESCAPE,
        _NO_SIGN,
        say("found a tab character that violates indentation"),
        say("did not find expected node content"),
        say("block sequence entries are not allowed in this context"),
    )
}
"""What libyaml says most often. What it says beside this is printed as it is."""

NO_TEXT: Final = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may stand in no file of YAML (YAML 1.1, 5.1): libyaml refuses it without a line."""

_INDENTATION: Final = say(
    "mind the indentation (two spaces, no tabs) and the space after `:`; a text with `: ` in it, or with a "
    "sign such as \" [ {{ * & @ % before its first word, stands between single quotes: '…'"
)

_OF_YAML: Final = "tag:yaml.org,2002:"
"""What the parser makes of `!!`."""
_OF_PYTHON: Final = f"{_OF_YAML}python/"
"""How a tag begins at which a program that reads YAML without care makes an object, or calls what it names."""

DEEPEST = 40
"""How many levels a file may nest; records need eight."""

_ESCAPE_FIX: Final = say(
    "`\\` begins the number of a sign between double quotes: put the text between single quotes, '…', and type the sign"
)
_AFTER_THE_END: Final = "did not find expected <document start>"
"""What libyaml says of whatever follows a complete value."""

_SECOND: Final = say("a second document begins here")
_TOO_DEEP: Final = say("it nests more than {deepest} levels", deepest=DEEPEST)
_DIRECTIVE: Final = say("a line that begins with % is an instruction to YAML")
_END: Final = say("the line `...` ends the document")
_FIXES: Final[Mapping[str, Message]] = {
    _DIRECTIVE: say("delete the line: no file here needs one"),
    _END: say("delete that line"),
    _SECOND: say("delete the line `---`; what is a record of its own stands in a file of its own, or in a list"),
    _TOO_DEEP: say("nest less: records need eight levels"),
    **dict.fromkeys((_UNKNOWN_ESCAPE, _HALF_ESCAPE, _NO_SIGN), _ESCAPE_FIX),
    _AFTER_THE_END: say("a file is one list, or lines `field: value`, from its first line to its last"),
}
"""What is wrong → what to do about it, where it is not the usual."""


@dataclass(frozen=True)
class Parsed:
    """The plain data of one YAML file, with its text; if that was read for it, the line of every node, too."""

    file: str
    data: Any
    text: str = field(default="", repr=False)
    read: Mapping[Path, int] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """The line of every node. What was kept as data is read for it when somebody asks for a place."""
        if self.read is not None:
            return self.read
        reader = _Reader(self.text, self.file)
        reader.document()
        return reader.lines

    @cached_property
    def digest(self) -> str:
        """A digest of the text."""
        return digest_of(self.text)

    def place(self, path: Path = ()) -> Place:
        """The place of the node at `path`, or of its nearest ancestor that exists."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return Place(self.file, self.lines[path[:length]])
        return Place(self.file, 1)


def parse(text: str, file: str, are_settings: bool = False) -> tuple[Parsed | None, list[Problem]]:
    """The data of `text` with its lines, or None and the problems that keep it from being read. What `are_settings` of
    another program may have tags, which are passed over, and comments after a single space.
    """
    reader = _Reader(text, file, are_settings)
    try:
        data = reader.document()
    except yaml.YAMLError as error:
        return None, [*reader.problems, reader.syntax_problem(error)]
    if reader.problems:
        return None, reader.problems
    return Parsed(file, data, text, reader.lines), []


def digest_of(text: str) -> str:
    """What a text of YAML is known by."""
    return hashlib.sha256(text.encode()).hexdigest()


class _Reader:
    """Takes the events of the parser once; collects data, lines and problems."""

    def __init__(self, text: str, file: str, are_settings: bool = False) -> None:
        self.file = file
        self._are_settings = are_settings
        self.rows = text.splitlines()
        self.last_line = len(self.rows) or 1
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._text = text
        self._named: list[Any] = []
        self._next: Callable[[], Any]

    def document(self) -> Any:
        """The data of the one document in the file; raises YAMLError where it is not YAML, too deep, or not one."""
        data = None
        documents = 0
        loader = _Loader(self._text)
        self._next = loader.get_event
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _refusal(_SECOND, event)
                if (event.version or event.tags) and not self._are_settings:
                    raise _refusal(_DIRECTIVE, event)
            elif isinstance(event, yaml.NodeEvent):
                data = self._read(event, ())
        for event in self._named if not self.problems else ():
            self._refuse_mark(event, f"&{event.anchor}")
        return data

    def _read(self, event: Any, path: Path) -> Any:
        if path not in self.lines:
            self.lines[path] = self._line(event.start_mark)
        self._no_mark(event)
        if isinstance(event, yaml.ScalarEvent):
            if not event.style:
                self._nothing_lost(event)
            is_null = not event.style and event.value in _NULLS
            return None if is_null else event.value
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event, "yaml-alias", say("an alias (*name) repeats another part of the file"), say("write the text out")
            )
            return None
        if len(path) >= DEEPEST:
            raise _refusal(_TOO_DEEP, event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._members(path)
        return self._pairs(path)

    def _no_mark(self, event: Any) -> None:
        """A tag or an anchor before a value is no part of it, so it would be lost. An anchor that something repeats is
        named there.
        """
        tag = getattr(event, "tag", None) or ""
        if self._are_settings:
            self._refuse_code(event, tag)
        elif tag:
            self._refuse_mark(event, tag.replace(_OF_YAML, "!!", 1))
        elif getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
            self._named.append(event)

    def _refuse_code(self, event: Any, tag: str) -> None:
        """Another program's settings have tags; MkDocs runs what one of Python names before it looks at anything."""
        if tag.startswith(_OF_PYTHON):
            mark = tag.replace(_OF_YAML, "!!", 1)
            message = say("'{mark}' would run code as soon as the file is read", mark=mark)
            self._refuse(event, "yaml-tag", message, say("delete it: no setting here needs one"))

    def _refuse_mark(self, event: Any, mark: str) -> None:
        message = say("the mark '{mark}' stands before a value", mark=mark)
        fix = say("write the value alone; a text that begins with ! or & stands between single quotes: '…'")
        self._refuse(event, "yaml-tag", message, fix)

    def _nothing_lost(self, event: Any) -> None:
        """A text without quotes ends at ` #`: what follows is lost. An intended comment has two spaces before it."""
        line, column = event.end_mark.line, event.end_mark.column
        rest = self.rows[line][column:] if line < len(self.rows) else ""
        if event.value and rest.startswith(" #") and not self._are_settings:
            message = say("what stands after `#` is lost as a comment: {rest}", rest=rest.strip()[:30])
            fix = say("put all of the text between single quotes: '…'; before a comment write two spaces")
            self._refuse(event, "yaml-comment", message, fix)

    def _members(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            found.append(self._read(event, (*path, len(found))))
        return found

    def _pairs(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        again: list[tuple[Any, str]] = []
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, path)
            inside = (*path, key)
            if key in found:
                again.append((event, key))
            else:
                self.lines[inside] = self._line(event.start_mark)
            found[key] = self._read(self._next(), inside)
        self._refuse_again(again, path)
        return found

    def _refuse_again(self, again: list[tuple[Any, str]], path: Path) -> None:
        """Keys that stand in a group for the second time: of several, the line that parted two groups is gone."""
        if not again:
            return
        event, key = again[0]
        line, number = self.lines[(*path, key)], len(again)
        if number == 1:
            message = say("the key '{key}' stands twice, first in line {first_line}", key=key, first_line=line)
            fix = say("keep one of the two")
        else:
            message = say(
                "{number} keys stand twice, '{key}' first in line {first_line}", number=number, key=key, first_line=line
            )
            fix = say("put the line back that begins the second group, such as `- id: …`, or keep one of each two")
        self._refuse(event, "yaml-duplicate-key", message, fix)

    def _key(self, event: Any, path: Path) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._no_mark(event)
            return str(event.value)
        self._read(event, (*path, "?"))
        self._refuse(event, "yaml-key", say("a key must be a plain word"), say("write `key: value`"))
        return f"? line {event.start_mark.line}"

    def _refuse(self, event: Any, code: str, message: Message, fix: Message) -> None:
        problem = Problem(Place(self.file, self._line(event.start_mark)), code, message, fix)
        if problem not in self.problems[-1:]:  # Many in one line are said once.
            self.problems.append(problem)

    def syntax_problem(self, error: yaml.YAMLError) -> Problem:
        """What keeps the parser from going on, as a problem."""
        if isinstance(error, yaml.reader.ReaderError) and (odd := NO_TEXT.search(self._text)):
            place = Place(self.file, self._text.count("\n", 0, odd.start()) + 1)
            message = say("a hidden character U+{number:04X} stands in the text", number=ord(odd[0]))
            return Problem(place, "yaml-syntax", message, say("delete it and type the text again"))
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        if said in _SEEN_LATE:
            mark = getattr(error, "context_mark", None) or mark
        line = self._line(mark) if mark else 1
        said, line = self._of_no_value(said, line)
        message = say("this is not valid YAML: {what}", what=_OF_LIBYAML.get(said, said))
        return Problem(Place(self.file, line), "yaml-syntax", message, _FIXES.get(said, _INDENTATION))

    def _of_no_value(self, said: str, line: int) -> tuple[str, int]:
        """What the parser has said and of which line, in other words where a line that holds no value is the reason."""
        directive = next((n for n, row in enumerate(self.rows[:line], start=1) if row.startswith("%")), None)
        if directive and (said == _DIRECTIVE or directive == line):
            return _DIRECTIVE, directive
        end = next((n for n, row in enumerate(self.rows[:line], start=1) if row.split(" ")[0] == "..."), None)
        return (_END, end) if end and (said == _AFTER_THE_END or end == line) else (said, line)

    def _line(self, mark: Any) -> int:
        """The line of a mark. For YAML the end of a file is a line of its own; an editor has no such line."""
        line: int = mark.line + 1
        return line if line < self.last_line else self.last_line


def _refusal(what: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=what, problem_mark=event.start_mark)
