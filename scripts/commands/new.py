"""Write a new record into its place: a statement, source, publisher, person or body, agreement, event, term …

Its fields are given as FIELD=VALUE; a list is parted by commas, and a text may say its language (text.en=, text.ru=) or
be known by its letters. What must be there and is not given is asked for; where nobody can answer, it is named. Sources
and publishers stand in order of id, statements at the end of the file of their topic. A source that waits (`import`)
is put among the sources when a statement cites it. The result is checked before anything is written: nothing is, unless
the record is complete, keeps the rules, and names only records that are there. That nothing names it yet may wait.

examples:
  python3 scripts/kb.py new source belta-2025-05-20-forum type=article-newspaper title='Форум прошёл в Минске' \\
      language=ru issued=2025-05-20 published_by=belta URL=https://belta.by/forum
  python3 scripts/kb.py new statement forum-held --topic foresight kind=fact happened=2025-05-20 about=nasb \\
      text.ru='Форум прошёл в Минске.' sources=belta-2025-05-20-forum
  python3 scripts/kb.py new actor some-institute kind=organisation title.en='Some Institute' summary.en='An institute.'
  python3 scripts/kb.py new event --example       a complete one, to copy
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.alone import alone
from launcher.command import Command
from launcher.console import FAILED, Refusal, as_called_here
from launcher.core import put_core_on_path
from launcher.places import CALL, ROOT
from launcher.trying import new_errors, tried
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.core.drafting.drafts import Draft
    from kbase.core.problems import Problem

NEXT = frozenset({"source-unused", "publisher-unused", "record-orphan", "record-empty"})
"""What is said of a record that nothing names yet: what names it is written after it."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="statement, source, publisher, actor, agreement, event, term …")
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="lower-case Latin letters, digits, hyphens")
    parser.add_argument("fields", nargs="*", metavar="FIELD=VALUE", help="such as title.en='National Academy'")
    parser.add_argument("--topic", default="", metavar="NAME", help="of a statement: its file, without .yml")
    parser.add_argument("--example", action="store_true", help="print a complete one, with what its fields mean")
    parser.add_argument("--language", choices=("en", "ru"), help="of messages and example (that of the locale)")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.drafting.drafts import Refused
    from kbase.core.messages import language_of

    for word in options.passed_on:
        if word.startswith("-"):
            raise Refusal(f"new does not know '{word}'", f"see {CALL} new --help")
    options.fields += options.passed_on
    language = options.language or language_of(os.environ)
    try:
        if options.example:
            print(_example(options.kind, language))
            return 0
        one = _completed(options, language)
        with alone():  # Not while somebody is asked, who may take an hour.
            return _written(one, language)
    except Refused as refused:
        raise Refusal(refused.message.read(language), refused.fix.read(language)) from None


def _example(kind: str, language: str) -> str:
    from kbase.core.base import read_base
    from kbase.core.drafting.drafts import draft
    from kbase.core.drafting.examples import as_lines, example

    one = draft(kind, "", (), "")
    found = example(read_base(ROOT)[0], one.kind)
    if found is None:
        raise Refusal(f"the base has no {one.kind} to show", f"see {CALL} new --help")
    return as_lines(found, language)


def _written(one: Draft, language: str) -> int:
    """Writes the record and says where; or says what `check` would say, and writes nothing."""
    from kbase.core.base import read_base
    from kbase.core.drafting.drafts import faults, require_free
    from kbase.core.problems import as_text

    base, _ = read_base(ROOT)
    require_free(base, one.id)
    if found := faults(one):
        raise Refusal(found[0].message.read(language), found[0].fix.read(language))
    texts = _texts(base, one)
    if errors := _errors(base, texts):
        for problem in errors:
            print(as_called_here(as_text(problem, language)))
        print("nothing was written")
        return FAILED
    write_all(ROOT, texts)
    made = texts[one.file]
    line = made[: made.index(one.text().rstrip("\n"))].count("\n") + 1
    print(f"{one.file}:{line}: '{one.id}' is written; `{CALL} check` says what is still missing around it")
    return 0


def _texts(base: KnowledgeBase, one: Draft) -> dict[str, str]:
    """The files that change, with their new texts; Refusal where the record has a file that is there."""
    from kbase.core.checks.files import is_device
    from kbase.core.drafting.drafts import placed

    path = ROOT / one.file
    if is_device(path.name):
        # Before the trial: Windows would write its copy to the device.
        raise Refusal(f"'{path.stem}' is a name that Windows keeps for a device", "choose another one")
    text = _read(path) if path.is_file() else None
    if text is not None and not one.is_member:
        raise Refusal(f"there is {one.file} already", "choose another id, or change that record")
    return {one.file: placed(one, text), **_no_longer_waiting(base, one)}


def _errors(base: KnowledgeBase, texts: dict[str, str]) -> list[Problem]:
    """The errors that the base would have with the new record, but for those that go once something names it."""
    with tempfile.TemporaryDirectory() as folder:
        after, problems = tried(ROOT, Path(folder), texts)
        return sorted(new_errors(base, after, ROOT, Path(folder), problems, NEXT))


def _no_longer_waiting(base: KnowledgeBase, one: Draft) -> dict[str, str]:
    """The lists of sources when those that wait and that the new record cites are put among them."""
    from kbase.core.drafting.drafts import placed
    from kbase.core.drafting.waiting import read_waiting, taken, write_waiting
    from kbase.core.records.loading import WAITING

    waiting = {str(data["id"]): data for data in read_waiting(ROOT)}
    links = one.data.get("sources") or []
    cited = {
        str(link["id"] if isinstance(link, dict) else link) for link in links
    } & waiting.keys() - base.sources.keys()
    file, text = "", ""
    for id in sorted(cited):
        draft = taken(waiting.values(), id)
        file, text = draft.file, placed(draft, text or _read(ROOT / draft.file))
    rest = [data for id, data in waiting.items() if id not in cited]
    return {file: text, WAITING: write_waiting(rest)} if cited else {}


def _read(path: Path) -> str:
    from kbase.core.records.text_files import read_text

    text, problems = read_text(path, path.relative_to(ROOT).as_posix())
    if text is None or problems:
        raise Refusal(f"{path.relative_to(ROOT).as_posix()} has errors", f"fix first what {CALL} check names")
    return text


def _topic(options: Namespace) -> str:
    """The file of a statement: one that is there, or a new one whose name can be one."""
    import re

    if options.kind != "statement":
        return ""
    topics = sorted(path.stem for path in (ROOT / "docs/data/statements").glob("*.yml"))
    if not options.topic:
        raise Refusal("a statement stands in the file of its topic", f"write --topic with one of {', '.join(topics)}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", options.topic):
        raise Refusal(f"'{options.topic}' is no name of a topic", "use lower-case Latin letters, digits and hyphens")
    return str(options.topic)


def _completed(options: Namespace, language: str) -> Draft:
    """The record with what was asked for; Refusal where something is missing and nobody can answer."""
    from kbase.core.base import read_base
    from kbase.core.drafting.drafts import draft, lacking, require_free

    fields, topic, today = [*options.fields], _topic(options), date.today().isoformat()
    one = draft(options.kind, options.id, fields, today, topic)
    if not one.id:
        raise Refusal(f"a new {one.kind} needs an id", f"write it after the kind: {CALL} new {one.kind} some-id …")
    if missing := lacking(one):
        if not sys.stdin.isatty():
            fix = f"add {missing[0]}=…; `{CALL} new {one.kind} --example` shows a complete one"
            raise Refusal(f"{_with_article(one.kind)} needs {', '.join(missing)}", fix)
        require_free(read_base(ROOT)[0], one.id)
    while missing := lacking(one):  # An answer may ask for more: what is no fact needs its speaker.
        fields += [f"{name}={_asked(one, name, language)}" for name in missing]
        one = draft(options.kind, options.id, fields, today, topic)
    return one


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _asked(one: Draft, name: str, language: str) -> str:
    """What somebody answers: a word of the vocabulary where there is one, else anything."""
    from kbase.core.drafting.form_fields import Shape, control_of

    control = control_of(one.model, name)
    choices = [str(choice) for choice in control.choices] if control.shape is Shape.WORD else []
    print(f"{control.called(language)}{': ' if choices else ''}{', '.join(choices)}")
    try:
        while not (answer := input(f"{name}: ").strip()) or (choices and answer not in choices):
            pass
    except EOFError:
        raise Refusal(f"there is no answer for {name}", f"write {name}=…") from None
    return answer


COMMAND = Command(__doc__, run, arguments, passes_on=True)
"""Fields may stand behind an option, where argparse does not look for them."""
