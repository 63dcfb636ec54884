"""The council's own sign-in, by OpenID Connect: the code flow with PKCE, state and nonce.

OpenID Connect Core 1.0 (3.1.2 and 3.1.3.7), Discovery 1.0, RFC 7636 (PKCE), RFC 9207 (the issuer comes back).
What the provider says is believed only from its token, signed with a key it publishes.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from flask import Flask, current_app
from werkzeug.exceptions import NotFound

from web.clock import now
from web.exceptions import CouncilSignInFailed
from web.sign_in.published import Published
from web.sign_in.settings import CouncilSignIn
from web.sign_in.tokens import claims_of

_EXTENSION = "signpost.council_sign_in"
_SECONDS_ON_THE_WAY = 600
_AUTH_METHODS = "token_endpoint_auth_methods_supported"
_JSON_PLEASE = {"Accept": "application/json"}
_TIMEOUT = httpx.Timeout(10.0, connect=5.0)


@dataclass(frozen=True)
class Journey:
    """One trip to the provider and back. What is kept of it lies in the traveller's own session."""

    state: str
    nonce: str
    verifier: str
    began: int
    again: bool = False
    address: str = ""

    def kept(self) -> dict[str, Any]:
        """What the session keeps until the traveller is back."""
        return {"state": self.state, "nonce": self.nonce, "verifier": self.verifier, "began": self.began,
                "again": self.again}  # fmt: skip

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> "Journey":
        """The journey that was kept; CouncilSignInFailed for one that never began or took too long."""
        if kept is None:
            raise CouncilSignInFailed("no_journey")
        journey = cls(kept["state"], kept["nonce"], kept["verifier"], kept["began"], kept["again"])
        if int(now().timestamp()) - journey.began > _SECONDS_ON_THE_WAY:
            raise CouncilSignInFailed("too_slow")
        return journey


class Provider:
    """One provider, as its settings describe it. Safe between threads."""

    def __init__(self, settings: CouncilSignIn) -> None:
        self._settings = settings
        self._published = Published(settings.issuer, _client)

    def begin(self, *, again: bool = False) -> Journey:
        """A new journey, with the address it begins at. `again`: they shall sign in there anew."""
        moment = int(now().timestamp())
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        more = {"prompt": "login", "max_age": "0"} if again else {}
        address = prepare_grant_uri(
            self._published.address("authorization_endpoint"), self._settings.client_id, "code",
            redirect_uri=self._settings.come_back_to, scope=self._settings.scope, state=state, nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier), code_challenge_method="S256", **more,
        )  # fmt: skip
        return Journey(state, nonce, verifier, moment, again, address)

    def finish(self, journey: Journey, answer: Mapping[str, str]) -> Mapping[str, Any]:
        """What the provider says of the traveller; CouncilSignInFailed for every answer that is not right."""
        if not secrets.compare_digest(answer.get("state", "").encode(), journey.state.encode()):
            raise CouncilSignInFailed("state")
        if answer.get("iss", self._settings.issuer) != self._settings.issuer:
            raise CouncilSignInFailed("issuer")
        if "error" in answer or not answer.get("code"):
            raise CouncilSignInFailed("declined" if answer.get("error") == "access_denied" else "no_code")
        token = self._exchange(answer["code"], journey.verifier)
        claims = claims_of(token, self._settings, journey.nonce, self._published.keys)
        if journey.again and int(claims.get("auth_time") or 0) < journey.began - 60:
            raise CouncilSignInFailed("not_again")
        return claims if self._settings.groups_claim in claims else {**self._more(token, claims), **claims}

    def way_out(self, back: str) -> str | None:
        """Where a person signs out there too (RP-Initiated Logout 1.0); None where the provider has none."""
        try:
            end = self._published.known().get("end_session_endpoint")
        except CouncilSignInFailed:
            return None
        told = {"client_id": self._settings.client_id, "post_logout_redirect_uri": back}
        return f"{end}{'&' if '?' in end else '?'}{urlencode(told)}" if end else None

    def _exchange(self, code: str, verifier: str) -> dict[str, Any]:
        """The tokens for a code. The provider refuses one that came twice, or without its verifier."""
        sent = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier,
                "redirect_uri": self._settings.come_back_to}  # fmt: skip
        client_id, secret = self._settings.client_id, self._settings.client_secret
        auth: httpx.Auth = httpx.Auth()
        if "client_secret_basic" in self._published.known().get(_AUTH_METHODS, ["client_secret_basic"]):
            auth = httpx.BasicAuth(quote_plus(client_id), quote_plus(secret))  # as RFC 6749, 2.3.1, has it
        else:
            sent |= {"client_id": client_id, "client_secret": secret}
        address = self._published.address("token_endpoint")
        return _json(
            lambda client: client.post(address, data=sent, auth=auth, headers=_JSON_PLEASE), refused="code"
        )

    def _more(self, token: Mapping[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
        """What the provider tells of the person beside the token; it must speak of the same person."""
        if not self._published.known().get("userinfo_endpoint"):
            return {}
        headers = {**_JSON_PLEASE, "Authorization": f"Bearer {token.get('access_token')}"}
        address = self._published.address("userinfo_endpoint")
        told = _json(lambda client: client.get(address, headers=headers), refused="person")
        if told.get("sub") != claims["sub"]:
            raise CouncilSignInFailed("person")
        return told


def _client() -> httpx.Client:
    # No redirect is followed, and no proxy of the environment is asked.
    return httpx.Client(timeout=_TIMEOUT, trust_env=False)


def _json(ask: Callable[[httpx.Client], httpx.Response], *, refused: str) -> dict[str, Any]:
    """The object the provider answers with; CouncilSignInFailed where it answers otherwise or not at all."""
    try:
        with _client() as client:
            answer = ask(client)
        if answer.status_code >= 500:
            raise CouncilSignInFailed("unreachable")
        told = answer.json() if answer.is_success else None
    except httpx.HTTPError:
        raise CouncilSignInFailed("unreachable") from None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise CouncilSignInFailed(refused)
    return told


def install(app: Flask, settings: CouncilSignIn | None) -> None:
    """Gives the app its provider, if a council has one."""
    app.extensions[_EXTENSION] = Provider(settings) if settings else None


def provider() -> Provider:
    """The provider of the present site; where none is set there is no such page."""
    found: Provider | None = current_app.extensions[_EXTENSION]
    if found is None:
        raise NotFound
    return found
