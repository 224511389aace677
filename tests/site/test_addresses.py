"""Links between pages are relative, so that the site works under any origin and sub-path, with either style of URL."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.site.addresses import Addresses

FOLDERS, FILES = Addresses(), Addresses(directory_urls=False)


@pytest.mark.parametrize(
    ("path", "with_folders", "with_files"),
    [
        ("index", "", "index.html"),
        ("actors/index", "actors/", "actors/index.html"),
        ("actors/belta", "actors/belta/", "actors/belta.html"),
        ("reference/statements/2025", "reference/statements/2025/", "reference/statements/2025.html"),
        ("reference/statements/index", "reference/statements/", "reference/statements/index.html"),
    ],
)
def test_the_address_of_a_page(path: str, with_folders: str, with_files: str) -> None:
    """An index is its folder; any other page is a folder or a file of its own."""
    assert FOLDERS.address(path) == with_folders
    assert FILES.address(path) == with_files


@pytest.mark.parametrize(
    ("to", "here", "anchor", "with_folders", "with_files"),
    [
        ("actors/nasb", "actors/belta", "", "../../actors/nasb/", "../actors/nasb.html"),
        ("events/forum", "actors/belta", "said", "../../events/forum/#said", "../events/forum.html#said"),
        ("index", "actors/belta", "", "../../", "../index.html"),
        ("actors/belta", "index", "", "actors/belta/", "actors/belta.html"),
        ("index", "index", "", "./", "index.html"),
        ("actors/index", "actors/index", "", "../actors/", "../actors/index.html"),
        ("actors/belta", "actors/belta", "sources", "#sources", "#sources"),
        ("index", "index", "top", "#top", "#top"),
        ("index", "actors/index", "top", "../#top", "../index.html#top"),
    ],
)
def test_a_link_is_relative(to: str, here: str, anchor: str, with_folders: str, with_files: str) -> None:
    """Up to the root of the language and down again; an anchor of the same page stands alone."""
    assert FOLDERS.link(to, here, anchor) == with_folders
    assert FILES.link(to, here, anchor) == with_files


NAMES = st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join) | st.lists(NAMES, max_size=3).map(
    lambda names: "/".join([*names, "index"])
)


@given(PATHS, PATHS, st.sampled_from(["", "anchor"]), st.sampled_from([FOLDERS, FILES]))
def test_a_browser_finds_the_page(to: str, here: str, anchor: str, addresses: Addresses) -> None:
    """Followed from one page as a browser does it, a link leads to the other, under any origin and sub-path."""
    for root in ("https://example.org/", "https://example.org/sub/path/ru/", "file:///home/reader/site/"):
        link = addresses.link(to, here, anchor)
        assert "://" not in link and not link.startswith("/")
        found = urljoin(root + addresses.address(here), link)
        assert found == root + addresses.address(to) + (f"#{anchor}" if anchor else "")
