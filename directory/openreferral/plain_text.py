"""HTML of feeds made into plain text with paragraphs: nothing of it can reach a page as markup."""

import html
import re

import nh3

BREAKS = re.compile(r"(?i)<(?:br|hr)\b[^>]*>|</(?:p|div|section|header|ul|ol|table|h[1-6])\s*>")
LINE_ENDS = re.compile(r"(?i)</(?:tr|dt|dd)\s*>")
ITEMS = re.compile(r"(?i)<li\b[^>]*>")
CELLS = re.compile(r"(?i)</t[dh]\s*>")
MARKUP = re.compile(r"(?i)<\s*/?\s*[a-z!][^<>]*>")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\ufeff]")
# Feeds escape twice at times ("&lt;p&gt;"): what looks like markup after so many rounds is cut.
ROUNDS = 3


def plain_text(given: str) -> str:
    """Readable text of an HTML fragment or of text: paragraphs by blank lines, list items by dashes."""
    text = tidy(given)
    for _ in range(ROUNDS):
        if not MARKUP.search(text) and "&" not in text:
            break
        text = _strip_once(text)
    return _even_lines(MARKUP.sub(" ", text))


def tidy(given: str) -> str:
    """The text without what no database or screen can hold: control characters and halves of characters."""
    whole = given.encode("utf-8", "replace").decode()
    return UNSEEN.sub("", whole.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))


def _strip_once(text: str) -> str:
    if MARKUP.search(text):
        text = re.sub(r"\s+", " ", text)  # in HTML a line end is a space
        text = BREAKS.sub("\n\n", text)
        text = LINE_ENDS.sub("\n", text)
        text = CELLS.sub(" ", text)
        text = ITEMS.sub("\n- ", text)
    return tidy(html.unescape(nh3.clean(text, tags=set())))


def _even_lines(text: str) -> str:
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    kept = [line for line in lines if line != "-"]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
