"""Hand-offs that have not arrived yet: one encrypted file each, on disk before anybody is given a reference.

A file appears whole or not at all. A file that cannot be read is set aside, never thrown away.
"""

import json
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from bot.handoff.request import HandoffRequest, merged
from bot.whole_files import write_whole

log = logging.getLogger(__name__)

SUFFIX = ".handoff"


class Spool:
    """The folder of waiting hand-offs. Safe for the threads of one process."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._rejected = folder / "rejected"
        self._unreadable = folder / "unreadable"
        self._cipher = Fernet(key)
        self._lock = threading.Lock()
        for place in (folder, self._rejected, self._unreadable):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, handoff: HandoffRequest) -> HandoffRequest:
        """Keep the hand-off, added to one of the same key that still waits; what is kept now."""
        with self._lock:
            waiting = self._read(self._file(handoff.idempotency_key))
            kept = handoff if waiting is None else merged(waiting, handoff)
            self._write(self._file(kept.idempotency_key), kept)
            return kept

    def waiting(self) -> list[HandoffRequest]:
        """Every hand-off that waits, longest waiting first."""
        with self._lock:
            return list(self._readable())

    def remove(self, delivered: HandoffRequest) -> None:
        """Forget a hand-off that has arrived, unless more was added to it in the meantime."""
        with self._lock:
            file = self._file(delivered.idempotency_key)
            if self._read(file) == delivered:
                file.unlink(missing_ok=True)

    def reject(self, handoff: HandoffRequest, reason: str) -> None:
        """Set aside a hand-off that the web will never take, with the reason, for a person to look at."""
        with self._lock:
            file = self._file(handoff.idempotency_key)
            write_whole(self._rejected / f"{handoff.reference}.reason", reason.encode())
            if file.exists():
                os.replace(file, self._rejected / f"{handoff.reference}{SUFFIX}")
        log.error("the hand-off %s was refused: %s", handoff.reference, reason)

    def _readable(self) -> Iterator[HandoffRequest]:
        for file in sorted(self._folder.glob(f"*{SUFFIX}"), key=_age):
            if (handoff := self._read(file)) is not None:
                yield handoff

    def _file(self, idempotency_key: str) -> Path:
        return self._folder / f"{idempotency_key}{SUFFIX}"

    def _read(self, file: Path) -> HandoffRequest | None:
        """What the file holds; None if it is absent, or unreadable and now set aside."""
        try:
            return HandoffRequest.from_json(json.loads(self._cipher.decrypt(file.read_bytes())))
        except FileNotFoundError:
            return None
        except (InvalidToken, ValueError, KeyError, TypeError):
            aside = self._unreadable / f"{file.stem}.{file.stat().st_mtime_ns}{SUFFIX}"
            os.replace(file, aside)
            log.error("a waiting hand-off cannot be read; it is kept as %s", aside.name)
            return None

    def _write(self, file: Path, handoff: HandoffRequest) -> None:
        write_whole(file, self._cipher.encrypt(json.dumps(handoff.as_json()).encode()))


def _age(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
