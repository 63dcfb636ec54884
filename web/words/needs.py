"""What staff call the needs of the vocabulary."""

from functools import cache

from directory.needs.vocabulary import Vocabulary


@cache
def need_labels() -> dict[str, str]:
    """Need id to the label for staff, by label."""
    vocabulary = Vocabulary.load()
    return {need.id: need.label for need in sorted(vocabulary, key=lambda need: need.label)}
