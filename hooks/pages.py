"""Gives every record, statement and register a page, and fills each page from the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from kbase.core.prose.markdown import CitationExtension, StatementExtension
from kbase.site.site import TocEntry, contents
from records import site_of


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Event: before Markdown is set up. Adds citations and statement blocks, once for both languages."""
    if not any(isinstance(extension, CitationExtension) for extension in config.markdown_extensions):
        config.markdown_extensions += [CitationExtension(), StatementExtension()]
    return config


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Event: the files of one language are known. Priority -200: after static-i18n (-100), which cannot take files
    that have no source under docs/; so their language and address are set here.
    """
    language = _language(config)
    site = site_of(config)
    for path, plan in site.plans.items():
        if files.get_file_from_path(f"{language}/{path}.md") is None:
            files.append(_generated(config, language, path, plan.file, site.prose_body(path, language)))
    for asset in _assets(config):
        if files.get_file_from_path(asset) is None:
            files.append(File(asset, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


def _assets(config: MkDocsConfig) -> Iterator[str]:
    """The files of docs/assets, which belong to both languages: static-i18n gives them to the default one only."""
    docs = Path(config.docs_dir)
    return (path.relative_to(docs).as_posix() for path in sorted((docs / "assets").rglob("*")) if path.is_file())


def _generated(config: MkDocsConfig, language: str, path: str, source: str, body: str) -> File:
    """A page without a Markdown file of its own; its source is the record's file, so that it has that file's date."""
    file = File.generated(config, f"{language}/{path}.md", content=body)
    file.generated_by = None
    file.abs_src_path = str(Path(config.config_file_path).parent / source)
    file.dest_uri = file.dest_uri.removeprefix("en/")
    file.locale = language  # type: ignore[attr-defined]  # static-i18n's own mark
    file.locale_alternate_of = language  # type: ignore[attr-defined]
    file.alternates = {language: file}  # type: ignore[attr-defined]
    return file


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Event: the navigation lists sections only. Puts every other page below its section, for tabs and the path."""
    language = _language(config)
    sections = {page.file.src_uri: page for page in nav.pages}
    for file in files.documentation_pages():
        folder = page_path(file).partition("/")[0]
        section = sections.get(f"{language}/{SECTION_PAGE.get(folder, folder)}/index.md")
        if file.page and section is not None and file.page is not section:
            file.page.parent = section  # type: ignore[assignment]  # a page serves as well as a section here
    return nav


SECTION_PAGE = {"statements": "reference"}
"""Folder of pages → the section that it belongs to, where that is not the folder itself."""


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Event: front matter is read. Priority 100: before plugins that look at the title."""
    site, language, path = site_of(config), _language(config), page_path(page.file)
    page.meta["title"] = site.title(path, language)
    page.meta["description"] = site.description(path, language)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Event: the prose has become HTML. Sets it among the parts that the record gives, and tells
    MkDocs their headings, which it knows from the prose only: for the contents, and for links to them.
    """
    site, language = site_of(config), _language(config)
    whole = site.render(page_path(page.file), language, html)
    entries = contents(whole)
    page.toc = TableOfContents(_nested(entries))
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *(entry.id for entry in entries)}
    return whole


def page_path(file: File) -> str:
    """The path of a page without language and ending: "actors/belta"."""
    return file.src_uri.partition("/")[2].removesuffix(".md")


def _language(config: MkDocsConfig) -> str:
    return str(config.plugins["i18n"].current_language or "en")


def _nested(entries: list[TocEntry]) -> list[AnchorLink]:
    """The headings as MkDocs wants them: those of level 3 inside the one of level 2 before them."""
    links: list[AnchorLink] = []
    for entry in entries:
        link = AnchorLink(entry.text, entry.id, entry.level)
        siblings = links[-1].children if entry.level > 2 and links else links
        siblings.append(link)
    return links
