"""The addresses and forms of the tools of a call."""

from tests.web.resident.forms import hidden

__all__ = ["CALL", "hidden"]


CALL = "/staff/call/1"  # the first of a store
