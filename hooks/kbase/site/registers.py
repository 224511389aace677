"""The registers: lists made from all records, shown below the prose of the page whose front matter names them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any, Final

from kbase.core import explaining
from kbase.core.base import Publisher
from kbase.core.drafting.examples import examples
from kbase.core.evidence import stages
from kbase.core.evidence.rows import HOW_TOLD, Row, all_words
from kbase.core.pages import lists, news
from kbase.core.pages.anchors import DAYS_SHOWN, UNKNOWN_STAGE
from kbase.core.pages.coverage import coverage
from kbase.core.pages.lanes import Lane, lane
from kbase.core.pages.news import News
from kbase.core.pages.paging import PAGE_SIZE, SEARCHES_PAGE_SIZE, SOURCES_PAGE_SIZE, paged, pager
from kbase.core.pages.paths import CHALLENGED, HOME, NOT_FOUND, REFERENCE, SOURCES, YEARS
from kbase.core.pages.sides import SIDES, voices
from kbase.core.records import dates
from kbase.core.records.model import Entity, Statement, Term, Text
from kbase.core.records.vocabulary import (
    CHECKABLE,
    FOLDERS,
    KIND_OF_TYPE,
    ActorKind,
    Country,
    EntityType,
    Seen,
    Step,
    Word,
)
from kbase.files.own_files import address_of
from kbase.site import contributing
from kbase.site.addresses import PREFIX
from kbase.site.lanes import picture
from kbase.site.tables import SOURCES as SOURCES_TABLE
from kbase.site.tables import STATEMENTS, Choice, Instrument, LongTable, groups, values, years
from kbase.site.view import Link, Relations, View

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Register:
    """The template of a register and what it is given; `styles`: which of `ON_DEMAND` it loads. It is `made_of` these
    files and folders in docs/data/; of all of them where none is named.
    """

    template: str
    fields: Callable[[View], Fields]
    styles: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ("",)


# --- statements -----------------------------------------------------------------------------------------------------


def _statements(view: View) -> Fields:
    shown = _long(view, STATEMENTS, PAGE_SIZE)
    return {"years": list(lists.by_year(view.base).items()), **shown}


def _long(view: View, table: LongTable, size: int) -> Fields:
    """The first rows of a long table, and what filters all of them."""
    lines = list(table.lines(view))
    return {
        "headings": table.headings(view),
        "rows": [table.shown(line) for line in lines[:size]],
        "instrument": table.instrument(view, lines, size),
        "script": _script(view, TABLES_SCRIPT),
    }


def _challenged(view: View) -> Fields:
    everything = lists.challenged(view.base)
    number, part, pages = next(paged(everything))
    contradicted = [s for s in everything if lists.is_contradicted(s, view.labelled[s.id])]
    leading = Counter(view.labelled[s.id].lead.row for s in everything if s.kind in CHECKABLE)
    return {
        "groups": [
            ("contradicted", view.words("challenged.claims"), len(contradicted), part[: len(contradicted)]),
            ("others", view.words("challenged.others"), len(everything) - len(contradicted), part[len(contradicted) :]),
        ],
        "total": len(everything),
        "counts": [(row.words.label[view.language], leading[row]) for row in Row if leading[row]],
        "opinions": len(everything) - leading.total(),
        "pager": pager(CHALLENGED, number, pages),
    }


def _corrections(view: View) -> Fields:
    """The latest changes by day; on one day, those of the fewest statements first. What many have in common is said
    once, with the first of them: each says on its own page what was changed, and the page of the day names all.
    """
    alike: defaultdict[tuple[str, Text], list[Statement]] = defaultdict(list)
    for statement in view.base.statements.values():
        withdrawn = [statement.retracted] if statement.retracted else []
        for change in (*statement.revised, *withdrawn):
            alike[change.date, change.what].append(statement)
    rows = sorted(alike.items(), key=lambda row: (row[0][0], -len(row[1])), reverse=True)
    days = Counter(date for (date, _), _ in rows)
    told = [(date, what, found[:_NAMED], len(found[_NAMED:])) for (date, what), found in rows[:_TOLD]]
    return {"days": [(day, n, [row[1:] for row in told if row[0] == day]) for day, n in days.items()]}


_TOLD: Final = 120
"""Changes that the register of corrections tells itself."""
_NAMED: Final = 4
"""Statements that the register of corrections names of those with the same change."""


# --- plans, agreements, time, sections ------------------------------------------------------------------------------


def _commitments(view: View) -> Fields:
    overdue, others = lists.commitments(view.base, view.as_of)
    late = ("overdue", view.words("commitments.overdue-first"))
    found = [(late, overdue), *(((what.value, view.label(what)), rows) for what, rows in others)]
    made = [row.statement for _, rows in found for row in rows]
    choices = [
        groups("outcome", view.words("statement.outcome"), [value for value, rows in found if rows]),
        years(view.words("table.due"), view.words("table.due"), (s.due or "" for s in made)),
    ]
    shown = {"overdue": overdue, "groups": others, "as_of": view.as_of, "script": _script(view, TABLES_SCRIPT)}
    due = {row.statement.id: row for row in _due(view)}
    return {**shown, "due": due, "instrument": Instrument("commitments", len(made), choices)}


@dataclass(frozen=True)
class Due:
    """A plan with the last day that its date may mean, the days until that, negative ones since it passed, and its bar:
    where it begins and ends.
    """

    statement: Statement
    last: date
    days: int
    begin: float
    width: float


_TODAY: Final = 70
"""Where the line of today stands in a picture of 140 units."""


def _due(view: View) -> list[Due]:
    today = date.fromisoformat(view.as_of)
    plans = [(s, last := lists.last_day(s.due or ""), (last - today).days) for s in lists.awaited(view.base)]
    longest = max((abs(days) for *_, days in plans), default=0) or 1
    widths = [max(1, round((_TODAY - 2) * abs(days) / longest, 1)) for *_, days in plans]
    return [
        Due(s, last, days, round(_TODAY - width, 1) if days < 0 else _TODAY, width)
        for (s, last, days), width in zip(plans, widths, strict=True)
    ]


def _news(view: View) -> Fields:
    """The latest days with the first changes of each kind, apart from them what was revised, the rarest reasons first,
    and the days before them by name.
    """
    days = news.days(view.base)
    shown = [_day(day, found) for day, found in days[:DAYS_SHOWN]]
    return {
        "days": shown,
        "earlier": [(day, len(found), len(news.apart(found)[1])) for day, found in days[DAYS_SHOWN:]],
        "first": days[-1][0] if days else "",
        "feed": f"{PREFIX[view.language]}feed.xml",
        "is_copy": not view.addresses.directory_urls,
        "script": address_of(NEWS_SCRIPT),
    }


def _day(day: str, found: list[News]) -> Fields:
    """What the page "What is new" shows of a day."""
    told, revised = news.apart(found)
    groups = news.alike(revised)
    return {
        "day": day,
        "total": len(found),
        "kinds": [(kind, changes[:_OF_A_KIND], len(changes)) for kind, changes in news.of_kinds(told)],
        "revised": len(revised),
        "reasons": [(group[0], len(group)) for group in sorted(groups, key=len)[:_OF_A_KIND]],
        "further": len(groups[_OF_A_KIND:]),
    }


_OF_A_KIND: Final = 8
"""Changes of one kind that the page "What is new" shows of a day."""


def _stages(view: View) -> Fields:
    columns, unknown = lists.by_stage(view.base)
    return {"columns": columns, "unknown": unknown}


def _board(view: View) -> Fields:
    """The acts by stage, with how many stand at each."""
    shown = _stages(view)
    counts = {step: len(acts) for step, acts in shown["columns"]}
    most = max(counts, key=lambda step: counts[step], default=None)
    total = sum(counts.values()) + len(shown["unknown"])
    finding = {
        "all": total,
        "force": counts.get(Step.IN_FORCE, 0),
        "most": counts[most] if most else len(shown["unknown"]),
        "step": view.label(most) if most else view.words("stage.unknown"),
    }
    reached = [(Link(view.label(step), f"#{step.value}"), n) for step, n in counts.items()]
    if shown["unknown"]:
        reached.append((Link(view.words("stage.unknown"), f"#{UNKNOWN_STAGE}"), len(shown["unknown"])))
    return {**shown, "reached": reached, "finding": finding, "order": list(Step)}


def _timeline(view: View) -> Fields:
    """The moments by year; and by lane, with the year and the lane that have most of them."""
    years = lists.timeline(view.base)
    moments = [moment for _, found in years for moment in found]
    lane_of = {moment: lane(view.base, moment) for moment in moments}
    script = _script(view, TIMELINE_SCRIPT)
    if not moments:
        return {"years": years, "lane_of": {}, "picture": None}
    by_lane = {lane: [m for m in moments if lane_of[m] is lane] for lane in Lane}
    busiest, of_year = max(years, key=lambda row: len(row[1]))
    fullest = max(by_lane, key=lambda lane: len(by_lane[lane]))
    finding = {
        "all": len(moments),
        "year": busiest,
        "n": len(of_year),
        "lane": view.words(f"lane.{fullest.value}"),
        "most": len(by_lane[fullest]),
    }
    shown = picture({lane: found for lane, found in by_lane.items() if found})
    first = {(year, lane_of[moment]): moment for year, found in years for moment in reversed(found)}
    counts = [(year, Counter(lane_of[moment] for moment in found)) for year, found in years]
    most = max(n for _, of_year in counts for n in of_year.values())
    without = {year: _between(int(year), int(before)) for (year, _), (before, _) in pairwise(counts)}
    return {
        **{"years": years, "lane_of": lane_of, "finding": finding, "picture": shown, "script": script},
        **{
            "first": first,
            "counts": counts,
            "without": without,
            "lanes": [row.lane for row in shown.rows],
            "most": most,
        },
    }


def _between(later: int, earlier: int) -> str:
    """The years between two, in which nothing is recorded; empty where one follows the other."""
    first, last = earlier + 1, later - 1
    return "" if first > last else str(first) if first == last else f"{first}–{last}"


def _section(folder: str) -> Callable[[View], Fields]:
    def fields(view: View) -> Fields:
        entities = lists.of_section(view.base, folder)
        order = {kind: n for n, kind in enumerate(KIND_OF_TYPE[FOLDERS[folder]])}
        entities.sort(key=lambda e: (order[_kind(e)], _newest_first(e), _sort_title(e, view.language)))
        return {"entities": entities, "groups": [(kind, list(group)) for kind, group in groupby(entities, key=_kind)]}

    return fields


_THE_TWO: Final = frozenset({Country.BY, Country.RU})


def side(view: View, country: Country | None) -> str:
    """What a side is called: None stands for the others."""
    return view.label(country) if country else view.words("sides.others")


def _priorities(view: View) -> Fields:
    rows = voices(view.base)
    of_the_two = Counter(row.heard & _THE_TWO for row in rows)
    finding = {
        "n": of_the_two[_THE_TWO],
        "all": len(rows),
        "by": of_the_two[frozenset({Country.BY})],
        "ru": of_the_two[frozenset({Country.RU})],
        "union": sum(Country.UNION_STATE in row.heard for row in rows),
    }
    sides = [side(view, country) for country in SIDES]
    most = max((len(said) for row in rows for said in row.sides), default=0)
    return {**_section("priorities")(view), "rows": rows, "sides": sides, "finding": finding, "most": most}


def _actors(view: View) -> Fields:
    shown = _section("actors")(view)
    rows = {e.id: (lists.current_role(e), lists.statements_of(view.base, e.id)) for e in shown["entities"]}
    sort = {e.id: _sort_title(e, view.language) for e in shown["entities"]}
    countries = [(country.value, view.label(country)) for e in shown["entities"] for country in e.countries]
    kinds = [(kind.value, view.words(f"group.{kind.value}")) for kind, _ in shown["groups"]]
    by_kind = groups("kind", view.words("table.kind"), kinds)
    by_country = values("country", view.words("table.country"), countries)
    instrument = Instrument("actors", len(rows), [by_kind, by_country])
    people = [e for e in shown["entities"] if _is_person(e)]
    least = min(sorted((rows[e.id][1] for e in people), reverse=True)[:_FOREMOST], default=0)
    named = (e for e in people if rows[e.id][1] >= max(least, 1))
    foremost = sorted(named, key=lambda e: (-rows[e.id][1], sort[e.id]))
    table = {"script": _script(view, TABLES_SCRIPT), "instrument": instrument}
    return {**shown, **table, "rows": rows, "sort": sort, "foremost": foremost}


_FOREMOST: Final = 8
"""People who are named above the list of all, and as many more as have no fewer statements than the last of them: which
they are is the same in both languages.
"""


def _connections(view: View) -> Fields:
    """Every record that has relations, by section, with what it is linked with: the script reads from these rows what
    connects two of them, and knows them by all their names. That we examine two in one text connects nobody.
    """
    linked = {folder: _linked(view, folder) for folder in lists.LINKED}
    links = {e.id: _apart_from_texts(view, e.id) for found in linked.values() for e in found}
    titles = [(folder, view.words(f"section.{folder}")) for folder, found in linked.items() if found]
    rows = sum(map(len, linked.values()))
    instrument = Instrument("connections", rows, [groups("section", view.words("table.section"), titles)])
    rows_of = {"sections": linked, "links": links, "names": contributing.names_file(view.language)}
    scripts = {"script": _script(view, TABLES_SCRIPT), "pair_script": _script(view, PAIR_SCRIPT)}
    return {**rows_of, "instrument": instrument, **scripts}


def _apart_from_texts(view: View, id: str) -> Relations:
    """The relations of a record, but for those with analyses."""
    kept = ((relation, lists.apart_from_texts(view.base, edges)) for relation, edges in view.relations(id))
    return [(relation, edges) for relation, edges in kept if edges]


def _linked(view: View, folder: str) -> list[Entity]:
    """The records of a section that are linked with others, people first."""
    found = lists.linked(view.base, folder)
    return sorted(found, key=lambda e: (not _is_person(e), _sort_title(e, view.language)))


def _agreements(view: View) -> Fields:
    shown = _section("agreements")(view)
    acts, unknown = shown["entities"], "facts.not-known"

    def chosen_by(name: str, title: str, words: Iterable[Word | None], missing: str = unknown) -> Choice:
        found = [(word.value, view.label(word)) if word else ("unknown", view.words(missing)) for word in words]
        return values(name, view.words(title), found)

    choices = [
        chosen_by("kind", "table.kind", (act.kind for act in acts)),
        chosen_by("stage", "table.stage", map(view.stage, acts), "stage.unknown"),
        chosen_by("names-ai", "facts.names-ai", (act.names_ai for act in acts)),
        chosen_by("read", "facts.text-read", (act.text_read for act in acts)),
    ]
    return {**shown, "script": _script(view, TABLES_SCRIPT), "instrument": Instrument("agreements", len(acts), choices)}


def _is_person(entity: Any) -> bool:
    return getattr(entity, "kind", None) is ActorKind.PERSON


def _sort_title(entity: Any, language: str) -> str:
    """The title as it is sorted: a person by surname, without quotation marks."""
    title = str(entity.title.read(language)).casefold().translate(_UNSORTED)
    first, _, surname = title.rpartition(" ")
    return f"{surname} {first}" if _is_person(entity) else title


_UNSORTED: Final = str.maketrans({**dict.fromkeys("«»“”„\"'’"), "ё": "е\uffff"})
"""Signs that are no part of the order of names; ё follows е, as in a Russian list."""


def _kind(entity: Any) -> Any:
    return entity.kind


def _newest_first(entity: Entity) -> int:
    steps = stages.in_order(getattr(entity, "history", ()))
    day = getattr(entity, "date", None) or (steps[-1].date if steps else None)
    return -dates.parse(day).known.toordinal() if day else 0


# --- sources, searches, terms, home ---------------------------------------------------------------------------------


def _sources(view: View) -> Fields:
    rows = [(view.base.publishers[i], len(found)) for i, found in view.base.published.items()]
    rows.sort(key=lambda row: row[0].title.read(view.language).casefold().lstrip("«"))
    letters = [(key, list(found)) for key, found in groupby(rows, key=lambda row: _letter(row[0], view.language))]
    pages = pager(f"{SOURCES}/{HOME}", 1, -(-len(view.base.sources) // SOURCES_PAGE_SIZE))
    return {"letters": letters, "pager": pages, **_long(view, SOURCES_TABLE, SOURCES_PAGE_SIZE)}


def _letter(publisher: Publisher, language: str) -> str:
    """The letter below which a publisher stands."""
    return publisher.title.read(language).casefold().lstrip("«")[:1].upper()


def _searches(view: View) -> Fields:
    everything = lists.searches(view.base)
    number, part, pages = next(paged(everything, SEARCHES_PAGE_SIZE))
    return {"searches": part, "further": everything[len(part) :], "pager": pager(NOT_FOUND, number, pages)}


def _coverage(view: View) -> Fields:
    covered = coverage(view.base)
    order = list(EntityType)
    rows = sorted(covered.rows, key=lambda row: (order.index(row.entity.type), _sort_title(row.entity, view.language)))
    months = view.words.locale.months["stand-alone"]["abbreviated"]
    years = {year: {month: months[month] for month in covered.years[year]} for year in covered.years}
    return {"years": years, "languages": {c: view.words.language_name(c) for c in covered.languages}, "rows": rows}


def _glossary(view: View) -> Fields:
    def title(term: Term) -> str:
        return (term.ru if view.language == "ru" else term.en).casefold().lstrip("«“")

    terms = sorted(view.base.terms.values(), key=title)
    return {"letters": [(key, list(found)) for key, found in groupby(terms, key=lambda t: title(t)[:1].upper())]}


def _search(view: View) -> Fields:
    return {"indexes": [*(f"{folder}/index" for folder in FOLDERS), f"{YEARS}/index", REFERENCE]}


def _repository(view: View) -> Fields:
    return {"owner": view.base.owner, "script": _script(view, CITE_SCRIPT)}


def _home(view: View) -> Fields:
    base = view.base
    contradicted, newest = lists.of_home(base, view.labelled)
    return {
        "sections": [(at, len(lists.of_section(base, at)), lists.best_known(base, at)) for at in FOLDERS],
        "overdue": len(lists.commitments(base, view.as_of)[0]),
        "latest": _latest(view) if view.has_page("reference/new") else None,
        "questions": lists.main_questions(base),
        "newest": newest,
        "contradicted": contradicted,
        "seen": view.overview,
        **_stages(view),
    }


def _latest(view: View) -> Fields | None:
    """How many changes the latest day has of substance, and how many things were revised on it."""
    day, found = next(iter(news.days(view.base)), ("", []))
    told, revised = news.apart(found)
    return {"day": day, "told": len(told), "revised": len(revised)} if day else None


OFFLINE_SCRIPT = "assets/offline.js"
NEWS_SCRIPT = "assets/new.js"
CITE_SCRIPT = "assets/cite.js"
FORM_SCRIPT = "assets/form.js"
TABLES_SCRIPT = "assets/tables.js"
PAIR_SCRIPT = "assets/connections.js"
TIMELINE_SCRIPT = "assets/timeline.js"


def _offline(view: View) -> Fields:
    return {"is_copy": _is_copy(view), "script": address_of(OFFLINE_SCRIPT)}


def _labels(view: View) -> Fields:
    """The labels with their meaning, and how good the evidence is as a whole: counts, the most frequent first."""
    seen, language = view.overview, view.language
    used = [row for row in HOW_TOLD if seen.known[row]]
    return {
        "seen": seen,
        "firm": HOW_TOLD,
        "others": [row for row in Row if row not in HOW_TOLD],
        "known": [(row.words.label[language], n) for row, n in seen.known.most_common()],
        "borne_out": [(row.words.label[language], n) for row, n in seen.borne_out.most_common()],
        "claims": seen.borne_out.total(),
        "kinds": [kind.label(language) for kind in seen.by_kind],
        "by_kind": [(row.words.label[language], [n[row] for n in seen.by_kind.values()]) for row in used],
        "short": [row.words.label[language] for row in used],
        "by_year": [(year, [counts[row] for row in used]) for year, counts in reversed([*seen.by_year.items()])],
        "read": [(word.label(language), n) for word, n in seen.seen.most_common()],
        "links": seen.seen.total(),
        "opening": seen.seen[Seen.OPENING],
        "owners": [(word.label(language), n) for word, n in seen.ownership.most_common()],
        "languages": [(view.words.language_name(code), n) for code, n in seen.languages.most_common()],
    }


def _data(view: View) -> Fields:
    """The files of data, apart from the schemas that describe them, and the words of the labels in them."""
    data = view.data()
    schemas = [file for file in data if file.name.startswith("schema/")]
    files = [file for file in data if file not in schemas]
    return {"schemas": schemas, "files": files, "rows": all_words(), "tables": _tables(view)}


def _tables(view: View) -> list[tuple[str, list[tuple[str, str]]]]:
    """Table → its columns, each with what it holds."""
    by_table = groupby(view.columns(), key=lambda column: column.table)
    return [(table, [(c.name, c.what[view.language]) for c in found]) for table, found in by_table]


def _guide(view: View) -> Fields:
    return {"examples": examples(view.base), "rows": all_words()}


def _form(view: View) -> Fields:
    return {**contributing.fields(view), "script": _script(view, FORM_SCRIPT)}


def _is_copy(view: View) -> bool:
    return not view.addresses.directory_urls


def _script(view: View, path: str) -> str:
    """The address of one of our scripts; a copy has its files without a hash."""
    return path if _is_copy(view) else address_of(path)


def _checks(view: View) -> Fields:
    return {"groups": explaining.groups()}


TABLES: Final = ("tables",)
"""The style of a table that can be sorted and filtered."""
PICTURES: Final = ("pictures",)
PAGES: Final = ("pages",)
"""What only pages of one kind have."""

REGISTERS: Final[dict[str, Register]] = {
    **{folder: Register("register_section.html", _section(folder), made_of=(folder,)) for folder in FOLDERS},
    "priorities": Register("register_priorities.html", _priorities, PAGES, made_of=("priorities", "statements")),
    "home": Register("home.html", _home, PAGES),
    "actors": Register("register_actors.html", _actors, TABLES, made_of=("actors", "statements")),
    "agreements": Register("register_agreements.html", _agreements, TABLES, made_of=("agreements", "statements")),
    "statements": Register("register_statements.html", _statements, TABLES, made_of=("statements",)),
    "challenged": Register("register_challenged.html", _challenged, made_of=("statements",)),
    "commitments": Register("register_commitments.html", _commitments, TABLES, made_of=("statements",)),
    "stages": Register("register_stages.html", _board, PAGES, made_of=("agreements", "statements")),
    "timeline": Register("register_timeline.html", _timeline, PAGES + PICTURES),
    "sources": Register(
        "register_sources.html", _sources, TABLES + PAGES, made_of=("sources.yml", "publishers.yml", "statements")
    ),
    "searches": Register("register_searches.html", _searches, made_of=("searches.yml",)),
    "connections": Register("register_connections.html", _connections, TABLES, made_of=tuple(FOLDERS)),
    "coverage": Register("register_coverage.html", _coverage, PAGES),
    "glossary": Register("register_glossary.html", _glossary, PAGES, made_of=("glossary.yml",)),
    "search": Register("register_search.html", _search, made_of=()),
    "corrections": Register("register_corrections.html", _corrections, made_of=("statements",)),
    "offline": Register("register_offline.html", _offline, PAGES, made_of=()),
    "repository": Register("register_repository.html", _repository, made_of=("owner.yml",)),
    "news": Register("register_news.html", _news, PAGES),
    "data": Register("register_data.html", _data, made_of=()),
    "labels": Register("register_labels.html", _labels),
    "checks": Register("register_checks.html", _checks, PAGES, made_of=()),
    "form": Register("register_form.html", _form, ("form",)),
    "guide": Register("register_guide.html", _guide, PAGES, made_of=()),
}
"""What `register:` in a page's front matter may name → the register."""
