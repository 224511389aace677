"""Ask whether the addresses of sources still answer, and find copies of them in an archive.

One question at a time, with a pause for each host; each answer is kept at once in .cache/links.json, so that an
interrupted round goes on where it was. What answered less than a month ago is not asked again. A page that is refused
(403, 429, 451 …) is blocked, not dead: many outlets refuse programs or some countries. What is gone is named with what
rests on it. Nothing here makes `check` fail.

examples:
  python3 scripts/kb.py links                     all that have not been asked for a month
  python3 scripts/kb.py links --most 50           fifty of them
  python3 scripts/kb.py links belta-2025-05-20-forum      these sources, whenever they were asked
  python3 scripts/kb.py links --report            what is known, asking nothing
  python3 scripts/kb.py links --report --format markdown  as the text of an issue
  python3 scripts/kb.py links --archive           write `archive_url` for sources that have none
"""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from launcher.alone import alone
from launcher.command import Command, number, seconds, some_seconds, web_address
from launcher.console import Refusal, counted, say
from launcher.core import put_core_on_path, sound_base
from launcher.ending import WRITTEN
from launcher.places import ROOT
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.core.records.model import Source
    from kbase.reaching.round import Memory, Seen

MEMORY = ROOT / ".cache" / "links.json"
DAYS = 30
SOURCES = "docs/data/sources.yml"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="sources (all that were not asked for a month)")
    parser.add_argument("--most", type=number, default=0, metavar="N", help="ask N at most")
    parser.add_argument(
        "--pause", type=seconds, default=5.0, metavar="SECONDS", help="between questions to one host (5)"
    )
    parser.add_argument(
        "--timeout", type=some_seconds, default=20.0, metavar="SECONDS", help="to wait for an answer (20)"
    )
    parser.add_argument("--report", action="store_true", help="print what is known, ask nothing")
    parser.add_argument("--format", choices=("text", "markdown"), default="text", help="how to print it (text)")
    parser.add_argument("--archive", action="store_true", help="look for copies in an archive and write `archive_url`")
    parser.add_argument("--service", type=web_address, metavar="URL", help="another archive with the same interface")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.reaching.round import Memory

    base = sound_base(ROOT)
    sources = _asked_for(base, options.ids)
    if options.archive:
        _archive(sources, options)
        return 0
    memory = Memory.load(MEMORY)
    if not options.report:
        _round(sources, memory, options)
    print(_report(base, sources, memory, options.format))
    return 0


def _asked_for(base: KnowledgeBase, ids: list[str]) -> list[Source]:
    from kbase.core.problems import near

    for id in ids:
        if id not in base.sources:
            raise Refusal(f"no source has the id '{id}'", near(id, base.sources) or f"see {SOURCES}")
    return [source for source in base.sources.values() if source.url and (not ids or source.id in ids)]


def _round(sources: list[Source], memory: Memory, options: Namespace) -> None:
    from kbase.reaching.asking import ask
    from kbase.reaching.round import Manners, ask_all

    today = date.today()
    urls = dict.fromkeys(s.url or "" for s in sources if options.ids or not memory.fresh(s.url or "", today, DAYS))
    asked = list(urls)[: options.most or None]
    say(f"to be asked: {len(asked)}; Ctrl-C keeps the answers")
    asking = partial(ask, timeout=options.timeout)
    for url, seen in ask_all(asked, memory, today, asking, Manners(options.pause)):
        say(f"{seen.verdict.value}: {url} ({seen.why})")


def _report(base: KnowledgeBase, sources: list[Source], memory: Memory, form: str) -> str:
    """What is gone, moved or failed, with its place and what rests on it; blocked and alive ones are counted. An issue
    with nothing to do has no text.
    """
    from kbase.reaching.asking import Verdict
    from kbase.reaching.round import counts

    known = [(source, seen) for source in sources if (seen := memory.seen.get(source.url or ""))]
    lines = [
        _line(base, source, seen, form)
        for verdict in (Verdict.GONE, Verdict.MOVED, Verdict.FAILED)
        for source, seen in known
        if seen.verdict is verdict
    ]
    if form == "markdown" and not lines:
        return ""
    numbers = ", ".join(f"{verdict.value}: {n}" for verdict, n in counts(seen for _, seen in known).items())
    return "\n".join(
        [*lines, *([""] if form == "markdown" else []), f"{numbers}, not asked: {len(sources) - len(known)}"]
    )


def _line(base: KnowledgeBase, source: Source, seen: Seen, form: str) -> str:
    from kbase.core.base import sources_of

    resting = [s.id for s in base.statements.values() if source.id in sources_of(s)]
    rests = f"{counted(len(resting), 'statement')} rest on it" if len(resting) != 1 else "1 statement rests on it"
    named = f": {', '.join(resting[:3])}{' …' if resting[3:] else ''}" if resting else ""
    kept = f"; archived: {source.archive_url}" if source.archive_url else "; no copy is known"
    where = f" → {seen.leads_to}" if seen.leads_to else ""
    times = f", {seen.times} times" if seen.times > 1 else ""
    place = base.origins[source.id].place(("URL",))
    mark = f"- [ ] `{place}`" if form == "markdown" else str(place)
    return f"{mark}: '{source.id}' is {seen.verdict.value} ({seen.why}{times}, {seen.day}){where}; {rests}{named}{kept}"


def _archive(sources: list[Source], options: Namespace) -> None:
    """Writes what the archive has, also when it stops answering in the middle."""
    from kbase.reaching.archives import WAYBACK, NoAnswer, copy_of, with_copies

    wanted = [source for source in sources if not source.archive_url][: options.most or None]
    copies: dict[str, str] = {}
    try:
        for number, source in enumerate(wanted):
            time.sleep(options.pause if number else 0)
            if copy := copy_of(source, options.service or WAYBACK):
                copies[source.id] = copy
            say(f"{source.id}: {copy or 'no copy'}")
    except NoAnswer as error:
        say(f"the archive does not answer: {error}; the rest can be asked later")
    finally:
        if copies:
            with alone():  # Only now: an archive is asked for hours.
                text = (ROOT / SOURCES).read_text(encoding="utf-8")
                write_all(ROOT, {SOURCES: with_copies(text, copies)})
            WRITTEN.clear()  # The rest can be asked still.
    print(f"{len(copies)} of {counted(len(wanted), 'source')} got an archive_url")


COMMAND = Command(__doc__, run, arguments)
