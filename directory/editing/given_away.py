"""What the words of an entry say although its address is masked: a mask hides rows, not sentences. Pure."""

import re

from directory.queries.sheet_fields import ADDRESS_SHOWN, SCALARS, Sheet

SHORTEST = 4  # letters: shorter pieces of an address stand in any text
# A street without its number leads there too.
HOUSE = re.compile(r"^\s*\d+[A-Za-z]?\s*(?:[-/]\s*\d+[A-Za-z]?)?[\s,]+")


def given_away(sheet: Sheet) -> tuple[str, ...]:
    """Pieces of a masked address that residents would still read somewhere in the entry."""
    texts = [str(sheet[field]) for field in SCALARS if sheet[field]]
    texts += [str(row[key]) for row in sheet["schedules"] for key in ("description", "notes") if row.get(key)]
    texts += [
        str(row[key])
        for place in sheet["locations"]
        for row in place["accessibility"]
        for key in ("description", "details")
        if row.get(key)
    ]
    said = _even(" ".join(texts))
    pieces = (
        piece
        for place in sheet["locations"]
        if place["masked"]
        for line in (place["name"], *(row[key] for row in place["addresses"] for key in _LINES))
        if line and (piece := _said(line, said))
    )
    return tuple(dict.fromkeys(pieces))


def _said(line: str, said: str) -> str | None:
    """The line of an address as it is said; the street alone where its number is not."""
    wordings = (line, HOUSE.sub("", line))
    return next((one for one in wordings if len(one) >= SHORTEST and _even(one) in said), None)


_LINES = tuple(key for key in ADDRESS_SHOWN if key != "city")


def _even(text: str) -> str:
    return "".join(text.casefold().split())
