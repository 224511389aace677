"""The rules that records and pages keep. A check is a function in the table `CHECKS`; its docstring documents it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kbase.core.checks import assets, files, inbox, owner, russian, safety, settings, translation, typography
from kbase.core.checks.context import Context
from kbase.core.checks.of_pages import blocks, footnotes, front_matter, links, paths, rendered
from kbase.core.checks.of_records import (
    contradictions,
    duplicates,
    evidence,
    formulas,
    order,
    published,
    records,
    references,
    reviews,
    roles,
)
from kbase.core.problems import Problem

Check = Callable[[Context], Iterator[Problem]]

OF_FILES: Final[tuple[Check, ...]] = (
    translation.both_languages,
    translation.same_numbers,
    translation.same_structure,
    links.headings,
    links.citations_are_read,
    blocks.blocks,
    links.cited_paragraphs,
    links.pictures,
    links.links_are_read,
    safety.no_raw_html,
    safety.plain_code,
    safety.safe_links,
    safety.safe_attributes,
    safety.one_script_a_word,
    safety.no_hidden_characters,
    rendered.as_rendered,
    typography.typography,
    typography.unused_variants,
    russian.habits,
)
"""Rules of single files: what they find in a file depends on it, on the same page in the other language, on the marks
of their translation, and on the variants that the glossary forbids. On nothing else, since they are not asked again of
a file that was clean (`clean.py`); so they take `pages`, `texts` and `strings` of the context.
"""

OF_THE_BASE: Final[tuple[Check, ...]] = (
    references.resolve,
    references.not_oneself,
    references.orphans,
    references.unused_sources,
    references.records_tell_something,
    records.possible_dates,
    records.state_bodies_have_a_controller,
    records.no_tracking,
    records.owners_end,
    records.revisions_are_told,
    records.reasons_are_given,
    published.nothing_is_gone,
    published.former_ids_lead,
    published.changes_are_told,
    published.revisions_follow,
    published.grades_are_known,
    published.lines_stand,
    published.ledger_is_whole,
    contradictions.nothing_ahead_of_today,
    contradictions.withdrawn_after_recording,
    contradictions.steps_in_order,
    contradictions.steps_of_parties,
    contradictions.history_as_told,
    contradictions.sources_come_after,
    contradictions.days_as_told,
    duplicates.no_circles,
    duplicates.one_source_an_address,
    duplicates.one_record_a_name,
    duplicates.one_link_a_source,
    duplicates.one_statement_a_text,
    evidence.links_agree,
    reviews.links_are_reviewed,
    roles.both_are_members,
    roles.roles_agree,
    translation.same_statements,
    translation.same_pages,
    translation.marks_are_readable,
    front_matter.front_matter,
    front_matter.questions,
    links.ids_once,
    links.citations,
    links.links,
    links.addresses,
    footnotes.footnotes,
    paths.own_paths,
    paths.own_ids,
    files.names,
    files.all_read,
    inbox.contributions_wait,
    files.owner_is_named,
    owner.owner_keeps_the_rules,
    files.code_is_looked_at,
    order.by_id,
    formulas.no_formulas,
    files.none_hidden,
    files.nothing_is_gone_of_the_site,
    settings.settings_stand,
    assets.on_the_list,
)
"""All others."""

CHECKS: Final = (*OF_THE_BASE, *OF_FILES)
