"""A call that is over shows its adviser nothing that came later; what was told in it is forgotten in time."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.adviser.call.conftest import OnTheLine, code_of_rosas_chat, go_on_with
from tests.web.adviser.call.test_ending import end, keep, the_call
from tests.web.resident.forms import hidden
from web.clock import now
from web.database import ContactsStore
from web.models.call import Call, CallOverride
from web.models.contact import Author, Contact
from web.models.review import Noticed
from web.settings import Keeping
from web.store import calls, contacts, retention

LATER = "this is for nobody but Signpost"


def test_what_is_said_after_a_call_is_not_read(
    signed_in: Callable[[str], FlaskClient], app: Flask, store: ContactsStore
) -> None:
    browser, code = signed_in("grace"), code_of_rosas_chat(app)
    line = go_on_with(browser, code)
    line.write("She has a step.")
    tools = [f"{line.url}/{tool}" for tool in ("ring", "list", "known", "services")]
    assert {browser.get(tool).status_code for tool in tools} == {200}
    form = hidden(browser.get(f"{line.url}/known"))
    assert end(line, "info_only") == 303
    with store.writing() as session:
        contact = session.scalars(select(Contact)).one()
        contacts.append_message(session, contact, Author.RESIDENT, words=LATER)
    page = line.page().text
    assert "my mum keeps falling" in page and LATER not in page
    assert {browser.get(tool).location for tool in tools} == {"/staff/call"}, "its tools go with it"
    assert browser.post(f"{line.url}/known", data={**form, "phone": "01632 960777"}).status_code == 404


def test_what_is_still_typed_counts_before_words_go_to_the_review(
    grace: OnTheLine, store: ContactsStore
) -> None:
    assert grace.type("my partner is hitting me").status_code == 200
    with store.reading() as session:
        assert not session.scalars(select(Contact)).one().safeguarding_concern, "not taken in yet"
    grace.send("decide", kind="need_added", subject="falls_prevention", reason="She fell too.")
    with store.reading() as session:
        assert session.scalars(select(CallOverride)).one() and not session.scalars(select(Noticed)).all()


def test_what_was_told_goes_with_the_words(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("My mum keeps falling.")
    keep(grace)
    grace.send("decide", kind="need_added", subject="loneliness", reason="She is alone.")
    keeping = Keeping()
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=keeping.words_days - 1), keeping)
    assert (the_call(store).details or {})["name"] == "Amir"
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=keeping.words_days + 1), keeping)
    with store.reading() as session:
        call, why = session.scalars(select(Call)).one(), session.scalars(select(CallOverride)).one()
        assert (call.details, call.conversation_id, why.reason, why.subject) == (None,) * 4
        assert why.kind == "need_added" and calls.notes_of(session, call) == ""
    assert grace.page().status_code == 200
