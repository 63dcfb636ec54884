"""`python -m web.worker`: what happens by the clock: quiet contacts end, what is overdue is marked, what is
old goes, organisations are asked whether their entries are right, links are tried, what people look at again
is redacted, what has to leave the house is delivered, it is alive.

An embedded queue in VAR_DIR; at scale the same tasks run on Redis.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from threading import Lock

from huey import SqliteHuey, crontab
from huey.consumer import Consumer

from bot.names import Names
from bot.secrets import SecretError
from directory.exceptions import DirectoryError
from directory.freshness.keeper import Keeper
from directory.links.asking import Checker
from directory.links.rounds import check_due, forget_old
from directory.settings import DirectorySettings
from web.app import open_store
from web.clock import local_day, now
from web.database import ContactsStore, keep_to_ourselves, migrate
from web.exceptions import WebError, sentence
from web.keeping_true import manners_of, open_keeper
from web.logging import log, set_up_logging
from web.numbers.chosen import week_of
from web.outbox import announcing
from web.outbox.clockwork import Clockwork
from web.reminders.job import is_time, send_reminders
from web.settings import WebSettings
from web.staff.daily.preparing import Layer
from web.staff.dashboard.keeping import count_all
from web.staff.sifting import Sifter
from web.store import case_audit, processes, queue_round, retention, staff, trail

MAILS_A_ROUND = 10  # one after the other, each at most a minute: a round ends before the next begins
SECONDS_A_ROUND = 25


class Worker:
    """The periodic work, as plain methods on an open store."""

    def __init__(self, store: ContactsStore, settings: WebSettings, keeper: Keeper | None = None) -> None:
        self._store = store
        self._settings = settings
        self._keeper = keeper
        open_names = cache(Names.load)  # once for both who need it
        self._sifter = Sifter(store, open_names)
        self._layer = Layer(store, open_names)
        self._office = settings.hours
        self.deliveries = Clockwork(store, settings)
        self._sifting = Lock()
        self._laying_out = Lock()
        self._counting = Lock()
        self._looking = Lock()
        self._refreshing = Lock()

    def beat(self) -> None:
        """Says that the worker is alive."""
        with self._store.writing() as session:
            processes.beat(session, "worker")

    def end_quiet_contacts(self) -> None:
        """Marks what went quiet as abandoned."""
        with self._store.writing() as session:
            ended = retention.abandon_quiet(session, now(), self._settings.keeping)
        if ended:
            log("abandoned", contacts=ended)

    def sift(self) -> None:
        """Redacts what was noticed in conversations, for people to look at."""
        if not self._sifting.acquire(blocking=False):
            return
        try:
            entries = self._sifter.sift()
        finally:
            self._sifting.release()
        if entries:
            log("sifted", entries=entries)

    def lay_out(self) -> None:
        """Redacts what was said in the contacts of the last days, for the daily review."""
        if not self._laying_out.acquire(blocking=False):
            return
        try:
            laid_out = self._layer.lay_out(local_day(now(), self._settings.time_zone))
        finally:
            self._laying_out.release()
        if laid_out:
            log("laid_out", contacts=laid_out)

    def draw_cases(self) -> None:
        """Draws last week's ten cases for the audit, once a week."""
        moment = now()
        monday = week_of(local_day(moment, self._settings.time_zone)) - timedelta(days=7)
        with self._store.writing() as session:
            drawn = case_audit.draw(session, monday, moment)
        if drawn:
            log("drawn", week=monday.isoformat())

    def count(self) -> None:
        """Brings the managers' sums up to date, step by step; a step cut short is done again whole."""
        if not self._counting.acquire(blocking=False):
            return
        try:
            counted = count_all(self._store, self._settings, seconds=SECONDS_A_ROUND)
        finally:
            self._counting.release()
        if counted:
            log("counted", changes=counted)

    def purge(self) -> None:
        """Deletes what was kept long enough, and begins the day's count of wrong passwords."""
        # First counted, then deleted: what goes stays in the sums.
        count_all(self._store, self._settings)
        with self._store.writing() as session:
            for empty in queue_round.close_empty(session, now()):
                announcing.announce(session, empty, announcing.CLOSED, self._settings.outbox, now())
            done = retention.purge(session, now(), self._settings.keeping)
            staff.forgive_failures(session)
        log("purged", messages=done.messages, handoffs=done.handoffs, contacts=done.contacts)
        with self._store.reading() as session:
            head = trail.head(session)
        if head:
            # Outside the store, so that a trail whose end was cut off can be told: check-audit --head.
            log("audit_head", position=head[0], hash=head[1])

    def go_round_the_queue(self) -> None:
        """Marks what is overdue in the follow-up queue, once for each time that was due."""
        with self._store.writing() as session:
            done = queue_round.go_round(session, now(), self._office)
        if done.late or done.placed:
            log("queue", late=done.late, placed=done.placed)

    def remind(self) -> None:
        """Asks organisations whether their entries are still right, in office hours, where mail is set up."""
        if self._keeper and self._settings.mail.host and is_time(now(), self._office):
            send_reminders(self._keeper, self._settings, most=MAILS_A_ROUND)

    def check_links(self) -> None:
        """Looks at the web addresses of the directory that are due, one round at a time."""
        if not (self._keeper and self._settings.asking.link_checks and self._looking.acquire(blocking=False)):
            return
        try:
            checker = Checker(manners_of(self._settings))
            learnt = check_due(self._keeper.sessions, checker, seconds=SECONDS_A_ROUND)
        finally:
            self._looking.release()
        if learnt:
            log("links", learnt=learnt)

    def refresh_sources(self) -> None:
        """Imports the feeds that are due, in a program of its own: labelling services takes much memory."""
        if self._keeper is None or not self._refreshing.acquire(blocking=False):
            return
        try:
            if self._keeper.has_feeds_due():
                done = subprocess.run([sys.executable, "-m", "directory", "refresh"], check=False)
                log("refreshed", all_came=done.returncode == 0)
        finally:
            self._refreshing.release()

    def forget_links(self) -> None:
        """Drops what is known of web addresses that nobody gives any more."""
        if self._keeper:
            forget_old(self._keeper.sessions, now())


def queue(settings: WebSettings, worker: Worker) -> SqliteHuey:
    """The embedded queue with its periodic tasks; the first round is done at once."""
    settings.var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    worker.beat()
    worker.end_quiet_contacts()
    huey = SqliteHuey("signpost", filename=str(settings.var_dir / "queue.sqlite3"), results=False, utc=True)
    _every(huey, worker.beat, minute="*")
    _every(huey, worker.end_quiet_contacts, minute="*/5")
    _every(huey, worker.sift, minute="*")
    _every(huey, worker.lay_out, minute="*")
    _every(huey, worker.draw_cases, minute="22,52")
    _every(huey, worker.count, minute="*")
    _every(huey, worker.go_round_the_queue, minute="*")
    _every(huey, worker.purge, minute="17", hour="2")
    _every(huey, worker.remind, minute="7,27,47")
    _every(huey, worker.check_links, minute="*/5")
    _every(huey, worker.refresh_sources, minute="12,42")
    _every(huey, worker.forget_links, minute="37", hour="3")
    _every(huey, worker.deliveries.call_case_system, minute="*")
    _every(huey, worker.deliveries.send_messages, minute="*")
    _every(huey, worker.deliveries.look_after_messages, minute="*/2")
    _every(huey, worker.deliveries.ask_whether_it_helped, minute="*/10")
    _every(huey, worker.deliveries.write_file, minute="*/15")
    return huey


def main() -> int:
    """Runs until SIGTERM or SIGINT, then ends cleanly."""
    keep_to_ourselves()
    try:
        settings = WebSettings.from_env()
        store = open_store(settings)
        migrate(store.engine)
        keeper = open_keeper(settings, DirectorySettings.from_env())
        tasks = queue(settings, Worker(store, settings, keeper))
    except (WebError, DirectoryError, SecretError, OSError) as error:
        print(sentence(error), file=sys.stderr)  # noqa: T201 - the one sentence a person needs
        return 1
    set_up_logging()
    try:
        # Six: what asks other machines may take minutes, and the sign of life must not wait for it.
        Consumer(tasks, workers=6, periodic=True, check_worker_health=True).run()
    finally:
        store.close()
    return 0


def _every(huey: SqliteHuey, work: Callable[[], None], **when: str) -> None:
    def task() -> None:
        work()

    huey.periodic_task(crontab(**when), name=work.__name__)(task)


if __name__ == "__main__":
    sys.exit(main())
