"""How urgent, and by when: on the council's clock, over weekends and bank holidays."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

import bot
from bot.handoff.due import due_rules as how_soon
from bot.safeguarding.hours import OfficeHours
from directory.needs.vocabulary import Vocabulary
from web.handoffs.queue.due import look_again, priority_of, respond_by
from web.models.handoff import Kind, Priority

BOT = Path(bot.__file__).parent
HOURS = OfficeHours()
SUPPORT, SAFEGUARDING = Kind.SUPPORT, Kind.SAFEGUARDING


@pytest.mark.parametrize(
    ("kind", "level", "request_", "needs", "expected"),
    [
        (SUPPORT, None, None, [], Priority.ROUTINE),
        (SUPPORT, "check", None, [], Priority.ROUTINE),
        (SUPPORT, "urgent", None, [], Priority.URGENT),
        (SUPPORT, None, "request_assessment", [], Priority.PRIORITY),
        (SUPPORT, "emergency", "request_assessment", ["homelessness"], Priority.EMERGENCY),
        (SUPPORT, "priority", None, ["homelessness"], Priority.URGENT),
        (SAFEGUARDING, None, None, [], Priority.URGENT),
        (SAFEGUARDING, "emergency", None, [], Priority.EMERGENCY),
    ],
)  # fmt: skip
def test_the_most_urgent_counts(
    kind: Kind, level: str | None, request_: str | None, needs: list[str], expected: Priority
) -> None:
    assert priority_of(kind, level, request_, needs) is expected


@pytest.mark.parametrize(
    ("priority", "received", "due"),
    [
        ("emergency", datetime(2026, 11, 22, 2, 0, tzinfo=UTC), datetime(2026, 11, 22, 2, 30, tzinfo=UTC)),
        ("urgent", datetime(2026, 11, 23, 9, 30, tzinfo=UTC), datetime(2026, 11, 23, 17, 0, tzinfo=UTC)),
        ("urgent", datetime(2026, 11, 23, 16, 0, tzinfo=UTC), datetime(2026, 11, 24, 10, 0, tzinfo=UTC)),
        ("urgent", datetime(2026, 12, 24, 18, 0, tzinfo=UTC), datetime(2026, 12, 29, 17, 0, tzinfo=UTC)),
        ("priority", datetime(2026, 11, 26, 12, 0, tzinfo=UTC), datetime(2026, 11, 27, 16, 30, tzinfo=UTC)),
        ("priority", datetime(2026, 4, 2, 12, 0, tzinfo=UTC), datetime(2026, 4, 7, 16, 0, tzinfo=UTC)),
        ("routine", datetime(2026, 11, 22, 12, 0, tzinfo=UTC), datetime(2026, 11, 30, 17, 0, tzinfo=UTC)),
    ],
    ids=["day and night", "same day", "late in the day", "over christmas", "friday", "over easter", "sunday"],
)
def test_by_when(priority: str, received: datetime, due: datetime) -> None:
    assert respond_by(Priority(priority), received, HOURS) == due


def test_whom_one_waits_for_comes_back_in_five_working_days() -> None:
    asked = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert look_again(asked, HOURS) == datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


def test_the_file_names_only_what_there_is() -> None:
    rules = how_soon()
    order = yaml.safe_load((BOT / "requests" / "order.yml").read_text(encoding="utf-8"))["order"]
    assert set(rules["priorities"]) == set(Priority)
    assert set(rules["requests"]) <= set(order)
    assert set(rules["needs"]) <= {need.id for need in Vocabulary.load()}
    named = {*rules["requests"].values(), *rules["needs"].values(), rules["safeguarding"]}
    assert named <= set(Priority)
