"""What all packages of one run are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kbase.core.base import KnowledgeBase

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@dataclass(frozen=True)
class Edition:
    """The built copy, the base, where the site stands, the time of the commit; the browser that prints dossiers."""

    copy: Path
    base: KnowledgeBase
    site_url: str
    moment: datetime
    browser: Browser | None = None
