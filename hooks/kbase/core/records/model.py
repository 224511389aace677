"""The records of the knowledge base as frozen models: what a contributor may write, and nothing else.

A validator that refuses raises ValueError(what is wrong, how to fix it).

The models are the schema: they reject unknown fields, empty texts and values outside the vocabularies. What needs
more than one record to be judged (does the id exist, is the chain of owners finite) is left to `checks`.
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from kbase.core import web_addresses
from kbase.core.messages import say
from kbase.core.records import dates
from kbase.core.records.vocabulary import (
    ActorKind,
    AgreementKind,
    AnalysisKind,
    Challenge,
    Country,
    EntityType,
    EventKind,
    NamesAI,
    NameUse,
    Outcome,
    Ownership,
    PriorityKind,
    RelationType,
    RestrictionStatus,
    Seen,
    SourceKind,
    SourceRole,
    SourceType,
    StatementKind,
    Step,
    Support,
    TextRead,
    Via,
)

Language = Literal["en", "ru"]
EN: Final[Language] = "en"
RU: Final[Language] = "ru"
LANGUAGES: Final[tuple[Language, ...]] = (EN, RU)
"""All that is written stands in both; a page without a language in its address is in the first."""


def other(language: str) -> Language:
    """The other one of the two languages."""
    return EN if language == RU else RU


OWN = "own"
"""The word that stands in `origin` for the source's own reporting."""


FIRST_YEAR, LAST_YEAR = 1500, 2199
"""The years in which anything of this base may lie: a slip of a finger in a year is rarely a century off."""


def _edtf(text: str) -> str:
    dates.parse(text)
    years = [int(point[:4]) for point in text.split("/") if point[:4].isdecimal()]
    if strange := next((year for year in years if not FIRST_YEAR <= year <= LAST_YEAR), None):
        message = say("the year {year:04} lies beyond all that this base is about", year=strange)
        raise ValueError(message, say("correct the year"))
    return text


def _day(text: str) -> str:
    period = dates.parse(_edtf(text))
    if period.precision != "day" or period.approximate:
        raise ValueError(say("'{text}' is not a full day", text=text), say("write 2026-11-24"))
    return text


def _http(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'\\]+", text):
        raise ValueError(
            say("'{text}' is not a web address", text=text), say("it starts with https:// or http:// and has no spaces")
        )
    if fault := web_addresses.fault_of(text):
        raise ValueError(*fault)
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError(say("the text runs over several lines"), say("write it as one paragraph: `>` instead of `|`"))
    return text


def _few_words(text: str) -> str:
    count = len(text.split())
    if count > MOST_QUOTED_WORDS:
        raise ValueError(
            say(
                "the quotation has {count} words, {most} are fair use at most",
                count=count,
                most=MOST_QUOTED_WORDS,
            ),
            say("shorten it"),
        )
    return text


MOST_QUOTED_WORDS = 15

MOST_SIGNS: Final = 2000
"""Of a text of a record: three times the longest one. What needs more is prose of a page."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=90)]
Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_SIGNS, strip_whitespace=True),
    AfterValidator(_one_line),
]
Edtf = Annotated[str, AfterValidator(_edtf)]
Day = Annotated[str, AfterValidator(_day)]
Url = Annotated[str, AfterValidator(_http)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", max_length=35)]
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=90)]
Several = Annotated[tuple[Id, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]
"""Ids; a single one may be written without a list."""


class Record(BaseModel):
    """Base of all models: frozen, nothing unknown, every text as it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Identified(Record):
    """What has an id. `former_ids` are those under which it was published before, the oldest first: what stood at their
    addresses leads on to it, and no other record may have them.
    """

    id: Id
    former_ids: Several = ()


class Text(Record):
    """The same text in both languages. One suffices in a draft; `check` names the missing one."""

    en: Words | None = None
    ru: Words | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Text:
        if self.en is None and self.ru is None:
            raise ValueError(say("there is no text in it"), say("give it in at least one language: en or ru"))
        return self

    def read(self, language: str) -> str:
        """The text in `language`, or in the other one where it is missing."""
        return (self.ru or self.en or "") if language == "ru" else (self.en or self.ru or "")

    def language_for(self, language: str) -> str:
        """The language of what `read` gives: `language` itself, or the other where it is missing."""
        return language if getattr(self, language) else other(language)


class Name(Record):
    """A name of an entity: an attested spelling has a `source`, a generated romanisation a `scheme`."""

    text: Words
    lang: LanguageCode
    of: NameUse = NameUse.COMMON
    scheme: Words | None = None
    source: Id | None = None


class Relation(Record):
    """A typed link from the record that holds it to `target`, with the statement or source that says so."""

    type: RelationType
    target: Id
    from_: Edtf | None = Field(default=None, alias="from")
    to: Edtf | None = None
    statement: Id | None = None
    source: Id | None = None


class Role(Record):
    """A public role that a person holds or held, as of a date on which a source shows it."""

    role: Text
    organisation: Id | None = None
    from_: Edtf | None = Field(default=None, alias="from")
    to: Edtf | None = None
    as_of: Edtf | None = None
    source: Id | None = None

    @model_validator(mode="after")
    def _dated(self) -> Role:
        if not (self.from_ or self.to or self.as_of):
            raise ValueError(
                say("a role needs a date"), say("add from, to, or as_of (the day on which the source shows it)")
            )
        return self


class LegalStatus(Record):
    """A restriction of an outlet in one country."""

    country: Country
    status: RestrictionStatus
    from_: Edtf | None = Field(default=None, alias="from")
    source: Id


class Publisher(Record):
    """Who owns a body that publishes. The chain of `controller` ends at the final owner; a state is one owner."""

    ownership: Ownership = Ownership.UNKNOWN
    controller: Id | None = None
    ownership_source: Id | None = None
    legal_status: tuple[LegalStatus, ...] = ()


class Entity(Identified):
    """What every record with a page of its own has. The file's name is its id, the folder its type."""

    title: Text
    summary: Text
    names: tuple[Name, ...] = ()
    countries: tuple[Country, ...] = ()
    original: Language = "en"
    same_as: tuple[Url, ...] = ()
    relations: tuple[Relation, ...] = ()
    sources: tuple[Id, ...] = ()

    @property
    def type(self) -> EntityType:
        """The type of the record, the same as its folder."""
        raise NotImplementedError


class Actor(Entity, Publisher):
    """A person, state, body, organisation, company, university, outlet or programme."""

    kind: ActorKind
    roles: tuple[Role, ...] = ()

    @property
    def type(self) -> EntityType:
        return EntityType.ACTOR

    @model_validator(mode="after")
    def _roles_are_personal(self) -> Actor:
        if self.roles and self.kind is not ActorKind.PERSON:
            raise ValueError(say("only a person has roles"), say("describe a body by relations"))
        return self


class HistoryStep(Record):
    """One dated step of one party (of all parties where `party` is left out)."""

    date: Edtf
    party: Id | None = None
    step: Step
    source: Id
    note: Text | None = None


class Agreement(Entity):
    """A treaty, act, bill, strategy, standard, memorandum, plan, declaration or control measure."""

    kind: AgreementKind
    number: Words | None = None
    issuer: Id | None = None
    parties: tuple[Id, ...] = ()
    official_title: Text | None = None
    text_url: Url | None = None
    names_ai: NamesAI | None = None
    text_read: TextRead | None = None
    history: tuple[HistoryStep, ...] = ()

    @property
    def type(self) -> EntityType:
        return EntityType.AGREEMENT

    @model_validator(mode="after")
    def _read_before_denied(self) -> Agreement:
        if self.names_ai is NamesAI.NO and self.text_read is not TextRead.WHOLE:
            raise ValueError(
                say("that an act does not name AI is known only of a text that was read as a whole"),
                say("write `names_ai: unknown`, or `text_read: whole` if all of it was read"),
            )
        return self


class Event(Entity):
    kind: EventKind
    date: Edtf
    place: Text | None = None
    organisers: tuple[Id, ...] = ()
    participants: tuple[Id, ...] = ()
    outcome: Text | None = None

    @property
    def type(self) -> EntityType:
        return EntityType.EVENT


class Priority(Entity):
    """A priority, direction of research or theme: whose it is, and which act sets it."""

    kind: PriorityKind
    whose: tuple[Id, ...] = ()
    act: Id | None = None

    @property
    def type(self) -> EntityType:
        return EntityType.PRIORITY


class Analysis(Entity):
    """A question, and our synthesis of what the sources say on it."""

    kind: AnalysisKind = AnalysisKind.QUESTION
    question: Text
    examined_text: Id | None = None
    """The source whose claims it goes through."""

    @property
    def type(self) -> EntityType:
        return EntityType.ANALYSIS


ENTITY_MODELS: dict[EntityType, type[Entity]] = {
    EntityType.PRIORITY: Priority,
    EntityType.ACTOR: Actor,
    EntityType.AGREEMENT: Agreement,
    EntityType.EVENT: Event,
    EntityType.ANALYSIS: Analysis,
}


class Outlet(Identified, Publisher):
    """A publisher that is nothing else: listed in `publishers.yml`, shown on the sources pages, without a page."""

    title: Text
    kind: ActorKind = ActorKind.OUTLET
    names: tuple[Name, ...] = ()
    countries: tuple[Country, ...] = ()
    same_as: tuple[Url, ...] = ()


class Passage(Record):
    """The words of a source that carry a link, in its language and literally as they stand there. What stands right
    `before` and `after` them is given where the words alone would be found at another place first.
    """

    text: Annotated[Words, AfterValidator(_few_words)]
    before: Annotated[Words, AfterValidator(_few_words)] | None = None
    after: Annotated[Words, AfterValidator(_few_words)] | None = None


class SourceLink(Record):
    """What one source does for one statement.

    `origin` says from whom this source has it (`own` for its own reporting); left out, it is unknown. `via` says that
    it heard this, was told it, or read the act, and so is a witness of its own. `exempt` says why a check of what links
    say is wrong here.
    """

    id: Id
    supports: Support = Support.ALL
    origin: tuple[Id, ...] = ()
    via: Via | None = None
    seen: Seen = Seen.FULL
    role: SourceRole | None = None
    passage: Passage | None = None
    exempt: Words | None = None
    note: Text | None = None


class ChallengeLink(Record):
    """A statement or source that challenges the statement which holds it, or a search that found no confirmation."""

    statement: Id | None = None
    source: Id | None = None
    search: Id | None = None
    how: Challenge
    origin: tuple[Id, ...] = ()
    via: Via | None = None
    seen: Seen = Seen.FULL
    role: SourceRole | None = None
    passage: Passage | None = None
    exempt: Words | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_challenger(self) -> ChallengeLink:
        named = [id for id in (self.statement, self.source, self.search) if id is not None]
        if len(named) != 1:
            raise ValueError(say("a challenge names one challenger"), say("give either statement or source, not both"))
        if (self.how is Challenge.NOT_FOUND) != (self.search is not None):
            raise ValueError(
                say("what was looked for and not found is shown by a search, and a search shows nothing else"),
                say("write `search: <id in searches.yml>` with `how: not-found`, and only there"),
            )
        _of_a_source(self.passage, self.source)
        return self


class SupportLink(Record):
    """A statement or source that supports what a claim says (its own article only attests that it was said)."""

    statement: Id | None = None
    source: Id | None = None
    supports: Support = Support.ALL
    origin: tuple[Id, ...] = ()
    via: Via | None = None
    seen: Seen = Seen.FULL
    role: SourceRole | None = None
    passage: Passage | None = None
    exempt: Words | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_supporter(self) -> SupportLink:
        if (self.statement is None) == (self.source is None):
            raise ValueError(say("a support names one supporter"), say("give either statement or source, not both"))
        _of_a_source(self.passage, self.source)
        return self


def _of_a_source(passage: Passage | None, source: str | None) -> None:
    if passage and not source:
        raise ValueError(say("a passage is of a source, and this link names none"), say("remove the passage"))


class Quote(Record):
    """A short quotation of the original, with our translation of it."""

    text: Annotated[Words, AfterValidator(_few_words)]
    lang: LanguageCode
    translated: Text | None = None


class Unnamed(Record):
    """A speaker whom the source does not name, or who has no record here, described in words."""

    unnamed: Text
    countries: tuple[Country, ...] = ()


def _shape_of_speaker(value: object) -> str:
    return "<unnamed>" if isinstance(value, dict | Unnamed) else "<id>"


Speaker = Annotated[
    Annotated[Id, Tag("<id>")] | Annotated[Unnamed, Tag("<unnamed>")],
    Discriminator(_shape_of_speaker),
]
"""An actor's id, or a speaker without a name; told apart by shape, so that a mistake is reported once."""


class Revision(Record):
    """One change of a published statement; a quoted statement never changes silently."""

    date: Day
    what: Text


class Statement(Identified):
    """What someone said or what is so: attributed, dated, sourced, with what challenges it."""

    kind: StatementKind
    by: Speaker | None = None
    said: Edtf | None = None
    happened: Edtf | None = None
    about: tuple[Id, ...] = Field(min_length=1)
    text: Text
    quote: Quote | None = None
    sources: tuple[SourceLink, ...] = Field(min_length=1)
    supported_by: tuple[SupportLink, ...] = ()
    challenged_by: tuple[ChallengeLink, ...] = ()
    due: Edtf | None = None
    outcome: Outcome | None = None
    outcome_statement: Id | None = None
    note: Text | None = None
    recorded: Day
    revised: tuple[Revision, ...] = ()
    retracted: Revision | None = None
    replaced_by: Several = ()

    @property
    def speaker(self) -> str | None:
        """The id of the named speaker, or None where there is none or the source does not name one."""
        return self.by if isinstance(self.by, str) else None

    @model_validator(mode="after")
    def _dated(self) -> Statement:
        if not (self.said or self.happened):
            raise ValueError(say("a statement needs a date"), say("add said, happened, or both"))
        return self

    @model_validator(mode="after")
    def _attributed(self) -> Statement:
        if self.kind is StatementKind.FACT:
            if self.by is not None:
                raise ValueError(say("a fact has no speaker"), say("drop `by`, or make it a claim"))
        elif self.by is None:
            raise ValueError(
                say("a {kind} needs its speaker", kind=self.kind.value),
                say("add by: <actor id>, or by: {{unnamed: …}}"),
            )
        return self

    @model_validator(mode="after")
    def _outcome_of_a_plan(self) -> Statement:
        if self.kind is not StatementKind.PLAN and (self.due or self.outcome or self.outcome_statement):
            raise ValueError(
                say("only a plan has due, outcome and outcome_statement"), say("drop them, or make it a plan")
            )
        return self


class Person(Record):
    """An author as CSL writes one: a person's two names, or `literal` for a body."""

    family: Words | None = None
    given: Words | None = None
    literal: Words | None = None

    @model_validator(mode="after")
    def _named(self) -> Person:
        if (self.family is None) == (self.literal is None) or (self.given and self.literal):
            raise ValueError(
                say("this author has no name"), say("give family and given of a person, or literal of a body")
            )
        return self


class Source(Identified):
    """A published source, in the fields of CSL, plus who published it and what it is.

    `issuer` says whose text it is where that is not the publisher (an act in somebody's database); `hosted_at` where it
    was read, if not at an address of those whose text it is: the id of who keeps it there, or the name of the host.
    `checked` is the day on which somebody last saw it at its address: it is cited as the date of access.
    """

    type: SourceType
    kind: SourceKind | None = None
    title: Words
    title_translated: Text | None = None
    title_descriptive: Literal["true", "false"] = "false"
    language: LanguageCode
    author: tuple[Person, ...] = ()
    issued: Edtf | None = None
    published_by: Id
    issuer: Several = ()
    hosted_at: Host | None = None
    container_title: Words | None = Field(default=None, alias="container-title")
    number: Words | None = None
    url: Url | None = Field(default=None, alias="URL")
    archive_url: Url | None = None
    copy_of: Id | None = None
    note: Text | None = None
    checked: Day | None = None

    @property
    def is_descriptive(self) -> bool:
        """True where the real headline is unknown and `title` only describes the page."""
        return self.title_descriptive == "true"


class Term(Identified):
    """A term of the glossary: both languages, what it means, how each body renders it, what not to write."""

    en: Words
    ru: Words
    definition: Text
    source: Id | None = None
    renderings: tuple[Rendering, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()


class Rendering(Record):
    """A body's own rendering of a term."""

    by: Id
    text: Words
    lang: LanguageCode
    source: Id | None = None


class Forbidden(Record):
    """A variant that the base does not use, and why."""

    text: Words
    lang: Language
    why: Text


class Search(Identified):
    """Something looked for and not found: absence of evidence is knowledge too.

    One that went through a period names it in `covers`, with the `languages` of its queries and what it is `about`:
    then the months of that period count as searched.
    """

    date: Day
    question: Text
    about: tuple[Id, ...] = ()
    covers: Edtf | None = None
    languages: tuple[LanguageCode, ...] = ()
    tried: Text
    result: Text
    statements: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _covers_what_it_can(self) -> Search:
        if self.covers is None:
            return self
        if not (self.about and self.languages):
            message = say("a search that covers a period says what it is about and in which languages")
            raise ValueError(message, say("add about: [<ids>] and languages: [ru, en]"))
        period = dates.parse(self.covers)
        if dates.is_open(period):
            raise ValueError(
                say("the period '{period}' has no end", period=self.covers), say("write both sides: 2026-06/2026-11")
            )
        if (period.upper.year, period.upper.month) > tuple(map(int, self.date.split("-")[:2])):
            message = say("the period '{period}' goes beyond the search, of {date}", period=self.covers, date=self.date)
            raise ValueError(message, say("end it in that month"))
        return self


Term.model_rebuild()
