"""What a correction puts in place of what: "DN16, not DN15" is about DN16 alone. Pure."""

import re

from bot.listening.words import straight

# "not my mum", "not DN15 6NL", "not me love": the thing that it is not, up to a pause or what it is instead.
WRONG = re.compile(
    r"\b(?:not|isn'?t|wasn'?t|instead of|rather than)\s+(?:in |at |for |about |the |my |our |a )*"
    r"(?:[A-Za-z]{1,2}\d[A-Za-z\d]?(?:\s*\d[A-Za-z]{2})?|\+?\d[\d ]{6,}|[\w'-]+(?:[ -]in[ -]law)?)",
    re.IGNORECASE,
)


def put_right(text: str) -> str:
    """The text without what it says that is not so; the whole text where nothing would be left."""
    kept = " ".join(WRONG.sub(" ", straight(text)).split())
    return kept if re.search(r"[A-Za-z0-9]{2}", kept.removeprefix("no")) else text
