"""What somebody takes away from a conversation, and the code that brings it back."""

import re
from datetime import timedelta

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from bot.actions.narrowing import WORDS_FILE as NARROWING
from bot.handoff.reference import ALPHABET
from tests.pdf_text import Pdf
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.forms import SAID, hidden, send
from web.clock import now
from web.database import ContactsStore
from web.models.contact import Contact
from web.models.return_code import ReturnCode
from web.resident.page import Entry
from web.resident.return_code import HALF, new_code, normalise
from web.resident.summary import next_steps, summary_of, worth_keeping
from web.security.access import ACCESS
from web.settings import WebSettings
from web.store import return_codes
from web.store.retention import purge
from web.words.book import words

CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}(?=</strong>)")


@pytest.fixture
def store(app: Flask) -> ContactsStore:
    opened: ContactsStore = app.extensions["signpost"].store
    return opened


def code_of(browser: FlaskClient) -> str:
    page = browser.post("/summary/code", data=hidden(browser.get("/summary")))
    found = CODE.search(page.text)
    assert found, page.text
    return found[0]


def come_back(app: Flask, code: str) -> FlaskClient:
    browser = app.test_client()
    browser.post("/come-back", data={**hidden(browser.get("/come-back")), "code": code})
    return browser


def test_it_says_their_own_words_what_was_found_and_who_does_what(after: FlaskClient) -> None:
    page = after.get("/summary").text
    assert SAID in page and "Steady Steps" in page and 'href="tel:01632960123"' in page
    assert "You: get in touch" in page and "The council: nothing" in page
    assert 'href="/summary"' in after.get("/").text


def test_with_nothing_said_it_says_so_and_gives_no_code(rosa: FlaskClient) -> None:
    page = rosa.get("/summary")
    assert "nothing to show yet" in page.text
    assert CODE.search(rosa.post("/summary/code", data=hidden(rosa.get("/come-back"))).text) is None


def test_a_handoff_is_named_with_its_reference(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.stop()  # then the web hands on by itself
    send(rosa, "I want to talk to a person")
    page = rosa.get("/summary").text
    assert re.search(
        r'The council: your reference is <span class="nowrap">SP-[0-9A-Z]{4}-[0-9A-Z]{4}</span>', page
    )


def test_bare_answers_and_ones_own_number_are_not_what_was_told() -> None:
    told = [
        "my mum is lonely",
        "Yes please.",
        "skip this",
        "07700 900001",
        "ring me on 07700 900001 after six",
        "no",
    ]
    assert worth_keeping(told) == ["my mum is lonely", "ring me on after six"]


def test_a_pressed_wish_for_other_places_is_not_ones_own_words() -> None:
    buttons = yaml.safe_load(NARROWING.read_text(encoding="utf-8"))
    pressed = [side["payload"] for one in buttons["buttons"].values() for side in one.values()]
    assert worth_keeping([*pressed, buttons["comes_to_them"]["payload"], "I can't drive"]) == [
        "I can't drive"
    ]


def test_every_reference_is_there_each_once_and_the_last_one_is_promised() -> None:
    answers = [
        Entry("signpost", handoff={"reference": one})
        for one in ("SP-AAAA-AAAA", "SP-BBBB-BBBB", "SP-AAAA-AAAA")
    ]
    found = summary_of([Entry("resident", "mum fell"), *answers])
    assert found.references == ("SP-AAAA-AAAA", "SP-BBBB-BBBB")
    steps = next_steps(
        found, words("summary")["next"], None, {"emergency": "999", "council_name": "Brigholm"}
    )
    assert "your references are SP-AAAA-AAAA, SP-BBBB-BBBB" in " ".join(steps)


def test_the_code_opens_the_conversation_elsewhere_also_after_it_was_left(
    app: Flask, after: FlaskClient
) -> None:
    code = code_of(after)
    after.get("/exit")
    assert SAID not in after.get("/").text
    slip_free = code.lower().replace("-", " ")
    elsewhere = come_back(app, slip_free)
    assert SAID in elsewhere.get("/").text
    send(elsewhere, "she fell again")
    assert "she fell again" in elsewhere.get("/summary").text


def test_it_opens_a_conversation_that_went_quiet(
    app: Flask, after: FlaskClient, store: ContactsStore
) -> None:
    code = code_of(after)
    with store.writing() as session:
        session.execute(update(Contact).values(last_at=now() - timedelta(days=2)))
    assert SAID not in after.get("/").text
    assert SAID in come_back(app, code).get("/").text


@pytest.mark.parametrize("wrong", ["", "hello", "00000-00000", "4F7KQ-2M8T", "4F7KQ2M8TXX", "é" * 10])
def test_a_wrong_code_opens_nothing_and_stays_in_the_box(app: Flask, after: FlaskClient, wrong: str) -> None:
    code_of(after)
    browser = app.test_client()
    page = browser.post("/come-back", data={**hidden(browser.get("/come-back")), "code": wrong})
    assert page.status_code == 422 and "That code opens nothing" in page.text
    assert f'value="{wrong}"' in page.text
    assert SAID not in browser.get("/").text


def test_after_seven_days_it_opens_nothing_and_is_deleted(
    app: Flask, after: FlaskClient, store: ContactsStore, settings: WebSettings
) -> None:
    code = code_of(after)
    with store.writing() as session:
        session.execute(update(ReturnCode).values(ends_at=now() - timedelta(seconds=1)))
    assert SAID not in come_back(app, code).get("/").text
    with store.writing() as session:
        purge(session, now(), settings.keeping)
        assert session.scalars(select(ReturnCode)).all() == []


def test_the_store_holds_neither_the_code_nor_what_it_opens(after: FlaskClient, store: ContactsStore) -> None:
    code = code_of(after)
    with after.session_transaction() as kept:
        conversation_id = kept["conversation"]
    with store.engine.connect() as connection:
        [row] = connection.exec_driver_sql("SELECT * FROM return_code").mappings().all()
    shown = " ".join(map(str, row.values()))
    assert code not in shown and code.replace("-", "") not in shown and conversation_id not in shown


def test_only_the_newest_few_codes_of_a_conversation_are_good(
    after: FlaskClient, store: ContactsStore
) -> None:
    for _ in range(return_codes.MOST + 2):
        code_of(after)
    with store.reading() as session:
        assert len(session.scalars(select(ReturnCode)).all()) == return_codes.MOST


def test_trying_codes_out_counts_as_sign_ins_do() -> None:
    assert ACCESS["resident.send_code"].bucket == ACCESS["adviser.by_code"].bucket == "sign_in"


def test_setting_large_print_takes_the_places_of_a_turn() -> None:
    # Two hundred long messages took five seconds: three at a time from a line, not eight.
    assert ACCESS["resident.summary_paper"].bucket == "chat"


def test_large_print_is_a_pdf_with_a_code_of_its_own(after: FlaskClient) -> None:
    answer = after.post("/summary/large-print", data=hidden(after.get("/summary")))
    assert answer.data.startswith(b"%PDF") and answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_code_survives_how_people_read_it_out_and_shows_most_slips() -> None:
    code = new_code()
    assert normalise(code.lower().replace("0", "o").replace("1", "l")) == code
    plain = code.replace("-", "")
    slips = [
        plain[:place] + other + plain[place + 1 :]
        for place in range(len(plain))
        for other in ALPHABET
        if other != plain[place]
    ]
    assert [slip for slip in slips if normalise(slip)] == []
    assert len(code) == 2 * HALF + 1 and len({new_code() for _ in range(200)}) == 200


def test_a_file_stays_where_it_was_saved_and_that_is_said(after: FlaskClient) -> None:
    assert "is saved on this device" in after.get("/summary").text
    assert "does not delete a file that you saved" in after.get("/safety").text


def test_paper_does_not_say_print_this_page(after: FlaskClient) -> None:
    answer = after.post("/summary/large-print", data=hidden(after.get("/summary")))
    paper = " ".join(Pdf(answer.data).pages)
    assert "It works until" in paper and "print this page" not in paper
