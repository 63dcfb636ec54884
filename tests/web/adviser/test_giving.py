"""A list given to a caller: agreed and safe where it leaves the house, once, and in the contact's record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.pdf_text import Pdf
from tests.web.adviser.forms import CALL
from tests.web.adviser.test_services import pin
from tests.web.conftest import post
from tests.web.outbox.conftest import Clock
from tests.web.resident.forms import hidden
from web.database import ContactsStore
from web.messages.carrier import PersonCarrier
from web.messages.composing import TEXT_LENGTH
from web.messages.local import LocalSender
from web.models.call_tools import GivenList
from web.models.contact import Contact, OfferedService
from web.models.delivery import Delivery, LocalMessage, Target
from web.models.staff import AuditEvent
from web.outbox.rounds import Rounds
from web.outbox.settings import Messages, Outbox
from web.settings import WebSettings
from web.store import call_tools

PAGE = f"{CALL}/list"
YES = {"agreed": "yes", "safe": "yes"}
BOTH = ["steady", "line"]
WHERE = {
    "text": {"phone": "07700 900123"},
    "email": {"email": "rosa@example.org"},
    "letter": {"name": "Rosa Alder", "address": "1 Mill Lane, Brigholm, DN20 8AA"},
}


@pytest.fixture
def settings(settings: WebSettings) -> WebSettings:
    outbox = Outbox(messages=Messages(by="local"))
    return replace(settings, outbox=outbox, public_url="https://signpost.example.org")


@pytest.fixture
def rounds(store: ContactsStore, settings: WebSettings) -> Rounds:
    eleven = (datetime.now(UTC) + timedelta(days=1)).replace(hour=11, minute=0)  # a decent hour for a text
    clock = Clock(eleven)
    return Rounds(
        store, Target.PERSON, PersonCarrier(store, settings, LocalSender(store), clock), tries=5, clock=clock
    )


@pytest.fixture
def grace(grace: FlaskClient, call: Contact) -> FlaskClient:
    """With two services pinned."""
    for each in BOTH:
        pin(grace, each)
    return grace


def give(
    browser: FlaskClient, way: str, form: dict[str, str] | None = None, services: list[str] | None = None,
    **typed: str,
) -> TestResponse:  # fmt: skip
    fields = form or hidden(browser.get(PAGE))
    chosen = {"service": BOTH if services is None else services}
    return browser.post(PAGE, data={**fields, **chosen, "way": way, **typed})


def rows(store: ContactsStore, kind: type) -> list:
    with store.reading() as session:
        return list(session.scalars(select(kind).order_by(kind.id)))


@pytest.mark.parametrize("way", WHERE)
def test_it_goes_where_they_agreed(
    grace: FlaskClient, store: ContactsStore, rounds: Rounds, way: str
) -> None:
    assert give(grace, way, **WHERE[way], **YES).location == f"{PAGE}?done={way}"
    assert rounds.deliver() == 1
    [sent] = rows(store, LocalMessage)
    assert sent.way == way
    assert "Steady Steps" in sent.words and "01632 960123" in sent.words and "Falls Line" in sent.words
    assert sent.sent_to.startswith({"text": "+447700900123", "email": "rosa@", "letter": "Rosa Alder\n"}[way])
    if way == "text":
        assert len(sent.words) <= TEXT_LENGTH
    else:
        assert "Cost: £1" in sent.words and "\n\n\n" not in sent.words
        assert "https://signpost.example.org/my-list?save=steady&save=line" in sent.words


def test_the_record_says_what_was_given_and_the_numbers_what_was_offered(
    grace: FlaskClient, call: Contact, store: ContactsStore, rounds: Rounds
) -> None:
    give(grace, "email", **WHERE["email"], **YES)
    page = grace.get(PAGE).text
    assert "by e-mail, grace: Steady Steps; Falls Line. Will be sent." in page
    rounds.deliver()
    assert "Sent; whether it arrived" in grace.get(PAGE).text or "Arrived." in grace.get(PAGE).text
    assert {each.service_id for each in rows(store, OfferedService)} == set(BOTH)
    assert [each.action for each in rows(store, AuditEvent)].count("gave_list") == 1


def test_the_same_form_again_sends_nothing_more(grace: FlaskClient, store: ContactsStore) -> None:
    form = hidden(grace.get(PAGE))
    for _ in range(2):
        assert give(grace, "text", form, **WHERE["text"], **YES).status_code == 303
    assert len(rows(store, Delivery)) == len(rows(store, GivenList)) == 1


@pytest.mark.parametrize(
    ("way", "typed", "said"),
    [
        ("text", {**YES, "phone": "01632 960123"}, "not a mobile number"),
        ("email", {**YES, "email": "rosa"}, "Write an e-mail address"),
        ("letter", {**YES, "name": "Rosa", "address": "Mill Lane"}, "ends in a postcode"),
        ("letter", {**YES, "address": "1 Mill Lane, Brigholm, DN20 8AA"}, "Write the name"),
        ("text", {"phone": "07700 900123", "safe": "yes"}, "whether they agree"),
        ("text", {"phone": "07700 900123", "agreed": "yes"}, "whether it is safe"),
        ("", YES, "Choose how"),
        ("pigeon", YES, "Choose how"),
    ],
)
def test_what_must_be_put_right(
    grace: FlaskClient, store: ContactsStore, way: str, typed: dict[str, str], said: str
) -> None:
    answer = give(grace, way, **typed)
    assert answer.status_code == 422 and said in answer.text
    for value in (each for name, each in typed.items() if name not in YES):
        assert value in answer.text, "nothing that was typed is lost"
    assert rows(store, Delivery) == rows(store, GivenList) == []


@pytest.mark.parametrize("services", [[], ["made-up"], ["home"]])
def test_only_what_is_pinned_is_given(grace: FlaskClient, store: ContactsStore, services: list[str]) -> None:
    answer = give(grace, "read_out", services=services)
    assert answer.status_code == 422 and "Tick at least one" in answer.text
    assert rows(store, GivenList) == []


@pytest.mark.parametrize("way", ["paper", "read_out"])
def test_what_stays_here_needs_no_address(grace: FlaskClient, store: ContactsStore, way: str) -> None:
    assert give(grace, way, services=["steady"]).status_code == 303
    [given] = rows(store, GivenList)
    assert (given.way, given.services) == (way, [{"id": "steady", "name": "Steady Steps"}])
    assert rows(store, Delivery) == []


def test_nothing_is_sent_where_a_danger_was_heard(
    grace: FlaskClient, call: Contact, store: ContactsStore
) -> None:
    with store.writing() as session:
        session.get_one(Contact, call.id).safeguarding_concern = True
    answer = give(grace, "text", **WHERE["text"], **YES)
    assert answer.status_code == 422 and "A safeguarding concern was heard, so nothing is sent" in answer.text
    assert rows(store, Delivery) == []
    assert give(grace, "read_out").status_code == 303


def test_no_more_than_six_leave_the_house(grace: FlaskClient, store: ContactsStore) -> None:
    for _ in range(call_tools.MOST_SENT):
        assert give(grace, "text", **WHERE["text"], **YES).status_code == 303
    assert "Six lists have gone out" in give(grace, "text", **WHERE["text"], **YES).text
    assert len(rows(store, Delivery)) == call_tools.MOST_SENT


def test_the_paper_is_large_tagged_and_says_nothing_of_the_caller(grace: FlaskClient) -> None:
    answer = grace.get(f"{PAGE}/paper")
    assert answer.mimetype == "application/pdf"
    pdf = Pdf(answer.data)
    text = pdf.text
    for expected in ("Steady Steps", "Falls Line", "Ring: 01632 960123", "assessment"):
        assert expected in text
    assert "rosa" not in text.casefold()


def test_without_messages_it_is_read_out_or_printed(
    signed_in: Callable[[str], FlaskClient], grace: FlaskClient, settings: WebSettings, store: ContactsStore
) -> None:
    parts = grace.application.extensions["signpost"]
    off = replace(settings, outbox=Outbox(messages=Messages(by="off")))
    grace.application.extensions["signpost"] = replace(parts, settings=off)
    page = grace.get(PAGE).text
    assert "Messages are not set up here" in page and 'value="text"' not in page
    assert "not set up here" in give(grace, "text", **WHERE["text"], **YES).text
    assert rows(store, Delivery) == []


def limited(browser: FlaskClient, **rates: str) -> None:
    parts = browser.application.extensions["signpost"]
    tight = replace(parts.settings, limits=replace(parts.settings.limits, **rates))
    browser.application.extensions["signpost"] = replace(parts, settings=tight)


def test_one_account_sends_so_many_and_no_more(grace: FlaskClient, store: ContactsStore) -> None:
    limited(grace, lists="2 per hour;3 per day")
    for _ in range(2):
        assert give(grace, "text", **WHERE["text"], **YES).status_code == 303
    answer = give(grace, "email", **WHERE["email"], **YES)
    assert (
        answer.status_code == 422
        and "The next can go on" in answer.text
        and "rosa@example.org" in answer.text
    )
    assert len(rows(store, Delivery)) == 2
    assert [each.action for each in rows(store, AuditEvent)].count("reached_list_limit") == 1
    assert give(grace, "read_out").status_code == 303, "what leaves no house is not counted, nor kept back"


def test_it_goes_on_when_the_oldest_is_long_enough_ago(grace: FlaskClient, store: ContactsStore) -> None:
    limited(grace, lists="1 per hour;2 per day")
    for status in (303, 303, 422):
        assert give(grace, "text", **WHERE["text"], **YES).status_code == status
        with store.writing() as session:
            for each in session.query(GivenList):
                each.at -= timedelta(minutes=61)


def test_the_limit_is_of_the_account_and_not_of_the_call(
    grace: FlaskClient, signed_in: Callable[[str], FlaskClient], store: ContactsStore
) -> None:
    limited(grace, lists="1 per hour")
    assert give(grace, "text", **WHERE["text"], **YES).status_code == 303
    post(grace, "/staff/call", page="/staff/call")
    other = "/staff/call/2"
    grace.post(
        f"{other}/pins", data={**hidden(grace.get(f"{other}/services?q=chair")), "service_id": "steady"}
    )
    form = hidden(grace.get(f"{other}/list"))
    answer = grace.post(
        f"{other}/list", data={**form, "service": "steady", "way": "text", **WHERE["text"], **YES}
    )
    assert answer.status_code == 422 and "as many lists as one account may" in answer.text
    assert len(rows(store, Delivery)) == 1
