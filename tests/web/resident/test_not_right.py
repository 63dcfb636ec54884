"""A service that is not right for Rosa: what is sent, screened and kept, and what the page shows."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service
from tests.web.resident.forms import hidden, send
from web.parts import Parts
from web.resident.not_right import own_words
from web.store import review
from web.words.book import words

NAMED = "Survivors of Abuse"


def shown(rosa: FlaskClient, rasa: LoopbackRasa, **custom: Any) -> None:
    services = [a_service(), a_service(id="named", name=NAMED)]
    rasa.answers = [{"messages": [{"text": "Here are two."}, {"custom": {"services": services, **custom}}]}]
    send(rosa, "my mum keeps falling")


def refuse(rosa: FlaskClient, name: str, text: str, because: str = "", to: str = "/chat") -> Any:
    page = rosa.get("/")
    fields = {**hidden(page), "about": name, "text": text, "because": because, "message_id": "m" * 20}
    return rosa.post(to, data=fields)


def test_each_card_has_its_reasons_as_words_and_a_box_for_others(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    shown(rosa, rasa)
    page = rosa.get("/").text
    assert 'value="Steady Steps is not right for me: it is too far away."' in page
    assert 'name="because_steady-steps" form="composer"' in page
    assert 'name="because_named" form="composer"' in page
    assert page.count('name="about" value="Steady Steps"') == 2


def test_the_times_are_said_or_said_to_be_unknown(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    services = [a_service(opening=["Mondays 10am to 12pm"]), a_service(id="other", name="Other")]
    rasa.answers = [{"messages": [{"custom": {"services": services}}]}]
    send(rosa, "falls")
    page = rosa.get("/").text
    assert "Mondays 10am to 12pm" in page
    assert page.count("Times: ask them") == 1


def test_the_own_words_go_with_the_sentence(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    shown(rosa, rasa)
    refuse(rosa, "Steady Steps", "Steady Steps is not right for me.", because="  mornings are\nhard ")
    assert rasa.heard[-1]["message"] == "Steady Steps is not right for me: mornings are hard"


def test_without_a_script_own_words_leave_the_box_as_it_was(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    shown(rosa, rasa)
    fields = {
        **hidden(rosa.get("/")), "text": "and my knee hurts", "message_id": "m" * 20,
        "refused": "steady-steps", "refused_steady-steps": "Steady Steps is not right for me.",
        "refused_named": f"{NAMED} is not right for me.", "because_named": "",
        "because_steady-steps": "mornings are hard",
    }  # fmt: skip
    page = rosa.post("/chat", data=fields)
    assert rasa.heard[-1]["message"] == "Steady Steps is not right for me: mornings are hard"
    assert ">and my knee hurts</textarea>" in page.text


def test_of_a_service_shown_twice_the_field_that_was_filled_in_counts(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    shown(rosa, rasa)
    fields = {
        **hidden(rosa.get("/")), "text": "", "message_id": "m" * 20, "refused": "steady-steps",
        "refused_steady-steps": "Steady Steps is not right for me.",
        "because_steady-steps": [" ", "it is too loud"],
    }  # fmt: skip
    rosa.post("/chat", data=fields)
    assert rasa.heard[-1]["message"] == "Steady Steps is not right for me: it is too loud"


def test_the_name_of_a_service_raises_no_alert_and_own_words_do(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    shown(rosa, rasa)
    sentence = f"{NAMED} is not right for me: it is too far away."
    refuse(rosa, NAMED, sentence)
    assert rasa.heard[-1]["message"] == sentence
    assert rasa.heard[-1]["metadata"]["heard"]["risk"] is None
    rosa.post(
        "/chat",
        data={
            **hidden(rosa.get("/")), "about": NAMED, "text": f"{NAMED} is not right for me.",
            "because": "I want to kill myself",
        },
    )  # fmt: skip
    assert rasa.heard[-1]["metadata"]["heard"]["risk"]["level"] == "emergency"


@pytest.mark.parametrize("reason", [each["says"] for each in words("cards")["not_right"]["reasons"]])
def test_what_a_button_says_is_nobody_s_own_word(reason: str) -> None:
    assert own_words(f"{NAMED} is not right for me: {reason}.", NAMED) == ""


def test_what_they_write_themselves_is_theirs() -> None:
    assert own_words(f"{NAMED} is not right for me: I want to die", NAMED) == "I want to die"
    assert own_words(f"{NAMED} is not right for me.", NAMED) == ""
    assert own_words(f"{NAMED} is too far", NAMED) == "is too far"


def test_a_name_that_was_never_shown_hides_nothing(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    shown(rosa, rasa)
    refuse(rosa, "I want to kill myself", "I want to kill myself")
    assert rasa.heard[-1]["metadata"]["heard"]["risk"] is not None


def test_a_refused_card_gives_way_to_a_line_and_is_kept_for_review(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    shown(rosa, rasa)
    refused = {"id": "named", "name": NAMED, "reason": "too_far"}
    rasa.answers = [{"messages": [{"text": "Noted.", "custom": {"refused": [refused], "act": "refuse_one"}}]}]
    refuse(rosa, NAMED, f"{NAMED} is not right for me: it is too far away.")
    page = rosa.get("/").text
    assert re.findall(r'<article[^>]* data-service="([^"]+)"', page) == ["steady-steps"]
    assert f"{NAMED}: you said this is not right for you." in page
    parts: Parts = app.extensions["signpost"]
    with parts.store.reading() as session:
        (row,) = review.noticed(session, 10)
    assert row.heard["refused"] == [refused]


def test_the_same_refusal_again_is_answered_alike_and_told_once(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    shown(rosa, rasa)
    told = len(rasa.heard)
    for _ in range(2):
        refuse(rosa, NAMED, f"{NAMED} is not right for me.")
    assert len(rasa.heard) == told + 1


def test_buttons_of_services_stand_below_them_until_the_next_answer(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    shown(rosa, rasa, buttons=[{"title": "Free only", "payload": "Only what is free, please"}])
    page = rosa.get("/").text
    assert page.count("choices--narrow") == 1
    assert 'value="Only what is free, please"' in page.split("choices--narrow")[1]
    rasa.answers = [{"messages": [{"text": "And now?"}]}]
    send(rosa, "hm")
    assert "choices--narrow" not in rosa.get("/").text


def test_can_they_come_to_me_is_about_what_was_shown_and_a_request_elsewhere(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    send(rosa, "can they come to the house?")
    assert rasa.heard[-1]["metadata"]["heard"]["request"] == "request_assessment"
    shown(rosa, rasa)
    send(rosa, "can they come to the house?")
    assert rasa.heard[-1]["metadata"]["heard"]["request"] is None
    shown(rosa, rasa)
    send(rosa, "I want an assessment, can they come to the house?")
    assert rasa.heard[-1]["metadata"]["heard"]["request"] == "request_assessment"
