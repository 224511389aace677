"""The links of a statement as a reviewer judged them: what a digest covers, and which have changed since.

A link says that its source carries this text, whose words they are and how much was read. So its digest covers the link
without its note, what the statement says, who says it and when, and what the source is; of a link to another statement
that one's words. Ids count by the first that their record had, so that a new id asks nothing of anybody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import ChallengeLink, SourceLink, Statement, SupportLink
from kbase.core.translation.marks import digest as digest_of_words
from kbase.core.translation.standing import names_part

Link = SourceLink | SupportLink | ChallengeLink

FIELDS: Final = ("sources", "supported_by", "challenged_by")
"""The lists of links that a statement has."""


def links(statement: Statement) -> Iterator[tuple[str, int, Link]]:
    """Every link of a statement, with its list and its place there."""
    for field in FIELDS:
        yield from ((field, index, link) for index, link in enumerate(getattr(statement, field)))


def end_of(link: Link) -> str:
    """The id of the source, statement or search that a link leads to."""
    named = (link.id,) if isinstance(link, SourceLink) else (link.statement, link.source, getattr(link, "search", None))
    return next(filter(None, named), "")


def key_of(base: KnowledgeBase, statement: Statement, field: str, link: Link) -> str:
    """Under which key a link is marked."""
    return f"{_first(base, statement.id)} {field} {_first(base, end_of(link))}"


def digest_of(base: KnowledgeBase, statement: Statement, link: Link) -> str:
    """A digest of a link, of what its statement says, and of what it rests on."""
    judged = (*_fields(base, link), *_words(base, statement), *_other_end(base, end_of(link)))
    return hashlib.sha256(repr(judged).encode()).hexdigest()[:8]


def _first(base: KnowledgeBase, id: str) -> str:
    """The first id that a record had."""
    return base.formers.get(id, (id,))[0]


def _fields(base: KnowledgeBase, link: Link) -> tuple[object, ...]:
    way = link.how if isinstance(link, ChallengeLink) else link.supports
    origins = sorted(_first(base, origin) for origin in link.origin)
    words = [link.passage.model_dump()] if link.passage else []
    role = link.role and link.role.value
    return way.value, origins, link.via and link.via.value, link.seen.value, role, link.exempt, *words


def _words(base: KnowledgeBase, statement: Statement) -> tuple[object, ...]:
    speaker = statement.speaker and _first(base, statement.speaker)
    texts = [digest_of_words(text) if text else None for text in (statement.text.en, statement.text.ru)]
    return statement.kind.value, speaker, statement.said, statement.happened, *texts


def _other_end(base: KnowledgeBase, id: str) -> tuple[object, ...]:
    if source := base.sources.get(id):
        whose = [_first(base, name) for name in (source.published_by, *source.issuer)]
        copied = source.copy_of and _first(base, source.copy_of)
        return source.kind and source.kind.value, whose, source.hosted_at, copied
    if other := base.statements.get(id):
        return (*_words(base, other), bool(other.retracted))
    search = base.searches.get(id)
    return (digest_of_words(search.result.read("en")),) if search else ()


# --- what is marked -------------------------------------------------------------------------------------------------


def unreviewed(base: KnowledgeBase, statement: Statement) -> list[tuple[str, int, Link]]:
    """The links of a statement that were never marked, or have changed since."""
    return [
        (field, index, link)
        for field, index, link in links(statement)
        if base.reviews.get(key_of(base, statement, field, link)) != digest_of(base, statement, link)
    ]


def reviewed(base: KnowledgeBase, target: str) -> dict[str, str]:
    """The marks for the links of all statements that `target` names: an id, a file, a folder, or `FILE#id`."""
    meant = (s for s in base.statements.values() if _is_meant(base, s, target))
    return {key_of(base, s, field, link): digest_of(base, s, link) for s in meant for field, _, link in links(s)}


def _is_meant(base: KnowledgeBase, statement: Statement, target: str) -> bool:
    return target == statement.id or names_part(target, base.origins[statement.id].place().file, statement.id)


def keys(base: KnowledgeBase) -> Iterator[str]:
    """Every key that may be marked: a link that no longer exists has no mark either."""
    for statement in base.statements.values():
        yield from (key_of(base, statement, field, link) for field, _, link in links(statement))
