"""Finding Python 3.10: on PATH, hidden by pyenv, refused by a shim, or nowhere."""

import stat
import sys
from pathlib import Path

import pytest

from launch.problems import LaunchError
from launch.pythons import find_rasa_python, version_of

NO_UV = Path("/nonexistent/uv")


def pretend_python(path, version):
    """A program that answers the launcher's question as that version of Python would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {version}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def refusing_shim(path):
    """A pyenv shim of a version that is installed but not chosen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('#!/bin/sh\necho "pyenv: python3.10: command not found" >&2\nexit 127\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def environ(tmp_path, **more):
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home"), **more}


@pytest.fixture(autouse=True)
def only_these_folders(tmp_path, monkeypatch):
    """The machine's own /usr/bin must not answer for the made-up one."""
    monkeypatch.setattr("launch.pythons.SYSTEM_FOLDERS", (str(tmp_path / "usr/bin"),))


def test_a_real_python_says_its_version():
    assert version_of(Path(sys.executable)) == sys.version_info[:2]


def test_found_on_path(tmp_path):
    wanted = pretend_python(tmp_path / "bin/python3.10", "3 10")
    assert find_rasa_python(environ(tmp_path), NO_UV) == wanted


def test_found_under_pyenv_behind_a_shim_that_refuses(tmp_path):
    refusing_shim(tmp_path / "bin/python3.10")
    wanted = pretend_python(tmp_path / "home/.pyenv/versions/3.10.13/bin/python3.10", "3 10")
    assert find_rasa_python(environ(tmp_path), NO_UV) == wanted


def test_found_under_another_pyenv_root(tmp_path):
    wanted = pretend_python(tmp_path / "elsewhere/versions/3.10.2/bin/python3.10", "3 10")
    assert find_rasa_python(environ(tmp_path, PYENV_ROOT=str(tmp_path / "elsewhere")), NO_UV) == wanted


def test_the_named_one_comes_first(tmp_path):
    pretend_python(tmp_path / "bin/python3.10", "3 10")
    named = pretend_python(tmp_path / "mine", "3 10")
    assert find_rasa_python(environ(tmp_path, RASA_PYTHON=str(named)), NO_UV) == named


def test_one_that_lies_in_its_name_is_passed_over(tmp_path):
    pretend_python(tmp_path / "bin/python3.10", "3 9")
    with pytest.raises(LaunchError):
        find_rasa_python(environ(tmp_path), NO_UV)


def test_none_anywhere_says_what_to_install_in_one_sentence(tmp_path):
    with pytest.raises(LaunchError) as said:
        find_rasa_python(environ(tmp_path), NO_UV)
    sentence = str(said.value)
    assert "Python 3.10" in sentence and "install it" in sentence and "\n" not in sentence


def test_what_uv_knows_is_used_last(tmp_path):
    wanted = pretend_python(tmp_path / "uv-has/python3.10", "3 10")
    uv = pretend_python(tmp_path / "uv", str(wanted))
    assert find_rasa_python(environ(tmp_path), uv) == wanted
