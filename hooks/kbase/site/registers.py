"""The registers: lists made from all records, shown below the prose of the page whose front matter names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from kbase.core.base import KnowledgeBase, sort_date
from kbase.core.evidence import stages
from kbase.core.records import dates
from kbase.core.records.dates import Period
from kbase.core.records.model import Agreement, Entity, Event, HistoryStep, Statement
from kbase.core.records.vocabulary import (
    FOLDERS,
    KIND_OF_TYPE,
    SECTION_OF,
    ActorKind,
    Content,
    Outcome,
    StatementKind,
    Step,
)
from kbase.files.own_files import as_published, versioned
from kbase.site.view import View

Fields = Mapping[str, Any]


HOME: Final = "index"


@dataclass(frozen=True)
class Register:
    """The template of a register and what it is given."""

    template: str
    fields: Callable[[View], Fields]


# --- statements -----------------------------------------------------------------------------------------------------


def year(period: Period) -> str:
    """The year of a statement; an interval belongs to the year in which it begins, or ends if it has no beginning."""
    return str(period.lower.year if period.lower.year > 1 else period.upper.year)


def by_year(base: KnowledgeBase) -> dict[str, list[Statement]]:
    """Year → the statements of that year, the newest first."""
    years: dict[str, list[Statement]] = {}
    for statement in reversed(base.in_order):
        years.setdefault(year(sort_date(statement)), []).append(statement)
    return years


def challenged(base: KnowledgeBase) -> list[Statement]:
    """The statements that something challenges, the newest first."""
    return [s for s in reversed(base.in_order) if s.challenged_by and not s.retracted]


def newest(base: KnowledgeBase, count: int) -> list[Statement]:
    """The latest statement of each of the `count` topics with the latest ones; plans and forecasts are left out."""
    told = [s for s in base.in_order if s.kind not in (StatementKind.PLAN, StatementKind.FORECAST)]
    latest = {base.topics[s.id]: s for s in told}
    return sorted(latest.values(), key=lambda s: (sort_date(s), s.id), reverse=True)[:count]


def _statements(view: View) -> Fields:
    return {"years": list(by_year(view.base).items())}


def _challenged(view: View) -> Fields:
    from kbase.site.plans import PAGE_SIZE, paged, pager

    everything = challenged(view.base)
    number, part, pages = next(paged(everything))
    counts = [(grade, sum(_content(view, s) is grade for s in everything)) for grade in Content]
    return {
        "statements": part,
        "total": len(everything),
        "counts": [(grade, n) for grade, n in counts if n],
        "ungraded": len(everything) - sum(n for _, n in counts),
        "pager": pager("reference/challenged", number, pages) if len(everything) > PAGE_SIZE else [],
    }


def _content(view: View, statement: Statement) -> Any:
    verdict = view.grades(statement.id).content
    return verdict.grade if verdict else None


def _corrections(view: View) -> Fields:
    changed = [(r.date, s, r) for s in view.base.statements.values() for r in s.revised]
    withdrawn = [(s.retracted.date, s, s.retracted) for s in view.base.statements.values() if s.retracted]
    return {"corrections": sorted(changed + withdrawn, key=lambda row: (row[0], row[1].id), reverse=True)}


# --- plans ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Commitment:
    """A plan with a due date or an outcome, and whether the date has passed without one."""

    statement: Statement
    overdue: bool


_ORDER: Final = (Outcome.OPEN, Outcome.UNKNOWN, Outcome.PARTLY, Outcome.MISSED, Outcome.KEPT, Outcome.SUPERSEDED)


def commitments(base: KnowledgeBase, as_of: str) -> list[tuple[Outcome, list[Commitment]]]:
    """The plans by outcome, those still open first; "overdue" as of the day `as_of`."""
    plans = [s for s in base.in_order if s.kind is StatementKind.PLAN and not s.retracted]
    groups = {
        outcome: [Commitment(s, _overdue(s, as_of)) for s in plans if _outcome(s) is outcome] for outcome in _ORDER
    }
    return [(outcome, rows) for outcome, rows in groups.items() if rows]


def _outcome(plan: Statement) -> Outcome:
    return plan.outcome or Outcome.UNKNOWN


def _overdue(plan: Statement, as_of: str) -> bool:
    open_still = plan.outcome in (None, Outcome.OPEN, Outcome.UNKNOWN)
    return bool(plan.due and open_still and dates.parse(plan.due).upper < dates.parse(as_of).lower)


def _commitments(view: View) -> Fields:
    return {"groups": commitments(view.base, view.as_of), "as_of": view.as_of}


# --- agreements, time, sections -------------------------------------------------------------------------------------


def _stages(view: View) -> Fields:
    acts = [e for e in view.base.entities.values() if isinstance(e, Agreement)]
    reached = {act.id: stages.stage(act) for act in acts}
    columns = [(step, [a for a in acts if reached[a.id] is step]) for step in Step]
    unknown = [a for a in acts if reached[a.id] is None]
    return {"columns": [(step, members) for step, members in columns if members], "unknown": unknown}


@dataclass(frozen=True)
class Moment:
    """An entry of the timeline: an event, or a step of an agreement."""

    date: str
    entity: Entity
    step: HistoryStep | None = None


def timeline(base: KnowledgeBase) -> list[tuple[str, list[Moment]]]:
    """Year → events and steps of agreements, the newest first."""
    moments = [Moment(e.date, e) for e in base.entities.values() if isinstance(e, Event)]
    for act in base.entities.values():
        if isinstance(act, Agreement):
            moments += [Moment(h.date, act, h) for h in act.history]
    moments.sort(key=lambda m: (dates.parse(m.date), m.entity.id), reverse=True)
    return [(year_, list(group)) for year_, group in groupby(moments, key=lambda m: year(dates.parse(m.date)))]


def _timeline(view: View) -> Fields:
    return {"years": timeline(view.base)}


def _section(folder: str) -> Callable[[View], Fields]:
    def fields(view: View) -> Fields:
        entities = [e for e in view.base.entities.values() if SECTION_OF[e.type] == folder]
        order = {kind: n for n, kind in enumerate(KIND_OF_TYPE[FOLDERS[folder]])}
        entities.sort(key=lambda e: (order[_kind(e)], _newest_first(e), _sort_title(e, view.language)))
        return {"entities": entities, "groups": [(kind, list(group)) for kind, group in groupby(entities, key=_kind)]}

    return fields


def _sort_title(entity: Any, language: str) -> str:
    """The title as it is sorted: a person by surname, quotation marks left out."""
    title = entity.title.read(language).casefold().strip("«»“”")
    first, _, surname = title.rpartition(" ")
    return f"{surname} {first}" if entity.kind is ActorKind.PERSON else title


def _kind(entity: Any) -> Any:
    return entity.kind


def _newest_first(entity: Entity) -> int:
    day = getattr(entity, "date", None)
    return -dates.parse(day).lower.toordinal() if day else 0


# --- sources, searches, terms, home ---------------------------------------------------------------------------------


def _sources(view: View) -> Fields:
    rows = [(view.base.publishers[i], len(found)) for i, found in view.base.published.items()]
    rows.sort(key=lambda row: row[0].title.read(view.language).casefold().lstrip("«"))
    return {"publishers": rows}


def _searches(view: View) -> Fields:
    return {"searches": sorted(view.base.searches.values(), key=lambda s: s.question.read(view.language))}


def _glossary(view: View) -> Fields:
    terms = sorted(view.base.terms.values(), key=lambda t: (t.ru if view.language == "ru" else t.en).casefold())
    return {"terms": terms}


def _search(view: View) -> Fields:
    return {"indexes": [*(f"{folder}/index" for folder in FOLDERS), "reference/index"]}


def main_questions(base: KnowledgeBase, language: str) -> list[Entity]:
    """The analyses that the home page names in its front matter, in that order."""
    home = base.prose[language if (language, HOME) in base.prose else "en", HOME]
    return [base.entities[question] for question in home.meta.get("questions", ())]


def _repository(view: View) -> Fields:
    return {}


def _home(view: View) -> Fields:
    base = view.base
    sections = [(folder, sum(SECTION_OF[e.type] == folder for e in base.entities.values())) for folder in FOLDERS]
    contradicted = [s for s in challenged(base) if _content(view, s) is Content.CONTRADICTED]
    return {
        "sections": sections,
        "questions": main_questions(base, view.language),
        "newest": newest(base, 3),
        "contradicted": contradicted[:3],
        **_stages(view),
    }


ASSETS = Path(__file__).parents[3] / "docs" / "assets"
OFFLINE_SCRIPT = "assets/offline.js"


def _offline(view: View) -> Fields:
    script = versioned(OFFLINE_SCRIPT, as_published((ASSETS.parent / OFFLINE_SCRIPT).read_bytes()))
    return {"is_copy": not view.addresses.directory_urls, "script": script}


def _data(view: View) -> Fields:
    """The files of data, apart from the schemas that describe them."""
    schemas = [file for file in view.data if file.name.startswith("schema/")]
    return {"schemas": schemas, "files": [file for file in view.data if file not in schemas]}


REGISTERS: Final[dict[str, Register]] = {
    **{folder: Register("register_section.html", _section(folder)) for folder in FOLDERS},
    "home": Register("home.html", _home),
    "statements": Register("register_statements.html", _statements),
    "challenged": Register("register_challenged.html", _challenged),
    "commitments": Register("register_commitments.html", _commitments),
    "stages": Register("register_stages.html", _stages),
    "timeline": Register("register_timeline.html", _timeline),
    "sources": Register("register_sources.html", _sources),
    "searches": Register("register_searches.html", _searches),
    "glossary": Register("register_glossary.html", _glossary),
    "search": Register("register_search.html", _search),
    "corrections": Register("register_corrections.html", _corrections),
    "offline": Register("register_offline.html", _offline),
    "repository": Register("register_repository.html", _repository),
    "data": Register("register_data.html", _data),
}
"""What `register:` in a page's front matter may name → the register."""
