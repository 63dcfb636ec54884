"""What is set beside what, the weeks of a site, and what is kept of it."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from tests.web.numbers.making import contact
from tests.web.sites.making import site, today
from web.clock import now
from web.database import ContactsStore
from web.models.site import USUAL, SiteEvent, SiteQuestion
from web.numbers.belonging import Rule
from web.numbers.evaluation import Plan, compare, plan_of
from web.numbers.totals import Totals
from web.settings import Keeping, WebSettings
from web.staff.dashboard.keeping import count_all
from web.staff.sites.evaluating import Evaluator
from web.staff.sites.weeks import run_of, whole_weeks
from web.store import retention, sites

DAY = date(2026, 9, 7)
PLACE = frozenset({"DN15"})


def plan(day: int = 10, **more: Any) -> Plan:
    found = plan_of(Rule("a", DAY, DAY + timedelta(days=83), **more), 12, DAY + timedelta(days=day))
    assert found is not None
    return found


def test_before_its_first_day_there_is_nothing_to_look_at() -> None:
    assert plan_of(Rule("a", DAY, DAY), 12, DAY - timedelta(days=1)) is None


def test_a_site_by_place_stands_beside_contacts_whose_place_is_known() -> None:
    found = plan(districts=PLACE)
    assert found.usual.place_known and found.usual.site == USUAL and not found.here.place_known
    assert found.before is not None and found.before.districts == PLACE
    assert (found.before.last - found.before.first).days == 83 and found.before.last == DAY - timedelta(
        days=1
    )
    assert (found.days, found.is_over) == (11, False) and plan(84).is_over


def test_a_site_by_address_or_team_stands_beside_those_who_could_have_come_so() -> None:
    by_address = plan(by_address=True)
    assert by_address.usual.channels == {"web", "directory"} and by_address.before is None
    by_team = plan(teams=frozenset({"carers"}))
    assert by_team.usual.channels == {"telephone", "face_to_face", "professional"} and by_team.before is None
    by_channel = plan(channels=frozenset({"telephone"}))
    assert by_channel.usual.channels == frozenset() and by_channel.before is not None
    assert by_channel.before.channels == {"telephone"}


def totals(contacts: int, abandoned: int, **more: int) -> Totals:
    return Totals(
        {DAY: Counter({"contacts": contacts, "abandoned": abandoned, **more})}, DAY + timedelta(days=100)
    )


@pytest.mark.parametrize(
    ("here", "there", "state"),
    [
        (totals(100, 10), totals(100, 40), "told"),
        (totals(100, 30), totals(100, 33), "unsure"),
        (totals(100, 3), totals(100, 40), "small"),
        (totals(100, 97), totals(100, 40), "small"),
        (totals(0, 0), totals(100, 40), "nothing"),
    ],
)
def test_each_measure_says_how_it_stands(here: Totals, there: Totals, state: str) -> None:
    (found,) = compare(here, there, ["abandoned"])
    assert found.state == state and (found.difference is None) is (state not in ("told", "unsure"))


def test_what_has_not_had_its_days_yet_is_waited_for() -> None:
    young = Totals({DAY: Counter({"contacts": 50, "known": 50})}, DAY + timedelta(days=3))
    (found,) = compare(young, totals(100, 0, known=100), ["repeat_28"])
    assert found.state == "waiting"


def test_what_has_had_its_days_and_has_nobody_known_is_not_waited_for() -> None:
    (found,) = compare(totals(50, 0), totals(100, 0, known=100), ["repeat_28"])
    assert found.state == "nothing"


def week(first: date, contacts: int) -> tuple[date, Totals]:
    return first, Totals({first: Counter({"contacts": contacts})}, DAY + timedelta(days=99))


def test_limits_come_from_the_weeks_before_and_only_the_sites_own_weeks_are_named() -> None:
    before = [week(DAY - timedelta(weeks=back), 40 + back % 2) for back in range(10, 0, -1)]
    before[3] = week(before[3][0], 90)
    here = [week(DAY, 40), week(DAY + timedelta(weeks=1), 200)]
    run = run_of("contacts", before, here)
    assert run.within is not None and run.within.high < 200
    assert run.unusual == [DAY + timedelta(weeks=1)]
    assert run_of("contacts", before, [week(DAY, 3)]).within is None  # too small to show: no limits either
    assert run_of("contacts", before[:2], here).within is None
    assert whole_weeks(DAY, DAY + timedelta(days=13)) == [DAY, DAY + timedelta(weeks=1)]
    assert whole_weeks(DAY, DAY + timedelta(days=5)) == []


def test_the_same_whether_it_is_counted_already_or_not(store: ContactsStore, settings: WebSettings) -> None:
    begun = today() - timedelta(days=20)
    with store.writing() as session:
        number = site(session, districts=("DN15",), first_day=begun).id
        for day in range(20):
            contact(session, begun + timedelta(days=day), site="eastmere")
            contact(session, begun + timedelta(days=day), place_district="DN16")
            contact(session, begun - timedelta(days=day + 1))

    def seen() -> list[object]:
        with store.reading() as session:
            one = sites.one(session, number)
            assert one is not None
            found = Evaluator(session, now(), settings).evaluate(one)
            assert found is not None and found.before is not None
            return [found.totals.of("contacts"), found.usual.measures, found.before.measures]

    waiting = seen()
    count_all(store, settings)
    assert waiting == seen() and waiting[0] == 20


def test_settled_questions_go_and_sites_stay(store: ContactsStore, cast: dict[str, int]) -> None:
    with store.writing() as session:
        made = site(session, channels=("web",))
        for words in ("Old and settled", "Old and open"):
            sites.ask(session, made, words, by=cast["nadia"], form_key=words)
        (old, _open) = sites.open_questions(session, made)
        sites.settle(session, made, old.id)
        old.settled_at = now() - timedelta(days=3650)
        retention.purge(session, now(), Keeping())
        assert [each.words for each in session.query(SiteQuestion)] == ["Old and open"]
        assert session.query(SiteEvent).count() == 1
