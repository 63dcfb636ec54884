"""A summary sent to oneself: agreed, safe, no more than agreed to, once, not often, and never to a no."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.outbox.conftest import Clock
from tests.web.resident.forms import SAID, hidden, send
from web.clock import now
from web.database import ContactsStore
from web.messages.carrier import PersonCarrier
from web.messages.local import LocalSender
from web.messages.own_summary import without_links
from web.models.contact import Contact
from web.models.delivery import Delivery, DeliveryState, LocalMessage, Target, Way
from web.models.message_mark import MessageMark
from web.models.record import ContactRecord
from web.outbox.rounds import Rounds
from web.outbox.settings import Messages, Outbox
from web.security.access import ACCESS
from web.settings import WebSettings
from web.store import own_summaries

LATER = "and she fell again"
MAIL, MOBILE = "rosa@example.org", "07700 900123"
YES = {"agreed": "yes", "safe": "yes"}


@pytest.fixture
def settings(settings: WebSettings) -> WebSettings:
    outbox = Outbox(messages=Messages(by="local"))
    return replace(settings, outbox=outbox, public_url="https://signpost.example.org")


@pytest.fixture
def store(app: Flask) -> ContactsStore:
    opened: ContactsStore = app.extensions["signpost"].store
    return opened


@pytest.fixture
def clock() -> Clock:
    """Eleven in the morning of tomorrow: a decent hour for a text."""
    return Clock((datetime.now(UTC) + timedelta(days=1)).replace(hour=11, minute=0))


@pytest.fixture
def rounds(store: ContactsStore, settings: WebSettings, clock: Clock) -> Rounds:
    carrier = PersonCarrier(store, settings, LocalSender(store), clock)
    return Rounds(store, Target.PERSON, carrier, tries=5, clock=clock)


def ask(browser: FlaskClient, form: dict[str, str] | None = None, /, **typed: str) -> TestResponse:
    fields = form or hidden(browser.get("/summary/send"))
    return browser.post("/summary/send", data={**fields, "what": "address", **YES, **typed})


def messages(store: ContactsStore) -> list[LocalMessage]:
    with store.reading() as session:
        return list(session.scalars(select(LocalMessage).order_by(LocalMessage.id)))


def deliveries(store: ContactsStore) -> list[Delivery]:
    with store.reading() as session:
        return list(session.scalars(select(Delivery).order_by(Delivery.id)))


def test_an_email_brings_all_that_was_agreed_to_and_nothing_said_later(
    after: FlaskClient, store: ContactsStore, rounds: Rounds
) -> None:
    assert 'href="/summary/send"' in after.get("/summary").text
    assert ask(after, to=MAIL, what="all").headers["Location"] == "/summary/sent"
    send(after, LATER)
    assert rounds.deliver() == 1
    [mail] = messages(store)
    assert (mail.way, mail.sent_to) == (Way.EMAIL, MAIL)
    assert SAID in mail.words and "Steady Steps" in mail.words and "01632 960123" in mail.words
    assert "The council: nothing" in mail.words and LATER not in mail.words
    assert "https://signpost.example.org/come-back" in mail.words and "\n\n\n" not in mail.words


@pytest.mark.parametrize(("to", "what"), [(MOBILE, "all"), (MOBILE, "address"), (MAIL, "address")])
def test_a_text_always_and_an_email_unless_agreed_holds_the_address_alone(
    after: FlaskClient, store: ContactsStore, rounds: Rounds, to: str, what: str
) -> None:
    ask(after, to=to, what=what)
    rounds.deliver()
    [sent] = messages(store)
    assert "https://signpost.example.org/come-back" in sent.words and "your code" in sent.words
    whole = f"{sent.subject} {sent.words}".casefold()
    assert [each for each in ("mum", "fall", "steady", "care", "need", "social") if each in whole] == []


def test_the_number_is_forgotten_once_it_has_gone(
    after: FlaskClient, store: ContactsStore, rounds: Rounds, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(after, to=MOBILE)
    rounds.deliver()
    [done] = deliveries(store)
    assert (done.state, done.payload) == (DeliveryState.DELIVERED, None)
    with store.engine.connect() as connection:
        [row] = connection.exec_driver_sql("SELECT * FROM delivery").mappings().all()
    printed = "".join(capfd.readouterr()) + " ".join(map(str, row.values()))
    assert "message.own_summary" in printed
    assert not any(each in printed for each in ("7700", "900123", "falling", MAIL))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"to": ""}, "Enter an email address"),
        ({"to": "01632 960001"}, "Enter an email address"),
        ({"to": "rosa@"}, "Enter an email address"),
        ({"to": MAIL, "agreed": ""}, "Tick that it is your own"),
        ({"to": MAIL, "safe": ""}, "Tick this if it is safe"),
        ({"to": MAIL, "what": "more"}, "Choose what"),
    ],
)
def test_without_a_yes_or_a_place_nothing_goes_and_nothing_typed_is_lost(
    after: FlaskClient, store: ContactsStore, typed: dict[str, str], sentence: str
) -> None:
    page = ask(after, **typed)
    assert page.status_code == 422 and sentence in page.text and "There is a problem" in page.text
    assert f'value="{typed["to"]}"' in page.text
    assert deliveries(store) == []


def test_the_same_form_sent_again_is_one_message(after: FlaskClient, store: ContactsStore) -> None:
    form = hidden(after.get("/summary/send"))
    for _ in range(own_summaries.MOST + 2):
        assert ask(after, form, to=MAIL).status_code == 303
    assert len(deliveries(store)) == 1


def test_it_is_not_sent_often_from_one_conversation(after: FlaskClient, store: ContactsStore) -> None:
    sent = [ask(after, to=f"rosa{n}@example.org").status_code for n in range(own_summaries.MOST + 1)]
    assert sent == [303] * own_summaries.MOST + [422]
    assert len(deliveries(store)) == own_summaries.MOST


def test_nor_to_one_place_from_many_and_after_a_day_again(
    app: Flask, store: ContactsStore, after: FlaskClient
) -> None:
    def another(to: str) -> int:
        browser = app.test_client()
        send(browser, SAID)
        return ask(browser, to=to).status_code

    assert [another(MAIL) for _ in range(3)] == [303] * 3
    assert another("Rosa@Example.org") == another("rosa+again@example.org") == 422
    assert another("amir@example.org") == 303
    with store.writing() as session:
        session.execute(update(MessageMark).values(at=now() - timedelta(days=1, minutes=1)))
    assert another(MAIL) == 303


def handed_on(browser: FlaskClient, rasa: LoopbackRasa) -> FlaskClient:
    rasa.stop()  # then the web hands on by itself
    send(browser, "I want to talk to a person")
    return browser


@pytest.mark.parametrize(
    ("fields", "to", "status"),
    [
        ({"never": ["text"]}, MOBILE, 422),
        ({"never": ["text"]}, MAIL, 303),
        ({"safe": "no"}, MAIL, 422),
        ({"safe": "no", "prefers": ["email"]}, MAIL, 303),
        ({}, MOBILE, 303),
    ],
)
def test_what_they_refused_before_stands(
    rosa: FlaskClient,
    rasa: LoopbackRasa,
    store: ContactsStore,
    fields: dict[str, object],
    to: str,
    status: int,
) -> None:
    handed_on(rosa, rasa)
    with store.writing() as session:
        for field, value in fields.items():
            session.execute(update(ContactRecord).values({field: value}))
    page = ask(rosa, to=to)
    assert page.status_code == status
    assert status == 303 or "You asked us not to get in touch" in page.text


def refuse(store: ContactsStore) -> None:
    with store.writing() as session:
        session.execute(update(ContactRecord).values(never=["email"]))


def concern(store: ContactsStore) -> None:
    with store.writing() as session:
        session.execute(update(Contact).values(safeguarding_concern=True))


def erased(store: ContactsStore) -> None:
    with store.writing() as session:
        session.execute(update(Delivery).values(payload=None))


@pytest.mark.parametrize(
    ("meanwhile", "why"), [(refuse, "not_wanted"), (concern, "kept_apart"), (erased, "gone")]
)
def test_it_is_decided_again_when_it_is_sent(
    rosa: FlaskClient,
    rasa: LoopbackRasa,
    store: ContactsStore,
    rounds: Rounds,
    meanwhile: Callable[[ContactsStore], None],
    why: str,
) -> None:
    ask(handed_on(rosa, rasa), to=MAIL)
    meanwhile(store)
    rounds.deliver()
    [dropped] = [each for each in deliveries(store) if each.kind == "message.own_summary"]
    assert (dropped.state, dropped.last_failure, dropped.payload) == (DeliveryState.DROPPED, why, None)
    assert not any(MAIL in each.sent_to for each in messages(store))


def test_about_a_danger_nothing_is_sent(after: FlaskClient, store: ContactsStore) -> None:
    concern(store)
    page = ask(after, to=MAIL)
    assert page.status_code == 422 and "somebody else might read it" in page.text


def test_a_text_waits_for_the_morning(
    after: FlaskClient, store: ContactsStore, rounds: Rounds, clock: Clock
) -> None:
    clock.moment = clock.moment.replace(hour=23)
    ask(after, to=MOBILE)
    assert rounds.deliver() == 0 and messages(store) == []
    clock.moment += timedelta(hours=12)
    assert rounds.deliver() == 1


def test_with_nothing_said_there_is_nothing_to_send(rosa: FlaskClient, store: ContactsStore) -> None:
    assert "nothing to send yet" in ask(rosa, to=MAIL).text
    assert deliveries(store) == []


def test_where_messages_are_off_it_is_closed(app: Flask, after: FlaskClient) -> None:
    here = app.extensions["signpost"]
    off = replace(here.settings, outbox=Outbox())
    app.extensions["signpost"] = replace(here, settings=off)
    assert "/summary/send" not in after.get("/summary").text
    form = hidden(after.get("/summary"))
    assert [after.get("/summary/send").status_code, after.get("/summary/sent").status_code] == [404, 404]
    assert ask(after, form, to=MAIL).status_code == 404


def test_it_counts_against_a_limit_of_its_own() -> None:
    assert ACCESS["resident.send_summary"].bucket == "summaries"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("see https://evil.example/pay now", "see https: //evil. example/pay now"),
        ("www.evil.example", "www. evil. example"),
        ("http://192.0.2.7/x", "http: //192.0.2.7/x"),
        ("[your refund](https://evil.example)", "[your refund](https: //evil. example)"),
        ("I fell.she came at 3.30, it cost £4.50...", "I fell. she came at 3.30, it cost £4.50..."),
        ("nothing to change. Thank you", "nothing to change. Thank you"),
    ],
)
def test_what_somebody_typed_makes_no_link(typed: str, sent: str) -> None:
    assert without_links(typed) == sent


def test_a_mail_in_our_name_leads_to_us_alone(
    rosa: FlaskClient, store: ContactsStore, rounds: Rounds
) -> None:
    send(rosa, "my mum keeps falling, your refund waits at https://evil.example/pay")
    assert ask(rosa, to=MAIL, what="all").status_code == 303
    assert rounds.deliver() == 1
    [mail] = messages(store)
    links = re.findall(r"https?://\S+", mail.words)
    assert links and all(each.startswith("https://signpost.example.org/") for each in links)
    assert "your refund waits at https: //evil. example/pay" in mail.words, "nothing is left out"
