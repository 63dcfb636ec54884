"""What is typed of the person is kept as it is typed, and goes where it is needed; choices can be undone."""

from sqlalchemy import select

from tests.web.adviser.call.conftest import OnTheLine
from web.database import ContactsStore
from web.models.call import Call
from web.models.contact import Contact
from web.models.handoff import Handoff


def quietly(line: OnTheLine, version: str, **fields: str) -> tuple[int, dict[str, int]]:
    answer = line.send("details", do="quietly", details_version=version, **fields)
    return answer.status_code, answer.get_json()


def contact_of(store: ContactsStore) -> Contact:
    with store.reading() as session:
        return session.scalars(select(Contact)).one()


def test_the_script_gets_the_version_that_is_kept(grace: OnTheLine, store: ContactsStore) -> None:
    assert quietly(grace, "0", name="Amir") == (200, {"version": 1})
    assert quietly(grace, "1", name="Amir", phone="07700 900123") == (200, {"version": 2})
    with store.reading() as session:
        kept = session.scalars(select(Call)).one().details
    assert kept == {"name": "Amir", "phone": "07700 900123"}


def test_what_cannot_be_kept_is_left_to_the_button(grace: OnTheLine, store: ContactsStore) -> None:
    assert quietly(grace, "0", phone="ring mum") == (422, {})
    assert quietly(grace, "0", name="Amir") == (200, {"version": 1})
    assert quietly(grace, "0", name="Rosa") == (409, {})
    with store.reading() as session:
        assert session.scalars(select(Call)).one().details == {"name": "Amir"}


def test_a_place_in_its_own_field_reaches_the_record_and_what_is_passed_on(
    grace: OnTheLine, store: ContactsStore
) -> None:
    grace.write("She keeps falling.\nI want an assessment for her.")
    assert contact_of(store).place_district is None
    assert grace.send("details", do="hand_on", details_version="0", place="DN15", about="someone_else")
    contact = contact_of(store)
    assert (contact.place_district, contact.who_for) == ("DN15", "someone_else")
    with store.reading() as session:
        assert session.scalars(select(Handoff)).one().place_district == "DN15"


def test_a_need_that_was_added_and_taken_back_counts_no_more(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("My mum keeps falling.")
    choice = {"kind": "need_added", "subject": "meals", "reason": "she said so"}
    assert grace.send("decide", **choice).status_code == 303
    assert "meals" in contact_of(store).needs
    grace.send("decide", do="take_back", **choice)
    assert contact_of(store).needs == ["falls_prevention"]


def test_a_need_that_was_taken_out_and_put_back_counts_again(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("My mum keeps falling.")
    choice = {"kind": "need_removed", "subject": "falls_prevention", "reason": "no"}
    grace.send("decide", **choice)
    assert contact_of(store).needs == []
    grace.send("decide", do="take_back", **choice)
    assert contact_of(store).needs == ["falls_prevention"]
