"""Which web addresses can be followed by a reader: a public host, named in one alphabet, at a port that exists."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address
from typing import Final

from kbase.core.messages import Message, say

Fault = tuple[Message, Message]
"""What is wrong with an address, and what to do about it."""

MOST_SIGNS: Final = 2000
"""What browsers and servers of every kind take; the longest address of a source has a fifth of it."""

_SHAPE: Final = re.compile(r"https?://([^\s/?#:@\\\[\]<>\"']+)(?::(\d{1,5}))?(?:[/?#][^\s<>\"'\\]*)?", re.I)
_LABEL: Final = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_NUMBER: Final = re.compile(r"\d+|0x[0-9a-f]*", re.I)
"""The last part of a host that browsers take for an IPv4 address (WHATWG, URL, "ends in a number")."""

_MOST_OF_A_HOST: Final = 253
_LAST_PORT: Final = 65535

NOT_PUBLIC: Final = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "invalid", "onion", "alt", "arpa"}
)
"""Last parts of names that lead nowhere in the public network, or to another machine for every reader (RFC 6761, RFC
6762, RFC 7686, RFC 9476; ICANN's resolution of 29 July 2024 on "internal").
"""

_ASCII_ONLY: Final = re.compile(r"[a-z0-9_-]+", re.I | re.A)
_CYRILLIC_ONLY: Final = re.compile(r"[\u0400-\u04ff0-9-]+")
_LIKE_LATIN: Final = re.compile(r"[асԁеһіјӏорԛѕԝхуъьҽпгѵѡ0-9-]+", re.I)
"""Letters of Cyrillic that a reader takes for Latin ones (the list of Chromium's IDN policy)."""


def fault_of(address: str) -> Fault | None:
    """What keeps a reader from following `address`, which begins with http:// or https://; None where nothing does."""
    if len(address) > MOST_SIGNS:
        fix = say("{most} are the most that every browser takes", most=MOST_SIGNS)
        return say("the address has {number} signs", number=len(address)), fix
    shape = _SHAPE.fullmatch(address)
    if shape is None:
        fix = say("write it as https://host.example/…, without @ before the host")
        return say("'{text}' names no plain host", text=address), fix
    host, port = shape.groups()
    if port and not 0 < int(port) <= _LAST_PORT:
        fix = say("ports go from 1 to {last}: leave it out", last=_LAST_PORT)
        return say("'{address}' names the port {port}", address=address, port=port), fix
    return _of_host(host.lower())


def _of_host(host: str) -> Fault | None:
    labels = host.split(".")
    fix = say("give the address that its publisher gives")
    if len(host) > _MOST_OF_A_HOST or not all(map(_LABEL.fullmatch, labels)):
        return say("'{host}' is no name that a host can have", host=host), fix
    if _NUMBER.fullmatch(labels[-1]):
        return None if _is_public(host) else (say("'{host}' is no address in the public network", host=host), fix)
    if len(labels) == 1 or labels[-1] in NOT_PUBLIC:
        return say("'{host}' is no name in the public network", host=host), fix
    return next((fault for label in labels if (fault := _disguise(label, labels[-1]))), None)


def _is_public(host: str) -> bool:
    try:
        return IPv4Address(host).is_global
    except AddressValueError:
        return False


def _disguise(label: str, last: str) -> Fault | None:
    """What makes a part of a host look like another one."""
    fix = say("write the host in its own letters")
    if label.startswith("xn--"):
        try:
            label = label.encode().decode("idna")
        except UnicodeError:
            return say("'{host}' is no name that a host can have", host=label), fix
    elif not _ASCII_ONLY.fullmatch(label) and not _CYRILLIC_ONLY.fullmatch(label):
        fix = say("write it as xn--…, or write the host in its own letters")
        return say("'{label}' has letters of a host that only look like others", label=label), fix
    if _LIKE_LATIN.fullmatch(label) and not label.isascii() and not _is_cyrillic(last):
        return say("'{label}' is written in Cyrillic and looks like Latin", label=label), fix
    return None


def _is_cyrillic(label: str) -> bool:
    """Whether the last part of a host is that of a country which writes Cyrillic."""
    return _CYRILLIC_ONLY.fullmatch(label) is not None or label.startswith("xn--")


def host_of(address: str) -> str:
    """The host of an address, without `www.`; empty where it is no web address."""
    found = _SHAPE.match(address)
    return found[1].lower().removeprefix("www.") if found else ""


_NAMED: Final = re.compile(
    r"(?<![\w.@/-])(?:https?://)?((?:[\w-]+\.)+([^\W\d_]{2,}|xn--[a-z0-9-]+))(?![\w.]*[\w@])", re.I
)

_ENDINGS_OF_FILES: Final = frozenset(
    {"md", "js", "py", "json", "xml", "html", "htm", "pdf", "csv", "txt", "yml", "zip"}
)


def other_host_named(words: str, address: str) -> str:
    """The host that the words of a link name although it leads to another; empty where there is none. A part of a host
    may stand for the whole: `gov.example` for `www.gov.example`.
    """
    target = host_of(address)
    for match in _NAMED.finditer(words) if target else ():
        named = match[1].lower().removeprefix("www.")
        if match[2].lower() not in _ENDINGS_OF_FILES and not _same(named, target):
            return named
    return ""


def _same(named: str, target: str) -> bool:
    return named == target or target.endswith(f".{named}") or named.endswith(f".{target}")
