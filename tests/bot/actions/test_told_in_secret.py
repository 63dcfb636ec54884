"""What somebody keeps another from hearing is not taken for hearing loss, in all that was told."""

from bot.actions.desk import clear_needs
from bot.listening.said import Said
from bot.settings import BotSettings
from directory.needs.recogniser import Recogniser

HEARING = "sensory_hearing"


def told(text: str) -> set[str]:
    """The ids of the needs that one message tells of, where screening heard none."""
    recogniser = Recogniser.load(BotSettings.from_env().build_dir)
    message = Said(text, "tell_situation", {}, None, "web", 1.0)
    return {need.id for need in clear_needs(recogniser, [message])}


def test_who_must_not_hear_somebody_cry_is_not_deaf() -> None:
    assert HEARING not in told(
        "it's hard. i cry in the bath so he doesnt hear, and I am worn out with caring"
    )


def test_who_is_deaf_is_heard() -> None:
    assert HEARING in told("he is deaf so he doesn't hear me cry, and I am worn out with caring")
