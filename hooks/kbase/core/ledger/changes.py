"""What a comparison of two states of the base finds: changes in the order in which a reviewer reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kbase.core.messages import Message, say


class Part(StrEnum):
    """The parts of a comparison; the value is the heading under which a reader finds them; `heading` is it in either
    language.
    """

    heading: Message

    def __new__(cls, heading: Message) -> Part:
        part = str.__new__(cls, heading)
        part._value_ = str(heading)
        part.heading = heading
        return part

    GRADES = say("Grades")
    STAGES = say("Stages")
    STATEMENTS = say("Statements")
    SOURCES = say("Sources")
    PUBLISHERS = say("Publishers")
    RECORDS = say("Other records")
    PROSE = say("Pages of prose")
    LANGUAGES = say("Behind in the other language")
    ELSEWHERE = say("Where the old date or figure still stands")
    AGAIN = say("What to read again after a new step")


class What(StrEnum):
    """What became of a record, or of one field of it."""

    ADDED = "added"
    CHANGED = "changed"
    RETRACTED = "retracted"
    GONE = "gone"
    RENAMED = "renamed"
    STANDS = "stands"


@dataclass(frozen=True)
class Reason:
    """Why a grade is what it is: a key of the catalogue of reasons, and the ids that it names."""

    key: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One line of a comparison.

    `type` is the type of the record, as exports call it ("statement", "source", "actor", …; "page" for prose). `field`
    is empty where the record as a whole came, went, or has another name. `before` and `after` are what the field said,
    or, for a whole record, what it is in a few words; None where there was or is nothing. `note` adds what a reviewer
    wants to know beside it. `places` are lines of files ("docs/data/x.yml:3"), `pages` the paths of the pages that show
    it, and `feeds` the files that report it, each without the folder of its language.
    """

    part: Part
    type: str
    id: str
    what: What
    field: str = ""
    before: str | None = None
    after: str | None = None
    note: str = ""
    reason: Reason | None = None
    places: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """All changes between two states. Without `with_prose`, one of them had no prose to compare (a released file)."""

    changes: tuple[Change, ...]
    with_prose: bool = True

    def of(self, part: Part) -> tuple[Change, ...]:
        """The changes under one heading."""
        return tuple(change for change in self.changes if change.part is part)

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths of all pages that show something changed, in order."""
        return _in_order(path for change in self.changes for path in change.pages)

    @property
    def feeds(self) -> tuple[str, ...]:
        """The feeds and calendars that report a change; the one of the whole site first."""
        return _in_order(path for change in self.changes for path in change.feeds)


def _in_order(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(paths), key=lambda path: (path.count("/"), path) if "." in path else (0, path)))


# --- weight ---------------------------------------------------------------------------------------------------------
# A report is cut, so its order decides what is seen: who said what, when and how sure it is come before wording, and
# many small changes push no great one out.

OF_TEXTS: Final = say("of texts")

_KINDS: Final[tuple[tuple[Message, str], ...]] = (
    (say("of labels"), "label label_support"),
    (say("of grades"), "attested content"),
    (say("retracted"), ""),
    (say("gone"), ""),
    (say("renamed"), ""),
    (say("of speakers"), "by"),
    (say("of publishers"), "published_by issuer"),
    (say("of kinds"), "kind type retracted"),
    (say("of dates"), "said happened due date recorded issued"),
    (say("of owners"), "ownership controller ownership_source legal_status"),
    (say("of titles"), "title"),
    (say("of authors"), "author"),
    (say("of challenges"), "challenged_by"),
    (say("of outcomes"), "outcome outcome_statement"),
    (say("of stages"), "history parties names_ai text_read"),
    (say("of sources"), "sources supported_by copy_of"),
    (say("of statements, sources and links of pages"), ""),
    (say("of quotations"), "quote"),
    (say("of figures, names and negations"), ""),
    (OF_TEXTS, "text question result tried"),
    (say("of terms"), "definition renderings forbidden en ru"),
    (say("of roles and relations"), "roles relations whose act organisers participants countries"),
    (say("of notes"), "note summary place official_title title_translated title_descriptive"),
    (say("of subjects"), "about replaced_by statements former_ids"),
    (say("added"), ""),
    (say("of names and addresses"), "names URL archive_url hosted_at container-title number same_as text_url language"),
    (say("of revisions"), "revised"),
)
"""Kind of a change, as a report counts it → the fields that it is about, the heaviest kind first."""

OTHER: Final = say("others")
_KIND_OF: Final = {field: kind for kind, fields in _KINDS for field in fields.split()}
_WEIGHT: Final = {kind: place for place, (kind, _) in enumerate(_KINDS)}
_OF_RECORDS: Final = {
    What.RETRACTED: say("retracted"),
    What.GONE: say("gone"),
    What.RENAMED: say("renamed"),
    What.ADDED: say("added"),
}
_OF_PAGES: Final = ("statements ", "sources ", "links ")
"""How the note of a section begins that has not the same ones as before."""

TURNS: Final = re.compile(
    r"\d+|\b[A-ZА-ЯЁ]\w*|\b(?i:not?|never|nor|none|without|cannot|\w+n[’']t|нет|не|ни|без|никогда)\b"
)
"""A figure, a word with a capital or a negation: what turns a text in the fewest signs."""


def kind_of(change: Change) -> Message:
    """What kind of change it is, in a word or two: "of dates"."""
    if change.what in _OF_RECORDS:
        return _OF_RECORDS[change.what]
    if change.type == "page" and change.note.startswith(_OF_PAGES):
        return say("of statements, sources and links of pages")
    kind = _KIND_OF.get(re.split(r"[.\[]", change.field)[0], OTHER)
    if kind != OF_TEXTS and change.type != "page":
        return kind
    return say("of figures, names and negations") if _turned(change) else OF_TEXTS


def _turned(change: Change) -> bool:
    """Whether a figure, a name or a negation came or went."""
    was, now = (sorted(TURNS.findall(text or "")) for text in (change.before, change.after))
    return was != now


def by_weight(changes: Iterable[Change]) -> list[Change]:
    """Changes with the heaviest first, and those of one kind in their order."""
    return sorted(changes, key=lambda change: _WEIGHT.get(kind_of(change), len(_WEIGHT)))
