"""The site as MkDocs builds it: every event that we answer, in the order in which MkDocs sends them.

static-i18n builds the default language, then at the end of that build runs a whole build for each other one, with the
same config. So an event comes once per language; `_Build` holds what is made once, and `_is_last` tells the very end.
MkDocs loads this file by its path, and finds the package `kbase` beside it.
"""

from __future__ import annotations

import atexit
import errno
import logging
import os
import shutil
import signal
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import jinja2
from markupsafe import Markup, escape
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.check import check_base
from kbase.core.messages import language_of
from kbase.core.pages.paths import PACKAGES as PACKAGES_FOLDER
from kbase.core.problems import Severity, as_text, first, left_out
from kbase.core.prose.markdown import CitationExtension, StatementExtension
from kbase.core.records.model import LANGUAGES, Language
from kbase.core.records.text_files import LEFT_BEHIND, plain_bytes
from kbase.exports.all_files import make_all
from kbase.exports.snapshot import Snapshot
from kbase.files import beside
from kbase.files.own_files import ON_DEMAND, as_published, versioned
from kbase.files.redirects import Unfit
from kbase.files.site_files import site_files
from kbase.history import Commit, fault_of_history, git_log, head_commit, last_commits, moment_of
from kbase.offline import copy
from kbase.offline.file_list import write_list
from kbase.page.finished import finished_page
from kbase.page.frame import Dates, Frame, Publication
from kbase.page.judging import faults
from kbase.page.policy import policy
from kbase.page.tables import TableExtension
from kbase.page.theme import BUNDLE, Theme, quiet
from kbase.page.theme_style import is_the_themes, trimmed
from kbase.preview.faults import as_line
from kbase.search.index_words import interface, names, titles, totals
from kbase.search.pagefind import Disagreement, add, make
from kbase.site.addresses import PREFIX
from kbase.site.downloads import CODEBOOK, columns_in, download, downloads_in
from kbase.site.headings import Heading
from kbase.site.site import Site
from kbase.twin import Twin, may_begin, not_ended
from kbase.wording.catalogue import Catalogue

log = logging.getLogger("mkdocs.hooks.adapter")

PACKAGES = "KB_PACKAGES"
"""The variable in which `kb.py build --packages` says where the packages lie."""

MARK_OF_THE_THEME = "assets/images/favicon.png"
"""What no page shows: the site has a mark of its own."""

SECTION_PAGE = {"statements": "reference"}
"""Folder of pages → the section that it belongs to, where that is not the folder itself."""


Exports = Callable[[], Mapping[str, bytes]]


@dataclass
class _Build:
    """What is made once per build, for both languages: the publication, and where its files are written."""

    config: MkDocsConfig
    root: Path
    publication: Publication
    exports: Exports
    packages: Path | None
    target: Path
    folder: Path
    is_whole: bool
    theme: Theme | None = None
    twin: Twin | None = None
    is_twin: bool = False
    frames: dict[str, Frame] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    documents: Counter[str] = field(default_factory=Counter)
    at: str = ""
    """Where the page comes from that is being made."""

    @property
    def site(self) -> Site:
        return self.publication.site


_current: _Build | None = None

_unfinished: Path | None = None
"""The folder into which is built, as soon as it is there."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where there is no room for a file."""

TERMINATED = 143
"""The exit code that shells give a program ended by SIGTERM."""


def _build() -> _Build:
    assert _current, "MkDocs sends on_config before any other event"
    return _current


def _plugin(config: MkDocsConfig, name: str) -> Any:
    """A plugin by its name; other people's have no types."""
    return config.plugins[name]


def _language(config: MkDocsConfig) -> Language:
    """The language that static-i18n builds now."""
    return "ru" if _plugin(config, "i18n").current_language == "ru" else "en"


def _is_last(config: MkDocsConfig) -> bool:
    """Whether the pages of all languages are written: static-i18n builds the others inside the first one's end."""
    return not _plugin(config, "i18n").building


def _path(file: File) -> str:
    """The path of a page without language and ending: "actors/belta"."""
    return file.src_uri.partition("/")[2].removesuffix(".md")


# --- once per build ---------------------------------------------------------------------------------------------------


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """MkDocs has read the command line."""
    atexit.register(_remove_unfinished)
    if threading.current_thread() is threading.main_thread():
        # So that a build that is asked to end removes what it made.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The settings are read. Priority 100: before any other plugin looks at them."""
    global _current
    if _current is None or _current.config is not config:
        _current = _begin(config)
    return config


def _begin(config: MkDocsConfig) -> _Build:
    """Reads the base, refuses what `check` refuses, and prepares MkDocs for the build of both languages."""
    root = Path(config.config_file_path).parent
    if fault := fault_of_history(root):
        raise Abort(fault)
    base, found = read_base(root)
    _refuse(check_base(base, root, found))
    for page in base.prose.values():
        page.put_away()
    _extend(config)
    build = _of(config, base, *_place(config))
    build.exports()  # Pages of both languages name them: they are made before a second process begins.
    return build


def show(config: MkDocsConfig, base: KnowledgeBase) -> tuple[Publication, Exports]:
    """From now on pages are made of `base`, one at a time (`one_by_one.py`): nothing is checked, and no file kept."""
    global _current
    before = _current if _current and _current.config is config else None
    if before is None:
        _extend(config)
    folder = Path(config.site_dir)
    build = _of(config, base, folder, folder, is_whole=False)
    assert build.site.plans, "what has no pages is not shown"
    if before and before.theme:
        before.theme.forget()
        build.theme = before.theme
    _current = build
    return _current.publication, _current.exports


def _extend(config: MkDocsConfig) -> None:
    # MkDocs hands the list to Markdown, which takes extensions as well as their names.
    config.markdown_extensions.extend([CitationExtension(), StatementExtension(), TableExtension()])  # type: ignore[list-item]
    # The theme's own two are ours to make: MkDocs would write them once per language, and the last one would win.
    config.theme.static_templates -= {"404.html", "sitemap.xml"}


def _of(config: MkDocsConfig, base: KnowledgeBase, target: Path, folder: Path, is_whole: bool = True) -> _Build:
    """A build of `base` into `folder`, which takes the place of `target`."""
    root = Path(config.config_file_path).parent
    named = os.environ.get(PACKAGES) if config.use_directory_urls else None
    packages = Path(named) if named else None
    commit = head_commit(root)
    snapshot = Snapshot(base, config.site_url or "", commit[0], moment_of(commit))
    exports = cache(lambda: make_all(snapshot))
    site = Site.of(
        base,
        config.use_directory_urls,
        snapshot.moment.date().isoformat(),
        downloads_in(packages),
        lambda: tuple(download(name, content) for name, content in exports().items()),
        (config.repo_url or base.owner.repository or "").rstrip("/"),
        lambda: columns_in(exports()[CODEBOOK]),
        snapshot.site_url,
    )
    config.extra_css = [_address(config, path) for path in config.extra_css]
    for script in config.extra_javascript:
        if isinstance(script, ExtraScriptValue):
            script.path = _address(config, script.path)
    on_demand = {name: _address(config, path) for name, path in ON_DEMAND.items()}
    publication = Publication(site, snapshot, on_demand)
    return _Build(config, root, publication, exports, packages, target, folder, is_whole)


def _refuse(problems: list[Any]) -> None:
    for problem in first(problems):
        (log.error if problem.severity is Severity.ERROR else log.info)(as_text(problem, language_of(os.environ)))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if more := left_out(problems, "python3 scripts/kb.py check --all"):
        (log.error if errors else log.info)(more.read(language_of(os.environ)))
    if errors:
        raise Abort(f"The records have {errors} error{'s' if errors > 1 else ''}: nothing was built.")


def _address(config: MkDocsConfig, path: str) -> str:
    """The address of one of our own files, by its path or an earlier address. In a copy without a hash: some systems
    take it for a part of the name.
    """
    path = path.partition("?")[0]
    if not config.use_directory_urls:
        return path
    return versioned(path, as_published(plain_bytes(Path(config.docs_dir) / path)))


def _place(config: MkDocsConfig) -> tuple[Path, Path]:
    """Where the site will stand, and the folder beside it into which MkDocs builds."""
    global _unfinished
    target = Path(config.site_dir)
    try:
        folder = _unfinished = beside.beside(target)
    except beside.NotOurs as refused:
        raise Abort(str(refused)) from None
    except OSError as error:
        raise Abort(f"nothing can be written beside {target}: {error.strerror}") from None
    config.site_dir = str(folder)
    return target, folder


# --- files and navigation ---------------------------------------------------------------------------------------------


@event_priority(100)
def _begin_other_language(files: Files, config: MkDocsConfig) -> Files:
    """Has the other language built by a process of its own, where that is possible (threads do not survive a fork).
    MkDocs has just emptied the folder into which both are written.
    """
    if _build().is_whole and may_begin() and threading.active_count() == 1 and _is_last(config):
        with not_ended():
            _build().twin = Twin(lambda: _built_by_twin(config))
    return files


def _built_by_twin(config: MkDocsConfig) -> Counter[str]:
    """Builds all languages but the default one, as static-i18n would at the end; counts the documents for the index."""
    _build().is_twin = True
    _plugin(config, "i18n").on_post_build(config)
    return _build().documents


@event_priority(50)
def _dates_from_git(files: Files, config: MkDocsConfig) -> Files:
    """Hands git-revision-date-localized the dates of all files from one pass over git's history.

    The plugin (priority 0) asks git once per file (12 to 20 s at 2,000 pages), but looks into this dictionary first.
    """
    build = _build()
    plugin = _plugin(config, "git-revision-date-localized")
    if not plugin.config["enabled"]:
        return files
    commits = _commits(build.root, build.publication.snapshot.commit)
    plugin.last_revision_commits = dict(_newest(build.root, commits, build.site))
    # It writes each date in seven ways, four times per page, and most pages have one of a few dates.
    plugin.util.get_date_formats_for_timestamp = lru_cache(plugin.util.get_date_formats_for_timestamp)
    return files


@lru_cache(maxsize=1)
def _commits(root: Path, head: str) -> Mapping[str, Commit]:
    """The newest commits of all files, as they are while `head` is the newest of all."""
    return last_commits(git_log(root))


def _newest(root: Path, commits: Mapping[str, Commit], site: Site) -> Iterator[tuple[str, Commit]]:
    """Absolute path of a page's source → the newest commit of the files that it is made from; else the present."""
    today: Commit = ("", int(time.time()))
    for path, plan in site.plans.items():
        record = f"docs/data/{path}.yml"
        for source in (plan.file, *(f"docs/{language}/{path}.md" for language in LANGUAGES)):
            found = [commits[file] for file in (source, record, *plan.made_of) if file in commits]
            yield str((root / source).absolute()), max(found, key=lambda commit: commit[1], default=today)


@event_priority(-200)
def _generated_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that have no Markdown file, and the assets. Priority -200: after static-i18n (-100), which cannot
    take files without a source under docs/; so their language and address are set here.
    """
    language, site = _language(config), _build().site
    if mark := files.get_file_from_path(MARK_OF_THE_THEME):
        files.remove(mark)
    for style in files:
        if is_the_themes(style.src_uri):
            style.content_string = trimmed(style.content_string)
    for path, plan in site.plans.items():
        if files.get_file_from_path(f"{language}/{path}.md") is None:
            files.append(_generated(config, language, path, plan.file, site.prose_body(path, language)))
    docs = Path(config.docs_dir)
    for file in sorted((docs / "assets").rglob("*")):
        asset = file.relative_to(docs).as_posix()
        # static-i18n gives them to the default language only, but both have links to them.
        if file.is_file() and not LEFT_BEHIND.fullmatch(file.name) and files.get_file_from_path(asset) is None:
            files.append(File(asset, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


def _generated(config: MkDocsConfig, language: Language, path: str, source: str, body: str) -> File:
    """A page without a Markdown file of its own; its source is the record's file, so that it has that file's date."""
    file = File.generated(config, f"{language}/{path}.md", content=body)
    file.generated_by = None
    file.abs_src_path = str(Path(config.config_file_path).parent / source)
    file.dest_uri = file.dest_uri.removeprefix("en/")
    # What static-i18n notes of every file.
    file.locale = language  # type: ignore[attr-defined]
    file.locale_alternate_of = language  # type: ignore[attr-defined]
    file.alternates = {language: file}  # type: ignore[attr-defined]
    if not body:
        _WithoutProse(None, file, config)
    return file


class _WithoutProse(Page):
    """A page made of records alone. MkDocs would make a parser of Markdown, with all extensions, to read nothing."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The page has no prose: no content, no heading, no link."""
        self.content, self.toc = "", TableOfContents([])
        self.present_anchor_ids, self.links_to_anchors = set(), {}


on_files = CombinedEvent(_begin_other_language, _dates_from_git, _generated_files)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """The navigation lists sections only. Puts every other page below its section, for tabs and the path."""
    language = _language(config)
    sections = {page.file.src_uri: page for page in nav.pages}
    for file in files.documentation_pages():
        folder = _path(file).partition("/")[0]
        section = sections.get(f"{language}/{SECTION_PAGE.get(folder, folder)}/index.md")
        if file.page and section is not None and file.page is not section:
            file.page.parent = section  # type: ignore[assignment]  # a page serves as well as a section here
    return nav


# --- one page ---------------------------------------------------------------------------------------------------------


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """A page that is made alone has the text that was read with the base, since its file may be one by now that was
    refused. So are its fields; a block without any keeps MkDocs from taking the first lines of the text for some.
    """
    build = _build()
    if build.is_whole:
        return None
    return f"---\ntitle: ''\n---\n{build.site.prose_body(_path(page.file), _language(config))}"


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The source of a page is read. Priority 100: before plugins that look at the title.

    The theme's partials print titles as they are, so what they get is escaped already.
    """
    site, language, path = _build().site, _language(config), _path(page.file)
    _build().at = site.place_of(path, language)
    page.meta["title"] = escape(site.title(path, language))
    page.meta["description"] = escape(site.description(path, language))
    page.title = escape(page.title or "")
    return markdown


def _finish_page(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The prose has become HTML: makes the finished page, and tells MkDocs its headings and ids.

    MkDocs makes all pages before it writes the first, so nothing is kept of one but what its frame will need.
    """
    build, language = _build(), _language(config)
    dates = Dates(_day(page, "git_revision_date"), _day(page, "git_site_revision_date"))
    finished = finished_page(build.publication, _path(page.file), language, html, dates)
    build.frames[page.file.src_uri] = finished.frame
    if build.is_whole and (indexed := finished.indexed()) is not None:
        add(build.folder, language, page.file.dest_uri, indexed)
        build.documents[language] += 1
    page.toc = TableOfContents(_nested(finished.headings))
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *finished.ids}
    return finished.content


@event_priority(-200)
def _put_away(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keeps the content of a page in a tenth of its size until the page is written. Priority -200: as all have left it.
    Python takes two or four bytes for every letter of a text with a Cyrillic one.
    """
    _build().contents[page.file.src_uri] = zlib.compress(html.encode(), level=1)
    return ""


on_page_content = CombinedEvent(_finish_page, _put_away)


def _day(page: Page, name: str) -> date | None:
    """A date that git-revision-date-localized found; None where it has none."""
    iso = page.meta.get(f"{name}_localized_raw_iso_date")
    return date.fromisoformat(iso) if iso else None


def _nested(headings: tuple[Heading, ...]) -> list[AnchorLink]:
    """The headings as MkDocs wants them: those of level 3 inside the one of level 2 before them."""
    links: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(str(escape(heading.text)), heading.id, heading.level)
        siblings = links[-1].children if heading.level > 2 and links else links
        siblings.append(link)
    return links


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """The theme's templates are about to be read."""
    build = _build()
    build.theme = Theme(env, build.root / "overrides")
    return env


@event_priority(-100)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """A page is about to be rendered. Priority -100: after the plugins, which change this too."""
    build = _build()
    build.at = build.site.place_of(_path(page.file), _language(config))
    page.content = Markup(zlib.decompress(build.contents.pop(page.file.src_uri)).decode())
    context["kb"] = build.frames.pop(page.file.src_uri)
    assert build.theme, "MkDocs sends on_env before it renders a page"
    context["kept"] = build.theme.keeper(page, nav)
    context["policy"] = policy(sorted(_scripts(page)), build.site.is_copy)
    return context


@event_priority(-200)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """A page is rendered. Priority -200: after everything that changes it, since nothing may pass unseen."""
    place = _build().site.place_of(_path(page.file), _language(config))
    if not output.strip():  # MkDocs would leave the page out, and go on.
        raise PluginError(f"{place}: the page would be empty; `git diff overrides` shows what was changed there")
    if found := next(faults(output, _scripts(page)), None):
        raise PluginError(f"{place}: the page would hold {found}")
    page.content = None
    return output


def _scripts(page: Page) -> frozenset[str]:
    theme = _build().theme
    assert theme, "MkDocs sends on_env before it renders a page"
    return theme.inline_scripts(get_relative_url(".", page.url))


# --- the end ----------------------------------------------------------------------------------------------------------


@event_priority(-50)
def _leave_to_twin(config: MkDocsConfig) -> None:
    """The default language is built. Priority -50: before static-i18n (-100), which has nothing to build then."""
    if _build().twin:
        _plugin(config, "i18n").building = True


@event_priority(-200)
def _finish(config: MkDocsConfig) -> None:
    """A language is built. Priority -200: after static-i18n (-100), which builds the other languages in this event."""
    build = _build()
    if build.twin:
        _plugin(config, "i18n").building = False
    if not _is_last(config):
        return
    build.at = ""
    # It copies the styles and scripts as they are in docs/, so it must have ended before ours are put in their place.
    _await_twin(build)
    _write_files(build)
    _make_search(build)
    if build.site.is_copy:
        copy.finish(build.folder, build.publication.snapshot)
    else:
        if build.packages:
            shutil.copytree(build.packages, build.folder / PACKAGES_FOLDER)
        write_list(build.folder, build.site.as_of)
    try:
        beside.take_place(build.folder, build.target)
    except OSError as error:
        raise Abort(f"{build.target} cannot be replaced, and stays as it was: {beside.reason(error)}") from None
    config.site_dir = str(build.target)


on_post_build = CombinedEvent(_leave_to_twin, _finish)


def _await_twin(build: _Build) -> None:
    """Counts what the other process has made for the index; it has said itself what kept it from building."""
    if build.twin:
        documents = build.twin.result()
        if documents is None:
            raise Abort("The pages of the other language were not built.")
        build.documents += documents


def _write_files(build: _Build) -> None:
    """The files beside the pages, and our own styles and scripts without their comments."""
    for file in (path for pattern in ("*.css", "*.js") for path in (build.folder / "assets").glob(pattern)):
        file.write_bytes(as_published(file.read_bytes()))
    for file in build.folder.glob(BUNDLE):
        file.write_bytes(quiet(file.read_bytes()))
    try:
        for name, content in site_files(build.publication, build.exports):
            path = build.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except Unfit as unfit:
        raise PluginError(str(unfit)) from None


def _make_search(build: _Build) -> None:
    site, files, tables = build.site, {}, {}
    for language, findables in site.findables.items():
        addresses = {path: f"/{PREFIX[language]}{site.addresses.address(path)}" for path in findables.by_path}
        tables[language] = titles(findables, addresses)
        files[f"words-{language}.json"] = interface(language, Catalogue(language), site.addresses, totals(findables))
        files[f"names-{language}.json"] = names(findables)
    try:
        make(build.folder, build.documents, files, packed=site.is_copy, names=tables)
    except Disagreement as disagreement:
        raise PluginError(str(disagreement)) from None


def on_build_error(error: Exception) -> None:
    """A build has failed: what it made goes, and the site that stood stays. Whatever it was is said in one line, with
    the place where it can be fixed; KB_DEBUG shows where it was raised.

    The other language is built to its end, so that one run names the errors of both.
    """
    if _current and _current.twin:
        _current.twin.result()
    _remove_unfinished()
    if isinstance(error, OSError) and error.errno in FULL:
        folder = _current.target if _current else "the site"
        raise Abort(f"{folder} cannot be written: {error.strerror} — make room, then build again") from None
    if not isinstance(error, BuildError | SystemExit | KeyboardInterrupt):
        raise Abort(as_line(error, Path(__file__).parents[1], _current.at if _current else "")) from None


def _remove_unfinished() -> None:
    if _current and _current.twin:
        _current.twin.end()
    if _unfinished and not (_current and _current.is_twin):
        shutil.rmtree(_unfinished, ignore_errors=True)
