"""One round of deliveries: what is due is claimed, carried and settled, one after the other.

A claim is committed before anything is sent, and what came of it after: no transaction is open meanwhile. A
worker that is killed in between leaves a lease, and when that has run out another tries again. So everything
arrives at least once, and receivers know by the delivery's number what they have had.
"""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from web.clock import now
from web.database import ContactsStore
from web.logging import log, log_failure
from web.models.delivery import Target
from web.outbox.backoff import pause
from web.outbox.carrying import Carrier, Fate, Package, Result
from web.store import outbox

LEASE = timedelta(minutes=3)  # longer than any attempt takes
SECONDS_A_ROUND = 45.0
NOT_DUE_AGAIN = timedelta(minutes=30)


class Rounds:
    """Delivers to one target. Any number of workers, in any number of processes, may do so at once."""

    def __init__(
        self,
        store: ContactsStore,
        target: Target,
        carrier: Carrier,
        *,
        tries: int,
        clock: Callable[[], datetime] = now,
        lease: timedelta = LEASE,
    ) -> None:
        self._store, self._target, self._carrier = store, target, carrier
        self._tries, self._clock, self._lease = tries, clock, lease

    def deliver(self, seconds: float = SECONDS_A_ROUND) -> int:
        """Everything that is due, for so long; how many arrived.

        When the other side is down the round ends: the rest waits without an attempt of its own.
        """
        until, delivered = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            with self._store.writing() as session:
                package = outbox.claim(session, self._target, self._clock(), self._lease)
            if package is None:
                break
            result = self._carry(package)
            self._settle(package, result)
            delivered += result.fate is Fate.DELIVERED
            if result.down:
                break
        return delivered

    def _carry(self, package: Package) -> Result:
        if package.attempts > self._tries:
            return Result(Fate.NEVER, "interrupted")  # every attempt ended with the worker
        try:
            return self._carrier.carry(package)
        except Exception as error:  # a fault of ours must not stop everybody else's deliveries
            log_failure(error)
            return Result(Fate.LATER, "our_fault")

    def _settle(self, package: Package, result: Result) -> None:
        moment = self._clock()
        again = self._again(package, result, moment)
        with self._store.writing() as session:
            outbox.settle(session, package, result, moment, again)
        log(
            "delivery", number=package.number, target=self._target.value, kind=package.kind,
            fate=result.fate.value, code=result.code, attempt=package.attempts,
            dead=again is None and result.fate in (Fate.LATER, Fate.NEVER),
        )  # fmt: skip

    def _again(self, package: Package, result: Result, moment: datetime) -> datetime | None:
        if result.fate is Fate.NOT_DUE:
            return moment + (result.wait or NOT_DUE_AGAIN)
        if result.fate is not Fate.LATER or package.attempts >= self._tries:
            return None
        chance = random.random()  # noqa: S311 - spreads attempts, guards nothing
        return moment + pause(package.attempts, chance, result.wait)
