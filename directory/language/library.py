"""py3langid, which learnt a hundred languages from their letters: asked where our own tables do not know.

Its model is inside its wheel. It was taught on longer texts than people type and on no Latin-letter Urdu,
so the tables speak first.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol


class Namer(Protocol):
    """Whatever can tell languages apart by their letters."""

    def likeliest(self, text: str, among: Collection[str] = ()) -> tuple[str, float]:
        """(ISO 639-1 code, how sure, 0 to 1), of all languages or of those given; ("", 0.0) for no idea."""


class LettersModel:
    """py3langid, loaded once. Only reads after that, so threads may share it."""

    def __init__(self, identifier: Any) -> None:
        self._identifier = identifier

    def likeliest(self, text: str, among: Collection[str] = ()) -> tuple[str, float]:
        """The language that the letters of a text speak for."""
        ranked = self._identifier.rank(text)
        return next(((str(code), float(p)) for code, p in ranked if not among or code in among), ("", 0.0))


def load_namer(languages: Collection[str]) -> Namer:
    """The library, for these languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = {code for code, _ in identifier.rank("")}
    identifier.set_languages(sorted(known & set(languages)))
    return LettersModel(identifier)
