"""Which sender a site has, as its settings say."""

from web.database import ContactsStore
from web.messages.by_mail import MailSender
from web.messages.local import LocalSender
from web.messages.notify import NotifySender
from web.messages.sender import Sender
from web.settings import WebSettings


def sender_of(settings: WebSettings, store: ContactsStore) -> Sender | None:
    """The sender; None where messages are off."""
    match settings.outbox.messages.by:
        case "notify":
            return NotifySender(settings.outbox.messages)
        case "mail":
            return MailSender(settings)
        case "local":
            return LocalSender(store)
    return None
