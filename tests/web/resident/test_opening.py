"""A program that sends its opening message again after a lost answer is in the same conversation."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.test_turn import say
from web.models.contact import Contact
from web.store import contacts

NONCE = "7f3c1a90-opening-nonce"


def how_many(app: Flask) -> int:
    with app.extensions["signpost"].store.reading() as session:
        return session.scalar(select(func.count()).select_from(Contact)) or 0


def test_the_same_again_is_the_same_conversation(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    first, again = (say(rosa, "how can I stop falls", message_id=NONCE) for _ in range(2))
    assert first == again
    assert (how_many(app), len(rasa.heard)) == (1, 1)


def test_other_words_open_another(app: Flask, rosa: FlaskClient) -> None:
    first, other = (say(rosa, text, message_id=NONCE) for text in ("falls", "meals"))
    assert first["conversation_id"] != other["conversation_id"]


def test_without_a_nonce_or_with_a_guessable_one_every_opening_is_new(app: Flask, rosa: FlaskClient) -> None:
    said = [say(rosa, "hello"), say(rosa, "hello")]
    said += [say(rosa, "hello", message_id="1"), say(rosa, "hello", message_id="1")]
    assert len({each["conversation_id"] for each in said}) == 4


def test_after_ten_minutes_it_is_a_new_one(app: Flask, rosa: FlaskClient) -> None:
    first = say(rosa, "hello", message_id=NONCE)["conversation_id"]
    with app.extensions["signpost"].store.writing() as session:
        contact = contacts.contact_by_id(session, first)
        assert contact is not None
        contact.started_at -= timedelta(minutes=11)
    assert say(rosa, "hello", message_id=NONCE)["conversation_id"] != first
