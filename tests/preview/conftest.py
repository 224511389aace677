"""A preview's server that listens, and shows what a test gives it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbase.preview.board import Board
from kbase.preview.server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (
        Server("127.0.0.1", port, Board(), Path(__file__).parent, lambda line: None) as listening,
        listening.answering(),
    ):
        yield listening
