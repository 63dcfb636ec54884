"""What the words of an entry say although its address is masked: a mask hides rows, not sentences. Pure."""

import re

from directory.editing.fields import ADDRESS_SHOWN, SCALARS, Sheet

SHORTEST = 4  # letters: shorter pieces of an address stand in any text
HOUSE = re.compile(
    r"^\s*\d+[A-Za-z]?\s*(?:[-/]\s*\d+[A-Za-z]?)?[\s,]+"
)  # a street without its number leads there too


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
        for piece in _pieces(line)
    )
    found = (piece for piece in pieces if piece and len(piece) >= SHORTEST and _even(piece) in said)
    return tuple(dict.fromkeys(found))


def _pieces(line: str | None) -> tuple[str, ...]:
    """A line of an address, or the street alone where that is what is said."""
    return (line, HOUSE.sub("", line)) if line else ()


_LINES = tuple(key for key in ADDRESS_SHOWN if key != "city")


def _even(text: str) -> str:
    return "".join(text.casefold().split())
