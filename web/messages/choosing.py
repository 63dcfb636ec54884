"""Which way a message may go, where to, and from when on. Pure.

`may_contact` is binding for messages as for people. A message goes out by itself, and somebody else may see
it: so it also needs a yes to "is it safe?", or that they want this very way. About a danger none is sent.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from web.handoffs.preferences import Preferences, Safe, when_may_contact
from web.handoffs.preferences import Way as Reaching
from web.models.delivery import Way

_MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
# Ofcom keeps these for drama: nobody's, and no library calls them mobile numbers.
_DRAMA = "+447700900"


@dataclass(frozen=True)
class Reach:
    """How somebody may be reached. `letter`: name and address, line by line, where both are known.

    `apart`: a safeguarding concern was heard; nothing is sent by itself.
    """

    phone: str | None
    email: str | None
    preferences: Preferences
    agreed: bool | None
    apart: bool
    letter: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """The way, where to, and from when on; or, without a way, the code of why there is none."""

    way: Way | None
    to: tuple[str, ...] = ()
    not_before: datetime | None = None
    why_not: str | None = None


def choose(reach: Reach, ways: Collection[Way], moment: datetime, clock: ZoneInfo) -> Choice:
    """The way they want among `ways`; else a text where there is a mobile number, else an e-mail.

    A letter only goes to somebody who wants letters: it lies where others may find it.
    """
    if reach.apart:
        return Choice(None, why_not="kept_apart")
    if reach.agreed is False:
        return Choice(None, why_not="not_agreed")
    allowed = [each for each in _addresses(reach, ways) if _is_safe(reach.preferences, each[0])]
    for way, to in allowed:
        at = when_may_contact(reach.preferences, Reaching(way.value), moment, clock=clock)
        if at is not None:
            return Choice(way, to, at)
    if allowed:
        return Choice(None, why_not="not_wanted")
    return Choice(None, why_not="not_safe" if any(_addresses(reach, ways)) else "no_way")


def to_themselves(
    apart: bool, known: Collection[Preferences], way: Way, moment: datetime, clock: ZoneInfo
) -> tuple[datetime | None, str | None]:
    """From when on what somebody asked for themselves may go this way, or the code of why it may not.

    They said just now that it is safe: that counts where it was not asked before, and never against a no.
    """
    if apart:
        return None, "kept_apart"
    at = moment
    for each in known or (Preferences(),):
        told = replace(each, safe=Safe.YES) if each.safe is Safe.NOT_ASKED else each
        allowed = when_may_contact(told, Reaching(way.value), at, clock=clock)
        if allowed is None:
            return None, "not_wanted"
        at = max(at, allowed)
    return at, None


def may_be_rung(reach: Reach, moment: datetime, clock: ZoneInfo) -> bool:
    """Is there a number that a person may ring, at some hour?"""
    if (
        reach.apart
        or reach.agreed is False
        or not reach.phone
        or not _is_safe(reach.preferences, Reaching.PHONE)
    ):
        return False
    return when_may_contact(reach.preferences, Reaching.PHONE, moment, clock=clock) is not None


def mobile_number(given: str | None) -> str | None:
    """A number that takes texts, in its international form; None for anything else."""
    try:
        number = phonenumbers.parse(given or "", "GB")
    except NumberParseException:
        return None
    plain = str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
    if plain.startswith(_DRAMA) and len(plain) == len(_DRAMA) + 3:
        return plain
    kind = phonenumbers.number_type(number) if phonenumbers.is_valid_number(number) else None
    return plain if kind in _MOBILE else None


def _addresses(reach: Reach, ways: Collection[Way]) -> Iterator[tuple[Way, tuple[str, ...]]]:
    known: dict[Way, tuple[str, ...]] = {
        Way.TEXT: (mobile_number(reach.phone) or "",),
        Way.EMAIL: ((reach.email or "").strip(),),
        Way.LETTER: reach.letter,
    }
    wanted = [way for way in known if Reaching(way.value) in reach.preferences.prefers]
    unasked = [way for way in known if way is not Way.LETTER]
    for way in dict.fromkeys([*wanted, *unasked]):
        if way in ways and any(known[way]):
            yield way, known[way]


def _is_safe(preferences: Preferences, way: Way | Reaching) -> bool:
    return preferences.safe is Safe.YES or Reaching(way.value) in preferences.prefers
