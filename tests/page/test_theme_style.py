"""Of the theme's stylesheet only the rules for what this site never has are left out."""

from __future__ import annotations

from pathlib import Path

import material
import pytest

from kbase.page.theme_style import THEMES, is_absent, is_the_themes, trimmed

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize(
    ("style", "left"),
    [
        ("p{a:b}.admonition{c:d}", "p{a:b}"),
        (".admonition,.md-typeset details{a:b}", ".md-typeset details{a:b}"),
        (".md-search__form:hover>p{a:b}", ""),
        (".md-searching{a:b}", ".md-searching{a:b}"),
        ("p:not(.tabbed-set,.keys),.keys{a:b}", "p:not(.tabbed-set,.keys){a:b}"),
        (":is(.keys,.md-nav) p{a:b}", ":is(.keys,.md-nav) p{a:b}"),
        ("@media print{.tabbed-set{a:b}}", ""),
        ("@media print{.tabbed-set{a:b}p{c:d}}p{e:f}", "@media print{p{c:d}}p{e:f}"),
        ("@keyframes x{0%{a:b}to{c:d}}.keys{a:b}", "@keyframes x{0%{a:b}to{c:d}}"),
        ("""p:before{content:"}.keys{"}.keys{a:b}""", """p:before{content:"}.keys{"}"""),
        ("""p{b:url('data:,{')}p{a:b}""", """p{b:url('data:,{')}p{a:b}"""),
    ],
)
def test_a_rule_goes_only_where_nothing_could_ever_need_it(style: str, left: str) -> None:
    assert trimmed(style) == left


def test_a_third_of_the_themes_own_is_not_needed_and_what_is_left_is_as_it_was() -> None:
    (file,) = [path for path in TEMPLATES.rglob("*.css") if is_the_themes(path.relative_to(TEMPLATES).as_posix())]
    style = file.read_text(encoding="utf-8")
    left = trimmed(style)
    assert len(left) < 0.67 * len(style) and left.count("{") == left.count("}")
    assert (
        ".md-header{" in left and ".md-nav__link" in left and ".md-search__" not in left and ".tabbed-set" not in left
    )
    assert trimmed(left) == left


def test_the_theme_keeps_its_style_where_it_is_looked_for() -> None:
    assert is_the_themes("assets/stylesheets/main.57a0d79d.min.css") and THEMES.startswith("assets/")
    assert not is_the_themes("assets/stylesheets/palette.06af60db.min.css")
    assert is_absent("md-search__form") and is_absent("md-status--new") and not is_absent("md-searchable")
