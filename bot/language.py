"""Which language is this written in? The bot's word for it; the tables are the directory's."""

from directory.language.guess import ENGLISH, guess_language

__all__ = ["ENGLISH", "guess_language"]
