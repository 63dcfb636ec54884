""" "What we hold about you" tells of what a call holds, and no new column is forgotten."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.resident.forms import hidden
from web.adviser.details import CHOICES, LIMITS
from web.clock import now
from web.database import ContactsStore
from web.encryption import PrivateJson, PrivateText
from web.models.call import Call
from web.models.call_tools import WarmHandover
from web.models.contact import Contact
from web.models.tables import METADATA
from web.resident.return_code import hash_of, new_code
from web.store import return_codes
from web.words.book import words

# How the page tells of every sealed column that hangs on a contact. A new one needs a line here and there.
SHOWN, NAMED, NOTES, OURS = "its words", "that it is held", "notes of people at work", "not about a person"
COPIED = "what is shown or named elsewhere on the page, as it was passed on"
TOLD = {
    "message": {"words": SHOWN, "replies": SHOWN},
    "handoff_word": {"words": COPIED},
    "contact": {"place_label": SHOWN, "before_last": OURS},
    "given_list": {"services": SHOWN},
    "pinned_service": {"service_id": SHOWN},
    "call": {"details": NAMED, "conversation_id": OURS},
    "call_override": {"subject": NAMED, "reason": NAMED},
    "warm_handover": {"took_by": NAMED},
    "return_code": {"conversation_id": OURS},
    "live_chat": {"shown_name": NOTES},
    "handoff": {
        **dict.fromkeys(("contact_name", "contact_phone", "contact_email", "contact_address"), NAMED),
        **dict.fromkeys(("contact_when", "contact_how", "about_whom"), NAMED),
        **dict.fromkeys(("why_not_enough", "what_matters", "place_label"), COPIED),
        "outcome_note": NOTES,
    },
    "contact_record": dict.fromkeys(
        ("without_consent", "what_helps", "contact_name", "contact_phone", "contact_email", "contact_address",
         "about_name", "case_number", "referrer"), NOTES),
    "contact_record_change": {"changed": NOTES},
    "handoff_amendment": {"earlier": NOTES},
    "handoff_event": {"note": NOTES},
    "daily_review": {"words": NOTES, "note": NOTES},
    "case_sheet": {"note": NOTES},
    "delivery": {"payload": NOTES, "reason": NOTES},
    "voluntary_offer": {"send_to": NOTES, "message": NOTES, "answer_note": NOTES},
}  # fmt: skip


def hanging_on_a_contact() -> dict[str, set[str]]:
    """Every sealed column of the contact and of what points to it, by whatever way."""
    tables = {"contact"}
    for table in METADATA.sorted_tables:  # what is pointed at comes first
        if any(key.column.table.name in tables for key in table.foreign_keys):
            tables.add(table.name)
    sealed = {
        name: {
            each.name
            for each in METADATA.tables[name].columns
            if isinstance(each.type, PrivateText | PrivateJson)
        }
        for name in tables
    }
    return {name: columns for name, columns in sealed.items() if columns}


def test_no_column_that_holds_words_of_a_contact_is_forgotten() -> None:
    assert {name: set(columns) for name, columns in TOLD.items()} == hanging_on_a_contact()


def test_every_detail_of_a_call_has_a_plain_name() -> None:
    assert set(words("my_data")["noted"]) == {*LIMITS, *CHOICES}


@pytest.fixture
def page(grace: FlaskClient, call: Contact, store: ContactsStore, cast: dict[str, int]) -> str:
    """What is shown to who was noted as Amir, and handed over to the duty team, in a call."""
    app, code = grace.application, new_code()
    with store.writing() as session:
        held_call = session.scalars(select(Call)).one()
        held_call.details = {"name": "Amir Alder", "phone": "07700 900123", "own_view": "to stay at home"}
        for nonce, line in (("one", "duty"), ("two", "a_line_of_before")):
            session.add(
                WarmHandover(
                    contact_id=call.id,
                    nonce=nonce,
                    at=now(),
                    line=line,
                    took_by="Ines",
                    staff_user_id=cast["grace"],
                )
            )
        hashed = hash_of(code, str(app.secret_key))
        return_codes.keep(session, session.get_one(Contact, call.id), hashed, "c" * 20, now())
    browser = app.test_client()
    fields = hidden(browser.get("/what-we-hold"))
    return browser.post("/what-we-hold", data={**fields, "code": code, "reference": ""}).text


def test_what_was_noted_is_named_and_not_shown(page: str) -> None:
    for named in ("noted in a call", "a telephone number", "what the person wants for themselves"):
        assert named in page
    for hidden_ in ("Amir", "900123", "to stay at home", "a postal address"):
        assert hidden_ not in page


def test_who_took_over_is_a_team_and_no_name(page: str) -> None:
    assert "The duty team" in page and "another team" in page
    assert "Ines" not in page and "a_line_of_before" not in page


def test_that_people_keep_notes_is_said(page: str) -> None:
    assert "we also keep their notes" in page
