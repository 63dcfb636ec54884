"""What a message is made of, for the classifier of dialogue acts: words, pairs of words, pieces of words.

Pure: a text goes in, names of features come out. Used alike in training and in serving.
"""

import re

from bot.listening.words import straightened

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!£]")
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?(?:\s*\d[a-z]{2})?\b", re.IGNORECASE)
PHONE = re.compile(r"\+?\d[\d\s()-]{8,}\d")
EMAIL = re.compile(r"\S+@\S+\.\S+")
PIECE_SIZES = (3, 4, 5)
LONGEST_ACT = 400  # an answer's intention shows at its beginning; a long story is a story whatever follows


def features(text: str) -> list[str]:
    """Every feature of the text, with repeats; never empty, so that an empty text is a message too."""
    plain = _plain(text[:LONGEST_ACT])
    words = WORD.findall(plain)
    found = [f"w:{word}" for word in words]
    found += [f"p:{one} {two}" for one, two in zip(["^", *words], [*words, "$"], strict=True)]
    found += [piece for word in words for piece in _pieces(word)]
    found.append(f"length:{_length_band(len(words))}")
    return found


def _plain(text: str) -> str:
    """Lower case, with e-mail addresses, telephone numbers and postcodes each as one known word."""
    plain = straightened(text).lower()
    plain = EMAIL.sub(" anemail ", plain)
    plain = PHONE.sub(" aphonenumber ", plain)
    return POSTCODE.sub(" apostcode ", plain)


def _pieces(word: str) -> list[str]:
    edged = f"<{word}>"
    return [
        f"c:{edged[start : start + size]}" for size in PIECE_SIZES for start in range(len(edged) - size + 1)
    ]


def _length_band(words: int) -> str:
    for limit in (0, 1, 2, 4, 8, 15):
        if words <= limit:
            return f"up to {limit}"
    return "long"
