"""One hand-off as the bot sends it: Amir writes about his mother, Rosa."""

from typing import Any

FALLS = "my mum keeps falling and I'm worn out"
CONVERSATION = "conversation-of-amir-0001"


def handoff(**more: Any) -> dict[str, Any]:
    """A whole hand-off; `more` replaces or adds fields, and None takes one out."""
    body = {
        "idempotency_key": "key-of-amirs-handoff-1",
        "reference": None,
        "conversation_id": CONVERSATION,
        "kind": "support",
        "reason": "not_enough",
        "request": None,
        "words": [FALLS, "she is 84"],
        "about": "someone_else",
        "about_whom": "mum",
        "needs": ["falls", "carer_break"],
        "offered": [{"id": "svc-1", "name": "Steady Steps"}],
        "why_not_enough": None,
        "what_matters": None,
        "place": {"district": "DN15", "label": "Eastmere"},
        "risk": None,
        "contact": None,
        "agreed_to_pass_on": None,
        "channel": "web",
    }
    return {**body, **more}
