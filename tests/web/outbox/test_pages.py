"""The administrator's page of deliveries: how they stand, one or all again, giving up; never a name."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.conftest import post
from tests.web.outbox.case_system import CaseSystem
from tests.web.outbox.conftest import Clock
from web.database import ContactsStore
from web.models.delivery import Delivery, Target
from web.outbox.rounds import Rounds

SignIn = Callable[[str], FlaskClient]
PAGE = "/staff/deliveries"
ROSA = {
    "name": "Rosalind Quimby",
    "phone": "07700 900123",
    "email": "rosa@example.org",
    "safe_to_contact": True,
}


@pytest.fixture
def dead(hand_on: Callable[..., str], rounds: Rounds, case: CaseSystem) -> list[str]:
    """Two that were refused for good."""
    references = [hand_on(name, contact=ROSA) for name in ("rosa", "amir")]
    case.answers = [422, 422]
    rounds.deliver()
    return references


def numbers(store: ContactsStore) -> list[str]:
    with store.reading() as session:
        query = select(Delivery.number).where(Delivery.target == Target.WEBHOOK).order_by(Delivery.id)
        return list(session.scalars(query))


def states(store: ContactsStore) -> list[str]:
    with store.reading() as session:
        query = select(Delivery.state).where(Delivery.target == Target.WEBHOOK).order_by(Delivery.id)
        return [state.value for state in session.scalars(query)]


def test_who_may_see_it(signed_in: SignIn, dead: list[str], client: FlaskClient) -> None:
    names = ("ada", "grace", "tom", "sana", "nadia", "leo", "ed")
    statuses = {name: signed_in(name).get(PAGE).status_code for name in names}
    assert statuses.pop("ada") == 200
    assert set(statuses.values()) == {403}
    assert client.get(PAGE).status_code == 302


def test_it_says_what_went_wrong_and_names_nobody(signed_in: SignIn, dead: list[str]) -> None:
    ada = signed_in("ada")
    for show in ("dead", "waiting", "dropped", "given_up"):
        shown = ada.get(f"{PAGE}?show={show}").get_data(as_text=True)
        assert not [word for word in ("Rosalind", "Quimby", "900123", "rosa@", "falling") if word in shown]
    shown = ada.get(PAGE).get_data(as_text=True)
    assert all(reference in shown for reference in dead)
    assert "The other side answered 422" in shown


def test_one_again(
    signed_in: SignIn, dead: list[str], store: ContactsStore, rounds: Rounds, clock: Clock
) -> None:
    ada, [first, _] = signed_in("ada"), numbers(store)
    for _ in range(2):
        assert post(ada, f"{PAGE}/{first}/retry", page=PAGE).status_code == 303
    assert states(store) == ["waiting", "dead"]
    clock.pass_by(minutes=1)
    assert rounds.deliver() == 1


def test_all_again(
    signed_in: SignIn, dead: list[str], store: ContactsStore, rounds: Rounds, clock: Clock
) -> None:
    assert post(signed_in("ada"), f"{PAGE}/retry", page=PAGE).status_code == 303
    clock.pass_by(minutes=1)
    assert rounds.deliver() == 2


def test_giving_up_needs_a_reason(signed_in: SignIn, dead: list[str], store: ContactsStore) -> None:
    ada, [first, _] = signed_in("ada"), numbers(store)
    post(ada, f"{PAGE}/{first}/give-up", page=PAGE, reason="  ")
    assert "Write a few words" in ada.get(PAGE).get_data(as_text=True)
    assert states(store) == ["dead", "dead"]
    post(ada, f"{PAGE}/{first}/give-up", page=PAGE, reason="typed in by hand")
    assert states(store) == ["given_up", "dead"]
    assert "typed in by hand" in ada.get(f"{PAGE}?show=given_up").get_data(as_text=True)


def test_a_number_that_is_none_and_a_state_that_is_none(signed_in: SignIn, dead: list[str]) -> None:
    ada = signed_in("ada")
    assert post(ada, f"{PAGE}/nothing/retry", page=PAGE).status_code == 404
    assert ada.get(f"{PAGE}?show=everything").status_code == 404


def test_messages_are_shown_here_only_where_they_stay_here(signed_in: SignIn) -> None:
    assert signed_in("tom").get("/staff/messages").status_code == 404
