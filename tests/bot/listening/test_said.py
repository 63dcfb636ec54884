"""What was said, read from Rasa's events."""

from typing import Any

from bot.listening.clauses import clauses
from bot.listening.said import needs_heard, said, story_texts, words_to_pass_on, worst_of


def message(text: str, intent: str, at: float = 1.0, **heard: Any) -> dict[str, Any]:
    return {
        "event": "user",
        "text": text,
        "parse_data": {"intent": {"name": intent}},
        "metadata": {"heard": heard, "channel": "web"},
        "timestamp": at,
    }


def asking(slot: str | None) -> dict[str, Any]:
    return {"event": "slot", "name": "requested_slot", "value": slot}


def need(need_id: str, score: float) -> dict[str, Any]:
    return {"id": need_id, "score": score}


EVENTS = [
    message("hello", "greet", 1.0),
    message("mum keeps falling", "tell_situation", 2.0, needs=[need("falls_prevention", 0.6)]),
    asking("matters"),
    message("that she is safe", "strengths", 3.0, needs=[need("domestic_abuse_need", 0.4)]),
    asking("place"),
    message("DN15 6NL", "give_place", 4.0, needs=[need("end_of_life", 0.9)]),
    asking("enough"),
    message("no", "deny", 5.0),
    asking("contact_details"),
    message("07700 900123", "give_contact", 6.0),
]


def test_each_message_knows_the_question_it_answered() -> None:
    assert [one.asked for one in said(EVENTS)] == [
        None,
        None,
        "matters",
        "place",
        "enough",
        "contact_details",
    ]


def test_the_search_gets_the_story_alone() -> None:
    assert story_texts(said(EVENTS)) == ["mum keeps falling", "that she is safe"]


def test_a_person_gets_the_words_without_contact_details() -> None:
    assert words_to_pass_on(said(EVENTS)) == ["mum keeps falling", "that she is safe", "DN15 6NL"]


def test_words_are_never_empty() -> None:
    assert words_to_pass_on(said([message("yes", "affirm")])) == ["yes"]
    assert words_to_pass_on([]) == ["-"]


def test_what_matters_and_where_are_no_needs() -> None:
    assert needs_heard(said(EVENTS)) == [("falls_prevention", 0.6)]


def test_what_went_before_a_new_start_is_not_looked_at() -> None:
    assert [one.text for one in said(EVENTS, since=4.0)] == ["no", "07700 900123"]


def test_the_worst_risk_stays() -> None:
    urgent, check = (
        {"category": "a", "level": "urgent", "rule": "r"},
        {"category": "b", "level": "check", "rule": "r"},
    )
    assert worst_of([check, urgent, check]) == urgent
    assert worst_of([]) is None


def test_clauses_only_where_there_are_several() -> None:
    assert clauses("mum keeps falling and I'm worn out") == ["mum keeps falling", "I'm worn out"]
    assert clauses("mum keeps falling") == []
