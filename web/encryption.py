"""Private columns at rest: versioned keys, and the column types that encrypt and decrypt.

Beside the keys that encrypt, a keyring holds those of the keyed hashes: of people (web/store/people.py), of
the audit trail (web/store/trail.py), and of the lots of the case audit (web/store/case_audit.py).

The keyring travels on the engine's dialect, so two stores in one process never share a key and nothing is
global. A stored value reads `<key version>:<Fernet token>`; a new key is added in front of the list, old
ones stay until everything was re-encrypted.
"""

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Dialect, Engine, Text
from sqlalchemy.types import TypeDecorator

from web.exceptions import SettingsError, UnreadableSecret
from web.security.hashing import HashKeys, derived

_SHORTEST_SECRET = 32
_VERSION = re.compile(r"[A-Za-z0-9._-]{1,16}")


class Keyring:
    """Encrypts with its first key and decrypts with whichever key a value names."""

    def __init__(
        self,
        secrets: Mapping[str, str],
        people: Mapping[str, str] | None = None,
        trail: Mapping[str, str] | None = None,
    ) -> None:
        """`secrets`: key version -> secret, the one to encrypt with first; `people` and `trail` likewise.

        Without keys of their own, the keyed hashes are made under the same secrets, derived apart.
        """
        self._keys = {version: _fernet(secret) for version, secret in secrets.items()}
        self.newest = next(iter(self._keys))
        self.versions = tuple(self._keys)
        self.people = HashKeys(people or secrets, "people")
        self.trail = HashKeys(trail or secrets, "trail")
        self.lots = HashKeys(trail or secrets, "lots")

    def seal(self, text: str) -> str:
        """Plain text in, `<version>:<token>` out."""
        return f"{self.newest}:{self._keys[self.newest].encrypt(text.encode()).decode()}"

    def open(self, sealed: str) -> str:
        """`<version>:<token>` in, plain text out; UnreadableSecret when no key of ours opens it."""
        version, _, token = sealed.partition(":")
        try:
            return self._keys[version].decrypt(token.encode()).decode()
        except (KeyError, InvalidToken):
            raise UnreadableSecret(
                "A private value cannot be opened with the keys in CONTACTS_KEY."
            ) from None


def parse_keys(text: str, name: str = "CONTACTS_KEY") -> dict[str, str]:
    """`v2:SECRET,v1:SECRET` (newest first), or one bare secret meaning v1; SettingsError names `name`."""
    keys: dict[str, str] = {}
    for part in filter(None, (item.strip() for item in text.split(","))):
        version, separator, secret = part.partition(":")
        version, secret = (version, secret) if separator else ("v1", part)
        if len(secret) < _SHORTEST_SECRET or version in keys or not _VERSION.fullmatch(version):
            raise SettingsError(
                f"{name} must be secrets of at least 32 characters, newest first, each with its own "
                "short version: v2:SECRET,v1:SECRET."
            )
        keys[version] = secret
    if not keys:
        raise SettingsError(f"{name} is empty; leave it unset to have a key made in VAR_DIR/secrets.")
    return keys


def give_keyring(engine: Engine, keyring: Keyring) -> None:
    """Lets this engine's private columns be written and read."""
    engine.dialect.signpost_keyring = keyring  # type: ignore[attr-defined]


def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived(secret, "contacts")))


def keyring_of(dialect: Dialect) -> Keyring:
    """The keyring that `give_keyring` gave; UnreadableSecret when this engine never got one."""
    keyring: Keyring | None = getattr(dialect, "signpost_keyring", None)
    if keyring is None:
        raise UnreadableSecret("This engine was opened without its keyring.")
    return keyring


class PrivateText(TypeDecorator[str]):
    """Text that only ever touches the disk encrypted."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring_of(dialect).seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring_of(dialect).open(value)


class PrivateJson(TypeDecorator[Any]):
    """A JSON value that only ever touches the disk encrypted."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else keyring_of(dialect).seal(json.dumps(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(keyring_of(dialect).open(value))
