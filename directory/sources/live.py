"""A live source read whole: its list, page after page, and each service where the list says too little."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from directory.exceptions import FeedUnreadable
from directory.openreferral.json_page import FeedRow
from directory.openreferral.rows import Gathered, shape_of
from directory.openreferral.tables import tables_in_zip, tables_of
from directory.openreferral.tabular import assemble
from directory.sources.answers import Answer, SourceFailed
from directory.sources.asking import Asking, name_of
from directory.sources.details import Details, lacks_detail
from directory.sources.listing import Listing, find_list, whole_list

EACH = " each"  # behind a shape: its services were read one by one


@dataclass(frozen=True)
class Fetched:
    """What came. `refused` are entries of the list whose own page could not be had, with the reason."""

    gathered: Gathered
    refused: tuple[tuple[FeedRow, str], ...] = ()
    etag: str | None = None
    last_modified: str | None = None


def is_live(address: str) -> bool:
    """Whether an address is one of the web rather than a file's name."""
    return address.lower().startswith(("http://", "https://"))


def check_address(address: str) -> None:
    """FeedUnreadable for a web address without a host, or with a password in it."""
    try:
        parts = urlsplit(address)
        if not parts.hostname or parts.port == 0:
            raise ValueError
    except ValueError:
        raise FeedUnreadable("That is not a web address that can be asked.") from None
    if parts.username or parts.password:
        raise FeedUnreadable("The address holds a name or password; open feeds need none.")


def fetch(asking: Asking, address: str, earlier_shape: str | None) -> Fetched:
    """Everything the source has. SourceFailed or FeedUnreadable, with one sentence, where it cannot be had.

    `earlier_shape`: how it was read last time. Services that had details then are not overwritten without.
    """
    first = asking.document(address) if _names_a_file(address) else None
    if first is not None and _is_table(first):
        return _table(asking, first)
    url, page = find_list(asking, address)
    listing = whole_list(asking, url, page)
    return _with_details(asking, listing, earlier_shape)


def _with_details(asking: Asking, listing: Listing, earlier_shape: str | None) -> Fetched:
    short = [row for row in listing.rows if lacks_detail(row)]
    rows, notes, shape = listing.rows, list(listing.notes), shape_of(listing.rows)
    refused: tuple[tuple[FeedRow, str], ...] = ()
    details = Details(asking, listing.url)
    if short and details.exist(short):
        whole = {row.position: row for row in details.complete(short)}
        refused = tuple(
            (row, details.refused[row.position]) for row in rows if row.position in details.refused
        )
        rows = [whole.get(row.position, row) for row in rows if row.position not in details.refused]
        shape = shape_of(rows) + EACH
    elif short:
        if earlier_shape and earlier_shape.endswith(EACH):
            raise SourceFailed(f"{name_of(listing.url)} no longer gives its services one by one.")
        notes.append(f"{name_of(listing.url)} has no page for each service: its list alone was used.")
    return Fetched(Gathered(rows, listing.complete, shape, tuple(notes)), refused)


def _names_a_file(address: str) -> bool:
    return urlsplit(address).path.lower().endswith((".zip", ".csv"))


def _is_table(answer: Answer) -> bool:
    return (answer.body or b"")[:4] == b"PK\x03\x04" or answer.url.lower().endswith(".csv")


def _table(asking: Asking, answer: Answer) -> Fetched:
    """A datapackage at an address: a zip, or one CSV of services."""
    body, name = answer.body or b"", name_of(answer.url)
    files = tables_in_zip(body, name) if body[:4] == b"PK\x03\x04" else {"services.csv": body}
    tables = tables_of(files, name)
    rows, notes = assemble(tables)
    asking.keep(answer)
    gathered = Gathered(rows, True, "tabular", (*tables.notes, *notes))
    return Fetched(gathered, (), answer.etag, answer.last_modified)
