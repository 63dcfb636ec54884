"""The tokens by which programs are known: our own, and those that `create-token` makes."""

import hmac
from typing import cast

from flask import g, request

from web.models.api_token import ApiToken
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
    found = _found()
    return None if found is None else found.role


def token_number() -> int | None:
    """The number of that token: what its requests are counted under, from wherever they come."""
    found = _found()
    return None if found is None else found.id


def _found() -> ApiToken | None:
    if "api_token" not in g:
        g.api_token = _look_up(bearer())
    return cast("ApiToken | None", g.api_token)


def _look_up(words: str | None) -> ApiToken | None:
    if words is None:
        return None
    with parts().store.reading() as store:
        token = api_tokens.good_one(store, words)
    if token is not None and api_tokens.wants_noting(token):
        with parts().store.writing() as store:
            api_tokens.note_use(store, token.id)
    return token
