"""Takes hand-offs from the spool to the web: beside the conversation, until they arrive."""

import logging
import threading

from bot.handoff.deliver import Deliverer, Outcome
from bot.handoff.request import HandoffRequest
from bot.handoff.spool import Spool

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0


class Courier:
    """Owns the way from spool to web. `hand_over` may be called from any thread."""

    def __init__(self, spool: Spool, deliverer: Deliverer, first_pause: float = FIRST_PAUSE_SECONDS) -> None:
        self._spool = spool
        self._deliverer = deliverer
        self._first_pause = first_pause
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        """Begin with whatever an earlier process left in the spool."""
        self._thread.start()
        self._wake.set()

    def stop(self) -> None:
        """Finish the attempt under way and stop; what waits stays on disk."""
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._deliverer.close()

    def hand_over(self, handoff: HandoffRequest) -> None:
        """Keep the hand-off safely on disk and send it on its way; OSError only if it could not be kept.

        Nobody waits for the web: what is on disk is safe, and its reference true, however slow the road.
        """
        self._spool.put(handoff)
        self._wake.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait()
            self._wake.clear()
            pause = self._first_pause
            while not self._stopped.is_set() and not self._bring_all():
                # Whatever is handed over meanwhile need not wait for what is in trouble.
                if self._wake.wait(pause):
                    self._wake.clear()
                    pause = self._first_pause
                else:
                    pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _bring_all(self) -> bool:
        """Try every waiting hand-off, each once; is none left?"""
        all_gone = True
        # One thread, one delivery at a time: an addition can never overtake what it adds to.
        for handoff in self._spool.waiting():
            all_gone = not self._stopped.is_set() and self._bring(handoff) and all_gone
        return all_gone and not self._spool.waiting()

    def _bring(self, handoff: HandoffRequest) -> bool:
        """Try one; does it no longer wait?"""
        outcome, reason = self._deliverer.deliver(handoff)
        if outcome is Outcome.LATER:
            log.warning("the hand-off %s waits: %s", handoff.reference, reason)
            return False
        if outcome is Outcome.REFUSED:
            self._spool.reject(handoff, reason)
        else:
            self._spool.remove(handoff)
        return True
