"""Every door, tried by everybody: each endpoint of the site, each role and nobody, by real requests.

What must open is read from the two tables (web/security/access.py and permissions.py); whether it does is
asked of the running site. Names are planted, and looked for on every page that a role without names opens.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from bot.safeguarding.hours import OfficeHours
from tests import xlsx_text
from tests.directory.freshness.conftest import Desk, old_service
from tests.pdf_text import Pdf
from tests.web.conftest import CAST
from tests.web.handoff_json import handoff
from tests.web.keeping import site_over
from tests.web.reminders.conftest import clock, desk
from web.database import ContactsStore
from web.handoffs.schema import HandoffIn
from web.models.staff import Role
from web.security.access import ACCESS, Door
from web.security.permissions import Permission, may
from web.settings import WebSettings
from web.store import handoffs

__all__ = ["clock", "desk"]
SignIn = Callable[[str], FlaskClient]
REFERENCE, APART = "SP-0000-0000", "SP-0002-000E"
SIGN_IN = "/staff/sign-in"
SIGNING_IN = {"staff.sign_in_post", "sign_in.send_code"}  # 401 says that what was typed is not right
# These end the session of whoever knocks: they come last.
LAST = {"staff.sign_out"}
# Planted where residents' names and words are kept, and looked for on every page.
PLANTED = ("Rosalindplanted", "07700 900461", "rosalind.planted@example.org", "plantedword", "Plantedmother")
PLANTED_APART = ("Safianaplanted", "plantedharm")


@pytest.fixture
def app(desk: Desk, settings: WebSettings) -> Iterator[Flask]:
    """The site with its editors' rooms open over a small directory."""
    desk.take_in(old_service())
    made = site_over(desk, settings)
    yield made
    made.extensions["signpost"].store.close()


@pytest.fixture
def received(store: ContactsStore) -> None:
    """Two hand-offs with names and words in them: one for everybody who follows up, one for safeguarding."""
    contact = {"name": PLANTED[0], "phone": PLANTED[1], "email": PLANTED[2]}
    plant(store, REFERENCE, words=[f"my {PLANTED[3]} keeps falling"], about_whom=PLANTED[4], contact=contact)
    plant(
        store,
        APART,
        kind="safeguarding",
        words=[f"it is {PLANTED_APART[1]}"],
        contact={"name": PLANTED_APART[0]},
    )


def plant(store: ContactsStore, reference: str, **more: object) -> None:
    body = handoff(idempotency_key=f"key-of-{reference}-1234", conversation_id=None, **more)
    with store.writing() as session:
        handoffs.receive(session, HandoffIn.model_validate(body, strict=False), reference, OfficeHours())


def doors(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule of the site with each of its methods, those that end a session last."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint in LAST, rule.endpoint))
    for rule in rules:
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule, method


def url_of(rule: Rule, reference: str = REFERENCE) -> str:
    filled = re.sub(r"<int:\w+>", "1", rule.rule).replace("<reference>", reference)
    return re.sub(r"<(?:path:)?\w+>", "x", filled)


def leads_to_sign_in(location: str | None) -> bool:
    return (location or "").split("?")[0] == SIGN_IN


def knock(browser: FlaskClient, rule: Rule, method: str) -> tuple[int, str | None]:
    answer = browser.open(url_of(rule), method=method, buffered=True)
    return answer.status_code, answer.location


def test_nobody_gets_through_any_door_but_the_public_ones(
    app: Flask, client: FlaskClient, received: None
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    tried = 0
    for rule, method in doors(app):
        access = ACCESS[rule.endpoint]
        status, location = knock(client, rule, method)
        if access.door is Door.PUBLIC:
            assert status != 403 and (status != 401 or rule.endpoint in SIGNING_IN), rule.endpoint
        elif access.door is Door.TOKEN or access.by_token:
            assert status == 401, rule.endpoint
        else:
            assert status == 302 and leads_to_sign_in(location), (rule.endpoint, status)
            tried += 1
    assert tried > 50


@pytest.mark.parametrize("name", sorted(CAST))
def test_a_role_gets_through_its_doors_and_no_other(
    app: Flask, signed_in: SignIn, received: None, name: str
) -> None:
    browser, role = signed_in(name), CAST[name]
    app.config["WTF_CSRF_ENABLED"] = False
    opened = shut = 0
    for rule, method in doors(app):
        access = ACCESS[rule.endpoint]
        status, location = knock(browser, rule, method)
        where = (name, rule.endpoint, method, status)
        if access.door is Door.TOKEN:
            assert status == 401, where
        elif isinstance(access.door, Permission) and not may(role, access.door):
            assert status == 403, where
            shut += 1
        elif isinstance(access.door, Permission):
            assert status not in (403, 500), where
            assert rule.endpoint in LAST or not leads_to_sign_in(location), where
            opened += 1
    assert opened and shut


def pages(browser: FlaskClient, app: Flask, reference: str) -> Iterator[tuple[str, str]]:
    """What every page of the site shows in this browser, whatever its status."""
    for rule, method in doors(app):
        if method == "GET":
            yield rule.endpoint, in_words(browser.get(url_of(rule, reference), buffered=True))


def in_words(answer: Any) -> str:
    """What an answer says, also where it is a file that only its own program reads."""
    body, kind = answer.get_data(), answer.mimetype
    if kind == "application/pdf":
        return Pdf(body).text
    if kind.endswith("spreadsheetml.sheet"):
        return xlsx_text.text(body)
    return str(answer.get_data(as_text=True))


def names_found(shown: str, planted: tuple[str, ...]) -> list[str]:
    return [each for each in planted if each.casefold() in shown.casefold()]


WITHOUT_NAMES = sorted(name for name, role in CAST.items() if not may(role, Permission.SEE_HANDOFFS))


@pytest.mark.parametrize("name", WITHOUT_NAMES)
def test_who_needs_no_names_finds_none_on_any_page(
    app: Flask, signed_in: SignIn, received: None, name: str
) -> None:
    browser = signed_in(name)
    for reference in (REFERENCE, APART):
        for endpoint, shown in pages(browser, app, reference):
            assert names_found(shown, (*PLANTED, *PLANTED_APART)) == [], (name, endpoint)


@pytest.mark.parametrize("name", ["grace", "tom"])
def test_who_follows_up_finds_their_names_and_none_of_safeguarding(
    app: Flask, signed_in: SignIn, received: None, name: str
) -> None:
    browser = signed_in(name)
    found = set()
    for reference in (REFERENCE, APART):
        for endpoint, shown in pages(browser, app, reference):
            assert names_found(shown, PLANTED_APART) == [], (name, endpoint)
            found.update(names_found(shown, PLANTED))
    assert found == set(PLANTED), "or this test looks in the wrong place"


def test_the_roles_without_names_are_these() -> None:
    assert {CAST[name] for name in WITHOUT_NAMES} == {
        Role.MANAGER, Role.CONVERSATION_LEAD, Role.EDITOR, Role.ADMINISTRATOR,
    }  # fmt: skip


def test_the_safeguarding_team_finds_theirs(app: Flask, signed_in: SignIn, received: None) -> None:
    shown = signed_in("sana").get(f"/staff/handoffs/{APART}").get_data(as_text=True)
    assert names_found(shown, PLANTED_APART) == list(PLANTED_APART)
