"""Other words under a nonce used before are never thrown away: they may say that somebody is in danger."""

from flask import Flask
from flask.testing import FlaskClient

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.forms import hidden, send
from tests.web.resident.test_leave_details import FILLED, leave
from tests.web.resident.test_turn import contact_of, handoffs, say
from web.store import contacts

DANGER = "he is hitting me, please help"


def kept_words(app: Flask, conversation: str) -> list[str]:
    with app.extensions["signpost"].store.reading() as session:
        contact = contacts.contact_by_id(session, conversation)
        assert contact is not None
        return contacts.resident_words(session, contact)


def test_a_second_message_under_the_same_id_is_heard(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    first = say(rosa, "hello there", message_id="one")
    conversation = first["conversation_id"]
    second = say(rosa, DANGER, message_id="one", conversation_id=conversation)
    assert second["risk"]["level"] == "emergency"
    assert "999" in second["replies"][0]["text"]
    assert kept_words(app, conversation) == ["hello there", DANGER]
    assert contact_of(app, conversation).risk_level == "emergency"
    nonces = [each["metadata"]["message_id"] for each in rasa.heard]
    assert len(set(nonces)) == 2, "the dialogue must not take it for a repeat either"


def test_each_of_the_two_again_gets_its_own_answer(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    conversation = say(rosa, "hello there", message_id="one")["conversation_id"]
    ids = {"message_id": "one", "conversation_id": conversation}
    answers = [say(rosa, text, **ids) for text in (DANGER, "hello there", DANGER)]
    assert answers[0] == answers[2] != answers[1]
    assert len(rasa.heard) == 2
    assert kept_words(app, conversation) == ["hello there", DANGER]


def test_box_and_buttons_of_one_page_share_a_nonce(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    page = rosa.get("/")
    send(rosa, DANGER, page)
    send(rosa, "I want to talk to a person", page)  # the page was gone back to
    assert [each["message"] for each in rasa.heard] == [DANGER, "I want to talk to a person"]


def test_a_form_put_right_and_sent_again_is_taken_in(app: Flask, rosa: FlaskClient) -> None:
    page = rosa.get("/leave-details")
    leave(rosa, page, **FILLED)
    leave(rosa, page, **{**FILLED, "phone": "01632 960002"})
    (made,) = handoffs(app)
    assert made.contact_phone == "01632 960002"


def test_other_words_in_the_same_form_are_taken_in(app: Flask, rosa: FlaskClient) -> None:
    page = rosa.get("/leave-details")
    leave(rosa, page, **FILLED)
    leave(rosa, page, **{**FILLED, "words": DANGER})
    assert {each.kind for each in handoffs(app)} == {"support", "safeguarding"}
    assert hidden(page)


def test_an_id_like_those_we_make_up_is_never_kept_as_it_came(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    """Else a message could stand where a notice of a chat, or the notes of a call, are looked for."""
    conversation = say(rosa, "hello there")["conversation_id"]
    answers = [
        say(rosa, "my mum keeps falling", message_id=taken, conversation_id=conversation)
        for taken in ("live.1.joined.1", "live.1.joined.1", "call-1")
    ]
    assert answers[0] == answers[1], "a repeat is a repeat all the same"
    with app.extensions["signpost"].store.reading() as session:
        contact = contacts.contact_by_id(session, conversation)
        said = [each.message_id or "" for each in contacts.transcript(session, contact)]
    assert not [each for each in said if each.startswith(("live.", "call-"))] and len(said) >= 6
