"""A safeguarding concern is seen by the safeguarding team alone, in whatever order things are said."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.handoff.reference import mint
from tests.rules_read_once import the_screen
from tests.web.handoff_json import handoff
from web.database import ContactsStore
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.models.handoff import Handoff, Kind
from web.parts import Parts
from web.settings import WebSettings
from web.store import contacts

DIALOGUE = contacts.hash_public_id("rosas-conversation-id-1")
ASSESSMENT, ABUSE, LATER = "I would like an assessment", "my husband hits me", "it was worse on Sunday"
RISK = {"category": "domestic_abuse", "level": "urgent", "rule": "r1"}
HELD = {"category": "medical_emergency", "level": "emergency", "rule": "r2"}


class Listening:
    """The part of the understander that hears danger, with the rules that ship."""

    screen = the_screen()


@pytest.fixture
def parts(store: ContactsStore, settings: WebSettings) -> Parts:
    return Parts(settings, store, understander=Listening())


def arrive(parts: Parts, *words: str, kind: str = "support", **more: Any) -> None:
    """The bot's hand-off, or what it adds to it: the same key for the same kind."""
    reference, key = mint(DIALOGUE, kind, "k" * 43)
    body = handoff(words=list(words), kind=kind, conversation_id=DIALOGUE, reason="request", **more)
    body |= {"reference": reference, "idempotency_key": key}
    take_in(parts, HandoffIn.model_validate(body, strict=False))


def seen(store: ContactsStore, kind: Kind) -> list[str]:
    """Every word of the person in the hand-offs of that kind."""
    with store.reading() as session:
        found = session.scalars(select(Handoff).where(Handoff.kind == kind)).all()
        return [said.words for each in found for said in each.words]


def support(store: ContactsStore) -> Handoff:
    with store.reading() as session:
        found = session.scalars(select(Handoff).where(Handoff.kind == Kind.SUPPORT)).one()
        assert found.concern_is_apart is found.contact.safeguarding_concern
        assert found.amendments is not None
        return found


@pytest.mark.parametrize("risk", [None, RISK])
def test_abuse_and_assessment_in_one_message(
    parts: Parts, store: ContactsStore, risk: dict[str, str] | None
) -> None:
    arrive(parts, f"{ABUSE} and {ASSESSMENT}", risk=risk)
    assert seen(store, Kind.SUPPORT) == []
    assert seen(store, Kind.SAFEGUARDING) == [f"{ABUSE} and {ASSESSMENT}"]


def test_abuse_and_then_an_assessment(parts: Parts, store: ContactsStore) -> None:
    arrive(parts, ABUSE, kind="safeguarding", risk=RISK)
    arrive(parts, ASSESSMENT)
    assert seen(store, Kind.SUPPORT) == []
    assert seen(store, Kind.SAFEGUARDING) == [ABUSE, ASSESSMENT]


@pytest.mark.parametrize("risk", [None, RISK])
def test_an_assessment_and_then_abuse(
    parts: Parts, store: ContactsStore, risk: dict[str, str] | None
) -> None:
    arrive(parts, ASSESSMENT)
    arrive(parts, ASSESSMENT, ABUSE, risk=risk, why_not_enough=ABUSE, what_matters=ABUSE)
    arrive(parts, ASSESSMENT, ABUSE, LATER)  # nothing in these last words says so, but they are about it
    assert seen(store, Kind.SUPPORT) == [ASSESSMENT]
    assert seen(store, Kind.SAFEGUARDING) == [ASSESSMENT, ABUSE, LATER]
    kept = support(store)
    assert kept.concern_is_apart
    assert (kept.risk_category, kept.why_not_enough, kept.what_matters) == (None, None, None)


def test_how_to_reach_them_safely_is_still_told(parts: Parts, store: ContactsStore) -> None:
    arrive(parts, ASSESSMENT)
    contact = {"phone": "01632 960123", "safe_to_contact": False, "when": "not when he is in, he hits me"}
    arrive(parts, ASSESSMENT, ABUSE, contact=contact)
    kept = support(store)
    assert (kept.contact_phone, kept.safe_to_contact, kept.contact_when) == ("01632 960123", False, None)


def test_the_same_again_makes_no_third(parts: Parts, store: ContactsStore) -> None:
    arrive(parts, ASSESSMENT)
    for _ in range(3):
        arrive(parts, ASSESSMENT, ABUSE, risk=RISK)
    arrive(parts, ASSESSMENT)
    assert seen(store, Kind.SUPPORT) == [ASSESSMENT]
    assert seen(store, Kind.SAFEGUARDING) == [ASSESSMENT, ABUSE]


def test_a_worse_danger_of_another_kind_does_not_hide_it(parts: Parts, store: ContactsStore) -> None:
    arrive(parts, "he took my money and my chest hurts", risk=HELD, kind="safeguarding")
    arrive(parts, ASSESSMENT, risk=HELD)
    assert seen(store, Kind.SUPPORT) == []


def test_without_a_concern_nothing_is_kept_apart(parts: Parts, store: ContactsStore) -> None:
    arrive(parts, ASSESSMENT)
    arrive(parts, ASSESSMENT, "mornings are best for me", risk=HELD)
    assert seen(store, Kind.SUPPORT) == [ASSESSMENT, "mornings are best for me"]
    assert not support(store).concern_is_apart


def test_an_adviser_sees_that_there_is_a_concern_and_not_what(
    parts: Parts, store: ContactsStore, signed_in: Callable[[str], FlaskClient]
) -> None:
    arrive(parts, ASSESSMENT)
    reference = support(store).reference
    grace = signed_in("grace")
    assert "safeguarding concern" not in grace.get(f"/staff/handoffs/{reference}").text
    arrive(parts, ASSESSMENT, ABUSE, risk=RISK)
    page = grace.get(f"/staff/handoffs/{reference}").text
    page = re.sub(r"<option .*?</option>", "", page)  # of the form that marks what was not heard
    assert "There is also a safeguarding concern" in page
    for kept_apart in (ABUSE, "domestic", "Domestic"):
        assert kept_apart not in page
    assert grace.get("/staff/handoffs").text.count('href="/staff/handoffs/SP-') == 1
