"""The replies to each conversation's last message: sent again, it is answered and not taken twice."""

from collections import OrderedDict
from typing import Any

MOST_CONVERSATIONS = 1000


class LastReplies:
    """Remembers, for the latest conversations of this process, the last message's id and what was replied."""

    def __init__(self, most: int = MOST_CONVERSATIONS) -> None:
        self._most = most
        self._last: OrderedDict[str, tuple[str, list[dict[str, Any]]]] = OrderedDict()

    def to(self, sender: str, message_id: str | None) -> list[dict[str, Any]] | None:
        """What was replied to this very message; None if it is a new one."""
        known = self._last.get(sender)
        return known[1] if known and message_id and known[0] == message_id else None

    def keep(self, sender: str, message_id: str | None, replies: list[dict[str, Any]]) -> None:
        """Remember a whole answer; the conversations longest silent give way."""
        if not message_id:
            return
        self._last[sender] = (message_id, replies)
        self._last.move_to_end(sender)
        while len(self._last) > self._most:
            self._last.popitem(last=False)
