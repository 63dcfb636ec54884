"""Who may show Signpost: nobody, until a setting names them, and no pattern ever."""

import pytest

from web.embed.settings import Embed
from web.exceptions import SettingsError
from web.settings import WebSettings


def read(**environ: str) -> Embed:
    return WebSettings.from_env(environ).embed


def test_closed_until_opened() -> None:
    assert read(HOST="192.0.2.1") == Embed()
    assert read(TRUSTED_PROXIES="1") == Embed()


def test_where_only_this_machine_reaches_us_it_may_show_us() -> None:
    own = read(PORT="8123")
    assert own.origins == ("http://localhost:8123", "http://127.0.0.1:8123")
    assert own.demonstration


def test_origins_are_written_as_browsers_write_them() -> None:
    named = "https://www.Eastmere.example.org/, https://eastmere.example.org:443,https://a.example.org:8443"
    found = read(HOST="192.0.2.1", EMBED_ORIGINS=f"{named}, https://www.eastmere.example.org")
    assert found.origins == (
        "https://www.eastmere.example.org", "https://eastmere.example.org", "https://a.example.org:8443",
    )  # fmt: skip
    assert not found.demonstration
    assert read(EMBED_ORIGINS="http://[::1]:8000").origins == ("http://[::1]:8000",)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("*", "must be an origin"),
        ("https://*.example.org", "must be an origin"),
        ("www.example.org", "must be an origin"),
        ("https://www.example.org/care", "must be an origin"),
        ("https://www.example.org?x=1", "must be an origin"),
        ("https://rosa@www.example.org", "must be an origin"),
        ("https://www.example.org:port", "must be an origin"),
        ("https://www.example.org; script-src *", "must be an origin"),
        ("javascript://www.example.org", "must be an origin"),
        ("https://", "must be an origin"),
        ("http://www.example.org", "must begin with https"),
    ],
)
def test_anything_else_stops_the_start_with_a_sentence(named: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"EMBED_ORIGINS.*{said}"):
        read(HOST="192.0.2.1", EMBED_ORIGINS=named)
