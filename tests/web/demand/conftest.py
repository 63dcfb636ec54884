"""Nadia, who manages, and the invented council's figures in the store."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from web.clock import now
from web.database import ContactsStore
from web.demand.saved import example, figures_as_json
from web.store import demand as stored


@pytest.fixture
def nadia(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return signed_in("nadia")


@pytest.fixture
def council(store: ContactsStore) -> None:
    """The invented council's figures, saved."""
    with store.writing() as session:
        body = figures_as_json(example())
        stored.save_figures(session, body, key="first", based_on=0, by=None, moment=now())
