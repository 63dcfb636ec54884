"""Reviewers who hand in at the same moment, and workers who draw at the same moment, on real threads."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from tests.web.daily.making import TODAY, say
from web.clock import now
from web.database import ContactsStore
from web.models.case_audit import CaseAgreement, CaseDrawn, CaseSheet
from web.numbers.chosen import week_of
from web.store import case_audit
from web.store.case_audit import Kept

T = TypeVar("T")
MONDAY = week_of(TODAY) - timedelta(days=7)


def at_once(*deeds: Callable[[], T]) -> list[T]:
    """What each deed gives when all begin together."""
    ready, done = threading.Barrier(len(deeds)), []

    def do(deed: Callable[[], T]) -> None:
        ready.wait()
        done.append(deed())

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return done


def test_a_week_is_drawn_once_by_two_workers(store: ContactsStore) -> None:
    for number in range(12):
        say(store, f"message number {number}", day=MONDAY)

    def draw() -> bool:
        with store.writing() as session:
            return case_audit.draw(session, MONDAY, now())

    assert sorted(at_once(draw, draw)) == [False, True]
    with store.reading() as session:
        assert len(case_audit.cases_of(session, MONDAY)) == 10


def test_of_three_at_once_two_are_kept_and_counted_once(store: ContactsStore, cast: dict[str, int]) -> None:
    say(store, "my mum keeps falling", day=MONDAY)
    with store.writing() as session:
        case_audit.draw(session, MONDAY, now())

    def hand_in(by: int) -> Kept:
        with store.writing() as session:
            case = session.query(CaseDrawn).one()
            return case_audit.keep(session, case, by, {"risk": "yes", "people": "no"}, "", now())

    names = ("leo", "nadia", "tom")
    done = at_once(*(lambda by=cast[name]: hand_in(by) for name in names))
    assert Counter(done) == {Kept.NOW: 2, Kept.FULL: 1}
    with store.reading() as session:
        assert sorted(each.place for each in session.query(CaseSheet)) == [1, 2]
        assert {(each.item, each.cases) for each in session.query(CaseAgreement)} == {
            ("risk", 1),
            ("people", 1),
        }
