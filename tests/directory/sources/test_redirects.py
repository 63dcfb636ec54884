"""Where a feed's redirects may lead: never from outside into our own network."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from directory.sources.answers import Asker, SourceFailed
from directory.sources.manners import Manners


class Sending(BaseHTTPRequestHandler):
    """On 127.0.0.1 it sends on to localhost, which answers."""

    asked: list[str]

    def do_GET(self) -> None:
        host, _, port = self.headers["Host"].partition(":")
        self.asked.append(host)
        self.send_response(302 if host == "127.0.0.1" else 200)
        self.send_header("Location", f"http://localhost:{port}/latest/meta-data/")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"[]")

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Sending.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Sending) as made:
        thread = Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def test_a_feed_outside_is_not_followed_inside(server: ThreadingHTTPServer) -> None:
    url = f"http://127.0.0.1:{server.server_port}/services"
    with (
        Asker(Manners(gap=0), inside=lambda host, _port: host == "localhost") as asker,
        pytest.raises(SourceFailed, match="private network"),
    ):
        asker.ask(url)
    assert Sending.asked == ["127.0.0.1"]


def test_a_feed_on_our_own_network_may_send_on_within_it(server: ThreadingHTTPServer) -> None:
    with Asker(Manners(gap=0)) as asker:
        assert asker.ask(f"http://127.0.0.1:{server.server_port}/services").body == b"[]"
    assert Sending.asked == ["127.0.0.1", "localhost"]
