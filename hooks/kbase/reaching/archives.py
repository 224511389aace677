"""Which copy of a page an archive keeps: the one nearest to the day of the source."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import quote
from urllib.request import Request, build_opener

from kbase.core.records import dates
from kbase.core.records.model import Source
from kbase.core.records.order import split
from kbase.reaching.asking import AGENT

WAYBACK: Final = "https://archive.org/wayback/available"
"""Answers with the copy of an address that is nearest to a time (Internet Archive, "Wayback Availability JSON API")."""


class NoAnswer(Exception):
    """The archive could not be asked."""


def fetched(url: str, timeout: float = 30.0) -> bytes:
    """What an address answers; raises NoAnswer."""
    try:
        with build_opener().open(Request(url, headers={"User-Agent": AGENT}), timeout=timeout) as response:
            return bytes(response.read(1_000_000))
    except (OSError, ValueError, HTTPException) as error:
        raise NoAnswer(" ".join(str(error).split()) or "no HTTP") from error


def copy_of(source: Source, service: str = WAYBACK, fetch: Callable[[str], bytes] = fetched) -> str:
    """The address of the archive's copy of a source, or nothing where it has none; raises NoAnswer."""
    query = f"{service}?url={quote(source.url or '', safe='')}"
    if source.issued:
        query += f"&timestamp={dates.parse(source.issued).lower:%Y%m%d}"
    try:
        answer: Any = json.loads(fetch(query))
        closest = answer.get("archived_snapshots", {}).get("closest", {})
    except (ValueError, AttributeError, RecursionError) as error:
        raise NoAnswer("it answered with something else than JSON") from error
    if not isinstance(closest, dict) or str(closest.get("status")) != "200" or not closest.get("available"):
        return ""
    found = str(closest.get("url", ""))
    if not _ADDRESS.fullmatch(found):
        return ""
    return re.sub(r"^http://(?=web\.archive\.org/)", "https://", found)


_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&()*+,;=%\[\]-]{1,2000}")
"""An address as RFC 3986 has it, without the quotation mark that would end it in YAML."""


def with_copies(text: str, copies: dict[str, str]) -> str:
    """The list of sources in which each of these ids has its `archive_url`; all other lines stay as they are."""
    head, blocks = split(text)
    parts = [head] if head else []
    for block in blocks:
        copy = copies.get(block.id)
        parts.append(_with_copy(block.text, copy) if copy else block.text)
    return "\n".join(parts)


def _as_yaml(address: str) -> str:
    """An address as YAML takes it: one with a colon at its end would be a key."""
    return f"'{address}'" if address.endswith(":") else address


def _with_copy(record: str, copy: str) -> str:
    """The record with the line above that of its address; one written in braces gets it before the last."""
    line = re.compile(r"^(?P<indent> +)URL:", re.M)  # Its value may go on in the lines below.
    if found := line.search(record):
        return f"{record[: found.start()]}{found['indent']}archive_url: {_as_yaml(copy)}\n{record[found.start() :]}"
    end = record.rfind("}")
    return f"{record[:end]}, archive_url: '{copy}'{record[end:]}" if end >= 0 else record
