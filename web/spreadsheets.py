"""What a file of values (CSV) must not do to whoever opens it in a spreadsheet. Pure."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(words: str) -> str:
    """Words that a spreadsheet would take for a formula get an apostrophe before them; others stay.

    For words alone: a number keeps its minus.
    """
    return f"'{words}" if words.startswith(_FORMULA) else words
