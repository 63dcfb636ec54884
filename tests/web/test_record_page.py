"""Tom completes a record: what was told is in it, nobody's work is lost, others read what they may."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.test_records import ROSA, put_right, receive, reference
from tests.web.test_trail import meddle
from web.database import ContactsStore
from web.models.record import ContactRecord
from web.store import trail

SignIn = Callable[[str], FlaskClient]
HANDOFF = f"/staff/handoffs/{reference(1)}"
PAGE = f"{HANDOFF}/record"


def fields_of(page: str) -> dict[str, Any]:
    """What the form on the page would send as it stands."""
    form = page[page.index('name="version"') - 500 :]
    values: dict[str, Any] = dict(re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)" maxlength', form))
    values |= {name: text for name, text in re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)<', form)}
    for name, body in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'value="(\w*)" selected', body)
        values[name] = chosen[1] if chosen else ""
    for name, code in re.findall(r'type="checkbox" name="(\w+)" value="(\w+)" checked', form):
        values.setdefault(name, []).append(code)
    values |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    for name in ("version", "csrf_token"):
        found = re.search(rf'name="{name}" value="([^"]+)"', page)
        assert found
        values[name] = found[1]
    return values


def opened(browser: FlaskClient) -> dict[str, Any]:
    return fields_of(browser.get(PAGE).get_data(as_text=True))


def test_it_works(signed_in: SignIn, store: ContactsStore) -> None:
    contact_id = receive(store, contact={**ROSA, "how": "don't ring me, text me"}, person_knows="yes")
    tom = signed_in("tom")
    form = opened(tom)
    assert (form["contact_phone"], form["prefers"], form["never"]) == ("01632 960777", ["text"], ["phone"])
    assert (form["source"], form["person_knows"]) == ("family_friend_neighbour", "yes")
    answer = tom.post(PAGE, data={**form, "household": "alone", "communication": ["large_print"]})
    assert answer.status_code == 303
    page = tom.get(HANDOFF).get_data(as_text=True)
    banner = ("Never: Telephone call", "Wants: Text message", "Needs: Large print")
    for shown in ("The record is saved.", *banner):
        assert shown in page
    assert "Never: Telephone call" in tom.get("/staff/handoffs").get_data(as_text=True)
    with store.reading() as session:
        record = session.get_one(ContactRecord, contact_id)
        assert (record.household, record.communication) == ("alone", ["large_print"])
        assert record.set_by_people == ["communication", "household"]
        assert record.contact_phone is None  # as she gave it: not kept twice
        done = [each.deed.action for each in trail.links(session)]
        assert done[-3:] == ["looked_at_record", "changed_record", "looked_at_handoff"]


def test_the_same_form_again_changes_nothing(signed_in: SignIn, store: ContactsStore) -> None:
    receive(store)
    tom = signed_in("tom")
    form = {**opened(tom), "household": "alone"}
    assert [tom.post(PAGE, data=form).status_code for _ in range(2)] == [303, 303]
    with store.reading() as session:
        assert session.scalars(select(ContactRecord)).one().version == 2


def test_two_who_change_different_things_both_keep_their_work(
    signed_in: SignIn, store: ContactsStore
) -> None:
    receive(store)
    tom, grace = signed_in("tom"), signed_in("grace")
    toms, graces = opened(tom), opened(grace)
    assert tom.post(PAGE, data={**toms, "household": "alone"}).status_code == 303
    assert grace.post(PAGE, data={**graces, "unpaid_carer": "yes"}).status_code == 303
    with store.reading() as session:
        record = session.scalars(select(ContactRecord)).one()
        assert (record.household, record.unpaid_carer) == ("alone", "yes")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "with_others"), ("theirs", "alone")])
def test_two_who_change_the_same_see_both_and_choose(
    choice: str, kept: str, signed_in: SignIn, store: ContactsStore
) -> None:
    receive(store)
    tom, grace = signed_in("tom"), signed_in("grace")
    toms, graces = opened(tom), opened(grace)
    tom.post(PAGE, data={**toms, "household": "alone"})
    answer = grace.post(PAGE, data={**graces, "household": "with_others", "case_number": "P77"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    side_by_side = " ".join(re.sub(r"<[^>]+>", " ", page[page.index('class="versions"') :]).split())
    assert side_by_side.startswith(
        'class="versions"> What is there now Lives alone What you typed Lives with others'
    )
    again = fields_of(page)
    assert (again["household"], again["case_number"]) == ("with_others", "P77")
    unchosen = grace.post(PAGE, data=again)
    assert unchosen.status_code == 422
    again = fields_of(unchosen.get_data(as_text=True))
    assert (again["household"], again["case_number"]) == ("with_others", "P77")
    assert grace.post(PAGE, data={**again, "keep_household": choice}).status_code == 303
    with store.reading() as session:
        record = session.scalars(select(ContactRecord)).one()
        assert (record.household, record.case_number, record.version) == (kept, "P77", 3)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"source": "the moon"}, "Choose one of the answers."),
        ({"contact_phone": "ask my son"}, "Enter a telephone number"),
        ({"contact_email": "rosa"}, "Enter an e-mail address"),
        ({"contact_address": "12 Mill Lane"}, "Enter an address in the UK with its postcode"),
        ({"contact_name": "x" * 101}, "Please use fewer characters."),
        ({"prefers": ["text"], "never": ["text"]}, "The same way is under"),
        ({"without_consent": "he may be hurt", "consent": "yes"}, "Choose whether they agree"),
    ],
)
def test_what_needs_putting_right_is_told_and_nothing_is_lost(
    signed_in: SignIn, store: ContactsStore, typed: dict[str, Any], told: str
) -> None:
    receive(store)
    tom = signed_in("tom")
    answer = tom.post(PAGE, data={**opened(tom), "what_helps": "speak slowly", **typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert told in page
    assert "speak slowly" in page
    with store.reading() as session:
        assert session.scalars(select(ContactRecord)).one().version == 1


def test_a_corrected_number_is_the_one_to_use(signed_in: SignIn, store: ContactsStore) -> None:
    receive(store, contact=ROSA)
    tom = signed_in("tom")
    tom.post(PAGE, data={**opened(tom), "contact_phone": "01632 960778"})
    page = tom.get(HANDOFF).get_data(as_text=True)
    assert "01632 960778" in page
    assert opened(tom)["contact_phone"] == "01632 960778"
    receive(store, contact=ROSA, request="request_assessment")
    assert opened(tom)["contact_phone"] == "01632 960778"


def test_what_safeguarding_wrote_is_not_for_others(
    signed_in: SignIn, store: ContactsStore, cast: dict[str, int]
) -> None:
    contact_id = receive(store)
    put_right(store, contact_id, cast["sana"], consent="no", without_consent="her son hits her")
    receive(store, words=["my son hits me"], risk={"category": "domestic_abuse", "level": "urgent"})
    for name, seen in {"tom": False, "grace": False, "sana": True}.items():
        page = signed_in(name).get(PAGE).get_data(as_text=True)
        assert ("her son hits her" in page) is seen, name
    tom = signed_in("tom")
    tom.post(PAGE, data={**opened(tom), "household": "alone", "without_consent": "nothing"})
    with store.reading() as session:
        record = session.get_one(ContactRecord, contact_id)
        assert (record.without_consent, record.household) == ("her son hits her", "alone")


@pytest.mark.parametrize("name", ["nadia", "leo", "ed", "ada"])
def test_who_may_not(signed_in: SignIn, store: ContactsStore, name: str) -> None:
    receive(store)
    assert signed_in(name).get(PAGE).status_code == 403


def test_a_safeguarding_record_is_not_there_for_others(signed_in: SignIn, store: ContactsStore) -> None:
    receive(store, kind="safeguarding")
    assert signed_in("tom").get(PAGE).status_code == 404
    assert signed_in("sana").get(PAGE).status_code == 200


def test_has_been_in_touch_before(signed_in: SignIn, store: ContactsStore) -> None:
    receive(store, 2, contact=ROSA)
    receive(store, 3, contact=ROSA, kind="safeguarding")
    receive(store, 1, contact=ROSA)
    toms, sanas = (signed_in(name).get(HANDOFF).get_data(as_text=True) for name in ("tom", "sana"))
    assert "Has been in touch before" in toms
    assert reference(2) in toms
    assert reference(3) not in toms
    assert reference(3) in sanas


class TestAudit:
    def test_administrators_see_who_did_what_and_no_name(
        self, signed_in: SignIn, store: ContactsStore
    ) -> None:
        receive(store, contact=ROSA)
        signed_in("tom").get(HANDOFF)
        page = signed_in("ada").get("/staff/audit").get_data(as_text=True)
        for shown in ("looked at handoff", "received handoff", "tom", "the program", "As it was written"):
            assert shown in page
        assert "Rosa" not in page
        assert "Not as it was written" not in page

    def test_one_person_or_one_action(
        self, signed_in: SignIn, store: ContactsStore, cast: dict[str, int]
    ) -> None:
        receive(store)
        signed_in("tom").get(HANDOFF)
        ada = signed_in("ada")
        toms = ada.get(f"/staff/audit?who={cast['tom']}").get_data(as_text=True)
        assert '<td data-label="What">looked at handoff</td>' in toms
        assert ">received handoff</td>" not in toms
        received = ada.get("/staff/audit?action=received_handoff&page=0").get_data(as_text=True)
        assert "1 in all" in received

    def test_a_row_that_was_changed_is_marked(self, signed_in: SignIn, store: ContactsStore) -> None:
        receive(store)
        meddle(store, "UPDATE audit_event SET subject_id = 9 WHERE position = 1")
        assert "Not as it was written" in signed_in("ada").get("/staff/audit").get_data(as_text=True)

    @pytest.mark.parametrize("name", ["grace", "tom", "sana", "nadia", "leo", "ed"])
    def test_nobody_else(self, signed_in: SignIn, name: str) -> None:
        assert signed_in(name).get("/staff/audit").status_code == 403
