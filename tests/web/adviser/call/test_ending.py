"""A call is passed on with what is noted, decided otherwise with a reason, and ended by the adviser alone."""

import pytest
from sqlalchemy import func, select

from tests.web.adviser.call.conftest import OnTheLine
from web.database import ContactsStore
from web.models.call import Call, CallOverride
from web.models.contact import Contact
from web.models.handoff import Handoff, Kind
from web.models.review import Found, Noticed

AMIR = {"about": "someone_else", "about_whom": "mum", "knows": "no", "why_unaware": "She would be angry",
        "own_view": "She wants to stay at home", "name": "Amir", "phone": "07700 900123", "safe": "yes",
        "agreed": "yes", "place": "DN15"}  # fmt: skip


def keep(line: OnTheLine, do: str = "keep", version: str = "0", **more: str) -> int:
    return line.send("details", do=do, **{**AMIR, "details_version": version, **more}).status_code


def the_call(store: ContactsStore) -> Call:
    with store.reading() as session:
        return session.scalars(select(Call)).one()


def the_contact(store: ContactsStore) -> Contact:
    with store.reading() as session:
        return session.scalars(select(Contact)).one()


def end(line: OnTheLine, outcome: str, follow_up: str = "none", **more: str) -> int:
    line.send("finish")
    return line.send("end", outcome=outcome, follow_up=follow_up, **more).status_code


def test_nothing_is_typed_twice(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("My mum keeps falling.\nI want an assessment for her please.")
    assert keep(grace, do="hand_on") == 303
    with store.reading() as session:
        made = session.scalars(select(Handoff)).one()
        assert [each.words for each in made.words] == [
            "My mum keeps falling.",
            "I want an assessment for her please.",
            "Why the person does not know (asked by the adviser): She would be angry",
        ]
        assert (made.kind, made.request, made.channel) == (Kind.SUPPORT, "request_assessment", "telephone")
        assert (made.contact_name, made.contact_phone, made.about_whom) == ("Amir", "07700 900123", "mum")
        assert (made.safe_to_contact, made.agreed_to_pass_on) == (True, True)
        assert made.what_matters == "She wants to stay at home" and "falls_prevention" in made.needs
        assert made.promised_by is not None, "the page told Grace to say by when"
        reference = made.reference
    assert reference in grace.page().text


def test_what_is_noted_afterwards_goes_along(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("I want to speak to somebody.")
    keep(grace, do="hand_on")
    grace.write("I want to speak to somebody.\nHe is lonely too.")
    assert end(grace, "passed_on", "team") == 303
    with store.reading() as session:
        made = session.scalars(select(Handoff)).one()
        assert "He is lonely too." in [each.words for each in made.words]


def test_a_danger_goes_to_the_safeguarding_team_alone(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("My son hits me and takes my money.")
    keep(grace, do="hand_on")
    with store.reading() as session:
        assert session.scalars(select(Handoff)).one().kind is Kind.SAFEGUARDING
    shown = grace.page().text
    assert "Passed on to the safeguarding team" in shown


def test_the_machine_suggests_and_never_chooses(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("I want an assessment please.")
    answer = grace.send("finish")
    page = grace.browser.get(answer.location).text
    first = page[page.index('name="outcome"') :][:400]
    assert 'value="assessment_requested"' in first and "Suggested" in first
    assert "checked" not in page
    assert grace.send("end").status_code == 422
    assert the_call(store).ended_at is None
    assert end(grace, "info_only", reason="She rang the wrong number, and laughed about it") == 303
    done = the_call(store)
    assert (done.outcome, done.suggested, done.follow_up) == ("info_only", "assessment_requested", "none")
    assert done.wrap_up_at is not None and done.ended_at is not None


def test_a_request_is_not_left(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("I want an assessment please.")
    grace.send("finish")
    refused = grace.send("end", outcome="info_only", follow_up="none")
    assert refused.status_code == 422 and "always comes first" in refused.text
    assert end(grace, "assessment_requested", "team") == 303
    with store.reading() as session:
        assert session.scalars(select(Handoff.request)).one() == "request_assessment"
        assert session.scalars(select(Contact.outcome)).one() == "handed_off"


def test_nor_is_a_danger(grace: OnTheLine) -> None:
    grace.write("I am going to kill myself.")
    grace.send("finish")
    refused = grace.send("end", outcome="info_only", follow_up="none")
    assert refused.status_code == 422 and "may be in danger" in refused.text


@pytest.mark.parametrize(
    ("outcome", "kept"),
    [("signposted_content", "resolved_claimed"), ("info_only", "resolved_claimed"), ("rang_off", "open")],
)
def test_only_what_they_say_themselves_counts_as_resolved(
    grace: OnTheLine, store: ContactsStore, outcome: str, kept: str
) -> None:
    grace.write("She is lonely.")
    assert end(grace, outcome) == 303
    assert the_contact(store).outcome == kept


def test_somebody_rings_back(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("She is lonely.")
    keep(grace, when="Tuesday in two weeks", about="self", knows="")
    assert end(grace, "signposted_content", "ring_back") == 303
    with store.reading() as session:
        made = session.scalars(select(Handoff)).one()
        assert (made.request, made.contact_when) == ("talk_to_person", "Tuesday in two weeks")


def test_a_call_begun_by_mistake_counts_nowhere(grace: OnTheLine, store: ContactsStore) -> None:
    assert end(grace, "mistake", "") == 303
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 0
    assert grace.page().status_code == 404


def test_but_never_one_in_which_something_was_said(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("She is lonely.")
    assert end(grace, "mistake") == 422
    assert the_contact(store).resident_messages == 1


def test_a_call_ends_once_and_nothing_is_written_in_it_afterwards(
    grace: OnTheLine, store: ContactsStore
) -> None:
    page = grace.page()
    grace.write("She is lonely.")
    assert end(grace, "info_only") == 303
    ended_at = the_call(store).ended_at
    late = grace.type("Later.", page, version="1")
    assert (late.status_code, late.get_json()["code"]) == (409, "ended")
    assert grace.write("Later.", page).status_code == 409
    assert end(grace, "rang_off") in (404, 409)
    assert the_call(store).ended_at == ended_at and the_call(store).outcome == "info_only"


def test_what_is_wrong_in_the_details_is_said_and_stays(grace: OnTheLine, store: ContactsStore) -> None:
    refused = grace.send("details", do="keep", details_version="0", phone="ring mum", email="x")
    assert refused.status_code == 422
    assert "ring mum" in refused.text and "Enter a telephone number" in refused.text
    assert the_call(store).details == {}


def test_two_windows_do_not_overwrite_details(grace: OnTheLine) -> None:
    assert keep(grace, version="0") == 303
    refused = grace.send("details", do="keep", details_version="0", name="Rosa")
    assert refused.status_code == 409 and "07700 900123" in refused.text and 'value="Rosa"' in refused.text


def test_what_the_notes_say_of_them_is_filled_in(grace: OnTheLine) -> None:
    got = grace.type("My name is Amir Alder, my mum keeps falling, ring me on 07700 900123.\n").get_json()
    assert got["suggested"] == {
        "name": "Amir Alder", "phone": "07700 900123", "about": "someone_else", "about_whom": "mum",
    }  # fmt: skip
    shown = grace.page().text
    assert 'value="07700 900123"' in shown and "Heard in your notes" in shown


def test_what_an_adviser_decides_goes_to_review_with_the_reason(
    grace: OnTheLine, store: ContactsStore
) -> None:
    grace.write("She keeps falling.\nShe is lonely.")
    decided = {"kind": "need_removed", "subject": "loneliness", "reason": "She said it of her cat"}
    assert grace.send("decide", **decided).status_code == 303
    assert grace.send("decide", **decided).status_code == 303, "twice is once"
    with store.reading() as session:
        put_aside = session.scalars(select(Noticed)).one()
        assert (put_aside.kind, put_aside.words) == (Found.OVERRIDDEN, "She is lonely.")
        assert put_aside.before == "She said it of her cat"
        assert put_aside.heard["decided"] == "need_removed"
        assert session.scalars(select(Contact)).one().needs == ["falls_prevention"]
    shown = grace.page().text
    assert "Tea and Talk" not in shown and "You took out a need" in shown
    grace.write("She keeps falling.\nShe is lonely.\nVery.")
    assert the_contact(store).needs == ["falls_prevention"], "it is not heard again"
    grace.send("decide", kind="need_removed", subject="loneliness", do="take_back")
    assert "Tea and Talk" in grace.page().text


def test_a_danger_that_is_none_stays_in_the_record(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("I am going to kill myself laughing at this rate, I want to die.")
    category = the_contact(store).risk_category
    assert category is not None
    grace.send("decide", kind="no_danger", subject=category, reason="A joke, and we laughed")
    assert "You said that it is no danger" in grace.page().text
    assert the_contact(store).risk_category == category
    with store.reading() as session:
        assert session.scalars(select(CallOverride.reason)).one() == "A joke, and we laughed"
    assert end(grace, "info_only") == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "need_added", "subject": "no_such_need", "reason": "why"},
        {"kind": "sort_of", "subject": "falls_prevention", "reason": "why"},
        {"kind": "need_added", "subject": "falls_prevention", "reason": ""},
    ],
)
def test_nothing_is_decided_without_a_reason_or_about_nothing(
    grace: OnTheLine, store: ContactsStore, fields: dict[str, str]
) -> None:
    assert grace.send("decide", **fields).status_code == 422
    with store.reading() as session:
        assert session.scalars(select(CallOverride)).all() == []


def test_what_was_not_heard_is_added(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("She keeps looking out of the window.")
    grace.send("decide", kind="need_added", subject="loneliness", reason="She told me so")
    assert "Tea and Talk" in grace.page().text
    assert the_contact(store).needs == ["loneliness"]
