"""What the worker does about deliveries, as plain methods that any number of workers may call at any time."""

from collections.abc import Callable
from threading import Lock

from web.clock import now
from web.database import ContactsStore
from web.helped.planning import Planner
from web.logging import log, log_failure
from web.messages.carrier import PersonCarrier
from web.messages.receipts import look_after
from web.messages.senders import sender_of
from web.messages.telling import tell_organisations_answers
from web.models.delivery import Target
from web.outbox.nightly_file import NightlyFiles
from web.outbox.rounds import Rounds
from web.outbox.webhook import WebhookCarrier
from web.settings import WebSettings


class Clockwork:
    """Deliveries by the clock. What the settings leave shut does nothing."""

    def __init__(self, store: ContactsStore, settings: WebSettings) -> None:
        outbox = settings.outbox
        self._sender = sender_of(settings, store)
        self._store, self._settings = store, settings
        self._webhooks = (
            Rounds(store, Target.WEBHOOK, WebhookCarrier(outbox.webhook), tries=outbox.tries)
            if outbox.webhook.url
            else None
        )
        self._messages = (
            Rounds(store, Target.PERSON, PersonCarrier(store, settings, self._sender), tries=outbox.tries)
            if self._sender
            else None
        )
        self._files = NightlyFiles(store, outbox.file, settings.time_zone)
        self._planner = Planner(store, settings, self._sender)
        self._busy = {name: Lock() for name in ("webhooks", "messages", "files", "receipts", "help")}

    def call_case_system(self) -> None:
        """Brings contacts to the case system."""
        if self._webhooks:
            self._alone("webhooks", self._webhooks.deliver)

    def send_messages(self) -> None:
        """Brings messages to people, what an organisation answered among them."""
        if self._messages:
            tell_organisations_answers(self._store, self._settings.outbox, now())
            self._alone("messages", self._messages.deliver)

    def write_file(self) -> None:
        """Writes the file of the night, and any that was missed or interrupted."""
        self._alone("files", self._write_file)

    def look_after_messages(self) -> None:
        """Asks whether messages have arrived."""
        sender = self._sender
        if sender:
            self._alone("receipts", lambda: look_after(self._store, sender))

    def ask_whether_it_helped(self) -> None:
        """Plans the questions that are due, and notes which went out."""
        self._alone("help", self._planner.plan_and_note)

    def _write_file(self) -> None:
        try:
            self._files.write_due()
        except OSError as error:
            log_failure(error)
            log("file_drop_failed", number=error.errno)

    def _alone(self, name: str, work: Callable[[], object]) -> None:
        """One round at a time in this process; other processes are held off by leases in the store."""
        if not self._busy[name].acquire(blocking=False):
            return
        try:
            work()
        finally:
            self._busy[name].release()
