"""`python -m web.worker`: what happens by the clock: quiet contacts end, what is old goes, it is alive.

An embedded queue in VAR_DIR; at scale the same tasks run on Redis.
"""

import sys
from collections.abc import Callable

from huey import SqliteHuey, crontab
from huey.consumer import Consumer

from bot.secrets import SecretError
from web.app import open_store
from web.clock import now
from web.database import ContactsStore, keep_to_ourselves, migrate
from web.exceptions import WebError, sentence
from web.logging import log, set_up_logging
from web.settings import WebSettings
from web.store import processes, retention, staff


class Worker:
    """The periodic work, as plain methods on an open store."""

    def __init__(self, store: ContactsStore, settings: WebSettings) -> None:
        self._store = store
        self._settings = settings

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

    def purge(self) -> None:
        """Deletes what was kept long enough, and begins the day's count of wrong passwords."""
        with self._store.writing() as session:
            done = retention.purge(session, now(), self._settings.keeping)
            staff.forgive_failures(session)
        log("purged", messages=done.messages, handoffs=done.handoffs, contacts=done.contacts)


def queue(settings: WebSettings, worker: Worker) -> SqliteHuey:
    """The embedded queue with its periodic tasks; the first round is done at once."""
    settings.var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    worker.beat()
    worker.end_quiet_contacts()
    huey = SqliteHuey("signpost", filename=str(settings.var_dir / "queue.sqlite3"), results=False, utc=True)
    _every(huey, worker.beat, minute="*")
    _every(huey, worker.end_quiet_contacts, minute="*/5")
    _every(huey, worker.purge, minute="17", hour="2")
    return huey


def main() -> int:
    """Runs until SIGTERM or SIGINT, then ends cleanly."""
    keep_to_ourselves()
    try:
        settings = WebSettings.from_env()
        store = open_store(settings)
        migrate(store.engine)
        tasks = queue(settings, Worker(store, settings))
    except (WebError, SecretError, OSError) as error:
        print(sentence(error), file=sys.stderr)  # noqa: T201 - the one sentence a person needs
        return 1
    set_up_logging()
    try:
        Consumer(tasks, workers=1, periodic=True, check_worker_health=True).run()
    finally:
        store.close()
    return 0


def _every(huey: SqliteHuey, work: Callable[[], None], **when: str) -> None:
    def task() -> None:
        work()

    huey.periodic_task(crontab(**when), name=work.__name__)(task)


if __name__ == "__main__":
    sys.exit(main())
