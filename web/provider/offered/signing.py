"""The signed link of an offer: it carries the offer's own id, for this one purpose, until the offer ends."""

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.secrets import read_or_create
from web.handoffs.queue.due import due_rules
from web.settings import WebSettings

# What is signed here opens nothing else, and nothing else that we sign opens this.
PURPOSE = "signpost: a voluntary organisation answers an offer, 1"


def open_for() -> timedelta:
    """How long an offer can be answered."""
    return timedelta(days=due_rules()["offer_days"])


def signed(settings: WebSettings, public_id: str) -> str:
    """The token of a link."""
    return str(_signer(settings).dumps(public_id))


def read(settings: WebSettings, token: str) -> str | None:
    """The id in a token of ours whose time is not over; None for any other."""
    try:
        found = _signer(settings).loads(token, max_age=int(open_for().total_seconds()))
    except BadSignature:  # an expired signature is one, too
        return None
    return found if isinstance(found, str) else None


def _signer(settings: WebSettings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(read_or_create(settings.secrets_dir / "link_key"), salt=PURPOSE)
