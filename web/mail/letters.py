"""A mail made of a template for plain text and one for HTML: the same words twice, for any reader."""

from collections.abc import Mapping
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from web.clock import now
from web.looks.settings import Looks

TEMPLATES = Path(__file__).parents[1] / "templates" / "mail"


class NotAnAddress(ValueError):
    """No mail can go there."""


def letter(
    template: str,
    to: str,
    sender: str,
    sender_name: str,
    facts: Mapping[str, Any],
    *,
    message_id: str,
    looks: Looks | None = None,
) -> EmailMessage:
    """The mail `template` (`.txt`, `.html` and its subject in the first line of the text) to one address."""
    facts = {**facts, "council": sender_name, "looks": looks or Looks()}
    templates = _environment()
    subject, _, text = templates.get_template(f"{template}.txt").render(facts).partition("\n")
    html = templates.get_template(f"{template}.html").render(facts)
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = " ".join(subject.split())
    message["From"] = _address(sender, sender_name)
    message["To"] = _address(to)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    # A program wrote this: out-of-office answers should not come back for it.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.strip() + "\n", cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def _address(spec: str, name: str = "") -> Address:
    if not spec.isascii():
        raise NotAnAddress  # most mail servers would not take it
    try:
        return Address(display_name=" ".join(name.split()), addr_spec=spec)
    except (ValueError, IndexError, MessageError) as error:
        raise NotAnAddress from error


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
