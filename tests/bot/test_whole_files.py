"""A file is there whole or not at all."""

import os
from pathlib import Path

import pytest

from bot.whole_files import write_whole


def test_it_works(tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    write_whole(file, b"first")
    write_whole(file, b"second")
    assert file.read_bytes() == b"second"
    assert file.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["contacts.csv"]


def test_where_it_cannot_be_put_what_was_there_stays_and_no_draft_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    file = tmp_path / "contacts.csv"
    write_whole(file, b"first")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        write_whole(file, b"second")
    assert file.read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["contacts.csv"]
