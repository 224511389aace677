"""Templates hold one element a line, so that a change of one shows as one; their indentation does not reach readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from kbase.templates import FOLDER, environment
from tests.conftest import Built
from tests.repositories import ROOT

TEMPLATES = (*sorted(FOLDER.rglob("*.html")), *sorted((ROOT / "overrides").rglob("*.html")))
LONGEST = 140
_BLOCK = re.compile(
    r"<(?:article|aside|blockquote|body|d[dlt]|details|div|fieldset|figure|footer|form|h[1-6r]|head|header|html|li|main|nav|"
    r"[ou]l|p|pre|section|summary|table|tbody|tfoot|thead|t[dhr])\b"
)


def faults(text: str) -> list[str]:
    """What is wrong with the lines of a template, each with the number of its line."""
    lines = list(enumerate(text.splitlines(), 1))
    long = [f"{n}: {len(line)} signs, at most {LONGEST} are allowed" for n, line in lines if len(line) > LONGEST]
    full = [f"{n}: a line for each block-level element" for n, line in lines if len(_BLOCK.findall(line)) > 1]
    return long + full


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_template_holds_one_element_a_line(template: Path) -> None:
    assert not faults(template.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text", ["<p>" + "a" * 138, "<dt>a</dt><dd>b</dd>", '<ul class="a">{% for b in c %}<li>b</li>{% endfor %}</ul>']
)
def test_a_long_line_and_two_elements_in_one_are_named(text: str) -> None:
    assert [fault.partition(":")[0] for fault in faults(f"<p>\n{text}\n</p>")] == ["2"]


def test_the_indentation_of_a_template_is_not_in_its_page() -> None:
    loader = environment().loader
    assert loader
    for file in FOLDER.glob("*.html"):
        text, _, _ = loader.get_source(environment(), file.name)
        assert not re.search(r"^[ \t]", text, re.MULTILINE), file.name
        assert text.split() == file.read_text(encoding="utf-8").split(), file.name


def test_lines_that_only_steer_leave_no_gap_in_a_page_and_join_no_words(built: Built) -> None:
    """Of the theme's templates and ours: every page would load the empty lines."""
    text = (built.folder / "index.html").read_text(encoding="utf-8")
    head, footer = text.partition("</head>")[0], built.pages[""].find_class("kb-footer")[0]
    assert "\n\n\n\n" not in head
    assert re.findall(r"[.·](?=[A-Z])", footer.text_content()) == []


def test_links_of_the_footer_are_told_apart() -> None:
    """Also those of a copy whose repository is known."""
    words = {name: name for name in ("news", "whole_feed", "report", "updated", "about_copy")}
    shown = Environment().from_string((ROOT / "overrides/partials/footer.html").read_text(encoding="utf-8"))
    text = shown.render(
        kept=lambda _, caller: caller(),
        kb={**words, "words": lambda key, **_: key.partition(".")[2]},
        config={"repo_url": "https://e.example/base"},
    )
    assert re.search(r"source\s*</a>\s*·\s*<a class=\"kb-about-copy\"", text), text
