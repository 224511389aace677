"""A ZIM file for Kiwix, one a language: with two in one file its full-text index would stem neither.

It is made from the copy that the zip holds. The other language is not in the file, so the switch leads to the
published site; and there is nothing to check files by, since Kiwix keeps one file that checks itself.
"""

from __future__ import annotations

import html
import mimetypes
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from libzim.writer import Creator, Hint, IndexData, Item, StringProvider

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.pages.paths import DATA
from kbase.core.records.model import RU, other
from kbase.core.search.results import Findables
from kbase.exports.snapshot import LICENCE
from kbase.files import icon
from kbase.offline import manifest
from kbase.search.index_words import further_words
from kbase.site.addresses import PREFIX, Addresses
from kbase.wording.catalogue import Catalogue
from launcher.console import FAILED, Refusal

CODES = {"en": "eng", "ru": "rus"}
"""Language → ISO 639-3, as Kiwix and the stemmers of its index call it."""

ONLY_IN_THE_ZIP = (
    *("manifest.json", "assets/manifest.js", "assets/this-copy.js", "*/this-copy.html"),
    *("assets/search.js", "assets/search.css", "search/*", "search/*/*"),
    *(f"{DATA}/*", f"{DATA}/*/*"),
)
"""What checks the files of the zip, the site's own search (Kiwix has its own), the data, which stand on the site."""

_SWITCH = re.compile(r'(<a class="[^"]*\bkb-switch" href=")[^"]*(")')
_TWIN = re.compile(r'(<a class="kb-twin" href=")[^"#]*')
"""From a text that is behind to the other language of the same page."""

_ABOUT_COPY = re.compile(r'\s*<a class="kb-about-copy".*?</a>')
_ASK = re.compile(r'<form class="kb-ask".*?</form>', re.S)
_OWN_SEARCH = re.compile(r'(<a class="kb-find" href="[^"]*")(?: data-[a-z]+(?:="[^"]*")?)+')
_DATA = re.compile(rf'href="(?:\.\./)*{DATA}/')
_FRAME = (
    re.compile(r"(<body\b[^>]*>)(.*?)(?=<article)", re.S),
    re.compile(r'()(<nav class="kb-contents".*?</nav>)', re.S),
    re.compile(r'()(<ol class="kb-sources".*?</ol>)', re.S),
    re.compile(r'()(<details class="kb-details kb-citation">.*)(?=</body>)', re.S),
)
"""What is not to be shown of a page among the results of a search; Kiwix leaves out what stands between such marks."""

_TITLE = re.compile(r"<title>(.*?)</title>", re.S)
_CITATION = r'<details class="kb-details kb-citation">.*?</details>'
_NOT_TEXT = re.compile(rf"<(script|style|template)\b.*?</\1>|{_CITATION}|<[^>]+>", re.S)
"""The citation names the site on every page: with it the site's own name would find them all."""


def write(copy: Path, target: Path, base: KnowledgeBase, language: str, site_url: str, moment: datetime) -> None:
    """Packs the pages of `language` from the unpacked `copy`, and whatever they load, into the ZIM file `target`."""
    words, findables = Catalogue(language), Findables(base, grade_all(base), language)
    with Creator(target).config_indexing(True, CODES[language]).config_nbworkers(1) as creator:
        creator.set_mainpath(f"{PREFIX[language]}index.html")
        creator.add_illustration(48, icon.png(48))
        for name, value in metadata(words, site_url, moment).items():
            creator.add_metadata(name, value)
        for path in paths(copy, language):
            content = (copy / path).read_bytes()
            creator.add_item(_item(path, content, words, site_url, findables))


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
        if not any(Path(path).match(pattern) for pattern in ONLY_IN_THE_ZIP):
            yield path


def _item(path: str, content: bytes, words: Catalogue, site_url: str, findables: Findables) -> Item:
    if not path.endswith(".html"):
        return _File(path, content)
    page = online_switch(content.decode(), path, words.language, site_url)
    title = html.unescape(_TITLE.findall(page)[0]).removesuffix(f" – {words('site.name')}")
    return _Page(path, page.encode(), title, text_of(page), keywords(page, path, findables))


def online_switch(page: str, path: str, language: str, site_url: str) -> str:
    """The page with its language switch leading to the published site, without what belongs to the zip."""
    address = Addresses(directory_urls=True).address(path.removeprefix(PREFIX[language]).removesuffix(".html"))
    page, switches = _SWITCH.subn(rf"\g<1>{site_url}{PREFIX[other(language)]}{address}\2", page)
    page = _TWIN.sub(rf"\g<1>{site_url}{PREFIX[other(language)]}{address}", page)
    page, links = _ABOUT_COPY.subn("", page)
    page = _ASK.sub("", page)
    page, searches = _OWN_SEARCH.subn(r"\1", page)
    page = _DATA.sub(rf'href="{site_url}{DATA}/', page)
    for pattern in _FRAME:
        page = pattern.sub(r"\1<!--htdig_noindex-->\2<!--/htdig_noindex-->", page)
    if (switches, links, searches) != (1, 1, 1):
        found = f"{switches} language switches, {links} links to 'About this copy', {searches} links to the search"
        cure = "look at overrides/partials for kb-switch, kb-about-copy, kb-find"
        raise Refusal(f"{path} has {found} instead of one each", cure, FAILED)
    return page


def keywords(page: str, path: str, findables: Findables) -> str:
    """All names of a page with forms of them that Kiwix would not bring together.

    Keywords weigh more than text: with the forms of all its words a page that mentions a name came before its bearer's.
    """
    found = findables.by_path.get(path.removeprefix(PREFIX[findables.language]).removesuffix(".html"))
    if found is None:
        return ""
    return " ".join((*found.also, *further_words(findables, found, _article(page))["names"].values()))


def _article(page: str) -> str:
    return page[page.index("<article") : page.rindex("</article>")]


def text_of(page: str) -> str:
    """What the page itself says, without menus: this is what is searched."""
    return " ".join(html.unescape(_NOT_TEXT.sub(" ", _article(page))).split())


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

    def __init__(self, path: str, content: bytes, title: str, text: str, keywords: str) -> None:
        super().__init__(path, content)
        self.title, self.text, self.keywords = title, text, keywords

    def get_title(self) -> str:
        return self.title

    def get_hints(self) -> Mapping[Hint, bool]:
        return {Hint.FRONT_ARTICLE: True, Hint.COMPRESS: True}

    def get_indexdata(self) -> IndexData:
        return _Indexed(self.title, self.text, self.keywords)


class _Indexed(IndexData):  # type: ignore[misc]
    """The words of a page for the full-text index."""

    def __init__(self, title: str, text: str, keywords: str) -> None:
        super().__init__()
        self.title, self.text, self.keywords = title, text, keywords

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
