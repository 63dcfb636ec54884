"""The bot's settings: defaults that work, and a sentence for what cannot be."""

from pathlib import Path

import pytest

from bot.exceptions import SettingsError
from bot.settings import BotSettings, teach_rasa_manners


def test_it_works_without_any_setting() -> None:
    settings = BotSettings.from_env({})
    assert (settings.rasa_port, settings.actions_port) == (8105, 8155)
    assert settings.web_url == "http://127.0.0.1:8000"
    assert settings.tracker_hours == 72
    assert settings.var_dir == Path("var").absolute()


def test_the_web_is_looked_for_at_its_port() -> None:
    assert BotSettings.from_env({"PORT": "9001"}).web_url == "http://127.0.0.1:9001"
    assert BotSettings.from_env({"WEB_URL": "https://example.org/"}).web_url == "https://example.org"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RASA_PORT", "many"),
        ("ACTIONS_PORT", "70000"),
        ("WEB_URL", "example.org"),
        ("TRACKER_HOURS", "0"),
        ("TRACKER_HOURS", "nan"),
        ("COUNCIL_WEBSITE", "http://example.org"),
        ("DOORS_FILE", "no/such/file.yml"),
    ],
)
def test_a_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        BotSettings.from_env({name: value})


def test_a_real_council_never_shows_the_demonstrations_numbers() -> None:
    assert BotSettings.from_env({}).council_phone == "01632 960000"
    real = BotSettings.from_env({"COUNCIL_NAME": "Westmere"})
    assert (real.council_phone, real.duty_team) == ("", "")


def test_rasa_reports_nothing_to_anybody() -> None:
    environ: dict[str, str] = {}
    teach_rasa_manners(Path("build"), environ)
    assert environ["RASA_TELEMETRY_ENABLED"] == "false"
