"""Who has it from whom: publishers that share an origin, and origins that share an owner, stand together."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.evidence.labels import label
from kbase.core.evidence.provenance import Origin, Owner, provenance
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
