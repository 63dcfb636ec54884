"""The socket under a request, where the server lends it: nobody may send slowly without end."""

import socket
from contextlib import suppress

from flask import Flask, request

SECONDS = 15.0


def install(app: Flask) -> None:
    """Gives every request so long between two pieces of its body; a slower one counts as gone away (400)."""
    app.before_request(_hurry)


def stop_reading() -> None:
    """Takes no more of this request's body: refusing it never waits for a sender who is in no hurry."""
    if (connection := _socket()) is not None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RD)


def _hurry() -> None:
    if (connection := _socket()) is not None:
        connection.settimeout(SECONDS)


def _socket() -> socket.socket | None:
    # gunicorn puts it here; under any other server this guard is the proxy's work.
    connection: socket.socket | None = request.environ.get("gunicorn.socket")
    return connection
