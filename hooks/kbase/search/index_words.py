"""What the search is given and shows: words for the index of each page, and the words of its interface."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from kbase.core.evidence.rows import Row
from kbase.core.pages.paths import SEARCH_PAGE
from kbase.core.records.model import other
from kbase.core.records.vocabulary import (
    KIND_OF_TYPE,
    Attested,
    Content,
    Country,
    EntityType,
    Ownership,
    StatementKind,
    Word,
)
from kbase.core.search.corrections import sounds
from kbase.core.search.morphology import further_forms, true_stem, words_of
from kbase.core.search.proper_names import acronyms
from kbase.core.search.query_words import ranking, stop_words
from kbase.core.search.results import FILTERS, OFFERED, SAID_FOR, Findable, Findables, in_order_of_names
from kbase.core.search.romanising import is_cyrillic
from kbase.core.search.tools import neutral_words, same_in_every_language
from kbase.core.search.variants import variants
from kbase.site.addresses import PREFIX, Addresses
from kbase.wording.catalogue import Catalogue

RESULT_TYPES: Final = (*(t.value for t in EntityType), "statement", "term", "publisher", "tool", "about")

TOOLS: Final = ("tool", "about")
"""The types of the pages that are tools of the site, not of its subject."""

ASKED_LOOSELY: Final = ("actor", "agreement")
"""What is asked for by other words than those of its title ("the Russian AI law")."""

LONGEST_TYPED: Final = 7
"""A name with this many words is compared whole,"""

LONGEST_OF_THE_OTHER: Final = 3
"""and one in the alphabet of the other language with this many."""

LONGEST_NAME: Final = 6
"""Names with this many words or more share one field."""

BETWEEN_NAMES: Final = " | "
BEFORE_FORMS: Final = "‖"

WORD = re.compile(r"[^\W_]+")
_FURTHER_SIGN: Final = re.compile(r"[^\w\x00-\x7f]")
_KINDS: Final[tuple[type[Word], ...]] = (*KIND_OF_TYPE.values(), StatementKind)
_LABELS: Final[Mapping[str, Iterable[Word]]] = {
    "country": Country,
    "attested": Attested,
    "content": Content,
    "ownership": Ownership,
    "kind": [kind for kinds in _KINDS for kind in kinds],
    "statement": StatementKind,
}


def further_words(findables: Findables, found: Findable, text: str) -> dict[str, Any]:
    """What a page with this `text` is found by beside its own words: names, the glossary's bridges, further forms.

    On an English page Russian words are names, and English stemming leaves them alone: each of their forms is given.
    """
    language = findables.language
    bridges = (*findables.bridges(text), *findables.synonyms(text), *acronyms(text), *findables.said_of(found))
    words = words_of(" ".join((text, *found.also, *bridges)))
    if language == "en":
        named = {word for word in words_of(" ".join(found.also)) if is_cyrillic(word)}
        words = {word for word in words if not is_cyrillic(word)} | named
    return {
        "names": names_by_length(found.names, language),
        "near": SAID_FOR.get(found.type, "near"),
        "near_names": findables.said_for(found),
        "gist": findables.gist(found),
        "said": findables.said_of(found),
        "bridges": bridges,
        "forms": (*further_forms(words, language), *_parts_beside_signs(text)),
    }


def _parts_beside_signs(text: str) -> list[str]:
    """The parts of hyphenated words that stand beside a sign which is not ASCII («весы-гири»): Pagefind takes the sign
    for a letter of the part.
    """
    beside = (token for token in text.split() if "-" in token and _FURTHER_SIGN.search(token))
    return sorted({word for token in beside for word in words_of(token)})


def names_by_length(names: Iterable[str], language: str) -> dict[int, str]:
    """Number of words → the names with that number, and the further forms of their words.

    The engine cannot tell that a query is a complete name. So names of different lengths are different fields, and
    the script gives most weight to the field of as many words as the query has.
    """
    groups: dict[int, list[str]] = {}
    for name in names:
        groups.setdefault(min(len(WORD.findall(name)), LONGEST_NAME), []).append(name)
    return {n: BETWEEN_NAMES.join((*group, *_forms_field(group, language))) for n, group in sorted(groups.items())}


def _forms_field(names: Iterable[str], language: str) -> tuple[str, ...]:
    found = further_forms(words_of(" ".join(names)), language)
    return (f"{BEFORE_FORMS} {' '.join(found)}",) if found else ()


def interface(
    language: str, words: Catalogue, addresses: Addresses, totals: Mapping[str, Mapping[str, int]] | None = None
) -> str:
    """All that the script needs in one language, as JSON: texts, labels, addresses, words it need not look for, and
    the `totals` of the filters, so that these stand there before the engine has counted anything.
    """
    there = other(language)
    address = addresses.address(SEARCH_PAGE)
    return json.dumps(
        {
            "page": PREFIX[language] + address,
            "otherPage": PREFIX[there] + address,
            "otherLanguage": there,
            "texts": texts(words) | {"other": Catalogue(there)("search.here")},
            "filters": FILTERS,
            "offered": OFFERED,
            "labels": labels(language, words),
            "totals": totals or {},
            "stopWords": sorted(stop_words(language)),
            "ranking": ranking(),
        },
        ensure_ascii=False,
    )


def totals(findables: Findables) -> dict[str, dict[str, int]]:
    """Filter → value → how many results have it."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}
    for found in findables.by_path.values():
        for name, values in found.filters.items():
            counted[name].update(values)
    return {name: dict(sorted(values.items())) for name, values in counted.items()}


def names(findables: Findables) -> str:
    """The words that a typing error is compared with, and the table of how names sound, as JSON."""
    known = findables.known
    table = {"names": known.names, "derived": known.derived, "words": known.words, "sounds": sounds()}
    return json.dumps(table, ensure_ascii=False)


def titles(findables: Findables, addresses: Mapping[str, str]) -> dict[str, Any]:
    """Names by which things are asked for, and the words by which the site's tools are: by the page's address, which
    `addresses` has for every path. Romanisations are left out: the script finds them by their sound. Of things with the
    same name the one that comes first here comes first in the results. The first of all are the `persons`.
    """
    found = sorted(findables.by_path.values(), key=lambda found: (in_order_of_names(found.type), not found.is_person))
    publishers = [f for f in found if f.type == "publisher"]
    named = [f for f in found if f.names and f.type not in TOOLS]
    return {
        "persons": sum(f.is_person for f in named),
        "named": {addresses[f.path]: list(_typed(f, findables.language)) for f in named},
        "near": {addresses[f.path]: near for f in named if f.type in ASKED_LOOSELY and (near := _near(findables, f))},
        "offices": {addresses[f.path]: list(said) for f in named if (said := findables.offices(f))},
        "tools": {addresses[f.path]: f"{f.title}: {_words(f, findables.language)}" for f in found if f.type in TOOLS},
        "answers": {addresses[f.path]: _answers(f, findables.language) for f in found if f.answers},
        "outlets": {addresses[f.path]: list(_published(f)) for f in publishers if f.is_outlet},
        "bodies": {addresses[f.path]: list(_published(f)) for f in publishers if not f.is_outlet},
        "neutral": " ".join(neutral_words(findables.language)),
        "pages": sum(f.type != "publisher" for f in found),
    }


def _typed(found: Findable, language: str) -> Iterator[str]:
    """The first name of a thing, those of the rest that somebody may type whole, and its hosts."""
    first, *others = (name for name in found.names if name not in found.derived)
    yield first
    for name in others:
        is_own = is_cyrillic(name) == (language == "ru") or " " not in name
        if len(WORD.findall(name)) <= (LONGEST_TYPED if is_own else LONGEST_OF_THE_OTHER):
            yield name
    yield from found.hosts


def _published(publisher: Findable) -> Iterator[str]:
    """The names by which a publisher is asked for: titles, what stands in their brackets, other names, hosts."""
    names = (name for whole in publisher.also for name in variants(whole))
    return (
        name
        for name in dict.fromkeys((publisher.title, *names, *publisher.hosts))
        if len(WORD.findall(name)) <= LONGEST_TYPED
    )


def _words(tool: Findable, language: str) -> str:
    """The words of a tool, without those that only ask for places of it."""
    asking = {name for _, names in tool.answers for name in names}
    return _usable((name for name in tool.also if name not in asking), language)


def _answers(tool: Findable, language: str) -> dict[str, str]:
    """Each place of a tool with the words that ask for it."""
    return {place: _usable(names, language) for place, names in tool.answers}


def _usable(names: Iterable[str], language: str) -> str:
    """The words of names: those of the language, and those that are the same in each, such as RSS."""
    words = words_of(" ".join(names))
    return " ".join(sorted(w for w in words if is_cyrillic(w) == (language == "ru") or w in same_in_every_language()))


def _near(findables: Findables, found: Findable) -> str:
    """The further words that a thing may be named with: synonyms of those of its title. One form of each is enough, in
    the alphabet of the search.
    """
    language = findables.language
    words = words_of(" ".join(findables.synonyms(found.title))) - stop_words(language)
    own = {word for word in words - words_of(" ".join(found.names)) if is_cyrillic(word) == (language == "ru")}
    return " ".join(sorted({true_stem(word, language): word for word in sorted(own, reverse=True)}.values()))


def texts(words: Catalogue) -> dict[str, Any]:
    """The texts of the search as the catalogue has them, plural forms and all, by the last part of their keys."""
    found = {key: words.strings[key][words.language] for key in words.strings if key.startswith("search.ui.")}
    return {key.removeprefix("search.ui."): text for key, text in found.items()}


def labels(language: str, words: Catalogue) -> dict[str, dict[str, str]]:
    """Filter → value → its label, in the order in which values are offered."""
    found = {name: {word.value: word.label(language) for word in values} for name, values in _LABELS.items()}
    rows = {row.value: row.words.label[language] for row in Row}
    found |= {"label": rows, "support": rows}
    found["type"] = {name: words(f"search.type.{name}") for name in RESULT_TYPES}
    found["filter"] = {name: words(f"search.filter.{name}") for name in FILTERS}
    return found
