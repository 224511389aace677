"""The dates of all files from one pass over git's history, handed to git-revision-date-localized.

The plugin asks git once a file (12 to 20 s at 2,000 pages). It keeps the answers in a dictionary, and looks there
first: this hook fills that dictionary, so that the plugin only writes the dates as words.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from kbase.history import Commit, git_log, last_commits
from records import site_of

PLUGIN = "git-revision-date-localized"


@event_priority(50)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Event: the plugin (priority 0) fills its dictionary here if it is empty. Priority 50: fill it before."""
    plugin = config.plugins[PLUGIN]
    root = Path(config.config_file_path).parent
    commits = last_commits(git_log(root))
    plugin.last_revision_commits = _by_path(root, commits, _sources(config, root))
    return files


def _sources(config: MkDocsConfig, root: Path) -> Iterator[tuple[Path, list[str]]]:
    """Every file that a page comes from, and the files whose changes change it: its prose and its record."""
    site = site_of(config)
    for path, plan in site.plans.items():
        record = f"docs/data/{path}.yml"
        yield root / plan.file, [plan.file, record]
        for language in ("en", "ru"):
            prose = f"docs/{language}/{path}.md"
            yield root / prose, [prose, record]


def _by_path(root: Path, commits: dict[str, Commit], sources: Iterable[tuple[Path, list[str]]]) -> dict[str, Commit]:
    """Absolute path → the newest commit of its files; a file that is not committed yet has the present time."""
    today: Commit = ("", int(time.time()))
    newest: dict[str, Commit] = {}
    for path, files in sources:
        found = [commits[file] for file in files if file in commits]
        newest[str(path.absolute())] = max(found, key=lambda commit: commit[1], default=today)
    return newest
