"""Keyed hashes: the same text gives the same hash to whoever holds the key, and nothing to anybody else.

Each purpose has keys of its own, newest first, each with a version: an old key stays for as long as something
is kept that was hashed with it. Pure.
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from web.exceptions import UnreadableSecret


class HashKeys:
    """The keys of one purpose; hashes are made with the first, and found again with any."""

    def __init__(self, secrets: Mapping[str, str], purpose: str) -> None:
        """`secrets`: key version -> secret, the newest first. Two purposes never share a derived key."""
        self._keys = {version: derived(secret, purpose) for version, secret in secrets.items()}
        self.newest = next(iter(self._keys))
        self.versions = tuple(self._keys)

    def hash(self, text: str, version: str | None = None) -> str:
        """64 hexadecimal digits, under the newest key or the one that is named."""
        key = self._keys.get(version or self.newest)
        if key is None:
            raise UnreadableSecret(f"The key {version} of a keyed hash is not there any more.")
        return hmac.new(key, text.encode(), sha256).hexdigest()

    def every(self, text: str) -> tuple[str, ...]:
        """The hash under each key: what is looked for while a newer key is being brought in."""
        return tuple(self.hash(text, version) for version in self._keys)

    def sign(self, text: str) -> str:
        """`<key version>:<hash>` under the newest key."""
        return f"{self.newest}:{self.hash(text)}"

    def has_signed(self, text: str, signed: str) -> bool:
        """Is `signed` what `sign` made of this text? UnreadableSecret when its key is not among ours."""
        version, _, digest = signed.partition(":")
        return hmac.compare_digest(self.hash(text, version), digest)


def derived(secret: str, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose: from one secret, two purposes never get the same."""
    info = f"signpost {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
