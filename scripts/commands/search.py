"""Search the base in the terminal: any form of a word, either alphabet, without a browser or a network.

Each result is its id, what it is, and the file and line where it is written.
The first search after a change makes a file in .cache (up to a minute); the next ones take it from there.
The language is that of the letters typed; --in asks for the other. Filters may be given several times.

examples:
  python3 scripts/kb.py search Глазьевым
  python3 scripts/kb.py search export controls --type statement --year 2024 --year 2025
  python3 scripts/kb.py search указ 135 --in en
  python3 scripts/kb.py search uiip --most 0 --full       all results, with labels, summary and source
  python3 scripts/kb.py search HTP --json
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import textwrap
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.command import Command, number
from launcher.console import FAILED, Refusal, say
from launcher.core import put_core_on_path
from launcher.languages import told
from launcher.places import ROOT

if TYPE_CHECKING:
    from kbase.core.records.vocabulary import Word
    from kbase.core.search.terminal_search import Hit

CACHE = ROOT / ".cache" / "search"
MOST = 5
"""Results that are printed: what is looked for is nearly always among them, and they are read in half a minute."""
_LONGEST = 100
"""Signs of a title in one line."""
FILTERS = ("type", "statement", "country", "year", "label", "support", "ownership", "attested", "content")
BOLD, DIM, GOOD, BAD, PLAIN = "\033[1m", "\033[2m", "\033[32m", "\033[31m", "\033[0m"
_TYPES = {"statement": "утверждение", "term": "термин", "publisher": "издатель"}
"""What is no entity, in Russian."""
_PAGES = frozenset({"about", "tool"})
"""What is no record."""
DOUBTED = frozenset({"contradicted", "qualified", "not-found", "words-only", "part"})


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to look for")
    parser.add_argument("--in", dest="language", choices=("en", "ru"), help="the language of the texts searched")
    parser.add_argument("--most", type=number, default=MOST, metavar="N", help=f"how many results ({MOST}; 0: all)")
    parser.add_argument("--full", action="store_true", help="with labels, summary and source")
    parser.add_argument("--json", action="store_true", help="for programs; only the list is on stdout")
    for name in FILTERS:
        parser.add_argument(f"--{name}", action="append", default=[], metavar="VALUE", help=f"only with this {name}")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.search.romanising import is_cyrillic
    from kbase.core.search.terminal_search import search

    query = " ".join(options.words)
    language = options.language or ("ru" if is_cyrillic(query) else "en")
    filters = {name: getattr(options, name) for name in FILTERS}
    try:
        file = database()
        require_known(filters, file)
        answer = search(file, query, language, filters, sys.maxsize)
    except sqlite3.Error as error:
        fix = "see that the disk has room and that you may write there, delete .cache/search, then search again"
        raise Refusal(f"the file of the search cannot be written or read ({error})", fix) from error
    if answer.instead and answer.hits:
        say(told("nothing was found for '{query}'; shown instead: '{instead}'", query=query, instead=answer.instead))
    hits = answer.hits[: options.most or None]
    if options.json:
        print(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2))
    else:
        in_lines = shown_in_full if options.full else shown
        print("\n\n".join(in_lines(hit, language, coloured()) for hit in hits) or told("nothing was found"))
    if left := len(answer.hits) - len(hits):
        say(told("{left} more: --most 0 shows all, --full shows more of each", left=left))
    return 0 if hits else FAILED


def require_known(filters: Mapping[str, list[str]], file: Path) -> None:
    """Refusal where a filter is to have a value that no page has."""
    from kbase.core.problems import cut, near
    from kbase.core.search.terminal_search import values_of

    for name, wanted in filters.items():
        known = values_of(file, name) if wanted else []
        for value in wanted:
            if value not in known:
                there_are = f"there are: {', '.join(known)}" if known else "leave it out"
                raise Refusal(f"no page has --{name} '{cut(value)}'", near(value, known) or cut(there_are))


def database() -> Path:
    """The file for the data as they are now; older ones go. Raises sqlite3.Error where it cannot be written."""
    from kbase.core.base import read_base
    from kbase.core.search.terminal_search import build, key_of

    file = CACHE / f"{key_of(ROOT)}.sqlite"
    if not file.is_file():
        say(told("reading the base for the search (up to a minute the first time; the file is kept)"))
        for old in CACHE.glob("*.sqlite"):
            old.unlink()
        build(read_base(ROOT)[0], file)
    return file


def coloured() -> bool:
    """Colours for a person at a terminal who has not forbidden them (https://no-color.org)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def shown(hit: Hit, language: str, colours: bool) -> str:
    """A result in two lines: the id by which others name it, what it is, the beginning of its title; where it is
    written.
    """
    facts = ", ".join(filter(None, (kind_label(hit.kind, language) or type_label(hit.type, language), hit.date)))
    title = textwrap.shorten(hit.title, _LONGEST, placeholder=" …")
    return f"{paint(id_of(hit), BOLD, colours)} · {facts} · {title}\n  {hit.place or hit.path}"


def id_of(hit: Hit) -> str:
    """The id of the record that a result is; of a page its address."""
    return hit.path if hit.type in _PAGES else hit.path.rpartition("/")[2]


def shown_in_full(hit: Hit, language: str, colours: bool) -> str:
    """A result in a few lines: title, what it is and when, labels, page, file and line, the first of its sources."""
    labels = [value for name in ("label", "support") for value in hit.filters.get(name, ())]
    marks = [paint(label(value, language), BAD if value in DOUBTED else GOOD, colours) for value in labels]
    facts = ", ".join(filter(None, (type_label(hit.type, language), kind_label(hit.kind, language), hit.date)))
    lines = [paint(hit.title, BOLD, colours), "  " + " · ".join((facts, *marks)), f"  {hit.path}"]
    lines += [f"  {hit.place}"] if hit.place else []
    lines += [f"  {hit.summary}"] if hit.summary else []
    more = f" (+{len(hit.sources) - 1})" if len(hit.sources) > 1 else ""
    lines += [paint(f"  ← {hit.sources[0]}{more}", DIM, colours)] if hit.sources else []
    return "\n".join(lines)


def type_label(type: str, language: str) -> str:
    """What a result is; in Russian its label."""
    from kbase.core.records.vocabulary import EntityType

    return _TYPES.get(type) or _labelled(type, (EntityType,)) if language == "ru" else type


def kind_label(kind: str, language: str) -> str:
    """The word of the field `kind`; in Russian its label."""
    from kbase.core.records.vocabulary import KIND_OF_TYPE, StatementKind

    return _labelled(kind, (StatementKind, *KIND_OF_TYPE.values())) if language == "ru" else kind


def _labelled(word: str, vocabularies: Sequence[type[Word]]) -> str:
    """The Russian label of a word of one of these vocabularies; the word itself where it is in none."""
    from kbase.core.drafting.terminal.asking import labelled_word

    found = [known for words in vocabularies for known in words if known == word]
    return labelled_word(found[0], "ru") if found else word


def label(row: str, language: str) -> str:
    """The words of a label of evidence in the language of the search."""
    from kbase.core.evidence.rows import Row

    return Row(row).words.label[language]


def paint(text: str, colour: str, colours: bool) -> str:
    return f"{colour}{text}{PLAIN}" if colours else text


COMMAND = Command(__doc__, run, arguments)
