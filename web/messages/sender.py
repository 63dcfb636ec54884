"""One way to send a message to a person, whoever carries it: Notify, a mail server, or this machine."""

from dataclasses import dataclass
from typing import Protocol

from web.models.delivery import Way
from web.outbox.carrying import Result


@dataclass(frozen=True)
class Message:
    """What is said, and where it goes: a number, an e-mail address, or the lines of a postal address.

    `reference` names this message and no other, at every attempt.
    """

    way: Way
    to: tuple[str, ...]
    subject: str
    words: str
    reference: str


class Sender(Protocol):
    """Sends messages. Never raises for what the other side does."""

    @property
    def ways(self) -> frozenset[Way]:
        """The ways it can go."""

    def send(self, message: Message, *, again: bool) -> Result:
        """One attempt. `again`: an earlier one may have gone out, and then it must not go out twice."""

    def receipt(self, receipt_id: str) -> str | None:
        """What is known of a message that was handed over: a code, or None where nobody can say now."""
