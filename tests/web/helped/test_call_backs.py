"""The list of whom to ring: who may see it, an answer by telephone, and nobody there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.web.conftest import post
from tests.web.helped.conftest import AMIR, check_of
from web.clock import now
from web.database import ContactsStore
from web.helped.planning import Planner
from web.models.help_check import AskedBy, HelpCheck, Helped

SignIn = Callable[[str], FlaskClient]
PAGE = "/staff/call-backs"


@pytest.fixture
def reference(hand_on: Callable[..., str], close: Callable[..., None], planner: Planner) -> str:
    made = hand_on(contact={**AMIR, "phone": "01632 960123", "email": None})
    close(made)
    planner.plan_and_note()
    return made


def rang(browser: FlaskClient, store: ContactsStore, **fields: str) -> str:
    sent = post(browser, f"{PAGE}/{check_of(store).id}", page=PAGE, **fields)
    assert sent.status_code == 303
    return str(browser.get(PAGE).get_data(as_text=True))


def later(store: ContactsStore) -> None:
    """The last try was some time ago."""
    with store.writing() as session:
        session.execute(update(HelpCheck).values(last_try_at=now() - timedelta(hours=1)))


def test_who_may_see_it(signed_in: SignIn, reference: str, client: FlaskClient) -> None:
    statuses = {
        name: signed_in(name).get(PAGE).status_code for name in ("grace", "tom", "nadia", "ed", "ada")
    }
    assert statuses == {"grace": 200, "tom": 200, "nadia": 403, "ed": 403, "ada": 403}
    assert client.get(PAGE).status_code == 302


def test_the_list_leads_to_the_hand_off_and_names_nobody(signed_in: SignIn, reference: str) -> None:
    shown = signed_in("tom").get(PAGE).get_data(as_text=True)
    assert f"/staff/handoffs/{reference}" in shown
    assert "Amir" not in shown and "960123" not in shown


def test_an_answer_by_telephone(
    signed_in: SignIn, reference: str, store: ContactsStore, cast: dict[str, int]
) -> None:
    shown = rang(signed_in("tom"), store, answer="yes")
    assert "The answer is noted." in shown and reference not in shown
    kept = check_of(store)
    assert (kept.answer, kept.answered_by, kept.recorded_by) == (Helped.YES, AskedBy.CALL, cast["tom"])
    assert kept.asked_at is not None


def test_no_by_telephone_brings_a_person(signed_in: SignIn, reference: str, store: ContactsStore) -> None:
    assert "a hand-off is made" in rang(signed_in("tom"), store, answer="no")
    assert check_of(store).raised


def test_nobody_there_three_times_and_it_rests(
    signed_in: SignIn, reference: str, store: ContactsStore
) -> None:
    tom = signed_in("tom")
    assert "nobody answered" in rang(tom, store, answer="nobody_there")
    assert "noted before" in rang(tom, store, answer="nobody_there")  # the same press twice
    assert check_of(store).tries == 1
    for _ in range(2):
        later(store)
        shown = rang(tom, store, answer="nobody_there")
    assert "last try" in shown and reference not in shown
    assert check_of(store).ended_at is not None


def test_nothing_chosen_is_said_kindly(signed_in: SignIn, reference: str, store: ContactsStore) -> None:
    assert "Choose what came of the call" in rang(signed_in("tom"), store)
    assert check_of(store).answer is None
