"""The signed link in a reminder: it carries the number of a mail alone, for one purpose, for a time."""

from dataclasses import dataclass

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from bot.secrets import read_or_create
from web.settings import WebSettings

# What is signed here opens nothing else, and nothing else that we sign opens this.
PURPOSE = "signpost: an organisation checks its entries, 1"
DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Read:
    """What a link says: the number of its mail, None for one that is none; and whether its time is over."""

    mail_id: str | None
    expired: bool = False


class LinkSigner:
    """Signs and reads links. `days` is how long they last."""

    def __init__(self, key: str, days: int) -> None:
        self._signer = URLSafeTimedSerializer(key, salt=PURPOSE)
        self._days = days

    @classmethod
    def of(cls, settings: WebSettings) -> "LinkSigner":
        """With the key of these settings, which is made at the first start."""
        key = read_or_create(settings.secrets_dir / "link_key")
        return cls(key, settings.asking.link_days)

    def sign(self, mail_id: str) -> str:
        """The token of a link."""
        return str(self._signer.dumps(mail_id))

    def read(self, token: str) -> Read:
        """What a token says now."""
        try:
            found = self._signer.loads(token, max_age=self._days * DAY)
        except SignatureExpired:
            return Read(None, expired=True)
        except BadSignature:
            return Read(None)
        return Read(found) if isinstance(found, str) else Read(None)
