"""What waits for an editor: proposed once, decided once, and put together with what changed since."""

from typing import Any

import pytest

from directory.editing import changing, proposals
from directory.editing.doing import NotSaved, Saved
from directory.exceptions import NotPossible
from directory.models.editing import Deed, Proposal, Proposer
from directory.queries import editing as stored
from tests.directory.editing.conftest import ED, Desk


def propose(desk: Desk, changes: dict[str, Any], key: str = "mail-1", **more: Any) -> str:
    found: str = desk.do(
        proposals.propose,
        more.pop("service_id", "lunch-1"),
        changes,
        "Brigholm Friends",
        "moved",
        key=key,
        **more,
    )
    return found


def get(desk: Desk, proposal_id: str) -> Proposal:
    with desk.sessions() as session:
        found = stored.proposal(session, proposal_id)
    assert found is not None
    return found


def test_it_works(desk: Desk) -> None:
    proposal_id = propose(desk, {"email": "new@example.org"})
    assert desk.sheet()["email"] == "hello@lunch.example.org"
    done = desk.do(proposals.approve, proposal_id, desk.doing(why="rang to make sure"))
    assert done == Saved("lunch-1", 2, ("email",))
    found = get(desk, proposal_id)
    assert (found.state, found.by, found.decided_by, found.decided_why) == (
        "approved", "Brigholm Friends", "ed", "rang to make sure",
    )  # fmt: skip


def test_the_same_key_is_one_proposal(desk: Desk) -> None:
    assert propose(desk, {"email": "new@example.org"}) == propose(desk, {"email": "new@example.org"})
    with desk.sessions() as session:
        assert stored.count_waiting_proposals(session) == 1


def test_bad_values_are_told_before_anything_is_kept(desk: Desk) -> None:
    assert proposals.problems_of({"email": "nobody", "colour": "red"}) == {
        "email": "email_form", "colour": "field_unknown",
    }  # fmt: skip
    with pytest.raises(NotPossible):
        propose(desk, {"email": "nobody"})


def test_declined_changes_nothing_and_keeps_the_reason(desk: Desk) -> None:
    proposal_id = propose(desk, {"status": "defunct"})
    desk.do(proposals.decline, proposal_id, ED, "they are open")
    desk.do(proposals.decline, proposal_id, ED, "again")
    assert (get(desk, proposal_id).state, get(desk, proposal_id).decided_why) == ("declined", "they are open")
    assert desk.sheet()["status"] == "active"
    with pytest.raises(NotPossible):
        desk.do(proposals.approve, proposal_id, desk.doing())


def test_approved_once(desk: Desk) -> None:
    proposal_id, doing = propose(desk, {"email": "new@example.org"}), desk.doing(key="click")
    first, again = (
        desk.do(proposals.approve, proposal_id, doing),
        desk.do(proposals.approve, proposal_id, doing),
    )
    assert (first.version, again.version) == (2, 2)
    with pytest.raises(NotPossible):
        desk.do(proposals.approve, proposal_id, desk.doing())
    with pytest.raises(NotPossible):
        desk.do(proposals.decline, proposal_id, ED, "no")


def test_what_changed_since_is_kept_or_shown(desk: Desk) -> None:
    one = propose(desk, {"email": "new@example.org"})
    two = propose(desk, {"name": "Lunches"}, key="mail-2")
    desk.save({"name": "Dinner Club"})
    assert isinstance(desk.do(proposals.approve, one, desk.doing()), Saved)
    clashing = desk.do(proposals.approve, two, desk.doing())
    assert isinstance(clashing, NotSaved)
    assert [(each.now, each.mine) for each in clashing.decision.clashes] == [("Dinner Club", "Lunches")]
    assert get(desk, two).state == "waiting"


def test_an_editor_may_write_over_a_proposal(desk: Desk) -> None:
    proposal_id = propose(desk, {"email": "new@example.org", "name": "LUNCH CLUB!!!"})
    desk.do(proposals.approve, proposal_id, desk.doing(), written={"email": "new@example.org"})
    assert (desk.sheet()["email"], desk.sheet()["name"]) == ("new@example.org", "Brigholm Lunch Club")


def test_a_draft_of_a_new_service_is_nowhere_until_it_is_approved(desk: Desk) -> None:
    service_id = changing.new_service_id("form-1")
    draft = propose(
        desk, {"name": "Chair Yoga"}, key="form-1", service_id=service_id, proposer=Proposer.EDITOR, by_id="6"
    )
    with desk.sessions() as session:
        waiting = proposals.waiting(session, draft)
        assert (waiting.is_new, stored.service_row(session, service_id)) == (True, None)
    done = desk.do(proposals.approve, draft, desk.doing())
    assert (done.service_id, desk.sheet(service_id)["name"]) == (service_id, "Chair Yoga")
    assert Deed.EDITED in {v.deed for v in versions(desk, service_id)}


def versions(desk: Desk, service_id: str) -> Any:
    with desk.sessions() as session:
        return stored.versions_of(session, service_id)
