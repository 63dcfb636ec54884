"""What was fetched, kept on disk: a stopped run goes on where it was, and asks again only for what changed.

One folder a source, `feeds/<source>/`: `run/` holds the answers of the run that is going on, `cache/` those
of finished runs that said which version they are. Every file appears whole or not at all.
"""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from directory.exceptions import DirectoryError, StoreError
from directory.sources.answers import Answer, Known, SourceFailed

START = "started.json"


class KeptRun:
    """The answers of one run of one source.

    `unfinished` are the runs whose answers may be used again: what a run has brought into the directory is
    never taken for news.
    """

    def __init__(
        self, folder: Path, address: str, run: int, unfinished: Collection[int], max_age: float
    ) -> None:
        self._run, self._cache = folder / "run", folder / "cache"
        self.resumed = self._is_ours(address, unfinished, max_age)
        self.reused = 0  # answers that the source said are as they were
        self.fetched = 0
        if not self.resumed:
            self.discard()
        self._cache.mkdir(parents=True, exist_ok=True)
        self._run.mkdir(exist_ok=True)
        _write(self._run / START, {"address": address, "run": run, "at": self._began()}, b"")

    def _is_ours(self, address: str, unfinished: Collection[int], max_age: float) -> bool:
        started = _read_start(self._run / START)
        return (
            started.get("address") == address
            and started.get("run") in unfinished
            and time.time() - self._began() < max_age
        )

    def _began(self) -> float:
        """When the first answer of this run was asked for, also by an earlier program."""
        at = _read_start(self._run / START).get("at")
        return float(at) if isinstance(at, int | float) else time.time()

    def get(self, url: str) -> Answer | None:
        """The answer that this run has already."""
        return _read(self._run / _name(url), url)

    def known(self, url: str) -> Known | None:
        """What to tell the source about the version of an earlier run's answer."""
        found = _read(self._cache / _name(url), url)
        return Known(found.etag, found.last_modified) if found else None

    def whole(self, answer: Answer) -> Answer:
        """The answer with its content; one that says "not changed" gets that of the earlier run."""
        if answer.body is not None:
            return answer
        earlier = _read(self._cache / _name(answer.url), answer.url)
        if earlier is None:
            raise SourceFailed("The source says that nothing changed, although it was never asked before.")
        self.reused += 1
        return earlier

    def put(self, answer: Answer) -> None:
        """Keep an answer that was found to be sound."""
        self.fetched += 1
        about = {"etag": answer.etag, "last_modified": answer.last_modified, "kind": answer.kind}
        _write(self._run / _name(answer.url), {"url": answer.url, **about}, answer.body or b"")

    def discard(self) -> None:
        """Throw away what this run fetched."""
        shutil.rmtree(self._run, ignore_errors=True)

    def finish(self) -> None:
        """The run is in the directory: clear it, but for answers that can be asked for by version."""
        fresh = self._cache.with_name("cache-new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        for file in self._run.iterdir():
            about = {} if file.name == START else _about(file)
            if about.get("etag") or about.get("last_modified"):
                file.replace(fresh / file.name)
        shutil.rmtree(self._run, ignore_errors=True)
        shutil.rmtree(self._cache, ignore_errors=True)
        fresh.rename(self._cache)


@contextmanager
def on_disk() -> Iterator[None]:
    """What the disk refuses, as StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"What is fetched cannot be kept in VAR_DIR ({error.strerror}); the directory is as it was."
        ) from error


@contextmanager
def only_one(folder: Path, source: str) -> Iterator[None]:
    """Hold the source's lock; DirectoryError where another program imports it just now."""
    with on_disk():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        opened = (folder / "lock").open("w")
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DirectoryError(f"Another import of {source} is going on; wait until it is done.") from None
        yield


def _name(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()


def _write(path: Path, about: dict[str, object], body: bytes) -> None:
    """First line: what it is, and how long the rest must be; then the rest."""
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(json.dumps({**about, "size": len(body)}).encode() + b"\n" + body)
    unfinished.replace(path)


def _read(path: Path, url: str) -> Answer | None:
    try:
        first, _, body = path.read_bytes().partition(b"\n")
        about = json.loads(first)
        if about["size"] != len(body) or about["url"] != url:
            return None
        return Answer(url, body, about["kind"], about["etag"], about["last_modified"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _about(path: Path) -> dict[str, object]:
    with path.open("rb") as opened:
        return _parsed(opened.readline())


def _read_start(path: Path) -> dict[str, object]:
    try:
        return _parsed(path.read_bytes().partition(b"\n")[0])
    except OSError:
        return {}


def _parsed(line: bytes) -> dict[str, object]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
