"""What a page is about, for search engines and other programs: JSON-LD in the vocabulary of schema.org.

It says what the page says, and no more: no rating, no reviewer. A claim is a `Claim` with its speaker as author and its
sources as citations. The base's labels of evidence are defined terms among its keywords, so that a program takes them
along with the text; what challenges it is the subject of other statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from kbase.core.pages import paths
from kbase.core.records import dates
from kbase.core.records.model import Actor, Agreement, Entity, Event, Language, Source, Statement, Term
from kbase.core.records.vocabulary import ActorKind, AgreementKind, EntityType, StatementKind
from kbase.exports.all_files import EXPORTS
from kbase.exports.snapshot import LICENCE_URL, Snapshot
from kbase.wording.catalogue import Catalogue

Node = dict[str, Any]

CONTEXT: Final = "https://schema.org"
ITSELF: Final = "#it"
"""What an address has behind it where it names the thing and not the page about it."""


ACTOR_TYPES: Final = {
    ActorKind.PERSON: "Person",
    ActorKind.STATE: "Country",
    ActorKind.STATE_BODY: "GovernmentOrganization",
    ActorKind.COMPANY: "Corporation",
    ActorKind.UNIVERSITY: "CollegeOrUniversity",
    ActorKind.PROGRAMME: "Project",
    ActorKind.OUTLET: "NewsMediaOrganization",
}
"""Kind of an actor → its type; any other is an "Organization"."""

ACTS: Final = frozenset(
    {
        AgreementKind.TREATY,
        AgreementKind.DECREE,
        AgreementKind.EDICT,
        AgreementKind.RESOLUTION,
        AgreementKind.LAW,
        AgreementKind.BILL,
        AgreementKind.MODEL_LAW,
        AgreementKind.CONTROL_MEASURE,
    }
)
"""What is "Legislation"; a strategy, a letter or a code is a "CreativeWork"."""

CHECKABLE: Final = frozenset({StatementKind.CLAIM, StatementKind.ALLEGATION})
"""What is a "Claim" to schema.org, a statement that can be checked; the rest are "Statement"."""


def page(snapshot: Snapshot, path: str, language: Language, title: str, description: str) -> Node:
    """The description of a page in one language; what it is about is its `mainEntity`."""
    site = {"@type": "WebSite", "@id": snapshot.urls(paths.HOME)[language], "name": Catalogue(language)("site.name")}
    url = snapshot.urls(path)[language]
    about = _subject(snapshot, path, language)
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": title,
        **({"description": description} if description and description != title else {}),
        "inLanguage": language,
        "license": LICENCE_URL,
        "isPartOf": site,
        **({"mainEntity": {**about, "@id": f"{url}{ITSELF}"}} if about else {}),
    }


def _subject(snapshot: Snapshot, path: str, language: Language) -> Node | None:
    """What a page is about; None for a register, or a page about the base."""
    folder, _, name = path.rpartition("/")
    base = snapshot.base
    if path == paths.DATA_PAGE:
        return _dataset(snapshot, language)
    if folder == paths.STATEMENTS and name in base.statements:
        return _statement(base.statements[name], snapshot, language)
    if folder == paths.GLOSSARY and name in base.terms:
        return _term(base.terms[name], snapshot, language)
    entity = base.entities.get(name)
    return _entity(entity, snapshot, language) if entity and base.path_of(name) == path else None


def _dataset(snapshot: Snapshot, language: Language) -> Node:
    where = f"{snapshot.site_url}{paths.DATA}/"
    files = [
        {"@type": "DataDownload", "encodingFormat": export.media_type, "contentUrl": f"{where}{export.name}"}
        for export in EXPORTS
    ]
    words = Catalogue(language)
    about = {"name": words("site.name"), "description": words("site.tagline"), "license": LICENCE_URL}
    return {"@type": "Dataset", **about, "dateModified": snapshot.generated_at, "distribution": files}


def _term(term: Term, snapshot: Snapshot, language: Language) -> Node:
    names = (term.ru, term.en) if language == "ru" else (term.en, term.ru)
    glossary = snapshot.urls(paths.GLOSSARY)[language]
    return {"@type": "DefinedTerm", "name": names[0], "alternateName": names[1], "inDefinedTermSet": glossary}


# --- statements ------------------------------------------------------------------------------------------------------


def _statement(statement: Statement, snapshot: Snapshot, language: Language) -> Node:
    found = snapshot.base.entities
    speaker = found.get(statement.speaker or "")
    return {
        "@type": _type_of(statement),
        "text": statement.text.read(language),
        **({"author": _reference(speaker, snapshot, language)} if speaker else {}),
        **({"datePublished": statement.said} if statement.said and _is_point(statement.said) else {}),
        "about": [_reference(found[i], snapshot, language) for i in statement.about if i in found],
        "citation": [_source(snapshot.base.sources[link.id]) for link in statement.sources],
        "keywords": list(_labels(statement, snapshot, language)),
        **({"subjectOf": challenges} if (challenges := list(_challenges(statement, snapshot, language))) else {}),
    }


def _labels(statement: Statement, snapshot: Snapshot, language: Language) -> Iterator[Node]:
    """The labels of evidence as terms: which line it is, its word, its key, and what it means."""
    labels, words = snapshot.labelled[statement.id], Catalogue(language)
    method = snapshot.urls(paths.METHOD)[language]
    for line, name in ((labels.words, words("label.words")), (labels.support, words("label.support"))):
        if line:
            label = line.row.words.label[language]
            yield {
                "@type": "DefinedTerm",
                "name": f"{name}: {label}" if labels.support else label,
                "termCode": line.row.value,
                "description": line.row.words.meaning[language],
                "inDefinedTermSet": method,
            }


def _challenges(statement: Statement, snapshot: Snapshot, language: Language) -> Iterator[Node]:
    """The statements and sources that challenge a statement, each with the way in which it does."""
    base = snapshot.base
    for link in statement.challenged_by:
        how = {"description": link.how.passive_ru if language == "ru" else link.how.passive_en}
        if link.source:
            yield {**_source(base.sources[link.source]), **how}
        elif link.statement:
            other = base.statements[link.statement]
            url = snapshot.urls(paths.of_statement(other.id))[language]
            yield {"@type": _type_of(other), "@id": f"{url}{ITSELF}", "text": other.text.read(language), **how}


def _type_of(statement: Statement) -> str:
    return "Claim" if statement.kind in CHECKABLE else "Statement"


def _source(source: Source) -> Node:
    address = {"url": source.url} if source.url else {}
    return {"@type": "CreativeWork", "name": source.title, **address}


def _is_point(text: str) -> bool:
    """Whether a date is one that ISO 8601 can say."""
    period = dates.parse(text)
    return not period.is_interval and not period.approximate


# --- records ---------------------------------------------------------------------------------------------------------


def _entity(entity: Entity, snapshot: Snapshot, language: Language) -> Node:
    title = entity.title.read(language)
    names = sorted({name.text for name in entity.names} - {title})
    common: Node = {"@type": type_of(entity), "name": title, **({"alternateName": names} if names else {})}
    if entity.same_as:
        common["sameAs"] = list(entity.same_as)
    more = _MORE.get(entity.type)
    return {**common, **more(entity, snapshot, language)} if more else common


def type_of(entity: Entity) -> str:
    """The schema.org type of a record."""
    if isinstance(entity, Actor):
        return ACTOR_TYPES.get(entity.kind, "Organization")
    if isinstance(entity, Agreement):
        return "Legislation" if entity.kind in ACTS else "CreativeWork"
    return {EntityType.EVENT: "Event", EntityType.PRIORITY: "DefinedTerm"}.get(entity.type, "Article")


def _reference(entity: Entity, snapshot: Snapshot, language: Language) -> Node:
    url = snapshot.urls(snapshot.base.path_of(entity.id))[language]
    return {"@type": type_of(entity), "@id": f"{url}{ITSELF}", "name": entity.title.read(language)}


def _event(event: Event, snapshot: Snapshot, language: Language) -> Node:
    start, _, end = event.date.partition("/")
    place = {"location": {"@type": "Place", "name": event.place.read(language)}} if event.place else {}
    organisers = [snapshot.base.entities[i] for i in event.organisers if i in snapshot.base.entities]
    organised = {"organizer": [_reference(o, snapshot, language) for o in organisers]} if organisers else {}
    dated = (
        {"startDate": start.rstrip("~?%"), "endDate": (end or start).rstrip("~?%")} if ".." not in event.date else {}
    )
    return {**dated, **place, **organised}


def _agreement(agreement: Agreement, snapshot: Snapshot, language: Language) -> Node:
    if agreement.kind not in ACTS:
        return {}
    number = {"legislationIdentifier": agreement.number} if agreement.number else {}
    text = {"workExample": {"@type": "CreativeWork", "url": agreement.text_url}} if agreement.text_url else {}
    return {**number, **text}


_MORE: Final[dict[EntityType, Callable[[Any, Snapshot, Language], Node]]] = {
    EntityType.EVENT: _event,
    EntityType.AGREEMENT: _agreement,
}
"""Type of a record → what is said beyond what all have."""
