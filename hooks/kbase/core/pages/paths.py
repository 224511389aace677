"""The names of places in the site that more than one module knows: paths of pages, and folders beside the pages.

A path is that of a page without language and ending, such as "actors/belta".
"""

from __future__ import annotations

from typing import Final

HOME: Final = "index"
STATEMENTS: Final = "statements"
REFERENCE: Final = "reference/index"
GLOSSARY: Final = "reference/glossary"
ABOUT: Final = "about"
"""The folder of the pages on the project itself."""

METHOD: Final = "about/method"
SOURCES: Final = "reference/sources"
YEARS: Final = "reference/statements"
CHALLENGED: Final = "reference/challenged"
NOT_FOUND: Final = "reference/not-found"
NEWS: Final = "reference/new"
TRUST: Final = "about/trust"
FORM: Final = "about/form"
"""The page on which readers put something right without an account."""

DATA_PAGE: Final = "reference/data"
OFFLINE_PAGE: Final = "reference/offline"
SEARCH_PAGE: Final = "reference/search"
"""The page whose address holds a search."""

THIS_COPY: Final = "about/this-copy"
"""The path of the page where an offline copy shows its age and can be verified; the published site has none."""

DATA: Final = "data"
"""The folder of the files for other programs."""

PACKAGES: Final = "packages"
"""The folder of the packages to read offline."""

SEARCH: Final = "search"
"""The folder of the index of the search."""

TABLES: Final = "tables"
"""The folder of the rows of long tables, as scripts."""

FORM_FILES: Final = "form"
"""The folder of what that page loads, as scripts."""


def of_statement(statement: str) -> str:
    """The path of a statement's own page."""
    return f"{STATEMENTS}/{statement}"


def of_term(term: str) -> str:
    """The path of the page of a term."""
    return f"{GLOSSARY}/{term}"


def of_news(day: str) -> str:
    """The path of the page with the changes of a day."""
    return f"{NEWS}/{day}"


def of_publisher(publisher: str) -> str:
    """The path of the page with the sources of a publisher."""
    return f"{SOURCES}/{publisher}"
