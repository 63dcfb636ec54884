"""What a source no longer lists. Pure: ids in, ids and a sentence out."""

from collections.abc import Collection
from dataclasses import dataclass

# A run in which more than this share goes is taken for the source's mistake rather than for news.
MOST_GONE = 0.5


@dataclass(frozen=True)
class Gone:
    """The ids to mark, and why none is marked although some are not listed."""

    ids: tuple[str, ...] = ()
    held_back: str | None = None


def gone(present: Collection[str], listed: Collection[str], *, complete: bool, allow_shrinking: bool) -> Gone:
    """Which of a source's present services it no longer lists.

    Nothing is marked after an incomplete run, nor when more than half would go, unless that is allowed.
    """
    missing = tuple(sorted(set(present) - set(listed)))
    if not complete or not missing:
        return Gone()
    if len(missing) > MOST_GONE * len(present) and not allow_shrinking:
        return Gone(
            held_back=f"{len(missing)} of {len(present)} services are no longer listed: more than half,"
            " so none is marked as vanished. If that is right, import again with --allow-shrinking."
        )
    return Gone(missing)
