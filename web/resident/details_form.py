"""The form of /leave-details, read and checked. Pure: form fields in, details or problems out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers

from web.handoffs.postal import LONGEST as LONGEST_ADDRESS
from web.handoffs.postal import plain_address
from web.resident.said import NotTaken, clean
from web.words.book import words

SHORT, LINE = 100, 200
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+\Z")
DIRECTORY = "directory"
_LIMITS = {
    "about_whom": SHORT,
    "name": SHORT,
    "phone": 40,
    "email": 254,
    "address": LONGEST_ADDRESS,
    "when": LINE,
}
FIELDS = ("ask", "via", "words", "about", "safe", "agreed", "anonymous", *_LIMITS)


@dataclass(frozen=True)
class Details:
    """What somebody left: their words, whom it is about, and how they may be reached."""

    text: str
    about: str
    about_whom: str | None
    contact: dict[str, Any] | None
    agreed: bool | None


@dataclass(frozen=True)
class DetailsForm:
    """The fields as typed, and a sentence for each that needs putting right."""

    values: dict[str, str]
    problems: dict[str, str]

    @property
    def details(self) -> Details:
        """The details of a form without problems."""
        typed = self.values
        return Details(
            text=clean(typed["words"] or words("leave_details")["asks"][typed["ask"]]),
            about=typed["about"] if typed["about"] in {"self", "someone_else"} else "unknown",
            about_whom=typed["about_whom"] or None,
            contact=_contact(typed),
            agreed=True if typed["agreed"] else None,
        )


def read_form(fields: Mapping[str, str]) -> DetailsForm:
    """The form as posted (or the query of a link that opens it)."""
    typed = {name: fields.get(name, "").replace("\0", "").strip() for name in FIELDS}
    if typed["ask"] not in words("leave_details")["asks"]:
        typed["ask"] = ""
    # Whoever came from a search among the services: a contact of its own begins there.
    typed["via"] = DIRECTORY if typed["via"] == DIRECTORY else ""
    return DetailsForm(typed, {})


def check_form(form: DetailsForm) -> DetailsForm:
    """The same form with a sentence for every field that needs putting right, in the order of the page."""
    typed, say = form.values, words("leave_details")["errors"]
    found = {"words": _words_problem(typed), **_contact_problems(typed)}
    for name, limit in _LIMITS.items():
        if len(typed[name]) > limit:
            found[name] = "long"
    return DetailsForm(typed, {name: say[code] for name, code in found.items() if code})


def _words_problem(typed: Mapping[str, str]) -> str | None:
    if not typed["words"] and typed["ask"]:
        return None
    try:
        clean(typed["words"])
    except NotTaken as refusal:
        return "words_long" if refusal.code == "too_long" else "words"
    return None


def _contact_problems(typed: Mapping[str, str]) -> dict[str, str | None]:
    nothing = not (typed["phone"] or typed["email"] or typed["address"] or typed["anonymous"])
    to_nobody = typed["address"] and not typed["name"]
    return {
        "name": "name" if to_nobody else None,
        "phone": "contact" if nothing else "phone" if typed["phone"] and not _rings(typed["phone"]) else None,
        "email": "email" if typed["email"] and not EMAIL.match(typed["email"]) else None,
        "address": "address" if typed["address"] and not plain_address(typed["address"]) else None,
    }


def _rings(phone: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(phone, "GB"))
    except phonenumbers.NumberParseException:
        return False


def _contact(typed: Mapping[str, str]) -> dict[str, Any] | None:
    how = words("leave_details")["how"]
    given: dict[str, Any] = {name: typed[name] or None for name in ("name", "phone", "email", "when")}
    given["address"] = plain_address(typed["address"])
    given["how"] = ", ".join(how[name] for name in ("phone", "email", "address") if typed[name]) or None
    given["safe_to_contact"] = {"yes": True, "no": False}.get(typed["safe"])
    return given if any(value is not None for value in given.values()) else None
