"""Restore, withdraw, bring back, keep ours, confirm needs: each one version, each done once."""

import pytest
from sqlalchemy import update

from directory.editing import acting
from directory.editing.differences import differences
from directory.exceptions import NotPossible
from directory.listings import Listing, get_listing, load_listings
from directory.models.service import Service
from directory.models.signpost import NeedSource
from directory.queries.editing import versions_of
from directory.queries.needs import put_recognised_needs
from tests.directory.editing.conftest import Desk
from tests.directory.feeds import v3_service


def listed(desk: Desk) -> list[Listing]:
    with desk.sessions() as session:
        return load_listings(session)


def test_any_version_can_be_restored(desk: Desk) -> None:
    first = desk.sheet()
    desk.save({"name": "Dinner Club", "phones": [], "locations": [], "minimum_age": 70})
    desk.save({"name": "Supper Club"})
    done = desk.do(acting.restore, "lunch-1", 1, desk.doing(why="undone"))
    assert desk.sheet() == first
    assert (done.version, set(done.fields)) == (4, {"name", "phones", "locations", "minimum_age"})
    desk.do(acting.restore, "lunch-1", 3, desk.doing())
    assert (desk.sheet()["name"], desk.sheet()["phones"]) == ("Supper Club", [])
    with desk.sessions() as session:
        assert [v.deed for v in versions_of(session, "lunch-1")] == [
            "restored", "restored", "edited", "edited", "found",
        ]  # fmt: skip


def test_differences_name_the_fields_and_the_rows(desk: Desk) -> None:
    before = desk.sheet()
    phones = [{"id": "p1", "number": "01632 960123", "description": "the hall"}]
    desk.save({"name": "Dinner Club", "phones": phones})
    name, phone = differences(before, desk.sheet())
    assert (name.field, name.before, name.after) == ("name", "Brigholm Lunch Club", "Dinner Club")
    assert [row["number"] for row in phone.gone] == ["01632 960123", "01632 960124"]
    assert [row["description"] for row in phone.come] == ["the hall"]
    assert not phone.hidden


def test_a_version_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotPossible):
        desk.do(acting.restore, "lunch-1", 9, desk.doing())


def test_restoring_does_not_bring_back_what_was_withdrawn(desk: Desk) -> None:
    desk.save({"name": "Dinner Club"})
    desk.do(acting.withdraw, "lunch-1", desk.doing())
    desk.do(acting.restore, "lunch-1", 1, desk.doing())
    assert (desk.sheet()["name"], desk.sheet()["status"]) == ("Brigholm Lunch Club", "withdrawn")


def test_withdrawn_is_shown_to_nobody_and_comes_back_as_it_was(desk: Desk) -> None:
    desk.save({"status": "temporarily closed"})
    desk.do(acting.withdraw, "lunch-1", desk.doing(why="the hall is sold"))
    assert listed(desk) == []
    desk.do(acting.bring_back, "lunch-1", desk.doing())
    assert desk.sheet()["status"] == "temporarily closed"
    with pytest.raises(NotPossible):
        desk.do(acting.bring_back, "lunch-1", desk.doing())


def test_a_deed_sent_twice_is_done_once(desk: Desk) -> None:
    doing = desk.doing(key="once")
    first = desk.do(acting.withdraw, "lunch-1", doing)
    again = desk.do(acting.withdraw, "lunch-1", doing)
    assert (first.version, again.version) == (2, 2)


def test_what_its_feed_dropped_can_be_kept_for_good(desk: Desk) -> None:
    desk.take_in(*[v3_service(f"lunch-{n}") for n in (1, 2, 3)])
    desk.take_in(v3_service("lunch-2"), v3_service("lunch-3"))
    with desk.sessions() as session:
        listing = get_listing(session, "lunch-1")
    assert listing is not None and listing.vanished_at is not None
    desk.do(acting.keep_ours, "lunch-1", desk.doing(why="they still meet"))
    desk.take_in(v3_service("lunch-2"), v3_service("lunch-3", name="Third"))
    with desk.sessions() as session:
        listing = get_listing(session, "lunch-1")
    assert listing is not None and listing.vanished_at is None


def test_confirmed_needs_are_an_editors_word(desk: Desk) -> None:
    desk.do(put_recognised_needs, {"lunch-1": (("loneliness", 0.31), ("nutrition", 0.2))})
    desk.do(acting.confirm_needs, "lunch-1", desk.doing())
    assert {row["source"] for row in desk.sheet()["needs"]} == {NeedSource.EDITOR.value}
    desk.do(put_recognised_needs, {"lunch-1": (("falls", 0.9),)})
    assert [row["need_id"] for row in desk.sheet()["needs"]] == ["loneliness", "nutrition"]


def test_a_change_behind_the_versions_is_noted_when_an_editor_comes(desk: Desk) -> None:
    desk.save({"name": "Dinner Club"})
    desk.do(lambda s: s.execute(update(Service).values(fees="Free")))
    desk.save({"alert": "Closed in August"})
    with desk.sessions() as session:
        assert [v.deed for v in versions_of(session, "lunch-1")] == ["edited", "found", "edited", "found"]
