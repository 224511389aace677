"""What the search finds: every record, statement, term, publisher and page about the base, each in one language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from kbase.core.base import KnowledgeBase, sort_date, sources_of
from kbase.core.evidence.grades import Grades
from kbase.core.evidence.labels import label
from kbase.core.pages.paths import STATEMENTS, of_publisher, of_statement, of_term
from kbase.core.prose.plain_words import plain_words
from kbase.core.records import dates
from kbase.core.records.model import Actor, Agreement, Entity, Event, Name, Outlet, Statement, Term, Text, other
from kbase.core.records.vocabulary import ActorKind
from kbase.core.search.corrections import Known
from kbase.core.search.morphology import folded, true_stem, words_of
from kbase.core.search.proper_names import initials, proper_words
from kbase.core.search.query_words import asked_as, said_of_statements, stop_words, synonyms
from kbase.core.search.romanising import belarusian_of, is_cyrillic, romanised
from kbase.core.search.tools import tools_of
from kbase.core.search.variants import variants, variants_of_term
from kbase.core.web_addresses import host_of

Filters = Mapping[str, tuple[str, ...]]
Stems = tuple[str, ...]


class Phrases:
    """Rows of phrases, as stems, that are looked for in a text, and of what the text is then found by too.

    They are kept by their first stem, so that a text is gone through once, however many rows there are.
    """

    def __init__(self, rows: Iterable[tuple[Iterable[Stems], tuple[str, ...]]]) -> None:
        self._names: list[tuple[str, ...]] = []
        self._by_first: dict[str, list[tuple[Stems, int]]] = {}
        for row, (phrases, names) in enumerate(rows):
            self._names.append(names)
            for phrase in filter(None, phrases):
                self._by_first.setdefault(phrase[0], []).append((phrase, row))

    def names_for(self, text: Stems) -> tuple[str, ...]:
        """The names of all rows with a phrase that stands in the text, in the order of the rows, each once."""
        rows = {
            row
            for place, stem in enumerate(text)
            for phrase, row in self._by_first.get(stem, ())
            if text[place : place + len(phrase)] == phrase
        }
        return tuple(dict.fromkeys(name for row in sorted(rows) for name in self._names[row]))


OFFERED: Final = ("type", "statement", "country", "year", "label", "support", "ownership")
"""What results can be narrowed by, in the order in which a reader is offered them."""

FILTERS: Final = (*OFFERED, "attested", "content")
"""The same with the two grades: addresses from before the labels filter by them."""

SAID_FOR: Final[Mapping[str, str]] = {"priority": "topic", "analysis": "concept", "term": "concept"}
"""In which field of the order of results stands what readers say for the titles of a type: else it is "near"."""

NAMELESS: Final = ("statement", "publisher")
"""The types of results whose words of names do not lead to them."""

NAMED_FIRST: Final = ("actor", "agreement", "event", "analysis", "term", "priority")
"""Of several results with the name that is asked for, those of these types come first, in this order."""

ABBREVIATED: Final = ("actor", "agreement", "term")
"""The types of results whose names are abbreviated."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Findable:
    """One result. `also` holds the names that the page itself need not show, `derived` those of them that were made by
    rule; `formerly` the ids under which it was published before, `hosts` those at which its texts were read; `date` is
    an EDTF date or empty; `answers` are places of the page with the names that ask for them.

    The date is a moment where it is that of a saying: an interval then shows how little is known of it.
    """

    path: str
    type: str
    title: str
    summary: str = ""
    kind: str = ""
    date: str = ""
    is_moment: bool = False
    also: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    derived: frozenset[str] = frozenset()
    filters: Filters = field(default_factory=dict)
    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_outlet(self) -> bool:
        """Whether it is asked for itself, and not for what is said of it."""
        return self.kind == ActorKind.OUTLET.value

    @property
    def is_person(self) -> bool:
        """Whether its names may be spelled in many ways."""
        return self.kind == ActorKind.PERSON.value

    @property
    def names(self) -> tuple[str, ...]:
        """By what a thing is known: a query that is a name wants the thing first. A statement has no name, and one word
        of a publisher's name is too often that of a subject ("The Moscow Times").
        """
        return () if self.type in NAMELESS else tuple(dict.fromkeys((*variants(self.title), *self.also)))


def in_order_of_names(type: str) -> int:
    """Where a result of this type stands among those with the same name."""
    return NAMED_FIRST.index(type) if type in NAMED_FIRST else len(NAMED_FIRST)


@dataclass(frozen=True)
class Findables:
    """All results of a base in one language."""

    base: KnowledgeBase
    graded: Mapping[str, Grades]
    language: str

    @cached_property
    def by_path(self) -> dict[str, Findable]:
        """Page path → the result that the page is."""
        everything = (
            *map(self._entity, self.base.entities.values()),
            *map(self._statement, self.base.statements.values()),
            *map(self._term, self.base.terms.values()),
            *map(self._publisher, self._without_a_record()),
            *self._tools(),
        )
        return {found.path: found for found in everything}

    def bridges(self, text: str) -> tuple[str, ...]:
        """For the terms of the glossary that a text uses: their other names, in this language and the other."""
        return self._terms.names_for(self._stems(text))

    def synonyms(self, text: str) -> tuple[str, ...]:
        """For the words of a text that readers use others for: those others."""
        return self._synonyms.names_for(self._stems(text))

    def said_for(self, found: Findable) -> tuple[str, ...]:
        """What readers say for the title of a thing with a name: other words, and abbreviations of a body or a term."""
        if found.type in NAMELESS:
            return ()
        abbreviated = found.names if found.type in ABBREVIATED else ()
        names = (name for name in abbreviated if name not in found.derived)
        return tuple(
            dict.fromkeys((*self.synonyms(found.title), *(short for name in names for short in initials(name))))
        )

    def offices(self, found: Findable) -> tuple[str, ...]:
        """The names of more than one word by which a person is asked for: who types one wants who holds the office.
        Words that a query does not count are none: "who was before Glazyev" would be Glazyev.
        """
        said = self._asked.names_for(self._stems(found.title)) if found.is_person else ()
        passed = stop_words(self.language)
        return tuple(name for name in said if len([word for word in words_of(name) if word not in passed]) > 1)

    def gist(self, found: Findable) -> tuple[str, ...]:
        """What readers say for the words of a summary, or of a statement."""
        return self.synonyms(found.summary or found.title)

    def said_of(self, found: Findable) -> tuple[str, ...]:
        """What readers say for a statement itself, whichever of its ids it was said for."""
        if found.type != "statement":
            return ()
        listed = said_of_statements(self.language)
        ids = (found.path.removeprefix(f"{STATEMENTS}/"), *found.formerly)
        return tuple(words for id in ids for words in listed.get(id, ()))

    @cached_property
    def usual_words(self) -> frozenset[str]:
        """The words of four letters and more that the texts in this language use at least twice."""
        found = Counter(word for text in self._texts() for word in set(words_of(text)) if len(word) >= 4)
        return frozenset(
            word for word, count in found.items() if count > 1 and is_cyrillic(word) == (self.language == "ru")
        )

    @cached_property
    def proper_words(self) -> frozenset[str]:
        """The words of names in all statements, in both languages: many who are named have no record."""
        texts = (text for statement in self.base.statements.values() for text in both(statement.text))
        return frozenset(word for text in texts for word in proper_words(text))

    @cached_property
    def known(self) -> Known:
        """The words that a typing error is compared with: those of names, and those of the texts that are used more
        than once, since a word that stands in one place only may be an error itself.
        """
        named = {*known_words(self.by_path.values()), *self.proper_words}
        derived = set(_long_words(name for found in self.by_path.values() for name in found.derived)) - named
        usual = self.usual_words - named - derived
        return Known(tuple(sorted(named)), tuple(sorted(usual)), tuple(sorted(derived)))

    def _texts(self) -> Iterator[str]:
        for (language, _), page in self.base.prose.items():
            if language == self.language:
                yield plain_words(page.body)
        for found in self.by_path.values():
            yield found.title
            yield found.summary

    # --- results ----------------------------------------------------------------------------------------------------

    def _entity(self, entity: Entity) -> Findable:
        statements = self.base.about.get(entity.id, ())
        sources = [*entity.sources, *(i for s in statements for i in sources_of(s))]
        return Findable(
            path=self.base.path_of(entity.id),
            type=entity.type.value,
            title=entity.title.read(self.language),
            summary=entity.summary.read(self.language),
            kind=str(getattr(entity, "kind", "")),
            date=str(getattr(entity, "date", "") or ""),
            also=tuple(names_of(entity)),
            formerly=entity.former_ids,
            hosts=hosts_of(self.base, entity.id),
            derived=frozenset(text for _, text in romanisations_of(entity)) - attested_names(entity),
            filters={
                "type": (entity.type.value,),
                "country": tuple(country.value for country in entity.countries),
                "year": years_of(entity),
                "ownership": self._ownership(sources),
            },
        )

    def _statement(self, statement: Statement) -> Findable:
        about = [self.base.entities[i] for i in statement.about if i in self.base.entities]
        grades, labels = self.graded[statement.id], label(statement, self.base)
        lead = (labels.lead.row.value,) if labels.lead is not labels.words else ()
        return Findable(
            path=of_statement(statement.id),
            type="statement",
            title=statement.text.read(self.language),
            kind=statement.kind.value,
            date=statement.happened or statement.said or "",
            is_moment=not statement.happened,
            also=tuple(dict.fromkeys((*both(statement.text), *self._short_names(statement, about)))),
            formerly=statement.former_ids,
            filters={
                "type": ("statement",),
                "country": tuple(dict.fromkeys(c.value for entity in about for c in entity.countries)),
                "statement": (statement.kind.value,),
                "year": (str(sort_date(statement).year),),
                "label": (labels.words.row.value,),
                "support": lead,
                "attested": (grades.attested.grade.value,),
                "content": (grades.content.grade.value,) if grades.content else (),
                "ownership": self._ownership(sources_of(statement)),
            },
        )

    def _term(self, term: Term) -> Findable:
        others = (*(r.text for r in term.renderings), *(f.text for f in term.forbidden))
        return Findable(
            path=of_term(term.id),
            type="term",
            title=term.ru if self.language == "ru" else term.en,
            summary=term.definition.read(self.language),
            also=tuple(dict.fromkeys((*self._names_of(term), *others))),
            formerly=term.former_ids,
            filters={"type": ("term",), "ownership": self._ownership([term.source] if term.source else [])},
        )

    def _without_a_record(self) -> Iterator[Actor | Outlet]:
        """The publishers that are nothing else. One that has a record is found as that, by its hosts, too."""
        for id in self.base.published:
            if id in self.base.publishers and id not in self.base.entities:
                yield self.base.publishers[id]

    def _publisher(self, publisher: Actor | Outlet) -> Findable:
        """The page with a publisher's sources."""
        hosts = hosts_of(self.base, publisher.id)
        names = (*both(publisher.title), *(name.text for name in publisher.names))
        return Findable(
            path=of_publisher(publisher.id),
            type="publisher",
            title=publisher.title.read(self.language),
            summary=", ".join(hosts),
            kind=publisher.kind.value,
            also=tuple(dict.fromkeys(names)),
            formerly=publisher.former_ids,
            hosts=hosts,
            filters={
                "type": ("publisher",),
                "country": tuple(country.value for country in publisher.countries),
                "ownership": (publisher.ownership.value,),
            },
        )

    def _tools(self) -> Iterator[Findable]:
        for tool in tools_of(self.base, self.language):
            kind = "about" if tool.is_about_the_base else "tool"
            also = (*tool.names, *(name for _, names in tool.answers for name in names))
            yield Findable(
                tool.path,
                kind,
                tool.title,
                tool.summary,
                also=tuple(dict.fromkeys(also)),
                filters={"type": (kind,)},
                answers=tool.answers,
            )

    # --- parts ------------------------------------------------------------------------------------------------------

    def _ownership(self, sources: Iterable[str]) -> tuple[str, ...]:
        """The ownership of the publishers of `sources`, each once."""
        records = (self.base.sources[i] for i in dict.fromkeys(sources) if i in self.base.sources)
        publishers = (self.base.publishers.get(source.published_by) for source in records)
        return tuple(dict.fromkeys(publisher.ownership.value for publisher in publishers if publisher))

    def _short_names(self, statement: Statement, about: list[Entity]) -> Iterator[str]:
        """The titles of what a statement is about and of who made it, in both languages, and their abbreviations."""
        speaker = self.base.entities.get(statement.speaker or "")
        for entity in (*about, *([speaker] if speaker else ())):
            yield from both(entity.title)
            yield from (name.text for name in entity.names if name.of.value == "abbreviation")

    @cached_property
    def _synonyms(self) -> Phrases:
        lines = ((map(self._stems, line), line) for line in synonyms(self.language))
        return Phrases((*lines, *self._said_for_names(), *self._surnames()))

    @cached_property
    def _asked(self) -> Phrases:
        return Phrases(self._said_for_names())

    def _said_for_names(self) -> Iterator[tuple[list[Stems], tuple[str, ...]]]:
        """Names and titles, each with what readers say for it."""
        return (([self._stems(name)], words) for name, words in asked_as(self.language))

    def _surnames(self) -> Iterator[tuple[list[Stems], tuple[str, ...]]]:
        """The surname of each person, and what its sources write for it in the other alphabet: whoever types one finds
        all that the other finds.
        """
        for entity in self.base.entities.values():
            if isinstance(entity, Actor) and entity.kind is ActorKind.PERSON:
                own = entity.title.read(self.language).split()[-1]
                written = {name.split()[-1] for name in attested_names(entity) if is_cyrillic(name) != is_cyrillic(own)}
                yield [self._stems(own)], tuple(sorted(written))

    @cached_property
    def _terms(self) -> Phrases:
        """Each term with the phrases by which it is seen in a text, and all its names."""
        return Phrases(map(self._phrases_of, self.base.terms.values()))

    def _phrases_of(self, term: Term) -> tuple[Iterable[Stems], tuple[str, ...]]:
        return map(self._stems, variants_of_term(term, self.language)), self._names_of(term)

    def _names_of(self, term: Term) -> tuple[str, ...]:
        """The names of a term in this language, then in the other."""
        return (*variants_of_term(term, self.language), *variants_of_term(term, other(self.language)))

    def _stems(self, text: str) -> Stems:
        return _stems_of(text, self.language)


@lru_cache(maxsize=16)
def _stems_of(text: str, language: str) -> Stems:
    """The stems of the words of a text, in order. A page is asked for them several times in a row.

    An abbreviation in capitals stays as it is, so that it is no other word: «ИИ» is not «и», nor "IT" "it".
    """
    return tuple(word if _is_abbreviation(word) else true_stem(folded(word), language) for word in _WORD.findall(text))


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def both(text: Text) -> Iterator[str]:
    """A text in every language that it has."""
    yield from filter(None, (text.en, text.ru))


def hosts_of(base: KnowledgeBase, publisher: str) -> tuple[str, ...]:
    """The hosts at which a publisher's sources were read, most used first, without those below another of them."""
    found = Counter(
        host_of(source.url) for source in base.published.get(publisher, ()) if source.url and not source.hosted_at
    )
    return tuple(host for host, _ in found.most_common() if not any(host.endswith(f".{other}") for other in found))


def names_of(entity: Entity) -> Iterator[str]:
    """All names of a record: titles in both languages, attested spellings, and romanisations where it is an actor."""
    own = [*both(entity.title), *(name.text for name in entity.names)]
    official = getattr(entity, "official_title", None)
    own += [*both(official)] if official else []
    own += [number] if (number := getattr(entity, "number", None)) else []
    romanisations = [text for _, text in romanisations_of(entity)]
    yield from dict.fromkeys((*own, *romanisations))


def attested_names(entity: Entity) -> frozenset[str]:
    """The names of a record that nobody derived: its titles and those that its sources use."""
    return frozenset((*both(entity.title), *(name.text for name in entity.names)))


def romanisations_of(entity: Entity) -> Iterator[tuple[str, str]]:
    """Scheme and spelling of the Cyrillic names of an actor. Titles of acts are sentences, which are not typed so."""
    if not isinstance(entity, Actor):
        return
    is_person = entity.kind is ActorKind.PERSON
    for name in _cyrillic_names(entity):
        yield from romanised(name.text, "be" if name.lang == "be" else "ru", is_person)
    has_belarusian = any(name.lang == "be" for name in entity.names)
    if is_person and not has_belarusian and (belarusian := belarusian_of(entity.title.ru or "")):
        yield "Belarusian by rule", belarusian
        yield from romanised(belarusian, "be", is_person)


def _cyrillic_names(entity: Entity) -> list[Name]:
    title = [Name(text=entity.title.ru, lang="ru")] if entity.title.ru else []
    return [name for name in (*title, *entity.names) if is_cyrillic(name.text)]


def years_of(entity: Entity) -> tuple[str, ...]:
    """The years of an event, or of the steps of an agreement."""
    moments = [entity.date] if isinstance(entity, Event) else []
    moments += [step.date for step in entity.history] if isinstance(entity, Agreement) else []
    return tuple(sorted({str(dates.parse(moment).year) for moment in moments}))


def known_words(findables: Iterable[Findable]) -> set[str]:
    """The words of all names that somebody wrote, for telling a typing error from a word that is not there."""
    named = (found for found in findables if found.type != "statement")
    return _long_words(text for f in named for text in (f.title, *f.also) if text not in f.derived)


def _long_words(texts: Iterable[str], least: int = 4) -> set[str]:
    return {word for text in texts for word in words_of(text) if len(word) >= least}
