"""What a record of an agreement may say of its text."""

from __future__ import annotations

import pytest

from kbase.core.records.model import Agreement

ACT = {"id": "act", "title": {"en": "Act", "ru": "Акт"}, "summary": {"en": "An act.", "ru": "Акт."}, "kind": "law"}


@pytest.mark.parametrize("read", [{}, {"text_read": "part"}, {"text_read": "no"}])
def test_that_an_act_does_not_name_ai_is_not_known_of_a_text_that_was_not_read(read: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="only of a text that was read as a whole"):
        Agreement.model_validate({**ACT, "names_ai": "no", **read})


@pytest.mark.parametrize("told", [{}, {"names_ai": "no", "text_read": "whole"}, {"names_ai": "yes", "text_read": "no"}])
def test_what_reports_say_of_an_act_may_be_written_without_having_read_it(told: dict[str, str]) -> None:
    assert Agreement.model_validate({**ACT, **told})
