"""The rules of single files pass over what they found clean before, as long as neither it nor the rules have changed.

They are most of the work of `check`, and between two runs most files stay as they are. Only who works on the base keeps
this: what decides, such as a build or the check of a pull request, reads everything.
"""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.checks.context import Context
from kbase.core.kept import read_kept, write_kept
from kbase.core.pages import paths
from kbase.core.problems import Problem
from kbase.core.translation.marks import Mark
from kbase.core.translation.standing import paths_of

Rule = Callable[[Context], Iterator[Problem]]

_CORE: Final = Path(__file__).parents[1]
_PACKAGES: Final = ("markdown", "pymdown-extensions", "pydantic", "PyYAML")


class Clean:
    """The files that were found clean, in a file; `save` writes it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = _checked(read_kept(file))
        self._before = {name: dict(states) for name, states in self._known.items()}

    def problems(self, name: str, rules: Sequence[Rule], context: Context, *depends_on: str) -> set[Problem]:
        """What is wrong with the files of the base by `rules`, each of which looks at one file at a time, and at the
        same page in the other language. `depends_on` is what else they look at; `name` is theirs alone.
        """
        now = dict(_states(context.base, _digest(code_of_the_rules(), *depends_on)))
        known = self._known.get(name, {})
        clean = frozenset(file for file, state in now.items() if known.get(file) == state)
        if len(clean) == len(now):
            return set()
        found = {problem for rule in rules for problem in rule(context.without(clean))}
        faulty = {problem.place.file for problem in found}
        self._known[name] = {file: state for file, state in now.items() if file not in faulty}
        return found

    def save(self) -> None:
        """Writes what is clean now, if that is something else than before."""
        if self._known != self._before:
            write_kept(self._file, self._known)


def _checked(kept: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """What was kept, without what is not of the shape that we write."""
    return {name: states for name, states in kept.items() if isinstance(states, dict)}


def _states(base: KnowledgeBase, rules: str) -> Iterator[tuple[str, str]]:
    """File → a digest of what the rules of single files see of it, for all files of records and pages.

    A page is seen together with the same one in the other language, and both with the marks of their translation.
    """
    marks = _by_text(base)
    of_statements: defaultdict[str, list[object]] = defaultdict(list)
    for statement in base.statements.values():
        of_statements[base.origins[statement.id].parsed.file] += [
            mark for id in (statement.id, *statement.former_ids) for mark in marks.get(paths.of_statement(id), ())
        ]
    for file, parsed in {origin.parsed.file: origin.parsed for origin in base.origins.values()}.items():
        yield file, _digest(rules, parsed.digest, repr(of_statements.get(file)))
    for path in dict.fromkeys(path for _, path in base.prose):
        pages = base.prose_at(path).values()
        texts = [text for page in pages for text in (page.file, repr(page.meta), str(page.first_line), page.body)]
        state = _digest(rules, *texts, repr([marks.get(at) for at in paths_of(base, path)]))
        yield from ((page.file, state) for page in pages)


def _by_text(base: KnowledgeBase) -> Mapping[str, list[tuple[str, Mark]]]:
    """Path of a page or statement → the marks of all its parts, by their keys."""
    found: defaultdict[str, list[tuple[str, Mark]]] = defaultdict(list)
    for key, mark in base.marks.items():
        found[key.partition("#")[0]].append((key, mark))
    return found


@cache
def code_of_the_rules() -> str:
    """A digest of all that the rules are written in: our core, Python, the packages that read texts."""
    files = sorted(path for path in _CORE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return _digest(sys.version, *map(version, _PACKAGES), *(path.read_text(encoding="utf-8") for path in files))


def _digest(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode(errors="surrogatepass")
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()[:32]
