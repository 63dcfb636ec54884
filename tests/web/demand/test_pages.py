"""The forms of the model: what a manager fills in and saves, and what nobody else may."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import post
from tests.web.demand.pages import ADD, FIGURES, HOME, LISTEN, add, save_figures, shown
from tests.web.numbers.making import contact
from web.clock import local_day, now
from web.database import ContactsStore
from web.demand.inputs import known
from web.store import demand as stored

SignIn = Callable[[str], FlaskClient]


def test_it_works(nadia: FlaskClient, council: None) -> None:
    page = shown(nadia, add(nadia))
    headline = re.search(r'id="headline">(.*?)</p>', page, re.S)
    assert headline and re.search(
        r"Indicative cost avoided over five years: £[\d.]+ million, between £", headline[1]
    )
    assert "Norfolk" in page and "booked no savings at all" in page
    assert "The scenario is saved." in page
    home = shown(nadia, HOME)
    assert "Listen first" in home and "Indicative cost avoided" in home


@pytest.mark.parametrize("name", ["grace", "tom", "sana", "leo", "ed", "ada"])
def test_it_is_for_managers(signed_in: SignIn, name: str) -> None:
    browser = signed_in(name)
    assert browser.get(HOME).status_code == 403
    assert f'href="{HOME}"' not in browser.get("/staff/").get_data(as_text=True)


def test_the_first_time_public_figures_stand_in_the_form_and_others_are_asked_for(nadia: FlaskClient) -> None:
    page = shown(nadia, FIGURES)
    assert 'id="home_care_hour_central" name="home_care_hour_central" value="23.56"' in page
    assert 'id="contacts_year_central" name="contacts_year_central" value=""' in page
    assert "adult social care finance report 2024/25" in page
    assert "once it has four weeks of contacts" in page
    assert "The model cannot be run yet" in shown(nadia, HOME)
    assert "Contacts a year" in shown(nadia, f"{HOME}/scenarios/0")
    assert nadia.get(f"{HOME}/forecast.csv").status_code == 404


def test_half_of_the_figures_can_be_saved_and_the_rest_is_asked_for(nadia: FlaskClient) -> None:
    answer = post(nadia, FIGURES, page=FIGURES, key="k", based_on="0", contacts_year_central="24,000")
    assert answer.status_code == 303
    assert 'value="24000"' in shown(nadia, FIGURES)
    assert "Contacts a year" not in shown(nadia, f"{HOME}/scenarios/0").split("<h1>")[1].split("</ul>")[0]


def test_every_figure_says_where_it_comes_from(nadia: FlaskClient) -> None:
    save_figures(
        nadia, contacts_year_central="7250", contacts_year_note="Ledger, June", web_share_central="58"
    )
    page = shown(nadia, f"{HOME}/scenarios/0")
    rows = dict(
        re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', page.split('id="sources"')[1], re.S)
    )
    assert set(rows) == {each.label for each in known().values()}
    assert "Typed by the council: Ledger, June" in rows["Contacts a year"]
    assert "Nobody wrote where it comes from" in rows["Contacts that come by the website"]
    assert "Public: " in rows["An hour of home care"] and "2024/25" in rows["An hour of home care"]
    assert "Invented" in rows["People in nursing homes now"]


def test_what_signpost_counts_can_be_taken_with_how_it_was_counted(
    nadia: FlaskClient, store: ContactsStore
) -> None:
    today = local_day(now(), "Europe/London")
    with store.writing() as session:
        for days in range(1, 51):
            contact(session, today - timedelta(days=days))
    page = shown(nadia, FIGURES)
    assert 'name="contacts_year_counted" value="yes" checked' in page
    save_figures(nadia, contacts_year_counted="yes")
    with store.reading() as session:
        saved = stored.figures(session)
    assert saved is not None and saved.figures["contacts_year"]["central"] == 365
    sources = shown(nadia, f"{HOME}/scenarios/0").split('id="sources"')[1]
    assert "50 in 50 days" in sources


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("contacts_year_central", "many", "Type a number"),
        ("to_request_low", "46.5", "Low must not be above"),
        ("to_request_high", "101", "This must be from 0 to 100"),
        ("community_months_low", "0", "This must be from 0.05"),
        ("contacts_year_note", "x" * 201, "This is too long"),
        ("to_request_high", "", "Low must not"),  # an empty high is the most likely one
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    nadia: FlaskClient, store: ContactsStore, field: str, value: str, said: str
) -> None:
    answer = save_figures(nadia, **{field: value, "nursing_people_note": "Counted by hand"})
    page = answer.get_data(as_text=True)
    if not value:
        assert answer.status_code == 303
        return
    assert answer.status_code == 422
    assert said in page and "Error: " in page
    assert f'name="{field}" value="{value}"' in page and "Counted by hand" in page
    with store.reading() as session:
        assert stored.figures(session) is None


def test_shares_of_more_than_everybody_are_refused_in_a_sentence(nadia: FlaskClient) -> None:
    many = {f"assessment_to_{where}_{part}": "60" for where in ("community", "reablement") for part in
            ("low", "central", "high")}  # fmt: skip
    answer = save_figures(nadia, **many)
    assert answer.status_code == 422
    assert "What becomes of assessments come to more than 100%" in answer.get_data(as_text=True)


def test_the_same_form_twice_makes_one_version(nadia: FlaskClient, store: ContactsStore) -> None:
    for _each in range(2):
        assert save_figures(nadia).status_code == 303
    with store.reading() as session:
        newest = stored.figures(session)
    assert newest is not None and newest.id == 1
    places = {add(nadia, key="one") for _each in range(2)}
    assert len(places) == 1


def test_whoever_is_second_loses_nothing_and_overwrites_nothing(nadia: FlaskClient) -> None:
    save_figures(nadia)
    answer = save_figures(nadia, key="another", based_on="0", nursing_people_note="Mine")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Somebody else saved figures" in page and 'value="Mine"' in page
    again = save_figures(nadia, key="third", based_on="1", nursing_people_note="Mine")
    assert again.status_code == 303


def test_a_scenario_is_changed_version_by_version(nadia: FlaskClient, council: None) -> None:
    where = add(nadia)
    change = f"{where}/change"
    assert 'value="Listen first"' in shown(nadia, change) and 'value="20000"' in shown(nadia, change)
    answer = post(nadia, change, page=change, **{**LISTEN, "key": "two", "based_on": "1", "central_0": "-12"})
    assert answer.status_code == 303
    assert "Version 2" in shown(nadia, where)
    behind = post(
        nadia, change, page=change, **{**LISTEN, "key": "three", "based_on": "1", "central_0": "-14"}
    )
    assert behind.status_code == 409 and 'value="-14"' in behind.get_data(as_text=True)
    same = post(nadia, change, page=change, **{**LISTEN, "key": "four", "based_on": "2", "central_0": "-12"})
    assert same.status_code == 303 and "Version 2" in shown(nadia, where)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Give it a name."),
        ("name_0", "", "Give it a name."),
        ("target_0", "nonsense", "Choose what it changes."),
        ("central_0", "lots", "Type by how many per cent"),
        ("central_0", "-200", "From -100 to 500"),
        ("low_0", "5", "all must go the same way"),
        ("start_0", "61", "A month from 1 to 60."),
        ("ramp_0", "-1", "Months from 0 to 60."),
        ("monthly_0", "x", "Type pounds"),
        ("instead_0", "request_to_short", "People can only go elsewhere at the same step"),
        ("fewer_in_homes", "120", "Type per cent from 0 to 100."),
    ],
)
def test_a_scenario_that_cannot_be_is_refused_kindly(
    nadia: FlaskClient, council: None, field: str, value: str, said: str
) -> None:
    answer = post(nadia, ADD, page=ADD, **{**LISTEN, "key": "k", field: value})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and said in page
    assert 'value="20,000"' in page  # as it was typed
    assert "Listen first" not in shown(nadia, HOME)


def test_an_intervention_that_asks_for_too_much_is_told_its_month(nadia: FlaskClient, council: None) -> None:
    too_much = {"low_0": "", "high_0": "", "central_0": "300", "ramp_0": "0"}
    answer = post(nadia, ADD, page=ADD, **{**LISTEN, "key": "k", **too_much})
    assert answer.status_code == 422
    assert "In month 3, contacts that become a request" in answer.get_data(as_text=True)


def test_several_interventions_stand_in_one_scenario(nadia: FlaskClient, council: None) -> None:
    second = {"name_1": "Left shift", "target_1": "assessment_to_residential", "central_1": "-20",
              "instead_1": "assessment_to_community", "start_1": "1", "ramp_1": "12"}  # fmt: skip
    page = shown(nadia, add(nadia, **second))
    assert "Left shift" in page
    assert "instead they go on to: Assessments that lead to long-term support at home" in page
