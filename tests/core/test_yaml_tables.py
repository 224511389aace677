"""Files of the code's own that contributors write in: what is wrong with one is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.yaml_tables import read_table, text_of


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    words = tmp_path / "ru.txt"
    words.write_bytes("нейросеть\n".encode() + "слово\n".encode("cp1251"))
    with pytest.raises(OSError, match="line 2 is not UTF-8") as raised:
        text_of(words)
    assert raised.value.filename == str(words)


def test_a_table_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "codes.yml"
    table.write_bytes(b"a: b\nc: \xff\n")
    with pytest.raises(OSError, match="line 2 is not UTF-8") as raised:
        read_table(table)
    assert raised.value.filename == str(table)
