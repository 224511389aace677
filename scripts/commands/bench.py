"""Measure the built site against its budgets.

`pages` weighs the first view of every page, and opens the heaviest page of each kind, in both languages and both
colour schemes, in Chromium: faults of access found by axe, layout shift, failed requests, requests to other hosts.

examples:
  python3 scripts/kb.py build && python3 scripts/kb.py bench pages
  python3 scripts/kb.py bench pages --site-dir /tmp/preview
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from launcher.command import Command
from launcher.console import FAILED, Refusal, say
from launcher.machine import require_chromium
from launcher.places import ROOT


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=["pages"], help="what to measure")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", metavar="FOLDER", help="the built site (site/)")


def prepare(options: Namespace) -> None:
    if not (options.site_dir / "index.html").is_file():
        raise Refusal(f"there is no site in {options.site_dir}", "build it first: python3 scripts/kb.py build")
    os.environ["KB_CHROMIUM"] = require_chromium()


def run(options: Namespace) -> int:
    from measures.browsing import chromium, examine, served
    from measures.weight import BUDGET, heaviest_of_each_kind, weigh

    folder = options.site_dir.absolute()
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


COMMAND = Command(__doc__, run, arguments, prepare)
