"""Which address of a source lists its services, and all the pages of that list."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from directory.exceptions import FeedUnreadable
from directory.openreferral.json_page import FeedRow, Page
from directory.openreferral.rows import count_in, is_whole, pages_in_all
from directory.openreferral.values import identity
from directory.sources.answers import AnswerRefused, SourceFailed
from directory.sources.asking import Asking, name_of, read_answer_page
from directory.sources.progress import bar

NOT_THERE = frozenset({400, 403, 404, 405, 406, 410, 501})


@dataclass(frozen=True)
class Listing:
    """The entries of a source's list in its order. `complete`: it said itself that this is all."""

    url: str
    rows: list[FeedRow]
    complete: bool
    notes: tuple[str, ...]


def find_list(asking: Asking, address: str) -> tuple[str, Page]:
    """The address of the list and what it answers: the address as given, or `/services` below it."""
    try:
        answer = asking.document(address)
        page = read_answer_page(answer)
        asking.keep(answer)
        return address, page
    except (FeedUnreadable, AnswerRefused) as problem:
        below = _below(address)
        if below is None or (isinstance(problem, AnswerRefused) and problem.status not in NOT_THERE):
            raise
        try:
            return below, asking.page(below)
        except (FeedUnreadable, AnswerRefused):
            raise problem from None


def whole_list(asking: Asking, url: str, first: Page) -> Listing:
    """All pages of the list. SourceFailed where it goes round in circles or has no end."""
    if "page" in dict(parse_qsl(urlsplit(url).query)) or first.alone:
        return Listing(
            url, _numbered(first.rows), False, (f"{name_of(url)} gave one page, as it was asked.",)
        )
    if is_whole(first) and (first.about or urlsplit(url).path.endswith(".json")):
        return Listing(url, _numbered(first.rows), True, ())
    paging = _Paging(asking, url)
    rows = [row for page in paging.pages(first) for row in page.rows]
    return Listing(url, _numbered(rows), not paging.shortfall, paging.shortfall)


class _Paging:
    """Page after page, with an eye on whether it gets anywhere.

    `shortfall` says what was promised and did not come; it is known when all pages have been walked.
    """

    def __init__(self, asking: Asking, url: str) -> None:
        self._asking, self._url = asking, url
        self._seen: set[str] = set()
        self._rows = 0
        self.shortfall: tuple[str, ...] = ()

    def pages(self, first: Page) -> Iterator[Page]:
        """Every page once, in order; `first` is what the address answers without being asked for a page."""
        start, size, page = self._start(first)
        total = count_in(page.about, "total_items", "totalElements")
        number = start
        with bar("Reading the list", pages_in_all(page.about), "page") as progress:
            while page.rows and self._gets_on(page, number):
                self._rows += len(page.rows)
                yield page
                progress.update()
                number += 1
                in_all = pages_in_all(page.about)
                if _is_last(page) or (in_all is not None and number - start >= in_all):
                    break
                page = self._next(number, size, page)
        if total is not None and self._rows < total:
            self.shortfall += (
                f"{name_of(self._url)} says that it has {total} services, but {self._rows} came:"
                " none is marked as vanished.",
            )

    def _start(self, first: Page) -> tuple[int, int | None, Page]:
        """The number of the first page, the size of pages where one may be asked for, and the first page."""
        if not first.about:
            return 1, None, first
        size: int | None = self._asking.manners.page_size
        larger = self._try(1, size)
        if larger is None or len(larger.rows) < len(first.rows):
            size, larger = None, self._try(1, None)
        if larger is not None and _is_later(larger):  # this source counts from nought
            return 0, size, self._asking.page(self._address(0, size))
        return 1, size, larger or first

    def _try(self, number: int, size: int | None) -> Page | None:
        """A page asked for in a way that this source may not know."""
        try:
            return self._asking.page(self._address(number, size))
        except (FeedUnreadable, AnswerRefused):
            return None

    def _next(self, number: int, size: int | None, before: Page) -> Page:
        """The next page. A bare list, which speaks of no pages, may have none: then that was all."""
        if number > self._asking.manners.most_pages:
            raise SourceFailed(f"{name_of(self._url)} has more than {number - 1} pages: no feed does.")
        try:
            return self._asking.page(self._address(number, size))
        except AnswerRefused as refusal:
            if before.about or refusal.status not in NOT_THERE:
                raise
        except FeedUnreadable as problem:
            if before.about:
                raise
            self.shortfall += (f"Where the list might go on, {problem} None is marked as vanished.",)
        return Page([], {})

    def _gets_on(self, page: Page, number: int) -> bool:
        """Whether there is anything new on a page. False where a bare list simply ignores page numbers."""
        ids = {str(identity(row.value.get("id"))) for row in page.rows if isinstance(row.value, dict)}
        new = ids - self._seen
        if self._seen and not new:
            if page.about:
                raise SourceFailed(
                    f"{name_of(self._url)} goes round in circles: page {number} holds nothing new."
                    " Nothing was taken."
                )
            return False
        if len(new) < len(ids) and not self.shortfall:
            # What moved from one page to another may have pushed something else past us.
            self.shortfall += (
                f"{name_of(self._url)} changed while it was read: none is marked as vanished.",
            )
        self._seen |= new
        return True

    def _address(self, number: int, size: int | None) -> str:
        asked = {"page": str(number), **({"per_page": str(size)} if size else {})}
        parts = urlsplit(self._url)
        return urlunsplit(parts._replace(query=urlencode([*parse_qsl(parts.query), *asked.items()])))


def _is_last(page: Page) -> bool:
    return any(page.about.get(key) is True for key in ("last_page", "last"))


def _is_later(page: Page) -> bool:
    return any(page.about.get(key) is False for key in ("first_page", "first"))


def _below(address: str) -> str | None:
    """`/services` under a base address; None where the address ends there already, or names a file."""
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    if path.endswith("/services") or "." in path.rpartition("/")[2]:
        return None
    return urlunsplit(parts._replace(path=f"{path}/services"))


def _numbered(rows: list[FeedRow]) -> list[FeedRow]:
    return [FeedRow(position, 0, row.value) for position, row in enumerate(rows, start=1)]
