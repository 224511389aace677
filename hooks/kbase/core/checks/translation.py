"""The two languages say the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.evidence import review_file
from kbase.core.messages import Message, joined, say, spot
from kbase.core.problems import Place, Problem, Severity
from kbase.core.records.model import LANGUAGES, Language, Statement, other
from kbase.core.records.text_files import text_of
from kbase.core.records.vocabulary import FOLDERS
from kbase.core.translation.marks import FILE, stray_lines
from kbase.core.translation.numbers import differences
from kbase.core.translation.standing import NAMES, Pair, Standing, of_statement, pairs

ONE_LANGUAGE_SUFFICES: Final = frozenset({"title_translated", "translated", "official_title"})
"""Fields that hold a translation out of, or a title in, the language of the original."""

_MARK: Final = "python3 scripts/kb.py translated"
_SAME: Final = say("write the same figures and months in both languages")
_UNMARKED: Final = say("in both languages and not marked as saying the same")


def both_languages(context: Context) -> Iterator[Problem]:
    """Every text of a record is there in both languages (code `translation-missing`)."""
    for record, path, text in context.texts:
        missing = [language for language in LANGUAGES if not getattr(text, language)]
        if missing and not ONE_LANGUAGE_SUFFICES & set(path):
            message, fix = without(missing[0], spot(path), record.id)
            fix = _by_another(context, fix, missing[0])
            yield Problem(context.place(record.id, path), "translation-missing", message, fix, context.lenient)


def without(language: Language, path: str, id: str) -> tuple[Message, Message]:
    """What is said of a text of a record that lacks a language, and the fix."""
    message = say("{path} of '{id}' lacks {language}", path=path, id=id, language=NAMES[language])
    return message, say("add `{missing}:`", missing=language)


def _by_another(context: Context, fix: Message, language: Language) -> Message:
    """The fix, which can be left to somebody who knows a language, unless it is for a release."""
    can = say("you need not: who knows {language} can", language=NAMES[language])
    return joined([fix, can]) if context.lenient is Severity.WARNING else fix


def same_numbers(context: Context) -> Iterator[Problem]:
    """Both languages of a text give the same numbers and months (code `translation-numbers`). It is a warning until a
    release, because one language may be corrected alone.
    """
    for record, path, text in context.texts:
        if text.en and text.ru and not _is_behind(context, record, path):
            for difference in differences(text.en, text.ru):
                message = say("{path} of '{id}': {difference}", path=spot(path), id=record.id, difference=difference)
                place = context.place(record.id, path)
                yield Problem(place, "translation-numbers", message, _SAME, context.lenient)


def _is_behind(context: Context, record: object, path: tuple[str | int, ...]) -> bool:
    """Whether `same_statements` tells the differences of this text."""
    if not isinstance(record, Statement) or path != ("text",):
        return False
    return of_statement(context.base, record).behind is not None


def same_statements(context: Context) -> Iterator[Problem]:
    """The text of a statement was not changed in one language only (code `translation-behind`), and both were compared
    (code `translation-unmarked`).
    """
    unmarked: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in context.base.statements.values():
        place, standing = context.place(statement.id, ("text",)), of_statement(context.base, statement)
        if not (statement.text.en and statement.text.ru):
            continue
        if behind := standing.behind:
            what = joined(differences(statement.text.en, statement.text.ru)) or say("its wording")
            message = say(
                "the {language} text of '{id}' is behind the {original}, which was changed",
                language=NAMES[behind],
                id=statement.id,
                original=NAMES[other(behind)],
            )
            fix = _behind_fix(f"{place.file}#{statement.id}")
            yield Problem(
                place, "translation-behind", say("{message}: {what}", message=message, what=what), fix, context.lenient
            )
        elif standing is Standing.OPEN:
            unmarked[place.file].append(statement)
    for file, (first, *more) in unmarked.items():
        message = (
            say("{places} statements of this file are written", places=1 + len(more))
            if more
            else say("this statement is written")
        )
        yield Problem(
            context.place(first.id, ("text",)),
            "translation-unmarked",
            say("{message} {unmarked}", message=message, unmarked=_UNMARKED),
            _mark_fix(file if more else f"{file}#{first.id}"),
            context.lenient,
        )


def same_pages(context: Context) -> Iterator[Problem]:
    """Every page of prose is there in both languages (code `translation-missing`). A folder with several pages that one
    language lacks altogether is one line (code `folder-missing`), and an error where it is that of records.
    """
    prose = context.base.prose
    lone = Counter((language, path.rpartition("/")[0]) for language, path in prose)
    whole = {
        (other(language), folder): count
        for (language, folder), count in lone.items()
        if count > 1 and folder and not any((context.root / "docs" / other(language) / folder).rglob("*.md"))
    }
    for (lacking, folder), count in whole.items():
        message = say("there is no folder of this name, and {count} pages in the other language", count=count)
        path = f"docs/{lacking}/{folder}"
        fix = say("put it back: git checkout -- {path}; or call the folders of both languages alike", path=path)
        severity = Severity.ERROR if folder in FOLDERS else context.lenient
        yield Problem(Place(path), "folder-missing", message, fix, severity)
    for (_, path), page in prose.items():
        lacking = other(page.language)
        if (lacking, path) not in prose and (lacking, path.rpartition("/")[0]) not in whole:
            message = say("the page {path} has no {language} text", path=path, language=NAMES[lacking])
            fix = _by_another(context, say("add docs/{lacking}/{path}.md", lacking=lacking, path=path), lacking)
            yield Problem(page.place(1), "translation-missing", message, fix, context.lenient)


def same_structure(context: Context) -> Iterator[Problem]:
    """Both languages of a section cite and embed the same, give the same numbers and months, and have headings of one
    level and order (code `translation-differs`): an error where they were marked as saying the same, else a warning
    until a release. A section that was changed in one language is behind in the other (code `translation-behind`); one
    that was changed in both is to be compared (code `translation-unmarked`).
    """
    for path in dict.fromkeys(page.path for page in context.pages):
        found = pairs(context.base, path)
        for pair in found:
            yield from _one_pair(context, pair)
        yield from _order(context, found)
        yield from _unmarked(context, found)


def _one_pair(context: Context, pair: Pair) -> Iterator[Problem]:
    if behind := pair.standing.behind:
        yield _behind(context, pair, behind)
    elif differing := pair.differences:
        severity = Severity.ERROR if pair.standing is Standing.AGREED else context.lenient
        message = say(
            "{name} differs from {place}: {differing}",
            name=pair.name,
            place=pair.place("en"),
            differing=joined(differing),
        )
        yield Problem(pair.place("ru"), "translation-differs", message, say("make both say the same"), severity)


def _behind(context: Context, pair: Pair, behind: Language) -> Problem:
    original, place = other(behind), pair.place(behind)
    fix = _behind_fix(f"{place.file}#{pair.id}")
    if original not in pair.sections:
        message = say("{name} is no longer in {file}", name=pair.name, file=pair.pages[original].file)
        fix = say("remove it here too, or put it back there")
    elif behind not in pair.sections:
        message = say(
            "{name} of {place} is not in the {language} text",
            name=pair.name,
            place=pair.place(original),
            language=NAMES[behind],
        )
    else:
        what = joined(pair.differences) or say("its wording")
        message = say(
            "{name} is behind {place}, which was changed: {what}", name=pair.name, place=pair.place(original), what=what
        )
    return Problem(place, "translation-behind", message, fix, context.lenient)


def _behind_fix(target: str) -> Message:
    return say("who knows both languages brings it up to date, then runs `{mark} {target}`", mark=_MARK, target=target)


def _mark_fix(target: str) -> Message:
    return say(
        "compare them, then run `{mark} {target}`; you need not: who knows both languages can",
        mark=_MARK,
        target=target,
    )


def _order(context: Context, found: list[Pair]) -> Iterator[Problem]:
    shared = [pair for pair in found if len(pair.sections) == len(LANGUAGES)]
    if shared != sorted(shared, key=lambda pair: pair.sections["ru"].line):
        message = say("the sections stand in another order than in {file}", file=shared[0].pages["en"].file)
        place = shared[0].pages["ru"].place()
        yield Problem(place, "translation-differs", message, say("put them into the same order"), context.lenient)


def _unmarked(context: Context, found: list[Pair]) -> Iterator[Problem]:
    """One line per page for the sections that differ in nothing."""
    unmarked = [pair for pair in found if pair.standing is Standing.OPEN and not pair.differences]
    if unmarked:
        names = joined((pair.name for pair in unmarked), ", ")
        file = unmarked[0].pages["ru"].file
        fix = _mark_fix(file if unmarked[1:] else f"{file}#{unmarked[0].id}")
        if unmarked[1:]:
            message = say("{names} are written {unmarked}", names=names, unmarked=_UNMARKED)
        else:
            message = say("{name} is written {unmarked}", name=names, unmarked=_UNMARKED)
        yield Problem(unmarked[0].place("ru"), "translation-unmarked", message, fix, context.lenient)


def marks_are_readable(context: Context) -> Iterator[Problem]:
    """Every line of the files of marks is a mark or a remark (code `marks-shape`): what git leaves there would drop a
    mark without a word.
    """
    for number in stray_lines(text_of(context.root / FILE)):
        fix = say(
            "remove it; if git left it, keep the lines of both sides, then run `python3 scripts/kb.py translated`"
        )
        yield Problem(Place(FILE, number), "marks-shape", say("this line is no mark of a translation"), fix)
    for number in review_file.stray_lines(text_of(context.root / review_file.FILE)):
        fix = say("remove it; if git left it, keep the lines of both sides")
        yield Problem(Place(review_file.FILE, number), "marks-shape", say("this line is no mark of a link"), fix)
