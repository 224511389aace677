"""The table of checks: each is documented with its codes, finds the faults that it names, and passes their neighbours.

What each line says is held by the tests of the single checks (beside this one).
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kbase.core import checks
from kbase.core.base import read_base
from kbase.core.check import run_checks
from kbase.core.checks import CHECKS, Check
from kbase.core.checks.assets import ICONS, OWN
from kbase.core.checks.context import Context
from kbase.core.checks.files import TEMPLATES
from kbase.core.evidence.review_file import FILE as REVIEWS
from kbase.core.ledger.ledger_file import FILE as LEDGER
from kbase.core.messages import say
from kbase.core.problems import Place, Problem, Severity, as_github, as_json, as_text, near, nearest_first
from kbase.core.records.owner import FILE as OWNER
from kbase.core.translation.marks import FILE as MARKS
from tests.conftest import Check as Run
from tests.core.checks import test_evidence as evidence
from tests.helpers import (
    ACADEMY,
    ACADEMY_EN,
    ACADEMY_RU,
    AS_TINY,
    BELARUS,
    FORUM,
    INDEX_EN,
    PNG,
    PUBLISHED,
    PUBLISHERS,
    REVIEWED,
    SOURCES,
    STATEMENTS,
    TINY,
    Files,
    more,
    png,
    published,
    repository,
    swap,
)

GLOSSARY: Files = {
    "docs/data/glossary.yml": """\
- id: term-academy
  en: academy
  ru: академия
  definition: {en: Not an academia., ru: Учреждение.}
  forbidden: [{text: academia, lang: en, why: {en: Another word., ru: Другое слово.}}]
"""
}


def revised(*reasons: str, day: str = "2026-11-25") -> str:
    """Revisions of the last tiny statement: the first one of a fixed day, the others of `day`."""
    days = ["2026-11-25", *[day] * (len(reasons) - 1)]
    told = enumerate(zip(days, reasons, strict=True))
    lines = (f"{{date: '{day}', what: {{en: {en}, ru: Причина {n}}}}}" for n, (day, en) in told)
    return f"  revised: [{', '.join(lines)}]\n"


INDEPENDENT = "    - id: daily-on-forum\n      origin: [own]"
"""Another source of the tiny fact, which goes back to itself."""


def withdrawn(day: str) -> str:
    """The tiny statements, the last one retracted on a day."""
    return TINY[STATEMENTS] + f"  retracted: {{date: '{day}', what: {{en: Wrong., ru: Неверно.}}}}\n"


def pact(step: str, signed: str = "2025-10-01", parties: str = "[]") -> Files:
    """An agreement, a fact of its signing on 1 October 2025, and a history with that step and one more."""
    more_steps = f"  - {step}\n" if step else ""
    return {
        "docs/data/agreements/pact.yml": f"""\
title: {{en: Pact, ru: Пакт}}
summary: {{en: A pact., ru: Пакт.}}
kind: memorandum
parties: {parties}
history:
  - {{date: '{signed}', step: signed, source: daily-on-forum}}
{more_steps}""",
        "docs/data/statements/pact.yml": """\
- id: pact-signed
  kind: fact
  happened: '2025-10-01'
  about: [pact]
  text: {en: The pact was signed., ru: Пакт подписан.}
  sources: [daily-on-forum]
  recorded: '2026-11-24'
""",
    }


def union(*members: str) -> Files:
    """A union of two states, of which some are members."""
    relations = "".join(f"  - {{type: has-member, target: {member}}}\n" for member in members)
    state = TINY[BELARUS].replace("Belarus", "Russia").replace("Беларусь", "Россия").replace("[by]", "[ru]")
    return {
        "docs/data/actors/russia.yml": state,
        "docs/data/actors/union.yml": f"""\
title: {{en: Union, ru: Союз}}
summary: {{en: A union., ru: Союз.}}
kind: international-body
countries: [union-state, by, ru]
relations:
{relations}""",
    }


def head(seen: str) -> Files:
    """A person who has headed the academy since 2024, and was seen to do so at some time."""
    return {
        "docs/data/actors/head.yml": f"""\
title: {{en: Jane Roe, ru: Джейн Роу}}
summary: {{en: A scholar., ru: Учёный.}}
kind: person
roles:
  - {{role: {{en: Head, ru: Глава}}, organisation: academy, from: '2024', {seen}, source: daily-on-forum}}
"""
    }


PACT_PUBLISHED: Files = published(pact(""))
"""The ledger of the time when the pact was signed only."""


WITH_CODE: Files = {
    "hooks/adapter.py": "",
    "mkdocs.yml": "nav:\n  - Home: index.md\nsite_url: !ENV [SITE_URL, 'x'] # A comment\n",
    **{f"docs/assets/{name}": "" for name in sorted(OWN)},
    **dict.fromkeys((f"docs/assets/{name}" for name in ICONS), PNG),
    **{f"overrides/{name}": "{# #}" for name in TEMPLATES},
}
"""The code of the site and its own files, beside the tiny records."""

FAULTS: dict[str, dict[str, Files]] = {
    "resolve": {
        "id-unknown": swap(STATEMENTS, "by: academy", "by: akademy"),
        "id-wrong-type": swap(STATEMENTS, "by: academy", "by: forum"),
    },
    "not_oneself": {
        "id-self": swap(STATEMENTS, "  by: academy\n", "  by: academy\n  replaced_by: academy-on-forum\n"),
    },
    "orphans": {
        "record-orphan": {"docs/data/events/lonely.yml": TINY[FORUM].replace("organisers: [academy]\n", "")},
        "publisher-unused": more(PUBLISHERS, "- {id: unread, title: {en: A, ru: Б}}\n"),
    },
    "unused_sources": {
        "source-unused": more(SOURCES, "- {id: new, type: webpage, title: A, language: en, published_by: daily}\n"),
    },
    "records_tell_something": {"record-empty": swap(STATEMENTS, "about: [forum, belarus]", "about: [forum]")},
    "possible_dates": {"date-order": swap(STATEMENTS, "said: '2025-08-26'", "said: '2026-12-01'")},
    "state_bodies_have_a_controller": {"controller-missing": swap(ACADEMY, "controller: belarus\n", "")},
    "no_tracking": {"url-tracking": swap(SOURCES, "agency.example/1", "agency.example/1?utm_source=x")},
    "owners_end": {
        "owners-circle": {
            PUBLISHERS: TINY[PUBLISHERS].replace("controller: daily", "controller: agency").replace("belarus", "daily"),
        },
    },
    "revisions_are_told": {
        "revision-missing": swap(STATEMENTS, "It was the first.", "It was the last.") | AS_TINY,
    },
    "reasons_are_given": {
        "reason-missing": {STATEMENTS: TINY[STATEMENTS] + revised("'.'")},
        "reason-repeated": {STATEMENTS: TINY[STATEMENTS] + revised("The day.", "The day!")},
    },
    "revisions_follow": {
        "date-order": {
            **published({STATEMENTS: TINY[STATEMENTS] + revised("The day.")}),
            STATEMENTS: TINY[STATEMENTS] + revised("The day.", "The text.", day="2026-11-24"),
        },
    },
    "nothing_is_gone": {"id-gone": {STATEMENTS: TINY[STATEMENTS].partition("- id: academy-on")[0], **PUBLISHED}},
    "former_ids_lead": {"former-id": swap(STATEMENTS, "id: forum-met\n", "id: forum-met\n  former_ids: [academy]\n")},
    "changes_are_told": {"revision-missing": swap(STATEMENTS, "by: academy", "by: agency") | PUBLISHED},
    "grades_are_known": {
        "grade-changed": swap(STATEMENTS, "    - daily-on-forum", INDEPENDENT) | PUBLISHED,
        "stage-changed": pact("{date: '2025-12', step: in-force, source: daily-on-forum}") | PACT_PUBLISHED,
    },
    "ledger_is_whole": {
        "ledger-behind": swap(ACADEMY, "en: The academy.", "en: An academy.") | PUBLISHED,
        "ledger-shape": {LEDGER: f"{PUBLISHED[LEDGER]}=======\n"},
    },
    "nothing_ahead_of_today": {"date-future": swap(SOURCES, "issued: '2025-08-26'", "issued: '2199'")},
    "withdrawn_after_recording": {"date-order": {STATEMENTS: withdrawn("2026-11-23")}},
    "steps_in_order": {"history-order": pact("{date: '2025-09', step: in-force, source: daily-on-forum}")},
    "steps_of_parties": {
        "history-party": pact(
            "{date: '2025-10-02', step: approved, party: daily, source: daily-on-forum}", parties="[belarus]"
        )
    },
    "history_as_told": {"history-differs": pact("", signed="2025-10-02")},
    "sources_come_after": {"source-before": swap(STATEMENTS, "happened: '2025-08-25'", "happened: '2025-08-27'")},
    "days_as_told": {"date-text": swap(STATEMENTS, "90 people met.", "90 people met on 24 August.")},
    "no_circles": {
        "circle": {
            SOURCES: TINY[SOURCES].replace("  URL: https://agency", "  copy_of: daily-on-forum\n  URL: https://agency")
            + "  copy_of: agency-on-forum\n"
        },
    },
    "one_source_an_address": {
        "address-twice": swap(SOURCES, "https://daily.example/1", "http://www.agency.example/1/?utm_source=x#a"),
    },
    "one_record_a_name": {"name-twice": swap(PUBLISHERS, "{en: Daily, ru: Газета}", "{en: academy of sciences}")},
    "one_link_a_source": {"source-twice": swap(STATEMENTS, "[agency-on-forum]", "[agency-on-forum, agency-on-forum]")},
    "one_statement_a_text": {"text-twice": swap(STATEMENTS, "It was the first.", "90 people met!")},
    "no_formulas": {"formula": swap(STATEMENTS, "90 people met.", "'=90 people met.'")},
    "owner_keeps_the_rules": {
        "raw-html": {OWNER: "name: {en: 'The <b>desk</b>'}\n"},
        "mixed-script": {OWNER: "name: {ru: Aкадемия}\n"},
        "hidden-character": {OWNER: "name: {en: 'The \u202edesk'}\n"},
        "typography": {OWNER: "name: {en: 'The \"desk\"'}\n"},
        "glossary": {**GLOSSARY, OWNER: "name: {en: The academia}\n"},
        "russian": {OWNER: "funding: {ru: 'Платит академия, сообщил министр.'}\n"},
        "formula": {OWNER: "funding: {en: 'nobody; =1+1'}\n"},
    },
    "by_id": {"order": swap(SOURCES, "id: daily-on-forum", "id: a-daily-on-forum")},
    "both_are_members": {"member-missing": union("belarus")},
    "links_agree": {
        "record-elsewhere": evidence.changed(evidence.record("law-elsewhere")),
        "record-of-report": evidence.changed(
            evidence.record("law"), evidence.MORE_SOURCES.replace("kind: act", "kind: own-news")
        ),
        "support-of-opinion": evidence.supported_by_plan(),
        "self-of-another": evidence.changed(evidence.record("law").replace("role: record", "role: self")),
        "support-circular": evidence.changed("") | {STATEMENTS: evidence.CLAIM.replace("{more}", "{source: law}")},
        "abstract-for-act": evidence.changed(evidence.record("law", seen="abstract")),
        "challenge-of-another": evidence.challenged(evidence.CHALLENGER),
        "exempt-unneeded": evidence.changed(evidence.record("law", exempt="nothing")),
    },
    "links_are_reviewed": {"link-not-reviewed": {REVIEWS: ""}},
    "roles_agree": {"role-contradiction": head("as_of: '2023'")},
    "both_languages": {"translation-missing": swap(ACADEMY, ", ru: Академия наук", "")},
    "same_numbers": {"translation-numbers": swap(STATEMENTS, "Встретились 90", "Встретились 19")},
    "same_statements": {
        "translation-behind": swap(STATEMENTS, "It was the first.", "It was the last.") | AS_TINY,
        "translation-unmarked": {MARKS: ""},
    },
    "same_pages": {"translation-missing": {ACADEMY_RU: None}},
    "same_structure": {
        "translation-differs": swap(ACADEMY_RU, "[@agency-on-forum]", "[@daily-on-forum]"),
        "translation-behind": swap(ACADEMY_RU, "Академия провела", "90 академиков провели") | AS_TINY,
        "translation-unmarked": {MARKS: ""},
    },
    "marks_are_readable": {"marks-shape": {MARKS: f"{AS_TINY[MARKS]}=======\n"}},
    "front_matter": {
        "front-matter": swap(INDEX_EN, "title: Start", "titel: Start"),
        "title-missing": swap(INDEX_EN, "title: Start", "description: Start"),
        "page-without-record": {"docs/en/actors/nobody.md": "Text. [@agency-on-forum]\n"},
    },
    "questions": {"front-matter": swap(INDEX_EN, "title: Start", "title: Start\nquestions: [academy]")},
    "headings": {
        "heading-id": swap(ACADEMY_EN, " { #says }", ""),
        "heading-level": swap(ACADEMY_EN, "## What", "# What"),
    },
    "ids_once": {"heading-id": more(ACADEMY_EN, "\n## More { #says }\n\nText. [@daily-on-forum]\n")},
    "citations": {
        "citation-unknown": swap(ACADEMY_EN, "@agency-on-forum", "@agency-of-forum"),
        "statement-unknown": swap(ACADEMY_EN, "| academy-on-forum", "| academy-of-forum"),
        "statement-twice": more(ACADEMY_EN, "\n/// statement | academy-on-forum\n///\n"),
    },
    "citations_are_read": {
        "citation-shape": swap(ACADEMY_EN, "[@agency-on-forum]", "[@agency-on-forum, @daily-on-forum]"),
    },
    "blocks": {"block-shape": swap(ACADEMY_EN, "/// statement", "/// statment")},
    "cited_paragraphs": {"paragraph-uncited": swap(ACADEMY_EN, " [@agency-on-forum]", "")},
    "pictures": {
        "picture-alt": swap(INDEX_EN, "See the", "![ ](../assets/photo.png) See the") | {"docs/assets/photo.png": PNG},
    },
    "links": {
        "link-broken": swap(ACADEMY_EN, "../events/forum.md", "../events/form.md"),
    },
    "links_are_read": {
        "link-shape": swap(ACADEMY_EN, "../events/forum.md", "../events/the forum.md"),
    },
    "addresses": {"link-address": swap(ACADEMY_EN, "../events/forum.md", "https://localhost/1")},
    "footnotes": {"footnote": more(INDEX_EN, "\n[^unmarked]: Words.\n")},
    "own_paths": {"page-taken": {"docs/en/statements/forum-met.md": "---\ntitle: T\n---\n"}},
    "own_ids": {"id-reserved": {"docs/data/events/index.yml": TINY[FORUM]}},
    "no_raw_html": {"raw-html": swap(INDEX_EN, "See the", "<b>See</b> the")},
    "plain_code": {
        "code-fence": swap(INDEX_EN, "See the", "```\ncode\n\nSee the"),
        "code-span": swap(INDEX_EN, "See the", "See `the"),
    },
    "safe_links": {"link-unsafe": swap(INDEX_EN, "See the", "See [this](javascript:alert(1)) and the")},
    "safe_attributes": {"attribute-unsafe": swap(INDEX_EN, "See the", "See *the*{ onclick=alert(1) }")},
    "one_script_a_word": {"mixed-script": swap(ACADEMY, "Академия наук", "Акaдемия наук")},
    "no_hidden_characters": {"hidden-character": swap(ACADEMY, "Академия наук", "Академия\u202e наук")},
    "typography": {"typography": swap(ACADEMY, "ru: Академия.", 'ru: Академия "наук".')},
    "habits": {"russian": swap(STATEMENTS, "ru: Он был первым.", "ru: 'Он был первым, сообщила Академия наук.'")},
    "unused_variants": {"glossary": {**GLOSSARY, **swap(ACADEMY, "en: The academy.", "en: The academia.")}},
    "names": {"file-name": {"docs/assets/Photo.png": PNG}},
    "all_read": {
        "folder-unread": {"docs/be/index.md": ""},
        "file-unread": {"docs/en/actors/photo.png": PNG},
    },
    "contributions_wait": {
        "contribution-waiting": {
            "docs/data/inbox/one.yml": "form: '1'\ncorrect: [{id: forum-met, set: {said: '2025'}}]\n"
        },
        "contribution": {"docs/data/inbox/one.yml": "form: '1'\n"},
    },
    "none_hidden": {"file-hidden": {"docs/.htaccess": "Redirect / https://other.example/"}},
    "code_is_looked_at": {"code-owners": {".github/CODEOWNERS": "* @somebody\n"}},
    "nothing_is_gone_of_the_site": {
        "page-missing": WITH_CODE | {INDEX_EN: None},
        "asset-missing": WITH_CODE | {"docs/assets/icon-192.png": None},
        "template-missing": WITH_CODE | {"overrides/partials/footer.html": None},
    },
    "settings_stand": {"settings-broken": WITH_CODE | {"mkdocs.yml": "nav: [index.md, inde.md]\n"}},
    "on_the_list": {
        "asset-unknown": {"docs/assets/photo.svg": "<svg/>"},
        "asset-content": {"docs/assets/photo.jpg": PNG},
        "asset-size": {"docs/assets/photo.png": png(1000, 1001, level=0)},
        "asset-folder": {"docs/assets/javascripts/photo.png": PNG},
    },
    "as_rendered": {
        "link-unsafe": swap(INDEX_EN, "See the", "See [this](`javascript:alert(1)`) and the"),
        "link-address": swap(INDEX_EN, "See the", "See [this](`https://localhost/`) and the"),
        "link-elsewhere": swap(INDEX_EN, "See the", "See [daily.example](https://other.example/) and the"),
        "picture-elsewhere": swap(INDEX_EN, "See the", "![Photo](https://other.example/photo.png) See the"),
        "picture-kind": swap(INDEX_EN, "See the", "![Photo](../assets/knowledge.js) See the"),
        "html-unsafe": swap(INDEX_EN, "See the", "[^a`b]: *x*{ onclick=alert(1) } `\n\nSee the"),
        "nested-deep": swap(INDEX_EN, "See the", "[a](\n" * 4000),
        "too-many": swap(INDEX_EN, "See the", "[^a]\n" * 2000 + "See the"),
    },
}
"""Check → code → a change of the tiny repository that it answers with that code. `file-link` and `folder-missing`
cannot be written so, and for `markdown-fails` no page is known.
"""

NEIGHBOURS: dict[str, Files] = {
    "resolve": swap(STATEMENTS, "by: academy", "by: agency"),
    "not_oneself": swap(STATEMENTS, "  by: academy\n", "  by: academy\n  replaced_by: forum-met\n"),
    "orphans": swap(FORUM, "organisers: [academy]", "organisers: [belarus]"),
    "unused_sources": more(SOURCES, "- {id: new, type: webpage, title: A, language: en, published_by: daily}\n")
    | more(ACADEMY_EN, "\nMore. [@new]\n"),
    "records_tell_something": {
        **swap(STATEMENTS, "about: [forum, belarus]", "about: [forum]"),
        "docs/en/actors/belarus.md": "See [this](../statements/forum-met.md). [@daily-on-forum]\n",
    },
    "possible_dates": swap(STATEMENTS, "said: '2025-08-26'", "said: '2026-11-24'"),
    "state_bodies_have_a_controller": swap(ACADEMY, "kind: state-body", "kind: university"),
    "no_tracking": swap(SOURCES, "agency.example/1", "agency.example/1?id=5&source=utm_x"),
    "owners_end": swap(PUBLISHERS, "controller: belarus", "controller: daily"),
    "revisions_are_told": swap(STATEMENTS, "It was the first.", "“It was the first”!") | AS_TINY,
    "nothing_is_gone": {STATEMENTS: withdrawn("2026-11-24"), **PUBLISHED},
    "former_ids_lead": swap(STATEMENTS, "id: forum-met\n", "id: forum-met\n  former_ids: [forum-held]\n"),
    "reasons_are_given": {STATEMENTS: TINY[STATEMENTS] + revised("The day.", "The text.")},
    "revisions_follow": {
        **published({STATEMENTS: TINY[STATEMENTS] + revised("The day.")}),
        STATEMENTS: TINY[STATEMENTS] + revised("The day.", "The text."),
    },
    "lines_stand": PUBLISHED,
    "changes_are_told": swap(STATEMENTS, "about: [forum, academy]", "about: [academy, forum, belarus]") | PUBLISHED,
    "grades_are_known": swap(STATEMENTS, "    - daily-on-forum", "    - id: daily-on-forum") | PUBLISHED,
    "ledger_is_whole": swap(STATEMENTS, "[agency-on-forum]", "[{id: agency-on-forum, seen: full}]") | PUBLISHED,
    "nothing_ahead_of_today": pact("{date: '2199-01-01', step: in-force, source: daily-on-forum}"),
    "withdrawn_after_recording": {STATEMENTS: withdrawn("2026-11-24")},
    "steps_in_order": pact("{date: '2025-10', step: in-force, source: daily-on-forum}"),
    "steps_of_parties": pact("{date: '2025-10-02', step: approved, party: daily, source: daily-on-forum}"),
    "history_as_told": pact(""),
    "sources_come_after": swap(STATEMENTS, "happened: '2025-08-25'", "happened: '2025-08-26'"),
    "days_as_told": swap(STATEMENTS, "90 people met.", "90 people met on 24–26 August 2025."),
    "no_circles": {SOURCES: TINY[SOURCES] + "  copy_of: agency-on-forum\n"},
    "one_source_an_address": {
        SOURCES: TINY[SOURCES].replace("https://daily.example/1", "https://agency.example/1")
        + "  copy_of: agency-on-forum\n"
    },
    "one_record_a_name": swap(PUBLISHERS, "{en: Daily, ru: Газета}", "{en: Forum, ru: Форум}"),
    "one_link_a_source": swap(STATEMENTS, "[agency-on-forum]", "[agency-on-forum, daily-on-forum]"),
    "one_statement_a_text": {STATEMENTS: withdrawn("2026-11-24").replace("It was the first.", "90 people met.")},
    "no_formulas": swap(STATEMENTS, "90 people met.", "'1 = 1; a@b: 90 people met; -5 °C.'"),
    "by_id": more(SOURCES, "- {id: new, type: webpage, title: A, language: en, published_by: daily}\n"),
    "both_are_members": union("belarus", "russia"),
    "links_agree": evidence.changed(evidence.record("law")),
    "links_are_reviewed": swap(STATEMENTS, "    - daily-on-forum", "    - {id: daily-on-forum, note: {en: A., ru: А.}}")
    | REVIEWED,
    "roles_agree": head("as_of: '2024-05'"),
    "both_languages": {SOURCES: TINY[SOURCES] + "  title_translated: {ru: Форум в Минске}\n"},
    "same_numbers": swap(STATEMENTS, "Встретились 90 человек", "Встретились девяносто человек"),
    "same_statements": swap(STATEMENTS, ", ru: Он был первым.", "") | AS_TINY,
    "same_pages": {ACADEMY_RU: None, ACADEMY_EN: None},
    "same_structure": swap(ACADEMY_RU, "Академия провела", "«Академия»\u00a0провела ") | AS_TINY,
    "marks_are_readable": {MARKS: f"{AS_TINY[MARKS]}# a remark\n\n"},
    "front_matter": swap(INDEX_EN, "title: Start", "title: Start\ndescription: About us"),
    "questions": {
        **swap(INDEX_EN, "title: Start", "title: Start\nquestions: [first]"),
        "docs/data/analysis/first.yml": "title: {en: A}\nsummary: {en: A.}\nquestion: {en: A?}\n",
    },
    "headings": swap(ACADEMY_EN, "{ #says }", "{ #says-2 }"),
    "ids_once": more(ACADEMY_EN, "\n## More { #says-more }\n\nText. [@daily-on-forum]\n"),
    "citations": swap(ACADEMY_EN, "[@agency-on-forum]", "[@agency-on-forum; @daily-on-forum]"),
    "citations_are_read": swap(ACADEMY_EN, "[@agency-on-forum]", "[@agency-on-forum; @daily-on-forum] `[@a, @b]`"),
    "blocks": swap(
        ACADEMY_EN,
        "/// statement",
        "/// details | Words\n    open: true\n\nHi. [@daily-on-forum]\n///\n\n/// statement",
    ),
    "cited_paragraphs": swap(ACADEMY_EN, " [@agency-on-forum]", "\n[@agency-on-forum]"),
    "pictures": swap(INDEX_EN, "See the", "![Photo](../assets/photo.png) `![](a.png)` See the")
    | {"docs/assets/photo.png": PNG},
    "links": swap(ACADEMY_EN, "../events/forum.md", "../statements/forum-met.md#why"),
    "addresses": swap(ACADEMY_EN, "../events/forum.md", "https://daily.example:8080/a_b"),
    "footnotes": more(INDEX_EN, "\nMore.[^1]\n\n[^1]: Words.\n"),
    "links_are_read": swap(ACADEMY_EN, "../events/forum.md", "<../events/forum.md>"),
    "own_paths": {"docs/en/reference/sources/index.md": "---\ntitle: T\n---\n"},
    "own_ids": {"docs/data/events/index-2.yml": TINY[FORUM]},
    "no_raw_html": swap(INDEX_EN, "See the", "5 < 6, `<b>`, <https://daily.example/1> and the"),
    "plain_code": swap(INDEX_EN, "See the", "```yaml\n<b>`\n```\n\n``a ` b`` and the"),
    "safe_links": swap(INDEX_EN, "See the", "See [this](https://daily.example/?javascript:alert(1)), data: the"),
    "safe_attributes": swap(INDEX_EN, "See the", 'See *the*{ #id lang="ru" }'),
    "one_script_a_word": swap(ACADEMY, "Академия наук", "Академия AI-наук x86 и 1С"),
    "no_hidden_characters": swap(ACADEMY, "Академия наук", "Академия\u00a0наук\u2009–\u202fэто"),
    "typography": swap(ACADEMY, "ru: Академия.", "ru: «Академия»\u00a0— это наука."),
    "habits": swap(STATEMENTS, "ru: Он был первым.", "ru: 'Академия наук сообщила, что он был первым.'"),
    "unused_variants": GLOSSARY,
    "names": {"docs/assets/photo-2.min.png": PNG},
    "all_read": {"docs/assets/photo.png": PNG, "docs/en/.draft.txt": "", "docs/.hidden/file": ""},
    "contributions_wait": {"docs/data/inbox/.gitkeep": "", "docs/data/inbox/one.yml~": "form: '1'\n"},
    "owner_is_named": {"docs/data/owner.yml": ""},
    "owner_keeps_the_rules": {OWNER: "name: {en: 'The desk’s 5 < 6', ru: «Редакция» AI-наук}\n"},
    "none_hidden": {"docs/.DS_Store": b"", "docs/assets/._photo.png": b"", "docs/en/.obsidian/notes.md": ""},
    "code_is_looked_at": {".github/dependabot.yml": ""},
    "nothing_is_gone_of_the_site": WITH_CODE,
    "settings_stand": WITH_CODE,
    "on_the_list": {"docs/assets/photos/photo.png": PNG, "docs/assets/knowledge.js": "", "docs/assets/.DS_Store": b""},
    "as_rendered": swap(
        INDEX_EN,
        "See the",
        "![Photo](../assets/photo.png) `[x](javascript:x)` [@a] [x][r] [^1] <https://daily.example/?a=1&b> the\n\n"
        "[r]: https://daily.example/a_(b)\n[^1]: Words.\n*[AI]: Words.\n\n1. a\n\n| a |\n| -: |\n| b |\n\nSee the",
    ),
}
"""Check → a change that comes close to one of its faults and is none."""

CODE = re.compile(r"`([a-z0-9]+(?:-[a-z0-9]+)*)`")


def named(check: Check) -> str:
    return check.__name__


def codes_of(check: Check) -> set[str]:
    """The codes that the docstring of a check names, in its parenthesis."""
    groups = re.findall(r"\(codes? ([^)]*)\)", inspect.getdoc(check) or "")
    return {code for group in groups for code in CODE.findall(group)}


def found_by(check: Check, root: Path, changes: Files) -> list[Problem]:
    """What one check finds in the tiny repository with `changes`."""
    base, problems = read_base(repository(root, changes))
    assert problems == []
    return list(check(Context(base, root)))


def test_every_check_is_documented_with_its_codes() -> None:
    """The docstring of a check is its documentation: one sentence that names the codes it prints."""
    assert [named(check) for check in CHECKS if not codes_of(check)] == []


def test_every_check_has_a_fault_for_each_code_and_a_neighbour() -> None:
    """No check and no code goes without a test that shows it."""
    elsewhere = {"file-link", "folder-missing", "ledger-line", "markdown-fails", "owner-unset"}
    for check in CHECKS:
        assert set(FAULTS.get(check.__name__, ())) == codes_of(check) - elsewhere, named(check)
    assert {check.__name__ for check in CHECKS} == set(NEIGHBOURS)


def test_no_code_is_printed_that_no_docstring_names() -> None:
    """The codes in the source of the checks are those of their docstrings."""
    documented = set().union(*map(codes_of, CHECKS))
    assert set(codes_in_source()) == documented


def codes_in_source() -> Iterator[str]:
    """The second argument of every `Problem(…)` in the package of checks."""
    for file in Path(inspect.getfile(checks)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                assert isinstance(node.args[1], ast.Constant), f"{file}:{node.lineno}"
                yield str(node.args[1].value)


CASES = [(check, code) for check in CHECKS for code in FAULTS.get(check.__name__, ())]


@pytest.mark.parametrize(("check", "code"), CASES, ids=lambda case: getattr(case, "__name__", case))
def test_a_check_finds_its_fault(check: Check, code: str, tmp_path: Path) -> None:
    """A check answers its fault with its code, in a file of the repository, with a message and a fix."""
    problems = found_by(check, tmp_path, FAULTS[check.__name__][code])
    assert {problem.code for problem in problems} == {code}
    for problem in problems:
        assert problem.message and problem.fix
        file = tmp_path / problem.place.file
        lines = file.read_bytes().splitlines() if file.is_file() else []
        assert 1 <= problem.place.line <= max(len(lines), 1)


@pytest.mark.parametrize("check", CHECKS, ids=named)
def test_a_check_passes_the_neighbour_of_its_fault(check: Check, tmp_path: Path) -> None:
    """What comes close to a fault and is none is not named."""
    assert found_by(check, tmp_path, NEIGHBOURS[check.__name__]) == []


def test_no_check_has_anything_to_say_of_an_empty_repository(tmp_path: Path) -> None:
    """Without records and pages no check fails or complains."""
    assert [named(check) for check in CHECKS if found_by(check, tmp_path, dict.fromkeys(TINY))] == []


# --- the list of problems -------------------------------------------------------------------------------------------


def test_problems_stand_in_the_order_of_the_files(tmp_path: Path) -> None:
    """The list is sorted by file and line, each fault once."""
    changes = more(SOURCES, "- {id: new, type: webpage, title: A, language: en, published_by: dayly}\n")
    changes |= swap(ACADEMY, ", ru: Академия наук", "")
    problems = run_checks(repository(tmp_path, changes))
    assert [(str(problem.place), problem.code) for problem in problems] == [
        (f"{ACADEMY}:1", "translation-missing"),
        (f"{SOURCES}:14", "id-unknown"),
        (f"{SOURCES}:14", "source-unused"),
    ]


def test_only_a_release_demands_both_languages(tmp_path: Path) -> None:
    """A missing translation is a warning while one works, and an error in a release."""
    repository(tmp_path, swap(ACADEMY, ", ru: Академия наук", ""))
    assert [problem.severity for problem in run_checks(tmp_path)] == [Severity.WARNING]
    assert [problem.severity for problem in run_checks(tmp_path, release=True)] == [Severity.ERROR]


def test_consequences_are_told_once_their_cause_is_fixed(check: Run) -> None:
    """While sources cannot be read, nobody hears that their ids are unknown; other faults are still told."""
    broken = {SOURCES: TINY[SOURCES] + "\t", **swap(STATEMENTS, "Встретились 90", "Встретились 19")}
    assert [line.rpartition(" ")[2] for line in check(broken)] == [
        "[yaml-syntax]",
        "[translation-numbers]",
        "[translation-numbers]",
    ]
    fixed = {SOURCES: "", **swap(STATEMENTS, "Встретились 90", "Встретились 19")}
    assert "[id-unknown]" in {line.rpartition(" ")[2] for line in check(fixed)}


def test_a_publisher_that_is_not_there_is_told_once(check: Run) -> None:
    """Whatever rests on who published a source is told once that is known."""
    lines = check(swap(SOURCES, "published_by: agency", "published_by: agenzy"))
    assert {line.rpartition(" ")[2] for line in lines} <= {"[id-unknown]", "[source-unused]", "[publisher-unused]"}
    assert sum("[id-unknown]" in line for line in lines) == 1


PROBLEM = Problem(Place("docs/a,b:c.yml", 3), "some-code", "100 % of «x»\nare wrong", "fix\r\nthem", Severity.WARNING)


def test_as_text_is_one_line() -> None:
    """A problem is one line as compilers write it, whatever its message holds."""
    assert as_text(PROBLEM) == "docs/a,b:c.yml:3: warning: 100 % of «x» are wrong — fix them [some-code]"
    assert as_text(Problem(Place("a.yml"), "c", "wrong")) == "a.yml:1: error: wrong [c]"


def test_as_json_is_a_list_of_flat_objects() -> None:
    """Machines get file, line, severity, code, message and fix."""
    assert json.loads(as_json([PROBLEM])) == [
        {
            "file": "docs/a,b:c.yml",
            "line": 3,
            "severity": "warning",
            "code": "some-code",
            "message": "100 % of «x»\nare wrong",
            "fix": "fix\r\nthem",
        }
    ]
    assert json.loads(as_json([])) == []


def test_the_name_of_a_file_cannot_forge_a_line() -> None:
    assert "\n" not in as_text(Problem(Place("docs/assets/x\n::error file=a.py,line=1::b"), "code", "message"))


def test_what_a_change_brought_is_annotated_first() -> None:
    """GitHub shows ten of a kind; problems of one distance stay in their order."""
    places = [Place("a.yml", 1), Place("a.yml", 50), Place("b.yml", 1), Place("b.yml", 9), Place("c.yml", 7)]
    problems = [Problem(place, "id-unknown", say("wrong")) for place in places]
    ordered = nearest_first(problems, {"b.yml": {9, 10}, "a.yml": {48}, "c.yml": set()})
    assert [str(p.place) for p in ordered] == ["b.yml:9", "c.yml:7", "a.yml:50", "b.yml:1", "a.yml:1"]
    assert nearest_first(problems, {}) == problems


def test_a_note_is_none_of_the_errors_and_warnings() -> None:
    """GitHub has a word of its own for it."""
    note = Problem(Place("a.yml", 2), "contribution-waiting", say("a contribution waits here and is not published"))
    note = replace(note, severity=Severity.NOTE)
    assert as_text(note).startswith("a.yml:2: note: a contribution waits") and "заметка" in as_text(note, "ru")
    assert as_github(note, ["en"]).startswith("::notice file=a.yml,line=2,")


def test_as_github_is_an_annotation_that_content_cannot_forge() -> None:
    """Line ends and signs that the command gives a meaning are escaped, so that no text starts a command of its own."""
    assert as_github(PROBLEM) == (
        "::warning file=docs/a%2Cb%3Ac.yml,line=3,title=some-code::100 %25 of «x» are wrong — fix them"
    )
    in_two = Problem(Place("a.yml"), "some-code", say("choose another id"))
    assert as_github(in_two).endswith("::choose another id%0Aвыберите другой идентификатор")


@pytest.mark.parametrize(
    ("wrong", "hint"), [("belta-2025", "did you mean 'belta-2026'?"), ("belt", "did you mean 'belta'?"), ("xyz", "")]
)
def test_near_names_what_was_meant(wrong: str, hint: str) -> None:
    """The nearest known id is offered, and none where nothing is near."""
    assert near(wrong, ["belta", "belta-2026", "tass"]) == hint
