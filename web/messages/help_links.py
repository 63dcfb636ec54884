"""The signed link of "did it help?": it carries the number of the question alone, for a time."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.secrets import read_or_create
from web.settings import WebSettings

PURPOSE = "signpost: somebody says whether it helped, 1"
DAY = 24 * 60 * 60


class HelpLinks:
    """Signs and reads links. `days` is how long they last."""

    def __init__(self, key: str, public_url: str, days: int) -> None:
        self._signer = URLSafeTimedSerializer(key, salt=PURPOSE)
        self._public_url, self._days = public_url, days

    @classmethod
    def of(cls, settings: WebSettings) -> "HelpLinks":
        """With the key of these settings, which is made at the first start."""
        key = read_or_create(settings.secrets_dir / "link_key")
        return cls(key, settings.own_address, settings.outbox.messages.link_days)

    def link(self, check_id: int) -> str:
        """The address that goes into a message."""
        return f"{self._public_url}/did-it-help/{self.token(check_id)}"

    def token(self, check_id: int) -> str:
        """The part of the address that is signed."""
        return str(self._signer.dumps(check_id))

    def read(self, token: str) -> int | None:
        """The number of the question; None where the link is none of ours, or too old."""
        try:
            found = self._signer.loads(token, max_age=self._days * DAY)
        except BadSignature:  # SignatureExpired is one
            return None
        return found if isinstance(found, int) else None
