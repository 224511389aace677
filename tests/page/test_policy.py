"""The content security policy: what the frame runs is named, what content runs is refused."""

from __future__ import annotations

import base64
import hashlib

import pytest

from kbase.page.policy import PLACE, Forbidden, with_policy


def page_with(content: str) -> str:
    """A page before its policy: a script in its frame, and `content`."""
    return f'<head><meta content="{PLACE}"></head><script>var a=1</script><article class="x">{content}</article>'


def test_a_script_of_the_frame_is_named_by_its_hash_and_nothing_else_may_run() -> None:
    digest = base64.b64encode(hashlib.sha256(b"var a=1").digest()).decode()
    page = with_policy(page_with('<p>Text</p><script src="../assets/offline.js" defer></script>'))
    assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{digest}';" in page
    assert (
        "default-src 'none'" in page
        and PLACE not in page
        and "unsafe-eval'" not in page.replace("'wasm-unsafe-eval'", "")
    )


def test_data_in_a_script_element_are_no_script() -> None:
    page = with_policy(page_with('<script type="application/json">{"a": 1}</script>'))
    assert page.count("sha256-") == 1


@pytest.mark.parametrize(
    "content",
    ["<script>alert(1)</script>", "<SCRIPT >x</SCRIPT>", '<img src="a.png" onerror="x()">', "<a ONCLICK =x>b</a>"],
)
def test_a_script_in_the_content_of_a_page_is_refused(content: str) -> None:
    with pytest.raises(Forbidden):
        with_policy(page_with(content))


def test_words_that_look_like_an_attribute_are_words() -> None:
    assert with_policy(page_with("<p>5 on=6, <code>onload=</code></p>"))
