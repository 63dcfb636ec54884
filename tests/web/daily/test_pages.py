"""The daily review's pages: who sees what of whom, the sign-off, two at once, and what follows a yes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.conftest import post
from tests.web.daily.making import TODAY, YESTERDAY, add, lay_out, say
from tests.web.numbers.making import contact, handoff
from web.database import ContactsStore
from web.models.contact import Channel, Contact, Outcome
from web.models.daily_review import DailyReview, Verdict
from web.models.handoff import Handoff, HandoffOutcome, Kind
from web.models.queue import HandoffEvent
from web.models.staff import AuditEvent
from web.settings import WebSettings
from web.staff.dashboard.keeping import count_all

SignIn = Callable[[str], FlaskClient]
DAILY = "/staff/daily"


@pytest.fixture
def one(store: ContactsStore) -> int:
    """Somebody who went quiet."""
    made = say(store, "my mum keeps falling", outcome=Outcome.ABANDONED)
    lay_out(store)
    return made


def page(browser: FlaskClient, address: str = DAILY) -> str:
    return browser.get(address).get_data(as_text=True)


def send(browser: FlaskClient, one: int, **fields: str) -> Any:
    return post(browser, f"{DAILY}/{one}/sign-off", page=f"{DAILY}/{one}", **fields)


def kept(store: ContactsStore, one: int) -> tuple[Verdict | None, str | None, int | None]:
    with store.reading() as session:
        found = session.get_one(DailyReview, one)
        return found.verdict, found.note, found.looked_by


def trail(store: ContactsStore) -> list[tuple[str, int | None, int | None]]:
    with store.reading() as session:
        rows = session.scalars(
            select(AuditEvent).where(AuditEvent.subject == "contact").order_by(AuditEvent.id)
        )
        return [(each.action, each.staff_user_id, each.subject_id) for each in rows]


def test_it_works(store: ContactsStore, signed_in: SignIn, cast: dict[str, int], one: int) -> None:
    leo = signed_in("leo")
    assert "0 of 1 looked at" in page(leo)
    shown = page(leo, f"{DAILY}/{one}")
    assert "MY MUM KEEPS FALLING" in shown
    assert "Went quiet" in shown
    answer = send(leo, one, verdict="no", note="They found the number.", version="1")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{DAILY}?day={YESTERDAY.isoformat()}")
    assert kept(store, one) == (Verdict.NO, "They found the number.", cast["leo"])
    assert "1 of 1 looked at" in page(leo)
    assert ("looked_at_daily_review", cast["leo"], one) in trail(store)
    assert trail(store)[-1] == ("signed_off_daily_review", cast["leo"], one)


def test_what_reviewers_say_is_on_the_page_of_the_numbers(
    store: ContactsStore, settings: WebSettings, signed_in: SignIn, one: int
) -> None:
    leo = signed_in("leo")
    send(leo, one, verdict="yes", note="", version="1")
    count_all(store, settings)
    shown = page(leo, f"/staff/numbers/measures?from={YESTERDAY}&to={TODAY}")
    row = shown.partition('data-measure="missed"')[2].partition("</tr>")[0]
    assert "100.0%" in row
    assert "20.7% to 100.0%" in row  # Wilson's limits of one out of one


@pytest.mark.parametrize("name", ["grace", "tom", "ed", "ada"])
def test_others_may_not(signed_in: SignIn, one: int, name: str) -> None:
    browser = signed_in(name)
    assert browser.get(DAILY).status_code == 403
    assert browser.get(f"{DAILY}/{one}").status_code == 403


def test_a_concern_is_the_safeguarding_teams_alone(store: ContactsStore, signed_in: SignIn) -> None:
    mine = say(store, "he takes my money", safeguarding_concern=True, risk_level="urgent", needs=["money"])
    with store.writing() as session:
        other = contact(session, YESTERDAY, needs=["debt"], risk_level="priority")
        handoff(session, other, kind=Kind.SAFEGUARDING)
        theirs = other.id
    lay_out(store)
    for name in ("leo", "nadia"):
        browser = signed_in(name)
        shown = page(browser)
        assert shown.count("The safeguarding team looks at this one") == 2
        assert "Debt" not in shown and "Urgent" not in shown and "Priority" not in shown
        assert [browser.get(f"{DAILY}/{each}").status_code for each in (mine, theirs)] == [404, 404]
    sana = signed_in("sana")
    assert "0 of 2 looked at" in page(sana)
    assert "HE TAKES MY MONEY" in page(sana, f"{DAILY}/{mine}")


def test_of_the_list_each_filter_shows_its_own(store: ContactsStore, signed_in: SignIn) -> None:
    ids = {
        "abandoned": say(store, "hello you there", outcome=Outcome.ABANDONED),
        "claimed": say(store, "that is enough", outcome=Outcome.RESOLVED_CLAIMED),
        "risk": say(store, "I feel low today", risk_level="check", outcome=Outcome.OPEN),
        "nothing_fitted": say(store, "none of these", unmet=["falls"], outcome=Outcome.OPEN),
    }
    lay_out(store)
    leo = signed_in("leo")
    for show, contact_id in ids.items():
        shown = page(leo, f"{DAILY}?show={show}")
        assert [f'{DAILY}/{each}"' in shown.partition("<table")[2] for each in ids.values()] == [
            each == contact_id for each in ids.values()
        ]


@pytest.mark.parametrize(
    "asked", ["", "?day=yesterday", "?day=2999-01-01", "?day=0001-01-01", "?show=x&page=99"]
)
def test_a_strange_address_shows_yesterday(signed_in: SignIn, one: int, asked: str) -> None:
    assert "0 of 1 looked at" in page(signed_in("leo"), DAILY + asked)


def test_another_day_can_be_chosen_but_not_today(store: ContactsStore, signed_in: SignIn) -> None:
    week_ago = TODAY - timedelta(days=7)
    say(store, "that was last week", day=week_ago)
    now_talking = say(store, "I am here now", day=TODAY)
    leo = signed_in("leo")
    assert "0 of 1 looked at" in page(leo, f"{DAILY}?day={week_ago}")
    assert "Nobody got in touch" in page(leo, f"{DAILY}?day={TODAY}")
    assert leo.get(f"{DAILY}/{now_talking}").status_code == 404


def test_before_its_words_are_there_nothing_can_be_signed(store: ContactsStore, signed_in: SignIn) -> None:
    soon = say(store, "not cleared of names yet")
    shown = page(signed_in("leo"), f"{DAILY}/{soon}")
    assert "Look again in a few minutes" in shown
    assert "Sign off" not in shown
    assert "not cleared" not in shown


def test_the_same_form_twice_is_kept_once(store: ContactsStore, signed_in: SignIn, one: int) -> None:
    leo = signed_in("leo")
    for _ in range(2):
        assert send(leo, one, verdict="unsure", note="", version="1").status_code == 303
    assert [each[0] for each in trail(store)].count("signed_off_daily_review") == 1


def test_who_is_second_is_told_and_loses_nothing(
    store: ContactsStore, signed_in: SignIn, cast: dict[str, int], one: int
) -> None:
    send(signed_in("leo"), one, verdict="no", note="", version="1")
    answer = send(signed_in("nadia"), one, verdict="yes", note="She lives alone.", version="1")
    assert answer.status_code == 409
    shown = answer.get_data(as_text=True)
    assert "leo signed this off first" in shown
    assert "She lives alone." in shown
    assert kept(store, one)[0] is Verdict.NO
    again = send(signed_in("nadia"), one, verdict="yes", note="She lives alone.", version="2")
    assert again.status_code == 303
    assert kept(store, one) == (Verdict.YES, "She lives alone.", cast["nadia"])


def test_who_signs_what_he_has_not_read_is_told(store: ContactsStore, signed_in: SignIn, one: int) -> None:
    leo = signed_in("leo")
    with store.writing() as session:
        made = session.get_one(Contact, one)
        add(made, "and now she is on the floor")
        made.resident_messages += 1
    lay_out(store)
    answer = send(leo, one, verdict="no", note="It was enough.", version="1")
    assert answer.status_code == 409
    shown = answer.get_data(as_text=True)
    assert "More was said since you opened this page." in shown
    assert "AND NOW SHE IS ON THE FLOOR" in shown
    assert "It was enough." in shown
    assert kept(store, one)[0] is None


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"note": "why"}, "Say whether it should have gone on."),
        ({"verdict": "perhaps"}, "Say whether it should have gone on."),
        ({"verdict": "no", "note": "x" * 601}, "The note is too long."),
        ({"verdict": "no", "note": "ring 07700 900461"}, "There was a number"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    store: ContactsStore, signed_in: SignIn, one: int, fields: dict[str, str], problem: str
) -> None:
    answer = send(signed_in("leo"), one, version="1", **fields)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert problem in shown
    assert "900461" not in shown
    assert fields.get("note", "")[:3] in shown
    assert kept(store, one)[0] is None


def test_of_nobody_knows_whom_nobody_can_be_told(store: ContactsStore, signed_in: SignIn, one: int) -> None:
    leo = signed_in("leo")
    answer = send(leo, one, verdict="yes", note="", version="1")
    assert answer.headers["Location"] == f"{DAILY}/{one}"
    assert "Nobody knows who this was" in page(leo, f"{DAILY}/{one}")
    leo.post(f"{DAILY}/{one}/tell")
    with store.reading() as session:
        assert session.get_one(DailyReview, one).told_at is None


def test_a_yes_puts_what_was_closed_before_the_team_again(
    store: ContactsStore, signed_in: SignIn, cast: dict[str, int]
) -> None:
    one = say(store, "my mum keeps falling")
    with store.writing() as session:
        made = handoff(session, session.get_one(Contact, one), HandoffOutcome.INFO_ONLY)
        made.reference = reference = "SP-0000-0000"
    lay_out(store)
    leo, tom = signed_in("leo"), signed_in("tom")
    send(leo, one, verdict="yes", note="", version="1")
    shown = page(leo, f"{DAILY}/{one}")
    assert reference in shown
    assert f"/staff/handoffs/{reference}" not in shown  # no names for a conversation lead
    for form in (f"{DAILY}/{one}", DAILY):
        post(leo, f"{DAILY}/{one}/tell", page=form)
    with store.reading() as session:
        found = session.scalars(select(Handoff).where(Handoff.reference == reference)).one()
        events = session.scalars(select(HandoffEvent).where(HandoffEvent.handoff_id == found.id)).all()
        assert found.news == "reviewed"
        assert [(each.move, each.by_id) for each in events] == [("reviewed", cast["leo"])]
    assert "A reviewer says that this should go further" in page(tom, "/staff/handoffs")
    assert "leo looked at it in the daily review" in page(tom, f"/staff/handoffs/{reference}")


def test_nobody_reviews_a_call_of_his_own(
    store: ContactsStore, signed_in: SignIn, cast: dict[str, int]
) -> None:
    own = say(store, "a call from before", channel=Channel.TELEPHONE, adviser_id=cast["leo"])
    lay_out(store)
    leo, nadia = signed_in("leo"), signed_in("nadia")
    assert "You held this conversation yourself" in page(leo, f"{DAILY}/{own}")
    assert post(leo, f"{DAILY}/{own}/sign-off", page=DAILY, verdict="no", version="1").status_code == 403
    assert send(nadia, own, verdict="no", note="", version="1").status_code == 303
