"""What is asked for plainly is always heard: these are the words people use first."""

import pytest

from bot.requests.hear import hear_request


@pytest.mark.parametrize(
    ("text", "request_id"),
    [
        ("I would like an assessment", "request_assessment"),  # the page's own button
        ("i want an assessment for my mum", "request_assessment"),
        ("can we get an assessment please", "request_assessment"),
        ("get me an asessment", "request_assessment"),
        ("can i have a carers assessment", "carers_assessment"),
        ("I want to talk to a person", "talk_to_person"),  # the page's own button
        ("is there a person", "talk_to_person"),
        ("real person please", "talk_to_person"),
        ("are you a robot", None),
        ("are you a person", None),
        ("autism assessment for my daughter", None),
        ("no, it's not enough", None),
    ],
)
def test_it_is_heard(text, request_id):
    assert hear_request(text) == request_id
