"""Messages by the council's own mail server: e-mail alone, for a council without GOV.UK Notify."""

from web.mail.letters import NotAnAddress, letter
from web.mail.post import Fate as MailFate
from web.mail.post import send
from web.messages.sender import Message
from web.models.delivery import Way
from web.outbox.carrying import Fate, Result
from web.settings import WebSettings


class MailSender:
    """Hands messages to the mail server that the reminders use."""

    def __init__(self, settings: WebSettings) -> None:
        self._mail, self._council, self._looks = settings.mail, settings.council_name, settings.looks

    @property
    def ways(self) -> frozenset[Way]:
        """E-mail alone."""
        return frozenset({Way.EMAIL})

    def send(self, message: Message, *, again: bool) -> Result:
        """One attempt. No mail server says what it had: what may have gone out is a person's to judge."""
        if again:
            return Result(Fate.NEVER, "may_have_gone")
        facts = {"subject": message.subject, "paragraphs": message.words.split("\n\n")}
        try:
            mail = letter(
                "message", message.to[0], self._mail.sender, self._council, facts,
                message_id=f"{message.reference}.message", looks=self._looks,
            )  # fmt: skip
        except NotAnAddress:
            return Result(Fate.NOT_WANTED, "not_an_address")
        outcome = send(mail, self._mail)
        code = f"mail_{outcome.code}" if outcome.code else "mail_no_connection"
        match outcome.fate:
            case MailFate.SENT:
                return Result(Fate.DELIVERED, way=Way.EMAIL)
            case MailFate.REFUSED:
                return Result(Fate.NOT_WANTED, "not_an_address")
            case MailFate.UNKNOWN:
                return Result(Fate.NEVER, "may_have_gone", down=True)
            case _:
                return Result(Fate.LATER, code, down=outcome.server_down)

    def receipt(self, receipt_id: str) -> str | None:
        """A mail server gives none."""
        return None
