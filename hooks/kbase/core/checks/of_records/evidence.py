"""Links that say of a source what it cannot be: the labels of evidence are made of these fields, and nothing else.

A link may be right all the same; then it says why in `exempt`, and that is reported where it is needed no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.checks.context import Context
from kbase.core.evidence.witnesses import TEXTS, witness, witnesses
from kbase.core.messages import joined, say
from kbase.core.problems import Place, Problem, Severity
from kbase.core.records import dates
from kbase.core.records.model import Actor, ChallengeLink, Source, SourceLink, Statement, SupportLink, Unnamed
from kbase.core.records.vocabulary import CHECKABLE, Challenge, Seen, SourceKind, SourceRole, StatementKind, Support

Link = SourceLink | SupportLink | ChallengeLink

_FIELDS: Final = ("sources", "supported_by", "challenged_by")


def links_agree(context: Context) -> Iterator[Problem]:
    """What a link says of its source can be so (codes `record-elsewhere`, `record-of-report`, `self-of-another`,
    `support-circular`, `support-of-opinion`, `abstract-for-act`, `challenge-of-another`), and where nothing is to be
    excused there is no `exempt` (code `exempt-unneeded`).
    """
    rules = _rules(context.base)
    for statement in context.base.statements.values():
        for field in _FIELDS:
            for index, link in enumerate(getattr(statement, field)):
                found = [problem for rule in rules if (problem := rule(statement, link))]
                if bool(found) == bool(link.exempt):
                    continue
                place = context.place(statement.id, (field, index))  # It may cost the reading of a file.
                if found:
                    told = say("{message} (in '{id}')", message=found[0].message, id=statement.id)
                    severity = context.lenient if found[0].code in _BY_SIGNS else Severity.ERROR
                    fix = joined([found[0].fix, _OR_EXEMPT], "")
                    yield replace(found[0], place=place, message=told, fix=fix, severity=severity)
                else:
                    message = say("`exempt` excuses nothing any more (in '{id}')", id=statement.id)
                    yield Problem(place, "exempt-unneeded", message, say("remove the line"))


_HERE: Final = Place("")
"""The place of what a rule finds, until it is told."""

_OR_EXEMPT: Final = say("; if it is right as it stands, say why in `exempt:`")
_BY_SIGNS: Final = frozenset({"record-elsewhere", "challenge-of-another"})
"""What is read from signs, and may wait until a release."""


def _rules(base: KnowledgeBase) -> tuple[Callable[[Statement, Link], Problem | None], ...]:
    by_base = (
        *(_record_of_report, _self_of_another, _support_circular, _support_of_opinion),
        *(_abstract_for_act, _challenge_of_another),
    )
    return (partial(_record_elsewhere, base, _sites(base)), *(partial(rule, base) for rule in by_base))


def _source(link: Link, base: KnowledgeBase) -> Source | None:
    return base.sources.get((link.id if isinstance(link, SourceLink) else link.source) or "")


# --- the thing itself, and where it was read ------------------------------------------------------------------------


def _record_elsewhere(
    base: KnowledgeBase, sites: Mapping[str, Mapping[str, set[str]]], statement: Statement, link: Link
) -> Problem | None:
    """The thing itself stands at its publisher's own address, or the source says where it was read."""
    source = _source(link, base)
    if source is None or link.role is not SourceRole.RECORD or source.hosted_at or not source.url:
        return None
    site, known = site_of(source.url), sites[source.published_by]
    if site in _RESOLVERS:
        return None
    home = {other for other, of in known.items() if ITS_OWN in of or len(of) > 1}
    if not home or site in home:
        return None
    fix = say("add `hosted_at: {host}` to the source, or correct its `published_by`", host=_host(source.url))
    message = say(
        "'{id}' is taken for the thing itself, at no address of '{published_by}'",
        id=source.id,
        published_by=source.published_by,
    )
    return Problem(_HERE, "record-elsewhere", message, fix)


ITS_OWN: Final = ""
"""Stands among the sources of a site that the record of a publisher names as its own."""


def _sites(base: KnowledgeBase) -> Mapping[str, Mapping[str, set[str]]]:
    """Publisher → site → the sources that stand there, and `ITS_OWN` where its record names the site."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source in base.sources.values():
        if source.url and not source.hosted_at:
            found[source.published_by][site_of(source.url)].add(source.id)
    for publisher in base.publishers.values():
        for url in publisher.same_as:
            found[publisher.id][site_of(url)].add(ITS_OWN)
    return found


_RESOLVERS: Final = frozenset({"doi.org"})
"""What leads to a publisher's own address."""
_SHARED: Final = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].partition(":")[0].casefold()


def site_of(url: str) -> str:
    """The part of a host that one body has: "belta.by" of "deu.belta.by"."""
    labels = _host(url).split(".")
    kept = 3 if len(labels) > 2 and labels[-2] in _SHARED else 2
    return ".".join(labels[-kept:])


def _record_of_report(base: KnowledgeBase, statement: Statement, link: Link) -> Problem | None:
    """A report of an act or a speech is not the thing itself, be it the body's own; what a speaker published is. Of an
    unnamed speaker no field says what is theirs.
    """
    source = _source(link, base)
    if source is None or link.role is not SourceRole.RECORD or source.kind in {None, *TEXTS}:
        return None
    is_theirs = isinstance(statement.by, Unnamed) or statement.speaker in (source.published_by, *source.issuer)
    if is_theirs and source.kind is not SourceKind.DIGEST:
        return None
    message = say(
        "'{source}' ({kind}) reports the thing itself, and `role: record` says that it is that",
        source=source.id,
        kind=source.kind,
    )
    fix = say("remove `role: record`, or correct the source’s `kind`")
    return Problem(_HERE, "record-of-report", message, fix)


_ACTS: Final = frozenset({SourceKind.ACT, SourceKind.JUDGMENT, SourceKind.STANDARD, SourceKind.DRAFT})


def _abstract_for_act(base: KnowledgeBase, statement: Statement, link: Link) -> Problem | None:
    """An abstract is not the act."""
    source, whole = _source(link, base), getattr(link, "supports", None) is Support.ALL
    if source is None or source.kind not in _ACTS or link.seen is not Seen.ABSTRACT or not whole:
        return None
    message = say("of '{id}' an abstract was read, and it is to carry the whole statement", id=source.id)
    fix = say("write `supports: part` with a note of what it has, or read the text and say `seen: full`")
    return Problem(_HERE, "abstract-for-act", message, fix)


# --- who says it ----------------------------------------------------------------------------------------------------


def _self_of_another(base: KnowledgeBase, statement: Statement, link: Link) -> Problem | None:
    """A figure about oneself is of the body that the statement is about."""
    source = _source(link, base)
    if source is None or link.role is not SourceRole.SELF:
        return None
    itself = witness(source.id, link, base).origins
    meant = {*statement.about, statement.speaker}
    if any(origin in meant or meant & set(_offices(origin, base)) for origin in itself):
        return None
    message = say(
        "`role: self`, but the statement is not about {body}",
        body=joined(sorted(itself), say(" or ")) or say("its origin"),
    )
    return Problem(_HERE, "self-of-another", message, say("remove `role: self`, or name the body in `about:`"))


def _offices(person: str, base: KnowledgeBase) -> list[str | None]:
    record = base.entities.get(person)
    return [role.organisation for role in record.roles] if isinstance(record, Actor) else []


def _support_circular(base: KnowledgeBase, statement: Statement, link: Link) -> Problem | None:
    """What goes back to the speaker does not support what the speaker says."""
    speaker = statement.speaker
    if not isinstance(link, SupportLink) or speaker is None or link.role is SourceRole.SELF:
        return None
    if speaker not in _voices(link, base) or link.statement == statement.id:
        return None
    message = say(
        "'{support}' is to support this, and goes back to '{speaker}', who says it",
        support=link.statement or link.source,
        speaker=speaker,
    )
    return Problem(_HERE, "support-circular", message, say("move the source to `sources:`, or remove the link"))


def _support_of_opinion(base: KnowledgeBase, statement: Statement, link: Link) -> Problem | None:
    """An opinion, a plan or a forecast of others bears no claim out."""
    supporter = base.statements.get(getattr(link, "statement", None) or "")
    if not isinstance(link, SupportLink) or supporter is None or statement.kind not in CHECKABLE:
        return None
    if supporter.kind in CHECKABLE:
        return None
    message = say("'{id}' is to support this, and is of the kind '{kind}'", id=supporter.id, kind=supporter.kind)
    fix = say("move it to `challenged_by:` with `how: context`, or remove the link")
    return Problem(_HERE, "support-of-opinion", message, fix)


def _voices(link: SupportLink, base: KnowledgeBase) -> frozenset[str]:
    """Those from whom a support comes, all of it."""
    if link.source in base.sources:
        found = witness(str(link.source), link, base)
        return found.origins or frozenset(found.authors)
    supporter = base.statements.get(link.statement or "")
    if supporter is None:
        return frozenset()
    if supporter.kind is not StatementKind.FACT:
        return frozenset({supporter.speaker} if supporter.speaker else ())
    origins = [w.origins for w in witnesses(supporter.sources, base)]
    return frozenset.intersection(*origins) if origins else frozenset()


# --- what is challenged ---------------------------------------------------------------------------------------------

_WEIGHED: Final = frozenset({Challenge.CONTRADICTS, Challenge.DENIES, Challenge.QUALIFIES})


def _challenge_of_another(base: KnowledgeBase, statement: Statement, link: Link) -> Problem | None:
    """A challenge that bears on a label is about the same object and the same year, as far as fields tell."""
    if not isinstance(link, ChallengeLink) or link.how not in _WEIGHED:
        return None
    challenger = base.statements.get(link.statement or "")
    if challenger is None:
        return None
    fix = say("write `how: context`, which bears on no label")
    if not _meant(statement) & _meant(challenger):
        message = say("'{id}' is about nothing that it is to challenge here", id=challenger.id)
        return Problem(_HERE, "challenge-of-another", message, fix)
    if statement.happened and challenger.happened and _apart(statement.happened, challenger.happened):
        message = say(
            "'{id}' is of {happened}, and what it is to challenge of {own}",
            id=challenger.id,
            happened=challenger.happened,
            own=statement.happened,
        )
        return Problem(_HERE, "challenge-of-another", message, fix)
    return None


def _meant(statement: Statement) -> frozenset[str]:
    return frozenset({*statement.about, *([statement.speaker] if statement.speaker else [])})


def _apart(one: str, other: str) -> bool:
    first, second = dates.parse(one), dates.parse(other)
    return first.upper.year < second.lower.year or second.upper.year < first.lower.year
