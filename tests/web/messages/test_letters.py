"""Letters: to whom wants one, gave a name and an address; to nobody else."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.web.messages.notify_service import Notify
from tests.web.messages.test_carrier import the_one
from web.database import ContactsStore
from web.models.delivery import DeliveryState, Way
from web.models.record import ContactRecord
from web.outbox.rounds import Rounds

HandOn = Callable[..., str]
BY_LETTER = {
    "name": "Amir Alder",
    "phone": "01632 960123",
    "address": "12 Mill Lane\nEastmere\nDN15 6AB",
    "how": "by letter please",
    "safe_to_contact": True,
}


def test_who_wants_a_letter_gets_one_at_that_address(
    hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    reference = hand_on(contact=BY_LETTER)
    rounds.deliver()
    [sent] = notify.sent
    said = sent["personalisation"]
    assert (sent["type"], reference in said["subject"]) == ("letter", True)
    lines = [said.get(f"address_line_{n}") for n in range(1, 6)]
    assert lines == ["Amir Alder", "12 Mill Lane", "Eastmere", "DN15 6AB", None]
    assert the_one(store).way is Way.LETTER


@pytest.mark.parametrize(
    "lacks", [{"how": None}, {"name": None}, {"address": None}, {"how": "never a letter"}]
)
def test_no_letter_without_a_wish_a_name_and_an_address(
    lacks: dict[str, None], hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    hand_on(contact={**BY_LETTER, **lacks})
    rounds.deliver()
    assert notify.sent == []
    assert the_one(store).state is DeliveryState.DROPPED


def test_the_address_that_staff_put_right_counts(
    hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    hand_on(contact=BY_LETTER)
    with store.writing() as session:
        session.scalars(select(ContactRecord)).one().contact_address = "14 Mill Lane, Eastmere, DN15 6AB"
    rounds.deliver()
    assert notify.sent[0]["personalisation"]["address_line_2"] == "14 Mill Lane"
