"""Real web servers on loopback, whose answers a test writes, and checkers that may reach them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any

import pytest

from directory.links.asking import Checker, Manners
from directory.links.guard import is_public

LOOPBACK = ip_address("127.0.0.1")
QUICK = Manners(gap=0.0, step=1.0, whole=2.0)
Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A site: `pages` by (method or "*", path); `asked` is every request line with its agent."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], Answer] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.busy = 0
        self.most_at_once = 0
        self.lock = threading.Lock()
        self.wait = 0.0
        self.url = ""

    def page(self, path: str, status: int, method: str = "*", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[method, path] = (status, named, b"hello")

    def answer(self, method: str, path: str) -> Answer:
        return self.pages.get((method, path)) or self.pages.get(("*", path)) or (404, {}, b"")


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            with site.lock:
                site.busy += 1
                site.most_at_once = max(site.most_at_once, site.busy)
            site.asked.append((self.command, self.path, self.headers.get("User-Agent", "")))
            threading.Event().wait(site.wait)
            status, headers, body = site.answer(self.command, self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with site.lock:
                site.busy -= 1
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = _any

        def log_message(self, *_args: Any) -> None:
            """Tests are quiet."""

    return Handler


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as running:
        yield running


@pytest.fixture
def checker() -> Callable[..., Checker]:
    """A checker that may reach this machine, and nothing else that is private."""

    def make(manners: Manners = QUICK, **more: Any) -> Checker:
        return Checker(manners, allow=lambda ip: ip == LOOPBACK or is_public(ip), **more)

    return make
