"""Whom a call is about and how to reach them: the form, read and checked. Pure.

Nobody has to give any of it, least of all before help: general information needs no name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.listening.contact import contact_details
from bot.listening.whose import Whose
from web.forms import typed
from web.handoffs.known_again import plain_email, plain_phone
from web.handoffs.postal import LONGEST as LONGEST_ADDRESS
from web.handoffs.postal import plain_address

LINE, PASSAGE = 200, 1000
LIMITS = {
    "about_whom": 100, "name": 100, "phone": 40, "email": 254, "address": LONGEST_ADDRESS, "place": 80,
    "when": LINE, "why_unaware": PASSAGE, "own_view": PASSAGE,
}  # fmt: skip
CHOICES = {
    "about": ("self", "someone_else"),
    "knows": ("yes", "no"),
    "safe": ("yes", "no"),
    "agreed": ("yes", "no"),
}


@dataclass(frozen=True)
class DetailsForm:
    """The fields as typed, and the code of a sentence for each that needs putting right."""

    values: dict[str, str]
    problems: dict[str, str]


def read_details(fields: Mapping[str, str]) -> DetailsForm:
    """The form as posted; only what was given is in its values."""
    values = {name: typed(fields, name) for name in LIMITS}
    values |= {name: fields.get(name, "") for name, known in CHOICES.items() if fields.get(name) in known}
    values = {name: value for name, value in values.items() if value}
    return DetailsForm(values, _problems(values))


def suggested(notes: str, about: Whose | None) -> dict[str, str]:
    """What the notes say of it already, so that nobody types it twice; an adviser looks before it is kept."""
    found = contact_details(notes)
    told: dict[str, str | None] = {"name": found.name, "phone": found.phone, "email": found.email}
    if about is not None and about.who_for in CHOICES["about"]:
        told |= {"about": about.who_for, "about_whom": about.whom}
    return {name: value for name, value in told.items() if value}


def as_handoff(details: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a hand-off (web/handoffs/schema.py) that these details fill."""
    person: dict[str, Any] = {name: details.get(name) for name in ("name", "phone", "email", "when")}
    person["address"] = plain_address(details.get("address", ""))
    person["safe_to_contact"] = {"yes": True, "no": False}.get(details.get("safe", ""))
    given = any(value is not None for value in person.values())
    return {
        "about": details.get("about", "unknown"),
        "about_whom": details.get("about_whom"),
        "what_matters": details.get("own_view"),
        "contact": person if given else None,
        "agreed_to_pass_on": {"yes": True, "no": False}.get(details.get("agreed", "")),
        "person_knows": details.get("knows"),
    }


def _problems(values: Mapping[str, str]) -> dict[str, str]:
    found = {name: "long" for name, most in LIMITS.items() if len(values.get(name, "")) > most}
    checks = {"phone": plain_phone, "email": plain_email, "address": plain_address}
    for name, fits in checks.items():
        if name in values and name not in found and not fits(values[name]):
            found[name] = name
    return found
