"""What became of a service whose address somebody has: shown, closed, withdrawn, merged, never here."""

from dataclasses import dataclass
from enum import StrEnum

from directory.database import SessionFactory, open_engine, session_factory
from directory.listings import Listing, get_listing
from directory.models.service import Status
from directory.queries.editing import merged_into
from directory.settings import DirectorySettings


class Standing(StrEnum):
    """How a service stands."""

    SHOWN = "shown"
    CLOSED_FOR_NOW = "closed for now"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"  # an editor's decision, or a demonstration that is over: nothing of it is shown
    MERGED = "merged"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Whereabouts:
    """Where a service's address leads. `listing` where it may be shown; `kept_id` where it was merged."""

    standing: Standing
    listing: Listing | None = None
    kept_id: str | None = None


@dataclass(frozen=True)
class Register:
    """Every service that ever was, whatever its status."""

    sessions: SessionFactory

    @classmethod
    def open(cls, settings: DirectorySettings) -> "Register":
        """The register of the directory's store."""
        return cls(session_factory(open_engine(settings.database_url)))

    def look_up(self, service_id: str) -> Whereabouts:
        """What became of the service with this id."""
        with self.sessions() as session:
            if kept_id := merged_into(session, service_id):
                return Whereabouts(Standing.MERGED, kept_id=kept_id)
            return whereabouts_of(get_listing(session, service_id))


def whereabouts_of(listing: Listing | None) -> Whereabouts:
    """The same for a listing that was read."""
    if listing is None:
        return Whereabouts(Standing.UNKNOWN)
    if listing.status == Status.WITHDRAWN:
        return Whereabouts(Standing.WITHDRAWN)
    standings = {
        Status.ACTIVE.value: Standing.SHOWN,
        Status.TEMPORARILY_CLOSED.value: Standing.CLOSED_FOR_NOW,
    }
    return Whereabouts(standings.get(listing.status, Standing.CLOSED), listing)
