"""An environment counts as made only when it was made whole, from these pins."""

from dataclasses import replace

import pytest

from launch.commands import Commands, last_line
from launch.environments import STAMP, Recipe, make_app_env, make_rasa_env
from launch.problems import LaunchError
from launch.settings import LaunchSettings


def recipe(tmp_path, pins="flask==3.1.3\n"):
    (tmp_path / "app.txt").write_text(pins)
    return Recipe(tmp_path / "env", tmp_path / "app.txt")


def made(tmp_path, **more):
    one = recipe(tmp_path, **more)
    (one.folder / "bin").mkdir(parents=True)
    (one.folder / "bin/python").touch()
    one.mark_made()
    return one


def test_it_is_made(tmp_path):
    assert made(tmp_path).is_made()


def test_an_absent_folder_is_not_made(tmp_path):
    assert not recipe(tmp_path).is_made()


def test_one_cut_off_half_way_is_not_made(tmp_path):
    one = made(tmp_path)
    (one.folder / STAMP).unlink()
    assert not one.is_made()


def test_other_pins_mean_another_environment(tmp_path):
    one = made(tmp_path)
    one.pins.write_text("flask==3.1.4\n")
    assert not one.is_made()


def test_a_superset_serves_as_well(tmp_path):
    one = made(tmp_path)
    (tmp_path / "fewer.txt").write_text("nothing\n")
    assert not Recipe(one.folder, tmp_path / "fewer.txt").is_made()
    assert Recipe(one.folder, tmp_path / "fewer.txt", or_made_from=(one.pins,)).is_made()


def test_a_moved_checkout_is_made_again(tmp_path):
    one = made(tmp_path)
    moved = one.folder.rename(tmp_path / "elsewhere")
    assert not Recipe(moved, one.pins).is_made()


@pytest.mark.parametrize("name", [".venv", ".venv-rasa"])
def test_what_another_checkout_lent_is_not_emptied(tmp_path, name):
    theirs = tmp_path / "theirs" / name
    (theirs / "bin").mkdir(parents=True)
    (theirs / "bin/python").touch()
    checkout = tmp_path / "mine"
    (checkout / "requirements").mkdir(parents=True)
    for pins in ("app", "dev", "rasa"):
        (checkout / "requirements" / f"{pins}.txt").write_text("flask==3.1.3\n")
    (checkout / name).symlink_to(theirs)
    settings = replace(LaunchSettings.from_env({"VAR_DIR": str(tmp_path / "var")}), root=checkout)
    with pytest.raises(LaunchError, match="is a link to"):
        if name == ".venv":
            make_app_env(settings, Commands(), dev=False)
        else:
            make_rasa_env(settings, Commands())
    assert (theirs / "bin/python").exists()


def test_the_last_line_of_a_log_is_what_is_shown(tmp_path):
    (tmp_path / "log").write_text("Trace\n  more\nThe reason\n\n")
    assert last_line(tmp_path / "log") == "The reason"
    (tmp_path / "log").write_text('The reason\n{"event": "library", "message": "Reason: %s"}\n')
    assert last_line(tmp_path / "log") == "The reason"
    (tmp_path / "log").write_text("")
    assert last_line(tmp_path / "log") == "it said nothing"
