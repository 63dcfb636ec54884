"""The round of reminders: through a real mail server, never twice, not at night, and a day's measure."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.safeguarding.hours import OfficeHours
from directory.freshness.keeper import Keeper
from directory.freshness.standing import Why
from directory.models.freshness import MailState
from directory.queries import reminders
from tests.directory.freshness.conftest import Clock, Desk, old_service
from tests.web.mail.post_office import PostOffice
from web.provider.signing import LinkSigner
from web.reminders.job import is_time, send_reminders
from web.settings import WebSettings


def many(count: int) -> list[dict[str, object]]:
    return [
        old_service(f"s{n}", organization={"id": f"o{n}", "name": f"Org {n}", "email": f"o{n}@example.org"})
        for n in range(count)
    ]


def states(desk: Desk) -> list[str]:
    with desk.sessions() as session:
        return sorted({mail.id: mail.state for _, mail in reminders.last_asked(session).values()}.values())


def test_it_works(desk: Desk, keeper: Keeper, settings: WebSettings, office: PostOffice) -> None:
    desk.take_in(old_service(), old_service("choir", name="Brigholm Choir"))
    assert send_reminders(keeper, settings, 10) == 1
    [mail] = office.arrived
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert mail["Subject"] == "Is what we say about your services still right?"
    assert "- Brigholm Choir\n- Brigholm Lunch Club" in text.replace("\r\n", "\n")
    found = re.search(r"https://signpost\.example\.org/organisation/(\S+)", text)
    assert found
    mail_id = LinkSigner.of(settings).read(found[1]).mail_id
    assert mail_id
    assert len(keeper.open_link(mail_id).listings) == 2
    assert states(desk) == [MailState.SENT]


def test_the_link_holds_nothing_of_anybody(
    desk: Desk, keeper: Keeper, settings: WebSettings, office: PostOffice
) -> None:
    desk.take_in(old_service())
    send_reminders(keeper, settings, 10)
    body = office.arrived[0].get_body(("plain",))
    assert body is not None
    token = body.get_content().partition("/organisation/")[2].split()[0]
    assert re.fullmatch(r'"?[\w.-]+"?', token)
    assert not re.search("office|friends|lunch", token, re.IGNORECASE)


def test_a_second_round_sends_nothing(
    desk: Desk, keeper: Keeper, settings: WebSettings, office: PostOffice
) -> None:
    desk.take_in(old_service())
    assert [send_reminders(keeper, settings, 10) for _ in range(3)] == [1, 0, 0]
    assert len(office.arrived) == 1


def test_a_server_that_is_down_costs_nothing_but_time(
    desk: Desk, keeper: Keeper, settings: WebSettings, office: PostOffice
) -> None:
    desk.take_in(*many(5))
    down = replace(settings, mail=replace(settings.mail, port=1))
    assert send_reminders(keeper, down, 10) == 0
    assert states(desk) == [MailState.NOT_SENT]  # one was tried, and the round ended
    assert send_reminders(keeper, settings, 10) == 5
    assert sorted(str(mail["To"]) for mail in office.arrived) == [f"o{n}@example.org" for n in range(5)]


def test_an_address_that_does_not_exist_lands_with_the_editors(
    desk: Desk, keeper: Keeper, settings: WebSettings, office: PostOffice
) -> None:
    desk.take_in(*many(2))
    office.says["o0@example.org"] = "550 No such user"
    assert send_reminders(keeper, settings, 10) == 1
    assert {each.entry.id: each.why for each in keeper.standings()} == {
        "s0": Why.ADDRESS_REFUSED,
        "s1": None,
    }


def test_a_mail_that_may_have_gone_out_is_not_sent_again(
    desk: Desk, keeper: Keeper, settings: WebSettings, office: PostOffice
) -> None:
    desk.take_in(old_service())
    office.hangs_up = True
    assert send_reminders(keeper, settings, 10) == 0
    office.hangs_up = False
    assert send_reminders(keeper, settings, 10) == 0
    assert len(office.arrived) == 1


def test_a_days_measure(
    desk: Desk, keeper: Keeper, settings: WebSettings, office: PostOffice, clock: Clock
) -> None:
    desk.take_in(*many(5))
    few = replace(settings, asking=replace(settings.asking, mails_a_day=2))
    assert [send_reminders(keeper, few, 10) for _ in range(2)] == [2, 0]
    clock.pass_days(1.1)
    assert send_reminders(keeper, few, 10) == 2


def test_the_third_mail_says_that_it_is_the_last(
    desk: Desk, keeper: Keeper, settings: WebSettings, office: PostOffice, clock: Clock
) -> None:
    desk.take_in(old_service())
    for _ in range(4):
        send_reminders(keeper, settings, 10)
        clock.pass_days(14)
    bodies = [mail.get_body(("plain",)) for mail in office.arrived]
    last = ["This is the last time we ask" in body.get_content() for body in bodies if body]
    assert last == [False, False, True]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), True),  # a Monday
        (datetime(2026, 11, 23, 8, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), False),  # a Sunday
        (datetime(2026, 12, 25, 12, 0, tzinfo=UTC), False),  # a bank holiday
        (datetime(2026, 7, 6, 8, 30, tzinfo=UTC), True),  # half past nine in summer
    ],
)
def test_mails_go_out_in_office_hours(moment: datetime, expected: bool) -> None:
    assert is_time(moment, OfficeHours()) is expected
