"""The nightly file for case systems that cannot be called: each line in exactly one file, whole or not there.

First the lines of a day are fixed in the store, then the file is written under another name and renamed, then
that is noted. Whatever is killed in between is done again, and gives the same file under the same name.
"""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.whole_files import write_whole
from web.clock import now
from web.database import ContactsStore
from web.logging import log
from web.models.delivery import FileDrop
from web.outbox.file_lines import as_lines
from web.outbox.settings import NightlyFile
from web.store import file_drops

LEASE = timedelta(minutes=10)
NOT_BEFORE = time(1)  # on the council's clock: whoever still writes at midnight is done by then


class NightlyFiles:
    """Writes the files that are due. Safe with any number of workers."""

    def __init__(
        self, store: ContactsStore, settings: NightlyFile, time_zone: str, clock: Callable[[], datetime] = now
    ) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._zone = ZoneInfo(time_zone)

    def write_due(self) -> int:
        """Yesterday's file, if it is not there yet, and any that was begun and not finished; how many.

        A night that was missed costs nothing: its lines are in the file of the next. OSError where the folder
        cannot be written to; what waits then waits on.
        """
        folder, written = self._settings.folder, 0
        if folder is None:
            return 0
        self._gather()
        with self._store.reading() as session:
            waiting = file_drops.unwritten(session, self._clock())
        for drop in waiting:
            written += self._write(folder, drop)
        return written

    def _gather(self) -> None:
        here = self._clock().astimezone(self._zone)
        if here.time() < NOT_BEFORE:
            return
        midnight = datetime.combine(here.date(), time(), self._zone)
        day = here.date() - timedelta(days=1)
        with self._store.writing() as session:
            file_drops.gather(session, day, name_of(day, self._settings.form), midnight)

    def _write(self, folder: Path, drop: FileDrop) -> bool:
        with self._store.writing() as session:
            held = file_drops.claim(session, drop, self._clock(), LEASE)
        if held is None:
            return False
        with self._store.reading() as session:
            content = as_lines(drop.name.rpartition(".")[2], file_drops.lines(session, drop.id))
        digest = put_file(folder, drop.name, content)
        with self._store.writing() as session:
            noted = file_drops.note_written(session, drop.id, held, digest, self._clock())
        log("file_drop", lines=drop.lines, noted=noted)
        return noted


def name_of(day: date, form: str) -> str:
    """The name of the file of a day."""
    return f"contacts-{day.isoformat()}.{form}"


def put_file(folder: Path, name: str, content: bytes) -> str:
    """Writes the file, then its checksum beside it (`sha256sum --check` reads it); the digest.

    Readable by our account alone. The checksum comes last: where it is, the file is whole.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    write_whole(folder / name, content)
    write_whole(folder / f"{name}.sha256", f"{digest}  {name}\n".encode())
    return digest
