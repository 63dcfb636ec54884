"""Every form carries proof that our own page sent it; programs that bring a token or no cookie need none."""

from collections.abc import Iterable

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect


def install(app: Flask, exempt: Iterable[Blueprint]) -> None:
    """Protects every form of `app`. `exempt`: blueprints that answer programs and read no cookie."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # As long as the session: a slow typist is not an attacker.
    # Our own referrer policy sends none, so it cannot be asked for; the token and SameSite do the work.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    protect = CSRFProtect(app)
    for blueprint in exempt:
        protect.exempt(blueprint)
