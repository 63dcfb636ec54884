"""Every page that staff open, and the requests that write most, timed in this process, with all of Flask."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bench.figures import median_ms, percentile_ms, say
from bench.programs import ProgramFailed
from web.database import ContactsStore
from web.models.contact import Contact
from web.models.handoff import Handoff, Kind, State
from web.models.staff import Role
from web.security.passwords import hash_password
from web.staff.dashboard.dashboard import PARTS
from web.store import staff

PASSWORD = "a pass phrase of the bench"  # noqa: S105 - opens a temporary folder
CAST = {"tom": Role.FOLLOW_UP, "nadia": Role.MANAGER, "ada": Role.ADMINISTRATOR,
        "leo": Role.CONVERSATION_LEAD, "sana": Role.SAFEGUARDING, "ed": Role.EDITOR}  # fmt: skip
PROMISED = 500  # milliseconds, for 95 of 100
_FILTERS = ("", "channel=web", "site=usual", "locality=DN15", "need=meals", "team=carers",
            "locality=DN15&need=meals", "need=meals&team=carers", "locality=DN15&team=carers",
            "locality=DN15&need=meals&team=adult_social_care",
            "channel=web&locality=DN15&need=meals&team=adult_social_care&site=usual")  # fmt: skip
_YEAR = "from=2000-01-01"  # a year at most is shown: the one up to today
# Each part of the dashboard over a year: all of it, narrowed to few, and to all that can be chosen.
_PARTS = [
    f"/staff/numbers/{part}?{_YEAR}&{narrowed}"
    for part in PARTS
    for narrowed in (_FILTERS[0], _FILTERS[4], _FILTERS[7], _FILTERS[-1])
]
_SHELVES = ("open", "mine", "team", "unclaimed", "overdue", "closed")
_ASKED = {
    "nadia": [
        *(f"/staff/numbers?{period}&{narrowed}" for period in ("", _YEAR) for narrowed in _FILTERS),
        *_PARTS,
        f"/staff/numbers/overview.xlsx?{_YEAR}",
    ],
    "tom": [
        *(f"/staff/handoffs?show={shelf}" for shelf in _SHELVES),
        *(f"/staff/handoffs?show={shelf}&team=adult_social_care&order=newest" for shelf in _SHELVES),
        "/staff/handoffs?show=open&page=300", "/staff/handoffs?show=closed&page=10000",
        "/staff/call-backs?page=90",
    ],
    "sana": [f"/staff/safeguarding?show={shelf}" for shelf in _SHELVES],
    "ada": ["/staff/audit?page=10000", "/staff/audit?who=7", "/staff/audit?action=looked_at_record",
            "/staff/audit?who=7&action=looked_at_record&page=50",
            *(f"/staff/deliveries?show={state}" for state in ("dead", "waiting", "dropped", "given_up"))],
    "leo": ["/staff/review?show=labelled", "/staff/review/1"],
}  # fmt: skip


@dataclass
class Times:
    """What was timed: milliseconds of wall clock and of this process's processor, by name."""

    times: int
    slow: list[str] = field(default_factory=list)

    def take(self, name: str, work: Callable[[], object]) -> None:
        """Does the work so often, and says how long it took."""
        work()
        walls, processor = [], []
        for _time in range(self.times):
            wall, begun = time.perf_counter(), time.process_time()
            work()
            walls.append(time.perf_counter() - wall)
            processor.append(time.process_time() - begun)
        p95 = percentile_ms(walls, 0.95)
        if p95 > PROMISED:
            self.slow.append(name)
        say(
            name,
            f"{median_ms(walls):6.0f} {p95:6.0f} {median_ms(processor):6.0f}{' SLOW' * (p95 > PROMISED)}",
        )


def ask_everything(app: Flask, store: ContactsStore, times: int) -> list[str]:
    """Times every page; the names of those that 5 of 100 wait for longer than PROMISED."""
    found = Times(times)
    say("milliseconds: median, 95 of 100 within, median of processor time", "")
    browsers = {name: _signed_in(app, store, name) for name in CAST}
    done: set[str] = set()
    for name, browser in browsers.items():
        for address in [*_ASKED.get(name, ()), *_of_one(store, name)]:
            found.take(f"{name}: {address}", _asking(browser, address))
    for name, browser in browsers.items():
        for address in _others(app):
            if address not in done and browser.get(address).status_code == 200:
                done.add(address)
                found.take(f"{name}: {address}", _asking(browser, address))
    _claims(found, browsers["tom"], store)
    found.take("a resident leaves details", _leaving(app))
    found.take("a resident says something while the dialogue is away", _speaking(app))
    return found.slow


def _asking(browser: FlaskClient, address: str) -> Callable[[], object]:
    def ask() -> None:
        answer = browser.get(address)
        if answer.status_code != 200:
            raise ProgramFailed(f"{address} answered {answer.status_code}")

    return ask


def _of_one(store: ContactsStore, name: str) -> list[str]:
    """The pages of one hand-off: of somebody who comes often, one that is open and one that is closed."""
    if name != "tom":
        return []
    with store.reading() as session:
        query = select(Handoff.reference).join(Contact).where(Handoff.kind == Kind.SUPPORT)
        ends = [
            session.scalars(query.where(state).order_by(Handoff.id.desc()).limit(1)).one()
            for state in (Handoff.state == State.CLOSED, Handoff.state == State.RECEIVED)
        ]
    return [f"/staff/handoffs/{each}{more}" for each in ends for more in ("", "/record", "/offer")]


def _others(app: Flask) -> Iterator[str]:
    """Every page of staff whose address is always the same."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.rule.startswith("/staff"):
            if "sign-in" not in rule.rule:
                yield rule.rule


def _claims(found: Times, browser: FlaskClient, store: ContactsStore) -> None:
    with store.reading() as session:
        query = select(Handoff.reference).where(Handoff.kind == Kind.SUPPORT, Handoff.state == State.RECEIVED)
        waiting = iter(session.scalars(query.order_by(Handoff.id).limit(found.times + 1)).all())
    pages = ((each, browser.get(f"/staff/handoffs/{each}").get_data(as_text=True)) for each in waiting)
    forms = iter([(each, _form(page, "claim")) for each, page in pages])

    def claim() -> None:
        reference, form = next(forms)
        answer = browser.post(f"/staff/handoffs/{reference}/move", data=form)
        if answer.status_code != 303:
            raise ProgramFailed(f"a claim was answered by {answer.status_code}")

    found.take("tom: claims a hand-off", claim)


def _form(page: str, move: str) -> dict[str, str]:
    """The hidden fields of the form that makes this move."""
    form = next(each for each in page.split("<form")[1:] if f'value="{move}"' in each)
    return dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', form.split("</form>")[0]))


def _leaving(app: Flask) -> Callable[[], object]:
    def leave() -> None:
        browser = app.test_client()
        page = browser.get("/leave-details").get_data(as_text=True)
        hidden = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', page))
        told = {"words": "I need help with my shopping.", "about": "self", "name": "Rosa",
                "phone": "01632 960123", "safe": "yes"}  # fmt: skip
        known = {name: hidden[name] for name in ("csrf_token", "message_id", "ask", "via")}
        answer = browser.post("/leave-details", data=known | told)
        if answer.status_code != 303:
            raise ProgramFailed(f"details that were left were answered by {answer.status_code}")

    return leave


def _speaking(app: Flask) -> Callable[[], object]:
    browser = app.test_client()
    page = browser.get("/start", follow_redirects=True).get_data(as_text=True)
    proof = page.split('name="csrf_token" value="')[1].split('"')[0]

    def speak() -> None:
        said = {"csrf_token": proof, "message_id": secrets.token_hex(16), "text": "hello"}
        answer = browser.post("/chat", data=said)
        if answer.status_code not in (200, 303):
            raise ProgramFailed(f"what a resident said was answered by {answer.status_code}")

    return speak


def _signed_in(app: Flask, store: ContactsStore, name: str) -> FlaskClient:
    with store.writing() as session:
        if staff.by_name(session, name) is None:
            staff.create(session, name, CAST[name], hash_password(PASSWORD))
    browser = app.test_client()
    form = browser.get("/staff/sign-in").get_data(as_text=True)
    proof = form.split('name="csrf_token" value="')[1].split('"')[0]
    browser.post("/staff/sign-in", data={"csrf_token": proof, "name": name, "password": PASSWORD})
    return browser
