"""The sums are what counting everything anew would give, whatever happened in between, in whatever order."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tests.web.numbers.making import belongs_to, contact, handoff
from web.database import ContactsStore
from web.models.contact import Channel, Contact, OfferedService, Outcome
from web.models.daily_review import DailyReview, Verdict
from web.models.handoff import Handoff, HandoffOutcome, Priority, State, Team
from web.models.help_check import AskedBy, HelpCheck, Helped
from web.models.numbers import NumberDue, number_gap, number_sum
from web.numbers.added import added_by
from web.numbers.cells import Cell, cells_of
from web.numbers.chosen import Chosen
from web.settings import Keeping
from web.store import counting, numbers, retention
from web.store.counting import Clock
from web.store.number_facts import facts_of

ZONE = "Europe/London"
START = date(2026, 1, 5)
TODAY = date(2026, 11, 22)
CLOCK = Clock(TODAY, ZONE, contact_days=730)
YEAR = Chosen(START, TODAY)

Sums = dict[Cell, dict[str, int]]


def kept(session: Session) -> Sums:
    """The sums as they stand, without what is nought."""
    found: Sums = {}
    for row in session.execute(select(number_sum)):
        values = dict(row._mapping)
        cell = Cell(**{name: values.pop(name) for name in Cell._fields})
        counts = {name: number for name, number in values.items() if number}
        if counts:
            found[cell] = counts
    return found


def slow(session: Session) -> tuple[Sums, dict[tuple[date, int], int]]:
    """Every contact counted anew, one by one."""
    sums: defaultdict[Cell, Counter[str]] = defaultdict(Counter)
    gaps: Counter[tuple[date, int]] = Counter()
    ids = session.scalars(select(Contact.id)).all()
    for known in facts_of(session, ids, ZONE).values():
        added = added_by(known.facts)
        for cell in cells_of(added.traits):
            sums[cell].update(added.counts)
        if added.gap is not None:
            gaps[added.traits.day, added.gap] += 1
    return {cell: dict(counts) for cell, counts in sums.items() if counts}, dict(gaps)


def gaps(session: Session) -> dict[tuple[date, int], int]:
    return {(row.day, row.gap): row.requests for row in session.execute(select(number_gap)) if row.requests}


def count(session: Session, clock: Clock = CLOCK, most: int = 1000) -> int:
    session.flush()
    return counting.catch_up(session, clock, most)


@contextmanager
def rolled_back(store: ContactsStore) -> Iterator[Session]:
    """A session whose changes leave no trace, so that one store serves many examples."""
    with store.engine.execution_options(writes=True).connect() as connection:
        transaction = connection.begin()
        with Session(connection, expire_on_commit=False) as session:
            yield session
        transaction.rollback()


def test_it_works(store: ContactsStore) -> None:
    with rolled_back(store) as session:
        contact(session, START, outcome=Outcome.RESOLVED_CLAIMED)
        contact(session, START, outcome=Outcome.ABANDONED, channel=Channel.TELEPHONE, place_district=None)
        assert count(session) == 2
        assert count(session) == 0
        whole = sum(numbers.by_day(session, YEAR).values(), start=Counter())
        assert (whole["contacts"], whole["claimed"], whole["abandoned"]) == (2, 1, 1)
        by_channel = numbers.by_trait(session, YEAR, "channel")
        assert {name: sums["contacts"] for name, sums in by_channel.items()} == {"telephone": 1, "web": 1}
        places = numbers.by_trait(session, YEAR, "locality")
        assert {name: sums["contacts"] for name, sums in places.items()} == {"": 1, "DN15": 1}
        assert (kept(session), gaps(session)) == slow(session)


# What may happen, each to one of the contacts there are: (what, which contact, a value).
DEEDS = st.one_of(
    st.tuples(st.just("contact"), st.integers(0, 200), st.sampled_from([None, 1, 2, 3])),
    st.tuples(st.just("outcome"), st.integers(0, 30), st.sampled_from(Outcome)),
    st.tuples(st.just("handoff"), st.integers(0, 30), st.sampled_from(Priority)),
    st.tuples(st.just("close"), st.integers(0, 30), st.sampled_from(HandoffOutcome)),
    st.tuples(st.just("team"), st.integers(0, 30), st.sampled_from(Team)),
    st.tuples(st.just("person"), st.integers(0, 30), st.sampled_from([None, 1, 2, 3])),
    st.tuples(st.just("void"), st.integers(0, 30), st.sampled_from([None, "test"])),
    st.tuples(st.just("needs"), st.integers(0, 30), st.lists(st.sampled_from(["falls", "meals", "money"]))),
    st.tuples(st.just("helped"), st.integers(0, 30), st.sampled_from(Helped)),
    st.tuples(st.just("shown"), st.integers(0, 30), st.sampled_from([None, "paid", "a fortune"])),
    st.tuples(st.just("reviewed"), st.integers(0, 30), st.sampled_from([None, *Verdict])),
    st.tuples(st.just("count"), st.integers(1, 4), st.just(None)),
)


def show(to: Contact, *prices: str | None) -> None:
    to.offered += [
        OfferedService(service_id=f"s{n}", service_name="Steady Steps", price=each, offered_at=to.last_at)
        for n, each in enumerate(prices)
    ]


def do(session: Session, what: str, which: int, value: object) -> None:  # noqa: C901, PLR0915 - cases
    if what == "count":
        count(session, most=which)
        return
    if what == "contact":
        contact(session, START + timedelta(days=which), person=value)  # type: ignore[arg-type]
        return
    contacts = session.scalars(select(Contact).order_by(Contact.id)).all()
    if not contacts:
        return
    one = contacts[which % len(contacts)]
    handoffs = session.scalars(select(Handoff).where(Handoff.contact_id == one.id)).all()
    match what:
        case "outcome":
            one.outcome = value  # type: ignore[assignment]
        case "needs":
            one.needs = list(value)  # type: ignore[call-overload]
        case "handoff":
            handoff(session, one, priority=value)
            one.request_at = one.started_at
        case "person":
            belongs_to(session, one, value)  # type: ignore[arg-type]
        case "void":
            belongs_to(session, one, None, void=value)
        case "shown" if not one.offered:
            show(one, "free", value)  # type: ignore[arg-type]
        case "reviewed":
            looked = session.get(DailyReview, one.id) or DailyReview(
                contact_id=one.id, prepared_at=one.started_at
            )
            looked.verdict = value  # type: ignore[assignment]
            session.add(looked)
        case "close" if handoffs:
            handoffs[-1].state, handoffs[-1].outcome = State.CLOSED, value  # type: ignore[assignment]
            handoffs[-1].contacted_at = one.started_at + timedelta(days=which)
        case "team" if handoffs:
            handoffs[-1].team = value  # type: ignore[assignment]
        case "helped" if handoffs:
            check = session.scalar(select(HelpCheck).where(HelpCheck.contact_id == one.id)) or HelpCheck(
                contact_id=one.id, handoff_id=handoffs[0].id, planned_at=one.started_at,
                asked_by=AskedBy.TEXT, wants_person=False, tries=0,
            )  # fmt: skip
            check.answer = value  # type: ignore[assignment]
            session.add(check)
    session.flush()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(st.lists(DEEDS, min_size=4, max_size=25))
def test_the_quick_sum_is_the_slow_sum(store: ContactsStore, deeds: list[tuple[str, int, object]]) -> None:
    with rolled_back(store) as session:
        for deed in deeds:
            do(session, *deed)
        while count(session, most=3):
            pass
        assert (kept(session), gaps(session)) == slow(session)


def test_what_a_page_adds_by_itself_is_what_the_worker_will_add(store: ContactsStore) -> None:
    with rolled_back(store) as session:
        one = contact(session, START, person=1)
        count(session)
        one.outcome = Outcome.RESOLVED_CLAIMED
        contact(session, START, place_district="DN16", needs=["falls", "meals"])
        session.flush()
        ahead = counting.ahead(session, CLOCK, 10)
        days = numbers.by_day(session, YEAR, ahead.cells)
        needs = numbers.by_trait(session, YEAR, "need", ahead=ahead.cells)
        assert counting.ahead(session, CLOCK, 1).cells == {}  # more wait than a page would count
        count(session)
        assert (days, needs) == (numbers.by_day(session, YEAR), numbers.by_trait(session, YEAR, "need"))


def test_a_step_that_fails_leaves_everything_to_be_counted(
    store: ContactsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.writing() as session:
        contact(session, START)
    monkeypatch.setattr(counting, "_write", _breaks)
    with pytest.raises(OSError), store.writing() as session:
        counting.catch_up(session, CLOCK)
    monkeypatch.undo()
    with store.writing() as session:
        assert session.scalar(select(func.count()).select_from(NumberDue)) == 1
        count(session)
        assert sum(numbers.by_day(session, YEAR)[START].values()) > 0


def _breaks(*_args: object) -> None:
    raise OSError("the disk is full")


def test_what_retention_deletes_stays_in_the_sums_but_not_where_traits_of_few_meet(
    store: ContactsStore,
) -> None:
    later = datetime(2029, 3, 1, tzinfo=UTC)
    with store.writing() as session:
        first = contact(session, START, person=1, outcome=Outcome.RESOLVED_CLAIMED)
        second = contact(session, START + timedelta(days=20), person=1)
        handoff(session, second, HandoffOutcome.INFO_ONLY)
        still_open = handoff(session, second)
        count(session)
        before = numbers.by_day(session, YEAR), gaps(session)
        assert numbers.by_day(session, Chosen(START, TODAY, locality="DN15", need="falls"))
        retention.purge(session, later, Keeping())
        assert set(session.scalars(select(Contact.id))) == {second.id} != {first.id}
        # The one that is left changes still; what it lost by the purge is not taken back.
        still_open.outcome, still_open.state = HandoffOutcome.INFO_ONLY, State.CLOSED
        count(session, Clock(later.date(), ZONE, 730))
        assert (numbers.by_day(session, YEAR), gaps(session)) == before
        assert not numbers.by_day(session, Chosen(START, TODAY, locality="DN15", need="falls"))


def test_who_came_back_stays_counted_when_they_are_forgotten(store: ContactsStore) -> None:
    keeping = Keeping(contact_days=400)
    with rolled_back(store) as session:
        contact(session, START, person=1, outcome=Outcome.RESOLVED_CLAIMED)
        second = contact(session, START + timedelta(days=100), person=1)
        count(session)
        session.execute(delete(Contact).where(Contact.id != second.id))
        second.outcome = Outcome.RESOLVED_CLAIMED
        count(session, Clock(START + timedelta(days=401), ZONE, keeping.contact_days))
        assert numbers.by_day(session, YEAR)[START]["back_274"] == 1
        assert numbers.by_day(session, YEAR)[START + timedelta(days=100)]["claimed"] == 1


def test_different_people_of_any_period(store: ContactsStore) -> None:
    days = {1: (0, 10, 40), 2: (5,), 3: (10, 10)}
    with rolled_back(store) as session:
        for person, came in days.items():
            for day in came:
                one = contact(session, START + timedelta(days=day), person=person)
                one.request_at = one.started_at
        count(session)
        for first in range(0, 45, 5):
            for last in range(first, 45, 5):
                within = [(p, d) for p, came in days.items() for d in came if first <= d <= last]
                asked = Chosen(START + timedelta(days=first), START + timedelta(days=last))
                assert numbers.people(session, asked, {}) == (len(within), len({p for p, _d in within}))
