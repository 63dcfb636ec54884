"""Senders who dawdle, against a real gunicorn process: nobody else waits for them, and they are let go."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.web.real_site import Site, running
from web.security.guarded_worker import HEAD_SECONDS, REQUEST_SECONDS

pytestmark = [pytest.mark.slow, pytest.mark.alone]
THREADS = 8
PAGE = "/staff/sign-in"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with running(tmp_path, WEB_THREADS=str(THREADS), CONNECTIONS_PER_ADDRESS="40") as started:
        yield started


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Site]:
    # Behind a proxy, so that the test may come from several addresses.
    with running(tmp_path, WEB_THREADS=str(THREADS), TRUSTED_PROXIES="1", SECURE_COOKIES="no") as started:
        yield started


def dial(site: Site, stack: ExitStack, said: bytes = b"") -> socket.socket:
    held = stack.enter_context(socket.create_connection(("127.0.0.1", site.settings.port), timeout=30))
    held.sendall(said)
    return held


def seconds_for_a_page(site: Site, sender: str = "192.0.2.200") -> float:
    begun = time.monotonic()
    answer = httpx.get(f"{site.url}{PAGE}", headers={"X-Forwarded-For": sender}, timeout=30)
    assert answer.status_code == 200
    return time.monotonic() - begun


def seconds_until_let_go(held: socket.socket, begun: float) -> float:
    try:
        while held.recv(4096):
            pass
    except ConnectionError:
        pass
    return time.monotonic() - begun


@pytest.mark.parametrize("said", [b"", b"G", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"])
def test_those_who_never_finish_their_head_hold_no_thread(site: Site, said: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(4 * THREADS):
            dial(site, stack, said)
        time.sleep(0.3)
        assert seconds_for_a_page(site) < 1


def test_a_head_sent_byte_by_byte_must_be_whole_in_time(site: Site) -> None:
    with ExitStack() as stack:
        held, begun = dial(site, stack, b"GET / HTTP/1.1\r\nX-Slow: "), time.monotonic()
        held.settimeout(0.5)
        while time.monotonic() - begun < HEAD_SECONDS + 5:
            try:
                held.sendall(b"a")
                if held.recv(1) == b"":
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        assert HEAD_SECONDS - 1 < time.monotonic() - begun < HEAD_SECONDS + 4


def test_a_head_in_two_pieces_is_answered(site: Site) -> None:
    with ExitStack() as stack:
        held = dial(site, stack, f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode())
        time.sleep(0.5)
        held.sendall(b"Connection: close\r\n\r\n")
        assert held.recv(4096).startswith(b"HTTP/1.1 200")


def test_a_head_without_measure_is_refused(site: Site) -> None:
    with ExitStack() as stack:
        held = dial(site, stack, b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 20_000)
        assert held.recv(4096).startswith(b"HTTP/1.1 431")


def test_an_address_has_so_many_connections(site: Site) -> None:
    with ExitStack() as stack:
        for _ in range(40):
            dial(site, stack)
        time.sleep(0.3)
        begun = time.monotonic()
        assert seconds_until_let_go(dial(site, stack), begun) < 1
    time.sleep(0.5)
    assert seconds_for_a_page(site) < 1


def test_who_does_not_hang_up_keeps_nobody_waiting(site: Site) -> None:
    bye = f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(THREADS):
            dial(site, stack, bye)
        time.sleep(1)
        assert seconds_for_a_page(site) < 1


def test_slow_bodies_from_several_addresses_leave_room_and_end(proxied: Site) -> None:
    head = "POST /api/chat HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 192.0.2.{}\r\n"
    head += "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"
    with ExitStack() as stack:
        begun = time.monotonic()
        for sender in (1, 2, 3):
            held = [dial(proxied, stack, head.format(sender).encode()) for _ in range(16)]
        time.sleep(0.5)
        assert seconds_for_a_page(proxied) < 1
        # Drop by drop they reach no further than the whole time.
        while time.monotonic() - begun < REQUEST_SECONDS + 3:
            time.sleep(2)
            for each in held:
                try:
                    each.sendall(b" ")
                except ConnectionError:
                    continue
        let_go = [seconds_until_let_go(each, begun) for each in held]
        assert max(let_go) < REQUEST_SECONDS + 8


def test_a_body_that_is_far_too_long_is_told_so(site: Site) -> None:
    headers = {"Authorization": f"Bearer {site.token}", "Content-Type": "application/json"}
    for body in (b"a" * 100_000, b"a" * 8_000_000):
        answer = httpx.post(f"{site.url}/api/handoffs", content=body, headers=headers, timeout=30)
        assert answer.status_code == 413


def test_a_kept_connection_answers_again(site: Site) -> None:
    with httpx.Client(base_url=site.url) as browser:
        assert [browser.get(PAGE).status_code for _ in range(3)] == [200, 200, 200]
        headers = {"Content-Type": "application/json"}
        assert browser.post("/api/chat", content=b"{", headers=headers).status_code == 400
        assert browser.get(PAGE).status_code == 200


def test_what_the_server_says_of_a_bad_request_quotes_nobody(site: Site) -> None:
    with ExitStack() as stack:
        held = dial(site, stack, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nmy mum keeps falling\r\n\r\n")
        assert held.recv(4096).startswith(b"HTTP/1.1 400")
    assert site.stop() == 0
    written = site.log.read_text()
    assert '"logger": "gunicorn.error"' in written
    assert "falling" not in written
    assert "ip=" not in written
