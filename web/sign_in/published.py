"""What a provider publishes about itself: addresses and keys, fetched when needed and kept an hour."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from web.exceptions import CouncilSignInFailed
from web.variables import is_safe_address

_KEPT_SECONDS = 3600.0
_KEYS_AGAIN_SECONDS = 30.0  # a token with a key nobody knows must not make us ask without end
_LONGEST = 256 * 1024


class Published:
    """The provider's own description (OpenID Connect Discovery 1.0). Safe between threads."""

    def __init__(self, issuer: str, client: Callable[[], httpx.Client]) -> None:
        self._issuer, self._client = issuer, client
        self._lock = Lock()
        self._known: dict[str, Any] | None = None
        self._keys: KeySet | None = None
        self._fetched = self._keys_fetched = 0.0

    def known(self) -> dict[str, Any]:
        """The description; CouncilSignInFailed when it cannot be had, or is somebody else's."""
        with self._lock:
            return self._fresh()

    def address(self, name: str) -> str:
        """One address of the description: https, unless it is this machine."""
        found = self.known().get(name)
        if not isinstance(found, str) or not is_safe_address(found):
            raise CouncilSignInFailed("description")
        return found

    def keys(self, *, again: bool = False) -> KeySet:
        """The keys it signs with. `again`: one was not among them, so look whether there are new ones."""
        address = self.address("jwks_uri")
        with self._lock:
            age = time.monotonic() - self._keys_fetched
            if self._keys is None or age > _KEPT_SECONDS or (again and age > _KEYS_AGAIN_SECONDS):
                try:
                    self._keys = KeySet.import_key_set(self._get(address))  # type: ignore[arg-type]
                except (JoseError, ValueError, KeyError, TypeError):
                    raise CouncilSignInFailed("keys") from None
                self._keys_fetched = time.monotonic()
            return self._keys

    def _fresh(self) -> dict[str, Any]:
        if self._known is None or time.monotonic() - self._fetched > _KEPT_SECONDS:
            found = self._get(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != self._issuer:
                raise CouncilSignInFailed("issuer")
            self._known, self._fetched = found, time.monotonic()
        return self._known

    def _get(self, address: str) -> dict[str, Any]:
        try:
            with self._client() as client:
                answer = client.get(address, headers={"Accept": "application/json"}).raise_for_status()
            found = answer.json() if len(answer.content) <= _LONGEST else None
        except (httpx.HTTPError, ValueError):
            raise CouncilSignInFailed("unreachable") from None
        if not isinstance(found, dict):
            raise CouncilSignInFailed("description")
        return found
