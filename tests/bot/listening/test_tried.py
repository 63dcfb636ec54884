"""What somebody has tried already is heard, and only that."""

from collections.abc import Sequence

import pytest

from bot.listening.tried import MOST_OF_A_NAME, tried_in

SERVICES = {"steady on": "steady", "crossways lunch club": "lunch", "men's shed": "shed"}


def named(sentence: str) -> Sequence[str]:
    return [id_ for name, id_ in SERVICES.items() if name in sentence]


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("We've tried Steady On and mum hated it", ["steady"]),
        (
            "he already goes to the Crossways Lunch Club on Fridays but the rest of the week is long",
            ["lunch"],
        ),
        ("I\u2019ve been to the Men\u2019s Shed. It was too far", ["shed"]),
        ("Steady On was no good. Crossways Lunch Club turned her away", ["steady", "lunch"]),
        ("dads been going to the men's shed for years", ["shed"]),
        ("Crossways Lunch Club isn't for me", ["lunch"]),
        ("someone told me about Steady On, do you know it", []),
        ("I've never tried Steady On", []),
        ("should we try the men's shed? nothing else was any use. ", []),
        ("I tried to ring Steady On but nobody answered", []),
        ("we have tried everything", []),
    ],
)
def test_what_was_tried(text: str, tried: list[str]) -> None:
    assert list(tried_in([text], named)) == tried


def test_having_tried_one_of_an_organisations_many_is_not_having_tried_all() -> None:
    assert tried_in(["we've tried them"], lambda _: ["one"] * (MOST_OF_A_NAME + 1)) == ()
