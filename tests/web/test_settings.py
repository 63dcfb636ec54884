"""Settings: safe by themselves, and wrong ones stop the start with a sentence that names the variable."""

import pytest

from web.exceptions import SettingsError
from web.settings import WebSettings, is_loopback


def test_it_works_with_nothing_set() -> None:
    settings = WebSettings.from_env({})
    assert (settings.host, settings.port, settings.secure_cookies) == ("127.0.0.1", 8000, False)
    assert settings.contacts_database_url.endswith("/var/contacts.sqlite3")
    assert (settings.contacts_key, settings.secret_key) == (None, None)


@pytest.mark.parametrize(
    ("environ", "secure"),
    [
        ({"HOST": "192.0.2.1"}, True),
        ({"HOST": "signpost.example.org"}, True),
        ({"TRUSTED_PROXIES": "1"}, True),
        ({"HOST": "::1"}, False),
        ({"HOST": "localhost"}, False),
        ({"HOST": "192.0.2.1", "SECURE_COOKIES": "no"}, False),
    ],
)
def test_cookies_are_secure_except_on_loopback(environ: dict[str, str], secure: bool) -> None:
    assert WebSettings.from_env(environ).secure_cookies is secure


def test_a_real_council_never_shows_the_demonstrations_numbers() -> None:
    settings = WebSettings.from_env({"COUNCIL_NAME": "Northtown"})
    assert (settings.council_phone, settings.edt_phone) == ("", "")


@pytest.mark.parametrize(
    "environ",
    [
        {"PORT": "http"},
        {"PORT": "70000"},
        {"SECURE_COOKIES": "maybe"},
        {"TRUSTED_PROXIES": "-1"},
        {"TIME_ZONE": "Eastmere"},
        {"LIMIT_CHAT": "a lot"},
        {"ABANDON_MINUTES": "0"},
        {"IN_FLIGHT_PER_ADDRESS": "0"},
        {"IN_FLIGHT_PER_ADDRESS": "9", "WEB_THREADS": "32"},
        {"CHAT_IN_FLIGHT_PER_ADDRESS": "0"},
    ],
)
def test_a_wrong_value_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(environ))):
        WebSettings.from_env(environ)


def test_limits_are_settings() -> None:
    more_room = {"WEB_THREADS": "80", "IN_FLIGHT_PER_ADDRESS": "20"}
    environ = {"LIMIT_CHAT": "5 per second", "KEEP_WORDS_DAYS": "30", **more_room}
    settings = WebSettings.from_env(environ)
    assert settings.limits.chat == "5 per second"
    assert (settings.limits.in_flight_per_address, settings.keeping.words_days) == (20, 30)


def test_an_unknown_host_is_not_loopback() -> None:
    assert not is_loopback("signpost")
    assert is_loopback("127.0.0.53")
