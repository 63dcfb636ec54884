"""How often one account may do what reaches strangers or looks people up. Pure.

An address is shared by a whole contact centre, and somebody who took an account over has many: so these rates
are of the account, and what was done is read from the store, which a start anew does not forget.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from limits import parse_many

# The newest moments since one at which the account did it, at most so many, the newest first.
Done = Callable[[datetime, int], Sequence[datetime]]


def free_again(rate: str, done: Done, moment: datetime) -> datetime | None:
    """When the account may do it again; None where it may now. `rate` reads like `20 per hour;60 per day`."""
    ends = []
    for each in parse_many(rate):
        window = timedelta(seconds=each.get_expiry())
        counted = done(moment - window, each.amount)
        if len(counted) >= each.amount:
            ends.append(counted[-1] + window)
    return max(ends, default=None)
