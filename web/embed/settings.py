"""Whose pages may show Signpost within them: the origins of EMBED_ORIGINS, and nobody where it is not set."""

from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlsplit

from web.exceptions import SettingsError
from web.variables import Reader

_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Embed:
    """`origins` as browsers write them. `demonstration`: only this machine reaches us; a page shows how."""

    origins: tuple[str, ...] = ()
    demonstration: bool = False


def read_embed(read: Reader, *, only_here: bool, port: int) -> Embed:
    """What EMBED_ORIGINS says; without it, where only this machine reaches us, its own two names."""
    named = read.words("EMBED_ORIGINS")
    if not named and only_here:
        return Embed((f"http://localhost:{port}", f"http://127.0.0.1:{port}"), demonstration=True)
    return Embed(tuple(dict.fromkeys(map(_origin, named))), demonstration=only_here)


def _origin(named: str) -> str:
    """`https://www.example.org`; SettingsError for a page, a pattern, or a way that others can listen to."""
    split = urlsplit(named.lower().rstrip("/"))
    try:
        port = split.port
    except ValueError:
        _refuse(named)
    host = f"[{split.hostname}]" if ":" in (split.hostname or "") else split.hostname
    if split.scheme not in ("https", "http") or not host or not _is_plain(host):
        _refuse(named)
    if split.path or split.query or split.fragment or split.username is not None:
        _refuse(named)
    if split.scheme == "http" and host not in _THIS_MACHINE:
        raise SettingsError(f"EMBED_ORIGINS: {named} must begin with https, or others could read along.")
    usual = 443 if split.scheme == "https" else 80
    return f"{split.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


def _is_plain(host: str) -> bool:
    # It goes into a header: nothing but what names and addresses are made of.
    return host.isascii() and all(letter.isalnum() or letter in ".-[]:" for letter in host)


def _refuse(named: str) -> NoReturn:
    raise SettingsError(
        f"EMBED_ORIGINS: {named} must be an origin such as https://www.example.org, "
        "without a page and without *; several with commas between them."
    ) from None
