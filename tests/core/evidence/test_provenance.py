"""Who has it from whom: publishers that share an origin, and origins that share an owner, stand together."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.evidence.labels import label
from kbase.core.evidence.provenance import Origin, Owner, Tally, provenance, tally
from tests.core.evidence.test_grades import NEWSROOM, fact, of, own
from tests.helpers import base_of, statements


@pytest.mark.parametrize(
    ("links", "shown"),
    [
        ([own("tribune")], ()),
        (
            [of("post", "wire"), of("blog", "wire")],
            (Owner(("belarus",), (Origin(("the-wire",), ("the-blog", "the-post")),)),),
        ),
        (
            [own("wire"), own("gazette"), of("post")],
            (
                Owner(("belarus",), (Origin(("the-gazette",), ("the-gazette",)), Origin(("the-wire",), ("the-wire",)))),
                Owner((), (Origin((), ("the-post",)),)),
            ),
        ),
        (
            [own("tribune"), own("post"), "{id: sheet, origin: [own], supports: part}"],
            (
                Owner(("the-post",), (Origin(("the-post",), ("the-post",)),)),
                Owner(("the-tribune",), (Origin(("the-tribune",), ("the-tribune",)),)),
            ),
        ),
    ],
)
def test_what_is_shared_stands_together(tmp_path: Path, links: list[str], shown: tuple[Owner, ...]) -> None:
    """What is not known stands last; a source that carries a part only is no part of it."""
    base = base_of(tmp_path, {**NEWSROOM, "docs/data/statements/news.yml": statements(fact(*links), about="union")})
    statement = base.statements["s"]
    assert provenance(statement, label(statement, base), base) == shown


@pytest.mark.parametrize(
    ("links", "counted"),
    [
        ([own("tribune")], Tally(sources=1, whole=1, origins=1, unknown=0)),
        ([of("post", "wire"), of("blog", "wire")], Tally(sources=2, whole=2, origins=1, unknown=0)),
        ([own("wire"), own("gazette"), of("post")], Tally(sources=3, whole=3, origins=2, unknown=1)),
        (
            [own("tribune"), own("post"), "{id: sheet, origin: [own], supports: part}"],
            Tally(sources=3, whole=2, origins=2, unknown=0),
        ),
        ([of("post", "wire"), of("blog", "wire", "tribune"), own("tribune")], Tally(3, 3, 1, 0)),
    ],
)
def test_sources_that_share_an_origin_count_as_one_origin(tmp_path: Path, links: list[str], counted: Tally) -> None:
    """What carries a part only is a source, and no witness; a chain of common origins is one."""
    base = base_of(tmp_path, {**NEWSROOM, "docs/data/statements/news.yml": statements(fact(*links), about="union")})
    assert tally(base.statements["s"], base) == counted
