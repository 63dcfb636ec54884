"""Sending the reminders that are due: each is claimed in the directory first, so that none goes twice."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from bot.safeguarding.hours import OfficeHours
from directory.freshness.keeper import Keeper
from directory.freshness.reminding import Letter
from directory.models.freshness import MailState
from web.logging import log
from web.mail.letters import NotAnAddress, letter
from web.mail.post import Fate, Outcome, send
from web.provider.signing import LinkSigner
from web.settings import WebSettings
from web.templating import day

# What is unknown stays claimed: it may have gone out, and must not go again.
STATES = {Fate.SENT: MailState.SENT, Fate.REFUSED: MailState.REFUSED, Fate.NOT_SENT: MailState.NOT_SENT}


def is_time(moment: datetime, hours: OfficeHours) -> bool:
    """Whether people are at their desks: a mail about work does not come on a Sunday night."""
    return hours.is_open(moment)


def send_reminders(keeper: Keeper, settings: WebSettings, most: int) -> int:
    """Send what is due, at most `most` and no more than a day's measure; how many mails went out.

    When the mail server cannot be used the round ends: the rest waits, unclaimed.
    """
    left = settings.asking.mails_a_day - keeper.mails_since(keeper.now() - timedelta(days=1))
    signer, sent = LinkSigner.of(settings), 0
    for each in keeper.letters(max(0, min(left, most))):
        outcome = _send(each, settings, signer, keeper.now())
        if outcome.fate in STATES:
            keeper.settle(each.mail_id, STATES[outcome.fate], outcome.code)
        sent += outcome.fate is Fate.SENT
        if outcome.server_down:
            break
    if sent:
        log("reminded", mails=sent)
    return sent


def reminder(each: Letter, settings: WebSettings, signer: LinkSigner, moment: datetime) -> EmailMessage:
    """The mail itself; NotAnAddress where none can be written to that address."""
    until = (moment + timedelta(days=settings.asking.link_days)).astimezone(ZoneInfo(settings.time_zone))
    return letter(
        "reminder",
        each.address,
        settings.mail.sender,
        settings.council_name,
        {
            "council_name": settings.council_name,
            "council_phone": settings.council_phone,
            "names": [" ".join(entry.name.split()) for entry in each.entries],
            "link": link_to(settings, signer.sign(each.mail_id)),
            "until": day(until.date()),
            "step": each.step,
        },
        message_id=f"{each.mail_id}.reminder",
        looks=settings.looks,
    )


def link_to(settings: WebSettings, token: str) -> str:
    """The address of the page that a token opens."""
    return f"{settings.public_url}/organisation/{token}"


def _send(each: Letter, settings: WebSettings, signer: LinkSigner, moment: datetime) -> Outcome:
    try:
        message = reminder(each, settings, signer, moment)
    except NotAnAddress:
        return Outcome(Fate.REFUSED)
    outcome = send(message, settings.mail)
    log("mail", fate=outcome.fate.value, code=outcome.code, entries=len(each.entries))
    return outcome
