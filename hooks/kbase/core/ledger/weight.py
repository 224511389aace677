"""Which of many changes a reviewer reads first: who said what, when and how sure it is come before wording.

A report is cut, so its order decides what is seen: many small changes must not push a great one out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kbase.core.ledger.changes import Change, What

_KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("of labels", "label label_support"),
    ("of grades", "attested content"),
    ("retracted", ""),
    ("gone", ""),
    ("renamed", ""),
    ("of speakers", "by issuer published_by author"),
    ("of kinds", "kind type retracted"),
    ("of dates", "said happened due date recorded issued"),
    ("of owners", "ownership controller ownership_source legal_status"),
    ("of titles", "title"),
    ("of challenges", "challenged_by"),
    ("of outcomes", "outcome outcome_statement"),
    ("of stages", "history parties"),
    ("of sources", "sources supported_by copy_of"),
    ("of statements, sources and links of pages", ""),
    ("of figures and negations", ""),
    ("of texts", "text quote question result tried"),
    ("of terms", "definition renderings forbidden en ru"),
    ("of roles and relations", "roles relations whose act organisers participants countries"),
    ("of notes", "note summary place official_title title_translated title_descriptive"),
    ("of subjects", "about replaced_by statements former_ids"),
    ("added", ""),
    ("of names and addresses", "names URL archive_url hosted_at container-title number same_as text_url language"),
    ("of revisions", "revised"),
)
"""Kind of a change, as a report counts it → the fields that it is about, the heaviest kind first."""

OTHER: Final = "others"
_KIND_OF: Final = {field: kind for kind, fields in _KINDS for field in fields.split()}
_WEIGHT: Final = {kind: place for place, (kind, _) in enumerate(_KINDS)}
_OF_RECORDS: Final = {
    What.RETRACTED: "retracted",
    What.GONE: "gone",
    What.RENAMED: "renamed",
    What.ADDED: "added",
}
_OF_PAGES: Final = ("statements ", "sources ", "links ")
"""How the note of a section begins that has not the same ones as before."""

TURNS: Final = re.compile(r"\d+|\b(?:not?|never|nor|none|without|cannot|\w+n[’']t|нет|не|ни|без|никогда)\b", re.I)
"""A figure or a negation: what turns a text in the fewest signs."""


def kind_of(change: Change) -> str:
    """What kind of change it is, in a word or two: "of dates"."""
    if change.what in _OF_RECORDS:
        return _OF_RECORDS[change.what]
    if change.type == "page" and change.note.startswith(_OF_PAGES):
        return "of statements, sources and links of pages"
    kind = _KIND_OF.get(re.split(r"[.\[]", change.field)[0], OTHER)
    is_text = kind == "of texts" or change.type == "page"
    return "of figures and negations" if is_text and _turned(change) else "of texts" if is_text else kind


def _turned(change: Change) -> bool:
    """Whether a figure or a negation came or went."""
    was, now = (sorted(TURNS.findall(text or "")) for text in (change.before, change.after))
    return was != now


def by_weight(changes: Iterable[Change]) -> list[Change]:
    """Changes with the heaviest first, and those of one kind in their order."""
    return sorted(changes, key=lambda change: _WEIGHT.get(kind_of(change), len(_WEIGHT)))
