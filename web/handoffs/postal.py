"""A postal address as somebody typed it, and the lines of a letter to it. Pure.

GOV.UK Notify takes three to seven lines, the last a postcode (its documentation, "Send a letter"). Letters
stay within the United Kingdom: an address abroad has no postcode and is not taken.
"""

import re

LONGEST = 400
MOST_LINES = 7  # name and postcode among them
_ENDS_IN_POSTCODE = re.compile(
    r"(.*?)[\s,.]*\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})[\s,.]*\Z", re.I | re.S
)


def plain_address(typed: str) -> str | None:
    """The address in lines, its postcode the last of them; None where street or postcode is missing.

    None also where it is longer than LONGEST: looking for a postcode takes the square of the length.
    """
    found = _ENDS_IN_POSTCODE.match(typed.replace("\r", "\n")) if len(typed) <= LONGEST else None
    if found is None:
        return None
    before, postcode = found[1], f"{found[2]} {found[3]}".upper()
    parts = before.split("\n") if "\n" in before.strip() else before.split(",")
    lines = [line for part in parts if (line := " ".join(part.split()).strip(" ,"))]
    return "\n".join((*_at_most(lines, MOST_LINES - 2), postcode)) if lines else None


def letter_lines(name: str | None, address: str | None) -> tuple[str, ...]:
    """Name and address as a letter bears them; () where either is missing.

    A letter to nobody by name is opened by whoever is at home: none is sent.
    """
    plain = plain_address(address or "")
    whom = " ".join((name or "").split())
    return (whom, *plain.split("\n")) if plain and whom else ()


def _at_most(lines: list[str], most: int) -> list[str]:
    return [*lines[: most - 1], ", ".join(lines[most - 1 :])] if len(lines) > most else lines
