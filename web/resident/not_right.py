"""A service that is not right for somebody: the words a form sends, and which of them are to be screened."""

from dataclasses import replace

from web.parts import Parts
from web.resident.answer import Answer
from web.resident.page import entries
from web.resident.said import Said
from web.words.book import words

MOST_CHARACTERS = 500


def with_reason(text: str, because: str) -> str:
    """The sentence with the reason in somebody's own words, if they gave one."""
    why = " ".join(because.split())[:MOST_CHARACTERS]
    return f"{text.rstrip(' .:')}: {why}" if why else text


def without_name(parts: Parts, said: Said, name: str) -> Said:
    """The same message, screened without what the form says, where it names a service that was shown here.

    A service may be called after what it helps with ("Survivors of Abuse"), and a reason may sound of despair
    ("I have tried it"): neither is told by whoever presses a button, and neither must raise an alert. What
    they say of their own is screened like anything else.
    """
    if not name or not said.text.startswith(name) or name not in _names_shown(parts, said):
        return said
    return replace(said, screened=own_words(said.text, name))


def named_by(parts: Parts, said: Said) -> str:
    """The service that a button below it speaks of, by its name; "" where no service shown here was meant."""
    tells = str(words("cards")["not_right"]["tells"])
    meant = (name for name in _names_shown(parts, said) if said.text.startswith(tells.format(name=name)))
    return max(meant, key=len, default="")


def own_words(text: str, name: str) -> str:
    """What somebody says of their own in refusing the service called `name`; nothing where a button spoke."""
    form = words("cards")["not_right"]
    own = text.removeprefix(form["tells"].format(name=name)).removeprefix(name).strip(" .:")
    return "" if own in {reason["says"] for reason in form["reasons"]} else own


def _names_shown(parts: Parts, said: Said) -> set[str]:
    replies = (reply for entry in entries(parts, said.conversation_id) for reply in entry.replies)
    return {str(service["name"]) for reply in replies for service in reply.services}


def services_shown_last(answer: Answer | None) -> bool:
    """Did the answer before show services?"""
    return answer is not None and any(reply.services for reply in answer.replies)
