"""A port that cannot be had says why, in words that help."""

import socket

from launch.__main__ import main
from launch.programs import free_port, why_not_free


def test_a_free_port_is_free():
    assert why_not_free("127.0.0.1", free_port()) is None


def test_a_taken_port_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "taken" in str(why_not_free("127.0.0.1", taken.getsockname()[1]))


def test_an_address_of_another_machine_is_named_as_such():
    assert "not an address of this machine" in str(why_not_free("192.0.2.1", free_port()))


def test_a_folder_that_cannot_be_made_is_one_sentence(monkeypatch, capsys, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "file" / "var"))
    monkeypatch.setenv("PORT", str(free_port()))
    assert main(["run"]) == 1
    said = capsys.readouterr().err.strip()
    assert said.startswith("signpost: The machine refused") and "\n" not in said
