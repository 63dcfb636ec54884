"""A round of link checking: what is due, host by host, for a limited time; each result is kept at once."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock
from urllib.parse import urlsplit

from directory.clock import utc_now
from directory.database import SessionFactory, begin_writing
from directory.link_memory import Look, after, is_dead, mark_of
from directory.links.asking import Checker
from directory.queries import links, state

AT_ONCE = 4  # hosts
TOO_MANY_TO_BE_THEIRS = 3  # failures in a round in which no site answered
FORGET_AFTER = timedelta(days=90)


def check_due(
    sessions: SessionFactory,
    checker: Checker,
    *,
    seconds: float = 30,
    most: int = 500,
    now: Callable[[], datetime] = utc_now,
) -> int:
    """Look at what is due, the longest overdue first; of how many addresses something was learnt.

    After `seconds` no further look begins. A program that is killed has kept every look that was finished.
    """
    until = time.monotonic() + seconds
    with sessions() as session:
        urls = links.due(session, now())[:most]
    learnt = _Learnt(lambda url, look: keep(sessions, url, look, now()))

    def one_host(addresses: list[str]) -> None:
        for url in addresses:
            if time.monotonic() >= until:
                return
            learnt.add(url, checker.look(url))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one_host, _by_host(urls)))
    return learnt.finish()


class _Learnt:
    """Keeps looks as they come, but failures only once any site has answered: the line down may be ours."""

    def __init__(self, keep_one: Callable[[str, Look], None]) -> None:
        self._keep = keep_one
        self._lock = Lock()
        self._doubtful: list[tuple[str, Look]] = []
        self._online = False
        self._count = 0

    def add(self, url: str, look: Look) -> None:
        """One more look."""
        with self._lock:
            self._doubtful.append((url, look))
            self._online = self._online or not look.may_be_ours
            ready = self._take() if self._online else []
        self._keep_all(ready)

    def finish(self) -> int:
        """How many were kept. Where nothing answered at all, many failures teach nothing of the sites."""
        if len(self._doubtful) < TOO_MANY_TO_BE_THEIRS:
            self._keep_all(self._take())
        return self._count

    def _take(self) -> list[tuple[str, Look]]:
        taken, self._doubtful = self._doubtful, []
        self._count += len(taken)
        return taken

    def _keep_all(self, looks: list[tuple[str, Look]]) -> None:
        for url, look in looks:
            self._keep(url, look)


def keep(sessions: SessionFactory, url: str, look: Look, now: datetime) -> None:
    """Add a look to what is known. Programs that show the link hear of it when it dies or comes back."""
    with begin_writing(sessions) as session:
        before = links.remembered(session, url)
        known = after(before, url, look, now)
        links.keep(session, url, known)
        if is_dead(known) != (before is not None and is_dead(before)):
            state.note_change(session)


def forget_old(sessions: SessionFactory, now: datetime) -> None:
    """Drop what is known of addresses that nobody gives any more."""
    with begin_writing(sessions) as session:
        shown = {mark_of(url): url for url in links.shown_urls(session)}
        links.forget(session, shown, now - FORGET_AFTER)


def _by_host(urls: Iterable[str]) -> list[list[str]]:
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[_host(url)].append(url)
    return list(hosts.values())


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.casefold()
    except ValueError:
        return ""
