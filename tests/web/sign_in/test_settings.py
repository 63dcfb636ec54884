"""Settings of signing in: strict where others reach the site, closed until set, and wrong ones say so."""

import pytest

from web.exceptions import SettingsError
from web.models.staff import Role
from web.settings import WebSettings

COUNCIL = {
    "PUBLIC_URL": "https://signpost.example.org",
    "OIDC_ISSUER": "https://login.example.org/asc/",
    "OIDC_CLIENT_ID": "signpost",
    "OIDC_CLIENT_SECRET": "a-secret",
    "OIDC_ROLES": "CN=Care,OU=Staff=adviser; asc-managers = manager",
}


def test_it_works_with_nothing_set() -> None:
    ways = WebSettings.from_env({}).sign_in
    assert (ways.local, ways.council, ways.idle_minutes, ways.proof_minutes) == (True, None, 60, 15)


@pytest.mark.parametrize(
    ("environ", "codes_for"),
    [
        ({}, frozenset()),
        ({"HOST": "192.0.2.1"}, frozenset(Role)),
        ({"TRUSTED_PROXIES": "1"}, frozenset(Role)),
        ({"HOST": "192.0.2.1", "REQUIRE_CODES": "none"}, frozenset()),
        ({"REQUIRE_CODES": "all"}, frozenset(Role)),
        ({"REQUIRE_CODES": " Manager, administrator"}, {Role.MANAGER, Role.ADMINISTRATOR}),
    ],
)
def test_codes_are_needed_of_everybody_unless_only_this_machine_reaches_the_site(
    environ: dict[str, str], codes_for: set[Role]
) -> None:
    assert WebSettings.from_env(environ).sign_in.codes_for == codes_for


def test_the_councils_own_sign_in() -> None:
    council = WebSettings.from_env(COUNCIL).sign_in.council
    assert council is not None
    assert council.issuer == "https://login.example.org/asc/"
    assert council.roles == (("CN=Care,OU=Staff", Role.ADVISER), ("asc-managers", Role.MANAGER))
    assert council.come_back_to == "https://signpost.example.org/staff/sign-in/council/back"
    assert "a-secret" not in repr(council)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"OIDC_ISSUER": "http://login.example.org"}, "OIDC_ISSUER"),
        ({"OIDC_CLIENT_ID": ""}, "OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        ({"OIDC_ROLES": ""}, "OIDC_ROLES"),
        ({"OIDC_ROLES": "asc=wizard"}, "OIDC_ROLES"),
        ({"OIDC_ROLES": "=adviser"}, "OIDC_ROLES"),
        ({"OIDC_SCOPE": "profile"}, "OIDC_SCOPE"),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL"),
        ({"LOCAL_SIGN_IN": "no"}, "BREAK_GLASS_ACCOUNT"),
        ({"REQUIRE_CODES": "some"}, "REQUIRE_CODES"),
        ({"SESSION_IDLE_MINUTES": "1"}, "SESSION_IDLE_MINUTES"),
    ],
)
def test_a_wrong_value_is_named_and_no_secret_said(change: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as wrong:
        WebSettings.from_env({**COUNCIL, **change})
    assert "a-secret" not in str(wrong.value)


def test_passwords_cannot_be_switched_off_without_another_way_in() -> None:
    with pytest.raises(SettingsError, match="LOCAL_SIGN_IN"):
        WebSettings.from_env({"LOCAL_SIGN_IN": "no", "BREAK_GLASS_ACCOUNT": "ada"})
    both = {**COUNCIL, "LOCAL_SIGN_IN": "no", "BREAK_GLASS_ACCOUNT": "Ada"}
    ways = WebSettings.from_env(both).sign_in
    assert (ways.local, ways.break_glass) == (False, "ada")
