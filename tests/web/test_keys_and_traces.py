"""The operator's commands about traces: check the trail, erase a person."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.safeguarding.hours import OfficeHours
from tests.web.test_records import ROSA, one, receive, reference
from tests.web.test_trail import meddle
from web.cli import main
from web.clock import now
from web.database import ContactsStore
from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.states import Move
from web.models.contact import Contact, Message
from web.models.handoff import HandoffAmendment, HandoffOutcome, HandoffWord
from web.models.record import ContactRecord, Person
from web.settings import WebSettings
from web.store import contacts, queue, trail
from web.store.erasing import erase

Run = Callable[..., int]


@pytest.fixture
def run(settings: WebSettings, store: ContactsStore, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`python -m web ...` on the store of the test."""
    monkeypatch.setattr(WebSettings, "from_env", classmethod(lambda cls: settings))
    return lambda *arguments: main(arguments)


def close(store: ContactsStore, by: int, number: int = 1) -> None:
    with store.writing() as session:
        found = one(session, number)
        queue.perform(session, found, Deed(Move.CLAIM, by), now())
        done = Deed(Move.CLOSE, by, note="Rosa is well", outcome=HandoffOutcome.OTHER)
        queue.perform(session, found, done, now())


class TestCheckAudit:
    def test_a_whole_trail(self, run: Run, store: ContactsStore, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("check-audit") == 0
        assert "is empty" in capsys.readouterr().out
        receive(store, 1)
        receive(store, 2)
        assert run("check-audit") == 0
        told = capsys.readouterr().out.splitlines()
        assert told[0].startswith("The audit trail is whole, from row 1 to row 2.")
        receive(store, 3)
        assert run("check-audit", "--head", told[1]) == 0

    def test_a_broken_one(self, run: Run, store: ContactsStore, capsys: pytest.CaptureFixture[str]) -> None:
        for number in (1, 2, 3):
            receive(store, number)
        meddle(store, "UPDATE audit_event SET subject_id = 9 WHERE position = 2")
        assert run("check-audit") == 1
        assert "Row 2 of the audit trail is not as it was written." in capsys.readouterr().out

    def test_an_end_that_was_cut_off(
        self, run: Run, store: ContactsStore, capsys: pytest.CaptureFixture[str]
    ) -> None:
        receive(store, 1)
        receive(store, 2)
        with store.reading() as session:
            position, hash_ = trail.head(session) or (0, "")
        meddle(store, "DELETE FROM audit_event WHERE position = 2")
        assert run("check-audit") == 0
        assert run("check-audit", "--head", f"{position}:{hash_}") == 1
        assert "its end was cut off" in capsys.readouterr().out

    def test_a_head_that_is_none(self, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("check-audit", "--head", "yesterday") == 1
        assert "as check-audit prints it" in capsys.readouterr().err


class TestErase:
    def test_nothing_of_the_person_is_left(
        self, run: Run, store: ContactsStore, cast: dict[str, int], capsys: pytest.CaptureFixture[str]
    ) -> None:
        contact_id = receive(store, contact=ROSA, about_whom="mum", why_not_enough="too far")
        receive(store, contact={**ROSA, "phone": "01632 960778"})
        with store.writing() as session:
            contacts.append_message(session, session.get_one(Contact, contact_id), "resident", words="falls")
        close(store, cast["tom"])
        assert run("erase", reference(1).lower()) == 0
        assert "is erased" in capsys.readouterr().out
        with store.reading() as session:
            for kind in (Message, HandoffWord, Person):
                assert session.scalars(select(kind)).all() == []
            assert [each.earlier for each in session.scalars(select(HandoffAmendment))] == [None]
            kept = one(session)
            assert {kept.contact_name, kept.contact_phone, kept.about_whom, kept.outcome_note} == {None}
            assert (kept.outcome, kept.offered) == (HandoffOutcome.OTHER, [])
            contact = session.get_one(Contact, contact_id)
            assert (contact.place_label, contact.request_at is not None) == (None, True)
            assert session.get_one(ContactRecord, contact_id).person_id is None
            assert list(trail.links(session))[-1].deed.action == "erased_contact"
        assert run("erase", reference(1)) == 0

    def test_whom_somebody_waits_for_is_not_erased(
        self, run: Run, store: ContactsStore, capsys: pytest.CaptureFixture[str]
    ) -> None:
        receive(store, contact=ROSA)
        assert run("erase", reference(1)) == 1
        assert "has yet to act" in capsys.readouterr().err
        with store.reading() as session:
            assert one(session).contact_name == "Rosa Alder"

    @pytest.mark.parametrize("typed", ["nonsense", "SP-0000-0000"])
    def test_a_reference_that_is_none(self, run: Run, typed: str) -> None:
        assert run("erase", typed) == 1

    def test_others_keep_everything(self, store: ContactsStore, cast: dict[str, int]) -> None:
        first = receive(store, 1, contact=ROSA)
        receive(store, 2, contact=ROSA)
        close(store, cast["tom"])
        with store.writing() as session:
            erase(session, first)
        with store.reading() as session:
            assert one(session, 2).contact_phone == "01632 960777"
            assert len(session.scalars(select(Person)).all()) == 1

    def test_a_contact_without_a_hand_off(self, store: ContactsStore) -> None:
        with store.writing() as session:
            contact = contacts.start_contact(session, "c", hours=OfficeHours())
            contacts.append_message(session, contact, "resident", words="falls")
            erase(session, contact.id)
            assert contacts.transcript(session, contact) == []
