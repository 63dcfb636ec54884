"""Grace hears what Signpost did not: a danger she raises, a service she puts first, and both go to review."""

import pytest
from sqlalchemy import func, select

from bot.safeguarding.by_hand import by_hand
from bot.safeguarding.screen import Level, dangers
from tests.rules_read_once import the_screen
from tests.web.adviser.call.conftest import OnTheLine
from tests.web.adviser.call.listing import Services
from tests.web.adviser.call.test_ending import end, keep, the_call, the_contact
from web.database import ContactsStore
from web.models.call import CallOverride
from web.models.contact import Contact
from web.models.handoff import Handoff, Kind
from web.models.review import Noticed
from web.words.book import words

CALM = "She said the tap has been left running."
WHY = "Her voice shook, and somebody shouted behind her"


def raise_danger(line: OnTheLine, category: str, reason: str = "", **more: str) -> str:
    answer = line.send("decide", kind="danger_raised", subject=category, reason=reason, **more)
    assert answer.status_code == 303
    return str(answer.location)


def decisions(store: ContactsStore) -> list[tuple[str, str | None, str | None]]:
    with store.reading() as session:
        rows = session.scalars(select(CallOverride).order_by(CallOverride.id)).all()
        return [(each.kind, each.subject, each.reason) for each in rows]


def noticed(store: ContactsStore) -> list[Noticed]:
    with store.reading() as session:
        return list(session.scalars(select(Noticed).order_by(Noticed.id)))


def test_every_danger_can_be_raised_as_urgent_as_its_rules_say(grace: OnTheLine) -> None:
    screen = the_screen()
    assert set(dangers()) == set(words("review")["dangers"])
    page = grace.page().text
    for category in dangers():
        assert by_hand(category).level is screen.level_of(category)
        assert by_hand(category).level is not Level.CHECK
        assert f'<option value="{category}">' in page


def test_what_to_say_is_there_at_once_as_with_one_that_was_heard(grace: OnTheLine) -> None:
    grace.write(CALM)
    assert 'data-risk="' not in grace.page().text
    assert raise_danger(grace, "fall_now") == f"{grace.url}#danger-fall_now"
    raised = grace.page().text
    heard = grace.type("He has fallen and cannot get up off the floor.").get_json()["live"]
    for part in ('id="danger-fall_now"', "risk--alert", "Do not lift them", ">999</a>", "To read out"):
        assert part in raised and part in heard, part
    assert "You raised this danger" in raised
    assert 'prompt--covered" data-prompt="safety"' in raised


def test_it_is_in_the_contact_and_in_what_is_passed_on(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write(CALM)
    raise_danger(grace, "domestic_abuse")
    contact = the_contact(store)
    assert (contact.risk_category, contact.risk_level) == ("domestic_abuse", "urgent")
    assert contact.safeguarding_concern and contact.outcome == "risk"
    keep(grace, do="hand_on")
    with store.reading() as session:
        made = session.scalars(select(Handoff)).one()
        assert (made.kind, made.risk_category, made.reason) == (Kind.SAFEGUARDING, "domestic_abuse", "risk")


def test_a_call_does_not_end_over_it_in_silence(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write(CALM)
    raise_danger(grace, "medical_emergency")
    assert end(grace, "info_only") == 422
    assert end(grace, "passed_on", "team") == 303
    assert the_call(store).suggested == "passed_on"


def test_a_call_with_nothing_but_a_danger_is_no_mistake(grace: OnTheLine, store: ContactsStore) -> None:
    """The line went dead before a word could be written down."""
    raise_danger(grace, "violence_now")
    assert end(grace, "mistake") == 422
    assert end(grace, "safeguarding", "team") == 303
    with store.reading() as session:
        assert session.scalars(select(Handoff.risk_category)).one() == "violence_now"
        assert session.scalar(select(func.count()).select_from(Contact)) == 1


def test_words_and_reason_go_to_the_review_once(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write(CALM)
    for _ in range(2):
        raise_danger(grace, "suicide_self_harm", WHY)
    assert decisions(store) == [("danger_raised", "suicide_self_harm", WHY)]
    put_aside = noticed(store)
    assert [(each.words, each.before) for each in put_aside] == [(CALM, WHY)]
    assert put_aside[0].heard["decided"] == "danger_raised" and put_aside[0].heard["risk"] is None
    assert put_aside[0].heard["decided"] in words("review")["decided"]


def test_of_a_safeguarding_concern_nobody_else_reads_the_words(
    grace: OnTheLine, store: ContactsStore
) -> None:
    grace.write(CALM)
    raise_danger(grace, "exploitation")
    assert noticed(store) == [], "nothing was written for a colleague"
    raise_danger(grace, "domestic_abuse", WHY)
    (put_aside,) = noticed(store)
    assert (put_aside.words, put_aside.before) == (WHY, None)
    assert put_aside.heard == {"decided": "danger_raised", "subject": "domestic_abuse"}


def test_taken_back_it_is_off_the_page_and_stays_in_the_record(
    grace: OnTheLine, store: ContactsStore
) -> None:
    grace.write(CALM)
    raise_danger(grace, "fall_now")
    assert raise_danger(grace, "fall_now", do="take_back") == f"{grace.url}#live"
    assert 'data-risk="' not in grace.page().text and decisions(store) == []
    assert the_contact(store).risk_category == "fall_now"
    assert end(grace, "info_only") == 422, "somebody says why it is not passed on"


def test_what_was_only_asked_about_becomes_an_alert(grace: OnTheLine) -> None:
    grace.write("He gets confused and wanders at night.")
    page = grace.page().text
    assert "risk--check" in page and "risk--alert" not in page
    raise_danger(grace, "missing_or_wandering")
    page = grace.page().text
    assert page.count('id="danger-missing_or_wandering"') == 1 and "risk--alert" in page


def test_the_later_of_two_opposites_counts(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("I am going to kill myself.")
    grace.send("decide", kind="no_danger", subject="suicide_self_harm", reason="He laughed")
    raise_danger(grace, "suicide_self_harm")
    assert [kind for kind, *_ in decisions(store)] == ["danger_raised"]
    grace.send("decide", kind="no_danger", subject="suicide_self_harm", reason="He laughed again")
    assert [kind for kind, *_ in decisions(store)] == ["no_danger"]


def test_it_works_while_signpost_cannot_listen(
    grace: OnTheLine, store: ContactsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = grace.browser.application.extensions["signpost"]
    monkeypatch.setattr(type(parts), "__setattr__", object.__setattr__)
    monkeypatch.setattr(parts, "understander", None)
    raise_danger(grace, "fire_gas_co")
    assert "Get out and stay out" in grace.page().text
    assert the_contact(store).risk_level == "emergency"


def test_no_danger_is_made_up(grace: OnTheLine, store: ContactsStore) -> None:
    answers = [
        grace.send("decide", kind="danger_raised", subject=subject, reason="").status_code
        for subject in ("boredom", "../rules/fall_now", "")
    ]
    assert answers == [422, 422, 422] and decisions(store) == []
    long = grace.send("decide", kind="danger_raised", subject="fall_now", reason="x" * 1001)
    assert long.status_code == 422 and "x" * 1001 in long.text and "fewer than 1,000" in long.text


def test_a_service_is_put_first_with_a_reason_or_without(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("She keeps falling: a fall last week. She is lonely, and I am worn out.")
    assert order_of(grace) == ["sitters", "steady", "tea"]
    for service, reason in (("tea", ""), ("steady", "They come to the house")):
        sent = grace.send("decide", kind="service_first", subject=service, reason=reason)
        assert sent.status_code == 303
    assert order_of(grace) == ["steady", "tea", "sitters"]
    page = grace.page().text
    assert "You put this service first: Steady Steps" in page and "They come to the house" in page
    assert [each.before for each in noticed(store)] == [None, "They come to the house"]
    grace.send("decide", kind="service_first", subject="steady", do="take_back")
    assert order_of(grace) == ["tea", "sitters", "steady"]
    grace.send("decide", kind="service_aside", subject="tea", reason="Too far")
    assert order_of(grace) == ["sitters", "steady"]


def test_a_service_put_first_stays_in_sight(grace: OnTheLine, services: Services) -> None:
    grace.write("She is lonely. We have tried Tea and Talk.")
    assert order_of(grace) == []
    grace.send("decide", kind="service_first", subject="tea", reason="They want to go back there")
    assert order_of(grace) == ["tea"] and services.asked["limit"] > 5


def test_what_was_set_aside_is_named_beside_the_words_it_was_shown_for(
    grace: OnTheLine, store: ContactsStore
) -> None:
    grace.write("She is lonely, and sees nobody.\nThe tap has been left running.")
    grace.send("decide", kind="service_aside", subject="tea", reason="Too far")
    (put_aside,) = noticed(store)
    assert put_aside.words == "She is lonely, and sees nobody."
    assert put_aside.heard["subject"] == "tea" and put_aside.heard["named"] == "Tea and Talk"


def order_of(line: OnTheLine) -> list[str]:
    return [part.split('"')[0] for part in line.page().text.split('data-service="')[1:]]
