"""The chat page without JavaScript, the pieces the script asks for, and leaving."""

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service
from tests.web.resident.forms import SAID, hidden, send
from web.resident.safety import numbers


def test_it_welcomes_before_anything_is_said(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.stop()
    page = rosa.get("/")
    assert page.status_code == 200
    for expected in (
        "computer program",
        "This is a demonstration",
        "Exit this page",
        "999",
        "Talk to a person",
    ):
        assert expected in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_plain_form_post_is_answered_on_the_page(rosa: FlaskClient) -> None:
    answer = send(rosa, "how can I stop <b>falls</b>")
    assert (answer.status_code, answer.location) == (303, "/#latest")
    page = rosa.get("/").text
    assert "how can I stop &lt;b&gt;falls&lt;/b&gt;" in page
    assert "Is this about you?" in page
    assert 'name="chosen" value="It&#39;s about me">Me</button>' in page


def test_sending_the_same_form_twice_says_it_once(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    page = rosa.get("/")
    send(rosa, "how can I stop falls", page)
    send(rosa, "how can I stop falls", page)
    assert len(rasa.heard) == 1
    assert rosa.get("/").text.count("how can I stop falls") == 1


def test_only_the_latest_answer_has_buttons(rosa: FlaskClient) -> None:
    send(rosa, "one")
    send(rosa, "two")
    assert rosa.get("/").text.count(">Me</button>") == 1


def test_services_are_cards_with_every_fact(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    unknown = a_service(
        id="x", name="Other", cost=None, phone=None, url="javascript:alert(1)", assured_date=None
    )
    rasa.answers = [{"messages": [{"custom": {"services": [a_service(), unknown]}}]}]
    send(rosa, "falls")
    page = rosa.get("/").text
    for expected in (
        "Steady Steps", "Helps with falls.", 'href="tel:01632960123"',
        'href="https://steady.example.org/"', 'href="/services/steady-steps"', "Checked ",
        "Cost: ask them", "when this was last checked",
    ):  # fmt: skip
        assert expected in page
    assert "javascript:" not in page


def test_an_empty_message_is_pointed_out(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    answer = send(rosa, "  ")
    assert answer.status_code == 422
    assert "Type your message first." in answer.text
    assert rasa.heard == []


def test_too_long_a_message_comes_back_in_the_box(rosa: FlaskClient) -> None:
    answer = send(rosa, "a" * 4001)
    assert answer.status_code == 422
    assert "a" * 4001 in answer.text


def test_a_form_without_proof_sends_nothing_and_loses_nothing(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rosa.get("/")
    answer = rosa.post("/chat", data={"text": "my own words"})
    assert answer.status_code == 422
    assert "my own words" in answer.text
    assert rasa.heard == []


def test_the_script_gets_the_turn_as_a_piece_of_the_page(rosa: FlaskClient) -> None:
    answer = send(rosa, "how can I stop falls", to="/chat/turn")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert answer.text.count("<li class=") == 2 and answer.text.endswith('{"done": true}\n')
    assert "how can I stop falls" in answer.text


def test_the_script_gets_a_refusal_with_fresh_proof(rosa: FlaskClient) -> None:
    rosa.get("/")
    answer = rosa.post("/chat/turn", data={"text": "words"})
    assert answer.status_code == 422
    assert "data-csrf=" in answer.text


def test_leaving_takes_the_conversation_off_the_browser(rosa: FlaskClient) -> None:
    send(rosa, "a secret")
    away = rosa.get("/exit")
    assert (away.status_code, away.location) == (302, "https://www.bbc.co.uk/weather")
    assert "a secret" not in rosa.get("/").text


def test_starting_again_is_a_new_conversation(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "a secret")
    rosa.post("/chat/start-again", data=hidden(rosa.get("/")))
    send(rosa, "something new")
    assert "a secret" not in rosa.get("/").text
    assert len({each["sender"] for each in rasa.heard}) == 2


def test_one_browser_never_sees_anothers_words(app: Flask, rosa: FlaskClient) -> None:
    send(rosa, "a secret")
    assert "a secret" not in app.test_client().get("/").text


def test_the_numbers_come_from_the_one_file(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    page = rosa.get("/safety").text
    for name in ("emergency", "domestic_abuse", "samaritans"):
        number = numbers()[name]
        assert f'href="tel:{number.tel}">{number.display}</a>' in page
    rasa.stop()
    send(rosa, "how can I stop falls")
    assert f'Samaritans are on <a href="tel:{numbers()["samaritans"].tel}"' in rosa.get("/").text


def test_every_short_page_opens(rosa: FlaskClient) -> None:
    for address, expected in (
        ("/privacy", "90 days"),
        ("/accessibility", "2.2"),
        ("/safety", "for 60 minutes"),
    ):
        page = rosa.get(address)
        assert page.status_code == 200
        assert expected in page.text


def test_what_to_know_comes_before_the_first_message_and_once(app: Flask) -> None:
    browser = app.test_client()
    first = browser.get("/")
    assert "<h1>Before you start</h1>" in first.text and "Shift key three times" in first.text.replace(
        "\n", " "
    )
    assert f"tel:{numbers()['emergency'].tel}" in first.text
    assert browser.get("/start").location == "/"
    assert "<textarea" in browser.get("/").text
    browser.get("/exit")
    assert "<h1>Before you start</h1>" in browser.get("/").text, "whoever comes next has not read it"


def test_an_answer_is_never_hidden_behind_what_to_know(app: Flask) -> None:
    browser = app.test_client()
    fields = hidden(browser.get("/leave-details"))  # came another way, and never saw the page before the chat
    browser.post("/chat", data={**fields, "text": "how can I stop falls"})
    assert "how can I stop falls" in browser.get("/").text


def beside_the_box(page: str) -> list[str]:
    """The words of every button that a browser without scripts sends together with the box."""
    sends = 'type="submit" form="composer" formaction="/chat#latest" name="chosen" value='
    return [unescape(each) for each in re.findall(sends + '"([^"]+)"', page)]


def test_a_button_beside_the_box_sends_its_own_words_and_leaves_the_box_as_it_is(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    send(rosa, SAID)
    page = rosa.get("/")
    wanted = {"It's about me", "I want to talk to a person", "I would like an assessment"}
    assert wanted <= set(beside_the_box(page.text))
    form = {**hidden(page), "text": "and she <b>won't</b> eat", "chosen": "It's about me"}
    for answer in [rosa.post("/chat", data=form) for _ in range(2)]:
        assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
        assert ">and she &lt;b&gt;won&#39;t&lt;/b&gt; eat</textarea>" in answer.text
        assert hidden(answer)["message_id"] != form["message_id"], "what is written next is another message"
    said = rosa.get("/").text
    assert said.count("It&#39;s about me</p>") == 1, "sent twice, it counts once"
    assert "t</b> eat" not in said and "eat</textarea>" not in said, "what was not sent is kept nowhere"
    assert "eat" not in str(rasa.heard)


def test_with_an_empty_box_it_leads_back_as_ever(rosa: FlaskClient) -> None:
    page = rosa.get("/start", follow_redirects=True)
    answer = rosa.post("/chat", data={**hidden(page), "text": " ", "chosen": "I want to talk to a person"})
    assert (answer.status_code, answer.location) == (303, "/#latest")


def test_a_button_on_a_page_that_was_open_too_long_loses_nothing(rosa: FlaskClient) -> None:
    answer = rosa.post("/chat", data={"csrf_token": "old", "text": "not sent yet", "chosen": "It's about me"})
    assert answer.status_code == 422 and ">not sent yet</textarea>" in answer.text
