"""A ZIM file for Kiwix, one per language: with two in one file its full-text index would stem neither.

It is made from the copy that the zip holds. The other language is not in the file, so the switch leads to the
published site; and there is nothing to check files by, since Kiwix keeps one file that checks itself.
"""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from libzim.writer import Creator, Hint, IndexData, Item, StringProvider
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kbase import markup
from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.pages.paths import DATA, FORM, FORM_FILES, TABLES
from kbase.core.pages.table import moved_pages
from kbase.core.records.model import RU, Language, other
from kbase.core.search.morphology import further_forms, words_of
from kbase.core.search.results import Findables
from kbase.exports.snapshot import LICENCE
from kbase.files import icon
from kbase.markup import body_of, content_of, node_of
from kbase.offline import manifest
from kbase.page.judging import faults
from kbase.search.index_words import names_by_length
from kbase.site.addresses import PREFIX, Addresses
from kbase.wording.catalogue import Catalogue

CODES = {"en": "eng", "ru": "rus"}
"""Language → ISO 639-3, as Kiwix and the stemmers of its index call it."""

ONLY_IN_THE_ZIP = (
    *("manifest.json", "assets/manifest.js", "assets/this-copy.js", "*/this-copy.html"),
    *("assets/search.js", "assets/search.css", "search/*", "search/*/*"),
    *("assets/form.js", "assets/form.css", f"{FORM_FILES}/*"),
    *(f"{DATA}/*", f"{DATA}/*/*"),
)
"""What checks the files of the zip, the site's own search (Kiwix has its own), the form, and the data, which are on
the site.
"""

SWITCHED_OFF: Final = ", ".join(
    (
        *(".kb-about-copy", ".kb-ask", ".kb-no-script", "meta[http-equiv]"),
        *(".kb-form", "script[src*='assets/form.js']", "link[href*='assets/form.css']"),
    )
)
"""What Kiwix has no use for: checks of the copy's files, our own search, a policy that its apps do not know, and a form
whose file it would not save.
"""

NOT_SHOWN: Final = ".kb-contents, .kb-sources"
"""Parts of the content that are not to be shown of a page among the results of a search; nor is the frame around it."""

AFTER: Final = ".kb-citation, .kb-changed"
"""What the frame adds at the end of the content."""

NOT_TEXT: Final = "script, .kb-citation"
"""What is not the page's own text. The citation names the site: with it the site's name would find every page."""


class PageChanged(Exception):
    """A page has not the parts that are changed for Kiwix."""


def write(copy: Path, target: Path, base: KnowledgeBase, language: str, site_url: str, moment: datetime) -> None:
    """Packs the pages of `language` from the unpacked `copy`, and whatever they load, into the ZIM file `target`."""
    words, findables = Catalogue(language), Findables(base, grade_all(base), language)
    with Creator(target).config_indexing(True, CODES[language]).config_nbworkers(1) as creator:
        creator.set_mainpath(f"{PREFIX[language]}index.html")
        creator.add_illustration(48, icon.png(48))
        for name, value in metadata(words, site_url, moment).items():
            creator.add_metadata(name, value)
        moved = dict(_moved(base, language))
        for path, page in moved.items():
            former = path.rpartition("/")[2].removesuffix(".html")
            creator.add_redirection(path, former, page, {Hint.FRONT_ARTICLE: True})
        for path in (path for path in paths(copy, language) if path not in moved):
            content = (copy / path).read_bytes()
            creator.add_item(_item(path, content, words, site_url, findables))


def _moved(base: KnowledgeBase, language: str) -> Iterator[tuple[str, str]]:
    """The addresses that pages of the copy had before, with those that they have now: Kiwix leads on by itself."""
    return (
        (f"{PREFIX[language]}{old}.html", f"{PREFIX[language]}{new}.html") for old, new in moved_pages(base).items()
    )


def metadata(words: Catalogue, site_url: str, moment: datetime) -> dict[str, str]:
    """What Kiwix shows of the file; all that the openZIM specification demands, and whose it is."""
    return {
        "Name": f"belarus-russia-ai_{words.language}_all",
        "Title": words("site.short"),
        "Description": words("zim.description"),
        "Language": CODES[words.language],
        "Creator": words("site.name"),
        "Publisher": words("site.name"),
        "Date": moment.date().isoformat(),
        "License": LICENCE,
        "Source": site_url,
        "Tags": "_ftindex:yes;_pictures:no;_videos:no;_details:yes",
        "Scraper": "kb.py offline",
    }


def paths(copy: Path, language: str) -> Iterator[str]:
    """The files of one language: its pages, and what both languages share."""
    for path in manifest.files_in(copy):
        is_page = path.endswith(".html")
        if is_page and path.startswith(PREFIX[RU]) is not (language == RU):
            continue
        if Path(path).match(f"{TABLES}/*.{other('ru' if language == RU else 'en')}.js"):
            continue
        if not any(Path(path).match(pattern) for pattern in ONLY_IN_THE_ZIP):
            yield path


def _item(path: str, content: bytes, words: Catalogue, site_url: str, findables: Findables) -> Item:
    if not path.endswith(".html"):
        return _File(path, content)
    tree = LexborHTMLParser(content.decode())
    for_kiwix(tree, path, "ru" if words.language == "ru" else "en", site_url)
    head = tree.css_first("title")
    title = (head.text() if head else "").removesuffix(f" – {words('site.name')}")
    page = tree.html or ""
    if found := next(faults(page, _scripts(tree)), None):
        raise PageChanged(f"{path}: the page would hold {found}")
    return _Page(path, page.encode(), title, text_of(tree), keywords(path, findables), words.language)


def for_kiwix(tree: LexborHTMLParser, path: str, language: Language, site_url: str) -> None:
    """Changes a page of the copy: links to the other language and to data lead to the published site, and what belongs
    to the zip only is taken out. PageChanged where the page is not as the templates make it.
    """
    address = Addresses(directory_urls=True).address(path.removeprefix(PREFIX[language]).removesuffix(".html"))
    there = f"{site_url}{PREFIX[other(language)]}{address}"
    _require_one(tree, path, ".kb-switch", ".kb-about-copy", ".kb-find")
    for link in tree.css(".kb-switch, .kb-twin"):
        anchor = (link.attributes.get("href") or "").partition("#")[2]
        link.attrs["href"] = f"{there}#{anchor}" if anchor else there
    for link in tree.css('a[href*="data/"]'):
        if found := _DATA.fullmatch(link.attributes.get("href") or ""):
            link.attrs["href"] = f"{site_url}{DATA}/{found[1]}"
    for link in tree.css(f"a[href*='{FORM}.html?'], a[href^='form.html?']"):
        link.attrs["href"] = (link.attributes.get("href") or "").partition("?")[0]
    for node in tree.css(SWITCHED_OFF):
        node.decompose()
    for name in ("data-script", "data-style", "data-packed"):
        for link in tree.css(f".kb-find[{name}]"):
            del link.attrs[name]
    _mark_frame(tree)


_DATA = re.compile(rf"(?:\.\./)*{DATA}/(.*)")


def _require_one(tree: LexborHTMLParser, path: str, *selectors: str) -> None:
    for selector in selectors:
        if (count := len(tree.css(selector))) != 1:
            raise PageChanged(f"{path} has {count} elements '{selector}' instead of one: look at overrides/partials")


def _mark_frame(tree: LexborHTMLParser) -> None:
    """Puts marks around what is not the page's own text: Kiwix shows nothing of what stands between them."""
    body, article, after = tree.css_first("body > *"), tree.css_first("article"), tree.css_first(AFTER)
    if body and article:
        body.insert_before(_comment(HIDDEN))
        article.insert_before(_comment(SHOWN))
    for node in tree.css(NOT_SHOWN):
        node.insert_before(_comment(HIDDEN))
        node.insert_after(_comment(SHOWN))
    if after and tree.body:
        after.insert_before(_comment(HIDDEN))
        tree.body.insert_child(_comment(SHOWN))


HIDDEN, SHOWN = "htdig_noindex", "/htdig_noindex"


def _comment(text: str) -> LexborNode:
    comment = node_of(f"<p><!--{text}--></p>").first_child
    assert comment
    return comment


def _scripts(tree: LexborHTMLParser) -> frozenset[str]:
    """The inline scripts of a page of the copy, which its own judge has seen."""
    return frozenset(node.text() for node in tree.css("script:not([src])"))


def keywords(path: str, findables: Findables) -> str:
    """All names of a page with forms of them that Kiwix would not bring together.

    Keywords weigh more than text: with the forms of all its words a page that mentions a name came before its bearer's.
    """
    found = findables.by_path.get(path.removeprefix(PREFIX[findables.language]).removesuffix(".html"))
    if found is None:
        return ""
    return " ".join(
        (*found.also, *found.formerly, *found.hosts, *names_by_length(found.names, findables.language).values())
    )


def text_of(tree: LexborHTMLParser) -> str:
    """What the page itself says, without menus: this is what is searched."""
    article = body_of(content_of(tree.css_first("article")))
    for node in article.css(NOT_TEXT):
        node.decompose()
    return " ".join(markup.text_of(article).split())


def unmarked(text: str) -> str:
    """A text without the marks of its letters, as libzim leaves a query."""
    plain = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(letter for letter in plain if not unicodedata.combining(letter)))


class _File(Item):  # type: ignore[misc]  # libzim has no types
    """A file that pages load."""

    def __init__(self, path: str, content: bytes) -> None:
        super().__init__()
        self.path, self.content = path, content

    def get_path(self) -> str:
        return self.path

    def get_title(self) -> str:
        return ""

    def get_mimetype(self) -> str:
        known = MIME_TYPES.get(Path(self.path).suffix) or mimetypes.guess_type(self.path)[0]
        return known or "application/octet-stream"

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self.content)

    def get_hints(self) -> Mapping[Hint, bool]:
        return {Hint.FRONT_ARTICLE: False, Hint.COMPRESS: Path(self.path).suffix != ".png"}


class _Page(_File):
    """A page that is found by its title, text and keywords."""

    def __init__(self, path: str, content: bytes, title: str, text: str, keywords: str, language: str) -> None:
        super().__init__(path, content)
        self.title, self.text, self.keywords, self.language = title, text, keywords, language

    def get_title(self) -> str:
        return self.title

    def get_hints(self) -> Mapping[Hint, bool]:
        return {Hint.FRONT_ARTICLE: True, Hint.COMPRESS: True}

    def get_indexdata(self) -> IndexData:
        forms = " ".join(further_forms(words_of(self.text), self.language))
        return _Indexed(self.title, f"{self.text} {forms}", self.keywords)


def _for_any_engine(text: str) -> str:
    """A text without marks, and behind it its words with marks: libzim before 9 left those of a query on."""
    marked = sorted({word for word in words_with_marks(text) if word != unmarked(word)})
    return " ".join((unmarked(text), *marked))


def words_with_marks(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


class _Indexed(IndexData):  # type: ignore[misc]
    """The words of a page for the full-text index, as libzim makes those of a query: it takes all marks off there
    (й → и, ё → е), and would off a text that it reads itself, but not off these.
    """

    def __init__(self, title: str, text: str, keywords: str) -> None:
        super().__init__()
        self.title, self.text, self.keywords = (_for_any_engine(words) for words in (title, text, keywords))

    def has_indexdata(self) -> bool:
        return True

    def get_title(self) -> str:
        return self.title

    def get_content(self) -> str:
        return self.text

    def get_keywords(self) -> str:
        return self.keywords

    def get_wordcount(self) -> int:
        return len(self.text.split())


MIME_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
"""Where Python's answer depends on the machine."""
