"""Which language is this written in? The bot's word for it; the tables are the directory's."""

from directory.language.guess import ENGLISH, guess_language

__all__ = ["ENGLISH", "WITHOUT_SPACES", "guess_language"]

# Written without spaces between words: there letters are counted and looked for, not words.
WITHOUT_SPACES = frozenset({"zh", "ja", "th"})
