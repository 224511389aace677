"""Every published page names what it may load and run: nothing from elsewhere, no script that is not known."""

from __future__ import annotations

from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kbase.page.policy import PLACE, Forbidden, with_policy
from records import site_of

serving = False
"""Whether this is `mkdocs serve`, which puts a script of its own into every page that it sends."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Event: the only one that knows the command."""
    global serving
    serving = command == "serve"


@event_priority(-130)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Event: the template is about to be rendered. Priority -130: after `languages`, which makes the words of a page.

    Not in a copy that is opened from a folder, where "self" means nothing.
    """
    if not serving and not site_of(config).is_copy:
        context["kb"]["policy"] = PLACE
    return context


@event_priority(-200)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Event: the page is rendered. Priority -200: after everything that changes it, since the policy holds hashes."""
    try:
        return with_policy(output)
    except Forbidden as forbidden:
        raise PluginError(f"{page.file.src_uri}: {forbidden}") from None
