"""How a word sounds, roughly: people who spell by ear keep the consonants and guess the vowels."""

from __future__ import annotations

import re

_SAME_SOUND = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:wr)", "r"),
        (r"^(?:kn|gn)", "n"),
        (r"ph", "f"),
        (r"gh(?=t|$)", ""),
        (r"tch", "ch"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"[sct]ion", "shn"),
        (r"dg", "j"),
        (r"z", "s"),
        (r"x", "ks"),
        (r"r(?![aeiouy])", ""),  # "carnt" and "cant" sound alike
        (r"^[aeiouy]+", "A"),
        (r"(?<!^)[aeiouyhw]+", ""),
        (r"(.)\1+", r"\1"),
    )
)


def sound_of(word: str) -> str:
    """The same short string for words that sound about alike."""
    for pattern, sound in _SAME_SOUND:
        word = pattern.sub(sound, word)
    return word
