"""The health page: every number counted by hand, with what it is out of."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from flask.testing import FlaskClient

from directory.freshness.ages import Age
from directory.freshness.health import Share, Thin, sums_of
from directory.queries.health import Fact
from tests.directory.freshness.conftest import Desk
from tests.web.keeping import text_of

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 22)
PAGE = "/staff/upkeep/health"


def fact(service_id: str, assured: date | None, *areas: str, needs: str = "falls", **more: bool) -> Fact:
    flags = {"national": False, "everywhere": False, **more}
    return Fact(service_id, assured, needs=tuple(needs.split()), areas=areas, **flags)


FACTS = [
    fact("a", date(2026, 11, 1), "Brigholm"),
    fact("b", date(2026, 1, 1), "Brigholm", "Ferry"),
    fact("c", None, "Ferry", needs="falls pets"),
    fact("d", date(2020, 1, 1), needs="pets", everywhere=True),
    fact("e", date(2026, 11, 1), needs="grief", national=True, everywhere=True),
]


def test_every_sum_counted_by_hand() -> None:
    sums = sums_of(FACTS, ["falls", "grief", "pets"], TODAY)
    assert sums.recent == Share(2, 5)
    assert sums.ages == {
        Age.RECENT: Share(2, 5),
        Age.THIS_YEAR: Share(1, 5),
        Age.OVER_A_YEAR: Share(1, 5),
        Age.NEVER: Share(1, 5),
    }
    assert sums.by_need == {"falls": Share(1, 3), "grief": Share(1, 1), "pets": Share(0, 2)}
    assert sums.by_area == {"Brigholm": Share(1, 2), "Ferry": Share(0, 2)}
    assert sums.thin == (
        Thin("Brigholm", "grief", 0, 0),  # a national line is no service of the area
        Thin("Brigholm", "pets", 0, 1),
        Thin("Ferry", "grief", 0, 0),
    )


def test_nothing_to_count_is_no_share() -> None:
    sums = sums_of([], ["falls"], TODAY)
    assert sums.recent.percent is None
    assert sums.by_need["falls"].percent is None


def test_it_works(signed_in: SignIn) -> None:
    shown = text_of(signed_in("ed").get(PAGE))
    assert "1 of 3 services were checked in the last 90 days (33%)" in shown
    assert "0 dead of 0 links tried, 1 given" in shown


@pytest.mark.parametrize(
    ("name", "status"), [("ed", 200), ("nadia", 200), ("grace", 403), ("tom", 403), ("sana", 403)]
)
def test_who_may_see_it(signed_in: SignIn, name: str, status: int) -> None:
    browser = signed_in(name)
    assert browser.get(PAGE).status_code == status
    assert browser.get(f"{PAGE}.csv").status_code == status


def test_the_same_numbers_to_take_away(signed_in: SignIn) -> None:
    answer = signed_in("nadia").get(f"{PAGE}.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(StringIO(answer.get_data(as_text=True))))
    first = rows[0]
    assert (first["number"], first["out of"], first["percent"]) == ("1", "3", "33.3")
    assert {row["measure"] for row in rows} >= {"last checked", "dead links", "perhaps twice"}


def test_a_masked_address_tells_no_town(signed_in: SignIn, desk: Desk) -> None:
    from sqlalchemy import update

    from directory.database import begin_writing
    from directory.models.location import Address

    browser = signed_in("nadia")
    assert "Brigholm" in text_of(browser.get(PAGE))
    with begin_writing(desk.sessions) as session:
        session.execute(update(Address).values(masked=True))
    assert "Brigholm" not in text_of(browser.get(PAGE))
