"""The link in a reminder: what it opens, for how long, and that opening it changes nothing."""

from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.directory.freshness.conftest import Desk
from tests.web.keeping import link_of, send, text_of
from web.provider.signing import PURPOSE, LinkSigner
from web.settings import WebSettings


def test_it_works(office: FlaskClient, link: str) -> None:
    page = office.get(link)
    assert page.status_code == 200
    shown = text_of(page)
    assert "Brigholm Lunch Club" in shown
    assert "Brigholm Choir" in shown
    assert "Last checked on 26 January 2026" in shown
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_scanner_that_opens_every_page_changes_nothing(office: FlaskClient, link: str, desk: Desk) -> None:
    for page in (link, f"{link}/change/lunch-1", f"{link}/closed/lunch-1"):
        assert office.get(page).status_code == 200
    assert office.get(f"{link}/right").status_code == 405
    assert desk.listing().assured_date == date(2026, 1, 26)
    assert desk.listing().status == "active"


def test_still_right_is_one_press(office: FlaskClient, link: str, desk: Desk) -> None:
    for _ in range(2):
        done = send(office, f"{link}/right", page=link, service="lunch-1")
        assert done.status_code == 303
    page = text_of(office.get(done.headers["Location"]))
    assert "people now see that you checked this today" in page.lower()
    assert "Checked today" in page
    assert desk.listing().assured_date == desk.clock().date()
    assert desk.listing("choir").assured_date == date(2026, 1, 26)


def test_all_of_them_are_one_press_too(app: Flask, office: FlaskClient, link: str, desk: Desk) -> None:
    send(office, f"{link}/right", page=link, service=["lunch-1", "choir", "other"])
    assert desk.listing().assured_date == desk.listing("choir").assured_date == desk.clock().date()
    assert desk.listing("other").assured_date == date(2026, 1, 26)  # not theirs


def test_all_are_confirmed_below_all_of_them(office: FlaskClient, link: str) -> None:
    shown = text_of(office.get(link))
    assert shown.index("All 2 are still right") > max(
        map(shown.index, ("Brigholm Lunch Club", "Brigholm Choir"))
    )


@pytest.mark.parametrize("page", ["change/other", "closed/other", "change/nowhere"])
def test_nothing_of_others_is_opened(office: FlaskClient, link: str, page: str) -> None:
    assert office.get(f"{link}/{page}").status_code == 410


@pytest.mark.parametrize("token", ["x", "a.b.c", "", "%00", "Im5vcGUi.aaaa.bbbb"])
def test_what_is_no_link_says_so_kindly(office: FlaskClient, token: str) -> None:
    answer = office.get(f"/organisation/{token}")
    assert answer.status_code in (404, 410)
    if token:
        assert "Nothing was changed" in text_of(answer)


def test_a_link_is_over_after_its_days(office: FlaskClient, link: str, settings: WebSettings) -> None:
    import time

    later = time.time() + (settings.asking.link_days + 1) * 86_400
    with patch("itsdangerous.timed.time.time", return_value=later):
        answer = office.get(link)
    assert answer.status_code == 410
    assert "too old" in text_of(answer)


def test_a_link_taken_back_is_shut(office: FlaskClient, link: str, desk: Desk) -> None:
    for service_id in ("lunch-1", "choir"):
        desk.keeper.take_back_links(service_id, "Ed")
    assert office.get(link).status_code == 410


def test_a_signature_for_something_else_opens_nothing(
    office: FlaskClient, link: str, settings: WebSettings
) -> None:
    from itsdangerous import URLSafeTimedSerializer

    from bot.secrets import read_or_create

    mail_id = LinkSigner.of(settings).read(link.rpartition("/")[2]).mail_id
    key = read_or_create(settings.secrets_dir / "link_key")
    other = URLSafeTimedSerializer(key, salt=PURPOSE + "?").dumps(mail_id)
    assert office.get(f"/organisation/{other}").status_code == 410


def test_a_link_signed_with_another_key_opens_nothing(
    office: FlaskClient, link: str, settings: WebSettings
) -> None:
    elsewhere = replace(settings, var_dir=settings.var_dir / "elsewhere")
    mail_id = LinkSigner.of(settings).read(link.rpartition("/")[2]).mail_id
    assert mail_id
    assert office.get(link_of(elsewhere, mail_id)).status_code == 410


def test_a_masked_address_is_not_told(office: FlaskClient, link: str, desk: Desk) -> None:
    from sqlalchemy import update

    from directory.database import begin_writing
    from directory.models.location import Address

    with begin_writing(desk.sessions) as session:
        session.execute(update(Address).values(masked=True))
    for page in (link, f"{link}/change/lunch-1"):
        assert "Green Lane" not in office.get(page).get_data(as_text=True)
