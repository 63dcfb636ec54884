"""To which site a contact belongs: by rule, once, whatever happens later."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.web.conftest import post
from tests.web.sites.making import site, today
from web.database import ContactsStore
from web.models.contact import Channel, Contact
from web.models.handoff import Team
from web.models.site import USUAL
from web.models.staff import Role
from web.numbers.belonging import Arrival, Rule, is_slug, site_of
from web.settings import WebSettings
from web.store import contacts, queue_pages, sites, staff

SignIn = Callable[[str], FlaskClient]
DAY = date(2026, 11, 23)
WEEK = timedelta(days=7)


def rule(**more: Any) -> Rule:
    return Rule("a", DAY, DAY + WEEK, **more)


@pytest.mark.parametrize(
    ("conditions", "arrival", "belongs"),
    [
        ({}, Arrival(DAY, "web"), True),
        ({}, Arrival(DAY - timedelta(days=1), "web"), False),
        ({}, Arrival(DAY + WEEK, "web"), True),
        ({}, Arrival(DAY + WEEK + timedelta(days=1), "web"), False),
        ({"channels": frozenset({"telephone"})}, Arrival(DAY, "telephone"), True),
        ({"channels": frozenset({"telephone"})}, Arrival(DAY, "web"), False),
        ({"districts": frozenset({"DN15"})}, Arrival(DAY, "web", district="dn15"), True),
        ({"districts": frozenset({"DN15"})}, Arrival(DAY, "web", district="DN1"), False),
        ({"districts": frozenset({"DN15"})}, Arrival(DAY, "web"), False),
        ({"teams": frozenset({"carers"})}, Arrival(DAY, "telephone", teams=frozenset({"carers"})), True),
        ({"teams": frozenset({"carers"})}, Arrival(DAY, "telephone"), False),
        ({"by_address": True}, Arrival(DAY, "web", address="a"), True),
        ({"by_address": True}, Arrival(DAY, "web", address="b"), False),
        ({"by_address": True, "channels": frozenset({"web"})}, Arrival(DAY, "directory", address="a"), False),
    ],
)  # fmt: skip
def test_a_contact_belongs_where_every_condition_holds(
    conditions: dict[str, Any], arrival: Arrival, belongs: bool
) -> None:
    assert site_of([rule(**conditions)], arrival) == ("a" if belongs else USUAL)


RULES = st.builds(
    Rule,
    st.sampled_from(["a", "b", "c"]),
    st.dates(DAY - WEEK, DAY + WEEK),
    st.dates(DAY, DAY + 2 * WEEK),
    st.frozensets(st.sampled_from(["web", "telephone"])),
    st.frozensets(st.sampled_from(["DN15", "DN16"])),
)


@given(st.lists(RULES, unique_by=lambda each: each.slug), st.sampled_from(["web", "telephone"]), st.randoms())
def test_the_order_in_which_sites_are_read_makes_no_difference(
    rules: list[Rule], channel: str, random: Random
) -> None:
    arrival, mixed = Arrival(DAY, channel, district="DN15"), list(rules)
    random.shuffle(mixed)
    assert site_of(mixed, arrival) == site_of(rules, arrival)


@pytest.mark.parametrize("name", ["ab", "front-door", "site-2"])
def test_short_names_that_fit_an_address(name: str) -> None:
    assert is_slug(name)


@pytest.mark.parametrize("name", ["", "a", "A-b", "a--b", "-ab", "ab-", "a b", "é" * 3, "a" * 41, "ab\n"])
def test_short_names_that_do_not(name: str) -> None:
    assert not is_slug(name)


def begin(session: Session, settings: WebSettings, channel: Channel = Channel.WEB, **more: Any) -> Contact:
    return contacts.start_contact(session, contacts.new_public_id(), channel, hours=settings.hours, **more)


def lives_in(session: Session, contact: Contact, district: str) -> None:
    contacts.note_record(session, contact, {"place": {"district": district, "label": district}})


def test_a_place_decides_when_it_is_first_heard_and_never_again(
    store: ContactsStore, settings: WebSettings
) -> None:
    with store.writing() as session:
        site(session, districts=("DN15",))
        inside, outside = begin(session, settings), begin(session, settings)
        assert inside.site == USUAL
        lives_in(session, inside, "DN15")
        lives_in(session, outside, "DN16")
        assert (inside.site, outside.site) == ("eastmere", USUAL)
        # "DN16, not DN15": the place is put right, the site stays, both ways.
        lives_in(session, inside, "DN16")
        lives_in(session, outside, "DN15")
        assert (inside.site, outside.site) == ("eastmere", USUAL)


def test_a_site_that_was_decided_at_the_start_is_not_changed_by_a_place(
    store: ContactsStore, settings: WebSettings
) -> None:
    with store.writing() as session:
        site(session, "by-web", channels=("web",))
        site(session, "by-place", districts=("DN15",))
        contact = begin(session, settings)
        lives_in(session, contact, "DN15")
        assert contact.site == "by-web"


def test_what_a_site_comes_to_be_later_moves_nobody(store: ContactsStore, settings: WebSettings) -> None:
    with store.writing() as session:
        contact = begin(session, settings)
        made = site(session, channels=("web",), first_day=today())
        lives_in(session, contact, "DN15")
        assert contact.site == USUAL
        second = begin(session, settings)
        assert second.site == "eastmere"
        sites.withdraw(session, made, by=_ada(session))
        lives_in(session, second, "DN15")
        assert (second.site, begin(session, settings).site) == ("eastmere", USUAL)


def _ada(session: Session) -> int:
    return staff.create(session, "ada", Role.ADMINISTRATOR, "x").id


def test_a_call_belongs_by_the_team_of_whoever_holds_it(
    store: ContactsStore, settings: WebSettings, cast: dict[str, int]
) -> None:
    with store.writing() as session:
        site(session, teams=("carers",))
        queue_pages.set_teams(session, cast["grace"], {Team.CARERS})
        hers = begin(session, settings, Channel.TELEPHONE, adviser_id=cast["grace"])
        his = begin(session, settings, Channel.TELEPHONE, adviser_id=cast["tom"])
        nobodys = begin(session, settings)
        assert [each.site for each in (hers, his, nobodys)] == ["eastmere", USUAL, USUAL]


def test_an_advisers_call_from_the_page_that_begins_one(store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        site(session, channels=("telephone",))
    post(signed_in("grace"), "/staff/call", page="/staff/call", channel="telephone")
    assert _sites(store) == ["eastmere"]


def _sites(store: ContactsStore) -> list[str]:
    with store.reading() as session:
        return [each.site for each in session.query(Contact).order_by(Contact.id)]
