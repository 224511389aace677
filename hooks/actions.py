"""What a reader can do with a page: cite it, edit its text or data, report a problem."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kbase.wording.quoting import ended
from pages import page_path
from records import site_of

BRANCH = "main"


@event_priority(-110)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Event: the template is about to be rendered. Priority -110: after `languages` has made the context `kb`."""
    kb = context["kb"]
    citation = kb["words"](
        "page.citation",
        title=page.meta["title"].rstrip("."),
        site=config.site_name,
        date=kb["changed"],
        address=kb["address"],
    )
    kb["citation"] = ended(citation, kb["language"])
    kb["actions"] = _actions(config, page, kb) if config.repo_url else []
    return context


def _actions(config: MkDocsConfig, page: Page, kb: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and address of each action; they lead to the repository, in the shape that GitHub gives them."""
    repository = config.repo_url.rstrip("/")
    plan = site_of(config).plans[page_path(page.file)]
    prose = (plan.prose or {}).get(kb["language"])
    files = [("page.edit-text", prose.file)] if prose else []
    files += [("page.edit-data", plan.file)] if plan.file.endswith(".yml") else []
    edits = [(kb["words"](key), f"{repository}/edit/{BRANCH}/{file}") for key, file in files]
    report = f"{repository}/issues/new?template=correction.yml&page={quote(page_path(page.file))}"
    return [*edits, (kb["words"]("page.report"), report)]
