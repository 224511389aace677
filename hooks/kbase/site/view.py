"""What a template may ask: the base as seen from one page in one language."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from textwrap import shorten
from typing import Any, Final

from markupsafe import Markup

from kbase.citing.bibliography import entry
from kbase.core.base import Edge, KnowledgeBase, sort_date
from kbase.core.evidence import stages
from kbase.core.evidence.doubts import doubt
from kbase.core.evidence.labels import Labels, is_overdue, lines
from kbase.core.evidence.overview import Overview, Verdict, borne_out, known, overview, verdict
from kbase.core.evidence.provenance import Owner, provenance, tally
from kbase.core.evidence.rows import Line, Row, sentence
from kbase.core.pages import lists, paths
from kbase.core.pages.news import News, alike
from kbase.core.pages.table import pages_of_searches
from kbase.core.records import dates
from kbase.core.records.model import OWN, Agreement, HistoryStep, Role, Search, Source, Statement, Text, Unnamed, other
from kbase.core.records.vocabulary import ActorKind, Outcome, Seen, Step, Word
from kbase.core.translation.standing import of_statement
from kbase.files.own_files import address_of
from kbase.site.addresses import PREFIX, Addresses
from kbase.site.downloads import Column, Download
from kbase.site.ownership import Share, shares
from kbase.site.passages import leading_to
from kbase.wording.catalogue import Catalogue
from kbase.wording.naming import where_named
from kbase.wording.news import told_of
from kbase.wording.sentences import first_sentence

SOURCES_TO_TAKE: Final = {
    "sources.txt": "",
    "sources.bib": "BibTeX",
    "sources.ris": "RIS",
    "sources.csl.json": "CSL-JSON",
}
"""The files beside a page with its list of sources → what they are called; a copy to read from a folder has none."""

KILOBYTES_BELOW = 500_000
"""From here on a size is given in megabytes."""


@dataclass(frozen=True)
class Link:
    """A name that a reader can follow, or only a name where there is no page behind it.

    `language` is given where it is not that of the page.
    """

    text: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class LabelLine:
    """A line of a card: what it answers ("Words"), the label of its row, and what this means here."""

    asks: str
    row: Row
    language: str
    here: str

    @property
    def label(self) -> str:
        return self.row.words.label[self.language]

    @property
    def meaning(self) -> str:
        """What the label means, said of any statement."""
        return self.row.words.meaning[self.language]

    @property
    def given(self) -> str:
        """When the label is given."""
        return self.row.words.given[self.language]

    @property
    def is_marked(self) -> bool:
        """Whether it stands out: what was said is contradicted, limited, or was looked for and not found."""
        return self.row in MARKED


@dataclass(frozen=True)
class Told:
    """A statement in a line: who says so, unless its text names them; then the text before the name, the name as it
    stands there with their link, and the text after it.
    """

    text: Markup | str
    who: Link | None = None
    named: Link | None = None
    after: str = ""


Relations = list[tuple[str, list[Edge]]]
"""Relations of a record by type, the label first."""

MARKED: Final = frozenset({Row.CONTRADICTED, Row.QUALIFIED, Row.NOT_FOUND})

_SAID_BY: Final[dict[Row | None, int]] = {Row.PART: 0, Row.ONE_SOURCE: 1}
"""How many of the sources read carry all of a statement, where the meaning of a row says so."""

_FOLDED: Final = 12
"""Rows of a list from which on parts of it fold on a phone."""

_FEW: Final = 2
"""Records that the finding of a picture of neighbours names rather than counts."""

_OPENING: Final = 70
"""Letters of a text of which only the beginning is shown."""

_LEFT_OPEN: Final = {"en": r"[\s,;:—–(“]*…$", "ru": r"[\s,;:—–(«„]*…$"}
"""Signs after which more would come, at the end of an opening."""

_WORD: Final = re.compile(r"\w+")
_SHORT: Final = 3
_STEM: Final = 5
"""Letters: words up to the first tell no name from another unless it has no others, and as many as the second are the
same at the beginning of a word in every case.
"""


@dataclass(frozen=True)
class View:
    """The base from the page at `path` in `language`. `words` holds the interface, `addresses` the link style."""

    base: KnowledgeBase
    labelled: Mapping[str, Labels]
    language: str
    path: str
    words: Catalogue
    addresses: Addresses
    as_of: str
    title_of: Callable[[str, str], str]
    numbered: tuple[str, ...] = ()
    downloads: tuple[Download, ...] = ()
    data: Callable[[], tuple[Download, ...]] = tuple
    repository: str = ""
    columns: Callable[[], tuple[Column, ...]] = tuple
    site_url: str = ""

    # --- words ------------------------------------------------------------------------------------------------------

    def label(self, word: Word) -> str:
        """The label of a word of the vocabulary."""
        return word.label(self.language)

    def text(self, text: Text | None) -> Markup | str:
        """A bilingual text in the page's language; where it is missing, the other one, marked with its language."""
        if text is None:
            return ""
        language = text.language_for(self.language)
        words = text.read(self.language)
        return words if language == self.language else Markup('<span lang="{}">{}</span>').format(language, words)

    def first_sentence(self, text: Text) -> Markup | str:
        """The first sentence of a bilingual text: of a summary, the answer."""
        found = self.text(text)
        return type(found)(first_sentence(found))

    def other(self, text: Text) -> str:
        """The same text in the other language; nothing where `text` shows that one already, or both are the same."""
        shown, other = text.read(self.language), text.read(self.other_language)
        return "" if other == shown else other

    @property
    def other_language(self) -> str:
        return other(self.language)

    # --- links ------------------------------------------------------------------------------------------------------

    def href(self, path: str, anchor: str = "") -> str:
        """A relative link to a page of the same language."""
        return self.addresses.link(path, self.path, anchor)

    def published(self, path: str) -> str:
        """The published address of a page of the same language: on paper nobody can follow a relative link."""
        return f"{self.site_url}{PREFIX[self.language]}{Addresses().address(path)}"

    def file(self, path: str) -> str:
        """A relative link to a file of the site, such as "assets/offline.js"."""
        depth = self.addresses.address(self.path).count("/") + PREFIX[self.language].count("/")
        return "../" * depth + path

    def twin(self, anchor: str) -> str:
        """A relative link to this page in the other language."""
        address = self.file(PREFIX[self.other_language] + self.addresses.address(self.path))
        return f"{address or './'}#{anchor}" if anchor else address or "./"

    def download(self, download: Download) -> Link:
        """A package with a link to it."""
        return Link(download.name, self.file(f"{paths.PACKAGES}/{download.name}"))

    def data_file(self, name: str) -> Link:
        """A file of data with a link to it."""
        return Link(name, self.file(f"{paths.DATA}/{name}"))

    def size(self, size: int) -> str:
        """A size in bytes as a reader takes it in: "11.5 MB", "12 kB"."""
        if size < KILOBYTES_BELOW:
            return self.words("size.kilobytes", n=self.words.number(max(1, round(size / 1e3))))
        return self.words("size.megabytes", n=self.words.number(round(size / 1e6, 1)))

    def entity(self, entity: str) -> Link:
        """The name of a record, with a link where it has a page."""
        record = self.base.entities.get(entity)
        if record is not None:
            return self._link(record.title, self.href(self.base.path_of(entity)))
        outlet = self.base.outlets.get(entity)
        return self._link(outlet.title) if outlet else Link(entity)

    def entities(self, ids: Iterable[str]) -> list[Link]:
        """The names of records."""
        return [self.entity(id) for id in ids]

    def authors(self, source: str) -> list[Link]:
        """Whose text a source is: its authors, where they have a page, and its publisher."""
        record = self.base.sources[source]
        return self.entities(dict.fromkeys((*record.issuer, record.published_by)))

    def _link(self, text: Text, href: str | None = None) -> Link:
        """A link that `text` names in the page's language, or in the other one where it is missing."""
        language = text.language_for(self.language)
        return Link(text.read(self.language), href, None if language == self.language else language)

    def page(self, path: str) -> Link:
        """The title of any page with a link to it."""
        return Link(self.title_of(path, self.language), self.href(path))

    def has_page(self, path: str) -> bool:
        """Whether the base has a page of prose at that path."""
        return bool(self.base.prose_at(path))

    def page_number(self, number: int, pages: int) -> str:
        """ ", page 2 of 4" for the title of a register's page; nothing where there is one only."""
        return self.words("register.page", number=number, pages=pages) if pages > 1 else ""

    def statement(self, statement: str) -> Link:
        """The text of a statement with a link to its page."""
        record = self.base.statements[statement]
        return self._link(record.text, self.href(paths.of_statement(statement)))

    def statement_opening(self, statement: str, letters: int = _OPENING) -> Link:
        """The beginning of the text of a statement with a link to its page: for pages that name very many."""
        link = self.statement(statement)
        opening = shorten(link.text, letters, placeholder="…")
        return replace(link, text=re.sub(_LEFT_OPEN[self.language], "…", opening))

    def statement_sentence(self, statement: str) -> Link:
        """The first sentence of a statement, whole, with a link to its page."""
        link = self.statement(statement)
        return replace(link, text=first_sentence(link.text))

    def source(self, source: str) -> Link:
        """The title of a source with a link to its entry on its publisher's page."""
        record = self.base.sources[source]
        language = None if record.language == self.language else record.language
        title = f"[{record.title}]" if record.is_descriptive else record.title
        return Link(title, self.href(paths.of_publisher(record.published_by), source), language)

    def search(self, search: str) -> Link:
        """The question of a search with a link to its entry in the register."""
        return self._link(self.base.searches[search].question, self.href(self._page_of_search[search], search))

    @cached_property
    def _page_of_search(self) -> dict[str, str]:
        return pages_of_searches(self.base)

    def search_of(self, search: Search) -> str:
        """A search in a few words, for a link that shows a figure only."""
        tongues = ", ".join(map(self.words.language_name, search.languages))
        return self.words("coverage.searched", date=self.words.date(search.date), languages=tongues)

    def translated_title(self, source: Source) -> str:
        """ " [Title in the page's language]" where the source is in another one and the base translates it."""
        own = getattr(source.title_translated, self.language, None)
        is_foreign = source.language.partition("-")[0] != self.language
        return f" [{own}]" if own and is_foreign and own != source.title else ""

    def is_long(self, rows: Sequence[Any]) -> bool:
        """Whether a list is so long that parts of it fold on a phone."""
        return len(rows) > _FOLDED

    def by_year(self, statements: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
        """Statements by year, which stand the newest or the oldest first: those without a day of their own ("not later
        than") join their year. A short list is one part without a year.
        """
        if not self.is_long(statements):
            return [("", list(statements))]
        years: defaultdict[int, list[Statement]] = defaultdict(list)
        for statement in statements:
            years[sort_date(statement).year].append(statement)
        is_newest_first = sort_date(statements[0]) >= sort_date(statements[-1])
        return [(self._heading(year, years[year]), years[year]) for year in sorted(years, reverse=is_newest_first)]

    def _heading(self, year: int, statements: Sequence[Statement]) -> str:
        """The year, or "not later than" it where that is known of none of them."""
        undated = all(sort_date(statement).lower == dates.FIRST for statement in statements)
        return self.words.date(f"../{year}") if undated else str(year)

    def by_year_of_issue(self, sources: Sequence[Source]) -> list[tuple[str, list[Source]]]:
        """Sources by year, the newest first and those without a date last; a short list in one part as it is."""
        if not self.is_long(sources):
            return [("", list(sources))]
        years: dict[str, list[Source]] = {}
        for source in sources:
            year = str(dates.parse(source.issued).year) if source.issued else self.words("source.no-date")
            years.setdefault(year, []).append(source)
        return sorted(years.items(), key=lambda row: (row[0].isdigit(), row[0]), reverse=True)

    def is_behind(self, statement: Statement) -> bool:
        """Whether the other language of a statement's text was changed after this one."""
        return of_statement(self.base, statement).behind == self.language

    def is_untranslated(self, statement: Statement) -> bool:
        """Whether a statement's text is there in the other language only."""
        return statement.text.language_for(self.language) != self.language

    def speaker(self, statement: Statement) -> Link | None:
        """Who says so: a linked name, an unnamed speaker's description, or None for a fact."""
        if isinstance(statement.by, Unnamed):
            return self._link(statement.by.unnamed)
        return self.entity(statement.by) if statement.by else None

    def told(self, statement: Statement) -> Told:
        """A statement in a line, with its speaker named once."""
        who, text = self.speaker(statement), self.text(statement.text)
        if who is None or isinstance(text, Markup):
            return Told(text, who)
        speaker = self.base.entities.get(statement.speaker or "")
        is_person = speaker is None or getattr(speaker, "kind", None) is ActorKind.PERSON
        place = where_named(who.text, text, self.language, is_person)
        if place is None:
            return Told(text, who)
        begin, end = place
        return Told(text[:begin], named=Link(text[begin:end], who.href), after=text[end:])

    def names_its_body(self, role: Role) -> bool:
        """Whether a role says in its own words where it is held, in whatever case: a word of it begins like every long
        word of the body's name.
        """
        body = self.base.entities.get(role.organisation or "")
        if body is None:
            return False
        said = _WORD.findall(role.role.read(self.language).casefold())
        name = _WORD.findall(body.title.read(self.language).partition(" (")[0].casefold())
        telling = [word for word in name if len(word) > _SHORT] or name
        return all(any(word.startswith(one[:_STEM]) for word in said) for one in telling)

    def is_former(self, role: Role) -> bool:
        """Whether a role had ended on the day of the base."""
        return bool(role.to and dates.parse(role.to).upper < dates.parse(self.as_of).upper)

    @cached_property
    def overview(self) -> Overview:
        """How good the evidence of the whole base is."""
        return overview(self.base, self.labelled)

    def known(self, statements: Iterable[Statement]) -> list[tuple[str, int]]:
        """How statements are known: a label and how many have it."""
        return self._counted(known(statements, self.labelled))

    def borne_out(self, text: str) -> list[tuple[str, Sequence[Statement]]]:
        """What became of the claims of a public text: a label and those that have it, the most frequent first."""
        told = borne_out(text, self.base, self.labelled)
        rows = _by_frequency({row: len(claims) for row, claims in told.items()})
        return [(row.words.label[self.language], told[row]) for row in rows]

    def verdict(self, text: str) -> Verdict:
        """How many of these claims are confirmed, refuted, qualified and open."""
        return verdict(borne_out(text, self.base, self.labelled))

    def _counted(self, counts: Counter[Row]) -> list[tuple[str, int]]:
        return [(row.words.label[self.language], counts[row]) for row in _by_frequency(counts)]

    def provenance(self, statement: Statement) -> tuple[Owner, ...]:
        """From whom the sources of a statement have it, owner by owner."""
        return provenance(statement, self.labelled[statement.id], self.base)

    def tally(self, statement: Statement, before: Row | None = None) -> str:
        """How many sources a statement has, how many of those read carry all of it, and of how many origins. How many
        carry all of it is left out `before` the meaning of a row that says the same.
        """
        found = tally(statement, self.base)
        said = [self.words("statement.sources", n=found.sources)]
        if 1 < found.sources != found.whole != _SAID_BY.get(before):
            said.append(self.words("tally.whole", n=found.whole) if found.whole else self.words("tally.none"))
        if found.whole > 1:
            said.append(self.words("tally.known-origins" if found.unknown else "tally.origins", n=found.origins))
        return ", ".join(said)

    # --- labels of evidence -----------------------------------------------------------------------------------------

    def labels(self, statement: Statement) -> list[LabelLine]:
        """The lines that a card shows of how sure a statement is."""
        shown = lines(statement, self.labelled[statement.id])
        return [self._label_line(asks, line) for asks, line in shown]

    def lead(self, statement: Statement) -> LabelLine:
        """Of these lines the one that says how sure it is."""
        lead = self.labelled[statement.id].lead
        return next(line for line in self.labels(statement) if line.row is lead.row)

    def outcome(self, plan: Statement) -> str:
        """What became of a plan, or that its date has passed."""
        return (
            self.words("commitments.overdue") if self.is_overdue(plan) else self.label(plan.outcome or Outcome.UNKNOWN)
        )

    def is_overdue(self, plan: Statement) -> bool:
        """Whether the date of a plan had passed without a known outcome on the day of the base."""
        return is_overdue(plan, self.as_of)

    def _label_line(self, asks: str, line: Line) -> LabelLine:
        here = sentence(line, self.language, lambda id: self.entity(id).text)
        return LabelLine(self.words(f"label.{asks}"), line.row, self.language, here)

    # --- what is new ------------------------------------------------------------------------------------------------

    def told_of(self, change: News) -> str:
        """What a grade or stage was and is, or when a plan was due."""
        return told_of(change, self.words)

    def alike(self, changes: list[News]) -> list[list[News]]:
        """Changes with those put together of which the same is told."""
        return alike(changes)

    # --- sources ----------------------------------------------------------------------------------------------------

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Source id → its number on this page."""
        return {source: number for number, source in enumerate(self.numbered, start=1)}

    def sources_here(self, s: Statement) -> list[str]:
        """The sources of a statement that stand in the list of this page."""
        return [link.id for link in s.sources if link.id in self.number_of]

    def publisher(self, source: Source) -> Any:
        """Who published a source."""
        return self.base.publishers.get(source.published_by)

    def reference(self, source: Source) -> Markup:
        """The entry of a source in a list of sources: GOST on Russian pages, APA on English ones."""
        return entry(source, self.publisher(source).title, self.language)

    def sources_to_take(self) -> list[Link]:
        """The files with the sources of this page; none where it is read from a folder."""
        is_there = self.numbered and self.addresses.directory_urls
        return (
            [Link(called or self.words("cite.text"), name) for name, called in SOURCES_TO_TAKE.items()]
            if is_there
            else []
        )

    @property
    def copying(self) -> str:
        """The script that copies what is there to be copied."""
        return self.file(address_of("assets/cite.js"))

    def original(self, source: Source, link: Any) -> str:
        """Where a source itself stands; where the words that carry the link are known, at these words."""
        found, url = link.passage, source.url or ""
        return leading_to(url, found.text, found.before or "", found.after or "") if found else url

    def origin(self, link: Any) -> str:
        """From whom a source has a statement, in words."""
        if not link.origin:
            return "" if link.role else self.words("link.origin-unknown")
        if link.origin == (OWN,):
            return self.words("link.own-alone")
        names = (self.words("link.own") if o == OWN else self.entity(o).text for o in link.origin)
        return self.words("link.origin", names=", ".join(names))

    def via(self, link: Any) -> str:
        """How a source has a statement at first hand, where it has: whose word it is stands before."""
        return self.words("link.via", via=self.label(link.via)) if link.via else ""

    def ownership_mix(self, sources: Iterable[str]) -> list[Share]:
        """How many of these sources come from publishers of each ownership, most first."""
        publishers = map(self.publisher, (self.base.sources[source] for source in sources))
        return shares(publisher.ownership for publisher in publishers if publisher)

    def seen(self, source: str) -> list[Seen]:
        """How much of a source was read for the statements of this page, the most first."""
        found = {link.seen for s in self.base.cited_by.get(source, ()) for link in s.sources if link.id == source}
        return [seen for seen in Seen if seen in found]

    # --- records ----------------------------------------------------------------------------------------------------

    def stages(self, agreement: Any) -> list[tuple[str | None, Word]]:
        return list(stages.stage_by_party(agreement).items())

    def stage(self, agreement: Any) -> Word | None:
        return stages.stage(agreement)

    def lasting_first(self, roles: Sequence[Role]) -> list[Role]:
        return lists.lasting_first(roles)

    def history(self, agreement: Any) -> list[Any]:
        return stages.in_order(agreement.history)

    def track(self, agreement: Agreement) -> list[bool]:
        """For each step that there may be, in their usual order, whether the agreement's history has it."""
        known = {taken.step for taken in agreement.history}
        return [step in known for step in Step]

    def doubt(self, step: HistoryStep, agreement: Agreement) -> Statement | None:
        """The doubtful statement that reports a step of an agreement, where no firm one does."""
        return doubt(step, agreement, self.base, self.labelled)

    def relations(self, entity: str) -> Relations:
        """The relations of a record by type, the label first. What would read the same stands once."""
        found = self.base.relations.get(entity, ())
        held = {(edge.type, edge.other, edge.since, edge.until, edge.office): edge for edge in found}
        order = {edge.type: n for n, edge in enumerate(held.values())}
        edges = sorted(held.values(), key=lambda edge: order[edge.type])
        return [(self.label(relation), list(group)) for relation, group in groupby(edges, key=lambda e: e.type)]

    def halves(self, groups: Relations) -> list[Relations]:
        """Groups of relations for the two sides of a picture: each side gets about as many boxes, no group is split."""
        sides: list[Relations] = [[], []]
        for group in sorted(groups, key=lambda group: -len(group[1])):
            min(sides, key=lambda side: sum(len(edges) for _, edges in side)).append(group)
        return list(filter(None, sides))

    def foremost(self, groups: Relations) -> str:
        """The relation of which there are most, with the one or two records that it leads to, or how many; of several
        with equally many only how many.
        """
        most = max(len(edges) for _, edges in groups)
        leading = [group for group in groups if len(group[1]) == most]
        if most == 1 < len(groups):
            return self.words("neighbours.each", kinds=", ".join(relation for relation, _ in leading))
        few = _FEW if len(leading) == 1 else 0
        told = (f"{relation} — {self._named(edges, few)}" for relation, edges in leading)
        return self.words("neighbours.most", kinds=", ".join(told))

    def _named(self, edges: Sequence[Edge], few: int) -> str:
        """The records that relations lead to, or how many where they are more than a few."""
        others = [self.entity(other).text for other in dict.fromkeys(edge.other for edge in edges)]
        return "; ".join(others) if len(others) <= few else str(len(others))

    def period(self, since: str | None, until: str | None, as_of: str | None = None) -> str:
        """A period of a role or relation in words, or nothing."""
        if since and until and not _is_interval(since) and not _is_interval(until):
            return self.words.date(f"{since}/{until}")
        if since or until:
            began = since and self._side(since, "role.from-then" if until else "role.from", "role.some-time.from")
            ended = until and self._side(until, "role.to", "role.some-time.to")
            return "; ".join(filter(None, (began, ended)))
        if as_of and _is_interval(as_of):
            return self.words("role.as-of-a-time", date=self.words.when(as_of))
        return self.words("role.as-of", date=self.words.date(as_of)) if as_of else ""

    def _side(self, date: str, key: str, key_of_interval: str) -> str:
        """When a role began or ended; an interval is not how long that took but how little is known of it."""
        if _is_interval(date):
            return self.words(key_of_interval, date=self.words.when(date))
        return self.words(key, date=self.words.date(date, "genitive"))

    def countries(self, statuses: Iterable[Any]) -> str:
        """The countries in which an outlet is restricted, each once."""
        return ", ".join(dict.fromkeys(self.label(status.country) for status in statuses))

    def final_owners(self, actor: str) -> list[Link]:
        return [self.entity(owner) for owner in sorted(self.base.final_controllers(actor)) if owner != actor]


def _by_frequency(counts: Mapping[Row, int]) -> list[Row]:
    """The most frequent first."""
    return sorted(counts, key=lambda row: (-counts[row], list(Row).index(row)))


def _is_interval(date: str) -> bool:
    return dates.parse(date).is_interval
