"""Makes a hand-off from the conversation, and adds to it as more is told."""

from collections.abc import Mapping
from typing import Any

from bot.actions.desk import Desk
from bot.actions.notes import notes_of, own_words
from bot.actions.on_behalf import KNOWS, UNAWARE
from bot.actions.places import for_record
from bot.actions.turn import Turn
from bot.handoff.kind import kind_of
from bot.handoff.reference import mint
from bot.handoff.request import HandoffRequest
from bot.listening.said import Said, words_to_pass_on

SAYS_NOTHING = frozenset({"show_more", "narrow", "that_helps", "skip", "unsure", "affirm"})
NOT_OF_A_PERSON = ("not said", "", None)


def pass_on(
    desk: Desk, turn: Turn, reason: str, request: str | None, new: Mapping[str, Any] | None = None
) -> HandoffRequest:
    """Hand the conversation to a person; on disk, and so safe, when this returns."""
    risks = [(risk.get("category"), risk.get("level")) for risk in turn.risks]
    kind = kind_of(None, None, request, risks)
    handoff = build(desk, turn, {"kind": kind, "reason": reason, "request": request}, new or {})
    desk.courier.hand_over(handoff)
    return handoff


def amend(desk: Desk, turn: Turn, new: Mapping[str, Any]) -> HandoffRequest | None:
    """Add what was just told to the hand-off that was made; None if none was."""
    made = turn.slots.get("handoff")
    if not made:
        return None
    handoff = build(desk, turn, made, new)
    desk.courier.hand_over(handoff)
    return handoff


def build(desk: Desk, turn: Turn, made: Mapping[str, Any], new: Mapping[str, Any]) -> HandoffRequest:
    """The hand-off as the conversation stands, with `new` slots counted in."""
    slots = {**turn.slots, **new}
    reference, key = mint(turn.conversation_id, made["kind"], desk.reference_key)
    risk = turn.worst_risk
    return HandoffRequest(
        idempotency_key=key,
        reference=reference,
        conversation_id=turn.conversation_id,
        kind=made["kind"],
        reason=made["reason"],
        request=made.get("request"),
        words=(*own_words(words_to_pass_on(turn.messages)), *notes_of(turn.with_slots(new))),
        channel=turn.latest.channel,
        about=slots.get("who_for") or "unknown",
        about_whom=slots.get("about_whom"),
        needs=tuple(need.id for need in desk.needs_of(turn)),
        offered=tuple(slots.get("offered") or ()),
        why_not_enough=_why(turn),
        what_matters=_said(slots.get("matters")),
        place=for_record(slots.get("place")),
        risk={name: risk[name] for name in ("category", "level", "rule")} if risk else None,
        contact=_contact(slots),
        agreed_to_pass_on=_yes_or_no(slots.get("contact_agreed")),
        person_knows=slots["person_knows"] if slots.get("person_knows") in (KNOWS, UNAWARE) else None,
        promised_by=slots.get("promised_by"),
    )


def _why(turn: Turn) -> str | None:
    """The resident's reasons why what was shown is not enough."""
    why = [one.text for one in turn.messages if one.intent in {"not_right_for_me", "none_of_these", "tried"}]
    asked = {"enough", "missing"}
    why += [one.text for one in turn.messages if one.asked in asked and _says_why(one)]
    return " / ".join(dict.fromkeys(why)) or None


def _says_why(one: Said) -> bool:
    """A no at "is this enough?", and whatever they say is missing."""
    return one.intent == "deny" or (one.asked == "missing" and one.intent not in SAYS_NOTHING)


def _contact(slots: Mapping[str, Any]) -> dict[str, Any] | None:
    """How they can be reached, and how they must not be; None where nothing is known."""
    details = slots.get("contact_details") or {}
    how = _said(slots.get("contact_how"))
    if not details.get("given") and not how:
        return None
    return {
        "name": details.get("name"),
        "phone": details.get("phone"),
        "email": details.get("email"),
        "when": _said(slots.get("contact_when")),
        "how": how,
        "safe_to_contact": _yes_or_no(slots.get("contact_safe")),
    }


def _said(words: str | None) -> str | None:
    return None if words in NOT_OF_A_PERSON else words


def _yes_or_no(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None
