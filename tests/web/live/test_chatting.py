"""A chat from asking to its end: nothing is lost, one adviser alone, and the machine keeps out of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.conftest import post
from tests.web.live.conftest import PERSON, ask, finish, join, news, silent, stop, write
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.forms import hidden, send
from web.database import ContactsStore
from web.models.contact import Author, Contact, Message, Outcome
from web.models.handoff import Handoff, State
from web.models.live import ChatState, HowEnded, LiveChat
from web.words.book import words

SAY = words("live_chat")


def chats(store: ContactsStore) -> list[LiveChat]:
    with store.reading() as session:
        return list(session.scalars(select(LiveChat).order_by(LiveChat.id)))


def handoffs(store: ContactsStore) -> list[Handoff]:
    with store.reading() as session:
        return list(session.scalars(select(Handoff).order_by(Handoff.id)))


def test_it_works(chatting: FlaskClient, grace: FlaskClient, rasa: LoopbackRasa) -> None:
    before = len(rasa.heard)
    assert "Grace is a person, not a computer program" in chatting.get("/").text
    send(chatting, "can she get a rail on the stairs?")
    assert len(rasa.heard) == before, "the dialogue is not asked while a person is there"
    seen = grace.get("/staff/chats/1").text
    assert "my mum keeps falling" in seen and "a rail on the stairs" in seen
    assert write(grace, "Yes. Shall we look at that together?").status_code == 303
    shown = chatting.get("/").text
    assert "Grace, a person at Eastmere, said" in shown
    assert "Shall we look at that together?" in shown


def test_a_chat_is_offered_while_somebody_is_on_duty_and_not_otherwise(
    rosa: FlaskClient, desk: Callable[[str], FlaskClient]
) -> None:
    send(rosa, PERSON)
    assert SAY["panel"]["offered"]["ask"] not in rosa.get("/").text
    desk("grace")
    send(rosa, PERSON)
    shown = rosa.get("/").text
    assert SAY["panel"]["offered"]["ask"] in shown
    assert "Somebody at the council is here to chat now. To chat" in shown
    assert shown.index("To chat with them, press") < shown.index(
        "Is this about you?", shown.index('id="latest"')
    ), "one thing is asked, and it stands last"
    send(rosa, "and it is wet outside")
    assert rosa.get("/").text.count("To chat with them, press the button below") == 1


def test_the_offer_takes_in_the_question_how_to_reach_them(
    rosa: FlaskClient, grace: FlaskClient, rasa: LoopbackRasa
) -> None:
    question = SAY["reach_you"][0]
    leave_out = [{"title": "Leave this out", "payload": "I'd rather not say"}]
    rasa.answers = [{"messages": [{"text": "Yes."}, {"text": question, "buttons": leave_out}]}]
    send(rosa, PERSON)
    shown = rosa.get("/").text
    assert question not in shown and shown.count("is here to chat with you now") == 1
    assert "Leave this out" in shown and SAY["panel"]["offered"]["ask"] in shown


def test_the_questions_that_the_offer_stands_for_are_asked_somewhere() -> None:
    ours = Path("domain.yml").read_text(encoding="utf-8").replace('\\"', '"')
    assert all(question in ours for question in SAY["reach_you"])


def test_asking_passes_on_first_so_that_nothing_is_lost(asked: FlaskClient, store: ContactsStore) -> None:
    (handoff,), (chat,) = handoffs(store), chats(store)
    assert handoff.request == "talk_to_person" and chat.state is ChatState.WAITING
    with store.reading() as session:
        assert session.get_one(Contact, chat.contact_id).outcome is Outcome.HANDED_OFF
    shown = asked.get("/").text
    assert handoff.reference in shown and "You are next." in shown
    ask(asked)
    assert len(chats(store)) == 1 and asked.get("/").text.count("Thank you. You are waiting") == 1


def test_while_waiting_signpost_still_answers(asked: FlaskClient, rasa: LoopbackRasa) -> None:
    before = len(rasa.heard)
    send(asked, "she is 84")
    assert len(rasa.heard) == before + 1


def test_one_adviser_alone_joins(
    asked: FlaskClient, grace: FlaskClient, desk: Callable[[str], FlaskClient], store: ContactsStore
) -> None:
    sana = desk("sana")
    assert join(grace).location.startswith("/staff/chats/1")
    assert join(sana).location == "/staff/chats/"
    assert "Somebody else has joined that chat" in sana.get("/staff/chats/").text
    assert sana.get("/staff/chats/1").status_code == 404
    assert join(grace).location.startswith("/staff/chats/1"), "again: the same"
    (handoff,), (chat,) = handoffs(store), chats(store)
    assert chat.times_joined == 1 and handoff.state is State.ACKNOWLEDGED
    assert asked.get("/").text.count("From now on, what you write goes to Grace.") == 1
    assert write(grace, "hello").status_code == 303
    with store.writing() as session:
        assert session.scalars(select(Message).where(Message.author == Author.ADVISER)).one().words == "hello"


def test_a_message_sent_twice_is_there_once(chatting: FlaskClient, grace: FlaskClient) -> None:
    for _ in range(2):
        assert write(grace, "Hello Rosa.", message_id="the-same-nonce-0001").status_code == 303
    assert chatting.get("/").text.count("Hello Rosa.") == 1


def test_danger_is_heard_first_also_with_a_person_there(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    send(chatting, "my partner is hitting me")
    assert "message__words--safety" in chatting.get("/").text
    seen = grace.get("/staff/chats/1").text
    assert "message__words--safety" in seen and "Danger heard:" in seen
    assert len(handoffs(store)) == 2, "passed on to the safeguarding team as always"


def test_the_adviser_ends_it_with_what_came_of_it(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore, rasa: LoopbackRasa
) -> None:
    assert finish(grace, "").status_code == 422
    assert finish(grace, "info_only").status_code == 303
    (handoff,), (chat,) = handoffs(store), chats(store)
    assert (chat.state, chat.how_ended, chat.outcome) == (ChatState.ENDED, HowEnded.BY_ADVISER, "info_only")
    assert (handoff.state, handoff.outcome) == (State.CLOSED, "info_only") and handoff.reached_at
    shown = chatting.get("/").text
    assert "The chat with Grace has ended" in shown and "Go on with Signpost" in shown
    before = len(rasa.heard)
    send(chatting, "thank you")
    assert len(rasa.heard) == before + 1 and rasa.heard[-1]["message"] == "thank you"
    assert "Go on with Signpost" not in chatting.get("/").text
    assert grace.get("/staff/chats/1").status_code == 404, "what was said is read from what was passed on"
    again = post(grace, "/staff/chats/1/end", page="/staff/chats/", outcome="other", note="x")
    assert again.status_code == 303, "said before: nothing changes"
    assert chats(store)[0].outcome == "info_only"


def test_what_goes_on_waits_for_anybody_again(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    due = handoffs(store)[0].due_at
    assert finish(grace, "goes_on").status_code == 303
    (handoff,) = handoffs(store)
    assert (handoff.state, handoff.claimed_by, handoff.due_at) == (State.RECEIVED, None, due)


def test_the_resident_ends_it_and_the_adviser_sees_it(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    stop(chatting)
    stop(chatting)
    assert "You have ended the chat with Grace." in chatting.get("/").text
    assert "They have ended the chat." in grace.get("/staff/chats/1").text
    assert write(grace, "are you there?").status_code == 409
    assert "are you there?" in write(grace, "are you there?").text, "nothing typed is lost"
    assert finish(grace, "info_only").status_code == 303
    assert handoffs(store)[0].state is State.CLOSED


@pytest.mark.parametrize("leave", ["/exit", "/chat/start-again"])
def test_who_leaves_has_left_the_chat_too(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore, leave: str
) -> None:
    page = chatting.get("/")
    send(chatting, "bye", page)
    if leave == "/exit":
        chatting.get(leave)
    else:
        chatting.post(leave, data=hidden(page))
    assert "They have ended the chat." in grace.get("/staff/chats/1").text
    assert chats(store)[0].how_ended is HowEnded.BY_RESIDENT


def test_an_adviser_who_is_lost_leaves_nobody_alone(
    chatting: FlaskClient, grace: FlaskClient, desk: Callable[[str], FlaskClient], store: ContactsStore
) -> None:
    desk("sana")
    silent(store, adviser=3)
    told = news(chatting).json
    assert "the connection to Grace was lost" in told["messages"] and "You are next." in told["panel"]
    (handoff,), (chat,) = handoffs(store), chats(store)
    assert chat.state is ChatState.WAITING and handoff.state is State.RECEIVED and handoff.due_at
    assert "the connection to Grace was lost" not in news(chatting, after=10_000).json["messages"]
    late = post(grace, "/staff/chats/1/say", page="/staff/chats/", text="I am back")
    assert (
        late.status_code == 409 and "I am back" in late.text and "they wait for somebody again" in late.text
    )
    assert join(grace).status_code == 303 and write(grace, "I am back").status_code == 303
    assert chats(store)[0].times_joined == 2


def test_with_nobody_else_there_the_call_back_stands(chatting: FlaskClient, store: ContactsStore) -> None:
    silent(store, adviser=3, duty=3)
    assert "nobody else is free to chat just now" in news(chatting).json["messages"]
    (handoff,), (chat,) = handoffs(store), chats(store)
    assert chat.state is ChatState.ENDED and handoff.state is State.RECEIVED


def test_a_long_wait_is_told_once(asked: FlaskClient, store: ContactsStore) -> None:
    silent(store, asked=6)
    for _ in range(2):
        news(asked)
    assert asked.get("/").text.count("this is taking longer than we hoped") == 1


def test_nobody_on_duty_any_more_is_told(asked: FlaskClient, grace: FlaskClient) -> None:
    post(grace, "/staff/chats/duty/end", page="/staff/chats/")
    assert "nobody is free to chat any more just now" in news(asked).json["messages"]


def test_who_is_away_for_long_waits_no_more(
    asked: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    silent(store, resident=16)
    assert "Nobody is waiting." in grace.get("/staff/chats/").text
    assert chats(store)[0].how_ended is HowEnded.AWAY


def test_nothing_new_is_no_answer(chatting: FlaskClient) -> None:
    panel = news(chatting).json["panel"]
    version = re.search(r'data-version="([^"]+)"', panel)
    assert version and news(chatting, seen=version[1]).status_code == 204


def test_it_works_when_rasa_is_down(
    rosa: FlaskClient, grace: FlaskClient, rasa: LoopbackRasa, store: ContactsStore
) -> None:
    rasa.stop()
    send(rosa, PERSON)
    ask(rosa)
    join(grace)
    write(grace, "I am here.")
    send(rosa, "thank you")
    assert "I am here." in rosa.get("/").text and len(handoffs(store)) == 1


def test_what_is_being_written_stays_when_a_chat_is_asked_for_or_stopped(
    rosa: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    send(rosa, PERSON)
    for action, state in (("ask", ChatState.WAITING), ("stop", ChatState.ENDED)):
        page = rosa.get("/")
        assert f'form="composer" formaction="/chat/person/{action}"' in page.text
        form = {**hidden(page), "text": "and she won't eat"}
        answer = rosa.post(f"/chat/person/{action}", data=form)
        assert answer.status_code == 200 and ">and she won&#39;t eat</textarea>" in answer.text
        assert chats(store)[-1].state is state
    old = rosa.post("/chat/person/stop", data={"csrf_token": "old", "text": "not sent yet"})
    assert old.status_code == 422 and ">not sent yet</textarea>" in old.text
    assert "t eat" not in rosa.get("/").text, "what was not sent is kept nowhere"
