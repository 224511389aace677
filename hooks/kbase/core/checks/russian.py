"""Habits of translated Russian that texts here do without: the speaker named last, and reading without a reader.

A newspaper names first who speaks. «…, сообщил министр.» is the order of English; and «в прочитанном» does not say who
has read. The rules see the usual forms of both, not every one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.messages import Message, say
from kbase.core.pages.paths import ABOUT
from kbase.core.problems import Place, Problem
from kbase.core.records.model import RU, Outlet, Source, Term

_SAID: Final = (
    *("говорил", "добавил", "заметил", "заявил", "напомнил", "объявил", "объяснил", "отметил", "передал"),
    *("писал", "подчеркнул", "пояснил", "предупредил", "признал", "рассказал", "сказал", "сообщил", "уточнил"),
)
_WORD: Final = r"(?:[^\s.,;:!?«»]+|«[^»]*»)"
_NO_NAME: Final = r"(?:это|ли|что|о|об|обо|про|в|во|на|с|со|к|ко|по|за|при|для)\b"
"""What follows a verb whose speaker stands before it."""
_END: Final = r"[.!?](?=\s|$)"


@dataclass(frozen=True)
class Habit:
    """A pattern, what it finds, what to write instead, and whether pages on the project itself may have it."""

    pattern: re.Pattern[str]
    what: Message
    fix: Message
    is_of_method: bool = False


HABITS: Final = (
    Habit(
        re.compile(rf",\s(?:как\s|об этом\s)?(?:{'|'.join(_SAID)})[аио]?(?!\s{_NO_NAME})(?:\s{_WORD}){{1,9}}{_END}"),
        say("the speaker stands last"),
        say("begin with who says it: «Министр сообщил, что …», «По словам министра, …»"),
    ),
    Habit(
        re.compile(r"\bпрочитан(?:н\w+|[аоы]?)\b", re.IGNORECASE),
        say("it is not said who has read"),
        say("write «мы читали …», or «в доступном нам тексте»"),
        is_of_method=True,
    ),
)
"""The table of the rules. Pages on the method define what counts as read, so they have the word."""

_NOT_OURS: Final = frozenset({"names", "quote", "title_translated", "revised", "retracted"})
"""Fields that repeat what others wrote, and what was published and stays as it is."""


def habits(context: Context) -> Iterator[Problem]:
    """Russian texts name the speaker first, and say who has read (code `russian`). A warning until a release."""
    for place, text, is_of_method in _texts(context):
        for habit in HABITS:
            found = None if habit.is_of_method and is_of_method else habit.pattern.search(text)
            if found:
                around = text[max(found.start() - 15, 0) : found.end() + 15].strip()
                message = say("{what}: …{around}…", what=habit.what, around=around)
                yield Problem(place(), "russian", message, habit.fix, context.lenient)


def _texts(context: Context) -> Iterator[tuple[Callable[[], Place], str, bool]]:
    """Every Russian text in our own words with its place, and whether it stands on a page on the project itself."""
    for record, path, text in context.strings:
        if path[-1] == RU and not isinstance(record, Source | Term | Outlet) and not _NOT_OURS & set(path):
            yield partial(context.place, record.id, path), text, False
    for page in context.pages:
        if page.language == RU:
            for line, text in page.plain_lines:
                yield partial(page.place, line), text, page.path.startswith(f"{ABOUT}/")
