"""One look at one web address: HEAD, then GET where HEAD says no; redirects followed; robots respected."""

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from directory.link_memory import Look
from directory.links.guard import Allow, Forbidden, GuardedNetwork, NoSuchHost, Resolve, is_public, look_up
from directory.models.freshness import LinkState

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
# The site is there and answers; it only does not want programs, or asks for a password.
NOT_FOR_PROGRAMS = frozenset({401, 403, 405, 406, 407, 415, 429, 451, 999})
SCHEMES = ("http", "https")
ROBOTS_BYTES = 100_000


@dataclass(frozen=True)
class Manners:
    """How sites are asked. Times in seconds."""

    agent: str = "SignpostLinkCheck/1 (checks links of a public directory of care and support)"
    name: str = "SignpostLinkCheck"  # by which robots.txt may speak to us
    gap: float = 2.0  # between two requests to the same host
    step: float = 10.0  # without a sign of life
    whole: float = 25.0  # one request from end to end
    total: float = 45.0  # one look, with robots.txt, redirects and pauses: no site holds a thread for minutes
    redirects: int = 5


class Answer:
    """Status and headers of an answer, and the start of its body where that was asked for."""

    def __init__(self, status: int, location: str | None, body: bytes) -> None:
        self.status, self.location, self.body = status, location, body


class Pace:
    """One request at a time to each host, with a pause between."""

    def __init__(self, gap: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._gap, self._sleep = gap, sleep
        self._lock = Lock()
        self._hosts: dict[str, tuple[Lock, float]] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits until it is this request's turn."""
        with self._lock:
            own, _ = self._hosts.setdefault(host, (Lock(), 0.0))
        with own:
            pause = self._hosts[host][1] - time.monotonic()
            if pause > 0:
                self._sleep(pause)
            try:
                yield
            finally:
                self._hosts[host] = (own, time.monotonic() + self._gap)


class Checker:
    """Looks at addresses. Safe between threads; remembers robots.txt of each host for as long as it lives."""

    def __init__(
        self, manners: Manners | None = None, resolve: Resolve = look_up, allow: Allow = is_public
    ) -> None:
        self.manners = manners or Manners()
        self._resolve, self._allow = resolve, allow
        self._pace = Pace(self.manners.gap)
        self._robots: dict[str, RobotFileParser | None] = {}
        self._tls = ssl.create_default_context()

    def look(self, url: str) -> Look:
        """What the address gives now. Never raises for what a site does."""
        try:
            return self._follow(httpx.URL(url), time.monotonic() + self.manners.total)
        except (httpx.InvalidURL, ValueError):
            return _broken("not_an_address")
        except Forbidden:
            return _broken("private")
        except NoSuchHost:
            return _broken("no_such_host")
        except httpcore.TimeoutException:
            return _broken("too_slow")
        except httpcore.ConnectError as error:
            return _broken("certificate" if isinstance(error.__context__, ssl.SSLError) else "no_connection")
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError):
            return _broken("no_answer")

    def _follow(self, url: httpx.URL, until: float) -> Look:
        first, for_good = url, True
        for _ in range(self.manners.redirects + 1):
            if url.scheme not in SCHEMES or not url.host:
                return _broken("not_an_address")
            if not self._welcome(url, until):
                return Look(LinkState.NOT_ASKED, "robots")
            answer = self._ask(url, until)
            if answer.status not in REDIRECTS or not answer.location:
                return _judged(answer.status, str(url) if for_good and url != first else None)
            for_good = for_good and answer.status in FOR_GOOD
            url = httpx.URL(urljoin(str(url), answer.location))
        return _broken("goes_round")

    def _ask(self, url: httpx.URL, until: float) -> Answer:
        answer = self._request("HEAD", url, until)
        # Many sites answer HEAD wrongly; what they say to GET is what people see.
        return answer if answer.status < 400 else self._request("GET", url, until)

    def _welcome(self, url: httpx.URL, until: float) -> bool:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin, until)
        rules = self._robots[origin]
        return rules is None or rules.can_fetch(self.manners.name, str(url))

    def _rules(self, origin: str, until: float) -> RobotFileParser | None:
        try:
            answer = self._request("GET", httpx.URL(f"{origin}/robots.txt"), until, ROBOTS_BYTES)
        except (Forbidden, NoSuchHost):
            raise
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError):
            return None  # the address itself will say what is wrong
        if answer.status != 200:
            return None
        rules = RobotFileParser()
        try:
            rules.parse(answer.body.decode("utf-8", "replace").splitlines())
        except ValueError:  # rules that make no sense forbid nothing, and say nothing of the site
            return None
        return rules

    def _request(self, method: str, url: httpx.URL, until: float, most_bytes: int = 0) -> Answer:
        manners = self.manners
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/"
        )
        headers: list[tuple[bytes | str, bytes | str]] = [
            ("Host", url.netloc),
            ("User-Agent", manners.agent),
            ("Accept", "*/*"),
        ]
        step = dict.fromkeys(("connect", "read", "write", "pool"), manners.step)
        with self._pace.turn(url.host):
            seconds = min(manners.whole, until - time.monotonic())
            network = GuardedNetwork(seconds, self._resolve, self._allow)
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=network) as pool,
                pool.stream(method, target, headers=headers, extensions={"timeout": step}) as response,
            ):
                location = _header(response.headers, b"location")
                body = _beginning(response.iter_stream(), most_bytes) if most_bytes else b""
        return Answer(response.status, location.decode("latin-1") if location else None, body)


def _judged(status: int, moved_to: str | None) -> Look:
    if status < 400:
        return Look(LinkState.WORKS, "moved" if moved_to else None, status, moved_to)
    if status in NOT_FOR_PROGRAMS:
        return Look(LinkState.NOT_ASKED, "not_for_programs", status)
    if status in (404, 410):
        return Look(LinkState.BROKEN, "no_such_page", status)
    return Look(LinkState.BROKEN, "out_of_order" if status >= 500 else "refused", status)


def _broken(reason: str) -> Look:
    return Look(LinkState.BROKEN, reason)


def _beginning(pieces: Iterator[bytes], most: int) -> bytes:
    read = b""
    for piece in pieces:
        read += piece
        if len(read) >= most:
            break
    return read[:most]


def _header(headers: list[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    return next((value for key, value in headers if key.lower() == name), None)
