"""The token by which a program of ours is known."""

import hmac

from flask import request


def brings_token(expected: str) -> bool:
    """Does the present request carry this token, as `Authorization: Bearer ...`? Takes as long either way."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), expected.encode())
