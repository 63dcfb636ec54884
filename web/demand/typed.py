"""Reading a number that somebody typed, and showing one in a field. Pure."""

import re

_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
_AROUND = re.compile(r"[£%,\s]")


def number_in(text: str) -> float | None:
    """The number of `1,185.55`, `£23.56` or `12 %`; None for anything else."""
    bare = _AROUND.sub("", text.replace("−", "-"))
    return float(bare) if _NUMBER.fullmatch(bare) else None


def whole_in(text: str) -> int | None:
    """The whole number somebody typed; None for anything else."""
    found = number_in(text)
    return int(found) if found is not None and found.is_integer() else None


def in_field(number: float) -> str:
    """A number as a field shows it: no more places than it needs."""
    return f"{number:.6f}".rstrip("0").rstrip(".") if number else "0"
