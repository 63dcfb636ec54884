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
        (["yes", "yes"], [("yes", True), ("yes", True)], ["yes", "yes"]),
    ],
)
def test_each_in_its_place(incoming: list[str], said: list[tuple[str, bool]], whole: list[str]) -> None:
    assert with_unheard(incoming, said) == whole
