"""POST /api/handoffs: taken in once and whole, added to later, refused clearly."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from bot.handoff.reference import mint, normalise
from bot.safeguarding.hours import OfficeHours
from tests.web.handoff_json import CONVERSATION, FALLS, handoff
from web.database import ContactsStore
from web.models.contact import Channel, Contact, Outcome
from web.models.handoff import Handoff
from web.store import contacts

URL = "/api/handoffs"


def test_it_works(client: FlaskClient, bearer: dict[str, str], store: ContactsStore) -> None:
    answer = client.post(URL, json=handoff(), headers=bearer)
    assert answer.status_code == 201
    assert answer.json["created"] is True
    assert answer.json["state"] == "received"
    assert normalise(answer.json["reference"]) == answer.json["reference"]
    with store.reading() as session:
        kept = session.scalars(select(Handoff)).one()
        assert [each.words for each in kept.words] == [FALLS, "she is 84"]
        assert (kept.about_whom, kept.place_district, kept.needs) == ("mum", "DN15", ["falls", "carer_break"])
        assert kept.contact.outcome is Outcome.HANDED_OFF


def test_the_same_key_again_makes_no_second(
    client: FlaskClient, bearer: dict[str, str], store: ContactsStore
) -> None:
    first = client.post(URL, json=handoff(), headers=bearer)
    again = client.post(URL, json=handoff(), headers=bearer)
    assert (again.status_code, again.json["created"]) == (200, False)
    assert again.json["reference"] == first.json["reference"]
    with store.reading() as session:
        kept = session.scalars(select(Handoff)).one()
        assert len(kept.words) == 2
        assert kept.amended_at is None
        assert len(session.scalars(select(Contact)).all()) == 1


def test_contact_details_and_words_that_come_later_are_added(
    client: FlaskClient, bearer: dict[str, str], store: ContactsStore
) -> None:
    client.post(URL, json=handoff(), headers=bearer)
    later = handoff(
        words=[FALLS, "she is 84", "please ring after six"],
        contact={"name": "Amir", "phone": "01632 960123", "when": "after six", "safe_to_contact": True},
        agreed_to_pass_on=True,
        why_not_enough="she will not leave the house",
        place=None,
        needs=["loneliness"],
    )
    client.post(URL, json=later, headers=bearer)
    with store.reading() as session:
        kept = session.scalars(select(Handoff)).one()
        assert [each.words for each in kept.words] == [FALLS, "she is 84", "please ring after six"]
        assert (kept.contact_name, kept.contact_phone, kept.safe_to_contact) == ("Amir", "01632 960123", True)
        assert kept.agreed_to_pass_on is True
        assert kept.place_label == "Eastmere"
        assert kept.needs == ["falls", "carer_break", "loneliness"]
        assert kept.amended_at is not None


def test_an_older_retry_takes_nothing_away(
    client: FlaskClient, bearer: dict[str, str], store: ContactsStore
) -> None:
    client.post(URL, json=handoff(contact={"phone": "01632 960123"}), headers=bearer)
    client.post(URL, json=handoff(words=[FALLS]), headers=bearer)
    with store.reading() as session:
        kept = session.scalars(select(Handoff)).one()
        assert (len(kept.words), kept.contact_phone) == (2, "01632 960123")


def test_what_a_field_said_before_is_kept(
    client: FlaskClient, bearer: dict[str, str], store: ContactsStore
) -> None:
    client.post(URL, json=handoff(contact={"phone": "01632 960123"}), headers=bearer)
    client.post(URL, json=handoff(contact={"phone": "01632 960124"}), headers=bearer)
    with store.reading() as session:
        kept = session.scalars(select(Handoff)).one()
        assert kept.contact_phone == "01632 960124"
        assert [(each.field, each.earlier) for each in kept.amendments] == [("contact_phone", "01632 960123")]


@pytest.mark.parametrize("changed", [{"kind": "safeguarding"}, {"conversation_id": "another-conversation"}])
def test_a_contradiction_under_one_key_is_refused(
    client: FlaskClient, bearer: dict[str, str], changed: dict[str, Any]
) -> None:
    client.post(URL, json=handoff(), headers=bearer)
    answer = client.post(URL, json=handoff(**changed), headers=bearer)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "key_reused")


def test_the_bots_own_reference_is_kept(client: FlaskClient, bearer: dict[str, str]) -> None:
    reference, key = mint(CONVERSATION, "support", "k" * 43)
    spoken = reference.lower().replace("-", " ")
    answer = client.post(URL, json=handoff(reference=spoken, idempotency_key=key), headers=bearer)
    assert answer.json["reference"] == reference
    other = handoff(
        reference=reference, idempotency_key="another-key-altogether", conversation_id="elsewhere"
    )
    taken = client.post(URL, json=other, headers=bearer)
    assert (taken.status_code, taken.json["error"]["code"]) == (409, "reference_taken")


def test_the_key_may_come_in_the_header(client: FlaskClient, bearer: dict[str, str]) -> None:
    body = handoff()
    key = body.pop("idempotency_key")
    assert client.post(URL, json=body, headers={**bearer, "Idempotency-Key": key}).status_code == 201
    assert client.post(URL, json=handoff(), headers=bearer).status_code == 200
    differs = client.post(URL, json=handoff(), headers={**bearer, "Idempotency-Key": "a-different-key-1"})
    assert differs.status_code == 422


def test_it_joins_the_contact_that_is_known(
    client: FlaskClient, bearer: dict[str, str], store: ContactsStore
) -> None:
    with store.writing() as session:
        contacts.start_contact(session, CONVERSATION, Channel.TELEPHONE, hours=OfficeHours())
    client.post(
        URL,
        json=handoff(
            conversation_id=contacts.hash_public_id(CONVERSATION),
            risk={"category": "falls_now", "level": "urgent", "rule": "r1"},
        ),
        headers=bearer,
    )
    with store.reading() as session:
        contact = session.scalars(select(Contact)).one()
        assert (contact.outcome, contact.risk_level) == (Outcome.RISK, "urgent")
        assert session.scalars(select(Handoff)).one().channel is Channel.TELEPHONE


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": []}, "words"),
        ({"words": ["x" * 4001]}, "words.0"),
        ({"words": ["x"] * 51}, "words"),
        ({"kind": "chat"}, "kind"),
        ({"reason": "bored"}, "reason"),
        ({"channel": "pigeon"}, "channel"),
        ({"idempotency_key": "short"}, "idempotency_key"),
        ({"reference": "SP-1234-567U"}, "reference"),
        ({"needs": "falls"}, "needs"),
        ({"agreed_to_pass_on": "yes"}, "agreed_to_pass_on"),
        ({"contact": {"shoe_size": "9"}}, "contact.shoe_size"),
        ({"risk": {"category": "x", "level": "mild"}}, "risk.level"),
        ({"admin": True}, "admin"),
        ({"place": {"district": "DN15 6AB"}}, "place.district"),
    ],
)
def test_a_wrong_field_is_named(
    client: FlaskClient, bearer: dict[str, str], store: ContactsStore, changed: dict[str, Any], field: str
) -> None:
    answer = client.post(URL, json=handoff(**changed), headers=bearer)
    assert answer.status_code == 422
    assert answer.json["error"]["code"] == "invalid"
    assert field in {each["field"] for each in answer.json["error"]["fields"]}
    with store.reading() as session:
        assert session.scalars(select(Handoff)).all() == []


def test_a_refusal_does_not_repeat_what_was_written(client: FlaskClient, bearer: dict[str, str]) -> None:
    secret = "my neighbour hurts me " * 400
    answer = client.post(URL, json=handoff(words=[secret]), headers=bearer)
    assert answer.status_code == 422
    assert "neighbour" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 20000, "application/json", 400),
        (json.dumps(handoff()).encode(), "text/plain", 415),
        (b"[]", "application/json", 422),
        (json.dumps(handoff(words=["x" * 4000] * 20)).encode(), "application/json", 413),
    ],
)
def test_bad_bodies(
    client: FlaskClient, bearer: dict[str, str], body: bytes, content_type: str, status: int
) -> None:
    answer = client.post(URL, data=body, content_type=content_type, headers=bearer)
    assert answer.status_code == status
    assert set(answer.json["error"]) == {"code", "message", "fields"}


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic x", "Bearer ", "Bearer \xe9"])
def test_without_the_token_nothing_is_taken(
    client: FlaskClient, store: ContactsStore, header: str | None
) -> None:
    answer = client.post(URL, json=handoff(), headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].lower().startswith("bearer")
    assert answer.json["error"]["code"] == "not_signed_in"
    with store.reading() as session:
        assert session.scalars(select(Handoff)).all() == []


def test_words_and_numbers_are_encrypted_on_disk(
    client: FlaskClient, bearer: dict[str, str], store: ContactsStore
) -> None:
    client.post(URL, json=handoff(contact={"name": "Amir", "phone": "01632 960123"}), headers=bearer)
    with store.reading() as session:
        words = session.scalars(text("SELECT words FROM handoff_word")).all()
        row = session.execute(text("SELECT contact_name, contact_phone, about_whom FROM handoff")).one()
    assert all(stored.startswith("v1:") for stored in [*words, *row])
    if store.engine.dialect.name == "sqlite":
        store.engine.dispose()
        assert FALLS.encode() not in Path(str(store.engine.url.database)).read_bytes()
