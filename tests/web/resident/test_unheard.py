"""What somebody typed while the dialogue was down reaches the worker with the later hand-off."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.handoff_json import handoff
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.test_turn import handoffs, say
from web.handoffs.merge import with_unheard
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn


def test_words_typed_while_it_was_down_are_handed_on_in_their_place(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    conversation = say(rosa, "my mum keeps falling")["conversation_id"]
    rasa.status = 500
    say(rosa, "she has stopped eating as well", conversation_id=conversation)
    say(rosa, "hello?", conversation_id=conversation)
    rasa.status = 200
    say(rosa, "I want to talk to a person", conversation_id=conversation)
    heard = ["my mum keeps falling", "I want to talk to a person"]
    body = handoff(conversation_id=rasa.heard[0]["sender"], words=heard)
    for _ in range(2):
        take_in(app.extensions["signpost"], HandoffIn.model_validate(body, strict=False))
    (made,) = handoffs(app)
    assert [each.words for each in made.words] == [heard[0], "she has stopped eating as well", heard[1]]


@pytest.mark.parametrize(
    ("incoming", "said", "whole"),
    [
        (["a"], [], ["a"]),
        (["a"], [("left out on purpose", True), ("a", True)], ["a"]),
        (["a"], [("yes please", False), ("a", True)], ["a"]),
        (["a", "b"], [("b", True), ("one two three", False)], ["a", "b", "one two three"]),
        (["x", "b"], [("one two three", False), ("b", True)], ["one two three", "x", "b"]),
        (
            ["x", "one two three\nb"],
            [("x", True), ("one two three", False), ("b", True)],
            ["x", "one two three\nb"],
        ),
        (["yes", "yes"], [("yes", True), ("yes", True)], ["yes", "yes"]),
    ],
)
def test_each_in_its_place(incoming: list[str], said: list[tuple[str, bool]], whole: list[str]) -> None:
    assert with_unheard(incoming, said) == whole


def test_what_was_told_meanwhile_need_not_be_told_again(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.status = 500
    conversation = say(rosa, "my mum keeps falling")["conversation_id"]
    say(rosa, "hello?", conversation_id=conversation)
    say(rosa, "she had three falls on the stairs", conversation_id=conversation)
    rasa.status = 200
    say(rosa, "are you there now", conversation_id=conversation)
    say(rosa, "yes", conversation_id=conversation)
    caught_up, after = rasa.heard[-2:]
    assert caught_up["message"].split("\n") == [
        "my mum keeps falling",
        "she had three falls on the stairs",
        "are you there now",
    ]
    assert [need["id"] for need in caught_up["metadata"]["heard"]["needs"]] == ["falls", "loneliness"]
    assert after["message"] == "yes"


def test_a_request_that_was_passed_on_meanwhile_is_not_made_twice(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    rasa.status = 500
    conversation = say(rosa, "my mum keeps falling and I want an assessment for her")["conversation_id"]
    rasa.status = 200
    say(rosa, "thank you", conversation_id=conversation)
    assert rasa.heard[-1]["message"] == "thank you"
    assert rasa.heard[-1]["metadata"]["heard"]["request"] is None
