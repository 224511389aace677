"""Texts whose two languages no longer stand to each other as they did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbase.core.base import KnowledgeBase
from kbase.core.ledger.changes import Change, Part, What
from kbase.core.ledger.digests import plain
from kbase.core.ledger.prose import section
from kbase.core.messages import Message, say
from kbase.core.records.model import LANGUAGES, Language, Statement
from kbase.core.translation.standing import NAMES, Standing, key_of, of_statement, pairs

TO_COMPARE = say("both languages were changed and are to be compared")
AGREE_AGAIN = say("both languages say the same again")


def fallen_behind(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Change]:
    """The statements and sections where one language has fallen behind, is missing, or has caught up."""
    for id, new in sorted(after.statements.items()):
        old = before.statements.get(id)
        if old != new or before.marks.get(key_of(new)) != after.marks.get(key_of(new)):
            for note in _of_statement(before, after, old, new):
                yield Change(Part.LANGUAGES, "statement", id, What.CHANGED, note=note)
    for path in sorted({path for _, path in after.prose}):
        if _differs(before, after, path):
            yield from _of_page(before, after, path)


def _of_statement(
    before: KnowledgeBase, after: KnowledgeBase, old: Statement | None, new: Statement
) -> Iterator[Message]:
    lacks = [language for language in LANGUAGES if not getattr(new.text, language)]
    lacked = [language for language in LANGUAGES if old and not getattr(old.text, language)]
    newly = [language for language in lacks if language not in lacked]
    yield from (say("there is no {language} text", language=NAMES[language]) for language in newly)
    if not lacks and old:
        changed = [lang for lang in LANGUAGES if _read(getattr(old.text, lang)) != _read(getattr(new.text, lang))]
        yield from told(of_statement(before, old), of_statement(after, new), changed)


def _of_page(before: KnowledgeBase, after: KnowledgeBase, path: str) -> Iterator[Change]:
    stood = {pair.id: pair for pair in pairs(before, path)}
    for pair in pairs(after, path):
        old = stood.get(pair.id)
        sides = (old.sections if old else {}), pair.sections
        was, now = ({lang: _read(side[lang].text) for lang in side} for side in sides)
        changed = [lang for lang in LANGUAGES if was.get(lang) != now.get(lang)]
        for note in told(old.standing if old else Standing.AGREED, pair.standing, changed):
            yield Change(Part.LANGUAGES, "page", path, What.CHANGED, section(pair.id), note=note)
    for language in LANGUAGES:
        if (language, path) not in after.prose and _was_whole(before, path, language):
            note = say("there is no {language} page", language=NAMES[language])
            yield Change(Part.LANGUAGES, "page", path, What.CHANGED, note=note)


def _read(text: str | None) -> str:
    return plain(text or "")


def _was_whole(before: KnowledgeBase, path: str, language: Language) -> bool:
    """Whether the lack of a language is new: the page had it, or was not there at all."""
    return (language, path) in before.prose or not any((other, path) in before.prose for other in LANGUAGES)


def told(was: Standing, now: Standing, changed: Sequence[Language]) -> Iterator[Message]:
    """What became of a standing, in words, where languages have another text; nothing where it is as it was. A mark
    that came with a text of one language says that the other one needed no change.
    """
    if now.behind and now is not was:
        yield say("the {language} text is behind", language=NAMES[now.behind])
    elif now is Standing.OPEN and was is not Standing.OPEN and changed:
        yield TO_COMPARE
    elif now is Standing.AGREED and was is not Standing.AGREED:
        yield AGREE_AGAIN
    elif now is was is Standing.AGREED and len(changed) == 1:
        only = NAMES[changed[0]]
        yield say("both are marked as saying the same, and only the {language} text was changed", language=only)


def _differs(before: KnowledgeBase, after: KnowledgeBase, path: str) -> bool:
    """Whether anything of a page, or of the marks of its sections, is another than before."""
    sides = [[base.prose.get((language, path)) for language in LANGUAGES] for base in (before, after)]
    bodies = [[page and (page.body, page.meta) for page in side] for side in sides]
    keys = {f"{path}#{id}" for page in sides[1] if page for id in page.sections} if bodies[0] == bodies[1] else set()
    return bodies[0] != bodies[1] or any(before.marks.get(key) != after.marks.get(key) for key in keys)
