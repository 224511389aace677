"""Write a new record into its place: a statement, source, publisher, person or body, agreement, event, term …

Its fields are given as FIELD=VALUE; a list is parted by commas, and a text may say its language (text.en=, text.ru=)
or be known by its letters. What must be there and is not given is asked for, then what is usually given, where Enter
skips; where nobody can answer, what is missing is named. Sources and publishers stand in order of id, statements at
the end of the file of their topic. A source that waits (`import`) is put among the sources when a statement cites it.
The result is checked before anything is written: nothing is, unless the record is complete, keeps the rules, and
names only records that are there. That nothing names it yet may wait.

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
import shlex
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.alone import alone
from launcher.command import Command
from launcher.console import FAILED, Refusal, as_called_here
from launcher.core import put_core_on_path
from launcher.places import ROOT
from launcher.trying import new_errors, tried
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.core.drafting.drafts import Draft, Refused
    from kbase.core.drafting.terminal.dialogue import Terminal
    from kbase.core.messages import Message
    from kbase.core.problems import Problem

NEXT = frozenset({"source-unused", "publisher-unused", "record-orphan", "record-empty"})
"""What is said of a record that nothing names yet: what names it is written after it."""


_STATED = {"person": "appointed", "event": "held"}
"""Kind of record, or of actor → what is usually said of it, as the id of a statement ends."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="statement, source, publisher, actor, agreement, event, term …")
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="lower-case Latin letters, digits, hyphens")
    parser.add_argument("fields", nargs="*", metavar="FIELD=VALUE", help="such as title.en='National Academy'")
    parser.add_argument("--topic", default="", metavar="NAME", help="of a statement: its file, without .yml")
    parser.add_argument("--ask", action="store_true", help="ask for what is usual even if nothing else is missing")
    parser.add_argument("--example", action="store_true", help="print a complete one, with what its fields mean")
    parser.add_argument("--language", choices=("en", "ru"), help="of messages and example (that of the locale)")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.drafting.drafts import Refused
    from kbase.core.messages import language_of

    options.asked_language = options.language
    options.language = options.language or language_of(os.environ)
    options.answers = []
    try:
        _require_fields(options.passed_on)
        options.fields += options.passed_on
        return _example(options) if options.example else _made(options)
    except KeyboardInterrupt:
        print()  # Behind the prompt.
        _give_back(options, "--ask")
        raise
    except Refused as refused:
        _give_back(options)
        message, fix = (said.read(options.language) for said in (refused.message, refused.fix))
        asked = options.asked_language
        raise Refusal(as_called_here(message, asked), as_called_here(fix, asked)) from None


def _require_fields(words: Collection[str]) -> None:
    """Raises Refused for an option that is none."""
    from kbase.core.drafting.drafts import Refused
    from kbase.core.messages import say

    for word in words:
        if word.startswith("-"):
            raise Refused(say("new does not know '{word}'", word=word), say("see `python3 scripts/kb.py new --help`"))


def _tell(message: Message, options: Namespace) -> None:
    print(as_called_here(message.read(options.language), options.asked_language))


def _example(options: Namespace) -> int:
    from kbase.core.base import read_base
    from kbase.core.drafting.drafts import Refused, draft, kind_of
    from kbase.core.drafting.examples import as_lines, example
    from kbase.core.messages import say

    kind = draft(options.kind, "", (), "").kind
    found = example(read_base(ROOT)[0], kind, kind_of(options.kind)[1])
    if found is None:
        raise Refused(
            say("the base has no {kind} to show", kind=options.kind), say("see `python3 scripts/kb.py new --help`")
        )
    print(as_lines(found, options.language))
    return 0


def _made(options: Namespace) -> int:
    from kbase.core.messages import say

    one = _completed(options)
    if sys.stdin.isatty():  # Who has answered would take the silence for one more question.
        _tell(say("checking your record with the whole base (up to a minute) …"), options)
        sys.stdout.flush()
    with alone():  # Not while somebody is asked, who may take an hour.
        code = _written(one, options)
    if code:
        _give_back(options)
    return code


def _give_back(options: Namespace, *further: str) -> None:
    """The command that holds what somebody has answered, so that no answer is lost. With `--ask` it goes on asking
    where all that must be there is answered.
    """
    from kbase.core.messages import say

    if options.answers:
        topic = ["--topic", options.topic] if options.topic else []
        words = shlex.join([options.kind, options.id, *further, *topic, *options.fields])
        _tell(
            say("your answers, to be changed and run again: python3 scripts/kb.py new {words}", words=words),
            options,
        )


def _written(one: Draft, options: Namespace) -> int:
    """Writes the record and says where; or says what `check` would say, and writes nothing."""
    from kbase.core.base import read_base
    from kbase.core.drafting.drafts import Refused, faults, require_free
    from kbase.core.drafting.terminal.questions import usual
    from kbase.core.messages import say
    from kbase.core.problems import as_text

    base, _ = read_base(ROOT)
    require_free(base, one.id)
    if found := faults(one):
        raise Refused(found[0].message, found[0].fix)
    texts = _texts(base, one)
    if errors := _errors(base, texts):
        for problem in errors:
            print(as_called_here(as_text(problem, options.language), options.asked_language))
        _tell(say("nothing was written"), options)
        return FAILED
    write_all(ROOT, texts)
    made = texts[one.file]
    line = made[: made.index(one.text().rstrip("\n"))].count("\n") + 1
    said = say("'{id}' is written; `python3 scripts/kb.py check` says what is still missing around it", id=one.id)
    print(f"{one.file}:{line}: {as_called_here(said.read(options.language), options.asked_language)}")
    if offices := _without_source(one, options.language):
        _tell(
            say(
                "no source is named for {offices}: once it is there, write `source:` and its id below it in {file}",
                offices=offices,
                file=one.file,
            ),
            options,
        )
    if not one.is_member:
        _tell(_then(base, one), options)
    if left := [*usual(one)]:
        _tell(say("not given, and usually there: {fields}; add there what you know", fields=", ".join(left)), options)
    return 0


def _then(base: KnowledgeBase, one: Draft) -> Message:
    """The statement that is written next: about the record and the bodies in which somebody holds an office, but for
    those that are known as publishers alone.
    """
    from kbase.core.messages import say

    bodies = (role.get("organisation") for role in one.data.get("roles") or ())
    about = dict.fromkeys([one.id, *(body for body in bodies if body in base.entities)])
    end = _STATED.get(str(one.data.get("kind")), _STATED.get(one.kind, "described"))
    return say(
        "next, a statement about it, called as you choose: `python3 scripts/kb.py new statement {new} about={about}`",
        new=f"{one.id}-{end}",
        about=",".join(about),
    )


def _without_source(one: Draft, language: str) -> str:
    """The offices of a person for which nobody has named a source yet."""
    roles = (role for role in one.data.get("roles") or () if "source" not in role)
    called = (role["role"] for role in roles)
    begin, end = "«»" if language == "ru" else "“”"
    return ", ".join(f"{begin}{title.get(language) or next(iter(title.values()))}{end}" for title in called)


def _texts(base: KnowledgeBase, one: Draft) -> dict[str, str]:
    """The files that change, with their new texts; Refused where the record has a file that is there."""
    from kbase.core.checks.files import is_device
    from kbase.core.drafting.drafts import Refused, placed
    from kbase.core.messages import say

    path = ROOT / one.file
    if is_device(path.name):
        # Before the trial: Windows would write its copy to the device.
        raise Refused(say("'{id}' is a name that Windows keeps for a device", id=path.stem), say("choose another one"))
    text = _read(path) if path.is_file() else None
    if text is not None and not one.is_member:
        raise Refused(say("there is {file} already", file=one.file), say("choose another id, or change that record"))
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
    from kbase.core.drafting.drafts import Refused
    from kbase.core.messages import say
    from kbase.core.records.text_files import read_text

    file = path.relative_to(ROOT).as_posix()
    text, problems = read_text(path, file)
    if text is None or problems:
        raise Refused(say("{file} has errors", file=file), say("fix first what `python3 scripts/kb.py check` names"))
    return text


def _require_topic(options: Namespace, is_answering: bool) -> None:
    """Raises Refused for a topic that can be none, and for none where nobody can be asked for it."""
    from kbase.core.drafting.drafts import Refused
    from kbase.core.drafting.terminal.asking import topic_named
    from kbase.core.messages import say

    if not options.topic and not is_answering:
        fix = say("write --topic with one of {topics}", topics=", ".join(_topics()))
        raise Refused(say("a statement stands in the file of its topic"), fix)
    if options.topic:
        topic_named((), options.topic)


def _topics() -> list[str]:
    return sorted(path.stem for path in (ROOT / "docs/data/statements").glob("*.yml"))


def _asked_topic(base: KnowledgeBase, options: Namespace) -> str:
    """The file of a statement; asked for when it is known what the statement is about, which shows where such stand."""
    from kbase.core.drafting.terminal.asking import offered_topics, topic_named
    from kbase.core.messages import say

    if not (topics := _topics()):
        return _terminal(options).answered("topic", say("a name in Latin letters"), partial(topic_named, ())) or ""
    order, lines = offered_topics(base, topics, _drafted(options))
    for line in lines:
        _tell(line, options)
    prompt = say("number or name (Enter: {topic})", topic=order[0])
    taken = _terminal(options).answered("topic", prompt, lambda answer: topic_named(order, answer, True), False)
    return taken or order[0]


def _completed(options: Namespace) -> Draft:
    """The record with what was asked for; Refused where something is missing and nobody can answer."""
    from kbase.core.base import read_base
    from kbase.core.drafting.drafts import Refused, lacking, require_free, require_id
    from kbase.core.messages import say

    one, is_answering = _drafted(options), sys.stdin.isatty()
    if is_answering and not one.id:
        one = _named_one(options)
    if not one.id:
        fix = say(
            "write it after the kind: `python3 scripts/kb.py new {kind} ID`, ID of your choice, as pavel-ivanov",
            kind=options.kind,
        )
        raise Refused(say("{kind}: a new record needs an id", kind=options.kind), fix)
    require_id(one)
    if is_statement := one.kind == "statement":
        _require_topic(options, is_answering)
    missing = lacking(one)
    if missing and not is_answering:
        raise _lack(one.kind, missing)
    asks_more, asks_topic = missing or (options.ask and is_answering), is_statement and not options.topic
    if asks_more or asks_topic:
        _tell(say("reading the base …"), options)
        base, _ = read_base(ROOT)
        require_free(base, one.id)
        if asks_more:
            _ask(base, one, options)
        if asks_topic:
            options.topic = _asked_topic(base, options)
    return _drafted(options)


def _ask(base: KnowledgeBase, one: Draft, options: Namespace) -> None:
    """Asks for what the record lacks, then for what is usually given; the fields of the options have the answers."""
    from kbase.core.drafting.form_fields import control_of
    from kbase.core.drafting.terminal.asking import require_begun_fit, require_fit
    from kbase.core.drafting.terminal.dialogue import Dialogue
    from kbase.core.drafting.terminal.questions import PARTS
    from kbase.core.drafting.waiting import read_waiting

    known = {*base.origins, *(str(data["id"]) for data in read_waiting(ROOT))}
    for name in one.data:
        is_asked_on = control_of(one.model, name).holds in PARTS
        (require_begun_fit if is_asked_on else require_fit)(one, name, known)
    drafted = partial(_drafted_with, options)
    Dialogue(base, known, _terminal(options), options.fields, drafted, date.today().isoformat()).completed()


def _named_one(options: Namespace) -> Draft:
    """The record with the id that somebody gives it."""
    from kbase.core.drafting.drafts import require_id
    from kbase.core.messages import as_it_is, say

    def named(answer: str) -> Draft:
        one = _drafted(Namespace(**{**vars(options), "id": answer}))
        require_id(one)
        return one

    _tell(say("An id of your choice, in lower-case Latin letters, digits and hyphens: pavel-ivanov"), options)
    one = _terminal(options).answered("id", as_it_is("id"), named)
    assert one, "an answer is needed"
    options.id = one.id
    return one


def _terminal(options: Namespace) -> Terminal:
    from kbase.core.drafting.terminal.dialogue import Terminal

    def show(line: str) -> None:
        print(as_called_here(line, options.asked_language))

    return Terminal(options.language, input, show, options.answers)


def _drafted_with(options: Namespace, fields: Sequence[str]) -> Draft:
    """The record with these fields in the place of those that are given so far."""
    return _drafted(Namespace(**{**vars(options), "fields": fields}))


def _drafted(options: Namespace) -> Draft:
    from kbase.core.drafting.drafts import draft
    from kbase.core.drafting.terminal.asking import understood

    today = date.today().isoformat()
    return understood(draft(options.kind, options.id, options.fields, today, options.topic or ""))


def _lack(kind: str, missing: list[str]) -> Refused:
    """What is said where nobody can be asked."""
    from kbase.core.drafting.drafts import Refused
    from kbase.core.messages import say

    held = {"kind": kind, "fields": ", ".join(missing)}
    what = say("an {kind} needs {fields}", **held) if kind[0] in "aeiou" else say("a {kind} needs {fields}", **held)
    example = "python3 scripts/kb.py new {kind} --example"
    fix = say("add {name}=…; `{example}` shows a complete one", name=missing[0], example=example.format(kind=kind))
    return Refused(what, fix)


COMMAND = Command(__doc__, run, arguments, passes_on=True)
"""Fields may stand behind an option, where argparse does not look for them."""
