"""The tokens by which programs are known: our own, and those that `create-token` makes."""

import hmac
from typing import cast

from flask import g, request

from web.models.staff import Role
from web.parts import parts
from web.store import api_tokens


def bearer() -> str | None:
    """The token of the present request (`Authorization: Bearer ...`), if it brings one."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return given.strip() or None if scheme.lower() == "bearer" else None


def brings_token(expected: str) -> bool:
    """Does the present request carry this token? Takes as long either way."""
    return hmac.compare_digest((bearer() or "").encode(), expected.encode())


def token_role() -> Role | None:
    """The role of the API token that the present request brings; None without one that is good."""
    if "token_role" not in g:
        g.token_role = _look_up(bearer())
    return cast("Role | None", g.token_role)


def _look_up(words: str | None) -> Role | None:
    if words is None:
        return None
    with parts().store.reading() as store:
        return api_tokens.role_of(store, words)
