"""Reads the knowledge base once a build, and refuses to build what `check` refuses."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from kbase.core.base import read_base
from kbase.core.check import check_base
from kbase.core.problems import Severity, as_text
from kbase.exports.all_files import make_all
from kbase.exports.snapshot import Snapshot
from kbase.history import head_commit, moment_of
from kbase.site.downloads import download, downloads_in
from kbase.site.site import Site

log = logging.getLogger("mkdocs.hooks.records")

PACKAGES = "KB_PACKAGES"
"""The variable in which `kb.py build --packages` says where the packages lie."""

KEY = "knowledge_site"
"""Where the site of this build lies in `config.extra`; the other hooks take it from there."""

SNAPSHOT = "knowledge_snapshot"
"""Where the base with its commit lies in `config.extra`."""

EXPORTS = "knowledge_exports"
"""Where the files of data of this build lie in `config.extra`, path to content, for the hook that writes them."""


def site_of(config: MkDocsConfig) -> Site:
    """The site of this build."""
    site: Site = config.extra[KEY]
    return site


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Event: the first that knows the settings. Priority 100: before anything that needs records.

    static-i18n runs this event once a language with the same config, so the second language finds the site made.
    """
    if KEY not in config.extra:
        root = Path(config.config_file_path).parent
        base, found = read_base(root)
        problems = check_base(base, root, found)
        for problem in problems:
            (log.error if problem.severity is Severity.ERROR else log.info)(as_text(problem))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        if errors:
            raise Abort(f"The records have {errors} error{'s' if errors > 1 else ''}: nothing was built.")
        folder = os.environ.get(PACKAGES)
        downloads = downloads_in(Path(folder) if folder and config.use_directory_urls else None)
        commit = head_commit(root)
        snapshot = Snapshot(base, config.site_url or "", commit[0], moment_of(commit))
        exports = make_all(snapshot)
        data = tuple(download(name, content) for name, content in exports.items())
        repository = (config.repo_url or "").rstrip("/")
        config.extra[KEY] = Site.of(
            base, config.use_directory_urls, snapshot.moment.date().isoformat(), downloads, data, repository
        )
        config.extra |= {SNAPSHOT: snapshot, EXPORTS: exports}
    return config
