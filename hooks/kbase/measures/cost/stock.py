"""A site of stock Material beside ours: as many pages with as many words, of neutral text from the base's own prose."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from kbase.core.base import KnowledgeBase
from kbase.core.pages.table import moved_pages

CONFIG: Final = """
site_name: Stock
site_url: https://example.org/stock/
theme: {name: material, features: [navigation.tabs, navigation.prune]}
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ru, name: Русский}
  - git-revision-date-localized
"""
"""What a site of two languages with dates and a search needs; pruned, since a whole navigation would take hours."""

PARAGRAPH: Final = 60
"""Words of a paragraph."""


def write_stock(folder: Path, built: Path, base: KnowledgeBase) -> None:
    """Writes the sources of a stock site into `folder`, with the pages that our site in `built` has."""
    words = {language: cycle(_words(base, language)) for language in ("en", "ru")}
    folder.mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    former = {f"{prefix}{path}/index.html" for prefix in ("", "ru/") for path in moved_pages(base)}
    files = (file for file in built.rglob("index.html") if file.relative_to(built).as_posix() not in former)
    for file in sorted(files):
        address = file.parent.relative_to(built).as_posix().removeprefix(".")
        language = "ru" if address.split("/")[0] == "ru" else "en"
        path = address.removeprefix("ru").strip("/")
        page = folder / "docs" / language / (f"{path}/index.md".lstrip("/") if _is_section(file) else f"{path}.md")
        page.parent.mkdir(parents=True, exist_ok=True)
        own = list(islice(words[language], words_in(file)))
        page.write_text("\n\n".join(_paragraphs(f"# {path or 'Home'}", own)), encoding="utf-8")


def words_in(file: Path) -> int:
    """How many words a finished page says, without the frame around it."""
    article = LexborHTMLParser(file.read_text(encoding="utf-8")).css_first("article")
    return len(article.text(separator=" ").split()) if article else 0


def _is_section(file: Path) -> bool:
    """Whether there are pages below that of the file."""
    return any(entry.is_dir() for entry in file.parent.iterdir())


def _words(base: KnowledgeBase, language: str) -> Iterator[str]:
    """The words of the base's prose that are no markup."""
    for page in base.prose.values():
        if page.language == language:
            yield from (word for word in page.words.split() if word.strip(",.;:").isalpha())


def _paragraphs(title: str, words: list[str]) -> Iterator[str]:
    yield title
    for start in range(0, len(words), PARAGRAPH):
        yield " ".join(words[start : start + PARAGRAPH])
