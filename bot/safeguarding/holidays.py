"""The bank holidays of England, from GOV.UK's list inside an installed package: no network is asked."""

from datetime import date
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays  # type: ignore[import-untyped]


@cache
def bank_holidays() -> frozenset[date]:
    """Every day the packaged list knows (2012 to 2028 in release 0.19); England has those of Wales.

    Days after its last year count as working days until a newer list is installed.
    """
    listed = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in listed)
