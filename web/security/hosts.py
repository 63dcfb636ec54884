"""The names this site answers to. A request for any other is not ours (400)."""

from typing import Any

from flask import Flask

from web.settings import WebSettings, is_loopback

_OURSELVES = ("localhost", "127.0.0.1")  # always: the bot and the launcher call us by them
_IPV6 = "[::1]"


def names(settings: WebSettings) -> list[str] | None:
    """What Flask may trust as TRUSTED_HOSTS; None when the site, open to others, was given no name."""
    alone = is_loopback(settings.host) and not settings.trusted_proxies
    return [*settings.trusted_hosts, *_OURSELVES] if settings.trusted_hosts or alone else None


def install(app: Flask) -> None:
    """Takes [::1] for localhost, which it is: Werkzeug's list of names cannot hold an IPv6 address."""
    inner = app.wsgi_app

    def renamed(environ: dict[str, Any], start_response: Any) -> Any:
        host: str = environ.get("HTTP_HOST", "")
        if host == _IPV6 or host.startswith(f"{_IPV6}:"):
            environ["HTTP_HOST"] = f"localhost{host.removeprefix(_IPV6)}"
        return inner(environ, start_response)

    app.wsgi_app = renamed  # type: ignore[method-assign]
