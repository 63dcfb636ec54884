"""What an organisation may do with its link: its own entries, and only a yes takes effect unseen."""

import pytest
from sqlalchemy import update

from directory.database import begin_writing
from directory.editing.doing import Doing, Person
from directory.editing.proposals import approve, decline, waiting
from directory.exceptions import NotPossible
from directory.freshness.answering import MOST_WAITING
from directory.freshness.reminding import Letter
from directory.models.editing import Proposer
from directory.models.service import Organization
from directory.queries.editing import waiting_proposals
from tests.directory.freshness.conftest import Clock, Desk, old_service


def letter_of(desk: Desk) -> Letter:
    other = old_service("other", organization={"id": "o2", "name": "Kind", "email": "k@kind.example.org"})
    desk.take_in(old_service(), old_service("choir", assured_date=None), other)
    return next(each for each in desk.keeper.letters(10) if each.address.startswith("office"))


def test_a_link_opens_the_entries_of_its_mail(desk: Desk) -> None:
    opened = desk.keeper.open_link(letter_of(desk).mail_id)
    assert sorted(each.id for each in opened.listings) == ["choir", "lunch-1"]
    assert opened.listing("other") is None


def test_a_link_to_no_mail_opens_nothing(desk: Desk) -> None:
    assert desk.keeper.open_link("f" * 24).listings == ()


def test_still_right_sets_the_day_and_says_who(desk: Desk) -> None:
    letter = letter_of(desk)
    assert desk.keeper.still_right(letter.mail_id, ["lunch-1"]) == 1
    listing = desk.listing()
    assert (listing.assured_date, listing.assurer, listing.assured_by) == (
        desk.clock().date(),
        "organisation",
        None,
    )
    assert desk.listing("choir").assured_date is None


def test_nobody_can_speak_for_another_organisation(desk: Desk) -> None:
    letter = letter_of(desk)
    before = desk.listing("other").assured_date
    assert desk.keeper.still_right(letter.mail_id, ["other", "nowhere"]) == 0
    assert desk.keeper.put_forward(letter.mail_id, "other", {"name": "Mine"}, "", "Kind", "k") is None
    assert desk.listing("other").assured_date == before


def test_links_taken_back_open_nothing_and_new_ones_do(desk: Desk, clock: Clock) -> None:
    letter = letter_of(desk)
    desk.keeper.take_back_links("lunch-1", "Ed")
    opened = desk.keeper.open_link(letter.mail_id)
    assert [each.id for each in opened.listings] == ["choir"]
    assert desk.keeper.still_right(letter.mail_id, ["lunch-1"]) == 0
    clock.pass_days(14)
    second = list(desk.keeper.letters(10))
    found = [each for each in second if each.address.startswith("office")]
    assert len(desk.keeper.open_link(found[0].mail_id).listings) == 2


def test_changes_wait_for_an_editor_and_are_sent_once(desk: Desk) -> None:
    letter = letter_of(desk)
    sent = [
        desk.keeper.put_forward(
            letter.mail_id, "lunch-1", {"name": "Lunch and Chat"}, "New name", "Brigholm Friends", "form-1"
        )
        for _ in range(2)
    ]
    assert sent[0] and sent[0] == sent[1]
    assert desk.listing().name == "Brigholm Lunch Club"
    with begin_writing(desk.sessions) as session:
        found = waiting(session, sent[0]).proposal
        assert (found.proposer, found.by, found.why) == (
            Proposer.ORGANISATION,
            "Brigholm Friends",
            "New name",
        )


def test_approved_changes_count_as_the_organisations_check(desk: Desk) -> None:
    letter = letter_of(desk)
    proposal_id = desk.keeper.put_forward(letter.mail_id, "choir", {"name": "Sing"}, "", "Friends", "form-1")
    assert proposal_id
    with begin_writing(desk.sessions) as session:
        approve(session, proposal_id, Doing.now(Person("ed", "6"), "rang them", "key-1"))
    listing = desk.listing("choir")
    assert (listing.name, listing.assurer) == ("Sing", "organisation")
    assert listing.assured_date is not None


def test_closed_waits_for_an_editor_too(desk: Desk) -> None:
    letter = letter_of(desk)
    first = desk.keeper.say_closed(letter.mail_id, "lunch-1", "We moved away", "Brigholm Friends")
    assert first == desk.keeper.say_closed(letter.mail_id, "lunch-1", "", "Brigholm Friends")
    assert desk.listing().status == "active"
    with desk.sessions() as session:
        assert [row.changes for row, _ in waiting_proposals(session, 10)] == [{"status": "defunct"}]


def test_a_service_that_was_withdrawn_is_not_opened(desk: Desk) -> None:
    from sqlalchemy import update

    from directory.models.service import Service

    letter = letter_of(desk)
    with begin_writing(desk.sessions) as session:
        session.execute(update(Service).where(Service.id == "lunch-1").values(status="withdrawn"))
    assert [each.id for each in desk.keeper.open_link(letter.mail_id).listings] == ["choir"]


def test_an_address_put_right_shuts_what_lies_in_the_old_mailbox(desk: Desk) -> None:
    letter = letter_of(desk)
    by_hand = desk.keeper.hand_out("lunch-1")
    with begin_writing(desk.sessions) as session:
        session.execute(
            update(Organization).where(Organization.id == "org-1").values(email="new@friends.example.org")
        )
    assert desk.keeper.open_link(letter.mail_id).listings == ()
    assert desk.keeper.still_right(letter.mail_id, ["lunch-1"]) == 0
    assert desk.keeper.put_forward(letter.mail_id, "lunch-1", {"name": "Mine"}, "", "Friends", "k") is None
    assert by_hand
    assert [each.id for each in desk.keeper.open_link(by_hand).listings] == ["lunch-1"]


def test_one_link_cannot_bury_the_editors(desk: Desk) -> None:
    letter = letter_of(desk)

    def send(number: int) -> str | None:
        changes = {"name": f"Lunch {number}"}
        return desk.keeper.put_forward(letter.mail_id, "lunch-1", changes, "", "Friends", f"form-{number}")

    sent = [send(number) for number in range(MOST_WAITING)]
    with pytest.raises(NotPossible, match="many_waiting"):
        send(MOST_WAITING)
    assert send(0) == sent[0]  # what is there already is no more
    with begin_writing(desk.sessions) as session:
        assert len(waiting_proposals(session, 99)) == MOST_WAITING
        decline(session, sent[0] or "", Person("ed", "Ed"), "No")
    assert send(MOST_WAITING)
