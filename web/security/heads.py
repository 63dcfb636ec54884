"""Has the whole head of a request arrived? Asked by looking at the socket, taking nothing from it."""

import socket
from contextlib import suppress
from enum import Enum

LONGEST = 16 * 1024  # our longest address, our cookie and what browsers add come to a quarter of this
_END = b"\r\n\r\n"
_REFUSAL = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Head(Enum):
    """What stands at the socket."""

    WHOLE = "whole"
    BEGUN = "begun"
    HOPELESS = "hopeless"  # gone away, or longer than any head of ours


def look(sock: socket.socket) -> Head:
    """What has arrived so far. One that is not whole counts as readable only once more has come."""
    try:
        seen = sock.recv(LONGEST, socket.MSG_PEEK)
    except BlockingIOError:
        return Head.BEGUN
    except OSError:
        return Head.HOPELESS
    if _END in seen:
        return Head.WHOLE if _readable_from(sock, 1) else Head.HOPELESS
    if len(seen) >= LONGEST:
        _refuse(sock)
        return Head.HOPELESS
    # Woken although no more than last time is here: the sender has gone away.
    grown = len(seen) >= sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT)
    return Head.BEGUN if grown and seen and _readable_from(sock, len(seen) + 1) else Head.HOPELESS


def _readable_from(sock: socket.socket, count: int) -> bool:
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, count)
    except OSError:
        return False
    return True


def _refuse(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.send(_REFUSAL)
