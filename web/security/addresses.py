"""Whom a limit counts: one household or office line, however many addresses its network hands it."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import request

_ONE_LINE = 64  # the part of an IPv6 address that belongs to the line; the rest, its holder picks freely


def line_of(address: str | None) -> str:
    """The line `address` belongs to: an IPv4 address, also one written as IPv6, or the /64 of an IPv6 one."""
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Network((parsed, _ONE_LINE), strict=False).network_address)
    return str(parsed)


def sender() -> str:
    """The line the present request came from."""
    return line_of(request.remote_addr)
