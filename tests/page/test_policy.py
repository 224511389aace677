"""The content security policy: nothing from elsewhere, and only the scripts that it is told of."""

from __future__ import annotations

import base64
import hashlib

import pytest

from kbase.page.policy import policy


@pytest.mark.parametrize("is_copy", [False, True])
def test_only_scripts_that_are_named_may_run_inline(is_copy: bool) -> None:
    digest = base64.b64encode(hashlib.sha256(b"var a=1").digest()).decode()
    directives = dict(part.split(" ", 1) for part in policy(["var a=1"], is_copy).split("; "))
    scripts = directives["script-src"].split()
    assert f"'sha256-{digest}'" in scripts and "'unsafe-inline'" not in scripts and "'unsafe-eval'" not in scripts
    assert directives["default-src"] == directives["base-uri"] == "'none'"


def test_the_published_site_loads_nothing_by_a_scheme_of_its_own() -> None:
    assert not {"file:", "blob:", "https:", "*"} & set(policy([], is_copy=False).replace(";", "").split())
