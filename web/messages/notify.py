"""Messages by GOV.UK Notify. Its templates hold a field for the subject and one for the words.

Notify takes the same message twice without a murmur. So before anything is sent again it is asked whether it
has one of that reference, and if so that is the one.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from web.messages.sender import Message
from web.models.delivery import Way
from web.outbox.carrying import Fate, Result
from web.outbox.settings import Messages

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
OF_THE_ADDRESS = ("phone_number", "email_address", "personalisation address_line", "Must be a real")
LETTER_LINES = 7


class NotifySender:
    """Hands messages to Notify."""

    def __init__(self, settings: Messages) -> None:
        self._settings = settings
        templates = {
            Way.TEXT: settings.text_template,
            Way.EMAIL: settings.email_template,
            Way.LETTER: settings.letter_template,
        }
        self._templates = {way: template for way, template in templates.items() if template}

    @property
    def ways(self) -> frozenset[Way]:
        """Those that have a template."""
        return frozenset(self._templates)

    def send(self, message: Message, *, again: bool) -> Result:
        """One attempt, after a look whether an earlier one arrived."""
        return self._asking(lambda client: self._send(client, message, again))

    def receipt(self, receipt_id: str) -> str | None:
        """Notify's own word for where the message is."""
        try:
            return str(self._client().get_notification_by_id(receipt_id)["status"])[:32]
        except (APIError, KeyError, TypeError):
            return None

    def _send(self, client: Any, message: Message, again: bool) -> Result:
        known = self._known(client, message.reference) if again else None
        return Result(
            Fate.DELIVERED, way=message.way, receipt_id=known or str(self._hand_over(client, message)["id"])
        )

    def _known(self, client: Any, reference: str) -> str | None:
        found = client.get_all_notifications(reference=reference)["notifications"]
        return str(found[0]["id"]) if found else None

    def _hand_over(self, client: Any, message: Message) -> Any:
        template = self._templates[message.way]
        said = {"subject": message.subject, "body": message.words}
        if message.way is Way.TEXT:
            return client.send_sms_notification(
                message.to[0], template, {"body": message.words}, message.reference
            )
        if message.way is Way.EMAIL:
            return client.send_email_notification(message.to[0], template, said, message.reference)
        lines = {f"address_line_{n}": line for n, line in enumerate(message.to[:LETTER_LINES], start=1)}
        return client.send_letter_notification(template, {**said, **lines}, message.reference)

    def _asking(self, ask: Callable[[Any], Result]) -> Result:
        try:
            return ask(self._client())
        except APIError as error:
            return told(error)
        except (KeyError, IndexError, TypeError):
            return Result(Fate.LATER, "bad_answer", down=True)

    def _client(self) -> Any:
        # One for each call: it must not be shared between threads.
        settings = self._settings
        open_client: Any = NotificationsAPIClient  # the library says nothing of its types
        client = open_client(settings.notify_key, settings.notify_url, int(settings.seconds))
        client.request_session.max_redirects = 0
        client.request_session.trust_env = settings.notify_url.startswith("https:")
        return client


def told(error: APIError) -> Result:
    """What Notify's error means for a message. Its text may quote the address: its kind alone is kept."""
    status = error.status_code
    kinds, texts = _errors(error)
    if status == 400 and any(text.startswith(OF_THE_ADDRESS) for text in texts):
        return Result(Fate.NOT_WANTED, "not_an_address")
    if status in (400, 413):
        return Result(Fate.NEVER, "notify_refused")
    if status in (401, 403):
        return Result(Fate.LATER, "key_refused", wait=AN_HOUR, down=True)
    if status == 429:
        too_many_today = "TooManyRequestsError" in kinds
        return Result(Fate.LATER, "too_many", wait=AN_HOUR if too_many_today else A_MINUTE, down=True)
    return Result(Fate.LATER, f"status_{status}", down=True)


def _errors(error: APIError) -> tuple[set[str], list[str]]:
    message = error.message
    listed = [each for each in message if isinstance(each, dict)] if isinstance(message, list) else []
    return {str(each.get("error")) for each in listed}, [str(each.get("message", "")) for each in listed]
