"""The four safety proxies: each counted by hand on written-out hand-offs; and the row on the page."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.web.numbers.making import contact, handoff
from web.clock import now
from web.database import ContactsStore
from web.models.contact import Contact
from web.models.handoff import Handoff, HandoffOutcome, Kind, State
from web.models.help_check import AskedBy, HelpCheck, Helped
from web.numbers.measures import Rate
from web.numbers.proxies import (
    ANSWERS_WINDOW,
    WINDOW,
    Concerns,
    Counted,
    Experience,
    Responses,
    Waiting,
    place_of_half,
    proxies,
)
from web.staff.dashboard.safety import in_words
from web.store import demonstration, safety_proxies
from web.words.book import words

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SignIn = Callable[[str], FlaskClient]


class Making:
    """Hand-offs by the hour at which things happened to them, counted back from now."""

    def __init__(self, session: Session, moment: datetime) -> None:
        self.session, self.moment = session, moment

    def handed_on(self, ago: timedelta, due: timedelta, **more: Any) -> Handoff:
        """One that came in `ago` and is due `due` after that; times among `more` count from its coming."""
        came = self.moment - ago
        times = {name: came + value for name, value in more.items() if isinstance(value, timedelta)}
        one: Contact = contact(self.session, came.date())
        made = handoff(self.session, one, more.pop("outcome", None), respond_by=came + due, **(more | times))
        made.received_at = came
        self.session.flush()
        return made

    def answered(self, of: Handoff, answer: Helped | None, ago: timedelta) -> None:
        at = self.moment - ago
        self.session.add(
            HelpCheck(
                contact_id=of.contact_id, handoff_id=of.id, planned_at=at, asked_by=AskedBy.TEXT, asked_at=at,
                answer=answer, answered_at=at if answer else None, wants_person=False, tries=0,
            )
        )  # fmt: skip
        self.session.flush()


def counted(store: ContactsStore, moment: datetime) -> Counted:
    with store.reading() as session:
        return safety_proxies.counted(session, moment)


def test_concerns_by_hand(store: ContactsStore) -> None:
    moment = now()
    with store.writing() as session:
        make = Making(session, moment)
        apart: dict[str, Any] = {"kind": Kind.SAFEGUARDING}
        make.handed_on(5 * DAY, 4 * HOUR, first_action_at=3 * HOUR, **apart)  # in time
        make.handed_on(5 * DAY, 4 * HOUR, first_action_at=5 * HOUR, **apart)  # late
        make.handed_on(DAY, 4 * HOUR, **apart)  # due, and nobody took it up
        make.handed_on(2 * HOUR, 4 * HOUR, **apart)  # not due yet: in neither number
        make.handed_on(WINDOW + DAY, 4 * HOUR, **apart)  # before the window, but it still waits
        make.handed_on(WINDOW + DAY, 4 * HOUR, first_action_at=5 * HOUR, **apart)  # before it, and over
        make.handed_on(DAY, 4 * HOUR, outcome=HandoffOutcome.DUPLICATE, **apart)  # a test
        make.handed_on(DAY, 4 * HOUR)  # no concern
    assert counted(store, moment).concerns == Concerns(due=3, late=2, late_now=2)


def test_waiting_by_hand(store: ContactsStore) -> None:
    moment = now()
    with store.writing() as session:
        make = Making(session, moment)
        make.handed_on(300 * DAY, DAY, state=State.ACKNOWLEDGED)  # taken, and nobody got in touch: the oldest
        make.handed_on(HOUR, DAY)  # waits, not due
        make.handed_on(3 * HOUR, HOUR, kind=Kind.SAFEGUARDING)  # waits, due
        make.handed_on(400 * DAY, DAY, contacted_at=HOUR, state=State.IN_PROGRESS)  # open, has heard
        make.handed_on(500 * DAY, DAY, outcome=HandoffOutcome.INFO_ONLY)  # closed
    found = counted(store, moment).waiting
    assert (found.open, found.unheard, found.overdue) == (4, 3, 2)
    assert found.oldest == moment - 300 * DAY


def test_first_response_by_hand(store: ContactsStore) -> None:
    moment = now()
    with store.writing() as session:
        make = Making(session, moment)
        for waited in (HOUR, 50 * HOUR, 3 * HOUR + timedelta(minutes=10)):
            make.handed_on(5 * DAY, DAY, contacted_at=waited, state=State.IN_PROGRESS)
        make.handed_on(2 * DAY, DAY)  # still waits: longer than all of them
        make.handed_on(2 * DAY, DAY, outcome=HandoffOutcome.ABANDONED_ANONYMOUS)  # closed without a word
        make.handed_on(2 * DAY, DAY, outcome=HandoffOutcome.DUPLICATE, contacted_at=HOUR)
        make.handed_on(WINDOW + DAY, DAY, contacted_at=HOUR)
    half = 3 * HOUR + timedelta(minutes=10)  # the second of four
    assert counted(store, moment).responses == Responses(heard=3, unheard=1, half_within=half)


def test_more_than_half_still_wait(store: ContactsStore) -> None:
    moment = now()
    with store.writing() as session:
        make = Making(session, moment)
        make.handed_on(5 * DAY, DAY, contacted_at=HOUR, state=State.IN_PROGRESS)
        make.handed_on(DAY, DAY)
        make.handed_on(DAY, DAY)
    assert counted(store, moment).responses == Responses(heard=1, unheard=2, half_within=None)


def test_experience_by_hand(store: ContactsStore) -> None:
    moment = now()
    with store.writing() as session:
        make = Making(session, moment)
        said = [(Helped.YES, DAY), (Helped.YES, 90 * DAY), (Helped.A_LITTLE, DAY), (Helped.NO, DAY)]
        for answer, ago in [*said, (None, DAY), (Helped.YES, ANSWERS_WINDOW + DAY)]:
            of = make.handed_on(100 * DAY, DAY, outcome=HandoffOutcome.INFO_ONLY)
            make.answered(of, answer, ago)
    assert counted(store, moment).experience == Experience(yes=2, answered=4)


def test_of_an_empty_store_nothing_is_said(store: ContactsStore) -> None:
    found = counted(store, now())
    assert found == Counted(Concerns(), Waiting(), Responses(), Experience())
    assert [each.rate for each in proxies(found)] == [Rate(0, 0)] * 4
    assert not any(each.attention for each in proxies(found))


def test_a_demonstration_counts_the_invented_alone(store: ContactsStore) -> None:
    moment = now()
    with store.writing() as session:
        make = Making(session, moment)
        make.handed_on(DAY, HOUR)
        demonstration.mark(session, 1, moment)
        tried_out = make.handed_on(DAY, HOUR)
        make.answered(tried_out, Helped.YES, HOUR)
    found = counted(store, moment)
    assert (found.waiting.open, found.experience.answered) == (1, 0)


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(0, 12))
def test_the_half_is_the_middle_of_all_with_those_who_wait_last(heard: list[int], unheard: int) -> None:
    everybody = sorted([*heard, *[10**6] * unheard])
    place = place_of_half(len(heard), unheard)
    if not everybody or everybody[(len(everybody) - 1) // 2] == 10**6:
        assert place is None
    else:
        assert place is not None
        assert sorted(heard)[place] == everybody[(len(everybody) - 1) // 2]


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (timedelta(0), "0 minutes"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(minutes=61), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=49), "2 days"),
    ],
)
def test_waits_in_words(wait: timedelta, said: str) -> None:
    assert in_words(wait) == said


def test_the_row_is_on_the_page_with_its_definitions(store: ContactsStore, signed_in: SignIn) -> None:
    moment = now()
    with store.writing() as session:
        make = Making(session, moment)
        make.handed_on(DAY, HOUR, kind=Kind.SAFEGUARDING)
        of = make.handed_on(3 * DAY, DAY, contacted_at=5 * HOUR, outcome=HandoffOutcome.INFO_ONLY)
        make.answered(of, Helped.YES, HOUR)
    shown = signed_in("nadia").get("/staff/numbers").get_data(as_text=True)
    row = shown.partition('class="safety-row"')[2].partition("</section>")[0]
    tiles = {each.partition('"')[0]: each for each in row.split('data-proxy="')[1:]}
    assert list(tiles) == ["triage", "waiting", "response", "experience"]
    assert "1 of 1" in tiles["triage"] and "Somebody is waiting now" in tiles["triage"]
    assert "1 of 1" in tiles["waiting"] and "the longest has waited 1 day" in tiles["waiting"]
    assert "Half heard within 5 hours" in tiles["response"]
    assert "100%" in tiles["experience"] and "limits from 21% to 100%" in tiles["experience"]
    assert "they are not West Sussex&#39;s" in row
    for id_, tile in tiles.items():
        said = words("safety_proxies")["tiles"][id_]
        assert all(said[part].partition("?")[0][:30] in tile for part in ("counted", "out_of", "without"))
