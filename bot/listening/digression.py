"""Which messages go past the listening form: a rule answers them, and the form has nothing to take in.

The Rasa server asks before it calls the form's check (bot/spared_calls.py): this has to say yes only where
the check would answer nothing (tests/bot/listening/test_digression.py).
"""

from collections.abc import Collection, Mapping
from typing import Any

LISTENING = "listening_form"
GENTLE_QUESTION = "check"  # its answer is weighed whatever it is taken for


def goes_past(intent: str, asked: str | None, ignored: Collection[str], heard: Mapping[str, Any]) -> bool:
    """Is the message no answer to the question that is open, and no danger in it that has to be asked about?

    `asked`: the slot of that question, None where none is open. `ignored`: the intents that the form leaves
    to rules. `heard`: what screening made of the message.
    """
    open_question = asked is not None and asked != GENTLE_QUESTION
    return open_question and intent in ignored and not heard.get("risk")
