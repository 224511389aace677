"""What the index is given of a page, and what of it readers get."""

from __future__ import annotations

from kbase.search.index_words import apart, names_by_length, text_of, without_search_words


def test_parts_that_are_left_out_give_no_words() -> None:
    assert text_of("<p>One</p><ul data-pagefind-ignore><li>two</li></ul>").split() == ["One"]


def test_neighbouring_cells_are_words_apart() -> None:
    assert apart("<dd>One</dd><dd>two</dd>") == "<dd>One</dd> <dd>two</dd>"


def test_words_of_the_index_are_taken_out_and_marks_stay() -> None:
    page = '<div data-pagefind-body><p data-pagefind-weight="0.2">One</p><!--search--><p>two</p><!--/search--></div>'
    assert without_search_words(page) == "<div data-pagefind-body><p>One</p></div>"


def test_names_stand_by_their_number_of_words() -> None:
    fields = names_by_length(["Беларусь", "Республика Беларусь", "Belarus"], "ru")
    assert list(fields) == [1, 2]
    assert fields[1].startswith("Беларусь | Belarus | ‖ ")
    assert "беларуси" in fields[1]
