"""What was said in a chat belongs to the contact: with summary, code, who follows up, and the eraser."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.live.conftest import finish, silent, write
from tests.web.live.test_chatting import handoffs
from tests.web.resident.forms import hidden, send
from web.clock import now
from web.database import ContactsStore
from web.models.contact import Message
from web.models.live import LiveChat, LiveDuty
from web.settings import Keeping
from web.store import daily_review, erasing, retention

SAID, WRITTEN = "she holds on to the walls", "A rail can be put in within a week."


def chatted(rosa: FlaskClient, grace: FlaskClient) -> None:
    """Both said something."""
    send(rosa, SAID)
    write(grace, WRITTEN)


def test_it_is_in_the_summary_and_behind_the_code(chatting: FlaskClient, grace: FlaskClient, app) -> None:
    chatted(chatting, grace)
    summary = chatting.get("/summary")
    assert (
        WRITTEN in summary.text
        and SAID in summary.text
        and "What a person at the council wrote" in summary.text
    )
    coded = chatting.post("/summary/code", data=hidden(summary)).text
    code = coded.split('code-given__code">')[1][:11]
    elsewhere = app.test_client()
    page = elsewhere.get("/come-back")
    elsewhere.post("/come-back", data={**hidden(page), "code": code})
    shown = elsewhere.get("/").text
    assert WRITTEN in shown and "You are talking to Grace" in shown, "the chat goes on there"
    held = elsewhere.post(
        "/what-we-hold", data={**hidden(elsewhere.get("/what-we-hold")), "code": code, "reference": ""}
    )
    assert held.status_code == 422, "it was passed on: the reference is wanted too"
    told = "What a person at the council wrote to you in a chat"
    page = elsewhere.get("/what-we-hold")
    reference = shown.split("your reference is ")[1][:12]
    held = elsewhere.post("/what-we-hold", data={**hidden(page), "code": code, "reference": reference})
    assert told in held.text and WRITTEN in held.text


def test_who_follows_up_reads_it(
    chatting: FlaskClient,
    grace: FlaskClient,
    desk: Callable[[str], FlaskClient],
    signed_in,
    store: ContactsStore,
) -> None:
    chatted(chatting, grace)
    assert finish(grace, "goes_on").status_code == 303
    (handoff,) = handoffs(store)
    with store.reading() as session:
        kept = [each.words for each in session.get_one(type(handoff), handoff.id).words]
    assert SAID in kept, "in their own words, with the rest"
    tom = signed_in("tom")
    page = tom.get(f"/staff/handoffs/{handoff.reference}")
    link = f"/staff/chats/of/{handoff.reference}"
    assert f'href="{link}"' in page.text
    shown = tom.get(link).text
    assert WRITTEN in shown and SAID in shown and "Grace wrote" in shown
    assert signed_in("nadia").get(link).status_code == 403


def test_a_safeguarding_concern_is_read_by_its_team_alone(
    chatting: FlaskClient, grace: FlaskClient, signed_in, store: ContactsStore
) -> None:
    chatted(chatting, grace)
    send(chatting, "my partner is hitting me")
    finish(grace, "goes_on")
    support = next(each for each in handoffs(store) if each.kind == "support")
    tom = signed_in("tom")
    assert tom.get(f"/staff/chats/of/{support.reference}").status_code == 404
    assert "/staff/chats/of/" not in tom.get(f"/staff/handoffs/{support.reference}").text
    apart = next(each for each in handoffs(store) if each.kind == "safeguarding")
    assert WRITTEN in signed_in("sana").get(f"/staff/chats/of/{apart.reference}").text


def test_a_lost_adviser_leaves_the_words_with_what_was_passed_on(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    chatted(chatting, grace)
    silent(store, adviser=3)
    chatting.get("/chat/person/news")
    with store.reading() as session:
        (handoff,) = handoffs(store)
        assert SAID in [each.words for each in session.get_one(type(handoff), handoff.id).words]


def test_reviewers_are_laid_out_what_the_adviser_wrote(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    chatted(chatting, grace)
    with store.reading() as session:
        (chat,) = session.scalars(select(LiveChat))
        pieces = daily_review._said(session, [chat.contact_id])[chat.contact_id]
    assert ("adviser", WRITTEN) in [(who.value, said) for who, said in pieces]


def test_erasing_and_keeping_no_longer_than_allowed(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    chatted(chatting, grace)
    finish(grace, "info_only")
    with store.writing() as session:
        (chat,) = session.scalars(select(LiveChat))
        assert chat.shown_name == "Grace"
        erasing.erase(session, chat.contact_id)
    with store.reading() as session:
        (chat,) = session.scalars(select(LiveChat))
        assert chat.shown_name is None and chat.outcome == "info_only", "the bare chat stays to be counted"
        assert session.scalars(select(Message)).all() == []
    silent(store, duty=3)
    with store.writing() as session:
        retention.purge(session, now(), Keeping())
        assert session.scalars(select(LiveDuty)).all() == []
