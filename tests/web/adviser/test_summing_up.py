"""A caller takes away what a chat's person does: their own words, what may help, who does what next."""

from flask.testing import FlaskClient

from tests.pdf_text import Pdf
from tests.web.adviser.forms import CALL, hidden
from tests.web.adviser.test_services import pin
from web.database import ContactsStore
from web.models.contact import Contact

PAGE = f"{CALL}/summary"
NOTES = "Her mum keeps falling on the stairs.\nyes\nRing her on 01632 960777 after five."


def note(browser: FlaskClient) -> None:
    browser.post(f"{CALL}/notes", data={**hidden(browser.get(CALL)), "notes": NOTES})


def test_it_is_made_of_the_notes_and_the_pins(grace: FlaskClient, call: Contact) -> None:
    note(grace)
    pin(grace, "steady")
    page = grace.get(PAGE).text
    assert "Her mum keeps falling on the stairs." in page and "Steady Steps" in page
    assert "01632 960777" not in page, "their own number is theirs already"
    assert "You: get in touch with any of these" in page and "999" in page
    assert f'href="{PAGE}"' in grace.get(CALL).text


def test_the_paper_says_the_same_in_large_print(grace: FlaskClient, call: Contact) -> None:
    note(grace)
    pin(grace, "steady")
    answer = grace.get(f"{PAGE}/paper")
    assert answer.content_type == "application/pdf"
    words = Pdf(answer.data).text
    assert "Her mum keeps falling on the stairs." in words and "Steady Steps" in words
    assert "Your code is" not in words, "a call has no way back into a chat"


def test_nothing_is_posted_to_where_somebody_may_be_in_danger(
    grace: FlaskClient, call: Contact, store: ContactsStore
) -> None:
    note(grace)
    with store.writing() as session:
        session.get_one(Contact, call.id).safeguarding_concern = True
    assert f"{PAGE}/paper" not in grace.get(PAGE).text
    assert grace.get(f"{PAGE}/paper").status_code == 404


def test_a_call_without_a_word_has_a_summary_that_says_so(grace: FlaskClient) -> None:
    assert "Nothing is written down yet." in grace.get(PAGE).text
