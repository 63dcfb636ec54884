"""Two people at the same moment: one outcome wins; and no address takes every place."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from tests.web.handoff_json import handoff
from web.database import ContactsStore
from web.handoffs.schema import HandoffIn
from web.models.handoff import Handoff, HandoffOutcome
from web.security.in_flight import InFlight
from web.store import handoffs

AT_ONCE = 8


def test_of_many_outcomes_at_once_one_is_kept(store: ContactsStore, cast: dict[str, int]) -> None:
    with store.writing() as session:
        handoffs.receive(
            session, HandoffIn.model_validate(handoff(), strict=False), "SP-0000-0000", "Europe/London"
        )
        handoff_id = session.scalars(select(Handoff.id)).one()
    together = Barrier(AT_ONCE)

    def record(number: int) -> bool:
        together.wait()
        with store.writing() as session:
            note = f"note {number}"
            return handoffs.record_outcome(session, handoff_id, HandoffOutcome.OTHER, note, cast["tom"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        won = list(pool.map(record, range(AT_ONCE)))
    assert won.count(True) == 1
    with store.reading() as session:
        assert session.get_one(Handoff, handoff_id).outcome_note == f"note {won.index(True)}"


def test_an_address_has_so_many_places_and_another_has_its_own() -> None:
    places = InFlight(2)
    assert [places.enter("a"), places.enter("a"), places.enter("a")] == [True, True, False]
    assert places.enter("b")
    places.leave("a")
    assert places.enter("a")


def test_an_address_with_nothing_under_way_is_forgotten() -> None:
    places = InFlight(2)
    places.enter("a")
    places.leave("a")
    assert len(places) == 0
