"""Tables for readers in Russian, which a double click opens: what a person asks of a row, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kbase.core.evidence.labels import is_overdue
from kbase.core.records.model import Agreement, Language
from kbase.exports import rows
from kbase.exports.flat import named
from kbase.exports.flat.csv_tables import as_csv, russian_day
from kbase.exports.rows import Row
from kbase.exports.snapshot import Snapshot
from kbase.wording.catalogue import Catalogue

RU: Language = "ru"
SEPARATOR = ";"


def statements(snapshot: Snapshot) -> bytes:
    """`statements.ru.csv`: a row per statement."""
    return _file(list(_statements(snapshot)))


def entities(snapshot: Snapshot) -> bytes:
    """`entities.ru.csv`: a row per record with a page."""
    return _file(list(_entities(snapshot)))


def sources(snapshot: Snapshot) -> bytes:
    """`sources.ru.csv`: a row per source."""
    return _file(list(_sources(snapshot)))


def _file(found: list[Row]) -> bytes:
    return as_csv(list(found[0]) if found else [], found, SEPARATOR)


def _statements(snapshot: Snapshot) -> Iterator[Row]:
    words, base, today = Catalogue(RU), snapshot.base, snapshot.moment.date().isoformat()
    for row in named.statements(snapshot):
        s = base.statements[row["id"]]
        labels = snapshot.labelled[s.id]
        titles = [f"{_publisher(snapshot, link.id)}: {base.sources[link.id].title}" for link in s.sources]
        yield {
            "Дата с": russian_day(row["date_from"]),
            "Дата по": russian_day(row["date_to"]),
            "Кто": row["speaker"][RU],
            "Вид": s.kind.label(RU),
            "Утверждение": s.text.read(RU),
            "О чём": row["about_names"][RU],
            words("label.words"): labels.words.row.words.label[RU],
            words("label.support"): labels.support.row.words.label[RU] if labels.support else "",
            "Почему": row["reason"][RU],
            "Источники": " | ".join(titles),
            "Срок": russian_day(row["due_to"]),
            "Исход плана": s.outcome.label(RU) if s.outcome else "",
            "Просрочено": "да" if is_overdue(s, today) else "",
            "Внесено": russian_day(s.recorded),
            "Адрес": row["url"][RU],
            "Идентификатор": s.id,
        }


def _entities(snapshot: Snapshot) -> Iterator[Row]:
    for row in named.entities(snapshot):
        entity: Any = snapshot.base.entities[row["id"]]
        stage = row.get("stage") if isinstance(entity, Agreement) else None
        yield {
            "Название": entity.title.read(RU),
            "Тип": entity.type.label(RU),
            "Вид": entity.kind.label(RU),
            "Страны": "; ".join(country.label(RU) for country in entity.countries),
            "Что это": entity.summary.read(RU),
            "Стадия": stage.label(RU) if stage else "",
            "Называет ИИ": _label(entity, "names_ai"),
            "Текст прочитан": _label(entity, "text_read"),
            "Дата с": russian_day(row["date_from"]),
            "Дата по": russian_day(row["date_to"]),
            "Утверждений": len(snapshot.base.about.get(entity.id, ())),
            "Адрес": row["url"][RU],
            "Идентификатор": entity.id,
        }


def _label(entity: Any, field: str) -> str:
    """The Russian label of a field that only some records have."""
    word = getattr(entity, field, None)
    return word.label(RU) if word else ""


def _sources(snapshot: Snapshot) -> Iterator[Row]:
    words, base = Catalogue(RU), snapshot.base
    for source in rows.in_order(base.sources):
        period = named.bounds("issued", source.issued)
        yield {
            "Заглавие": source.title,
            "Заглавие в переводе": source.title_translated.read(RU) if source.title_translated else "",
            "Издатель": _publisher(snapshot, source.id),
            "Собственность издателя": base.publishers[source.published_by].ownership.label(RU),
            "Дата с": russian_day(period["issued_from"]),
            "Дата по": russian_day(period["issued_to"]),
            "Язык": words.language_name(source.language),
            "Адрес": source.url,
            "Утверждений": len(base.cited_by.get(source.id, ())),
            "Идентификатор": source.id,
        }


def _publisher(snapshot: Snapshot, source: str) -> str:
    return snapshot.base.publishers[snapshot.base.sources[source].published_by].title.read(RU)
