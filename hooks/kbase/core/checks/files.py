"""Names of files and folders under docs/, and files that are not used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kbase.core.checks.assets import ICONS, OWN
from kbase.core.checks.context import Context
from kbase.core.messages import Message, say
from kbase.core.pages.paths import HOME
from kbase.core.problems import Place, Problem, Severity
from kbase.core.prose.page import LANGUAGE_FOLDERS
from kbase.core.records.owner import CODE_OWNERS
from kbase.core.records.owner import FILE as OWNER
from kbase.core.records.text_files import LEFT_BEHIND, read_text, text_of

_NAME = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_LOCALE = re.compile(r"[a-z]{2}(_[A-Za-z]{2})?")

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.I)
"""Source: Microsoft, "Naming files, paths, and namespaces"; with any ending they are devices too."""

LONGEST: Final = 100
"""An id has 90 signs at most."""


def is_device(name: str) -> bool:
    """Whether Windows takes the name of a file or folder for a device."""
    return _DEVICE.fullmatch(name) is not None


TOP_FOLDERS = (*LANGUAGE_FOLDERS, "data", "assets")


def names(context: Context) -> Iterator[Problem]:
    """File and folder names are lower-case ASCII with hyphens (code `file-name`): they become addresses. None is a
    name that Windows keeps for a device, nor too long for a disk.
    """
    for path in _inside(context.root / "docs"):
        if is_device(path.name):
            message = say(
                "'{name}' is a name that Windows keeps for a device: the repository could not be read there",
                name=path.name,
            )
            yield Problem(_place(context, path), "file-name", message, say("choose another name"))
        elif path.is_dir() and "." in path.name:
            message = say("the folder '{name}' has the name of a file", name=path.name)
            yield Problem(_place(context, path), "file-name", message, say("give it a name without a dot"))
        elif len(path.name) > LONGEST:
            message = say("the name '{name}' has more than {most} signs", name=path.name, most=LONGEST)
            yield Problem(_place(context, path), "file-name", message, say("choose a shorter name"))
        elif not _NAME.fullmatch(path.name):
            fix = say("use lower-case Latin letters, digits and hyphens")
            message = say("'{name}' is not a good file name", name=path.name)
            yield Problem(_place(context, path), "file-name", message, fix)


def owner_is_named(context: Context) -> Iterator[Problem]:
    """A release says who keeps the base, where to write, who pays and where the repository is (code `owner-unset`): a
    warning for each that is left empty, since none of it may be invented.
    """
    for field in context.base.owner.unset if context.release else ():
        fix = say("set `{field}` there, or accept that the site does not say it", field=field)
        yield Problem(
            Place(OWNER), "owner-unset", say("readers are not told: {field}", field=field), fix, Severity.WARNING
        )


def code_is_looked_at(context: Context) -> Iterator[Problem]:
    """`.github/CODEOWNERS` is what `reviewers` of the owner say (code `code-owners`). A release warns where nobody is
    named, since no account may be invented.
    """
    owner, file = context.base.owner, context.root / CODE_OWNERS
    if not file.parent.is_dir():
        return
    if text_of(file) != owner.code_owners:
        fix = say("run: python3 scripts/kb.py codeowners")
        yield Problem(
            Place(CODE_OWNERS), "code-owners", say("it does not name those whom {file} names", file=OWNER), fix
        )
    elif context.release and not owner.reviewers:
        message = say("nobody is named who looks at a change of what can run")
        fix = say("set `reviewers` there, then run: python3 scripts/kb.py codeowners")
        yield Problem(Place(OWNER), "code-owners", message, fix, Severity.WARNING)


def all_read(context: Context) -> Iterator[Problem]:
    """Nothing under docs/ is passed over: no other folder, no stray file (codes `folder-unread`, `file-unread`).

    static-i18n takes any two-letter folder for a language, and the files in it vanish without a word.
    """
    docs = context.root / "docs"
    for path in sorted(docs.iterdir()) if docs.is_dir() else ():
        if path.name not in TOP_FOLDERS and not path.name.startswith(".") and not LEFT_BEHIND.fullmatch(path.name):
            why = (
                say("would be taken for a language and vanish")
                if _LOCALE.fullmatch(path.name)
                else say("is used nowhere")
            )
            fix = say("docs/ holds {top_folders} only", top_folders=", ".join(TOP_FOLDERS))
            yield Problem(
                _place(context, path), "folder-unread", say("docs/{name} {why}", name=path.name, why=why), fix
            )
    for path in _inside(docs):
        if not (path.is_dir() or path.is_file() or path.is_symlink()):
            yield Problem(_place(context, path), "file-unread", say("this is no plain file"), say("move or delete it"))
    for language in LANGUAGE_FOLDERS:
        for path in _inside(docs / language):
            if path.is_file() and path.suffix != ".md":
                fix = say("move or delete it: pages end in .md; pictures and other files lie in docs/assets")
                yield Problem(_place(context, path), "file-unread", say("this file is in no place that is used"), fix)


def nothing_is_gone_of_the_site(context: Context) -> Iterator[Problem]:
    """Beside the code of the site stand the folders of both languages with their home pages, and the site's own styles,
    scripts and templates (codes `folder-missing`, `page-missing`, `asset-missing`, `template-missing`).
    """
    docs = context.root / "docs"
    if not (context.root / "hooks").is_dir():
        return
    for language in LANGUAGE_FOLDERS:
        folder, home = docs / language, docs / language / f"{HOME}.md"
        if not folder.is_dir():
            fix = _put_back(f"docs/{language}")
            yield Problem(_place(context, folder), "folder-missing", say("there is no folder of this name"), fix)
        elif not home.is_file():
            fix = _put_back(f"docs/{language}/{HOME}.md")
            yield Problem(_place(context, home), "page-missing", say("the home page is missing"), fix)
    for name in sorted({*OWN, *ICONS}):
        if not (docs / "assets" / name).is_file():
            fix = _put_back(f"docs/assets/{name}")
            place = _place(context, docs / "assets" / name)
            yield Problem(place, "asset-missing", say("the site loads this file"), fix)
    yield from missing_templates(context.root)


def missing_templates(root: Path) -> Iterator[Problem]:
    """The templates of the frame that are gone, hold nothing or cannot be read: without a word the theme's own would
    take their place, or no page would be written.
    """
    for name in TEMPLATES:
        file = f"overrides/{name}"
        if not (root / file).is_file():
            message = say("missing: every page is made with this template")
            yield Problem(Place(file), "template-missing", message, _put_back(file))
            continue
        text, problems = read_text(root / file, file)
        yield from problems
        if text is not None and not text.strip():
            message = say("empty: every page is made with this template")
            yield Problem(Place(file), "template-missing", message, _put_back(file))


TEMPLATES: Final = (
    "main.html",
    *(f"partials/{name}.html" for name in ("alternate", "cite", "footer", "header")),
    *(f"partials/{name}.html" for name in ("metadata", "palette", "source", "toc")),
)
"""What lies in overrides/. Whoever adds a file there names it here."""


def _put_back(path: str) -> Message:
    return say("put it back: git checkout -- {path}", path=path)


def none_hidden(context: Context) -> Iterator[Problem]:
    """No file hides behind a dot, but for what programs leave (code `file-hidden`), and none is a link to a place that
    these checks do not see (code `file-link`).
    """
    docs = context.root / "docs"
    for path in sorted(docs.rglob("*")):
        hidden = [part for part in path.relative_to(docs).parts if part.startswith(".")]
        if path.is_symlink() and not _is_lock(path):
            yield Problem(
                _place(context, path), "file-link", say("this is a symbolic link"), say("put the file itself here")
            )
        elif hidden == [path.name] and not LEFT_BEHIND.fullmatch(path.name):
            fix = say("remove it; the name of what is to be published has no dot before it")
            yield Problem(
                _place(context, path), "file-hidden", say("'{name}' is hidden, so it is not used", name=path.name), fix
            )


def _is_lock(path: Path) -> bool:
    """Whether a link is what Emacs leaves beside a file that is being edited: it leads nowhere."""
    return path.name.startswith(".#") and not path.exists()


def _inside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and (path.is_dir() or not LEFT_BEHIND.fullmatch(path.name)):
            yield path


def _place(context: Context, path: Path) -> Place:
    return Place(path.relative_to(context.root).as_posix())
