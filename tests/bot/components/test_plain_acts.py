"""What a whole message plainly says, and what one word inside a message does not."""

import pytest

from bot.components.heard_first import intent_heard
from bot.components.plain_acts import plain_acts

SCREENED = {"risk": None, "request": None, "needs": [], "out_of_scope": False, "language": "en"}


def test_what_points_at_a_place_that_was_shown() -> None:
    assert plain_acts().points("tell me about the second one") and plain_acts().points("when is it open")
    assert not plain_acts().points("is there something about lunch clubs")
    assert plain_acts().points("is there something about lunch clubs in the second one")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("go back", "go_back"),
        ("Back please", "go_back"),
        ("can I go back", "go_back"),
        ("previous question", "go_back"),
        ("what?", "ask_repeat"),
        ("person", "request_talk_to_person"),
        ("is there a person", "request_talk_to_person"),
        ("can I text someone instead", "request_talk_to_person"),
        ("no thanks that's all", "thanks_bye"),
        ("you're useless", "rude"),
        ("Dziękuję!", "thanks_bye"),
        ("شكراً", "thanks_bye"),
        ("no im alright", "deny"),
        ("tuesdays", "contact_preference"),
        ("Monday or Friday mornings", "contact_preference"),
        ("tuesdays are the worst", None),
        ("which one was that?", "ask_about_one"),
        ("can you email me this please", "ask_keep"),
        ("email me tomorrow", None),
        ("my back is bad", None),
        ("she never rings back", None),
        ("he is out but back soon", None),
        ("yes but only when he is out", None),
    ],
)
def test_the_whole_message_counts(text: str, act: str | None) -> None:
    assert plain_acts().of(text) == act


@pytest.mark.parametrize(
    ("text", "learned", "share", "intent"),
    [
        ("my back is bad", "go_back", 0.9, "unclear"),
        ("no she fell again and he has stopped coming round to see us", "deny", 0.99, "tell_situation"),
        ("no she would not like that", "deny", 0.6, "deny"),
        ("how much does it cost to have someone come in of a morning", "ask_cost", 0.6, "ask_cost"),
        ("i want a frend", "out_of_scope", 0.5, "unclear"),
    ],
)
def test_what_is_learned_gives_way_to_the_words(text: str, learned: str, share: float, intent: str) -> None:
    assert intent_heard(SCREENED, learned, share, text) == intent


def test_another_language_is_noticed_unless_it_plainly_answers() -> None:
    heard = {**SCREENED, "language": "pl"}
    assert intent_heard(heard, "unclear", 0.2, "moja mama jest chora") == "other_language"
    assert intent_heard(heard, "unclear", 0.2, "tak") == "affirm"


def test_a_need_that_is_faintly_heard_is_not_turned_away() -> None:
    heard = {**SCREENED, "needs": [{"id": "befriending", "score": 0.2}]}
    assert intent_heard(heard, "out_of_scope", 0.9, "I need company") == "tell_situation"
