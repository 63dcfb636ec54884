"""A feed may say that an address must not be published: nothing that leads to the door is taken in."""

from typing import Any

import pytest

from directory.openreferral.locations import read_locations
from tests.directory.feeds import v3_location

ADDRESS = {
    "id": "ad1",
    "attention": "Ring the blue bell",
    "address_1": "12 Hidden Lane",
    "address_2": "Flat 3",
    "city": "Brigholm",
    "postal_code": "DN20 8AA",
}
SECRETS = ("12 Hidden Lane", "Flat 3", "8AA", "blue bell", "Larch House", "100050", "53.552", "-0.492")


def told(mask: Any, **changes: Any) -> str:
    place = v3_location(
        name="Larch House",
        description="Larch House, behind the church",
        external_identifier="100050",
        external_identifier_type="UPRN",
        addresses=[{**ADDRESS, **changes}],
        mask_exact_address=mask,
    )
    records, _ = read_locations("s1", {"service_at_locations": [{"id": "sal1", "location": place}]})
    return repr(records)


@pytest.mark.parametrize("mask", [True, "true", "TRUE", " Yes ", 1, "1"])
def test_nothing_leads_to_a_masked_door(mask: Any) -> None:
    said = told(mask)
    assert [secret for secret in SECRETS if secret in said] == []
    assert "'DN20'" in said


@pytest.mark.parametrize("mask", [None, False, "false", "", 0, "0", "no"])
def test_what_is_not_masked_is_told(mask: Any) -> None:
    said = told(mask)
    assert [secret for secret in SECRETS if secret not in said] == []


@pytest.mark.parametrize("postcode", ["DN208AA", "dn20 8aa", "DN20  8AA", " DN208AA "])
def test_half_of_a_postcode_however_it_is_written(postcode: str) -> None:
    said = told(True, postal_code=postcode)
    assert "'DN20'" in said
    assert "8aa" not in said.casefold()


def test_what_is_no_postcode_is_left_out() -> None:
    assert "Larch" not in told(True, postal_code="Larch House, DN20 8AA")
