"""What a browser finds on a page: faults of access (axe), moved layout, failed and foreign requests."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

NOT_WANTED = (
    *("WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup"),
    *("AimEnabled", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "HttpsUpgrades", "PaintHolding", "PreconnectToSearch"),
    *("TcpPortRandomizationWin", "ThirdPartyStoragePartitioning"),
)
"""What of the browser is left out: the first three make pages of their own for the address bar beside each page, which
cost more than the page itself; the others are what Playwright leaves out of Chromium: this list takes the place of its.
"""

OPTIONS = (
    f"--disable-features={','.join(NOT_WANTED)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCHEMES = ("light", "dark")
SUB_PATH = "kb"
"""Sites are served below a folder, so that a link which assumes the root of the host is found broken."""

_SHIFT = """new Promise(done => { let sum = 0; const moved = [];
  const place = rect => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(" ");
  const name = node => node?.nodeType == 1 ? `${node.localName}.${node.className}` : node?.textContent.slice(0, 40);
  new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) { sum += e.value;
    e.sources.forEach(s => moved.push(`${name(s.node)}: ${place(s.previousRect)} -> ${place(s.currentRect)}`)); } }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done([sum, moved]), 300); })"""


@dataclass(frozen=True)
class Finding:
    """What was found on one page in one colour scheme."""

    address: str
    scheme: str
    violations: tuple[str, ...]
    faults: tuple[str, ...]
    shift: float
    moved: tuple[str, ...]
    """What moved, with x, y, width and height before and after."""

    @property
    def is_bad(self) -> bool:
        """Whether anything must be fixed; below a thousandth of the window nothing can be seen to move."""
        return bool(self.violations or self.faults or self.shift > 0.001)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves the parent of `folder` on loopback while the block runs; gives the address of `folder`."""
    handler = functools.partial(Quiet, directory=str(folder.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    finally:
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, as kb.py found it."""
    playwright, browser = _started()
    try:
        yield browser
    finally:
        browser.close()
        playwright.stop()


def _started(tries: int = 3) -> tuple[Playwright, Browser]:
    """Playwright and a browser. A first start on a machine that is busy installing can break off: then once more."""
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    try:
        program = os.environ["KB_CHROMIUM"]
        return playwright, playwright.chromium.launch(executable_path=program, args=list(OPTIONS), timeout=90_000)
    except Exception:
        playwright.stop()
        if tries == 1:
            raise
        return _started(tries - 1)


def examine(
    browser: Browser, root: str, addresses: Sequence[str], schemes: Sequence[str] = SCHEMES, width: int = 1280
) -> Iterator[Finding]:
    """Opens every address in each of the colour schemes and says what is wrong with it."""
    from axe_playwright_python.sync_playwright import Axe

    for scheme in schemes:
        context = browser.new_context(color_scheme=_playwrights(scheme), viewport={"width": width, "height": 900})
        for address in addresses:
            page = context.new_page()
            faults = listen(page, root)
            page.goto(root + address, wait_until="networkidle")
            violations = _violations(Axe().run(page, options=WCAG).response)
            shift, moved = page.evaluate(_SHIFT)
            yield Finding(address, scheme, violations, tuple(faults), float(shift), tuple(moved))
            page.close()
        context.close()


def listen(page: Page, root: str) -> list[str]:
    """A list that fills with every console error, failed request and request to another host."""
    faults: list[str] = []
    host = root.split("/")[2]
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    page.on("response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    page.on("request", lambda r: None if _is_own(r.url, host) else faults.append(f"foreign: {r.url}"))
    return faults


def _is_own(url: str, host: str) -> bool:
    return host in url or url.startswith(("data:", "blob:"))


def _violations(response: dict[str, Any]) -> tuple[str, ...]:
    return tuple(
        f"{found['id']}: {node['target']} {node.get('failureSummary', '').splitlines()[-1:]}"
        for found in response["violations"]
        for node in found["nodes"]
    )


def _playwrights(scheme: str) -> Any:
    return scheme


def press_until(page: Page, key: str, selector: str) -> None:
    """Presses a key until what it brings is there, as a person would: a page that is still being read in, or that comes
    anew, does not hear it. Raises Playwright's TimeoutError where it never comes.
    """
    from playwright.sync_api import TimeoutError

    for _ in range(10):
        page.keyboard.press(key)
        with suppress(TimeoutError):
            page.wait_for_selector(selector, timeout=10_000)
            return
    page.wait_for_selector(selector)
