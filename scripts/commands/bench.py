"""Measure the built site against its budgets.

`pages` weighs the first view of every page, and opens the heaviest page of each kind, in both languages and both
colour schemes, in Chromium: faults of access found by axe, layout shift, failed requests, requests to other hosts.
`search` asks the known queries of tests/real/queries.yml in Chromium, beside Material's own search (lunr) on the same
pages; then those of tests/real/queries-unseen.yml, which have no aim, as a tuning and a held-out half, and by `kb.py
search` as well; those of queries-further.yml, to tune by, and of queries-hard.yml, queries-everyday.yml,
queries-readers.yml and queries-asked.yml, in halves again; then forms of the words of pages (recall), and weighs what
loads up to the first result.
`build` builds the base and a site of stock Material with as many pages and words, one after the other, and says what
each costs, with the share of every part of our build; --times 10 builds ten times the base. Each figure is printed when
it is known. It needs a quiet machine; a run that was cut goes on where it was, as long as no file has changed
(.cache/bench).
`fuzz` puts texts together at random, ten times as many as the tests do and other ones in every run (--times N: N times
that), and looks for one that passes `check` and does something on a page, that a program cannot read back, or that
raises. What it finds is printed as the shortest text of its kind.
`edit` measures the preview of `serve` on a copy: the first page, a save of each kind of file until its page is shown,
and `check` beside it.

examples:
  python3 scripts/kb.py build && python3 scripts/kb.py bench pages
  python3 scripts/kb.py bench pages --site-dir /tmp/preview
  python3 scripts/kb.py build && python3 scripts/kb.py bench search
  python3 scripts/kb.py bench build
  python3 scripts/kb.py bench build --times 3
  python3 scripts/kb.py bench build --times 10 --ours
  python3 scripts/kb.py bench edit --times 10
  python3 scripts/kb.py bench fuzz --times 5
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.command import Command, number
from launcher.console import FAILED, Refusal, say
from launcher.core import put_core_on_path
from launcher.groups import Group
from launcher.machine import require_chromium, require_history
from launcher.places import ROOT, folder_named
from launcher.processes import run as run_program

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

    from kbase.measures.cost.figures import Figure
    from kbase.measures.relevance import Answer, Score


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=["pages", "search", "build", "edit", "fuzz"], help="what to measure")
    parser.add_argument(
        "--site-dir", type=folder_named, default=ROOT / "site", metavar="FOLDER", help="the built site (site/)"
    )
    parser.add_argument(
        "--times", type=number, default=1, metavar="N", help="build, edit, fuzz: how many times as much (1)"
    )
    parser.add_argument("--ours", action="store_true", help="build: without the stock site")


def prepare(options: Namespace) -> None:
    if options.what == "fuzz":
        return
    if options.what in ("build", "edit"):
        return require_history()
    if not (options.site_dir / "index.html").is_file():
        raise Refusal(f"there is no site in {options.site_dir}", "build it first: python3 scripts/kb.py build")
    os.environ["KB_CHROMIUM"] = require_chromium()


def groups(options: Namespace) -> tuple[Group, ...]:
    needed: dict[str, tuple[Group, ...]] = {"build": ("site",), "fuzz": ("site", "tests")}
    return needed.get(options.what, ("site", "packages"))


def run(options: Namespace) -> int:
    put_core_on_path()
    if options.what == "build":
        return build(options.times, options.ours)
    if options.what == "edit":
        return edit(options.times)
    if options.what == "fuzz":
        return fuzz(options.times)
    return {"pages": pages, "search": search}[options.what](options.site_dir.absolute())


def build(times: int, only_ours: bool) -> int:
    from kbase.measures.cost import build_cost

    try:
        return told(build_cost.figures(ROOT, ROOT / ".cache" / "bench" / f"{times}-times", times, only_ours))
    except build_cost.Failed as failed:
        raise Refusal(f"what is measured has failed: {failed}") from None


def edit(times: int) -> int:
    from kbase.measures.cost import build_cost, edit_cost

    with tempfile.TemporaryDirectory(prefix="kb-bench-") as scratch:
        folder = Path(scratch)
        try:
            copy = build_cost.copied(ROOT, folder / "ours", times)
            costs = edit_cost.measured(copy, folder / "site")
            if times == 1:
                build_cost.checked(copy)  # It keeps what it learns of words and texts.
                costs[edit_cost.CHECK] = build_cost.checked(copy).cpu
        except build_cost.Failed as failed:
            raise Refusal(f"what is measured has failed: {failed}") from None
        return told(edit_cost.report(costs, times, build_cost.slowness()))


FUZZED = ("tests/hostile", "tests/core/checks", "tests/core/prose", "tests/core/records", "tests/exports")
"""Where tests look for a counter-example among texts that are put together at random."""

AS_MANY = 400


def fuzz(times: int) -> int:
    """Runs the tests that put texts together, with more of them and others in every run."""
    os.environ |= {"HYPOTHESIS_PROFILE": "fuzz", "KB_FUZZ": str(AS_MANY * times)}
    pytest = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis"]
    return FAILED if run_program([*pytest, *FUZZED]) else 0


def told(figures: Iterable[Figure]) -> int:
    """Prints each figure as soon as it is known, says at the end which miss their goal, and gives the exit code."""
    missed = []
    for figure in figures:
        print(figure, flush=True)
        missed += [] if figure.is_kept else [figure.name.strip()]
    say(f"goals missed: {', '.join(missed) or 'none'}")
    return FAILED if missed else 0


def pages(folder: Path) -> int:
    from kbase.measures.browsing import chromium, examine, served
    from kbase.measures.weight import BUDGET, heaviest_of_each_kind, weigh

    weights = weigh(folder)
    kinds = heaviest_of_each_kind(weights)
    print(f"{'first view, gzip':>16} {'of it HTML':>10}  {'kind':24} heaviest page")
    for weight in kinds:
        print(f"{weight.total / 1024:13.1f} KB {weight.html / 1024:7.1f} KB  {weight.kind:24} {weight.address or './'}")
    with served(folder) as root, chromium() as browser:
        found = list(examine(browser, root, [weight.address for weight in kinds]))
    bad = [finding for finding in found if finding.is_bad]
    for finding in bad:
        print(finding)
    heavy = [weight for weight in weights if weight.total > BUDGET]
    say(
        f"{len(weights)} pages, the heaviest first view {weights[0].total / 1024:.1f} KB of {BUDGET / 1024:.0f} KB;"
        f" {len(found)} views in Chromium: {sum(len(f.violations) for f in found)} axe violations,"
        f" {sum(len(f.faults) for f in found)} faulty requests or console errors,"
        f" greatest layout shift {max(f.shift for f in found):.3f}"
    )
    return FAILED if bad or heavy else 0


def search(folder: Path) -> int:
    from kbase.measures.browsing import chromium, served

    with served(folder) as root, chromium() as browser:
        known = relevance(browser, root, folder)
        unseen(browser, root)
        further(browser, root)
        halved(browser, root)
        codes = [known, recall(browser, root, folder), first_result(browser, root, folder)]
    return max(codes)


def relevance(browser: Browser, root: str, folder: Path) -> int:
    """Ours beside lunr, one line per class; bad is a class below its aim or below lunr."""
    from kbase.core.base import read_base
    from kbase.measures.lunr_search import lunr_answers
    from kbase.measures.relevance import answers, read_queries, scores

    queries = read_queries()
    given = list(answers(browser, root, queries))
    pairs = list(
        zip(scores(given), scores(lunr_answers(browser, root, folder, read_base(ROOT)[0], queries)), strict=True)
    )
    print(f"{'queries':32} {'n':>4}  {'at 1':>5} {'at 3':>5} {'MRR':>5}   lunr: {'at 1':>5} {'at 3':>5} {'MRR':>5}")
    for ours, lunr in pairs:
        print(f"{ours.kind:32} {ours.count:4}  {figures(ours)}         {figures(lunr)}")
    print_missed(given)
    low = [ours.kind for ours, lunr in pairs if ours.at_3 < ours.aim or ours.at_3 < lunr.at_3]
    say(f"{len(queries)} queries; classes below their aim or below lunr: {', '.join(low) or 'none'}")
    return FAILED if low else 0


def unseen(browser: Browser, root: str) -> None:
    """The queries that the search was not made for, half beside half, and how far the terminal agrees."""
    from commands.search import database
    from kbase.measures.relevance import UNSEEN, agreement, answers, read_queries, terminal_answers

    queries = read_queries(UNSEEN)
    given = list(answers(browser, root, queries))
    in_terminal = list(terminal_answers(database(), queries))
    print_both("unseen queries", given, in_terminal)
    say(f"of the browser's first three the terminal has {agreement(given, in_terminal):.2f} among its first ten")


def further(browser: Browser, root: str) -> None:
    """The queries to tune by, of the classes that are hardest."""
    from kbase.measures.relevance import FURTHER, answers, read_queries, scores

    given = list(answers(browser, root, read_queries(FURTHER)))
    print(f"{'further queries':32} {'n':>4}  {'at 1':>5} {'at 3':>5} {'MRR':>5}")
    for score in scores(given):
        print(f"{score.kind:32} {score.count:4}  {figures(score)}")
    print_missed(given)


def halved(browser: Browser, root: str) -> None:
    """More of these classes, and queries of every kind, half beside half."""
    from commands.search import database
    from kbase.measures.relevance import ASKED, EVERYDAY, HARD, READERS, answers, read_queries, terminal_answers

    files = {"hard queries": HARD, "everyday queries": EVERYDAY, "readers' queries": READERS, "asked queries": ASKED}
    for title, file in files.items():
        queries = read_queries(file)
        print_both(title, list(answers(browser, root, queries)), list(terminal_answers(database(), queries)))


def print_both(title: str, given: list[Answer], in_terminal: list[Answer]) -> None:
    """The figures of the browser by class, those of the terminal in one line; the missed are listed for tuning only."""
    from kbase.measures.relevance import halves

    print_halves(title, given)
    one, other = (half[-1] for half in halves(in_terminal))
    print(f"{'all, by kb.py search':32} {one.count:4}  {figures(one)}             {other.count:4}  {figures(other)}")
    print_missed(tuned(given))


def print_halves(title: str, given: list[Answer]) -> None:
    """The figures of each class, those of the tuning half beside those of the held-out one."""
    from kbase.measures.relevance import halves

    tuning, held_out = halves(given)
    columns = f"{'n':>4}  {'at 1':>5} {'at 3':>5} {'MRR':>5}"
    print(f"{title:32} {columns}   held out: {columns}")
    others = {score.kind: score for score in held_out}
    for one in tuning:
        other = others[one.kind]
        print(f"{one.kind:32} {one.count:4}  {figures(one)}             {other.count:4}  {figures(other)}")


def tuned(given: Iterable[Answer]) -> list[Answer]:
    """The answers that may be looked at."""
    return [answer for answer in given if not answer.query.is_held_out]


def figures(score: Score) -> str:
    return f"{score.at_1:5.2f} {score.at_3:5.2f} {score.mrr:5.2f}"


def print_missed(given: Iterable[Answer]) -> None:
    for answer in given:
        if not answer.rank or answer.rank > 3:
            print(
                f"  not in the first 3 ({answer.query.language}): {answer.query.text} → {', '.join(answer.paths[:3])}"
            )


def recall(browser: Browser, root: str, folder: Path) -> int:
    from kbase.core.base import read_base
    from kbase.measures.recall import LEAST, recall

    base, _ = read_base(ROOT)
    found = {language: recall(browser, root, folder, base, language) for language in ("en", "ru")}
    for language, result in found.items():
        say(f"recall of word forms, {language}: {result.share:.3f} of {result.trials} {dict(result.causes) or ''}")
        for trial, cause in result.missed:
            print(f"  {trial.form} does not find {trial.url}, which has {trial.word}: {cause}")
    return FAILED if min(result.share for result in found.values()) < LEAST else 0


def first_result(browser: Browser, root: str, folder: Path) -> int:
    from kbase.measures.first_result import BUDGET, costs

    found = list(costs(browser, root, folder))
    for cost in found:
        sizes = f"{cost.total / 1024:.0f} KB of {BUDGET / 1024:.0f} KB, with facets {cost.with_facets / 1024:.0f} KB"
        say(f"first result of '{cost.query}': {sizes}")
    return FAILED if max(cost.total for cost in found) > BUDGET else 0


COMMAND = Command(__doc__, run, arguments, prepare, groups)
