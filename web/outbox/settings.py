"""Settings of what leaves the house, read by `web/settings.py`. Each way is shut until it is set."""

import base64
import binascii
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from web.exceptions import SettingsError
from web.outbox.client_level.settings import ClientLevel, read_client_level
from web.variables import Reader, is_safe_address

KEY_START = "whsec_"
SHORTEST_KEY, LONGEST_KEY = 24, 64  # bytes, as Standard Webhooks has it
NOTIFY = "https://api.notifications.service.gov.uk"
_NOTIFY_KEY = re.compile(r"[\w.-]*-?" + "-".join([r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"] * 2), re.I)
_TEMPLATE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)


@dataclass(frozen=True)
class Webhook:
    """The case system's address. Without one nothing is sent. `keys`: version to key, newest first."""

    url: str = ""
    keys: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    safeguarding: bool = False
    seconds: float = 10.0  # for one delivery, from end to end


@dataclass(frozen=True)
class NightlyFile:
    """The folder where the case system finds a file for each day. Without one there is none."""

    folder: Path | None = None
    form: str = "jsonl"
    safeguarding: bool = False


@dataclass(frozen=True)
class Messages:
    """How messages reach people. `by`: off, local (kept here, shown to staff), mail (e-mail) or notify."""

    by: str = "off"
    notify_url: str = NOTIFY
    notify_key: str = field(default="", repr=False)
    text_template: str = ""
    email_template: str = ""
    letter_template: str = ""
    help_after_days: int = 14
    link_days: int = 30
    seconds: float = 20.0


@dataclass(frozen=True)
class Outbox:
    """Everything that leaves."""

    webhook: Webhook = field(default_factory=Webhook)
    file: NightlyFile = NightlyFile()
    messages: Messages = Messages()
    client_level: ClientLevel = ClientLevel()
    tries: int = 20  # with the pauses between them about three days


def read_outbox(read: Reader, *, invented: bool, mail_host: str) -> Outbox:
    """The settings, or a SettingsError that names the one that is wrong.

    `invented`: this is the demonstration's council, whose messages stay here where staff can look at them.
    """
    return Outbox(
        webhook=_webhook(read),
        file=_file(read),
        messages=_messages(read, invented, mail_host),
        client_level=read_client_level(read, invented=invented),
        tries=read.number("DELIVERY_TRIES", Outbox.tries, low=3, high=100),
    )


def parse_webhook_keys(text: str) -> dict[str, bytes]:
    """`v2:whsec_...,v1:whsec_...` (newest first), or one bare key meaning v1; {} for nothing."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (item.strip() for item in text.split(","))):
        version, separator, words = part.partition(":")
        version, words = (version, words) if separator else ("v1", part)
        key = _decoded(words)
        if key is None or version in keys or not re.fullmatch(r"\w{1,16}", version):
            raise SettingsError(
                "WEBHOOK_KEYS must be keys that `python -m web new-webhook-key` made, newest first, each "
                "with its own version: v2:whsec_...,v1:whsec_..."
            )
        keys[version] = key
    return keys


def new_webhook_key() -> str:
    """A key nobody had before, as Standard Webhooks writes it."""
    return KEY_START + base64.b64encode(secrets.token_bytes(32)).decode()


def _decoded(words: str) -> bytes | None:
    try:
        key = base64.b64decode(words.removeprefix(KEY_START), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if words.startswith(KEY_START) and SHORTEST_KEY <= len(key) <= LONGEST_KEY else None


def _webhook(read: Reader) -> Webhook:
    url, keys = read.address("WEBHOOK_URL"), parse_webhook_keys(read.text("WEBHOOK_KEYS", ""))
    if url and not is_safe_address(url):
        raise SettingsError("WEBHOOK_URL must begin with https://, unless it is this machine itself.")
    if url and not keys:
        raise SettingsError("With WEBHOOK_URL, WEBHOOK_KEYS must hold a key; new-webhook-key makes one.")
    return Webhook(url, keys, read.yes_no("WEBHOOK_SAFEGUARDING", False))


def _file(read: Reader) -> NightlyFile:
    folder = read.text("FILE_DROP_DIR", "")
    if folder and not Path(folder).is_absolute():
        raise SettingsError("FILE_DROP_DIR must be a whole path, such as /srv/signpost/to-case-system.")
    form = read.one_of("FILE_DROP_FORMAT", NightlyFile.form, ("jsonl", "csv"))
    safeguarding = read.yes_no("FILE_DROP_SAFEGUARDING", False)
    return NightlyFile(Path(folder) if folder else None, form, safeguarding)


def _messages(read: Reader, invented: bool, mail_host: str) -> Messages:
    by = read.one_of("MESSAGES_BY", "local" if invented else "off", ("off", "local", "mail", "notify"))
    messages = Messages(
        by=by,
        notify_url=read.address("NOTIFY_URL") or NOTIFY,
        notify_key=read.text("NOTIFY_KEY", ""),
        text_template=read.text("NOTIFY_TEXT_TEMPLATE", ""),
        email_template=read.text("NOTIFY_EMAIL_TEMPLATE", ""),
        letter_template=read.text("NOTIFY_LETTER_TEMPLATE", ""),
        help_after_days=read.number("HELP_CHECK_DAYS", Messages.help_after_days, low=3, high=90),
        link_days=read.number("HELP_LINK_DAYS", Messages.link_days, low=7, high=180),
    )
    if by in ("mail", "notify") and not read.address("PUBLIC_URL"):
        raise SettingsError("With MESSAGES_BY, PUBLIC_URL must say where this site is reached.")
    if by == "mail" and not mail_host:
        raise SettingsError("MESSAGES_BY mail needs MAIL_HOST.")
    if by == "notify":
        _check_notify(messages)
    return messages


def _check_notify(messages: Messages) -> None:
    if not _NOTIFY_KEY.fullmatch(messages.notify_key):
        raise SettingsError("With MESSAGES_BY notify, NOTIFY_KEY must be a key that GOV.UK Notify gave you.")
    if not is_safe_address(messages.notify_url):
        raise SettingsError("NOTIFY_URL must begin with https://, unless it is this machine itself.")
    templates = (messages.text_template, messages.email_template, messages.letter_template)
    if not any(templates) or not all(_TEMPLATE.fullmatch(each) for each in templates if each):
        raise SettingsError(
            "With MESSAGES_BY notify, NOTIFY_TEXT_TEMPLATE, NOTIFY_EMAIL_TEMPLATE or NOTIFY_LETTER_TEMPLATE "
            "must be ids of templates; docs/deliveries.md says what those hold."
        )
