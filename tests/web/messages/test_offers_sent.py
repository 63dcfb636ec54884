"""An organisation gets the link of an offer by e-mail; the worker sees that, and what did not arrive."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.conftest import post
from tests.web.messages.notify_service import Notify
from tests.web.outbox.conftest import Clock
from web.database import ContactsStore
from web.models.contact import Contact
from web.models.delivery import Delivery, DeliveryState
from web.models.queue import VoluntaryOffer
from web.outbox.rounds import Rounds

HandOn = Callable[..., str]
SignIn = Callable[[str], FlaskClient]
ADDRESS = "hello@friends.example.org"


@pytest.fixture
def offered(hand_on: HandOn, signed_in: SignIn) -> tuple[FlaskClient, str]:
    """Tom, who took the hand-off and made an offer; and its page."""
    page = f"/staff/handoffs/{hand_on()}"
    tom = signed_in("tom")
    claim = form_of(tom.get(page).get_data(as_text=True), "form-claim")
    tom.post(f"{page}/move", data=claim)
    fields = form_of(tom.get(f"{page}/offer").get_data(as_text=True), "offer")
    more = {"organisation": "Eastmere Friends", "send_to": ADDRESS, "agreed": "yes"}
    assert tom.post(f"{page}/offer", data={**fields, **more, "shared": ["needs", "phone"]}).status_code == 303
    return tom, page


def form_of(page: str, id_: str) -> dict[str, str]:
    found = re.search(rf'<form [^>]*id="{id_}">(.*?)</form>', page, re.DOTALL)
    assert found
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[1]))


def read(tom: FlaskClient, page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", tom.get(page).get_data(as_text=True)).split())


def test_the_link_goes_to_the_organisation_and_opens_the_offer(
    offered: tuple[FlaskClient, str], client: FlaskClient, rounds: Rounds, notify: Notify
) -> None:
    tom, page = offered
    assert "The link by e-mail to hello@friends.example.org: will be sent" in read(tom, page)
    rounds.deliver()
    [mail] = [each for each in notify.sent if each.get("email_address") == ADDRESS]
    body = mail["personalisation"]["body"]
    assert not re.search(r"Amir|07700|falling|mum|SP-", body)
    path = re.search(r"https://signpost\.example\.org(/offered/\S+)", body)
    assert path
    assert client.get(path[1]).status_code == 200
    assert post(client, f"{path[1]}/yes", page=path[1]).status_code == 303
    assert "whether it arrived is not known yet" in read(tom, page)


@pytest.mark.parametrize("what", ["take_back", "over", "concern"])
def test_a_link_that_would_open_nothing_is_not_sent(
    what: str, offered: tuple[FlaskClient, str], rounds: Rounds, notify: Notify, store: ContactsStore,
    clock: Clock,
) -> None:  # fmt: skip
    tom, page = offered
    with store.writing() as session:
        offer = session.scalars(select(VoluntaryOffer)).one()
        if what == "over":
            offer.expires_at = clock() - timedelta(minutes=1)
        if what == "concern":
            session.scalars(select(Contact)).one().safeguarding_concern = True
        number = offer.id
    if what == "take_back":
        post(tom, f"{page}/offer/{number}/take-back", page=page)
    rounds.deliver()
    assert [each for each in notify.sent if each.get("email_address") == ADDRESS] == []


def test_the_worker_sees_what_did_not_arrive(
    offered: tuple[FlaskClient, str], rounds: Rounds, store: ContactsStore
) -> None:
    tom, page = offered
    rounds.deliver()
    assert "We have your message, by text: sent; whether it arrived" in read(tom, page)
    assert "A message to them did not reach them" not in read(tom, page)
    with store.writing() as session:
        for each in session.scalars(select(Delivery)):
            each.receipt = "permanent-failure"
    shown = read(tom, page)
    assert "A message to them did not reach them" in shown
    assert "by text: sent, and did not arrive" in shown
    assert "Give them the link yourself" in shown


def test_why_a_message_was_not_sent_is_told(hand_on: HandOn, signed_in: SignIn, store: ContactsStore) -> None:
    page = f"/staff/handoffs/{hand_on()}"
    with store.writing() as session:
        only = session.scalars(select(Delivery)).one()
        only.state, only.last_failure = DeliveryState.DROPPED, "not_an_address"
    assert "not sent" in read(signed_in("tom"), page)
    assert "The number or address does not exist" in read(signed_in("tom"), page)
