"""The links of a statement as witnesses: what was read, whose text it is, and where it has this from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import OWN, ChallengeLink, Source, SourceLink, Statement, SupportLink
from kbase.core.records.vocabulary import (
    CHECKABLE,
    READABLE,
    Seen,
    SourceKind,
    SourceRole,
    StatementKind,
    Support,
)

THINGS: Final = frozenset(
    {
        *(SourceKind.ACT, SourceKind.DRAFT, SourceKind.JUDGMENT, SourceKind.STANDARD, SourceKind.LETTER),
        *(SourceKind.REPORT, SourceKind.DATASET, SourceKind.TRANSCRIPT, SourceKind.SPEECH, SourceKind.INTERVIEW),
    }
)
"""What may be the thing itself that a statement is about, whoever keeps it."""

TEXTS: Final = THINGS | {SourceKind.ARTICLE}
OWN_PAGES: Final = frozenset({SourceKind.OWN_NEWS, SourceKind.OWN_PAGE})
"""What a body says of itself."""

_AT_HOME: Final = frozenset(SourceKind) - {SourceKind.REPORTING, SourceKind.DIGEST, SourceKind.REFERENCE}
"""What is its issuer's own text by its kind."""
_OF_OTHERS: Final = frozenset({SourceKind.INTERVIEW, SourceKind.ARTICLE})
"""What may pass on the words of others all the same, so that its origin is unknown where it is left out."""


@dataclass(frozen=True)
class Witness:
    """One link as evidence. `authors` are those whose text it is, if not its publisher's; `origins` those from whom
    it has this (none where that is not known), `owners` their final owners (none where one is not known).
    """

    source: str
    publisher: str
    authors: tuple[str, ...]
    kind: SourceKind | None
    origins: frozenset[str]
    owners: frozenset[str]
    seen: Seen
    whole: bool
    role: SourceRole | None
    elsewhere: bool = False
    voice: bool = False

    @property
    def issuers(self) -> frozenset[str]:
        """Those whose text it is, with whoever published it."""
        return frozenset({self.publisher, *self.authors})

    @property
    def whose(self) -> tuple[str, ...]:
        """Whose text a reader has before them: of an article that of its publisher, who answers for it."""
        return (self.kind in THINGS | OWN_PAGES and self.authors) or (self.publisher,)

    @property
    def is_read(self) -> bool:
        return self.seen in READABLE

    @property
    def speaks_for_itself(self) -> bool:
        """Whether all that it says here comes from those whose text it is."""
        return bool(self.origins) and self.origins <= self.issuers

    @property
    def is_own_account(self) -> bool:
        """Whether a body tells this of itself on a page of its own."""
        is_own_page = self.kind in OWN_PAGES or self.role is SourceRole.SELF
        return is_own_page and self.speaks_for_itself


def witnesses(links: Iterable[SourceLink], base: KnowledgeBase) -> tuple[Witness, ...]:
    """The sources of a statement as witnesses; one that is not there is left to `check`."""
    return tuple(witness(link.id, link, base) for link in links if link.id in base.sources)


def witness(id: str, link: SourceLink | SupportLink | ChallengeLink, base: KnowledgeBase) -> Witness:
    """A link to a source as a witness; of a copy the witness is what was copied."""
    source = base.sources[_original(id, base)]
    origins = _origins(link, source)
    whole = isinstance(link, ChallengeLink) or link.supports is Support.ALL
    return Witness(
        source=id,
        publisher=source.published_by,
        authors=source.issuer,
        kind=source.kind,
        origins=origins,
        owners=owners(origins, base),
        seen=link.seen,
        whole=whole,
        role=link.role,
        elsewhere=source.hosted_at is not None,
    )


def owners(ids: Iterable[str], base: KnowledgeBase) -> frozenset[str]:
    """The final owners of all of them; none where one of them is not known."""
    found = [base.final_controllers(id) for id in ids]
    return frozenset().union(*found) if found and all(found) else frozenset()


def _origins(link: SourceLink | SupportLink | ChallengeLink, source: Source) -> frozenset[str]:
    """From whom a source has this. Who heard it, was told it or read the act is an origin itself; so is who issues a
    text of its own. Whoever keeps an act of others is none.
    """
    if link.via:
        return frozenset({source.published_by})
    itself = (source.kind in THINGS and source.issuer) or (source.published_by,)
    is_its_own = source.kind in _AT_HOME - _OF_OTHERS or (link.role and source.kind is not SourceKind.DIGEST)
    named = link.origin or ((OWN,) if is_its_own else ())
    return frozenset(i for origin in named for i in (itself if origin == OWN else (origin,)))


def _original(id: str, base: KnowledgeBase) -> str:
    passed = {id}
    while (original := base.sources[id].copy_of) in base.sources and original not in passed:
        id = str(original)
        passed.add(id)
    return id


# --- what supports a claim ------------------------------------------------------------------------------------------


def support(statement: Statement, base: KnowledgeBase) -> tuple[Witness, ...]:
    """What bears on whether a claim is so: figures of a body about itself, and what others say. What goes back to the
    speaker does not: it is the same words again.
    """
    about_itself = (w for w in witnesses(statement.sources, base) if w.role is SourceRole.SELF)
    others = (w for w in _supporters(statement, base) if statement.speaker not in w.origins)
    return (*about_itself, *others)


def _supporters(statement: Statement, base: KnowledgeBase) -> Iterator[Witness]:
    for link in statement.supported_by:
        if link.source in base.sources:
            yield witness(str(link.source), link, base)
        supporter = base.statements.get(link.statement or "")
        if supporter and not supporter.retracted:
            carries_all = link.supports is Support.ALL
            yield from (replace(w, whole=w.whole and carries_all) for w in _voice(supporter, base))


def _voice(supporter: Statement, base: KnowledgeBase) -> tuple[Witness, ...]:
    """A fact speaks with its sources; what somebody claims is the word of that speaker, whoever reports it."""
    found = witnesses(supporter.sources, base)
    if supporter.kind is StatementKind.FACT:
        return found
    speaker = supporter.speaker
    if supporter.kind not in CHECKABLE or speaker is None:
        return ()
    itself = frozenset({speaker})
    voice = Witness("", speaker, (speaker,), None, itself, owners(itself, base), Seen.FULL, True, None, voice=True)
    return tuple(replace(voice, source=w.source, seen=w.seen, whole=w.whole) for w in found)


def is_text(witness: Witness, statement: Statement) -> bool:
    """Whether a source is the thing itself that a statement is about, or the speaker's own publication of what is said.

    `role: record` says so; but a body's news of its act, a newsroom's report and a digest are none.
    """
    if not (witness.is_read and witness.whole) or witness.voice:
        return False
    is_record = witness.role is SourceRole.RECORD
    if statement.kind is StatementKind.FACT or statement.speaker is None:
        return is_record and (witness.kind is None or witness.kind in TEXTS)
    if statement.speaker in witness.issuers:
        return witness.kind is not SourceKind.DIGEST and _is_own(witness, statement.speaker, is_record)
    return is_record and (witness.kind is None or witness.kind in THINGS)


def _is_own(witness: Witness, speaker: str, is_record: bool) -> bool:
    by_kind = witness.kind in _AT_HOME or (witness.kind is None and is_record)
    return witness.origins <= witness.issuers | {speaker} if witness.origins else by_kind
