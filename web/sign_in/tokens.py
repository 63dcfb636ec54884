"""The provider's token: is it signed by the provider, for us, for this journey, and still good?"""

from collections.abc import Mapping
from typing import Any, Protocol

from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from web.exceptions import CouncilSignInFailed
from web.sign_in.settings import CouncilSignIn

# Signatures with a key pair alone: "none" is no signature, and HS256 would take a public key for a secret.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_LEEWAY_SECONDS = 60


class Keys(Protocol):
    """Where the provider's keys come from."""

    def __call__(self, *, again: bool = False) -> KeySet: ...


def claims_of(token: Mapping[str, Any], settings: CouncilSignIn, nonce: str, keys: Keys) -> dict[str, Any]:
    """What the ID token says; CouncilSignInFailed names what is wrong with it.

    OpenID Connect Core 1.0, 3.1.3.7: issuer, audience, authorised party, signature, algorithm, times, nonce.
    """
    id_token = token.get("id_token")
    if not isinstance(id_token, str):
        raise CouncilSignInFailed("no_token")
    signed = _signed(id_token, keys)
    claims = CodeIDToken(
        signed.claims,
        signed.header,
        options={
            "iss": {"essential": True, "values": [settings.issuer]},
            "aud": {"essential": True, "value": settings.client_id},
            "sub": {"essential": True},
            "nonce": {"essential": True},
        },
        params={"nonce": nonce, "client_id": settings.client_id, "access_token": token.get("access_token")},
    )
    try:
        claims.validate(leeway=_LEEWAY_SECONDS)
    except JoseError as error:
        raise CouncilSignInFailed(_which(error)) from None
    return dict(claims)


def _signed(id_token: str, keys: Keys) -> jwt.Token:
    registry = JWSRegistry(algorithms=_ALGORITHMS)
    try:
        try:
            return jwt.decode(id_token, keys(), registry=registry)
        except InvalidKeyIdError:
            return jwt.decode(id_token, keys(again=True), registry=registry)
    except (JoseError, ValueError, TypeError):
        raise CouncilSignInFailed("signature") from None


def _which(error: JoseError) -> str:
    # The claim's name and nothing of its value: this goes to the log.
    claim = getattr(error, "claim", None) or getattr(error, "claim_name", None)
    return f"claim_{claim}" if isinstance(claim, str) else error.error
