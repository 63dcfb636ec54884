"""Which intent the dialogue gets when our own screening has heard something in the message.

Pure: the screening's findings and the learned act go in, one intent comes out. The order is the design's:
risk before everything, then a request that always wins, then the act; a need that was heard turns an act that
is no answer to anything into "tells what is happening".
"""

from collections.abc import Mapping
from typing import Any

ALERTS = {"emergency": "risk_alert", "priority": "risk_alert", "urgent": "risk_urgent"}
SURE_OF_NEED = 0.35
SURE_OF_ACT = 0.75
SURE_OF_REQUEST = 0.8
REQUEST = "request_"
TELLS = "tell_situation"
# Acts that a sentence about somebody's life is easily taken for.
GIVES_WAY_TO_NEED = frozenset(
    {"unclear", "out_of_scope", "greet", "who_for", "tried", "affirm", "deny", "correct", "strengths"}
)


def intent_heard(heard: Mapping[str, Any], act: str, share: float) -> str:
    """The intent for the dialogue; `heard` is the metadata's "heard" and may be empty."""
    risk = heard.get("risk") or {}
    if isinstance(risk, Mapping) and risk.get("level") in ALERTS:
        return ALERTS[str(risk["level"])]
    if isinstance(request := heard.get("request"), str) and request:
        return f"{REQUEST}{request.removeprefix(REQUEST)}"
    if "request" in heard and act.startswith(REQUEST) and share < SURE_OF_REQUEST:
        # Screening, whose rules can be read, has heard none; the learned guess needs to be a strong one.
        return TELLS if _needs_heard(heard) else "unclear"
    if heard.get("out_of_scope") and share < SURE_OF_ACT:
        return "out_of_scope"
    if act in GIVES_WAY_TO_NEED and share < SURE_OF_ACT and _needs_heard(heard):
        return TELLS
    return act


def _needs_heard(heard: Mapping[str, Any]) -> bool:
    needs = heard.get("needs") or []
    return any(isinstance(need, Mapping) and need.get("score", 0) >= SURE_OF_NEED for need in needs)
