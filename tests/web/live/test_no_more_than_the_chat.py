"""An adviser reads the chat they are in, and nothing that is said once it is over; danger is never hidden."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.live.conftest import LIST, silent, stop, write
from tests.web.resident.forms import send
from web.clock import now
from web.database import ContactsStore
from web.models.contact import Contact
from web.store import live

DURING, AFTER = "she holds on to the walls", "this is for nobody but Signpost"


def test_what_is_said_after_the_chat_is_not_read(chatting: FlaskClient, grace: FlaskClient) -> None:
    send(chatting, DURING)
    write(grace, "A rail can be put in.")
    stop(chatting)
    send(chatting, AFTER)
    page = grace.get("/staff/chats/1").text
    assert DURING in page and "A rail can be put in." in page, "she has still to say what came of it"
    assert AFTER not in page
    news = grace.get("/staff/chats/1/news", query_string={"after": 0})
    assert news.status_code == 200 and DURING in news.text and AFTER not in news.text


def test_nor_by_an_adviser_who_was_lost(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    send(chatting, DURING)
    silent(store, adviser=3, duty=3)
    chatting.get("/chat/person/news")
    send(chatting, AFTER)
    assert AFTER not in grace.get("/staff/chats/1").text


def test_danger_is_seen_behind_any_number_that_wait(
    asked: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    """Whoever fills the list must not push out who is in danger, nor make them believe that they are next."""
    with store.writing() as session:
        first = session.scalars(select(Contact)).one()
        for number in range(live.MOST_SHOWN + 1):
            other = _like(first, number)
            session.add(other)
            session.flush()
            chat = live.ask(session, other, now())
            chat.asked_at -= timedelta(minutes=3)
        session.flush()
    place = asked.get("/").text
    assert f"{live.MOST_SHOWN + 1} " in place.split('data-live-state="waiting"')[1][:1500]
    with store.writing() as session:
        session.get_one(Contact, first.id).risk_category = "self_harm"
        session.get_one(Contact, first.id).risk_level = "emergency"
    assert "/staff/chats/1/join" in grace.get(LIST).text


def _like(first: Contact, number: int) -> Contact:
    same = {
        column.key: getattr(first, column.key)
        for column in Contact.__table__.columns
        if column.key not in ("id", "public_id_hash")
    }
    return Contact(**same, public_id_hash=f"{number:064d}")
