"""HTML of feeds made into plain text with paragraphs: nothing of it can reach a page as markup."""

import html
import re

import nh3

BREAKS = re.compile(r"(?i)<(?:br|hr)\b[^>]*>|</(?:p|div|section|header|ul|ol|table|h[1-6])\s*>")
LINE_ENDS = re.compile(r"(?i)</(?:tr|dt|dd)\s*>")
ITEMS = re.compile(r"(?i)<li\b[^>]*>")
CELLS = re.compile(r"(?i)</t[dh]\s*>")
MARKUP = re.compile(r"(?i)<\s*/?\s*[a-z!][^<>]*>")
# Control characters, and those that turn the direction of what follows.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff]")
# Windows' quotation marks and dashes where a program took them for Latin-1, and UTF-8 that was read as
# Windows' letters ("Caf\u00c3\u00a9", "it\u00e2\u20ac\u2122s"): both are common in real feeds.
WINDOWS = re.compile("[\x80-\x9f]")
TWICE_CODED = re.compile(
    "[\u00c2-\u00c5\u00c9\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u201e\u2020-\u2026\u2030\u2039\u203a\u20ac\u2122]{1,2}"
)
# What a spreadsheet would run if it were put into one: whatever begins with "=", and a call or another
# program's name anywhere after "+", "-" or "@", as in "-2+3+cmd|' /C calc'!A0". Not "+44 (0)1632", and
# not "- tea (hot)".
FORMULA = re.compile(
    r"\s*(?:[=\uff1d]|[@+\uff20\uff0b\uff0d-](?=[\s\S]*?(?:[A-Za-z_.]\d{0,4}\(|[A-Z]{2}\s{0,3}\(|\|[^|]{0,500}!)))"
)
SIGNS = " \t\n=@+-\uff1d\uff20\uff0b\uff0d"
# Feeds escape twice at times ("&lt;p&gt;"), so a text is read until it says the same again; what looks like
# markup after so many rounds is cut.
ROUNDS = 12


def plain_text(given: str) -> str:
    """Readable text of an HTML fragment or of text: paragraphs by blank lines, list items by dashes."""
    text = tidy(given)
    for _ in range(ROUNDS):
        if not MARKUP.search(text) and "&" not in text:
            break
        before, text = text, _strip_once(text)
        if text == before:
            break
    return _without_formula(_even_lines(MARKUP.sub(" ", text)))


def tidy(given: str) -> str:
    """The text without what no database or screen can hold: control characters and halves of characters."""
    whole = given.encode("utf-8", "replace").decode()
    if not whole.isascii():
        whole = TWICE_CODED.sub(_decoded_once_more, WINDOWS.sub(_from_windows, whole))
    return UNSEEN.sub("", whole.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))


def _from_windows(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252", "ignore")


def _decoded_once_more(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp1252").decode()
    except UnicodeError:
        return found[0]


def _strip_once(text: str) -> str:
    if MARKUP.search(text):
        text = re.sub(r"\s+", " ", text)  # in HTML a line end is a space
        text = BREAKS.sub("\n\n", text)
        text = LINE_ENDS.sub("\n", text)
        text = CELLS.sub(" ", text)
        text = ITEMS.sub("\n- ", text)
    return tidy(html.unescape(nh3.clean(text, tags=set())))


def _without_formula(text: str) -> str:
    return text.lstrip(SIGNS) if FORMULA.match(text) else text


def _even_lines(text: str) -> str:
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    kept = [line for line in lines if line != "-"]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
