"""The check of the trail sees one moment of it, a few rows at a time, whatever happens meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from web.database import ContactsStore
from web.security.chain import Deed, Fault, breaks
from web.store import trail

OLD, NEW = datetime(2020, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


def write(store: ContactsStore, at: datetime, times: int) -> None:
    with store.writing() as session:
        for number in range(times):
            trail.remember(session, Deed(at, None, "looked_at_handoff", "handoff", number))


def test_a_check_under_way_sees_neither_what_is_added_nor_what_is_purged(
    store: ContactsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "_AT_ONCE", 2)
    write(store, OLD, 10)
    write(store, NEW, 10)
    with store.reading() as reading:
        anchor, head = trail.newest_anchor(reading), trail.head(reading)
        rows = trail.links(reading)
        seen = [next(rows).position]
        write(store, NEW, 5)
        with store.writing() as session:
            assert trail.purge(session, OLD + timedelta(days=1)) == 10
        assert list(breaks(trail.keys_of(reading), anchor, trail.links(reading))) == []
        seen += [each.position for each in rows]
        assert (seen, trail.head(reading)) == (list(range(1, 21)), head)
    with store.reading() as later:
        anchor = trail.newest_anchor(later)
        assert anchor and anchor.position == 10
        positions = [each.position for each in trail.links(later, anchor.position)]
        assert positions == list(range(11, 26))
        assert list(breaks(trail.keys_of(later), anchor, trail.links(later, anchor.position))) == []
        assert [each.fault for each in breaks(trail.keys_of(later), None, trail.links(later))] == [
            Fault.MISSING
        ]


def test_counts_and_actions_are_those_of_the_rows(store: ContactsStore) -> None:
    write(store, OLD, 3)
    with store.writing() as session:
        for who, action in ((None, "locked"), (None, "changed_role"), (None, "locked")):
            trail.remember(session, Deed(NEW, who, action, None, None))
    with store.reading() as session:
        assert (trail.count(session), trail.count(session, action="locked")) == (6, 2)
        assert trail.actions(session) == ["changed_role", "locked", "looked_at_handoff"]
    with store.writing() as session:
        trail.purge(session, OLD + timedelta(days=1))
    with store.reading() as session:
        assert trail.count(session) == 3
    with store.writing() as session:
        trail.purge(session, NEW + timedelta(days=1))
    with store.reading() as session:
        assert (trail.count(session), trail.actions(session)) == (0, [])
