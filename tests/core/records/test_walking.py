"""Walks through a record find every text and value, with paths that lead back to its lines."""

from __future__ import annotations

from pathlib import Path

from kbase.core.base import KnowledgeBase, build
from kbase.core.records.walking import EACH, leaves, strings, texts, values
from tests.helpers import STATEMENTS, TINY, loaded, swap

WITH_CHALLENGE = swap(
    STATEMENTS,
    "  by: academy\n",
    """\
  by: academy
  quote: {text: Он был первым, lang: ru}
  challenged_by:
    - statement: forum-met
      how: qualifies
      note: {en: Not quite., ru: Не совсем.}
""",
)


def base(root: Path) -> KnowledgeBase:
    return build(loaded(root, {**TINY, **WITH_CHALLENGE}), {})


def test_values_of_a_pattern(tmp_path: Path) -> None:
    """`EACH` stands for every member of a list; what is missing gives nothing."""
    claim = base(tmp_path).statements["academy-on-forum"]
    assert list(values(claim, ("sources", EACH, "id"))) == [(("sources", 0, "id"), "agency-on-forum")]
    assert list(values(claim, ("about", EACH))) == [(("about", 0), "forum"), (("about", 1), "academy")]
    assert list(values(claim, ("challenged_by", EACH, "statement"))) == [
        (("challenged_by", 0, "statement"), "forum-met")
    ]
    assert list(values(claim, ("challenged_by", EACH, "source"))) == []
    assert list(values(claim, ("no_such_field",))) == []


def test_texts_are_those_in_two_languages(tmp_path: Path) -> None:
    """Wherever they stand in the record."""
    claim = base(tmp_path).statements["academy-on-forum"]
    assert [(path, text.en) for path, text in texts(claim)] == [
        (("text",), "It was the first."),
        (("challenged_by", 0, "note"), "Not quite."),
    ]


def test_strings_are_all_that_is_written(tmp_path: Path) -> None:
    """Both languages of a text, quotations, ids and words."""
    found = dict(strings(base(tmp_path).statements["academy-on-forum"]))
    assert found["text", "ru"] == "Он был первым."
    assert found["quote", "text"] == "Он был первым"
    assert found["challenged_by", 0, "note", "en"] == "Not quite."
    assert found["by",] == "academy"


def test_every_line_that_was_written_is_walked(tmp_path: Path) -> None:
    """Whatever stands in the file of a record is on a path that the walk takes, under the name that stands there."""
    whole = base(tmp_path)
    for record in (*whole.entities.values(), *whole.sources.values(), *whole.statements.values()):
        origin = whole.origins[record.id]
        walked = {path[:length] for path, _ in strings(record) for length in range(len(path) + 1)}
        depth = len(origin.root)
        written = {path[depth:] for path in origin.parsed.lines if path[:depth] == origin.root}
        assert written <= walked, written - walked


def test_a_text_is_one_leaf(tmp_path: Path) -> None:
    """A leaf is a value that holds no record; a text in two languages counts as one."""
    kinds = {type(value).__name__ for _, value in leaves(base(tmp_path).statements["academy-on-forum"])}
    assert {"Text", "str", "StatementKind"} <= kinds and "ChallengeLink" not in kinds
