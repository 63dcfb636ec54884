"""Two services found to be one; and two that are not, remembered."""

import pytest

from directory.editing import acting, merging, worklist
from directory.exceptions import NotPossible
from directory.listings import load_listings
from directory.queries.editing import merged_into
from tests.directory.editing.conftest import Desk
from tests.directory.feeds import v3_service

PHONES = [{"number": "01632 960777"}]


@pytest.fixture
def two(desk: Desk) -> Desk:
    desk.take_in(
        v3_service(),
        v3_service(
            "twin", name="Lunch Club Brigholm", email="twin@example.org", phones=[{"number": "01632 960777"}]
        ),
        v3_service("third", name="Lunch Club, Brigholm"),
    )
    return desk


def merge(desk: Desk, kept: str, other: str, **choices: str) -> None:
    desk.do(merging.merge, kept, other, choices, desk.doing(why="the same club"))


def test_it_works(two: Desk) -> None:
    merge(two, "lunch-1", "twin", email="take", phones="both")
    sheet = two.sheet()
    assert (sheet["name"], sheet["email"]) == ("Brigholm Lunch Club", "twin@example.org")
    assert [row["number"] for row in sheet["phones"]] == ["01632 960123", "01632 960124", "01632 960777"]
    assert two.sheet("twin")["status"] == "withdrawn"
    with two.sessions() as session:
        assert merged_into(session, "twin") == "lunch-1"
        assert merged_into(session, "lunch-1") is None
        assert {listing.id for listing in load_listings(session)} == {"lunch-1", "third"}


def test_addresses_lead_on_through_later_merges(two: Desk) -> None:
    merge(two, "lunch-1", "twin")
    merge(two, "third", "lunch-1")
    with two.sessions() as session:
        assert [merged_into(session, each) for each in ("twin", "lunch-1")] == ["third", "third"]


def test_no_import_brings_the_merged_one_back(two: Desk) -> None:
    merge(two, "lunch-1", "twin")
    two.take_in(v3_service("twin", name="Twin again"), v3_service(), v3_service("third"))
    assert two.sheet("twin")["status"] == "withdrawn"


def test_a_merge_can_be_undone(two: Desk) -> None:
    merge(two, "lunch-1", "twin")
    two.do(acting.bring_back, "twin", two.doing(why="two clubs after all"))
    with two.sessions() as session:
        assert merged_into(session, "twin") is None
        assert {pair.first_id + pair.second_id for pair in merging.possible_duplicates(session)} == {
            "lunch-1third", "thirdtwin",
        }  # fmt: skip


@pytest.mark.parametrize(("kept", "other"), [("lunch-1", "lunch-1"), ("lunch-1", "nothing")])
def test_what_cannot_be_merged(two: Desk, kept: str, other: str) -> None:
    with pytest.raises(NotPossible):
        merge(two, kept, other)


def test_not_into_one_that_is_gone_itself(two: Desk) -> None:
    merge(two, "lunch-1", "twin")
    with pytest.raises(NotPossible):
        merge(two, "twin", "third")


def test_told_apart_is_remembered(two: Desk) -> None:
    with two.sessions() as session:
        assert len(merging.possible_duplicates(session)) == 3
    two.do(merging.tell_apart, "twin", "lunch-1", two.doing(why="two villages"))
    two.do(merging.tell_apart, "lunch-1", "twin", two.doing(why="two villages"))
    with two.sessions() as session:
        assert len(merging.possible_duplicates(session)) == 2


def test_the_worklist_counts_what_it_lists(two: Desk) -> None:
    two.save({"email": "cook@example.org"})
    two.take_in(v3_service(email="third@example.org"), v3_service("twin"))
    with two.sessions() as session:
        found = {kind.id: (kind.count(session), len(kind.items(session, 50))) for kind in worklist.KINDS}
    assert {kind: found[kind] for kind in ("proposals", "clashes", "vanished", "doubtful")} == {
        "proposals": (0, 0), "clashes": (1, 1), "vanished": (1, 1), "doubtful": (3, 3),
    }  # fmt: skip
    assert found["duplicates"][0] == found["duplicates"][1] > 0
