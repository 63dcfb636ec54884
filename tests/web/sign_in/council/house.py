"""A small, real OpenID Connect provider: Authlib's own server side, on a port of this machine.

It publishes its description and its keys, signs people in without asking (whoever `here` is), gives codes
that are good once and for one client, checks PKCE, and signs its tokens. `Lies` are what an attacker, or a
broken provider, would send instead.
"""

import hmac
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749 import ClientMixin  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import CodeChallenge  # type: ignore[import-untyped]
from authlib.oidc.core.grants import OpenIDCode  # type: ignore[import-untyped]
from flask import Flask, abort, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

CLIENT_ID, CLIENT_SECRET = "signpost-eastmere", "a-secret-between-the-two"


@dataclass
class Person:
    """Somebody the council knows."""

    sub: str
    name: str
    groups: list[str]
    auth_time: int = 0
    email: str = "priya@example.org"


@dataclass
class Lies:
    """What is changed in a token before it is signed, or in what it is signed with."""

    claims: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    algorithm: str = "RS256"
    key: Any = None
    kid: str | None = None
    not_a_token: str | None = None
    told_beside: dict[str, Any] | None = None
    state: str | None = None
    back_from: str | None = None


@dataclass
class Client(ClientMixin):  # type: ignore[misc]
    """Signpost, as the provider knows it."""

    redirect_uri: str
    way: str = "client_secret_basic"

    def get_client_id(self) -> str:
        return CLIENT_ID

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return secrets.compare_digest(client_secret, CLIENT_SECRET)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == self.way

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"

    def get_allowed_scope(self, scope: str) -> str:
        return scope


@dataclass
class Code:
    """One authorisation code, and what was asked with it."""

    code: str
    person: Person
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None
    redirect_uri: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.person.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class CouncilHouse:
    """The provider. Change `here`, `lies`, `groups_in` and `key` between two sign-ins as a test needs."""

    def __init__(self, come_back_to: str) -> None:
        self.client = Client(come_back_to)
        self.here: Person | None = None
        self.lies = Lies()
        self.groups_in = "token"
        self.key: Any = rsa_key("ours")
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, Person] = {}
        self.asked: list[str] = []
        self.issuer = ""
        self.app = self._app()

    def sign(self, claims: dict[str, Any]) -> str:
        """The token with these claims, as truthful as `lies` lets it be."""
        lies = self.lies
        told = {name: value for name, value in {**claims, **lies.claims}.items() if name not in lies.without}
        header = {"alg": lies.algorithm, "kid": lies.kid or self.key.kid}
        if lies.algorithm in ("none", "HS256"):
            return by_hand(header, told, b"" if lies.algorithm == "none" else self.key.as_pem(private=False))
        key = rsa_key("other") if lies.key == "other" else lies.key or self.key
        return lies.not_a_token or jwt.encode(header, told, key, algorithms=[lies.algorithm])

    def _app(self) -> Flask:
        app = Flask("council house")
        server = AuthorizationServer(app, self._client_of, self._keep_token)
        server.register_grant(_grant(self), [CodeChallenge(required=True), _IdTokens(self)])

        @app.before_request
        def note() -> None:
            self.asked.append(request.path)

        @app.get("/.well-known/openid-configuration")
        def description() -> Any:
            return jsonify(self._description())

        @app.get("/keys")
        def keys() -> Any:
            return jsonify(KeySet([self.key]).as_dict(private=False))

        @app.get("/authorise")
        def authorise() -> Any:
            return self._answer(server)

        @app.post("/token")
        def token() -> Any:
            return server.create_token_response()

        @app.get("/person")
        def person() -> Any:
            found = self.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
            told = {"sub": found.sub, "groups": found.groups} if found else abort(401)
            return jsonify(self.lies.told_beside or told)

        return app

    def _description(self) -> dict[str, Any]:
        here = self.issuer.rstrip("/")
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{here}/authorise",
            "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys",
            "userinfo_endpoint": f"{here}/person",
            "end_session_endpoint": f"{here}/leave",
            "token_endpoint_auth_methods_supported": [self.client.way],
        }

    def _answer(self, server: AuthorizationServer) -> Response:
        if self.here is None:
            state = request.args["state"]
            return redirect(f"{self.client.redirect_uri}?error=access_denied&state={state}")
        if "login" in request.args.get("prompt", "") or not self.here.auth_time:
            self.here.auth_time = int(time.time())
        grant = server.get_consent_grant(end_user=self.here)
        answer: Response = server.create_authorization_response(grant_user=self.here, grant=grant)
        if self.lies.state is not None:
            answer.location = answer.location.replace(request.args["state"], self.lies.state)
        if self.lies.back_from is not None:
            answer.location += f"&iss={self.lies.back_from}"
        return answer

    def _client_of(self, client_id: str) -> Client | None:
        return self.client if client_id == CLIENT_ID else None

    def _keep_token(self, token: dict[str, Any], asked: Any) -> None:
        self.tokens[token["access_token"]] = asked.user


class _IdTokens(OpenIDCode):  # type: ignore[misc]
    def __init__(self, house: CouncilHouse) -> None:
        super().__init__(require_nonce=True)
        self._house = house

    def exists_nonce(self, nonce: str, _asked: Any) -> bool:
        return any(code.nonce == nonce for code in self._house.codes.values())

    def encode_id_token(self, token: dict[str, Any], asked: Any) -> str:
        moment, person = int(time.time()), asked.user
        claims = {
            "iss": self._house.issuer, "aud": CLIENT_ID, "sub": person.sub, "iat": moment,
            "exp": moment + 300,
            "preferred_username": person.name, **self.get_authorization_code_claims(asked.authorization_code),
        }  # fmt: skip
        if self._house.groups_in == "token":
            claims["groups"] = person.groups
        return self._house.sign(claims)


def _grant(house: CouncilHouse) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

        def save_authorization_code(self, code: str, asked: Any) -> None:
            data = asked.payload.data
            house.codes[code] = Code(
                code, asked.user, asked.payload.scope, data.get("nonce"), data.get("code_challenge"),
                data.get("code_challenge_method"), asked.payload.redirect_uri,
            )  # fmt: skip

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return house.codes.get(code)

        def delete_authorization_code(self, code: Code) -> None:
            del house.codes[code.code]

        def authenticate_user(self, code: Code) -> Person:
            return code.person

    return Grant


@contextmanager
def council_house(come_back_to: str) -> Iterator[CouncilHouse]:
    """The provider, answering on loopback."""
    house = CouncilHouse(come_back_to)
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    house.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield house
    server.shutdown()
    thread.join()
    server.server_close()


@cache
def rsa_key(whose: str) -> RSAKey:
    """A key pair, made once for all tests: "ours", and "other", which says it is the same and is not."""
    return RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})


def elliptic_key() -> ECKey:
    """A newer key of the council's, of another kind."""
    return ECKey.generate_key("P-256", {"kid": "second", "use": "sig"})


def by_hand(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    """A token as no library makes it any more: not signed, or with the public key for a shared secret."""
    parts = b".".join(_base64(json.dumps(each).encode()) for each in (header, claims))
    signature = hmac.new(secret, parts, sha256).digest() if secret else b""
    return b".".join((parts, _base64(signature))).decode()


def _base64(raw: bytes) -> bytes:
    return urlsafe_b64encode(raw).rstrip(b"=")
