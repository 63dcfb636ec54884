"""The envelope around a page of a list, in the words of version 3 and of version 1."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.exporting.values import Json


@dataclass(frozen=True)
class Page:
    """One page: what is on it, how much there is in all, and which page of what size this is."""

    items: Sequence[Json]
    total: int
    number: int
    per_page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.per_page)


def page_v3(page: Page) -> Json:
    """As Open Referral UK 3 has it; `size` counts what is on this page, as the official validator expects."""
    return {
        "total_items": page.total,
        "total_pages": page.pages,
        "page_number": page.number,
        "size": len(page.items),
        "first_page": page.number == 1,
        "last_page": page.number >= page.pages,
        "empty": not page.items,
        "contents": list(page.items),
    }


def page_v1(page: Page) -> Json:
    """As Open Referral UK 1 and 2 have it."""
    return {
        "totalElements": page.total,
        "totalPages": page.pages,
        "number": page.number,
        "size": len(page.items),
        "first": page.number == 1,
        "last": page.number >= page.pages,
        "empty": not page.items,
        "content": list(page.items),
    }
