"""What `check` and `impact` say, in English and in Russian.

The English stands where a rule is, as the first argument of `say`; `messages.yml` has the Russian of each. A test holds
the two together, so that no message is there in one language only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kbase.core.yaml_tables import read_table

FILE: Final = Path(__file__).with_name("messages.yml")


class Message(str):
    """A text in English that can be read in Russian too: a template and what is put into it.

    It is a `str`, so that whoever knows one language needs to know no more. Fields that are messages are translated
    with it; all others (ids, paths, words of the records) are the same in both languages.
    """

    __slots__ = ("fields", "template")

    template: str
    fields: Mapping[str, object]

    def __new__(cls, template: str, fields: Mapping[str, object] | None = None) -> Message:
        made = super().__new__(cls, template.format(**(fields or {})))
        made.template = template
        made.fields = fields or {}
        return made

    def read(self, language: str) -> str:
        """The text in a language; in English where the table lacks it."""
        if language != "ru":
            return str(self)
        template = _russian().get(self.template, self.template)
        return template.format(**{name: _read(value, language) for name, value in self.fields.items()})

    def __deepcopy__(self, memo: object) -> Message:
        return self

    def __reduce__(self) -> tuple[type[Message], tuple[str, dict[str, object]]]:
        return Message, (self.template, dict(self.fields))


EMPTY: Final = Message("")


def say(template: str, **fields: object) -> Message:
    """A message: `template` is written out in the call and has a row in `messages.yml`; braces in it are doubled."""
    return Message(template, fields)


ENGLISH: Final = say("English")
RUSSIAN: Final = say("Russian")


def as_it_is(text: object) -> Message:
    """What is the same in both languages: a word of a record, or what a library says."""
    return Message("{text}", {"text": text})


def in_both(told: Callable[[str], str]) -> Message:
    """What has words of its own in each language, such as a text of a record or a label; `told` gives those of one."""
    return Message(_ENGLISH, {"en": told("en"), "ru": told("ru")})


_ENGLISH: Final = "{en}"
"""The template of what has words of its own in each language."""


def joined(parts: Iterable[object], by: str = "; ") -> Message:
    """Several messages or words in a row; `by` may be a message itself, such as " or "."""
    fields: dict[str, object] = {f"part{number}": part for number, part in enumerate(parts)}
    template = "{by}".join(f"{{{name}}}" for name in fields)
    return Message(template, {"by": by, **fields})


def spot(path: Sequence[str | int]) -> Message:
    """Where in a record something stands, counted as people count: "roles (no. 1), as_of" for ("roles", 0, "as_of")."""
    found = EMPTY
    for before, step in zip(("", *path), path, strict=False):
        if isinstance(step, int):
            found = say("{field} (no. {number})", field=found, number=step + 1)
        else:
            between = ", " if isinstance(before, int) else "." if found else ""
            found = joined([found, step], between)
    return found


def language_of(environment: Mapping[str, str]) -> str:
    """The language of whoever has set these variables: "ru" with a Russian locale, else "en"."""
    chosen = next((value for name in _LOCALE if (value := environment.get(name))), "")
    return "ru" if chosen.lower().startswith("ru") else "en"


_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that choose the language of messages; the first that is set counts (POSIX, 8.2)."""


def read(text: str, language: str) -> str:
    """A text in a language, if it is one that knows two."""
    return text.read(language) if isinstance(text, Message) else text


def _read(value: object, language: str) -> object:
    return value.read(language) if isinstance(value, Message) else value


@cache
def _russian() -> Mapping[str, str]:
    """English template → Russian template."""
    rows: dict[str, str] = read_table(FILE)
    return {**rows, _ENGLISH: "{ru}"}
