"""When organisations are asked whether their entries are still right. Read once, by `web/settings.py`."""

from dataclasses import dataclass

from web.variables import Reader


@dataclass(frozen=True)
class Asking:
    """When organisations are asked whether their entries are still right. Days, but for the mails a day."""

    after: int = 180
    again: int = 14
    gap: int = 7
    mails_a_day: int = 50
    link_days: int = 60
    link_checks: bool = False


def read_asking(read: Reader) -> Asking:
    """Settings from the environment; SettingsError names the one that is wrong."""
    return Asking(
        after=read.number("REMIND_AFTER_DAYS", Asking.after, low=30, high=730),
        again=read.number("REMIND_AGAIN_DAYS", Asking.again, low=3, high=180),
        gap=read.number("REMIND_GAP_DAYS", Asking.gap, low=1, high=180),
        mails_a_day=read.number("REMINDERS_A_DAY", Asking.mails_a_day, low=1, high=10000),
        link_days=read.number("LINK_DAYS", Asking.link_days, low=7, high=365),
        link_checks=read.yes_no("CHECK_LINKS", bool(read.address("PUBLIC_URL"))),
    )
