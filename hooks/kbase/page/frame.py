"""What the theme's frame says around a page: head, switch of languages, citation, actions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from kbase.core.pages.paths import DATA_PAGE, FORM, HOME, NEWS, OFFLINE_PAGE, STATEMENTS, THIS_COPY, TRUST
from kbase.core.records.model import Language, other
from kbase.exports import feeds, linked_data
from kbase.exports.own_page import Form, forms, own_page
from kbase.exports.snapshot import Snapshot
from kbase.site.addresses import PREFIX
from kbase.site.contributing import BRANCH
from kbase.site.site import Site
from kbase.wording.catalogue import Catalogue


@dataclass(frozen=True)
class Publication:
    """A site at one commit. `on_demand` names the files that load only when they are asked for, as `ON_DEMAND` does."""

    site: Site
    snapshot: Snapshot
    on_demand: Mapping[str, str]


@dataclass(frozen=True)
class Dates:
    """The days of the last change of a page and of the whole site; None where it is not known."""

    page: date | None = None
    site: date | None = None


@dataclass(frozen=True)
class Frame:
    """The values that the templates in overrides/ set around a page; addresses are relative but for `address`,
    `alternates` and `actions`. An empty one is left out.
    """

    words: Catalogue
    language: Language
    other: Language
    title: str
    description: str
    address: str
    canonical: str
    alternates: Sequence[tuple[str, str]]
    is_fallback: bool
    root: str
    switch: str
    find: str
    search: Mapping[str, str]
    styles: Sequence[str]
    manifest: str
    feed: str
    own_feed: bool
    whole_feed: str
    news: str
    tools: Sequence[tuple[str, str]]
    report: str
    add: str
    about_copy: str
    linked: Markup | str
    cite: str
    citation: Sequence[Form]
    actions: Sequence[tuple[str, str]]
    changed: str
    day: str
    updated: str


def frame(publication: Publication, path: str, language: Language, title: str, description: str, dates: Dates) -> Frame:
    """The frame of the page at `path` in `language`."""
    site, words = publication.site, Catalogue(language)
    there = other(language)
    at = site.addresses.address(path)
    here = PREFIX[language] + at
    address = publication.snapshot.urls(path)[language]
    alternates = alternates_of(publication, path)
    is_fallback = site.prose_language(path, language) == there
    is_described = bool(alternates) and not is_fallback
    feed = _feed(publication, path)
    changed = words.day(dates.page) if dates.page else ""
    root = "../" * here.count("/")
    return Frame(
        words=words,
        language=language,
        other=there,
        title=title,
        description=description,
        address=address,
        # A page that shows the other language's text is a copy of that one, and says so to search engines.
        canonical=alternates[0][1] if is_fallback and alternates else address,
        alternates=alternates,
        is_fallback=is_fallback,
        root=root or "./",
        switch=root + (PREFIX[there] + at or "./"),
        find=site.addresses.link("reference/search", path),
        search=publication.on_demand,
        styles=[root + publication.on_demand[name] for name in site.plans[path].styles],
        manifest="" if site.is_copy else "../" * at.count("/") + "app.webmanifest",
        feed=feed,
        own_feed=feed == feeds.FILE and path != HOME,
        whole_feed="" if site.is_copy else _whole_feed(site, path),
        news=_link(site, NEWS, path),
        tools=[(words(text), link) for text, to in TOOLS.items() if (link := _link(site, to, path))],
        report=_report(site, path),
        add=_add(site, path),
        about_copy=site.addresses.link(THIS_COPY, path) if site.is_copy else "",
        linked=_linked(publication, path, language, title, description, dates) if is_described else "",
        cite=words("page.cite-statement" if path.startswith(f"{STATEMENTS}/") else "page.cite"),
        citation=tuple(forms(own_page(publication.snapshot, path, language, title, dates.page))) if alternates else (),
        actions=_actions(site, path, words),
        changed=changed,
        day=dates.page.isoformat() if dates.page else "",
        updated=words.day(dates.site) if dates.site else "",
    )


TOOLS: Final = {"footer.data": DATA_PAGE, "footer.offline": OFFLINE_PAGE, "footer.about": TRUST}
"""What the foot of a page calls pages that readers look for from anywhere → these."""


def alternates_of(publication: Publication, path: str) -> list[tuple[str, str]]:
    """Each language in which a page is written with its published address there, English first."""
    urls = publication.snapshot.urls(path)
    return [(language, urls[language]) for language in publication.site.languages_of(path)]


def _feed(publication: Publication, path: str) -> str:
    """The feed that a page names: its own if it has one, else that of everything; none in a copy."""
    site = publication.site
    if site.is_copy:
        return ""
    entity = path.rpartition("/")[2]
    is_entity = entity in site.base.entities and site.base.path_of(entity) == path
    has_own = is_entity and entity in publication.snapshot.news_of
    return feeds.FILE if has_own else _whole_feed(site, path)


def _link(site: Site, to: str, here: str, anchor: str = "") -> str:
    """A link to a page of prose; empty where the base has no such page."""
    return site.addresses.link(to, here, anchor) if to in site.plans else ""


def _report(site: Site, path: str) -> str:
    """Where a mistake of a page is told: in the form, with its record chosen, or else the page itself; without a form,
    how to write to the owners.
    """
    folder, _, id = path.rpartition("/")
    is_record = id in site.base.origins
    asked = ("statement" if folder == STATEMENTS else "record") if is_record else "page"
    form = _link(site, FORM, path)
    return f"{form}?{asked}={id if is_record else path}" if form else _link(site, TRUST, path, "repository")


def _add(site: Site, path: str) -> str:
    """Where a statement about the record of a page is added: in the form; empty where there is none."""
    id = path.rpartition("/")[2]
    form = _link(site, FORM, path) if id in site.base.entities else ""
    return f"{form}?about={id}" if form else ""


def _whole_feed(site: Site, path: str) -> str:
    """The feed of everything in the language of the page."""
    return "../" * site.addresses.address(path).count("/") + feeds.FILE


def _linked(
    publication: Publication, path: str, language: Language, title: str, description: str, dates: Dates
) -> Markup | str:
    """The description of a page for programs, as the content of a script element, which nothing in it can end."""
    if publication.site.is_copy:
        return ""
    changed = {"dateModified": dates.page.isoformat()} if dates.page else {}
    node = {**linked_data.page(publication.snapshot, path, language, title, description), **changed}
    return as_script(node)


def as_script(node: Mapping[str, Any]) -> Markup:
    """JSON in which every `&`, `<` and `>` is written as an escape of JSON's own."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _actions(site: Site, path: str, words: Catalogue) -> list[tuple[str, str]]:
    """Label and address of where a page is edited: in the repository, in the shape that GitHub gives such addresses."""
    if not site.repository:
        return []
    plan = site.plans[path]
    prose = (plan.prose or {}).get(words.language)
    files = [("page.edit-text", prose.file)] if prose else []
    files += [("page.edit-data", plan.file)] if plan.file.endswith(".yml") else []
    return [(words(key), f"{site.repository}/edit/{BRANCH}/{file}") for key, file in files]
