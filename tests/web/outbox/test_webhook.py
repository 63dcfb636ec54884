"""The webhook against a real server: it arrives, and what each way of failing means."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import jsonschema
import pytest

from tests.web.handoff_json import FALLS
from tests.web.outbox.case_system import CUTS, DRIPS, HANGS, CaseSystem
from tests.web.outbox.conftest import Clock
from web.database import ContactsStore
from web.models.delivery import Delivery, DeliveryState, Target
from web.models.handoff import Handoff, State
from web.outbox.carrying import Fate, Package
from web.outbox.contact_json import schema
from web.outbox.rounds import Rounds
from web.outbox.settings import Webhook
from web.outbox.webhook import LARGEST, WebhookCarrier, told
from web.settings import WebSettings
from web.store import outbox
from web.store.erasing import erase

HandOn = Callable[..., str]


def the_one(store: ContactsStore) -> Delivery:
    with store.reading() as session:
        [(found, _reference)] = [
            each
            for each in outbox.listed(session, list(DeliveryState), offset=0, limit=9)
            if each[0].target is Target.WEBHOOK
        ]
        return found


def test_it_works(hand_on: HandOn, rounds: Rounds, case: CaseSystem, store: ContactsStore) -> None:
    reference = hand_on()
    assert rounds.deliver() == 1
    [arrived] = case.arrived
    jsonschema.validate(arrived.json, schema(), format_checker=jsonschema.FormatChecker())
    assert (arrived.path, arrived.json["reference"]) == ("/contacts", reference)
    assert (arrived.json["event"], arrived.json["version"]) == ("contact.handed_on", 1)
    assert arrived.json["words"][0] == FALLS
    assert the_one(store).state is DeliveryState.DELIVERED
    assert rounds.deliver() == 0


def test_what_was_delivered_is_erased_here(hand_on: HandOn, rounds: Rounds, store: ContactsStore) -> None:
    hand_on()
    assert the_one(store).payload is not None
    rounds.deliver()
    assert the_one(store).payload is None


def test_more_that_comes_later_is_a_newer_version(hand_on: HandOn, rounds: Rounds, case: CaseSystem) -> None:
    hand_on()
    hand_on(what_matters="her garden")
    hand_on(what_matters="her garden")  # a mere retry says nothing new
    rounds.deliver()
    told_of = [(each.json["event"], each.json["version"], each.json["what_matters"]) for each in case.arrived]
    assert told_of == [("contact.handed_on", 1, None), ("contact.changed", 2, "her garden")]


@pytest.mark.parametrize(
    ("answer", "code"),
    [(500, "status_500"), (CUTS, "no_connection"), (HANGS, "too_slow"), (DRIPS, "too_slow"),
     (404, "status_404"),
     ((302, {"Location": "/elsewhere"}), "status_302")],
)  # fmt: skip
def test_what_passes_is_tried_again_and_the_receiver_can_tell(
    answer: object, code: str, hand_on: HandOn, rounds: Rounds, case: CaseSystem, store: ContactsStore,
    clock: Clock,
) -> None:  # fmt: skip
    hand_on()
    case.answers = [answer]
    assert rounds.deliver() == 0
    waiting = the_one(store)
    assert (waiting.state, waiting.last_failure, waiting.attempts) == (DeliveryState.WAITING, code, 1)
    assert rounds.deliver() == 0, "not before its pause is over"
    clock.pass_by(minutes=2)
    assert rounds.deliver() == 1
    assert len({each.number for each in case.arrived}) == 1
    assert [each.path for each in case.arrived] == ["/contacts", "/contacts"]


def test_nobody_there_at_all(hand_on: HandOn, store: ContactsStore, clock: Clock) -> None:
    hand_on()
    nobody = WebhookCarrier(Webhook("http://127.0.0.1:1/contacts", {"v1": b"k" * 32}, seconds=1))
    Rounds(store, Target.WEBHOOK, nobody, tries=5, clock=clock).deliver()
    assert the_one(store).last_failure == "no_connection"


@pytest.mark.parametrize("status", [400, 410, 413, 422])
def test_what_is_refused_for_good_waits_for_a_person(
    status: int, hand_on: HandOn, rounds: Rounds, case: CaseSystem, store: ContactsStore
) -> None:
    hand_on()
    case.answers = [status]
    rounds.deliver()
    dead = the_one(store)
    assert (dead.state, dead.last_failure) == (DeliveryState.DEAD, f"status_{status}")
    assert dead.payload is not None, "nothing is lost"


def test_one_that_was_taken_before_is_delivered(
    hand_on: HandOn, rounds: Rounds, case: CaseSystem, store: ContactsStore
) -> None:
    hand_on()
    case.answers = [409]
    assert rounds.deliver() == 1
    assert the_one(store).state is DeliveryState.DELIVERED


def test_a_case_system_that_is_down_is_not_hammered(
    hand_on: HandOn, rounds: Rounds, case: CaseSystem, clock: Clock
) -> None:
    for number in range(5):
        hand_on(f"person-{number}")
    case.answers = [503]
    assert rounds.deliver() == 0
    assert len(case.arrived) == 1, "the other four did not even try"
    clock.pass_by(minutes=2)
    assert rounds.deliver() == 5


def test_a_refusal_of_one_does_not_hold_up_the_others(
    hand_on: HandOn, rounds: Rounds, case: CaseSystem
) -> None:
    for number in range(3):
        hand_on(f"person-{number}")
    case.answers = [422]
    assert rounds.deliver() == 2


def test_what_is_too_large_is_not_even_sent(settings: WebSettings, case: CaseSystem, clock: Clock) -> None:
    package = Package(1, "number", "contact.handed_on", 1, 1, 1, "x" * LARGEST, 1, False, clock(), "lease")
    assert WebhookCarrier(settings.outbox.webhook).carry(package).code == "too_large"
    assert case.arrived == []


def test_what_was_erased_while_it_waited_is_not_sent(
    hand_on: HandOn, rounds: Rounds, case: CaseSystem, store: ContactsStore
) -> None:
    hand_on()
    with store.writing() as session:
        found = session.get_one(Handoff, 1)
        found.state, found.outcome_at = State.CLOSED, found.received_at
        erase(session, found.contact_id)
    assert (rounds.deliver(), case.arrived) == (0, [])
    assert (the_one(store).state, the_one(store).last_failure) == (DeliveryState.DROPPED, "gone")


def test_it_waits_as_long_as_it_is_asked_to() -> None:
    assert told(429, "120").wait == timedelta(minutes=2)
    assert told(503, "Sun, 22 Nov 2026 12:00:00 GMT").wait is None
    assert told(200, "120").fate is Fate.DELIVERED


def test_it_goes_nowhere_until_an_address_is_set(
    settings: WebSettings, hand_on: HandOn, store: ContactsStore, app: object
) -> None:
    shut = replace(settings.outbox, webhook=Webhook(), file=replace(settings.outbox.file, folder=None))
    parts = app.extensions["signpost"]  # type: ignore[attr-defined]
    app.extensions["signpost"] = replace(parts, settings=replace(settings, outbox=shut))  # type: ignore[attr-defined]
    hand_on()
    with store.reading() as session:
        assert outbox.standings(session) == []
