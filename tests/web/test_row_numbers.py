"""A number that no row can have is not found: it is never an error of the database."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from web.database import ContactsStore
from web.security.row_numbers import LARGEST
from web.store import api_tokens

TOO_LARGE = (LARGEST + 1, 10**12, 10**30)


@pytest.mark.parametrize("number", TOO_LARGE)
def test_no_page_has_it(signed_in: Callable[[str], FlaskClient], number: int) -> None:
    assert signed_in("leo").get(f"/staff/review/{number}").status_code == 404


def test_nor_has_the_largest_that_there_could_be(signed_in: Callable[[str], FlaskClient]) -> None:
    assert signed_in("leo").get(f"/staff/review/{LARGEST}").status_code == 404


@pytest.mark.parametrize("number", TOO_LARGE)
def test_no_person_has_it(signed_in: Callable[[str], FlaskClient], number: int) -> None:
    assert signed_in("ada").get(f"/staff/audit?who={number}").status_code == 200


@pytest.mark.parametrize("number", TOO_LARGE)
def test_no_token_has_it(store: ContactsStore, number: int) -> None:
    with store.writing() as session:
        assert api_tokens.revoke(session, number) is False
