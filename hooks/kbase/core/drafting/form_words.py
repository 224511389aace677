"""The words in which `check` finds fault with a value, for the form: each fault is provoked, and what is said of it
taken, so that nothing is written twice. What a message is filled in with stands in it as `{name}`. Where `check` names
a field of the record or a file, the form has words of its own ("form.say." in wording/strings.yml), since its readers
see labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from kbase.core.messages import Message
from kbase.core.records.model import MOST_QUOTED_WORDS, Edtf, Quote, Url

Told = tuple[Message, Message]
"""What is wrong, and how to fix it."""


@cache
def words_of_check(language: str) -> Mapping[str, tuple[str, str]]:
    """Fault → what is wrong and how to fix it, in a language."""
    return {name: (_open(what, language), _open(fix, language)) for name, (what, fix) in _provoked().items()}


def _provoked() -> Mapping[str, Told]:
    return {
        "date": _of_value(Edtf, "soon"),
        "calendar": _of_value(Edtf, "2025-02-30"),
        "interval": _of_value(Edtf, "2025/2024"),
        "year": _of_value(Edtf, "9999"),
        "url": _of_value(Url, "no address"),
        "quote": _of_value(Quote, {"text": "word " * (MOST_QUOTED_WORDS + 1), "lang": "en"}),
    }


def _of_value(kind: Any, value: Any) -> Told:
    """The fault of a single value."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        what, fix = error.errors()[0]["ctx"]["error"].args
        return what, fix
    raise AssertionError("the value has no fault")


_KEPT: Final = frozenset({"most"})
"""What is the same whatever is checked."""


def _open(message: Message, language: str) -> str:
    """A message in a language with its fields left open."""
    fields = {
        name: value if name in _KEPT else _open(value, language) if isinstance(value, Message) else f"{{{name}}}"
        for name, value in message.fields.items()
    }
    return Message(message.template, fields).read(language)
