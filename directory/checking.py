"""Is the directory fit for use: how many services there are, and which needs have too few."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from directory.needs.vocabulary import Vocabulary
from directory.queries import counts, needs

ENOUGH_SERVICES = 3


def check_directory(session: Session) -> Iterator[str]:
    """What an editor should know, a line each."""
    for (source, status), count in sorted(counts.services_by_source_and_status(session).items()):
        yield f"{count} services: {source}, {status}"
    yield f"{len(needs.services_without_needs(session))} services answer no need"
    by_need = needs.services_by_need(session)
    for need in Vocabulary.load().needs:
        if by_need.get(need.id, 0) < ENOUGH_SERVICES:
            yield f"too few services for {need.id}: {by_need.get(need.id, 0)}"
