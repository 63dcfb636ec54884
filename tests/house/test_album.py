"""Every page of the site is in the album of screens, and so looked at by axe."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.journeys.album import INDEX
from tests.journeys.test_axe import PAGES, STAFF_PAGES
from web.app import create_app
from web.settings import WebSettings

# Pictures under names of their own (tests/journeys/linked.py, test_screens.py, test_after_a_deed.py).
ELSEWHERE = {
    "accounts.one": "by-link/accounts-one",
    "adviser.call": "at-the-desk/call-1-heard",
    "adviser.wrap_up": "at-the-desk/call-3-wrap-up",
    "call_tools.compare": "at-the-desk/call-3-services-compare",
    "call_tools.give_list_form": "at-the-desk/call-3-list",
    "call_tools.known": "at-the-desk/call-3-known",
    "call_tools.ring": "at-the-desk/call-3-ring",
    "call_tools.services": "at-the-desk/call-3-services-q-falls",
    "call_tools.summing_up": "at-the-desk/call-3-summary",
    "chat_of.transcript": "at-the-desk/chat-6-transcript",
    "chats.chat": "at-the-desk/chat-5-joined",
    "demand.change_scenario": "kept/demand-scenario-change",
    "editor.compare": "by-link/editor-compare",
    "editor.proposal": "by-link/editor-proposal",
    "editor.version": "by-link/editor-version",
    "helped.question": "by-link/did-it-help",
    "practice.begin": "at-the-desk/practice-2-a-line",
    "practice.every": "at-the-desk/practice-1-calls",
    "provider.change": "by-link/organisation-change",
    "provider.closed": "by-link/organisation-closed",
    "provider.entries": "by-link/organisation",
    "resident.details_left": "resident/leave-details-done",
    "resident.change": "resident/chat-2-change-what-i-said",
    "sites.change": "by-link/sites-one-change",
    "sites.one": "by-link/sites-one",
    "sites.pack": "by-link/sites-one-pack",
    "sign_in.code": "by-link/sign-in-code",
    "sign_in.signed_out": "council-account/signed-out",
    "six.version": "kept/figures-version",
    "staff.case": "conversation-lead/cases-one",
    "staff.daily_contact": "by-link/daily-one",
    "staff.review_entry": "by-link/review-one",
    "voluntary.offered": "offered/can-you-help",
}
# No page of their own: files, data, pieces of a page, and ways on to another page.
NO_PAGE = {
    "call_tools.list_on_paper", "call_tools.services_part", "call_tools.summing_up_on_paper",
    "chats.chat_news", "chats.look", "chats.news", "dashboard.csv_file", "dashboard.pack",
    "dashboard.picture",
    "dashboard.workbook", "demand.figures_csv", "demand.forecast_csv", "demand.picture", "embed.enter",
    "embed.line", "health.health", "live.look", "live.news", "looks.colours", "looks.logo",
    "public_directory.code", "resident.leave", "resident.start", "sign_in.council", "sign_in.council_back",
    "sites.pack_on_paper", "six.example", "six.table", "six.to_fill_in", "staff.cases_csv", "static",
    "upkeep.health_csv",
}  # fmt: skip


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = create_app(WebSettings.from_env({"VAR_DIR": str(tmp_path)}))
    yield made
    made.extensions["signpost"].store.close()


def test_every_page_has_a_picture(app: Flask) -> None:
    pictured = _in_the_album(app) | set(ELSEWHERE) | NO_PAGE
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    pages = {name for name in pages if not name.startswith("open_referral.")}  # JSON for programs
    assert sorted(pages - pictured) == []
    assert sorted(pictured - pages) == [], "named here, and nothing that can be got"


def test_the_pictures_named_here_are_in_the_album() -> None:
    index = json.loads(INDEX.read_text())
    assert sorted(name for name in ELSEWHERE.values() if name not in index) == []


def _in_the_album(app: Flask) -> set[str]:
    named = {"service": "a-service", "reference": "SP-0000-0000"}
    found, routes = set(), app.url_map.bind("localhost")
    for address in (*PAGES, *(each for pages in STAFF_PAGES.values() for each in pages)):
        try:
            found.add(routes.match(address.format(**named).split("?")[0])[0])
        except HTTPException:
            assert address in ("/no-such-page", "/embed/"), address  # the second is the chat in its own frame
    return found
