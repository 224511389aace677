"""Chunks of the index are small, words that begin alike are in one, and no word is lost."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kbase.search.pagefind_chunks import LARGEST, TOGETHER, pieces_of, split_chunks
from kbase.search.pagefind_files import CHUNKS, SIGN, Unknown, end_of, list_at, read, text_at


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    words = [f"{first}{second}{third}ord" for first in "abcdefgh" for second in "aeiou" for third in "klmnprst"]
    for number in range(30):
        text = " ".join(words[number::2] * 3)
        page = f'<html lang="en"><body><div data-pagefind-body>{text}</div></body></html>'
        (tmp_path / f"{number}.html").write_text(page, encoding="utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(tmp_path), "--output-subdir", "search", "--silent"]
    subprocess.run(command, check=True, capture_output=True)
    return tmp_path / "search"


def chunks_of(bundle: Path) -> list[Any]:
    entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
    listed: list[Any] = read(bundle / f"pagefind.{entry['languages']['en']['hash']}.pf_meta")[CHUNKS]
    return listed


def words_in(bundle: Path, name: str) -> dict[str, bytes]:
    content = gzip.decompress((bundle / "index" / f"{name}.pf_index").read_bytes())
    count, at = list_at(content, list_at(content, len(SIGN))[1])
    found = {}
    for _ in range(count):
        end = end_of(content, at)
        found[text_at(content, list_at(content, at)[1])] = content[at:end]
        at = end
    return found


def test_no_word_is_lost_and_each_stands_in_the_range_of_its_chunk(bundle: Path) -> None:
    before = {word: said for _, _, name in chunks_of(bundle) for word, said in words_in(bundle, name).items()}
    split_chunks(bundle, bundle / "pagefind-entry.json")
    chunks = chunks_of(bundle)
    after: dict[str, bytes] = {}
    for first, last, name in chunks:
        words = words_in(bundle, name)
        assert all(first <= word <= last for word in words)
        after |= words
    assert after == before
    assert len(list((bundle / "index").iterdir())) == len(chunks) > 1
    assert [last for _, last, _ in chunks[:-1]] < [first for first, _, _ in chunks[1:]]


def test_words_that_begin_alike_stay_together_though_they_are_more_than_a_chunk() -> None:
    said = bytes(LARGEST // 3)
    words = [(word, said) for word in ("one", "state", "stated", "statement", "states", "two")]
    pieces = [[word for word, _ in piece] for piece in pieces_of(words)]
    assert pieces == [["one"], ["state", "stated", "statement", "states"], ["two"]]
    assert all(len({word[:TOGETHER] for word in piece}) == 1 for piece in pieces)


def test_a_chunk_of_another_form_stops_it(bundle: Path) -> None:
    file = next((bundle / "index").iterdir())
    file.write_bytes(gzip.compress(SIGN + b"\xa0"))
    with pytest.raises(Unknown, match="Pagefind has written CBOR"):
        split_chunks(bundle, bundle / "pagefind-entry.json")
