"""Which version a form was written over. Pure."""

_LONGEST = 9  # figures; none of ours is longer


def version_of(typed: str) -> int:
    """The version a form was written over; -1, which nothing has, where it names none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < _LONGEST else -1
