"""How the two languages of a text stand to each other: which one is behind, and in what they differ.

A text is a section of a page, or the text of a statement. Either language may be the original: the one changed last is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.messages import ENGLISH, RUSSIAN, Message, joined, say
from kbase.core.pages import paths
from kbase.core.problems import Place, Problem
from kbase.core.prose.page import Prose, Section
from kbase.core.records.model import EN, LANGUAGES, RU, Language, Statement, other
from kbase.core.translation.marks import Mark, digest
from kbase.core.translation.numbers import differences

NAMES: Final[dict[Language, Message]] = {"en": ENGLISH, "ru": RUSSIAN}


class Standing(StrEnum):
    """`AGREED`: as they were marked. `EN`, `RU`: only the other one has changed since, so this one is behind.
    `OPEN`: both have changed, or they were never marked.
    """

    AGREED = "agreed"
    EN = "en"
    RU = "ru"
    OPEN = "open"

    @property
    def behind(self) -> Language | None:
        """The language that is behind, if one is."""
        return {Standing.EN: EN, Standing.RU: RU}.get(self)


@dataclass(frozen=True)
class Pair:
    """A section of a page in both languages; one may be missing. `pages` are the pages in both."""

    key: str
    pages: dict[Language, Prose]
    sections: dict[Language, Section]
    standing: Standing

    @property
    def id(self) -> str:
        return self.key.partition("#")[2]

    @property
    def name(self) -> str:
        """What messages call it."""
        return say("section '{id}'", id=self.id) if self.id else say("the opening")

    def heading(self, language: str) -> str:
        """Its heading in one language; empty for the opening, and where it is missing."""
        headings = next((page.headings for tongue, page in self.pages.items() if tongue == language), ())
        return next((heading.text for heading in headings if self.id and heading.id == self.id), "")

    def place(self, language: Language) -> Place:
        """Where it stands, or where its page begins if it is missing there."""
        page, section = self.pages[language], self.sections.get(language)
        return page.place(section.line if section else None)

    @property
    def mark(self) -> Mark:
        """The mark that says of both, as they are now, that they agree."""
        return Mark(self.sections[EN].digest, self.sections[RU].digest)

    @property
    def differences(self) -> list[str]:
        """In what the two differ that both should have alike, each in words."""
        for language in LANGUAGES:
            if language not in self.sections:
                return [say("it is not in the {language} text", language=NAMES[language])]
        en, ru = self.sections[EN], self.sections[RU]
        return [*_unlike(en, ru), *differences(en.words, ru.words)]


def _unlike(en: Section, ru: Section) -> Iterator[str]:
    """In what two sections differ beside their figures and months."""
    if en.level != ru.level:
        yield say("its heading has level {level} in English and {level2} in Russian", level=en.level, level2=ru.level)
    yield from (say("{what} is not in the Russian text", what=what) for what in sorted(en.mentions - ru.mentions))
    yield from (say("{what} is not in the English text", what=what) for what in sorted(ru.mentions - en.mentions))


def pairs(base: KnowledgeBase, path: str) -> list[Pair]:
    """All sections of a page that is there in both languages, in the order of the English one; else nothing."""
    pages: dict[Language, Prose] = {lang: base.prose[lang, path] for lang in LANGUAGES if (lang, path) in base.prose}
    if len(pages) < len(LANGUAGES):
        return []
    found = []
    for section in dict.fromkeys(id for page in pages.values() for id in page.sections):
        both = {language: page.sections[section] for language, page in pages.items() if section in page.sections}
        key = f"{path}#{section}"
        standing = _standing(_mark_of(base, path, section), {language: one.digest for language, one in both.items()})
        found.append(Pair(key, pages, both, standing))
    return found


def _mark_of(base: KnowledgeBase, path: str, section: str) -> Mark | None:
    """The mark of a section, if need be that of the time when its page stood elsewhere."""
    keys = (f"{at}#{section}" for at in paths_of(base, path))
    return next((base.marks[key] for key in keys if key in base.marks), None)


def paths_of(base: KnowledgeBase, path: str) -> Iterator[str]:
    """The path of a page, and those that it had while its record had other ids."""
    folder, slash, id = path.rpartition("/")
    yield from (f"{folder}{slash}{name}" for name in (id, *base.formers.get(id, ())))


def of_statement(base: KnowledgeBase, statement: Statement) -> Standing:
    """How the two languages of a statement's text compare. One that is missing is not behind: it is not
    there, which is reported separately.
    """
    mark = mark_of(statement)
    if mark is None:
        return Standing.OPEN
    return _standing(mark_before(base, statement), {"en": mark.en, "ru": mark.ru})


def mark_before(base: KnowledgeBase, statement: Statement) -> Mark | None:
    """The mark of a statement's text, if need be that of a former id; None where it was never marked."""
    keys = (paths.of_statement(id) for id in (statement.id, *statement.former_ids))
    return next((base.marks[key] for key in keys if key in base.marks), None)


def key_of(statement: Statement) -> str:
    """Under which key a statement's text is marked."""
    return paths.of_statement(statement.id)


def mark_of(statement: Statement) -> Mark | None:
    """The mark that both languages of a statement agree as they are now; None where one is missing."""
    en, ru = statement.text.en, statement.text.ru
    return Mark(digest(en), digest(ru), len(statement.revised)) if en and ru else None


def was_changed_silently(base: KnowledgeBase, statement: Statement) -> bool:
    """Whether a statement's text is another than the one that was marked, and no revision has been added since."""
    now, then = mark_of(statement), mark_before(base, statement)
    if now is None or then is None or (now.en, now.ru) == (then.en, then.ru):
        return False
    return now.revisions <= then.revisions


def _standing(mark: Mark | None, now: dict[Language, str]) -> Standing:
    """What changed since the mark. A text never marked, and missing in one language, counts as behind in it."""
    if mark is None:
        lacking = [language for language in LANGUAGES if language not in now]
        return Standing(lacking[0]) if lacking else Standing.OPEN
    changed = [language for language in LANGUAGES if now.get(language) != getattr(mark, language)]
    if len(changed) == 1:
        return Standing(other(changed[0]))
    return Standing.OPEN if changed else Standing.AGREED


def compared(base: KnowledgeBase, target: str) -> tuple[dict[str, Mark], list[Problem]]:
    """The marks for all that `target` names, and what keeps a text from being marked.

    A target is a file or folder of the repository, or a part of a file: `docs/ru/actors/belta.md#says`,
    `docs/data/statements/parks.yml#forum-met`; the opening of a page is its file with `#` alone.
    """
    marks: dict[str, Mark] = {}
    refused: list[Problem] = []
    for key, mark, place, faults in (*_sections(base, target), *_texts(base, target)):
        if mark and not faults:
            marks[key] = mark
        else:
            message = say("{key} is not marked: {faults}", key=key, faults=joined(faults))
            refused.append(Problem(place, "translation-differs", message, say("fix this, then run the command again")))
    return marks, refused


_Row = tuple[str, Mark | None, Place, list[str]]
"""A key, its mark, its place, and what keeps it from being marked."""


def _sections(base: KnowledgeBase, target: str) -> Iterator[_Row]:
    for path in dict.fromkeys(path for _, path in base.prose):
        for pair in pairs(base, path):
            if any(names_part(target, page.file, pair.id) for page in pair.pages.values()):
                differing = pair.differences
                yield pair.key, None if differing else pair.mark, pair.place(RU), differing


def _texts(base: KnowledgeBase, target: str) -> Iterator[_Row]:
    for statement in base.statements.values():
        place = base.origins[statement.id].place(("text",))
        if names_part(target, place.file, statement.id):
            yield key_of(statement), mark_of(statement), place, list(_faults(base, statement))


def _faults(base: KnowledgeBase, statement: Statement) -> Iterator[str]:
    yield from (
        say("it lacks {language}", language=NAMES[language])
        for language in LANGUAGES
        if not getattr(statement.text, language)
    )
    if statement.text.en and statement.text.ru:
        yield from differences(statement.text.en, statement.text.ru)
    if was_changed_silently(base, statement):
        yield say("its text was changed, and `revised` does not say so")


def names_part(target: str, file: str, part: str) -> bool:
    """Whether a target is this part of this file, the file, or a folder around it."""
    where, mark, wanted = target.partition("#")
    return part == wanted and where == file if mark else f"{file}/".startswith(f"{where.rstrip('/')}/")


def keys(base: KnowledgeBase) -> Iterator[str]:
    """Every key that may be marked: what no longer exists has no mark either."""
    for (_, path), page in base.prose.items():
        yield from (f"{at}#{section}" for at in paths_of(base, path) for section in page.sections)
    for statement in base.statements.values():
        yield from (paths.of_statement(id) for id in (statement.id, *statement.former_ids))
