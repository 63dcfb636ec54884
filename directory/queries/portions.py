"""Many ids in one statement, a portion at a time: databases limit how many they take."""

from collections.abc import Collection, Iterator
from typing import TypeVar

AT_ONCE = 500
Each = TypeVar("Each")


def in_portions(all_of_them: Collection[Each]) -> Iterator[list[Each]]:
    """All of them, in their order, so many at once."""
    listed = list(all_of_them)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
