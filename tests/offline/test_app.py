"""The installable app in Chromium: a few pages are served, then the network is cut."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kbase.measures import browsing
from kbase.measures.browsing import served
from kbase.offline import file_list as app
from tests.conftest import Built

PAGES = ("", "reference/", "reference/offline/", "actors/", "actors/gauge-works/", "actors/ivan-primerkin/", "about/")
"""Enough pages to follow links between; the whole site is kept in the same way, and takes longer."""


@pytest.fixture
def site(built: Built, tmp_path: Path) -> Path:
    """A site of few pages, to be changed by a test."""
    folder = tmp_path / "kb"
    files = ["sw.js", "app.webmanifest", "ru/app.webmanifest"]
    files += [f"{prefix}{page}index.html" for prefix in ("", "ru/") for page in PAGES]
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(built.folder / file, folder / file)
    shutil.copytree(built.folder / "assets", folder / "assets")
    app.write_list(folder, "2026-11-24")
    return folder


@pytest.fixture
def searched_site(site: Path, built: Built) -> Path:
    """The same with the search, whose many files take long to keep."""
    shutil.copytree(built.folder / "search", site / "search")
    app.write_list(site, "2026-11-24")
    return site


@pytest.fixture
def root(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose script can be cut off from one address, and tells what it has asked for.

    Its reader does not answer when asked for lasting storage, as Firefox asks.
    """
    opened = context.new_page()
    opened.add_init_script(CUT)
    return opened


CUT = """
navigator.storage.persist = () => new Promise(() => {});
const real = window.fetch;
window.asked = [];
window.fetch = (url, options) => {
  window.asked.push(String(url));
  const cut = localStorage.getItem("cut");
  return cut && String(url).endsWith(cut) ? Promise.reject(new TypeError("cut")) : real(url, options);
};
"""


def cut(page: Page, address: str) -> None:
    """Makes `address` unreachable for what the page's own script asks for; an empty one ends that."""
    page.evaluate("address => localStorage.setItem('cut', address)", address)


OFFERED_RU = ["Сохранить всё", "Удалить из браузера"]
"""The second one once the service worker is there."""


def visit(page: Page, address: str) -> None:
    """Opens a page and waits until the service worker has it."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready")
    expect_kept(page, page.url)


def expect_kept(page: Page, address: str) -> None:
    """Waits until the service worker has the page of an address."""
    has_it = "address => caches.match(address).then(found => Boolean(found))"
    for _ in range(100):
        if page.evaluate(has_it, address):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{address} was not kept")


def keep(page: Page, root: str, word: str = "is kept here") -> None:
    """Presses the button on the page Offline and waits until all is kept."""
    page.goto(f"{root}reference/offline/")
    page.click("[data-app=keep]:visible, [data-app=update]:visible")
    expect(page.locator("[data-app=state]")).to_contain_text(word, timeout=60_000)


def kept_stores(page: Page) -> int:
    return int(page.evaluate("caches.keys().then(names => names.filter(name => name.includes(' kept ')).length)"))


def styled(page: Page) -> bool:
    return bool(page.evaluate("getComputedStyle(document.querySelector('.md-header__title')).fontWeight") == "600")


def change(site: Path, day: str) -> None:
    """A newer version of the site: another style under another address, and every page that asks for it."""
    style = site / "assets/knowledge.css"
    style.write_text(style.read_text(encoding="utf-8") + ":root { --kb-version: new; }\n", encoding="utf-8")
    address = app.versioned("assets/knowledge.css", style.read_bytes())
    for path in site.rglob("*.html"):
        text = re.sub(r"assets/knowledge\.css\?v=\w+", address, path.read_text(encoding="utf-8"))
        path.write_text(text.replace("</h1>", " (new)</h1>"), encoding="utf-8")
    app.write_list(site, day)


def version(page: Page) -> tuple[bool, bool]:
    """Whether the page is new, and whether its style is."""
    style = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--kb-version')")
    return "(new)" in page.locator("h1").inner_text(), style == "new"


def test_a_visited_page_is_read_again_without_a_network_even_the_first(page: Page, root: str) -> None:
    visit(page, f"{root}actors/gauge-works/")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Gauge Works")
    assert styled(page)


OF_ONE_PAGE = ("", "?utm_source=letter", "index.html", "index.html?utm_source=letter#statements", "?a=b&c=d#statements")
"""What readers come with to the address of a page."""


@pytest.mark.parametrize("came_with", OF_ONE_PAGE)
def test_a_page_is_there_offline_at_every_form_of_its_address(page: Page, root: str, came_with: str) -> None:
    """Whatever form it was visited in; what asks for it keeps its own form, which scripts read."""
    address = f"{root}actors/gauge-works/"
    page.goto(address + came_with)
    page.evaluate("navigator.serviceWorker.ready")
    expect_kept(page, address)
    page.context.set_offline(True)
    for form in OF_ONE_PAGE:
        page.goto("about:blank")
        page.goto(address + form)
        expect(page.locator("h1")).to_contain_text("Gauge Works")
        assert page.url == address + form and styled(page)
    page.goto(f"{address.rstrip('/')}?a=b#statements")
    assert page.url == f"{address}?a=b#statements" and styled(page)
    page.goto(f"{root}actors/ivan-primerkin/{came_with}")
    assert page.url.endswith("#not-kept")


@pytest.mark.parametrize(("prefix", "said"), [("", "is not kept"), ("ru/", "не сохранена")])
def test_a_page_that_is_not_kept_leads_to_the_page_that_says_so(page: Page, root: str, prefix: str, said: str) -> None:
    visit(page, f"{root}{prefix}actors/gauge-works/")
    page.context.set_offline(True)
    page.goto(f"{root}{prefix}about/")
    assert page.url == f"{root}{prefix}reference/offline/#not-kept"
    expect(page.locator("[data-not-kept]")).to_contain_text(said)
    assert styled(page)


def test_the_size_is_told_before_anything_is_kept(page: Page, site: Path, root: str) -> None:
    page.goto(f"{root}ru/reference/offline/")
    files = json.loads((site / app.NAME).read_text(encoding="utf-8"))["files"]
    size = f"{sum(entry['size'] for entry in files.values()) / 1e6:.1f}".replace(".", ",")
    expect(page.locator("[data-app=state]")).to_have_text(re.compile(rf"{size}\sМБ"))
    assert page.locator("[data-app] button:visible").all_inner_texts() in (["Сохранить всё"], OFFERED_RU)
    assert kept_stores(page) == 0


def test_everything_kept_is_read_in_both_languages_by_its_links(page: Page, root: str) -> None:
    keep(page, root)
    page.context.set_offline(True)
    page.goto(f"{root}index.html".removesuffix("index.html"))
    page.click(".md-tabs__link >> text=Actors")
    page.click("article a >> text=Ivan Primerkin")
    page.click(".kb-switch")
    expect(page.locator("h1")).to_have_text("Иван Примеркин")
    assert styled(page)
    page.goto(f"{root}about?from=letter")
    assert page.url == f"{root}about/?from=letter" and styled(page)
    page.goto(f"{root}ru/reference/offline/")
    expect(page.locator("[data-app=state]")).to_contain_text("24 ноября 2026")


@pytest.mark.parametrize(
    ("start", "query", "found"),
    [("about/", "Primerkin", "actors/ivan-primerkin/"), ("ru/about/", "Примеркиным", "ru/actors/ivan-primerkin/")],
)
def test_everything_kept_is_searched_without_a_network(
    page: Page, searched_site: Path, root: str, start: str, query: str, found: str
) -> None:
    keep(page, root)
    page.context.set_offline(True)
    page.goto(f"{root}{start}")
    page.keyboard.press("/")
    page.wait_for_selector(".kb-search__input")
    page.keyboard.insert_text(query)
    page.wait_for_selector(".kb-search__facets[data-counted]")
    page.locator(f".kb-hit__link[href$='{found}']").first.click()
    page.wait_for_url(f"{root}{found}")


def test_the_list_holds_the_search_as_its_script_asks_for_it(built: Built) -> None:
    listed = set(json.loads((built.folder / app.NAME).read_text(encoding="utf-8"))["files"])
    files = {
        path.relative_to(built.folder).as_posix() for path in (built.folder / "search").rglob("*") if path.is_file()
    }
    assert len(files) > 100 and files <= listed
    page = (built.folder / "ru/actors/gauge-works/index.html").read_text(encoding="utf-8")
    asked = re.findall(r'data-(?:script|style)="\.\./\.\./\.\./([^"]+)"', page)
    assert {"assets/search.js", "assets/search.css"} <= {file.partition("?")[0] for file in asked}
    assert set(asked) <= listed


def test_a_server_that_is_out_of_order_is_no_better_than_none(
    page: Page, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(page, f"{root}actors/gauge-works/")
    monkeypatch.setattr(browsing.Quiet, "do_GET", lambda handler: handler.send_error(503))
    page.goto(f"{root}actors/gauge-works/")
    expect(page.locator("h1")).to_contain_text("Gauge Works")
    assert styled(page)


def test_keeping_everything_can_be_stopped_and_gone_on_with(
    page: Page, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.goto(f"{root}reference/offline/")
    answer = browsing.Quiet.do_GET
    monkeypatch.setattr(browsing.Quiet, "do_GET", lambda handler: (time.sleep(0.2), answer(handler)))
    page.click("[data-app=keep]")
    expect(page.locator("[data-app=state]")).to_contain_text(" of ")
    page.click("[data-app=stop]")
    expect(page.locator("[data-app=state]")).to_contain_text("A part of it has come already")
    monkeypatch.undo()
    keep(page, root)


def test_an_update_comes_whole_or_not_at_all(page: Page, site: Path, root: str) -> None:
    keep(page, root)
    change(site, "2026-12-01")
    cut(page, "/kb/about/")
    keep(page, root, word="broke off")
    page.context.set_offline(True)
    for path in ("actors/gauge-works/", "ru/actors/gauge-works/"):
        page.goto(root + path)
        assert version(page) == (False, False)
    page.context.set_offline(False)
    cut(page, "")
    keep(page, root, word="December 1, 2026")
    assert kept_stores(page) == 1
    page.context.set_offline(True)
    for path in ("actors/gauge-works/", "ru/actors/gauge-works/", "about/"):
        page.goto(root + path)
        assert version(page) == (True, True)


def test_an_old_visited_page_keeps_its_old_style(page: Page, site: Path, root: str) -> None:
    visit(page, f"{root}actors/gauge-works/")
    change(site, "2026-12-01")
    visit(page, f"{root}actors/ivan-primerkin/")
    page.context.set_offline(True)
    page.goto(f"{root}actors/gauge-works/")
    assert version(page) == (False, False)
    page.goto(f"{root}actors/ivan-primerkin/")
    assert version(page) == (True, True)


def test_a_site_that_changes_while_it_is_fetched_is_not_kept(page: Page, site: Path, root: str) -> None:
    (site / "about/index.html").write_text("<h1>Changed after the list was made</h1>", encoding="utf-8")
    keep(page, root, word="has changed meanwhile")
    page.context.set_offline(True)
    page.goto(f"{root}actors/gauge-works/")
    assert page.url.endswith("#not-kept")


def test_a_half_finished_download_is_not_used_and_is_gone_on_with(page: Page, root: str) -> None:
    page.goto(f"{root}reference/offline/")
    cut(page, "/ru/about/")
    keep(page, root, word="broke off")
    page.context.set_offline(True)
    page.goto(f"{root}actors/gauge-works/")
    assert page.url.endswith("#not-kept")
    page.context.set_offline(False)
    page.goto(f"{root}reference/offline/")
    cut(page, "")
    keep(page, root)
    asked = page.evaluate("window.asked")
    assert f"{root}actors/gauge-works/" not in asked and f"{root}ru/about/" in asked


@pytest.mark.parametrize(
    "mark", ["", "{", "null", "[]", "7", '{"version": "a"}', '{"version": "a", "size": 1, "date": "x"}']
)
def test_a_mark_that_nobody_can_read_is_that_of_a_half_finished_download(page: Page, root: str, mark: str) -> None:
    """A store of another time, or one that was damaged, can be gone on with or removed."""
    page.goto(f"{root}reference/offline/")
    store = "caches.open(`kb ${new URL(url).pathname} kept x`)"
    page.evaluate(
        f"async ([url, mark]) => (await {store}).put(new URL('kept-complete', url).href, new Response(mark))",
        [root, mark],
    )
    page.reload()
    expect(page.locator("[data-app=keep]")).to_be_visible()
    assert "keeps nothing" not in page.locator("[data-app=state]").inner_text()
    page.click("[data-app=remove]")
    expect(page.locator("[data-app=state]")).to_contain_text("removed")
    assert kept_stores(page) == 0


def test_a_full_device_is_told_and_gets_its_room_back(page: Page, root: str) -> None:
    page.goto(f"{root}reference/offline/")
    browser = page.context.new_cdp_session(page)
    origin = "/".join(root.split("/")[:3])
    browser.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 600_000})
    page.click("[data-app=keep]")
    expect(page.locator("[data-app=state]")).to_contain_text("not enough room", timeout=60_000)
    assert kept_stores(page) == 0
    page.click(".md-tabs__link >> text=Actors")
    expect(page.locator("h1")).to_have_text("Actors")


def test_one_click_removes_everything_for_good(page: Page, root: str) -> None:
    keep(page, root)
    page.click("[data-app=remove]")
    expect(page.locator("[data-app=state]")).to_contain_text("has been removed")
    page.goto(f"{root}actors/gauge-works/")
    page.wait_for_timeout(500)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_no_app_is_taken_for_another(browser: Browser, built: Built, tmp_path: Path) -> None:
    """Neither the other language nor another such site on the host: the browser knows each by an id of its own, and
    looks for it below an address of its own.
    """
    sites = [shutil.copytree(built.folder, tmp_path / name, ignore=_but_the_home_pages) for name in ("kb", "other")]
    for manifest in sites[1].rglob("app.webmanifest"):
        manifest.write_text(manifest.read_text(encoding="utf-8").replace('"/kb/', '"/other/'), encoding="utf-8")
    page = browser.new_page()
    browsers = page.context.new_cdp_session(page)
    with served(sites[0]) as root:
        host = root.removesuffix("kb/")
        ids, scopes = [], []
        for address in ("kb/", "kb/ru/", "other/", "other/ru/"):
            page.goto(host + address)
            ids.append(browsers.send("Page.getAppId")["appId"])
            scopes.append(browsers.send("Page.getAppManifest")["manifest"]["scope"])
    page.close()
    assert ids == scopes == [host + address for address in ("kb/", "kb/ru/", "other/", "other/ru/")]


def _but_the_home_pages(folder: str, names: list[str]) -> list[str]:
    """What is left out of a site of which only the home pages are asked for."""
    return [name for name in names if name not in ("index.html", "app.webmanifest", "ru")]


def test_two_sites_on_one_host_keep_apart_what_they_keep(page: Page, site: Path, root: str) -> None:
    """What one has kept answers for no page of the other, and goes without it."""
    other = root.replace("/kb/", "/kb-2/")
    shutil.copytree(site, site.with_name("kb-2"))
    keep(page, other)
    keep(page, root)
    page.click("[data-app=remove]")
    expect(page.locator("[data-app=state]")).to_contain_text("has been removed")
    page.context.set_offline(True)
    page.goto(f"{other}about/")
    expect(page.locator("h1")).to_have_text("About")
    names = page.evaluate("caches.keys()")
    assert names and all(name.startswith("kb /kb-2/ ") for name in names)


STORES_THAT_REFUSE = """
const refuse = () => { throw new DOMException("Access is denied for this document.", "SecurityError"); };
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, name, { get: refuse, configurable: true });
navigator.serviceWorker.register = navigator.serviceWorker.getRegistration = async () => refuse();
"""
"""A browser that keeps nothing for the site, and raises an error whenever that is tried."""


@pytest.fixture(params=["by its settings", "in every way"])
def refusing(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page of a browser that keeps nothing: as Chromium does it where a reader blocks cookies, and more than that."""
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "profile/Default").mkdir(parents=True)
    if request.param == "by its settings":
        (tmp_path / "profile/Default/Preferences").write_text(json.dumps(settings), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=os.environ["KB_CHROMIUM"], args=list(browsing.OPTIONS)
    )
    if request.param == "in every way":
        context.add_init_script(STORES_THAT_REFUSE)
    yield context.new_page()
    context.close()


def test_where_the_browser_keeps_nothing_all_else_works_and_that_is_said(refusing: Page, address: str) -> None:
    """The colours, the search, what is new, and what is kept: no script ends with an error."""
    faults = browsing.listen(refusing, address)
    refusing.goto(f"{address}actors/gauge-works/")
    refusing.click("form[data-md-component=palette] label:visible")
    expect(refusing.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    refusing.keyboard.press("/")
    refusing.locator(".kb-search__input").fill("Primerkin")
    expect(refusing.locator(".kb-hit__link").first).to_be_visible()
    refusing.wait_for_load_state("networkidle")  # What is still asked for would fail as the page is left.
    for prefix, said in (("", "keeps nothing for this site"), ("ru/", "ничего не хранит для этого сайта")):
        refusing.goto(f"{address}{prefix}reference/offline/")
        expect(refusing.locator("[data-app=state]")).to_contain_text(said)
        assert refusing.locator("[data-app] button:visible").count() == 0
        refusing.goto(f"{address}{prefix}reference/new/")
        expect(refusing.locator("[data-since] :visible")).to_contain_text(said)
    # A page that is left gives up what it still asks for: that is no error of a script.
    assert [fault for fault in faults if not fault.startswith("failed: ")] == []


@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("ru/", "ru")])
def test_the_web_manifest_is_complete_and_its_icons_are_there(built: Built, prefix: str, language: str) -> None:
    listed = json.loads((built.folder / prefix / "app.webmanifest").read_text(encoding="utf-8"))
    assert listed["lang"] == language and listed["name"] and listed["start_url"] == "./"
    for entry in listed["icons"]:
        picture = (built.folder / prefix / entry["src"]).read_bytes()
        assert picture.startswith(b"\x89PNG") and entry["sizes"] == "{}x{}".format(
            *struct.unpack(">II", picture[16:24])
        )


def test_the_list_names_every_page_and_every_file_as_pages_ask_for_it(built: Built) -> None:
    listed = json.loads((built.folder / app.NAME).read_text(encoding="utf-8"))["files"]
    pages = {path.relative_to(built.folder).as_posix() for path in built.folder.rglob("index.html")}
    assert pages <= set(listed)
    text = (built.folder / "reference/offline/index.html").read_text(encoding="utf-8")
    asked = re.findall(r'(?:src|href)="\.\./\.\./(assets/[^"]+|app[^"]+)"', text)
    assert len(asked) > 5 and set(asked) <= set(listed)


class _Foreign(http.server.BaseHTTPRequestHandler):
    """Another host, which notes what it is asked for and lets any page have it."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_the_service_worker_asks_no_other_host_and_misses_no_file(page: Page, site: Path, root: str) -> None:
    """Whatever addresses the text of the page Offline names, as links or in code."""
    foreign = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Foreign)
    threading.Thread(target=foreign.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{foreign.server_port}"
    file = site / "reference/offline/index.html"
    told = f'<p><a href="{host}/a.png">x</a> <code>href="{host}/b.js" src="../no-such.js"</code></p></article>'
    file.write_text(file.read_text(encoding="utf-8").replace("</article>", told), encoding="utf-8")
    visit(page, f"{root}actors/gauge-works/")
    page.context.set_offline(True)
    page.goto(f"{root}about/trust/")
    expect(page.locator("[data-not-kept]")).to_be_visible()
    assert styled(page)
    foreign.shutdown()
    assert _Foreign.asked == []
