"""Which language is this written in? The bot's word for it; the tables are the directory's."""

from directory.language.guess import ENGLISH, guess_language

__all__ = ["ENGLISH", "READ_BY_ENCODER", "WITHOUT_SPACES", "guess_language"]

# Written without spaces between words: there letters are counted and looked for, not words.
WITHOUT_SPACES = frozenset({"zh", "ja", "th"})

# The languages that the sentence encoder was taught. In any other it knows hardly a word: there "my husband
# needs a wheelchair" is as like a danger as a danger is, or more.
READ_BY_ENCODER = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)
