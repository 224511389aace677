"""The theme's page frame: what we change in its templates, and which scripts of its own stand in a page.

MkDocs' environment does not escape values. Ours does, in our own templates; what the theme's print of a page (its
title, the titles of headings) is escaped before they get it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import BaseLoader, Environment
from selectolax.lexbor import LexborHTMLParser

SCRIPTS: Final = tuple(f"partials/javascripts/{name}.html" for name in ("base", "palette", "content"))
"""The theme's partials with the inline scripts that it puts into every page."""

_SKIP: Final = '<a href="#__content" class="md-skip">{{ kb.words("page.skip") | e }}</a>'

_PARTS: Final = tuple(f'{{% include "partials/{name}.html" %}}' for name in ("tabs", "nav", "path"))
_FOOTER: Final = '{% include "partials/footer.html" %}\n      {% endblock %}'
_AFTER_CONTENT: Final = '{% include "partials/javascripts/content.html" %}'

_SEARCH_WORDS: Final = "".join(
    f'            "search.{name}": lang.t("search.{name}"),\n'
    for name in (
        *("result.placeholder", "result.none", "result.one", "result.other"),
        *("result.more.one", "result.more.other", "result.term.missing"),
    )
)

_WHERE_NOTHING_IS_KEPT: Final = (
    'for(let s of["localStorage","sessionStorage"])try{self[s].length}catch{Object.defineProperty'
    "(self,s,{value:{getItem:()=>null,removeItem(){},setItem(){throw s}}})}"
)
"""Where the browser keeps nothing for a site, already the name of the store raises an error, which ends the theme's
script: an empty store takes its place. What cannot do without finds out when it writes.
"""

_HAS_SCRIPTS: Final = 'document.documentElement.className="js"'
"""Said before the body is read: the theme's script says it at the end, and all styles would be computed anew."""

REPAIRS: Final = {
    "partials/javascripts/base.html": (("<script>", f"<script>{_HAS_SCRIPTS};{_WHERE_NOTHING_IS_KEPT};"),),
    "base.html": (
        # The words of the theme's own search, which is not there.
        (_SEARCH_WORDS, ""),
        # HTML allows autocomplete on text-like inputs only; these two are checkboxes.
        ('id="__drawer" autocomplete="off"', 'id="__drawer"'),
        ('id="__search" autocomplete="off"', 'id="__search"'),
        # What of the palette is needed is in our own style.
        ("{% set palette = config.theme.palette %}\n        <link", "{% endif %}{% if false %}<link"),
        # The way past the frame leads to the title of the page, and is in its language.
        ("{% if page.toc | first is defined %}", f"{_SKIP}{{% if false %}}"),
        ('<article class="md-content__inner', '<article id="__content" class="md-content__inner'),
        # What is the same on all pages of a folder is rendered once (see Theme.keeper).
        ("{% block styles %}", '{% call kept("styles") %}{% block styles %}'),
        ("{% block extrahead %}", "{% endcall %}{% block extrahead %}"),
        *((part, f"{{% call kept({part!r}) %}}{part}{{% endcall %}}") for part in _PARTS),
        (_AFTER_CONTENT, f"{{% call kept('after') %}}{_AFTER_CONTENT}"),
        # Where a mistake is reported differs from page to page: the footer keeps its parts itself.
        ("{% block footer %}", "{% endcall %}{% block footer %}"),
        (_FOOTER, f"{_FOOTER}{{% call kept('last') %}}"),
        ("</body>", "{% endcall %}</body>"),
        # The theme's script need not hold up the first paint: it runs, in the same order, once the page is read.
        ("<script src=\"{{ 'assets/javascripts/bundle", "<script defer src=\"{{ 'assets/javascripts/bundle"),
    ),
}
"""Template of the theme → what it writes, once, and what it should write: no block or partial reaches these places."""


BUNDLE: Final = "assets/javascripts/bundle.*.min.js"
"""The theme's script, as a pattern of its path in the site."""

_CALMED: Final = {
    # Two or more requests on every view, for versions of a documentation, which we have none of.
    b'"link[rel=alternate]"': b'"link[rel=none]"',
    # Each time its content is set, the style of every element is computed anew; our own style says the same.
    b'{name:"color-scheme"}': b'{name:"scheme"}',
}
"""What the theme's script does on every view → what takes its place."""


class ThemeChanged(Exception):
    """The theme no longer writes what is repaired."""


def quiet(bundle: bytes) -> bytes:
    """The theme's script without what it does on every view in vain; ThemeChanged where it lacks that."""
    for wrong, right in _CALMED.items():
        if bundle.count(wrong) != 1:
            raise ThemeChanged(f"the theme's script has not {wrong!r} once: look at quiet in {__name__}")
        bundle = bundle.replace(wrong, right)
    return bundle


class Theme:
    """The environment `env` of the theme, with our repairs, and with escaping in the templates below `overrides`."""

    def __init__(self, env: Environment, overrides: Path) -> None:
        self._env = env
        assert env.loader, "MkDocs' environment reads templates from folders"
        env.loader = _Repaired(env.loader)
        env.autoescape = lambda name: bool(name) and (overrides / str(name)).is_file()
        self._kept: dict[tuple[object, ...], str] = {}
        self.inline_scripts: Callable[[str], frozenset[str]] = cache(self._inline_scripts)

    def forget(self) -> None:
        """What is rendered from now on is of another state of the site."""
        self._kept.clear()
        self.inline_scripts = cache(self._inline_scripts)

    def keeper(self, page: Any, nav: Any) -> Callable[..., str]:
        """What `{% call kept("part") %}` calls in the frame of a page: gives the part as it was rendered for the first
        page of the same folder and section. The pages of the menu, which are marked in it, have their own.
        """
        folder, _, _ = page.url.rstrip("/").rpartition("/")
        place = (folder, page.url.count("/"), page.parent.url if page.parent else "")
        is_in_menu = page in nav.pages

        def kept(part: str, caller: Callable[[], str]) -> str:
            if is_in_menu:
                return caller()
            if (part, *place) not in self._kept:
                self._kept[part, *place] = caller()
            return self._kept[part, *place]

        return kept

    def _inline_scripts(self, base_url: str) -> frozenset[str]:
        """The texts of the theme's inline scripts in pages from which `base_url` leads to the root of the site."""
        fields = {"base_url": base_url, "config": {"extra": {}}, "features": ()}
        rendered = (self._env.get_template(name).render(fields) for name in SCRIPTS)
        return frozenset(node.text() for html in rendered for node in LexborHTMLParser(html).css("script"))


_INDENTATION: Final = re.compile(r"^[ \t]+", re.M)

_STEERING: Final = re.compile(
    r"^((?:\{%\s*(?:set|if|elif|else|endif|for|endfor|block|endblock|import|macro|endmacro)\b(?:(?!%\}).)*%\})+)\n",
    re.M,
)
"""A line that only steers: it would leave an empty line in every page. One that takes away the space before it
(`{%-`) keeps what follows, or words would be joined.
"""


class _Repaired(BaseLoader):
    """Reads templates as `loader` does, makes the repairs, and takes away the indentation and what would be an empty
    line: readers would load both.
    """

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, file, is_current = self._loader.get_source(environment, template)
        for wrong, right in REPAIRS.get(template, ()):
            if source.count(wrong) != 1:
                raise ThemeChanged(f"the theme's {template} has not {wrong!r} once: look at REPAIRS in {__name__}")
            source = source.replace(wrong, right)
        return _STEERING.sub(r"\1", _INDENTATION.sub("", source)), file, is_current
