"""Which team a hand-off is for."""

import pytest

from bot.handoff.kind import kind_of


@pytest.mark.parametrize(
    ("category", "level", "request_id", "kind"),
    [
        (None, None, None, "support"),
        (None, None, "request_assessment", "support"),
        (None, None, "report_safeguarding", "safeguarding"),
        ("domestic_abuse", "urgent", None, "safeguarding"),
        ("domestic_abuse", "check", None, "support"),
        ("suicide_self_harm", "emergency", None, "support"),
    ],
)
def test_the_team(category: str | None, level: str | None, request_id: str | None, kind: str) -> None:
    assert kind_of(category, level, request_id) == kind


def test_an_earlier_alert_stays() -> None:
    assert kind_of(None, None, "talk_to_person", [("domestic_abuse", "urgent")]) == "safeguarding"
    assert kind_of("fall_now", "emergency", None, [("domestic_abuse", "check")]) == "support"
