"""What staff call the needs of the vocabulary."""

from functools import cache

from directory.needs.vocabulary import Vocabulary
from web.words.book import words


@cache
def need_labels() -> dict[str, str]:
    """Need id to the label for staff, by label."""
    vocabulary = Vocabulary.load()
    return {need.id: need.label for need in sorted(vocabulary, key=lambda need: need.label)}


@cache
def resident_labels() -> dict[str, str]:
    """Need id to the words that residents read, which fit after "help with"."""
    return {need.id: need.resident_label for need in Vocabulary.load()}


@cache
def needs_by_group() -> dict[str, dict[str, str]]:
    """Name of a group to the needs in it, id to the label for staff; in the order residents see groups."""
    vocabulary = Vocabulary.load()
    return {
        name: {need.id: need.label for need in vocabulary if need.group == group}
        for group, name in words("directory")["groups"].items()
    }


@cache
def need_groups() -> dict[str, str]:
    """Need id to the group it is in."""
    return {need.id: need.group for need in Vocabulary.load()}
