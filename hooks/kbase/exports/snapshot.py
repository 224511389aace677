"""The base at one commit: what every export is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import Grades, grade_all
from kbase.core.evidence.labels import Labels, label_all
from kbase.core.pages.news import News, all_news
from kbase.core.records.model import LANGUAGES, Statement
from kbase.site.addresses import PREFIX, Addresses

SCHEMA_VERSION = 1
"""Of all exports. Fields are added, never renamed or dropped: a change that breaks a reader raises it."""

LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = f"CC BY 4.0, {LICENCE_URL}"


@dataclass(frozen=True)
class Snapshot:
    """The base, where the site stands, the hash of the commit (empty where there is none) and its time in UTC."""

    base: KnowledgeBase
    site_url: str
    commit: str
    moment: datetime

    @cached_property
    def graded(self) -> Mapping[str, Grades]:
        """Statement id → its grades."""
        return grade_all(self.base)

    @cached_property
    def labelled(self) -> Mapping[str, Labels]:
        """Statement id → its labels of evidence."""
        return label_all(self.base)

    @cached_property
    def news(self) -> list[News]:
        """All that is new, the latest day first."""
        return all_news(self.base)

    @cached_property
    def news_of(self) -> Mapping[str, list[News]]:
        """Record id → what is new of itself and of the statements about it and by it."""
        by_record: dict[str, list[News]] = {}
        for change in self.news:
            record = change.record
            ids = (*record.about, record.speaker) if isinstance(record, Statement) else (record.id,)
            for id in dict.fromkeys(filter(None, ids)):
                by_record.setdefault(id, []).append(change)
        return by_record

    @property
    def generated_at(self) -> str:
        """The time of the commit in RFC 3339, so that one commit gives one file."""
        return self.moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    def urls(self, path: str) -> dict[str, str]:
        """Language → the published address of a page."""
        address = Addresses(directory_urls=True).address(path)
        return {language: f"{self.site_url}{PREFIX[language]}{address}" for language in LANGUAGES}
