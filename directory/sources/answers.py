"""One answer of a source over HTTP: asked for politely, again if need be, and never more of it than fits."""

import email.utils
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from threading import Lock
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from directory.exceptions import DirectoryError
from directory.links.guard import is_inside
from directory.sources.manners import Manners

TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
OVERLOADED = frozenset({429, 503})  # says something of the server, not of the one thing that was asked for
NOT_MODIFIED = 304
# A packed answer can be a thousand times larger than it looks; others than these unpack without any bound.
PACKED = frozenset({"", "identity", "gzip", "deflate"})
ACCEPT = "application/json, application/zip;q=0.8, text/csv;q=0.7, */*;q=0.1"


class SourceFailed(DirectoryError):
    """A live source did not give what was asked for; nothing of the run was used."""


class SourceBusy(SourceFailed):
    """It may go better another time: the answers of this run are kept for then."""


class AnswerRefused(SourceFailed):
    """The source answered with an error. `status` says which."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Answer:
    """What a source said. `body` is None where it says that nothing changed."""

    url: str
    body: bytes | None
    kind: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True)
class Known:
    """What an earlier answer said of its own version, so that the source need not send it again."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The conditions of a request."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


class _Later(Exception):
    """An attempt that failed and may be made again, perhaps not before `wait` seconds."""

    def __init__(self, words: str, wait: float | None = None, status: int | None = None) -> None:
        super().__init__(words)
        self.wait, self.status = wait, status


class Asker:
    """Asks one source. Safe between threads; use as a context manager."""

    def __init__(self, manners: Manners, inside: Callable[[str, int], bool] = is_inside) -> None:
        self.manners = manners
        self._inside = inside
        within = httpx.Timeout(manners.answer_within, connect=manners.connect_within)
        self._client = httpx.Client(
            timeout=within,
            headers={
                "User-Agent": manners.agent,
                "Accept": ACCEPT,
                "Accept-Encoding": "gzip, deflate",
            },
            limits=httpx.Limits(max_connections=manners.connections),
            follow_redirects=False,
        )
        self._pace = Lock()
        self._next_at = 0.0
        self._taken = 0

    def __enter__(self) -> "Asker":
        return self

    def __exit__(self, *_problem: object) -> None:
        self._client.close()

    def ask(self, url: str, known: Known | None = None) -> Answer:
        """The answer of an address, after as many attempts as manners allow.

        AnswerRefused where the source says no; SourceBusy where it is out of reach, slow or overloaded;
        SourceFailed where it sends too much or leads elsewhere than to http(s).
        """
        manners = self.manners
        try:
            for attempt in stamina.retry_context(
                on=self._wait_for,
                attempts=manners.attempts,
                timeout=None,
                wait_initial=manners.first_wait,
                wait_max=manners.longest_wait,
                wait_jitter=manners.first_wait,
            ):
                with attempt:
                    return self._once(url, known or Known())
        except _Later as given_up:
            if given_up.status is not None and given_up.status not in OVERLOADED:
                raise AnswerRefused(f"{_host(url)} {given_up}.", given_up.status) from None
            raise SourceBusy(f"{_host(url)} {given_up}; try again later.") from None
        raise AssertionError("unreachable")  # the loop above returns or raises

    def _wait_for(self, problem: Exception) -> bool | float:
        """Whether to try again, and after how long where the source said."""
        if not isinstance(problem, _Later):
            return False
        if problem.wait is None:
            return True
        return problem.wait if problem.wait <= self.manners.longest_wait else False

    def _once(self, url: str, known: Known) -> Answer:
        """One attempt, through redirects."""
        deadline = time.monotonic() + self.manners.whole_within
        at = url
        for _ in range(self.manners.redirects + 1):
            self._keep_pace()
            try:
                with self._client.stream("GET", at, headers=known.headers()) as response:
                    if not response.has_redirect_location:
                        return self._taken_from(response, url, deadline)
                    at = self._leads_to(at, response.headers["location"])
            except httpx.TimeoutException:
                raise _Later(f"did not answer within {self.manners.answer_within:g} seconds") from None
            except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError) as error:
                raise _Later(f"could not be reached or broke off ({type(error).__name__})") from None
        raise SourceFailed(f"{_host(url)} sends from one address to the next without end.")

    def _leads_to(self, url: str, location: str) -> str:
        """Where a redirect goes. A feed on our own network may send on within it; others never into it."""
        target = _leads_to(url, location)
        if _host(target) != _host(url) and self._is_inside(target) and not self._is_inside(url):
            raise SourceFailed(f"{_host(url)} sends into a private network; it was not followed.")
        return target

    def _is_inside(self, url: str) -> bool:
        parts = urlsplit(url)
        return self._inside(parts.hostname or "", parts.port or 443)

    def _taken_from(self, response: httpx.Response, url: str, deadline: float) -> Answer:
        status, headers = response.status_code, response.headers
        if status in TRY_AGAIN:
            raise _Later(f"answers with error {status}", _wait_asked(headers), status)
        if status != NOT_MODIFIED and status != httpx.codes.OK:
            raise AnswerRefused(f"{_host(url)} answers with error {status}.", status)
        body = None if status == NOT_MODIFIED else self._body(response, url, deadline)
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        return Answer(url, body, kind, headers.get("etag"), headers.get("last-modified"))

    def _body(self, response: httpx.Response, url: str, deadline: float) -> bytes:
        packed = response.headers.get("content-encoding", "").strip().lower()
        if packed not in PACKED:
            raise SourceFailed(f"{_host(url)} packs its answers in a way that was not asked for.")
        pieces, size = [], 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > self.manners.page_bytes:
                raise SourceFailed(
                    f"{_host(url)} sends more than {self.manners.page_bytes // 1_000_000} MB in one answer."
                )
            if time.monotonic() > deadline:
                raise _Later(f"did not send its answer within {self.manners.whole_within:g} seconds")
            pieces.append(piece)
        self._count(size, url)
        return b"".join(pieces)

    def _count(self, size: int, url: str) -> None:
        with self._pace:
            self._taken += size
            if self._taken > self.manners.all_bytes:
                raise SourceFailed(
                    f"{_host(url)} has sent more than {self.manners.all_bytes // 1_000_000} MB: no feed does."
                )

    def _keep_pace(self) -> None:
        """Wait for this request's turn: the starts of two requests are never closer than the gap."""
        with self._pace:
            start = max(time.monotonic(), self._next_at)
            self._next_at = start + self.manners.gap
        time.sleep(max(0.0, start - time.monotonic()))


def _leads_to(url: str, location: str) -> str:
    """Where a redirect goes; SourceFailed unless to http(s), and never from https back to http."""
    try:
        target = urljoin(url, location)
        parts = urlsplit(target)
    except ValueError:
        target, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceFailed(f"{_host(url)} sends elsewhere than to a website; it was not followed.")
    if urlsplit(url).scheme == "https" and parts.scheme == "http":
        raise SourceFailed(f"{_host(url)} sends from https to http; it was not followed.")
    return target


def _wait_asked(headers: Mapping[str, str]) -> float | None:
    """Seconds that Retry-After asks for: a number, or a moment (RFC 9110, 10.2.3)."""
    written = headers.get("retry-after", "").strip()
    if written.isdecimal() and len(written) < 10:
        return float(written)
    try:
        moment = email.utils.parsedate_to_datetime(written)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - datetime.now(timezone.utc)).total_seconds())


def _host(url: str) -> str:
    """The part of an address that may stand in a sentence: a query can hold a key."""
    return urlsplit(url).hostname or "the source"
