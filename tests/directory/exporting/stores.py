"""Stores for tests of what is given out: filled from feeds, exported, filled again."""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from directory.database import SessionFactory, open_engine, session_factory
from directory.demonstration.expand import demonstration_feed
from directory.export_files import exported
from directory.helplines.expand import helplines_feed
from directory.importing import import_file, import_rows
from directory.listings import Listing
from directory.models.service import Source
from directory.needs.vocabulary import Vocabulary
from directory.openreferral.rows import rows_of
from directory.publisher import Publisher
from directory.settings import AreaSettings
from tests.stores import Addresses

AREA = AreaSettings("Eastmere", "E06000013")
NEEDS = Vocabulary.load().ids
_numbers = itertools.count()


def new_store(addresses: Addresses) -> SessionFactory:
    """An empty one of its own."""
    address = addresses.with_tables("directory", f"directory-{next(_numbers)}.sqlite3")
    return session_factory(open_engine(address))


def close(*stores: SessionFactory) -> None:
    for sessions in stores:
        sessions.kw["bind"].dispose()


def guess(listings: Sequence[Listing]) -> Mapping[str, list[tuple[str, float]]]:
    """Two needs a service, by its words alone: quick, and different for every service, as labels are."""
    return {listing.id: list(_guess(listing.description)) for listing in listings}


def _guess(text: str) -> Any:
    lots = hashlib.sha256(text.encode()).digest()
    yield NEEDS[lots[0] % len(NEEDS)], lots[1] / 256
    yield NEEDS[(lots[0] + 1 + lots[2] % 40) % len(NEEDS)], lots[3] / 300


def demonstration(sessions: SessionFactory) -> None:
    """The demonstration with the helplines, as `make run` puts them in."""
    for source, feed in ((Source.HELPLINE, helplines_feed()), (Source.DEMONSTRATION, demonstration_feed())):
        import_rows(sessions, rows_of(feed), source, label=guess)


def publisher(sessions: SessionFactory, postcodes: Any = None) -> Publisher:
    return Publisher(sessions, postcodes, AREA)


def export_of(sessions: SessionFactory, form: str = "json") -> bytes:
    return exported(publisher(sessions), form)


def import_of(addresses: Addresses, content: bytes, name: str = "own.json") -> SessionFactory:
    """A new store filled from an export, all of which has to be taken."""
    path = addresses.folder / f"{next(_numbers)}-{name}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    sessions = new_store(addresses)
    report = import_file(sessions, path, label=_never_asked)
    assert report.rejected == ()
    return sessions


def _never_asked(listings: Sequence[Listing]) -> Mapping[str, list[tuple[str, float]]]:
    """Needs travel with the export, so only services that came without any are asked about."""
    return {listing.id: [] for listing in listings}
