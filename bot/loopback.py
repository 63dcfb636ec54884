"""The inner programs' doors: on this machine alone, open to who has the token. Python 3.10 as well."""

import hmac
import socket

from bot.exceptions import SettingsError
from bot.settings import LOOPBACK


def listen(port: int, setting: str) -> socket.socket:
    """A socket bound to that port, taken before anything slow is done; `setting` is what would change it."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((LOOPBACK, port))
    except OSError:
        raise SettingsError(
            f"Port {port} is taken. Stop what uses it, or set {setting} to another."
        ) from None
    return door


def has_token(authorization: str, token: str) -> bool:
    """Whether that Authorization header carries the token, compared in constant time."""
    return hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())
