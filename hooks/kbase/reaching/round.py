"""A round of questions: one at a time, no host twice within a pause, and each answer kept as soon as it is there."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kbase.reaching.asking import Answer, Verdict


@dataclass(frozen=True)
class Seen:
    """What an address answered on a day; `times` is how often in a row it answered so."""

    day: str
    verdict: Verdict
    why: str
    leads_to: str = ""
    times: int = 1


@dataclass
class Memory:
    """The answers of earlier rounds, by address. A file that cannot be read is as none."""

    file: Path
    seen: dict[str, Seen] = field(default_factory=dict)

    @classmethod
    def load(cls, file: Path) -> Memory:
        try:
            rows = json.loads(file.read_text(encoding="utf-8"))
            seen = {url: Seen(**{**row, "verdict": Verdict(row["verdict"])}) for url, row in rows.items()}
            for one in seen.values():
                date.fromisoformat(one.day)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            seen = {}
        return cls(file, seen)

    def keep(self, url: str, answer: Answer, day: date) -> Seen:
        """Takes an answer and writes the file."""
        before = self.seen.get(url)
        is_same = before is not None and before.verdict is answer.verdict
        times = before.times + (before.day != day.isoformat()) if before and is_same else 1
        made = Seen(day.isoformat(), answer.verdict, answer.why, answer.leads_to, times)
        self.seen[url] = made
        self._save()
        return made

    def _save(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_name(f"{self.file.name}.unfinished")
        rows = {url: vars(seen) | {"verdict": seen.verdict.value} for url, seen in sorted(self.seen.items())}
        beside.write_text(json.dumps(rows, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        beside.replace(self.file)

    def fresh(self, url: str, today: date, days: int) -> bool:
        """Whether an address was asked in the last days; where nothing answered, only today counts."""
        seen = self.seen.get(url)
        if seen is None:
            return False
        limit = 1 if seen.verdict is Verdict.FAILED else days
        return date.fromisoformat(seen.day) > today - timedelta(days=limit)


@dataclass(frozen=True)
class Manners:
    """How a round behaves: seconds between two questions to one host, and how often a host that refuses is asked."""

    pause: float = 5.0
    most_refusals: int = 3


def ask_all(
    urls: Iterable[str],
    memory: Memory,
    today: date,
    ask: Callable[[str], Answer],
    manners: Manners = Manners(),
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[tuple[str, Seen]]:
    """Asks all addresses and gives each answer as it comes. A host that refuses again and again, or asks for a longer
    pause than a round lasts, is left in peace: what is left of it is asked in the next round.
    """
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(urlsplit(url).netloc, []).append(url)
    ready = dict.fromkeys(hosts, 0.0)
    refusals = dict.fromkeys(hosts, 0)
    while hosts:
        host = min(hosts, key=lambda name: ready[name])
        if (wait := ready[host] - clock()) > 0:
            sleep(wait)
        url = hosts[host].pop(0)
        answer = ask(url)
        yield url, memory.keep(url, answer, today)
        refusals[host] = refusals[host] + 1 if answer.verdict is Verdict.BLOCKED else 0
        ready[host] = clock() + max(manners.pause, answer.retry_after)
        if not hosts[host] or refusals[host] >= manners.most_refusals or answer.retry_after > _LONGEST_WAIT:
            del hosts[host]


_LONGEST_WAIT: Final = 120


def counts(seen: Iterable[Seen]) -> Mapping[Verdict, int]:
    """How many there are of each verdict."""
    found = dict.fromkeys(Verdict, 0)
    for one in seen:
        found[one.verdict] += 1
    return found
