"""A site's own address: noticed wherever somebody comes in, kept on the contact alone, shown on no page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import store_of
from tests.web.resident.forms import hidden
from web.clock import local_day, now
from web.models.contact import Contact
from web.store import sites


@pytest.fixture(autouse=True)
def library(app: Flask) -> None:
    """A site for whoever comes by ?site=poster-7."""
    day = local_day(now(), "Europe/London")
    with store_of(app).writing() as session:
        draft = sites.Draft("poster-7", "The library", "A poster with a code", day, day, by_address=True)
        sites.make(session, draft, by=None)


def sites_of(app: Flask) -> list[str]:
    with store_of(app).reading() as session:
        return [each.site for each in session.query(Contact).order_by(Contact.id)]


@pytest.mark.parametrize("way_in", ["/?site=poster-7", "/languages?site=poster-7"])
def test_whoever_comes_by_it_belongs_also_by_another_page(app: Flask, rosa: FlaskClient, way_in: str) -> None:
    shown = rosa.get(way_in)
    assert shown.status_code == 200 and "poster-7" not in shown.text.casefold()
    page = rosa.get("/leave-details?ask=person")
    sent = rosa.post("/leave-details", data={**hidden(page), "words": "A hand, please", "anonymous": "yes"})
    assert (sent.status_code, sites_of(app)) == (303, ["poster-7"])


@pytest.mark.parametrize("address", ["/", "/?site=other", "/?site=POSTER", "/?site=", "/?site=a%00b"])
def test_whoever_does_not_is_business_as_usual(app: Flask, rosa: FlaskClient, address: str) -> None:
    assert rosa.get(address).status_code == 200
    page = rosa.get("/leave-details?ask=person")
    rosa.post("/leave-details", data={**hidden(page), "words": "A hand, please", "anonymous": "yes"})
    assert sites_of(app) == ["usual"]


def test_a_program_says_it_with_the_first_message(app: Flask, rosa: FlaskClient) -> None:
    assert rosa.post("/api/chat", json={"text": "I had a fall", "site": "poster-7"}).status_code == 200
    begun = rosa.post(
        "/api/chat", json={"text": "I had a fall", "site": "poster-7", "message_id": "m" * 20}
    ).json
    assert begun is not None
    rosa.post("/api/chat", json={"text": "more", "conversation_id": begun["conversation_id"]})
    assert sites_of(app) == ["poster-7", "poster-7"]
    refused = rosa.post("/api/chat", json={"text": "hello", "site": "No such thing"})
    assert refused.status_code in (400, 422) and "site" in refused.text
