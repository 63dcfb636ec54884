"""Connections to the public internet alone: an address in the directory must not lead into our own network.

A name is looked up once, every answer is judged, and the connection goes to the very address that was judged:
a name that answers differently a moment later changes nothing. Each redirect passes here again.
"""

import socket
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

Ip = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]
Allow = Callable[[Ip], bool]
NAT64 = IPv6Network("64:ff9b::/96")
# All that was ever given out to the public; the rest is old, special or local (RFC 4291, RFC 8215).
GIVEN_OUT = IPv6Network("2000::/3")


class Forbidden(Exception):
    """The address leads somewhere that is not for the public."""


class NoSuchHost(Exception):
    """The name has no address."""


def is_public(ip: Ip) -> bool:
    """Whether anybody in the world could reach it; what hides another address in itself is judged by that."""
    inner = _inside(ip)
    if inner is not None:
        return is_public(inner)
    if isinstance(ip, IPv6Address) and ip not in GIVEN_OUT:
        return False
    return ip.is_global and not ip.is_multicast


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name; NoSuchHost where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoSuchHost from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_inside(host: str, port: int, resolve: Resolve = look_up) -> bool:
    """Whether a name leads into a private network; not, where it leads nowhere."""
    try:
        addresses = resolve(host, port)
    except NoSuchHost:
        return False
    return not all(is_public(ip_address(each.partition("%")[0])) for each in addresses)


class GuardedNetwork(httpcore.NetworkBackend):
    """Opens connections for one request; all of them together take no longer than `seconds`."""

    def __init__(self, seconds: float, resolve: Resolve = look_up, allow: Allow = is_public) -> None:
        self._until = time.monotonic() + seconds
        self._resolve, self._allow = resolve, allow
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to a public address of `host`; Forbidden where any of its addresses is not."""
        addresses = self._resolve(host.strip("[]"), port)
        if not addresses:
            raise NoSuchHost
        if not all(self._allow(ip_address(each.partition("%")[0])) for each in addresses):
            raise Forbidden
        within = _within(timeout, self._until)
        stream = self._sockets.connect_tcp(addresses[0], port, within, local_address, socket_options)
        return _Hurried(stream, self._until)

    def connect_unix_socket(self, *_args: Any, **_more: Any) -> httpcore.NetworkStream:
        """Never."""
        raise Forbidden

    def sleep(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)


class _Hurried(httpcore.NetworkStream):
    """A stream that is given up at a moment: a server that sends one byte a second must not hold us."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(timeout, self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(timeout, self._until))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        within = _within(timeout, self._until)
        return _Hurried(self._stream.start_tls(ssl_context, server_hostname, within), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _within(timeout: float | None, until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("It took too long.")
    return left if timeout is None else min(timeout, left)


def _inside(ip: Ip) -> IPv4Address | None:
    if isinstance(ip, IPv4Address):
        return None
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    tunnelled = ip.teredo[1] if ip.teredo else None
    return ip.ipv4_mapped or ip.sixtofour or tunnelled
