"""Settings of the directory: sound defaults, and a sentence for whatever makes no sense."""

from pathlib import Path

import pytest

from directory.exceptions import SettingsError
from directory.settings import DirectorySettings


def test_it_works_without_any() -> None:
    settings = DirectorySettings.from_env({})
    assert settings.database_url == "sqlite:///var/directory.sqlite3"
    assert (settings.var_dir, settings.build_dir) == (Path("var"), Path("build"))
    assert (settings.area.council_name, settings.area.council_code) == ("Eastmere", "E06000013")


def test_the_store_moves_with_var_dir() -> None:
    settings = DirectorySettings.from_env({"VAR_DIR": "/srv/signpost"})
    assert settings.database_url == "sqlite:////srv/signpost/directory.sqlite3"


def test_blank_counts_as_not_given_and_small_letters_are_forgiven() -> None:
    settings = DirectorySettings.from_env({"COUNCIL_NAME": "  ", "COUNCIL_CODE": "e06000014"})
    assert (settings.area.council_name, settings.area.council_code) == ("Eastmere", "E06000014")


@pytest.mark.parametrize("code", ["E0600001", "06000013", "Eastmere", "E06000013X"])
def test_a_code_that_is_none(code: str) -> None:
    with pytest.raises(SettingsError, match="COUNCIL_CODE"):
        DirectorySettings.from_env({"COUNCIL_CODE": code})


def test_a_wrong_address_is_refused_without_repeating_its_password() -> None:
    with pytest.raises(SettingsError) as refusal:
        DirectorySettings.from_env({"DIRECTORY_DATABASE_URL": "postgresql//grace:open-sesame@store"})
    assert "open-sesame" not in str(refusal.value)
