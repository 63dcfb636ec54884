"""Practising a call: line by line on the call's own screen, told what was missed; nothing of it counts."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.web.adviser.conftest import CallDirectory
from tests.web.resident.forms import hidden
from web.adviser.practice.reading import demo_calls
from web.database import ContactsStore
from web.models.tables import METADATA

ALL = "/staff/practice"
SON = f"{ALL}/worn_out_son"
NEPHEW = f"{ALL}/nephew_and_the_money"
LINES = demo_calls()["nephew_and_the_money"].lines


@pytest.fixture
def learner(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """Grace, with no call."""
    return signed_in("grace")


def send(browser: FlaskClient, do: str, address: str = NEPHEW, **typed: str) -> TestResponse:
    page = browser.get(address)
    return browser.post(address, data={**hidden(page), "do": do, **typed})


def counts(store: ContactsStore) -> dict[str, int]:
    with store.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
        }


def test_every_call_is_on_the_list(learner: FlaskClient) -> None:
    page = learner.get(ALL).text
    for name, call in demo_calls().items():
        assert f'href="{ALL}/{name}"' in page and call.title in page.replace("&#39;", "'")
    assert "Nothing of it counts" in page


def test_the_caller_says_one_line_after_the_other(learner: FlaskClient) -> None:
    page = learner.get(NEPHEW).text.replace("&#39;", "'")
    assert LINES[0].caller in page and LINES[1].caller not in page
    assert "Line 1 of 5" in page and "What would you do now?" not in page
    then = send(learner, "next", notes="she is eighty-four").text.replace("&#39;", "'")
    assert LINES[0].caller in then and LINES[1].caller in then and LINES[2].caller not in then
    assert "she is eighty-four" in then, "the notes come along"


def test_looking_again_stays_on_the_line(learner: FlaskClient) -> None:
    assert "Line 3 of 5" in send(learner, "look", step="3").text


@pytest.mark.parametrize("step", ["99", "-1", "x", "٣", "1e9"])
def test_no_step_leads_outside(learner: FlaskClient, step: str) -> None:
    answer = send(learner, "next", step=step)
    assert answer.status_code == 200
    assert "Line 5 of 5" in answer.text or "Line 2 of 5" in answer.text


def test_a_danger_written_down_shows_at_once(learner: FlaskClient) -> None:
    form = hidden(learner.get(NEPHEW))
    answer = learner.post(f"{NEPHEW}/live", data={**form, "notes": LINES[1].caller})
    got = answer.get_json()
    assert got["alerts"] and "domestic_abuse" in got["alerts"][0]["key"] and "safety" in got["covered"]
    assert "risk--alert" in got["live"] and got["version"] == "0"


def test_who_heard_it_all_is_told_so(learner: FlaskClient) -> None:
    notes = "\n".join(line.caller for line in LINES)
    page = send(learner, "finish", step="5", notes=notes, would="safeguarding").text
    assert "That is what is right here" in page
    assert "Everything that this call has in it is in your notes" in page
    assert "not in your notes" not in page


def test_who_missed_the_danger_is_told_where_it_was(learner: FlaskClient) -> None:
    page = send(learner, "finish", step="5", notes="lady next door", would="give_list").text
    assert "Better here: Pass it to the safeguarding team at once" in page
    assert "not in your notes" in page and "He takes her money" in page
    assert "A danger that is not in the notes is not passed on" in page
    assert "lady next door" in page


def test_a_prompt_that_was_ticked_counts_as_covered(learner: FlaskClient) -> None:
    without = send(learner, "finish", SON, step="7", would="give_list").text
    ticked = send(learner, "finish", SON, step="7", would="give_list", ticked="carer").text
    assert "Prompts covered: 0 of 9" in without and "Prompts covered: 1 of 9" in ticked


def test_something_must_be_chosen(learner: FlaskClient) -> None:
    for would in ("", "hang up"):
        answer = send(learner, "finish", step="5", notes="my words", would=would)
        assert answer.status_code == 422 and "Choose what you would do now" in answer.text
        assert "my words" in answer.text


def test_notes_that_are_too_long_come_back(learner: FlaskClient) -> None:
    answer = send(learner, "next", notes="x" * 20_001)
    assert answer.status_code == 422 and "x" * 20_001 in answer.text and "too long" in answer.text
    form = hidden(learner.get(NEPHEW))
    live = learner.post(f"{NEPHEW}/live", data={**form, "notes": "x" * 20_001})
    assert (live.status_code, live.get_json()["code"]) == (422, "too_long")


def test_nothing_of_it_counts(learner: FlaskClient, store: ContactsStore, directory: CallDirectory) -> None:
    before = counts(store)
    learner.get(ALL)
    for name, call in demo_calls().items():
        notes = "\n".join(line.caller for line in call.lines)
        address = f"{ALL}/{name}"
        form = hidden(learner.get(address))
        send(learner, "next", address, notes=notes)
        learner.post(f"{address}/live", data={**form, "notes": notes, "settled": "yes"})
        told = send(learner, "finish", address, notes=notes, step="99", would=call.next.value)
        assert told.status_code == 200 and "How it went" in told.text
    assert counts(store) == before, (
        "no contact, no message, no number, no delivery, nothing in the audit trail"
    )
    assert directory.unmet == []


def test_a_call_that_is_not_there(learner: FlaskClient) -> None:
    assert learner.get(f"{ALL}/nothing").status_code == 404


@pytest.mark.parametrize("name", ["tom", "nadia", "ed"])
def test_it_is_for_advisers(signed_in: Callable[[str], FlaskClient], name: str) -> None:
    assert signed_in(name).get(ALL).status_code == 403
