"""What is said depends on whether anybody is there to read it."""

from datetime import UTC, datetime

import pytest

from bot.actions.office import Office
from bot.exceptions import SettingsError
from bot.settings import BotSettings

SATURDAY_NIGHT = datetime(2026, 11, 21, 23, 10, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_open_hours_need_no_other_words() -> None:
    assert Office(now=lambda: MONDAY_NOON).words("utter_next_step") == "utter_next_step"


def test_closed_hours_say_when_somebody_reads_it_and_who_answers_meanwhile() -> None:
    office = Office(duty_team="01632 960999", now=lambda: SATURDAY_NIGHT)
    assert office.words("utter_next_step") == "utter_next_step_out_of_hours"
    fields = office.fields()
    assert (fields["opens_day"], fields["opens_at"]) == ("on Monday", "9am")
    assert "emergency duty team on 01632 960999" in fields["meanwhile"]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 23, 8, 20, tzinfo=UTC), "today"),  # "on Monday", said on a Monday, is a week away
        (datetime(2026, 11, 22, 20, 0, tzinfo=UTC), "tomorrow"),
        (datetime(2026, 7, 19, 23, 30, tzinfo=UTC), "today"),  # half past midnight by the council's clock
        (datetime(2026, 11, 20, 20, 0, tzinfo=UTC), "on Monday"),
    ],
)
def test_the_day_it_is_read_is_said_as_people_say_it(now: datetime, day: str) -> None:
    assert Office(now=lambda: now).fields()["opens_day"] == day


def test_without_a_duty_team_no_empty_number_is_said() -> None:
    meanwhile = Office(now=lambda: SATURDAY_NIGHT).fields()["meanwhile"]
    assert "duty team" not in meanwhile and "999" in meanwhile


def test_a_real_council_never_gets_the_demonstrations_number() -> None:
    assert Office.of(BotSettings.from_env({})).duty_team == "01632 960999"
    assert Office.of(BotSettings.from_env({"COUNCIL_NAME": "Somewhere"})).duty_team == ""


def test_a_wrong_time_zone_is_one_sentence() -> None:
    with pytest.raises(SettingsError, match="TIME_ZONE"):
        BotSettings.from_env({"TIME_ZONE": "Mars/Olympus"})
