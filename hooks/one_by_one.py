"""The site's pages, each made when it is asked for. A page is what a build makes of it: MkDocs reads and renders it
with the functions and in the order of events of a build, which makes all pages in one go.

What is not known is what a page depends on; so after a change every page is made anew, and what costs much is not:
reading files that have not changed, checking, the index of the search.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation

from kbase.core.base import read_base
from kbase.core.checks.assets import may_be_published
from kbase.core.checks.files import missing_templates
from kbase.core.messages import language_of
from kbase.core.pages.paths import DATA
from kbase.core.problems import Severity, as_text
from kbase.core.records.memory import Memory
from kbase.core.records.model import LANGUAGES, Language
from kbase.files.own_files import as_published, is_own
from kbase.files.site_files import may_stand, site_files
from kbase.history import fault_of_history
from kbase.page.frame import Publication
from kbase.page.theme import BUNDLE, quiet
from kbase.preview import search
from kbase.preview.faults import as_line, in_short
from kbase.preview.watching import is_left_behind
from kbase.site.addresses import PREFIX

BUILT = "site"
"""The folder below the repository in which `kb.py build` leaves the site."""

ASSETS = "assets/"

NOT_FOUND = "404.html"
"""The file that is sent for what is not there: the first that `site_files` makes."""

PATIENCE = 10
"""Seconds after which a page answers that another one is still being made."""

ADAPTER = "hooks/adapter.py"
"""Under this name MkDocs keeps the module that answers its events."""


Exports = Callable[[], Mapping[str, bytes]]


@dataclass
class _Prepared:
    """What MkDocs knows of one language before it renders a page. `shape` is all that `files` depend on; the pages of
    the `used` files hold what was read of the state in which they were rendered.
    """

    shape: object
    files: Files
    nav: Navigation
    used: list[File]


@dataclass(frozen=True)
class Answer:
    """A page as it is sent; with a fault it is the last good one, or None where there is none yet. The short form of
    the fault is for as long as `check` names its cause; what stands at its own place has none.
    """

    html: str | None
    fault: str = ""
    fault_in_short: str = ""


class Site:
    """The site of the repository in `root` at the address `url`. `folder` is where MkDocs writes; it may be removed
    afterwards. Any thread may ask.
    """

    def __init__(self, root: Path, url: str, folder: Path) -> None:
        self._root = root
        self._config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), site_url=url)
        if fault_of_history(root):
            dates: Any = self._config.plugins["git-revision-date-localized"]
            dates.config["enabled"] = False  # It would end every page; without it none has a date of change.
        self._config.plugins.on_startup(command="serve", dirty=False)
        hook: Any = self._config.hooks[ADAPTER]  # type: ignore[call-overload]
        self._show: Callable[..., tuple[Publication, Exports]] = hook.show
        self._theme_folders = list(self._config.theme.dirs)
        self._env: Any = None
        self._language: Language | None = None
        self._memory = Memory()
        self._publication: Publication | None = None
        self._exports: Exports = dict
        self._may_stand: Callable[[str], bool] = bool
        self._not_found = b""
        self._templates: list[Path] = []
        self._lack: list[str] = []
        self._being_made = ""
        self._prepared: dict[Language, _Prepared] = {}
        self._turned: set[Language] = set()
        self._pages: dict[str, str] = {}
        self._last_good: dict[str, str] = {}
        self._lock = threading.RLock()

    @property
    def addresses(self) -> list[str]:
        """The addresses of all pages below the root, in order."""
        with self._lock:
            assert self._publication
            site = self._publication.site
            return [PREFIX[language] + site.addresses.address(path) for language in LANGUAGES for path in site.plans]

    def renew(self) -> list[str]:
        """Reads what has changed. What keeps it from being shown is given back as lines; then the state before it is
        shown on.
        """
        with self._lock:
            self._look_at_templates()
            base, found = read_base(self._root, self._memory)
            errors = [problem for problem in found if problem.severity is Severity.ERROR]
            if lines := self._lack + [
                as_text(error, language_of(os.environ))
                for error in errors
                if not is_left_behind(Path(error.place.file))
            ]:
                return lines
            publication, self._exports = self._show(self._config, base)
            self._may_stand = may_stand(publication)
            self._not_found = dict([next(site_files(publication, self._exports))])[NOT_FOUND]
            self._publication = publication
            self._turned.clear()
            self._pages.clear()
            self._language = None
            return []

    def _look_at_templates(self) -> None:
        """Notes which templates of the frame are missing. Jinja asks of a template that it keeps only whether its own
        file has changed, and would go on with the theme's when ours is back.
        """
        overrides = self._root / "overrides"
        self._lack = [as_text(problem, language_of(os.environ)) for problem in missing_templates(self._root)]
        before, self._templates = self._templates, sorted(overrides.rglob("*"))
        if self._env and before != self._templates:
            self._env.cache.clear()

    def page(self, address: str) -> Answer | None:
        """The page at an address below the root, such as "ru/actors/belta/"; None where the site has none. It does not
        wait long while another page is being made.
        """
        if (found := self._path(address)) is None:
            return None
        if html := self._pages.get(address):
            return Answer(html)
        if not self._lock.acquire(timeout=PATIENCE):
            return Answer(
                self._last_good.get(address),
                f"{self._being_made}: still being made, and other pages wait for it: load again",
            )
        try:
            return self._answer(address, *found)
        finally:
            self._lock.release()

    def _answer(self, address: str, language: Language, path: str) -> Answer:
        assert self._publication
        if self._lack:
            return Answer(self._last_good.get(address), self._lack[0])
        if address not in self._pages:
            self._being_made = place = self._publication.site.place_of(path, language)
            try:
                self._pages[address] = self._last_good[address] = self._made(language, path)
            except Exception as error:
                line, in_brief = as_line(error, self._root, place), in_short(error, self._root, place)
                return Answer(self._last_good.get(address), line, in_brief)
        return Answer(self._pages[address])

    def file(self, name: str) -> bytes | None:
        """A file beside the pages, by its path below the root; None where the site has none."""
        if self._publication is None or name == NOT_FOUND:
            return self._not_found or None
        if name.startswith(search.FOLDER):
            return search.search_file(self._root / BUILT, name)
        if not name.startswith(ASSETS) and not self._may_stand(name):
            return None
        with self._lock:
            if not name.startswith(ASSETS) and (content := self._beside(name)) is not None:
                return content
            self._turn_to("en")
            file = self._prepared["en"].files.src_uris.get(name)
            if file is None or file.is_documentation_page() or not self._is_harmless(file):
                return None
            content = file.content_bytes
            if fnmatch(name, BUNDLE):
                return quiet(content)
            return as_published(content) if is_own(name) else content

    def _is_harmless(self, file: File) -> bool:
        """Whether a file is the theme's, or one of ours that a build would publish: a page of somebody else's branch
        would have its script run here, and read what the preview shows.
        """
        source = Path(file.abs_src_path) if file.abs_src_path else None
        return source is None or not source.is_relative_to(self._root / "docs") or may_be_published(self._root, source)

    def _beside(self, name: str) -> bytes | None:
        """A file that is made of the base."""
        assert self._publication
        for path, content in site_files(self._publication, self._exports):
            if path == name:
                return content
            if path.startswith(DATA) > name.startswith(DATA):  # These are last, and take long to make.
                break
        return None

    def _path(self, address: str) -> tuple[Language, str] | None:
        if self._publication is None:
            return None
        site = self._publication.site
        language: Language = "ru" if address.startswith(PREFIX["ru"]) else "en"
        rest = address.removeprefix(PREFIX[language])
        for path in (rest.removesuffix("/"), f"{rest}index"):
            if path in site.plans and site.addresses.address(path) == rest:
                return language, path
        return None

    def _made(self, language: Language, path: str) -> str:
        self._turn_to(language)
        prepared, config = self._prepared[language], self._config
        file = prepared.files.src_uris[f"{language}/{path}.md"]
        prepared.used.append(file)
        assert file.page, "MkDocs makes a page of every file"
        _populate_page(file.page, config, prepared.files)
        _build_page(file.page, config, prepared.files.documentation_pages(), prepared.nav, self._env)
        return Path(file.abs_dest_path).read_text(encoding="utf-8")

    def _turn_to(self, language: Language) -> None:
        """static-i18n has one language at a time: the settings are those of `language` from now on."""
        config = self._config
        if self._language != language:
            plugin: Any = config.plugins["i18n"]
            plugin.current_language, plugin.building = language, True
            plugin.original_theme_configs.clear()  # It never turns back, and what it noted is not of this language.
            config.theme.dirs[:] = self._theme_folders  # It adds one at every turn.
            config.plugins.on_config(config)
            config.plugins.on_pre_build(config=config)
            self._language = language
        if language not in self._turned:
            self._prepared[language] = self._prepare(language)
            self._turned.add(language)

    def _prepare(self, language: Language) -> _Prepared:
        """Everything of a build up to the first page."""
        config, shape, before = self._config, self._shape(language), self._prepared.get(language)
        if before and before.shape == shape:
            files = before.files
            for file in before.used:
                file.page = None
        else:
            files = get_files(config)
            files.add_files_from_theme(config.theme.get_env(), config)
            files = config.plugins.on_files(files, config=config)
            set_exclusions(files, config)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        for page in nav.pages:  # Every page shows their titles.
            page.read_source(config)
            config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        if self._env is None:
            self._env = config.plugins.on_env(config.theme.get_env(), config=config, files=files)
            self._env.auto_reload = True
        return _Prepared(shape, files, nav, [page.file for page in nav.pages])

    def _shape(self, language: Language) -> object:
        """Equal as long as a build would list the same files, with the same dates: those take long at many pages."""
        assert self._publication
        site = self._publication.site
        pages = [
            (path, plan.file, None if language in (plan.prose or ()) else site.prose_body(path, language))
            for path, plan in site.plans.items()
        ]
        return pages, sorted((self._root / "docs" / ASSETS).rglob("*")), self._publication.snapshot.commit
