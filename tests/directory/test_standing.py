"""What became of a service whose address somebody kept: on a real store, through its whole life."""

from datetime import datetime, timezone
from pathlib import Path

import pytest

from directory.database import SessionFactory, begin_writing
from directory.importing import import_file
from directory.models.editing import MergedService
from directory.models.service import Service, Status
from directory.queries.editing import put_merged
from directory.standing import Register, Standing
from tests.directory.feeds import v3_service, write_feed


@pytest.fixture
def register(sessions: SessionFactory, tmp_path: Path) -> Register:
    kept = {**v3_service(), "id": "kept"}
    import_file(sessions, write_feed(tmp_path, [{**v3_service(), "id": "lunch"}, kept]))
    return Register(sessions)


def becomes(register: Register, service_id: str, status: str) -> None:
    with begin_writing(register.sessions) as session:
        session.get_one(Service, service_id).status = status


@pytest.mark.parametrize(
    ("status", "standing", "is_shown"),
    [
        (Status.ACTIVE, Standing.SHOWN, True),
        (Status.TEMPORARILY_CLOSED, Standing.CLOSED_FOR_NOW, True),
        (Status.INACTIVE, Standing.CLOSED, True),
        (Status.DEFUNCT, Standing.CLOSED, True),
        (Status.WITHDRAWN, Standing.WITHDRAWN, False),  # nothing of it leaves the store
    ],
)
def test_every_status_has_a_standing(
    register: Register, status: Status, standing: Standing, is_shown: bool
) -> None:
    becomes(register, "lunch", status.value)
    found = register.look_up("lunch")
    assert (found.standing, found.listing is not None) == (standing, is_shown)


def test_one_that_was_never_here_is_unknown(register: Register) -> None:
    assert register.look_up("nobody").standing is Standing.UNKNOWN


def test_a_merged_one_leads_to_the_kept_one(register: Register) -> None:
    with begin_writing(register.sessions) as session:
        session.get_one(Service, "lunch").status = Status.WITHDRAWN.value
        now = datetime.now(timezone.utc)
        put_merged(
            session, MergedService(service_id="lunch", kept_id="kept", at=now, by_id="1", by="Ed", why="Same")
        )
    found = register.look_up("lunch")
    assert (found.standing, found.kept_id, found.listing) == (Standing.MERGED, "kept", None)
    assert register.look_up("kept").standing is Standing.SHOWN
