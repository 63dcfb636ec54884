"""What somebody says to get other services counts when these are looked for."""

from bot.actions.find_services import wishes
from bot.listening.said import Said, story_texts
from directory.matching.asked import asked_in


def said(text: str, intent: str) -> Said:
    return Said(text, intent, {}, "enough", "web", 1.0)


def test_a_wish_said_with_no_counts_and_is_no_story() -> None:
    messages = [
        said("my dad is bored stiff", "tell_situation"),
        said("anything in the evening that is free?", "show_more"),
        said("yes", "affirm"),
    ]
    assert wishes(messages) == ["anything in the evening that is free?"]
    asked = asked_in(". ".join(story_texts(messages) + wishes(messages)))
    assert (asked.evening, asked.cheap) == (True, True)
