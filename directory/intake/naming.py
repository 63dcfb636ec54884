"""What a source is called: as somebody said, as an earlier edition of it was, or after its file or host."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlsplit

from directory.exceptions import FeedUnreadable
from directory.openreferral.feed import Feed
from directory.queries.owners import KnownService

LONGEST = 60
SAME_FEED = 0.5  # of the entries: a file with more than so many services of one source is its newer edition


def slug(words: str) -> str:
    """Small letters, digits and hyphens; "feed" where nothing is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "feed"


def given_name(name: str) -> str:
    """The name somebody gave with --source; FeedUnreadable for one that cannot stand in ids."""
    if name != slug(name):
        raise FeedUnreadable(
            f"A source's name is of small letters, digits and hyphens, at most {LONGEST}: "
            f"write it as {slug(name)}."
        )
    return name


def name_of_address(address: str) -> str:
    """The name after a web address's host."""
    return slug(urlsplit(address).hostname or "")


def edition_of(feed: Feed, known: Mapping[str, KnownService]) -> str | None:
    """The source that a file is a newer edition of, when most of its services are that source's own.

    Ids alone prove little, since feeds count from 1: the names must be the same as well.
    """
    owners: Counter[str] = Counter()
    for record in feed.records:
        stored = known.get(record.id)
        if stored and stored.source_id and stored.name == record.service["name"]:
            owners[stored.source_id] += 1
    if not owners:
        return None
    source_id, count = owners.most_common(1)[0]
    return source_id if count > SAME_FEED * len(feed.records) else None
