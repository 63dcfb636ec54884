"""The page behind the link: a scanner answers for nobody, a press is an answer, "no" brings a person."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.conftest import post
from tests.web.helped.conftest import AMIR, check_of
from web.database import ContactsStore
from web.helped.planning import Planner
from web.messages.help_links import HelpLinks
from web.models.handoff import Handoff, State
from web.models.help_check import AskedBy, Helped
from web.settings import WebSettings

HandOn = Callable[..., str]
Close = Callable[..., None]


@pytest.fixture
def page(hand_on: HandOn, close: Close, planner: Planner, store: ContactsStore, settings: WebSettings) -> str:
    close(hand_on())
    planner.plan_and_note()
    return f"/did-it-help/{HelpLinks.of(settings).token(check_of(store).id)}"


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())  # type: ignore[attr-defined]


def say(client: FlaskClient, page: str, answer: str) -> str:
    sent = post(client, f"{page}/answer", page=page, answer=answer)
    assert sent.status_code == 303
    return text(client.get(page))


def open_handoffs(store: ContactsStore) -> list[Handoff]:
    with store.reading() as session:
        return list(session.scalars(select(Handoff).where(Handoff.state == State.RECEIVED)))


def test_opening_it_answers_nothing_and_tells_nothing(
    client: FlaskClient, page: str, store: ContactsStore
) -> None:
    for _ in range(3):
        shown = client.get(page)
        assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "no-store")
        assert not re.search(r"Amir|falling|mum|SP-", text(shown))
    assert client.head(page).status_code == 200
    assert client.get(f"{page}/answer?answer=no").status_code == 405
    assert check_of(store).answer is None


@pytest.mark.parametrize("said", ["yes", "a_little"])
def test_an_answer_is_kept_with_how_and_when(
    said: str, client: FlaskClient, page: str, store: ContactsStore
) -> None:
    assert "Thank you" in say(client, page, said)
    kept = check_of(store)
    assert (kept.answer, kept.answered_by, kept.raised) == (Helped(said), AskedBy.TEXT, None)
    assert kept.answered_at is not None
    assert open_handoffs(store) == []


def test_no_brings_a_person_once_with_how_to_reach_them(
    client: FlaskClient, page: str, store: ContactsStore
) -> None:
    shown = say(client, page, "no")
    say(client, page, "no")
    [raised] = open_handoffs(store)
    assert raised.reference in shown and "Somebody will get in touch" in shown
    assert (raised.contact_name, raised.contact_phone) == (AMIR["name"], AMIR["phone"])
    assert raised.contact_id == check_of(store).contact_id
    with store.reading() as session:
        first, second = session.scalars(select(Handoff).order_by(Handoff.id))
        assert "it did not help" in second.words[0].words and first.reference in second.words[0].words


def test_whoever_pressed_the_wrong_one_may_press_another(
    client: FlaskClient, page: str, store: ContactsStore
) -> None:
    say(client, page, "yes")
    first = check_of(store).answered_at
    say(client, page, "yes")
    assert check_of(store).answered_at == first
    say(client, page, "a_little")
    assert check_of(store).answer is Helped.A_LITTLE


def test_a_person_may_be_asked_for_beside_any_answer(
    client: FlaskClient, page: str, store: ContactsStore
) -> None:
    say(client, page, "yes")
    for _ in range(2):  # the form is gone after the first; a second press from an old page does no harm
        assert post(client, f"{page}/person", page=page).status_code == 303
    assert (check_of(store).wants_person, len(open_handoffs(store))) == (True, 1)
    assert "get in touch" in text(client.get(page))


def test_another_answer_is_none(client: FlaskClient, page: str, store: ContactsStore) -> None:
    sent = post(client, f"{page}/answer", page=page, answer="perhaps")
    assert (sent.status_code, "Please choose" in text(sent)) == (422, True)
    assert check_of(store).answer is None


def test_without_its_proof_a_form_changes_nothing(
    client: FlaskClient, page: str, store: ContactsStore
) -> None:
    sent = client.post(f"{page}/answer", data={"answer": "no"})
    assert (sent.status_code, "choose once more" in text(sent)) == (400, True)
    assert check_of(store).answer is None


@pytest.mark.parametrize("token", ["x", "MQ.aaaa.bbbb", "1"])
def test_a_link_that_is_none_of_ours_opens_nothing(client: FlaskClient, token: str) -> None:
    shown = client.get(f"/did-it-help/{token}")
    assert (shown.status_code, "does not work any more" in text(shown)) == (410, True)


def test_a_link_is_for_one_question_and_for_a_time(
    app: Flask, client: FlaskClient, page: str, settings: WebSettings
) -> None:
    links = HelpLinks.of(settings)
    assert links.read(links.token(7)) == 7
    assert HelpLinks("another key", "", 30).read(links.token(7)) is None
    assert HelpLinks(key_of(links), "", -1).read(links.token(7)) is None
    assert client.get(f"/did-it-help/{links.token(4711)}").status_code == 410


def key_of(links: HelpLinks) -> str:
    return links._signer.secret_key.decode()
