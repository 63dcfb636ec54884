"""Ids that stay the same for ever: made from slugs of the data files, so a second load changes nothing."""

from uuid import NAMESPACE_URL, uuid5

ROOT = uuid5(NAMESPACE_URL, "https://signpost.example.org/")


def stable_id(*parts: str) -> str:
    """A UUID (as text) that depends on the parts alone: stable_id("service", "thursday-table")."""
    return str(uuid5(ROOT, "/".join(parts)))
