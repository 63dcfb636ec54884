"""Tests speak to this machine only."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_an_outside_address_is_refused():
    # The plugin warns before it refuses, and this suite turns warnings into errors.
    with socket.socket() as outside, pytest.raises((SocketConnectBlockedError, UserWarning)):
        outside.connect(("192.0.2.1", 80))  # a documentation address (RFC 5737): nobody's


def test_loopback_is_open():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        client.connect(server.getsockname())
