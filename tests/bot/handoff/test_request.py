"""A hand-off and its JSON; what comes later is added and nothing is lost."""

from dataclasses import replace

from bot.handoff.request import LONGEST_WORDS, MOST_WORDS, HandoffRequest, merged


def test_json_and_back(rosas: HandoffRequest) -> None:
    assert HandoffRequest.from_json(rosas.as_json()) == rosas


def test_words_stay_within_what_the_web_takes(rosas: HandoffRequest) -> None:
    long = replace(rosas, words=("x" * 9000,) * 80)
    assert [len(words) for words in long.as_json()["words"]] == [LONGEST_WORDS] * MOST_WORDS


def test_contact_details_are_added(rosas: HandoffRequest) -> None:
    later = replace(rosas, contact={"name": "Rosa", "phone": "07700 900123"}, agreed_to_pass_on=True)
    both = merged(rosas, later)
    assert both.contact == {"name": "Rosa", "phone": "07700 900123"}
    assert both.agreed_to_pass_on is True


def test_nothing_known_is_lost(rosas: HandoffRequest) -> None:
    first = replace(
        rosas, contact={"name": "Rosa", "phone": None}, place={"district": "DN15", "label": "DN15"}
    )
    second = replace(
        rosas, words=("ring me",), needs=("loneliness",), contact={"name": None, "phone": "0"}, reason="other"
    )
    both = merged(first, second)
    assert both.words == ("my knees have gone", "not for me", "ring me")
    assert both.needs == ("equipment_aids", "loneliness")
    assert both.contact == {"name": "Rosa", "phone": "0"}
    assert both.place == first.place
    assert both.reason == "not_enough"
