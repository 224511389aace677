"""While the site is served and cannot be built, the last good one is shown, with a notice.

MkDocs lets every request wait until a build succeeds. Here a failed build counts as finished: the last good site
answers, which a build replaces only when it is complete (`adapter.on_post_build`).
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from kbase.site.site import old_site_notice

log = logging.getLogger("mkdocs.hooks.last_good")

App = Callable[..., Iterable[bytes]]


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Event: the first build has succeeded, and the server is about to start."""
    shown = _Shown(Path(config.site_dir))
    server.builder = lambda: shown.build(builder)
    server.error_handler = shown.error_page
    if app := server.get_app():
        server.set_app(shown.noticed(app))
    return server


class _Shown:
    """The finished site that the server shows, and whether it is older than the files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_old = False

    def build(self, builder: Callable[[], None]) -> None:
        """Builds the site; what keeps it from being built is said, and the old one stays."""
        self.is_old = True
        try:
            builder()
            self.is_old = False
        except MkDocsException as error:
            log.error(error.format_message())
        except Exception:
            traceback.print_exc()
        if self.is_old:
            log.error("The last good site is shown until this is fixed.")

    def error_page(self, code: int) -> bytes | None:
        page = self.folder / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    def noticed(self, app: App) -> App:
        """`app` with the notice in every page that is older than the files."""

        notice = old_site_notice().encode()

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            head: list[Any] = []
            parts = app(environ, lambda *arguments: head.extend(arguments))
            status, headers = head[0], dict(head[1])
            # Only now is it known: a request waits for the build that is under way.
            if self.is_old and headers.get("Content-Type", "").startswith("text/html"):
                body = re.sub(rb"<article[^>]*>", lambda found: found[0] + notice, b"".join(parts), count=1)
                getattr(parts, "close", lambda: None)()
                headers["Content-Length"], parts = str(len(body)), [body]
            start_response(status, list(headers.items()))
            return parts

        return answer
