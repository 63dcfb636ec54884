"""Messages by GOV.UK Notify, against a real server that speaks its API: three ways, and each error."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.messages.notify_service import EMAIL, LETTER, TEXT, THEN_CUT, Notify
from web.messages.notify import NotifySender
from web.messages.sender import Message
from web.models.delivery import Way
from web.outbox.carrying import Fate

AMIR = Message(Way.TEXT, ("+447700900123",), "", "Eastmere: we have your message.", "r" * 32)


def test_a_text(notify: Notify) -> None:
    result = NotifySender(notify.messages).send(AMIR, again=False)
    [sent] = notify.sent
    assert (sent["type"], sent["template_id"], sent["phone_number"]) == ("sms", TEXT, "+447700900123")
    assert sent["personalisation"] == {"body": AMIR.words}
    assert sent["reference"] == AMIR.reference
    assert (result.fate, result.way, result.receipt_id) == (Fate.DELIVERED, Way.TEXT, sent["id"])


def test_an_email(notify: Notify) -> None:
    mail = replace(AMIR, way=Way.EMAIL, to=("amir@example.org",), subject="We have your message")
    assert NotifySender(notify.messages).send(mail, again=False).fate is Fate.DELIVERED
    [sent] = notify.sent
    assert (sent["type"], sent["template_id"], sent["email_address"]) == ("email", EMAIL, "amir@example.org")
    assert sent["personalisation"] == {"subject": mail.subject, "body": mail.words}


def test_a_letter(notify: Notify) -> None:
    letter = replace(AMIR, way=Way.LETTER, to=("Rosa", "1 High Street", "DN15 6NL"), subject="We have it")
    assert NotifySender(notify.messages).send(letter, again=False).fate is Fate.DELIVERED
    [sent] = notify.sent
    assert (sent["type"], sent["template_id"]) == ("letter", LETTER)
    assert sent["personalisation"]["address_line_3"] == "DN15 6NL"


@pytest.mark.parametrize(
    ("answer", "fate", "code", "wait", "down"),
    [
        ((400, "ValidationError", "phone_number Not enough digits"), Fate.NOT_WANTED, "not_an_address",
         None, False),
        ((400, "BadRequestError", "Can't send to this recipient using a team-only API key"), Fate.NEVER,
         "notify_refused", None, False),
        ((429, "RateLimitError", "Exceeded rate limit for key type live of 3000 requests per 60 seconds"),
         Fate.LATER, "too_many", timedelta(minutes=1), True),
        ((429, "TooManyRequestsError", "Exceeded send limits (sms: 100) for today"), Fate.LATER, "too_many",
         timedelta(hours=1), True),
        ((500, "Exception", "Internal server error"), Fate.LATER, "status_500", None, True),
    ],
)  # fmt: skip
def test_what_goes_wrong(
    answer: tuple[int, str, str], fate: Fate, code: str, wait: timedelta | None, down: bool, notify: Notify
) -> None:
    notify.answers = [answer]
    result = NotifySender(notify.messages).send(AMIR, again=False)
    assert (result.fate, result.code, result.wait, result.down) == (fate, code, wait, down)
    assert notify.sent == []


def test_a_bad_key(notify: Notify) -> None:
    wrong = replace(notify.messages, notify_key=notify.messages.notify_key[:-4] + "ffff")
    result = NotifySender(wrong).send(AMIR, again=False)
    assert (result.fate, result.code, result.down) == (Fate.LATER, "key_refused", True)
    assert notify.sent == []


def test_nobody_there() -> None:
    nobody = Notify(port=1).messages
    assert NotifySender(nobody).send(AMIR, again=False).fate is Fate.LATER


def test_a_line_that_broke_does_not_send_it_twice(notify: Notify) -> None:
    sender = NotifySender(notify.messages)
    notify.answers = [THEN_CUT]
    assert sender.send(AMIR, again=False).fate is Fate.LATER
    result = sender.send(AMIR, again=True)
    assert (result.fate, result.receipt_id) == (Fate.DELIVERED, notify.sent[0]["id"])
    assert len(notify.sent) == 1


def test_one_that_never_arrived_is_sent_again(notify: Notify) -> None:
    sender = NotifySender(notify.messages)
    notify.answers = [(500, "Exception", "Internal server error")]
    sender.send(AMIR, again=False)
    assert sender.send(AMIR, again=True).fate is Fate.DELIVERED
    assert len(notify.sent) == 1


def test_the_receipt_is_notifys_own_word(notify: Notify) -> None:
    sender = NotifySender(notify.messages)
    receipt_id = sender.send(AMIR, again=False).receipt_id
    assert receipt_id is not None
    assert sender.receipt(receipt_id) == "sending"
    notify.sent[0]["status"] = "permanent-failure"
    assert sender.receipt(receipt_id) == "permanent-failure"
    assert sender.receipt("somebody else's") is None


def test_ways_without_a_template_are_shut(notify: Notify) -> None:
    sender = NotifySender(replace(notify.messages, letter_template=""))
    assert sender.ways == {Way.TEXT, Way.EMAIL}
