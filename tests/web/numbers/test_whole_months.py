"""Whole months and pairs of traits are added up beforehand: what is read is what the single days give."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from tests.stores import Addresses
from tests.web.numbers.making import contact, handoff
from tests.web.numbers.test_sums import CLOCK, kept
from web.database import ContactsStore, migrate, migrate_back
from web.encryption import Keyring
from web.models.contact import Channel, Outcome
from web.models.handoff import HandoffOutcome, Team
from web.numbers.chosen import Chosen, whole_months
from web.store import counting, numbers

FIRST = date(2026, 1, 20)
DAYS = 130


def fill(store: ContactsStore) -> None:
    """Some contacts of a few months, each with a place, needs and perhaps a team, by seed."""
    chance = random.Random(5)  # noqa: S311 - made-up data, no secret
    with store.writing() as session:
        for day in range(0, DAYS, 4):
            one = contact(
                session, FIRST + timedelta(days=day), channel=chance.choice(list(Channel)),
                place_district=chance.choice(["DN15", "DN16", None]), outcome=chance.choice(list(Outcome)),
                needs=chance.sample(["falls", "meals", "money"], chance.randrange(3)),
                site=chance.choice(["usual", "eastmere"]),
            )  # fmt: skip
            if chance.random() < 0.6:
                handoff(session, one, HandoffOutcome.INFO_ONLY, team=chance.choice(list(Team)))
        while counting.catch_up(session, CLOCK):
            pass


PERIODS = [(0, DAYS), (12, 71), (12, 70), (13, 71), (0, 5), (11, 12), (40, 40), (-400, -30), (0, 400)]


@pytest.mark.parametrize(
    "narrowed",
    [{}, {"channel": "web"}, {"locality": "DN15"}, {"need": "falls"}, {"team": "carers"},
     {"locality": "DN15", "need": "meals"}, {"need": "falls", "team": "housing"},
     {"locality": "DN16", "team": "carers", "site": "usual"}],
    ids=str,
)  # fmt: skip
def test_every_period_is_the_sum_of_its_days(store: ContactsStore, narrowed: dict[str, str]) -> None:
    fill(store)
    with store.reading() as session:
        for first, last in PERIODS:
            chosen = Chosen(FIRST + timedelta(days=first), FIRST + timedelta(days=last), **narrowed)
            for trait in ("channel", "site", "locality", "need", "team"):
                for value, found in numbers.by_trait(session, chosen, trait).items():
                    one = Chosen(chosen.first, chosen.last, **narrowed | ({trait: value} if value else {}))
                    if value:  # what has no value cannot be asked for alone
                        days = numbers.by_day(session, one).values()
                        assert found == sum(days, start=Counter()), (chosen, trait, value)
            split = numbers.by_split(session, chosen, ["contacts"])
            usual = {name: value for name, value in narrowed.items() if name in ("channel", "site")}
            whole = sum(
                numbers.by_day(session, Chosen(chosen.first, chosen.last, **usual)).values(), start=Counter()
            )
            english = sum(sums["contacts"] for name, sums in split.items() if name.startswith("language:"))
            assert english == whole["contacts"]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-01-01", "2026-01-31", ("2026-01-01", "2026-02-01")),
        ("2026-01-02", "2026-03-31", ("2026-02-01", "2026-04-01")),
        ("2026-01-01", "2026-03-30", ("2026-01-01", "2026-03-01")),
        ("2025-12-15", "2026-02-10", ("2026-01-01", "2026-02-01")),
        ("2026-01-02", "2026-02-27", None),
        ("2024-01-31", "2024-02-29", ("2024-02-01", "2024-03-01")),
        ("9999-12-31", "9999-12-31", None),
    ],
)
def test_whole_months(first: str, last: str, found: tuple[str, str] | None) -> None:
    months = whole_months(Chosen(date.fromisoformat(first), date.fromisoformat(last)))
    assert months == (found and tuple(date.fromisoformat(each) for each in found))


def test_sums_of_before_become_those_of_now_and_go_back(addresses: Addresses) -> None:
    store = ContactsStore(addresses.without_tables("months.sqlite3"), Keyring({"v1": "o" * 40}))
    migrate(store.engine)
    fill(store)
    with store.reading() as session:
        now = kept(session)
    migrate_back(store.engine, "0012")
    with store.reading() as session:
        before = kept(session)
    assert {cell.grain for cell in before} == {
        "all", "locality", "need", "team", "place_team", "crossed", "split"
    }  # fmt: skip
    alone = [cell for cell in before if cell.grain == "crossed" and not cell.team]
    assert alone and not [cell for cell in now if cell.grain == "crossed" and not cell.team]
    migrate(store.engine)
    with store.reading() as session:
        assert kept(session) == now
    store.close()


def test_the_first_of_all_months_has_no_day_before(store: ContactsStore) -> None:
    fill(store)
    with store.reading() as session:
        assert numbers.by_trait(session, Chosen(date.min, date(1, 3, 1)), "channel") == {}
