"""The managers' page of numbers: counted this moment, with its definitions, and without anybody in it."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.web.numbers.making import contact, handoff
from web.clock import local_day, now
from web.database import ContactsStore
from web.models.contact import Channel, Outcome
from web.models.handoff import HandoffOutcome
from web.numbers.measures import MEASURES
from web.settings import WebSettings
from web.staff.dashboard.dashboard import PARTS
from web.staff.dashboard.keeping import count_all
from web.store import sites
from web.words.book import words

SignIn = Callable[[str], FlaskClient]
MONDAY = date(2026, 11, 16)
PERIOD = "from=2026-11-16&to=2026-11-22"
WEEK = f"/staff/numbers/measures?{PERIOD}"


@pytest.fixture
def week(store: ContactsStore) -> None:
    """Seven contacts and a hand-off that is decided; nobody counted them yet."""
    with store.writing() as session:
        for outcome in (Outcome.RESOLVED_CLAIMED, Outcome.ABANDONED, Outcome.OPEN):
            contact(session, MONDAY, outcome=outcome)
        contact(session, MONDAY + timedelta(days=1), channel=Channel.TELEPHONE, place_district="DN16")
        for outcome in (HandoffOutcome.ASSESSMENT_REQUESTED, HandoffOutcome.NO_ASSESSMENT_NEEDED, None):
            one = contact(session, MONDAY, outcome=Outcome.HANDED_OFF, request="request_assessment")
            one.request_at = one.started_at
            handoff(session, one, outcome)


def row(page: str, measure: str) -> str:
    return page.split(f'data-measure="{measure}"')[1].split("</tr>")[0]


def test_it_works(week: None, signed_in: SignIn) -> None:
    page = signed_in("nadia").get(WEEK).get_data(as_text=True)
    assert 'class="number">7</td>' in row(page, "contacts")
    claimed = row(page, "claimed")
    assert re.findall(r'class="number">([^<]*)</td>', claimed)[:3] == ["1", "7", "14.3%"]
    assert "Left out: Nothing. Abandoned contacts are in the second number" in claimed
    assert "50.0%" in row(page, "conversion")
    assert 'id="alarm"' not in page


def test_every_measure_is_there_with_its_definition(week: None, signed_in: SignIn) -> None:
    page = signed_in("leo").get(WEEK).get_data(as_text=True)
    assert all(row(page, id_).count("<details") == 1 for id_ in MEASURES)
    assert page.count("Left out:") == len(MEASURES)


def test_an_assessment_that_was_not_passed_on_is_an_alarm(store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        contact(session, MONDAY, request="carers_assessment")
    page = signed_in("nadia").get(WEEK).get_data(as_text=True)
    assert "1 requests for an assessment have no hand-off" in page


def test_narrowed_to_few_people_small_numbers_are_hidden(week: None, signed_in: SignIn) -> None:
    page = signed_in("nadia").get(f"{WEEK}&locality=DN16").get_data(as_text=True)
    assert "Fewer than 5" in row(page, "contacts")
    assert 'class="number">1</td>' not in page
    assert "DN16" in page
    assert words("dashboard")["whole_council"] in row(page, "people")


def test_only_what_matters_on_a_page_is_asked_there(signed_in: SignIn) -> None:
    browser = signed_in("nadia")
    waiting = browser.get(f"/staff/numbers/queue?{PERIOD}&compare=year").get_data(as_text=True)
    assert 'type="date"' not in waiting and 'for="compare"' not in waiting
    assert 'type="hidden" name="from" value="2026-11-16"' in waiting, "kept for the other pages"
    assert 'type="hidden" name="compare" value="year"' in waiting
    assert 'for="compare"' in browser.get(f"/staff/numbers?{PERIOD}").get_data(as_text=True)


def test_a_site_goes_by_the_name_that_managers_gave_it(store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        sites.make(
            session, sites.Draft("eastmere", "Eastmere North", "listen first", MONDAY, MONDAY), by=None
        )
        for _ in range(6):
            contact(session, MONDAY, site="eastmere")
    page = signed_in("nadia").get(f"/staff/numbers/who?{PERIOD}").get_data(as_text=True)
    assert "Eastmere North" in page and "eastmere<" not in page


def test_narrowed_to_a_site_small_numbers_are_hidden(store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        for number in range(9):
            contact(session, MONDAY, site="eastmere" if number < 3 else "usual")
    browser = signed_in("nadia")
    page = browser.get(f"{WEEK}&site=eastmere").get_data(as_text=True)
    assert "Fewer than 5" in row(page, "contacts") and "a team or a site" in page
    sites = browser.get(f"/staff/numbers/who/sites.csv?{PERIOD}").get_data(as_text=True)
    assert ",3," not in sites and ",6," not in sites and sites.count("Not shown") >= 2


def test_a_week_is_not_given_back_by_the_others(store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        for back, number in enumerate((3, 6, 8)):
            for _each in range(number):
                contact(session, MONDAY - timedelta(weeks=back))
    weeks = "/staff/numbers/weeks/contacts.csv?from=2026-11-02&to=2026-11-22&locality=DN15"
    lines = signed_in("nadia").get(weeks).get_data(as_text=True).splitlines()[1:]
    assert [line.split(",")[1] for line in lines][0] == "8"  # 17 less 8 are two weeks together
    assert all("," + number + "," not in line for line in lines[1:] for number in "36")


def test_compared_with_the_week_before(week: None, store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        contact(session, MONDAY - timedelta(days=7))
    page = signed_in("nadia").get(f"{WEEK}&compare=before").get_data(as_text=True)
    assert "+6" in row(page, "contacts")
    assert "compared with 9 November 2026 to 15 November 2026" in page
    assert "+6" not in row(signed_in("nadia").get(f"{WEEK}&compare=none").get_data(as_text=True), "contacts")


@pytest.mark.parametrize("part", list(PARTS))
def test_every_part_opens_and_leads_to_the_others_with_its_period(
    week: None, signed_in: SignIn, part: str
) -> None:
    answer = signed_in("nadia").get(f"/staff/numbers/{part}?{PERIOD}&channel=web")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert page.count('aria-current="page"') == 2  # the staff's own way here, and this part among the others
    for other in set(PARTS) - {"overview"}:
        link = f"/staff/numbers/{other}?from=2026-11-16&amp;to=2026-11-22&amp;channel=web&amp;compare=before"
        assert f'href="{link}"' in page, other
    assert not re.search(r"\sstyle=|<style|<script(?! src)|\son\w+=", page)


def test_an_unknown_part_or_table_is_no_page(signed_in: SignIn) -> None:
    browser = signed_in("nadia")
    for address in ("nonsense", "nonsense.xlsx", "weeks/nonsense.csv", "weeks/nonsense.svg", "nonsense/x.csv",
                    "measures/queue.svg"):  # fmt: skip
        assert browser.get(f"/staff/numbers/{address}").status_code == 404, address


def test_harm_stands_beside_what_was_resolved_also_before_its_time_is_over(
    store: ContactsStore, signed_in: SignIn
) -> None:
    today = local_day(now(), "Europe/London")
    with store.writing() as session:
        early = today - timedelta(days=120)
        contact(session, early, person=1, outcome=Outcome.RESOLVED_CLAIMED)
        contact(session, early + timedelta(days=9), person=1, risk_level="urgent")
    page = signed_in("nadia").get("/staff/numbers").get_data(as_text=True)
    harm = page.split("Harm after an early end (")[1].split("</li>")[0]
    assert "it takes time to show" in harm and "100.0%" in harm and "1 of 1" in harm
    assert page.index("Resolved at conversation one, as claimed") < page.index("Harm after an early end (")


def test_what_changed_is_said_in_a_sentence(
    store: ContactsStore, settings: WebSettings, signed_in: SignIn
) -> None:
    with store.writing() as session:
        for back in range(12):
            for _each in range(30 if back == 0 else 2 + back % 2):
                contact(session, MONDAY - timedelta(weeks=back))
    count_all(store, settings)
    browser = signed_in("nadia")
    said = browser.get("/staff/numbers?from=2026-08-31&to=2026-11-22").get_data(as_text=True)
    assert "The week from 16 Nov was not ordinary: Contacts was 30, above where ordinary weeks lie" in said
    calm = browser.get("/staff/numbers?from=2026-08-31&to=2026-11-15").get_data(as_text=True)
    assert "In the week from 9 Nov nothing stood out" in calm
    short = browser.get("/staff/numbers?from=2026-11-01&to=2026-11-22").get_data(as_text=True)
    assert "Nobody can tell yet what changed last week" in short


def test_without_a_period_it_is_thirteen_weeks_up_to_today(store: ContactsStore, signed_in: SignIn) -> None:
    today = local_day(now(), "Europe/London")
    with store.writing() as session:
        contact(session, today)
        contact(session, today - timedelta(days=7 * 12))
        contact(session, today - timedelta(days=7 * 13))
    assert 'class="number">2</td>' in row(
        signed_in("nadia").get("/staff/numbers/measures").get_data(as_text=True), "contacts"
    )


@pytest.mark.parametrize(
    "query",
    [
        "from=x&to=y", "from=2026-12-01&to=2026-01-01", "to=0001-01-01", "from=9999-12-31",
        "from=0001-01-01&to=0001-01-02&compare=year", "need=nonsense&team=%00&locality='--", "compare=x",
    ],
)  # fmt: skip
def test_a_strange_address_is_no_failure(signed_in: SignIn, query: str) -> None:
    browser = signed_in("nadia")
    for page in (
        "/staff/numbers",
        "/staff/numbers/weeks",
        "/staff/numbers/queue",
        "/staff/numbers/overview.xlsx",
    ):
        assert browser.get(f"{page}?{query}").status_code == 200


def test_groups_of_people_never_show_a_small_number(
    week: None, store: ContactsStore, settings: WebSettings, signed_in: SignIn
) -> None:
    with store.writing() as session:
        for _each in range(3):
            contact(session, MONDAY, language="pl")
    count_all(store, settings)
    page = signed_in("nadia").get(f"/staff/numbers/who?{PERIOD}").get_data(as_text=True)
    languages = page.split('id="language-table"')[1].split("</table>")[0]
    another = languages.split("Another language")[1].split("</tr>")[0]
    assert "Not shown" in another
    assert 'class="number">3</td>' not in languages
    assert 'class="number">7</td>' not in languages  # ten less seven is three
    assert "DN16" in page.split('id="localitys-table"')[1].split("</table>")[0]


def test_a_jump_stands_out_among_the_weeks(
    store: ContactsStore, settings: WebSettings, signed_in: SignIn
) -> None:
    with store.writing() as session:
        for back in range(10):
            for _each in range(9 if back == 4 else 1):
                contact(session, MONDAY - timedelta(weeks=back))
    count_all(store, settings)
    weeks = "/staff/numbers/weeks?from=2026-09-14&to=2026-11-22"
    page = signed_in("nadia").get(weeks).get_data(as_text=True)
    contacts = page.split('id="contacts"')[1].split('class="numbers-table')[0]
    assert "Not ordinary, in the weeks from: 19 Oct." in contacts
    for drawn in contacts.split("chart--narrow"):  # one for a wide window, one for a telephone's
        assert drawn.count('class="chart__odd"') == 2  # the week, and its entry in the legend
    few = signed_in("nadia").get(f"/staff/numbers/weeks?{PERIOD}").get_data(as_text=True)
    assert "fewer than eight whole weeks" in few


def test_what_hardly_ever_happens_has_no_limits(
    store: ContactsStore, settings: WebSettings, signed_in: SignIn
) -> None:
    with store.writing() as session:
        for back in range(10):
            for number in range(4):
                contact(
                    session, MONDAY - timedelta(weeks=back), unmet=["falls"] if back == number == 3 else []
                )
    count_all(store, settings)
    page = signed_in("nadia").get("/staff/numbers/weeks?from=2026-09-14&to=2026-11-22").get_data(as_text=True)
    unmet = page.split('id="unmet"')[1].split('class="numbers-table')[0]
    assert "too seldom for limits" in unmet and "chart__line--limit" not in unmet
