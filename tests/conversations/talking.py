"""What the tests of whole conversations share: how a turn is judged, whatever was said."""

import re
from collections import Counter
from dataclasses import dataclass, field

from tests.conversations.running_bot import Reply, RunningBot, new_sender

# Said at the same moment, these hold two question marks in one question.
EXPLAINS_ITSELF = {"utter_ask_contact_safe"}
SAID_AGAIN_ON_PURPOSE = {"utter_ask_wants_person"}  # after an alert the offer stays, in four wordings
NEVER = re.compile(
    r"\b(?:not )?(?:eligible|ineligible|qualify|criteria|threshold)\b|\bno need for\b", re.IGNORECASE
)
WAY_TO_A_PERSON = "I want to talk to a person"


@dataclass
class Talk:
    """One conversation with the real bot, and everything that was said in it."""

    bot: RunningBot
    sender: str = field(default_factory=new_sender)
    said: list[str] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def say(self, *texts: str) -> Reply:
        """Say these one after the other; the reply to the last."""
        for text in texts:
            self.said.append(text)
            self.replies.append(self.bot.say(self.sender, text))
        return self.replies[-1]

    @property
    def names(self) -> list[str]:
        """The names of everything that was said back, in order."""
        return [name for reply in self.replies for name in reply.names]

    def slots(self) -> dict[str, object]:
        """What the dialogue remembers now."""
        events = self.bot.events(self.sender, "slot")
        return {event["name"]: event["value"] for event in events}


def judge(talk: Talk) -> None:
    """Nothing that was said breaks the rules of every turn."""
    reply, said = talk.replies[-1], talk.said
    text = "\n".join(reply.texts)
    assert reply.texts and all(one.strip() for one in reply.texts), ("a dead end", said)
    assert max(Counter(reply.texts).values()) == 1, ("said twice in one turn", said, reply.texts)
    assert "utter_something_failed" not in reply.names, said
    assert "utter_tell_me_more" not in reply.names, ("no rule knew what comes next", said)
    assert "{" not in text, ("a word was not filled in", said, text)
    assert not NEVER.search(text), (said, text)
    asked = [name for name in reply.names if name.startswith("utter_ask_") and is_question(reply, name)]
    assert len(asked) <= 1, ("two questions at once", said, reply.names)


def is_question(reply: Reply, name: str) -> bool:
    """Did a response ask something, rather than answer a question?"""
    text = reply.texts[reply.names.index(name)] if len(reply.texts) == len(reply.names) else "?"
    return "?" in text or bool(name == "utter_ask_wants_person")
