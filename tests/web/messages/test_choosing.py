"""Which way a message may go: what they want, what they refuse, what is safe, what exists. Plain values."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from web.handoffs.preferences import Preferences, Safe
from web.handoffs.preferences import Way as Reaching
from web.messages.choosing import Reach, choose, may_be_rung, mobile_number
from web.models.delivery import Way

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
BOTH = frozenset({Way.TEXT, Way.EMAIL})


def reach(
    phone: str | None = "07700 900123", email: str | None = "rosa@example.org", *, agreed: bool = True,
    apart: bool = False, safe: Safe = Safe.YES, prefers: tuple[Reaching, ...] = (),
    never: tuple[Reaching, ...] = (),
) -> Reach:  # fmt: skip
    wants = Preferences(prefers=frozenset(prefers), never=frozenset(never), safe=safe)
    return Reach(phone, email, wants, agreed, apart)


@pytest.mark.parametrize(
    ("who", "way", "why_not"),
    [
        (reach(), Way.TEXT, None),
        (reach(prefers=(Reaching.EMAIL,)), Way.EMAIL, None),
        (reach(never=(Reaching.TEXT,)), Way.EMAIL, None),
        (reach(phone="01632 960123"), Way.EMAIL, None),
        (reach(phone="01632 960123", email=None), None, "no_way"),
        (reach(never=(Reaching.TEXT, Reaching.EMAIL)), None, "not_wanted"),
        (reach(safe=Safe.NO), None, "not_safe"),
        (reach(safe=Safe.NOT_ASKED), None, "not_safe"),
        (reach(safe=Safe.NO, prefers=(Reaching.EMAIL,)), Way.EMAIL, None),
        (reach(apart=True), None, "kept_apart"),
        (reach(agreed=False), None, "not_agreed"),
    ],
)
def test_the_way(who: Reach, way: Way | None, why_not: str | None) -> None:
    chosen = choose(who, BOTH, NOON, LONDON)
    assert (chosen.way, chosen.why_not) == (way, why_not)


def test_a_text_at_night_waits_for_the_morning_and_an_email_does_not() -> None:
    text, email = choose(reach(), BOTH, NIGHT, LONDON), choose(reach(), {Way.EMAIL}, NIGHT, LONDON)
    assert text.not_before and text.not_before > NIGHT
    assert email.not_before == NIGHT


@pytest.mark.parametrize(
    ("given", "mobile"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 (0)7700 900123", "+447700900123"),
        ("01632 960123", None),
        ("ask my daughter", None),
        ("", None),
        (None, None),
    ],
)
def test_what_takes_a_text(given: str | None, mobile: str | None) -> None:
    assert mobile_number(given) == mobile


def test_who_may_be_rung() -> None:
    assert may_be_rung(reach(phone="01632 960123"), NIGHT, LONDON)
    assert not may_be_rung(reach(phone=None), NOON, LONDON)
    assert not may_be_rung(reach(never=(Reaching.PHONE,)), NOON, LONDON)
    assert not may_be_rung(reach(safe=Safe.NOT_ASKED), NOON, LONDON)
    assert not may_be_rung(reach(apart=True), NOON, LONDON)
