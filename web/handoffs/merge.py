"""What a later hand-off under the same key adds to an earlier one. Pure: values in, changes out."""

from collections.abc import Mapping, Sequence
from typing import Any

from web.handoffs.schema import HandoffIn, PersonIn, PlaceIn
from web.risk import is_worse

# Shorter ones are answers to a question ("yes", "my mum"), which say nothing without it.
_BARE_ANSWER = 2
# What may still reach a support hand-off once there is a safeguarding concern: how to reach them safely.
_HOW_TO_REACH = frozenset(
    {"contact_name", "contact_phone", "contact_email", "contact_address", "safe_to_contact"}
)


def given(incoming: HandoffIn) -> dict[str, Any]:
    """The single-valued columns that `incoming` says something about; what it leaves out is not there."""
    person, place = incoming.contact or PersonIn(), incoming.place or PlaceIn()
    said = {
        "reason": incoming.reason,
        "request": incoming.request,
        "about": None if incoming.about == "unknown" else incoming.about,
        "about_whom": incoming.about_whom,
        "why_not_enough": incoming.why_not_enough,
        "what_matters": incoming.what_matters,
        "place_district": place.district.upper() if place.district else None,
        "place_label": place.label,
        "contact_name": person.name,
        "contact_phone": person.phone,
        "contact_email": person.email,
        "contact_address": person.address,
        "contact_when": person.when,
        "contact_how": person.how,
        "safe_to_contact": person.safe_to_contact,
        "agreed_to_pass_on": incoming.agreed_to_pass_on,
    }
    return {column: value for column, value in said.items() if value is not None and value != ""}


def changes(before: Mapping[str, Any], incoming: HandoffIn) -> dict[str, Any]:
    """The columns that `incoming` changes, with their new values. What it does not mention stays."""
    return {column: value for column, value in given(incoming).items() if before.get(column) != value}


def to_reach(changed: Mapping[str, Any]) -> dict[str, Any]:
    """The part of `changed` that says how to reach the person, and whether that is safe."""
    return {column: value for column, value in changed.items() if column in _HOW_TO_REACH}


def risk_columns(incoming: HandoffIn, level_before: str | None) -> dict[str, str | None]:
    """The risk to store: only a worse one than before changes anything."""
    risk = incoming.risk
    if risk is None or not is_worse(risk.level, level_before):
        return {}
    return {"risk_category": risk.category, "risk_level": risk.level, "risk_rule": risk.rule}


def extra_words(before: Sequence[str], incoming: Sequence[str]) -> list[str]:
    """The words that are new. A retry with fewer words adds none; words said again at the end are kept."""
    if list(incoming[: len(before)]) == list(before):
        return list(incoming[len(before) :])
    return [words for words in incoming if words not in set(before)]


def with_unheard(incoming: Sequence[str], said: Sequence[tuple[str, bool]]) -> list[str]:
    """`incoming` with what was said while the dialogue was down put in its place.

    `said`: everything in the contact, in order, and whether the dialogue heard it. What it heard and did not
    pass on stays away; so does an unheard bare answer.
    """
    whole: list[str] = []
    rest = list(incoming)
    for words, heard in said:
        if words in rest:
            place = rest.index(words) + 1
            whole, rest = whole + rest[:place], rest[place:]
        elif not heard and len(words.split()) > _BARE_ANSWER and not _is_told(words, [*whole, *rest]):
            whole.append(words)
    return whole + rest


def _is_told(words: str, passages: Sequence[str]) -> bool:
    # Retold in front of a later message (web/resident/catching_up.py), it is a part of that one.
    return any(words == each or each.startswith(f"{words}\n") or f"\n{words}\n" in each for each in passages)


def extra_offers(before: Sequence[Mapping[str, Any]], incoming: HandoffIn) -> list[dict[str, str]]:
    """Offered services not yet known, in order."""
    known = {offer["id"] for offer in before}
    return [offer.model_dump() for offer in incoming.offered if offer.id not in known]
