"""How somebody can be reached: the name, number and e-mail in what they typed. Pure."""

import re
from dataclasses import dataclass

PHONE = re.compile(r"(?<!\d)(?:\+44[\s()]*|0)(?:[\s()-]*\d){9,10}(?!\d)")
EMAIL = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[A-Za-z]{2,}")
NAMED = re.compile(
    r"(?i:\bmy name(?:'s| is)|\bname's|\bname is|\bi'?m|\bi am|\bthis is|\bit'?s|\bcall me|\bask for)\s+"
    r"(?P<name>(?:(?:Mrs?|Ms|Miss|Dr)\.?\s+)?[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2})"
)
BARE = re.compile(r"^\W*(?P<name>(?:(?:Mrs?|Ms|Miss|Dr)\.?\s+)?[A-Z][\w'-]+(?:\s+[A-Z][\w'-]*){0,2})\W*$")


@dataclass(frozen=True)
class ContactDetails:
    """What was given; anything may be missing."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None

    def reachable(self) -> bool:
        """Is there a number or an address?"""
        return bool(self.phone or self.email)

    def given(self) -> bool:
        """Is there anything at all?"""
        return self.reachable() or bool(self.name)


def contact_details(text: str) -> ContactDetails:
    """The name, telephone number and e-mail address in the text."""
    phone, email = PHONE.search(text), EMAIL.search(text)
    return ContactDetails(
        name=_name(text, phone, email),
        phone=" ".join(phone[0].split()) if phone else None,
        email=email[0].rstrip(".") if email else None,
    )


def without_details(text: str) -> str:
    """What is left of the text beside a number and an address."""
    return " ".join(EMAIL.sub(" ", PHONE.sub(" ", text)).split())


def _name(text: str, *found: re.Match[str] | None) -> str | None:
    """The name they give, or what stands alone beside a number or an address."""
    if named := NAMED.search(text.replace("\u2019", "'")):
        return named["name"]
    rest = text
    for one in found:
        rest = rest.replace(one[0], " ") if one else rest
    alone = BARE.match(" ".join(re.sub(r"\b(?:and|my number is|on|is|at|phone|email)\b", " ", rest).split()))
    return alone["name"].strip() if alone else None
