"""Closed until opened: every endpoint stands in the table, and every role gets exactly that."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import CAST
from web.models.handoff import Kind
from web.models.staff import Role
from web.security.permissions import GRANTS, Permission, kinds_seen_by, may

SignIn = Callable[[str], FlaskClient]
NUMBERS, HANDOFFS, CALL = "/staff/numbers", "/staff/handoffs", "/staff/call"

# Who may open which page, role by role, written out by hand: the other half of the table under test.
OPENS = {
    "grace": {HANDOFFS, CALL},
    "tom": {HANDOFFS},
    "sana": {HANDOFFS},
    "nadia": {NUMBERS},
    "leo": {NUMBERS},
    "ed": set[str](),
    "ada": {NUMBERS},
}


@pytest.mark.parametrize("page", [NUMBERS, HANDOFFS, CALL, "/staff/", "/staff/handoffs/SP-0000-0000"])
def test_without_a_sign_in_the_way_leads_to_it(client: FlaskClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/sign-in?next=")


@pytest.mark.parametrize("name", sorted(CAST))
def test_a_role_opens_its_pages_and_no_other(signed_in: SignIn, name: str) -> None:
    browser = signed_in(name)
    for page in (NUMBERS, HANDOFFS, CALL):
        assert browser.get(page).status_code == (200 if page in OPENS[name] else 403), page
    home = browser.get("/staff/").get_data(as_text=True)
    assert {page for page in (NUMBERS, HANDOFFS, CALL) if f'href="{page}"' in home} == OPENS[name]


def test_an_id_that_no_database_takes_is_no_page(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for rule in app.url_map.iter_rules():
        if open_to_ids := re.findall(r"<(?:path:)?\w+>", rule.rule):
            url = re.sub(r"<int:\w+>", "1", rule.rule)
            for part in open_to_ids:
                url = url.replace(part, "a%00b")
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            assert client.open(url, method=method).status_code in (404, 410), rule.endpoint


def test_only_the_safeguarding_team_knows_of_safeguarding() -> None:
    assert {role for role in Role if Kind.SAFEGUARDING in kinds_seen_by(role)} == {Role.SAFEGUARDING}
    assert kinds_seen_by(Role.ADMINISTRATOR) == frozenset()
    assert kinds_seen_by(Role.MANAGER) == frozenset()


def test_every_role_is_in_the_table_of_grants() -> None:
    assert set(GRANTS) == set(Role)
    assert all(may(role, Permission.BE_HERE) for role in Role)
    assert not may(Role.MANAGER, Permission.SEE_HANDOFFS)
    assert not may(Role.EDITOR, Permission.SEE_NUMBERS)
    assert {role for role in Role if may(role, Permission.EDIT_DIRECTORY)} == {Role.EDITOR}
